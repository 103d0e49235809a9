<?php
declare(strict_types=1);

namespace Callboard\Tests\Database;

use Callboard\Database\Migrations;
use Callboard\Delivery\PictureSource;
use Callboard\Plugin;
use Callboard\Tests\CommittingTestCase;

/** @group data */
final class PictureVersionsMigrationTest extends CommittingTestCase {
	public function test_pictures_of_before_are_known_still_and_asked_for_once(): void {
		$db = Plugin::instance()->db();
		foreach ( array( 'version', 'asked', 'looked_ms', 'failure' ) as $column ) {
			$db->query( "ALTER TABLE `{$db->table( 'picture' )}` DROP COLUMN {$column}" );
		}
		$source     = PictureSource::of_value( '069000000000001AAA' );
		$attachment = (int) wp_insert_post( array( 'post_title' => 'Poster', 'post_type' => 'attachment', 'post_status' => 'inherit' ) );
		$db->insert_rows( $db->table( 'picture' ), array( 'tenant_id', 'source', 'hash', 'attachment_id', 'created_ms' ), array( array( 1, $source->key(), str_repeat( 'a', 64 ), $attachment, 7 ) ) );
		foreach ( array( 'after an update', 'twice' ) as $when ) {
			update_option( Migrations::OPTION, 18 );
			Plugin::instance()->migrations()->run();
			self::assertSame( Plugin::instance()->migrations()->latest(), Plugin::instance()->migrations()->version(), $when );
		}
		$picture = Plugin::instance()->pictures()->find( 1, $source );
		self::assertSame( array( $attachment, null, null, 0, null ), array( $picture->attachment_id, $picture->version, $picture->asked, $picture->looked_ms, $picture->failure ) );
	}
}
