<?php
declare(strict_types=1);

namespace Callboard\Tests\Admin\Editor;

use Callboard\Admin\Editor\RowActions;
use Callboard\Tests\Delivery\SeasonCase;
use Callboard\Tests\Rest\FakeOrg;
use Callboard\Tests\Rest\Keys;
use Callboard\Vault\ConnectionDetails;

require_once dirname( __DIR__, 2 ) . '/Delivery/SeasonCase.php';

/** @group data */
final class RowActionsTest extends SeasonCase {
	private int $post_id;

	protected function setUp(): void {
		parent::setUp();
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$this->post_id = (int) $this->post_of( $this->production( 1 ) );
	}

	protected function tearDown(): void {
		unset( $_GET['callboard_asked'] );
		wp_set_current_user( 0 );
		parent::tearDown();
	}

	public function test_a_row_offers_what_its_reader_may_do(): void {
		$own = (int) wp_insert_post( array( 'post_type' => 'event', 'post_title' => 'Our own', 'post_status' => 'publish' ) );
		foreach ( array( 'administrator' => array( 'callboard_sync', 'callboard_why' ), 'editor' => array( 'callboard_sync' ), 'subscriber' => array() ) as $role => $expected ) {
			wp_set_current_user( (int) wp_insert_user( array( 'user_login' => "row-{$role}", 'user_pass' => 'x', 'role' => $role ) ) );
			self::assertSame( $expected, array_keys( $this->actions()->add( array(), get_post( $this->post_id ) ) ), $role );
			self::assertSame( array(), $this->actions()->add( array(), get_post( $own ) ), $role );
		}
	}

	public function test_it_asks_for_the_show_and_says_what_it_did(): void {
		self::assertSame( 'refused', $this->actions()->ask( $this->post_id ), 'Nobody is signed in.' );
		wp_set_current_user( (int) get_users( array( 'role' => 'administrator', 'number' => 1 ) )[0]->ID );
		self::assertSame( 'sync_not_possible', $this->actions()->ask( $this->post_id ) );
		$this->plugin->connections()->save( $this->tenant_id, new ConnectionDetails( FakeOrg::LOGIN_URL, 'consumer', 'sync@harbour.example', Keys::CERTIFICATE, Keys::PRIVATE_KEY, 1 ) );
		self::assertSame( '1', $this->actions()->ask( $this->post_id ) );
		self::assertSame( array( 'productions' => array( self::id( 'a0E', 1 ) ) ), $this->plugin->inbox()->due( $this->tenant_id, $this->clock->now_ms() ) );
		foreach ( array( '1' => '1 record is read again', 'sync_not_possible' => 'cannot be read', '<script>' => 'cannot be read' ) as $asked => $words ) {
			$_GET['callboard_asked'] = (string) $asked;
			ob_start();
			$this->actions()->print_notice();
			$notice = (string) ob_get_clean();
			self::assertStringContainsString( $words, $notice );
			self::assertStringNotContainsString( '<script', $notice );
		}
	}

	private function actions(): RowActions {
		return new RowActions( $this->plugin->owned_fields(), fn() => $this->plugin->subjects(), fn() => $this->plugin->sync_show() );
	}
}
