<?php
declare(strict_types=1);

namespace Callboard\Rest;

use Callboard\Clock\Clock;
use Callboard\Retry\RetryEntries;
use Callboard\Retry\RetryEntry;
use Callboard\Retry\RetryState;
use Callboard\Run\Run;
use Callboard\Run\Runs;
use Callboard\Tenant\Tenant;

defined( 'ABSPATH' ) || exit;

/** Records that were refused: the list, and what a person may do about them. */
final class RetriesController {
	public function __construct(
		private readonly Door $door,
		private readonly Clock $clock,
		private readonly RetryEntries $entries,
		private readonly Runs $runs,
		/** Tells a worker that there is work; how depends on the settings. */
		private readonly \Closure $wake,
	) {}

	public function register(): void {
		Routes::add( '/tenants/(?P<tenant_id>\d+)/retries', array( 'GET' => array( $this, 'page' ) ) );
		Routes::add( '/tenants/(?P<tenant_id>\d+)/retries/now', array( 'POST' => array( $this, 'retry_now' ) ) );
		Routes::add( '/tenants/(?P<tenant_id>\d+)/retries/skip', array( 'POST' => array( $this, 'skip' ) ) );
	}

	public function page( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		$state = $request['state'];
		if ( null !== $state && ! in_array( $state, RetryState::ALL, true ) ) {
			return new \WP_Error( 'rest_invalid_param', __( 'There is no such state.', 'callboard' ), array( 'status' => 400 ) );
		}
		return $this->door->with_tenant(
			$request,
			fn( Tenant $tenant ) => $this->door->answers()->many(
				'retry-entry',
				array_map( static fn( RetryEntry $entry ) => $entry->to_array(), $this->entries->page( $tenant->id, $state, (int) $request['page'], (int) $request['per_page'] ) ),
				$this->entries->count( $tenant->id, $state ),
				(int) $request['per_page']
			)
		);
	}

	/** Not only due: a run is asked for, so that a person who presses the button sees what comes of it. */
	public function retry_now( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->change(
			$request,
			function ( Tenant $tenant, array $ids ): int {
				$changed = $this->entries->retry_now( $tenant->id, $ids, $this->clock->now_ms() );
				if ( $changed > 0 ) {
					$this->runs->enqueue( $tenant->id, Run::INCREMENTAL, RunsController::TRIGGER, get_current_user_id() );
					( $this->wake )();
				}
				return $changed;
			}
		);
	}

	public function skip( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->change( $request, fn( Tenant $tenant, array $ids ): int => $this->entries->skip( $tenant->id, $ids, $this->clock->now_ms() ) );
	}

	/** @param callable( Tenant, list<int> ): int $work */
	private function change( \WP_REST_Request $request, callable $work ): \WP_REST_Response|\WP_Error {
		return $this->door->with_tenant(
			$request,
			fn( Tenant $tenant ) => $this->door->with_body(
				$request,
				'retry.request',
				fn( array $body ) => $this->door->answers()->one( 'retry.answer', array( 'changed' => $work( $tenant, array_map( 'intval', array_values( $body['ids'] ) ) ) ) )
			)
		);
	}
}
