<?php
declare(strict_types=1);

namespace Callboard\Rest;

use Callboard\Delivery\DecideTwin;
use Callboard\Delivery\HeldRecords;
use Callboard\Delivery\LeftOut;
use Callboard\Tenant\Tenant;

defined( 'ABSPATH' ) || exit;

/** Records that are held for a person, what that person says of each, and what was left out so far. */
final class TwinsController {
	public function __construct( private readonly Door $door, private readonly DecideTwin $decide, private readonly HeldRecords $held, private readonly LeftOut $left_out ) {}

	public function register(): void {
		Routes::add( '/tenants/(?P<tenant_id>\d+)/twins', array( 'GET' => array( $this, 'held' ) ) );
		Routes::add( '/tenants/(?P<tenant_id>\d+)/left-out', array( 'GET' => array( $this, 'left_out' ) ) );
		Routes::add( '/tenants/(?P<tenant_id>\d+)/twins/(?P<external_id>[A-Za-z0-9]{18})', array( 'POST' => array( $this, 'decide' ) ) );
	}

	public function held( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		$per_page = (int) $request['per_page'];
		return $this->door->with_tenant(
			$request,
			fn( Tenant $tenant ) => $this->door->answers()->many( 'held-record', $this->held->page( $tenant->id, (int) $request['page'], $per_page ), $this->held->count( $tenant->id ), $per_page )
		);
	}

	public function left_out( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		$per_page = (int) $request['per_page'];
		return $this->door->with_tenant(
			$request,
			fn( Tenant $tenant ) => $this->door->answers()->many( 'left-out-record', $this->left_out->page( $tenant->id, (int) $request['page'], $per_page ), $this->left_out->count( $tenant->id ), $per_page )
		);
	}

	public function decide( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->with_tenant(
			$request,
			fn( Tenant $tenant ) => $this->door->with_body(
				$request,
				'twin.request',
				function ( array $body ) use ( $tenant, $request ): \WP_REST_Response|\WP_Error {
					$post_id = isset( $body['post_id'] ) ? (int) $body['post_id'] : null;
					$entry   = $this->decide->decide( $tenant->id, (string) $request['external_id'], (string) $body['decision'], $post_id, get_current_user_id() );
					return $this->door->answers()->one(
						'twin',
						array(
							'external_id' => $entry->external_id,
							'state'       => $entry->state,
							'post_id'     => $entry->post_id,
						)
					);
				}
			)
		);
	}
}
