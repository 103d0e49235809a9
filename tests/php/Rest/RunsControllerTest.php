<?php
declare(strict_types=1);

namespace Callboard\Tests\Rest;

use Callboard\Failure\Failure;
use Callboard\Plugin;
use Callboard\Run\RunState;

final class RunsControllerTest extends AdminRestCase {
	public function test_sync_now_queues_one_run_however_often_it_is_pressed(): void {
		$tenant = $this->tenant_with_shows();
		$first  = $this->rest( 'POST', "/callboard/v1/tenants/{$tenant->id}/runs" );
		self::assertSame( 201, $first->get_status() );
		self::assertSame( array( 'incremental', 'manual', 'queued' ), array( $first->get_data()['kind'], $first->get_data()['trigger'], $first->get_data()['state'] ) );
		self::assertSame( wp_get_current_user()->display_name, $first->get_data()['requested_by'] );
		self::assertSame( $first->get_data()['id'], $this->rest( 'POST', "/callboard/v1/tenants/{$tenant->id}/runs" )->get_data()['id'] );
	}

	public function test_sync_now_says_what_is_missing_first(): void {
		$bare = $this->tenant();
		self::assertSame( 'connection_missing', $this->rest( 'POST', "/callboard/v1/tenants/{$bare->id}/runs" )->get_data()['code'] );
		$connected = $this->connected_tenant();
		self::assertSame( 'mapping_missing', $this->rest( 'POST', "/callboard/v1/tenants/{$connected->id}/runs" )->get_data()['code'] );
		$paused = $this->tenant_with_shows();
		Plugin::instance()->tenants()->set_state( $paused->id, 'paused' );
		self::assertSame( 'tenant_paused', $this->rest( 'POST', "/callboard/v1/tenants/{$paused->id}/runs" )->get_data()['code'] );
		update_option( 'home', 'https://staging.harbour.example' );
		$copied = $this->rest( 'POST', "/callboard/v1/tenants/{$connected->id}/runs" );
		self::assertSame( array( 422, 'site_copied' ), array( $copied->get_status(), $copied->get_data()['code'] ) );
		self::assertNotSame( array(), $copied->get_data()['data']['failure']['actions'] );
		self::assertSame( 0, Plugin::instance()->runs()->count( $connected->id ) );
	}

	public function test_history_is_paged_newest_first_and_by_tenant(): void {
		$tenant = $this->tenant_with_shows();
		$other  = $this->connected_tenant( 'Hillside Opera' );
		$runs   = Plugin::instance()->runs();
		$ids    = array();
		for ( $i = 0; $i < 3; $i++ ) {
			$ids[] = $this->finished( $tenant->id, null );
		}
		$runs->enqueue( $other->id, 'incremental', 'schedule' );
		$page = $this->rest( 'GET', "/callboard/v1/tenants/{$tenant->id}/runs", array( 'per_page' => 2 ) );
		self::assertSame( array( $ids[2], $ids[1] ), array_column( $page->get_data(), 'id' ) );
		self::assertSame( '3', $page->get_headers()['X-WP-Total'] );
		self::assertSame( '2', $page->get_headers()['X-WP-TotalPages'] );
		self::assertSame( array( $ids[0] ), array_column( $this->rest( 'GET', "/callboard/v1/tenants/{$tenant->id}/runs", array( 'per_page' => 2, 'page' => 2 ) )->get_data(), 'id' ) );
	}

	public function test_a_failed_run_carries_its_failure_in_words(): void {
		$tenant = $this->tenant_with_shows();
		$id     = $this->finished( $tenant->id, new Failure( 'transient', 'salesforce_unavailable', 'Salesforce is away.', array( 'Wait.' ) ) );
		$data   = $this->rest( 'GET', "/callboard/v1/runs/{$id}" )->get_data();
		self::assertSame( array( 'failed', 'Salesforce is away.', array( 'Wait.' ) ), array( $data['state'], $data['failure']['message'], $data['failure']['actions'] ) );
	}

	public function test_a_waiting_run_can_be_called_off_once(): void {
		$tenant = $this->tenant_with_shows();
		$id     = $this->rest( 'POST', "/callboard/v1/tenants/{$tenant->id}/runs" )->get_data()['id'];
		self::assertSame( 'cancelled', $this->rest( 'POST', "/callboard/v1/runs/{$id}/cancel" )->get_data()['state'] );
		self::assertSame( 'cancelled', $this->rest( 'POST', "/callboard/v1/runs/{$id}/cancel" )->get_data()['state'] );
	}

	/** @dataProvider bad_pages */
	public function test_bad_pages_are_refused( string $query ): void {
		parse_str( $query, $arguments );
		$tenant = $this->tenant_with_shows();
		self::assertSame( 400, $this->rest( 'GET', "/callboard/v1/tenants/{$tenant->id}/runs", $arguments )->get_status() );
	}

	/** @return array<string, array{0: string}> */
	public static function bad_pages(): array {
		return array(
			'page 0'        => array( 'page=0' ),
			'no number'     => array( 'page=two' ),
			'a huge page'   => array( 'per_page=5000' ),
			'less than one' => array( 'per_page=-1' ),
		);
	}

	public function test_items_are_filtered_and_paged(): void {
		$tenant = $this->tenant_with_shows();
		$id     = $this->finished( $tenant->id, null );
		self::assertSame( array(), $this->rest( 'GET', "/callboard/v1/runs/{$id}/items" )->get_data() );
		self::assertSame( 400, $this->rest( 'GET', "/callboard/v1/runs/{$id}/items", array( 'outcome' => 'exploded' ) )->get_status() );
		self::assertSame( 404, $this->rest( 'GET', '/callboard/v1/runs/999999/items' )->get_status() );
		self::assertSame( 404, $this->rest( 'GET', '/callboard/v1/runs/999999' )->get_status() );
	}

	private function finished( int $tenant_id, ?Failure $failure ): int {
		$plugin = Plugin::instance();
		$plugin->runs()->enqueue( $tenant_id, 'incremental', 'schedule' );
		$lease = $plugin->leases()->claim( 'worker', array( $tenant_id ) );
		self::assertNotNull( $lease );
		$plugin->runs()->finish( $lease->run, null === $failure ? RunState::SUCCEEDED : RunState::FAILED, $failure, 1 );
		return $lease->run->id;
	}
}
