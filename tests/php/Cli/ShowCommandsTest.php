<?php
declare(strict_types=1);

namespace Callboard\Tests\Cli;

use Callboard\Cli\ShowCommands;
use Callboard\Cli\SyncCommand;
use Callboard\Tests\Delivery\SeasonCase;
use Callboard\Tests\Rest\FakeOrg;
use Callboard\Tests\Rest\Keys;
use Callboard\Vault\ConnectionDetails;

require_once dirname( __DIR__ ) . '/Delivery/SeasonCase.php';

/** @group data */
final class ShowCommandsTest extends SeasonCase {
	private RecordedOutput $output;

	protected function setUp(): void {
		parent::setUp();
		$this->output = new RecordedOutput();
		$this->deliver( 'productions', array( $this->production( 1 ), $this->production( 2 ) ) );
		$this->deliver( 'productions', array( $this->production( 1, array( 'title' => 'Renamed Show' ), 2000, 6000 ) ) );
	}

	public function test_why_lists_fields_and_the_past_of_one(): void {
		$this->commands()->why( array( 'Renamed' ) );
		self::assertSame( array( 'Renamed Show (' . self::id( 'a0E', 1 ) . ')', 'Versions, newest first:', 'As fetched: null' ), $this->output->lines );
		self::assertSame( array( 'title', '' ), array_column( $this->output->rows, 'changed' ) );
		$this->commands()->why( array( self::id( 'a0E', 1 ) ), array( 'field' => 'title' ) );
		self::assertSame( array( 'Renamed Show', 'Renamed Show' ), array_column( $this->output->rows, 'after' ) );
		self::assertSame( 'Show 1', $this->output->rows[1]['before'] );
		$this->commands()->why( array( self::id( 'a0E', 1 ) ), array( 'field' => 'meta:nothing' ) );
		$this->commands()->why( array( 'no', 'such', 'show' ) );
		$this->commands()->why( array( 'Show' ) );
		self::assertCount( 3, $this->output->failures );
	}

	public function test_roll_back_and_lift_say_what_they_did(): void {
		wp_set_current_user( (int) get_users( array( 'role' => 'administrator', 'number' => 1 ) )[0]->ID );
		$first = $this->plugin->provenance()->of( $this->tenant_id, self::id( 'a0E', 1 ) )[1]->id;
		$this->commands()->roll_back( array( 'Renamed' ), array( 'to' => (string) $first ) );
		self::assertCount( 1, $this->output->failures, 'Without a reason.' );
		$this->commands()->roll_back( array( 'Renamed' ), array( 'to' => (string) $first, 'reason' => 'Misprint', 'fields' => 'title' ) );
		$this->commands()->lift( array( 'Show', '1' ), array( 'reason' => 'Mended' ) );
		$this->commands()->lift( array( 'Renamed' ), array( 'reason' => 'Mended' ) );
		self::assertSame( array( 'Rolled back until Salesforce says something new: title', 'Salesforce decides again: title', 'Nothing is overridden here.' ), $this->output->lines );
	}

	public function test_sync_of_one_show_fills_the_inbox(): void {
		$sync = new SyncCommand( $this->output, $this->plugin->runnable_tenants(), $this->plugin->runs(), $this->plugin->wake(), $this->commands() );
		$sync( array(), array( 'id' => self::id( 'a0E', 1 ) ) );
		self::assertCount( 1, $this->output->failures, 'Not connected.' );
		$this->plugin->connections()->save( $this->tenant_id, new ConnectionDetails( FakeOrg::LOGIN_URL, 'consumer', 'sync@harbour.example', Keys::CERTIFICATE, Keys::PRIVATE_KEY, 1 ) );
		$sync( array(), array( 'post' => (string) $this->post_of( $this->production( 1 ) ) ) );
		self::assertStringContainsString( 'Renamed Show: 1 records are due.', $this->output->lines[0] );
		self::assertSame( array( 'productions' => array( self::id( 'a0E', 1 ) ) ), $this->plugin->inbox()->due( $this->tenant_id, $this->clock->now_ms() ) );
	}

	private function commands(): ShowCommands {
		return $this->plugin->show_commands( $this->output );
	}
}
