<?php
declare(strict_types=1);

namespace Callboard\Tests\Rest;

use Callboard\Brake\BrakeRow;
use Callboard\Cli\BrakeCommand;
use Callboard\Delivery\Withdrawal;
use Callboard\Plugin;
use Callboard\Tests\Cli\RecordedOutput;

require_once __DIR__ . '/../Cli/RecordedOutput.php';

final class BrakesControllerTest extends AdminRestCase {
	public function test_what_is_held_is_shown_and_decided_once(): void {
		$tenant = $this->tenant_with_shows();
		$brake  = $this->braked( $tenant->id );
		$seen   = $this->rest( 'GET', "/callboard/v1/tenants/{$tenant->id}/brakes" );
		self::assertSame( 200, $seen->get_status(), (string) wp_json_encode( $seen->get_data() ) );
		self::assertSame( array( 'open', 2, 40 ), array( $seen->get_data()[0]['state'], $seen->get_data()[0]['held'], $seen->get_data()[0]['listed'] ) );
		$items = $this->rest( 'GET', "/callboard/v1/brakes/{$brake->id}/items", array( 'per_page' => 1 ) );
		self::assertSame( array( array( 'a0E000000000001AAA', 'deleted', 'draft' ), '2' ), array( array( $items->get_data()[0]['external_id'], $items->get_data()[0]['reason'], $items->get_data()[0]['after'] ), $items->get_headers()['X-WP-Total'] ) );
		$refused = $this->rest( 'POST', "/callboard/v1/brakes/{$brake->id}/refuse" );
		self::assertSame( array( 'refused', wp_get_current_user()->display_name ), array( $refused->get_data()['state'], $refused->get_data()['decided_by'] ) );
		$again = $this->rest( 'POST', "/callboard/v1/brakes/{$brake->id}/refuse" );
		self::assertSame( array( 422, 'brake_decided' ), array( $again->get_status(), $again->get_data()['code'] ) );
		$approved = $this->rest( 'POST', "/callboard/v1/brakes/{$brake->id}/approve" )->get_data();
		self::assertSame( 'settled', $approved['state'] );
		self::assertStringContainsString( 'withdrawn, as a person approved', $approved['sentence'] );
		self::assertSame( 404, $this->rest( 'POST', '/callboard/v1/brakes/999/approve' )->get_status() );
	}

	public function test_a_limit_is_chosen_for_the_tenant_or_a_mapping_and_taken_back(): void {
		$tenant = $this->tenant_with_shows();
		$route  = "/callboard/v1/tenants/{$tenant->id}/brake-limits";
		$of     = fn( array $rows ) => array_map( static fn( array $row ) => array( $row['mapping_id'], $row['percent'], $row['records'], $row['is_default'] ), $rows );
		self::assertContains( array( null, 20, 10, true ), $of( $this->rest( 'GET', $route )->get_data() ) );
		$this->rest( 'PUT', $route, array( 'limit' => array( 'percent' => 50, 'records' => 5 ) ) );
		$rows = $of( $this->rest( 'PUT', $route, array( 'mapping_id' => 'productions', 'limit' => array( 'percent' => 0, 'records' => 0 ) ) )->get_data() );
		self::assertContains( array( null, 50, 5, false ), $rows );
		self::assertContains( array( 'productions', 0, 0, false ), $rows );
		self::assertContains( array( 'performances', 50, 5, true ), $rows );
		self::assertContains( array( 'productions', 50, 5, true ), $of( $this->rest( 'PUT', $route, array( 'mapping_id' => 'productions', 'limit' => null ) )->get_data() ) );
		self::assertSame( 404, $this->rest( 'PUT', $route, array( 'mapping_id' => 'nowhere', 'limit' => null ) )->get_status() );
		self::assertSame( 400, $this->rest( 'PUT', $route, array( 'limit' => array( 'percent' => 101, 'records' => 5 ) ) )->get_status() );
		self::assertSame( 'brake_limit_chosen', Plugin::instance()->audit()->page( $tenant->id )[0]->event );
	}

	public function test_the_command_lists_and_decides(): void {
		$plugin  = Plugin::instance();
		$tenant  = $this->tenant_with_shows();
		$output  = new RecordedOutput();
		$command = new BrakeCommand( $output, $plugin->tenants(), $plugin->brakes(), $plugin->brake_views(), $plugin->decide_brake() );
		$command( array( 'list' ) );
		$brake = $this->braked( $tenant->id );
		$command( array( 'list' ), array( 'tenant' => (string) $tenant->id ) );
		$command( array( 'refuse', (string) $brake->id ) );
		$command( array( 'refuse', (string) $brake->id ) );
		$command( array( 'approve', '999' ) );
		self::assertSame( BrakeRow::REFUSED, $plugin->brakes()->find( $brake->id )->state );
		self::assertSame( 'No brake is on.', $output->lines[0] );
		self::assertStringContainsString( '2 of 40', (string) $output->rows[0]['what'] );
		self::assertCount( 2, $output->failures );
	}

	private function braked( int $tenant_id ): BrakeRow {
		$brakes = Plugin::instance()->brakes();
		$brake  = $brakes->add( new BrakeRow( 0, $tenant_id, 'productions', BrakeRow::OPEN, BrakeRow::LIMIT, 1, 30, 40, self::NOW_MS, null, null ) );
		$brakes->hold( $brake, array( new Withdrawal( 'a0E000000000001AAA', 1, 2, 'deleted' ), new Withdrawal( 'a0E000000000002AAA', 1, 2, 'outside_filter' ) ), self::NOW_MS );
		return $brake;
	}
}
