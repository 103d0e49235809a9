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

	public function test_a_backfill_is_asked_for_with_what_it_covers(): void {
		$tenant = $this->tenant_with_shows();
		$object = Plugin::instance()->mappings()->current( $tenant->id )[0]->id;
		$body   = array( 'kind' => 'backfill', 'options' => array( 'objects' => array( $object ), 'created_from_ms' => 1, 'created_to_ms' => 2, 'condition' => "Name LIKE 'H%'" ) );
		$answer = $this->post_runs( $tenant->id, $body );
		self::assertSame( array( 201, 'backfill' ), array( $answer->get_status(), $answer->get_data()['kind'] ) );
		self::assertEquals( $body['options'], (array) $answer->get_data()['options'] );
		self::assertSame( 201, $this->post_runs( $tenant->id, array( 'kind' => 'backfill' ) )->get_status() );
		self::assertSame( 'incremental', $this->post_runs( $tenant->id, array() )->get_data()['kind'] );
		self::assertSame( 3, Plugin::instance()->runs()->count( $tenant->id ), 'Three wishes, three runs.' );
	}

	/** @dataProvider senseless_backfills */
	public function test_a_backfill_that_cannot_be_meant_is_refused( int $status, string $code, array $body ): void {
		$tenant = $this->tenant_with_shows();
		$answer = $this->post_runs( $tenant->id, $body );
		self::assertSame( array( $status, $code ), array( $answer->get_status(), $answer->get_data()['code'] ) );
		self::assertSame( 0, Plugin::instance()->runs()->count( $tenant->id ) );
	}

	/** @return array<string, array{0: int, 1: string, 2: array<string, mixed>}> */
	public static function senseless_backfills(): array {
		$of = static fn( array $options ): array => array( 'kind' => 'backfill', 'options' => $options );
		return array(
			'an object nobody maps'   => array( 422, 'backfill_object_unknown', $of( array( 'objects' => array( 'gone' ) ) ) ),
			'a range that ends first' => array( 422, 'backfill_range_empty', $of( array( 'created_from_ms' => 2, 'created_to_ms' => 2 ) ) ),
			'ids and a condition'     => array( 422, 'backfill_ids_and_range', $of( array( 'ids' => array( 'a01000000000001AAA' ), 'condition' => 'A__c = 1' ) ) ),
			'options of a poll'       => array( 422, 'run_options_misplaced', array( 'options' => array( 'objects' => array( 'gone' ) ) ) ),
			'no id'                   => array( 400, 'callboard_body_invalid', $of( array( 'ids' => array( 'not an id' ) ) ) ),
			'an unknown option'       => array( 400, 'callboard_body_invalid', $of( array( 'limit' => 5 ) ) ),
			'an unknown kind'         => array( 400, 'callboard_body_invalid', array( 'kind' => 'rebuild' ) ),
		);
	}

	private function post_runs( int $tenant_id, array $body ): \WP_REST_Response {
		$request = new \WP_REST_Request( 'POST', "/callboard/v1/tenants/{$tenant_id}/runs" );
		$request->set_header( 'Content-Type', 'application/json' );
		$request->set_body( (string) wp_json_encode( (object) $body ) );
		return rest_get_server()->dispatch( $request );
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
