<?php
declare(strict_types=1);

namespace Callboard\Rest;

use Callboard\Admin\Standing;
use Callboard\Tenant\Tenant;

defined( 'ABSPATH' ) || exit;

final class OverviewController {

	public function __construct( private readonly Door $door, private readonly Standing $standing ) {}

	public function register(): void {
		Routes::add( '/tenants/(?P<tenant_id>\d+)/overview', array( 'GET' => array( $this, 'read' ) ) );
	}

	public function read( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->with_tenant(
			$request,
			fn( Tenant $tenant ) => $this->door->answers()->one( 'overview', $this->standing->of( $tenant ) )
		);
	}
}
