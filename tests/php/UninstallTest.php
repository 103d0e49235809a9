<?php
declare(strict_types=1);

namespace Callboard\Tests;

use Callboard\Cron\Timetable;
use Callboard\Database\Db;
use Callboard\Plugin;
use Callboard\Requirements;
use Callboard\Uninstall;
use Callboard\Worker\Settings;

final class UninstallTest extends CommittingTestCase {
	protected function tearDown(): void {
		Plugin::instance()->migrations()->run();
		Timetable::ensure();
		parent::tearDown();
	}

	public function test_without_the_admins_word_everything_stays(): void {
		Plugin::instance()->tenants()->create( 'Playhouse' );
		Uninstall::run();
		self::assertCount( 1, Plugin::instance()->tenants()->all() );
		self::assertFalse( wp_next_scheduled( 'callboard_ping' ) );
	}

	public function test_with_it_tables_and_options_go_and_posts_stay(): void {
		$post = wp_insert_post( array( 'post_title' => 'Hamlet', 'post_type' => 'event', 'post_status' => 'publish' ) );
		( new Settings( 'pull', null, true ) )->save();
		update_option( 'callboard_of_another_room', 1 );
		Uninstall::run();
		$db = new Db( $GLOBALS['wpdb'] );
		self::assertSame( array(), $db->rows( 'SHOW TABLES LIKE %s', array( $GLOBALS['wpdb']->esc_like( $GLOBALS['wpdb']->prefix . 'callboard_' ) . '%' ) ) );
		self::assertSame( array(), $db->rows( "SELECT option_name FROM {$GLOBALS['wpdb']->options} WHERE option_name LIKE 'callboard\\_%%' AND 1 = %d", array( 1 ) ) );
		self::assertSame( 'Hamlet', get_post( $post )->post_title );
	}

	public function test_a_site_that_is_too_old_is_told_so(): void {
		self::assertSame( array(), Requirements::unmet( '8.1.0', '6.8' ) );
		self::assertSame( array(), Requirements::unmet( '8.4.1', '7.2-alpha-12345' ) );
		self::assertSame( array(), Requirements::unmet( '8.1.0', '6.8-RC1' ) );
		self::assertSame( array( 'PHP 8.1', 'WordPress 6.8' ), Requirements::unmet( '8.0.30', '6.7.2' ) );
		self::assertSame( array( "PHP's extension mbstring" ), Requirements::unmet( '8.2.0', '7.1', array( 'OpenSSL', 'zlib' ) ) );
		ob_start();
		Requirements::print_notice( array( 'PHP 8.1' ) );
		self::assertStringContainsString( 'PHP 8.1', (string) ob_get_clean() );
	}
}
