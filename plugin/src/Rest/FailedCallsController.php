<?php
declare(strict_types=1);

namespace Callboard\Rest;

use Callboard\Tenant\Tenant;
use Callboard\Usage\FailedCalls;

defined( 'ABSPATH' ) || exit;

/** The log of calls to Salesforce that failed. */
final class FailedCallsController {
	public function __construct( private readonly Door $door, private readonly FailedCalls $calls ) {}

	public function register(): void {
		Routes::add( '/tenants/(?P<tenant_id>\d+)/calls-failed', array( 'GET' => array( $this, 'page' ) ) );
	}

	public function page( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->with_tenant(
			$request,
			fn( Tenant $tenant ) => $this->door->answers()->many(
				'call-failure',
				$this->calls->page( $tenant->id, (int) $request['page'], (int) $request['per_page'] ),
				$this->calls->count( $tenant->id ),
				(int) $request['per_page']
			)
		);
	}
}
