<?php
declare(strict_types=1);

namespace Callboard\Rest;

use Callboard\Audit\AuditLog;
use Callboard\Clock\Clock;
use Callboard\Run\BackfillTimes;
use Callboard\Run\Run;
use Callboard\Run\Runs;
use Callboard\Tenant\Tenant;

defined( 'ABSPATH' ) || exit;

/** When a tenant is read again as a whole. */
final class TimetableController {
	public function __construct(
		private readonly Door $door,
		private readonly Clock $clock,
		private readonly BackfillTimes $times,
		private readonly Runs $runs,
		private readonly AuditLog $audit
	) {}

	public function register(): void {
		Routes::add(
			'/tenants/(?P<tenant_id>\d+)/timetable',
			array(
				'GET' => array( $this, 'read' ),
				'PUT' => array( $this, 'choose' ),
			)
		);
	}

	public function read( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->with_tenant( $request, fn( Tenant $tenant ) => $this->view( $tenant ) );
	}

	public function choose( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->with_tenant(
			$request,
			fn( Tenant $tenant ) => $this->door->with_body(
				$request,
				'timetable.request',
				function ( array $body ) use ( $tenant ): \WP_REST_Response|\WP_Error {
					$this->times->choose( $tenant->id, (string) $body['every'] );
					$this->audit->add( $tenant->id, 'timetable_chosen', $body, get_current_user_id() );
					return $this->view( $tenant );
				}
			)
		);
	}

	private function view( Tenant $tenant ): \WP_REST_Response|\WP_Error {
		$last = $this->runs->latest_scheduled( $tenant->id, Run::BACKFILL );
		return $this->door->answers()->one(
			'timetable',
			array(
				'every'       => $this->times->every( $tenant->id ),
				'default'     => BackfillTimes::WEEKLY,
				'next_ms'     => $this->times->next_ms( $tenant, $this->clock->now_ms() ),
				'last_run_id' => $last?->id,
				'last_ms'     => $last?->created_ms,
				'timezone'    => wp_timezone_string(),
			)
		);
	}
}
