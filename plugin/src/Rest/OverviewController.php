<?php
declare(strict_types=1);

namespace Callboard\Rest;

use Callboard\Admin\Standing;
use Callboard\Admin\StandingProblems;
use Callboard\Tenant\Tenant;

defined( 'ABSPATH' ) || exit;

final class OverviewController {

	public function __construct( private readonly Door $door, private readonly Standing $standing, private readonly StandingProblems $problems ) {}

	public function register(): void {
		Routes::add( '/tenants/(?P<tenant_id>\d+)/overview', array( 'GET' => array( $this, 'read' ) ) );
		Routes::add( '/tenants/(?P<tenant_id>\d+)/problems', array( 'GET' => array( $this, 'problems' ) ) );
	}

	public function read( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->with_tenant(
			$request,
			fn( Tenant $tenant ) => $this->door->answers()->one( 'overview', $this->standing->of( $tenant ) )
		);
	}

	/** What holds the whole sync back, each with its cure. */
	public function problems( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->with_tenant(
			$request,
			fn( Tenant $tenant ) => $this->door->answers()->many( 'standing-problem', $this->problems->of( $tenant->id ) )
		);
	}
}
