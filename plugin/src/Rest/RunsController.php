<?php
declare(strict_types=1);

namespace Callboard\Rest;

use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;
use Callboard\Mapping\Mappings;
use Callboard\Run\Backfills;
use Callboard\Run\Run;
use Callboard\Run\Runs;
use Callboard\Tenant\Tenant;
use Callboard\Vault\Connection;
use Callboard\Vault\Connections;

defined( 'ABSPATH' ) || exit;

/** "Sync now" and the history of runs. */
final class RunsController {

	public const TRIGGER = 'manual';

	public function __construct(
		private readonly Door $door,
		private readonly Runs $runs,
		private readonly Backfills $backfills,
		private readonly Mappings $mappings,
		private readonly Connections $connections,
		/** Tells a worker that there is work; how depends on the settings. */
		private readonly \Closure $wake,
	) {}

	public function register(): void {
		Routes::add(
			'/tenants/(?P<tenant_id>\d+)/runs',
			array(
				'GET'  => array( $this, 'page' ),
				'POST' => array( $this, 'sync_now' ),
			)
		);
		Routes::add( '/runs/(?P<run_id>\d+)', array( 'GET' => array( $this, 'read' ) ) );
		Routes::add( '/runs/(?P<run_id>\d+)/cancel', array( 'POST' => array( $this, 'cancel' ) ) );
	}

	public function page( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->with_tenant(
			$request,
			function ( Tenant $tenant ) use ( $request ): \WP_REST_Response|\WP_Error {
				$runs = $this->runs->page( $tenant->id, (int) $request['page'], (int) $request['per_page'] );
				return $this->door->answers()->many(
					'run',
					array_map( static fn( Run $run ) => $run->to_array(), $runs ),
					$this->runs->count( $tenant->id ),
					(int) $request['per_page']
				);
			}
		);
	}

	/** Without a body: a sync. With kind “backfill”: what its options ask for is read again. With `rehearsal`: what it would change. */
	public function sync_now( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		$sync = fn( array $body ) => $this->door->with_tenant(
			$request,
			function ( Tenant $tenant ) use ( $body ): \WP_REST_Response|\WP_Error {
				$this->refuse_what_cannot_run( $tenant );
				$run = $this->asked_for( $tenant, $body );
				( $this->wake )();
				return $this->view( $this->runs->find( $run->id ), 201 );
			}
		);
		return '' === (string) $request->get_body() ? $sync( array() ) : $this->door->with_body( $request, 'run.request', $sync );
	}

	/** @param array<string, mixed> $body As contract/run.request.schema.json. */
	private function asked_for( Tenant $tenant, array $body ): Run {
		$rehearsal = array( 'rehearsal' => $body['rehearsal'] ?? false );
		if ( Run::BACKFILL === ( $body['kind'] ?? null ) ) {
			return $this->backfills->ask( $tenant->id, $rehearsal + ( $body['options'] ?? array() ), self::TRIGGER, get_current_user_id() );
		}
		if ( isset( $body['options'] ) ) {
			throw self::cannot_run( 'run_options_misplaced', __( 'Only a backfill can be limited to some records.', 'callboard' ), __( 'Ask for kind “backfill”.', 'callboard' ) );
		}
		return $this->runs->enqueue( $tenant->id, Run::INCREMENTAL, self::TRIGGER, get_current_user_id(), $rehearsal );
	}

	public function read( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->run( fn() => $this->view( $this->runs->find( (int) $request['run_id'] ) ) );
	}

	public function cancel( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->run( fn() => $this->view( $this->runs->cancel( (int) $request['run_id'] ) ) );
	}

	/** Before the run waits for a worker in vain, say what is missing. */
	private function refuse_what_cannot_run( Tenant $tenant ): void {
		$connection = $this->connections->find( $tenant->id );
		if ( ! $connection instanceof Connection || ! $connection->is_complete() ) {
			throw self::cannot_run( 'connection_missing', __( 'Callboard is not connected to Salesforce yet.', 'callboard' ), __( 'Connect to Salesforce first.', 'callboard' ) );
		}
		if ( ! $connection->is_bound() ) {
			throw self::cannot_run( 'site_copied', __( 'This site has another address than the one that was connected. Everything stands still.', 'callboard' ), __( 'Answer whether the site has moved or is a copy.', 'callboard' ) );
		}
		if ( array() === $this->mappings->current( $tenant->id ) ) {
			throw self::cannot_run( 'mapping_missing', __( 'Callboard does not know yet which Salesforce records are your shows.', 'callboard' ), __( 'Choose a preset first.', 'callboard' ) );
		}
		if ( ! $tenant->is_active() ) {
			throw self::cannot_run( 'tenant_paused', __( 'The sync of this organisation is paused.', 'callboard' ), __( 'Resume it first.', 'callboard' ) );
		}
	}

	private static function cannot_run( string $code, string $message, string $action ): Failure {
		return new Failure( FailureKind::CONFIG, $code, $message, array( $action ) );
	}

	private function view( ?Run $run, int $status = 200 ): \WP_REST_Response|\WP_Error {
		return null === $run
			? Answers::not_found( __( 'There is no such run.', 'callboard' ) )
			: $this->door->answers()->one( 'run', $run->to_array(), $status );
	}
}
