<?php
declare(strict_types=1);

namespace Callboard\Rest;

use Callboard\Explain\Overridden;
use Callboard\Tenant\Tenant;

defined( 'ABSPATH' ) || exit;

/** Fields that people took back from Salesforce, and edits that were refused. */
final class OverridesController {
	public function __construct( private readonly Door $door, private readonly Overridden $overridden ) {}

	public function register(): void {
		Routes::add( '/tenants/(?P<tenant_id>\d+)/overrides', array( 'GET' => array( $this, 'page' ) ) );
		Routes::add( '/tenants/(?P<tenant_id>\d+)/overrides/give-back', array( 'POST' => array( $this, 'give_back' ) ) );
		Routes::add( '/tenants/(?P<tenant_id>\d+)/refused-edits', array( 'GET' => array( $this, 'refused' ) ) );
	}

	public function page( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		$per_page = (int) $request['per_page'];
		return $this->door->with_tenant(
			$request,
			fn( Tenant $tenant ) => $this->door->answers()->many( 'overridden-field', $this->overridden->page( $tenant->id, (int) $request['page'], $per_page ), $this->overridden->count( $tenant->id ), $per_page )
		);
	}

	/** The newest of them: they are for somebody who looks for a pattern, not an archive. */
	public function refused( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->with_tenant(
			$request,
			fn( Tenant $tenant ) => $this->door->answers()->many( 'refused-edit', $this->overridden->refused_edits( $tenant->id, (int) $request['per_page'] ) )
		);
	}

	public function give_back( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->with_tenant(
			$request,
			fn( Tenant $tenant ) => $this->door->with_body(
				$request,
				'give-back.request',
				fn( array $body ) => $this->door->answers()->one(
					'give-back.answer',
					$this->overridden->give_back( $tenant->id, array_map( 'intval', array_values( $body['ids'] ) ), (string) $body['reason'] )
				)
			)
		);
	}
}
