<?php
declare(strict_types=1);

namespace Callboard\Rest;

use Callboard\Tenant\Tenant;
use Callboard\Tenant\Tenants;

defined( 'ABSPATH' ) || exit;

final class TenantsController {

	public function __construct( private readonly Door $door, private readonly Tenants $tenants ) {}

	public function register(): void {
		Routes::add(
			'/tenants',
			array(
				'GET'  => array( $this, 'all' ),
				'POST' => array( $this, 'create' ),
			)
		);
	}

	public function all(): \WP_REST_Response|\WP_Error {
		return $this->door->answers()->many( 'tenant', array_map( array( self::class, 'view' ), $this->tenants->all() ) );
	}

	public function create( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->with_body(
			$request,
			'tenant.request',
			fn( array $body ) => $this->door->answers()->one( 'tenant', self::view( $this->tenants->create( sanitize_text_field( $body['name'] ) ) ), 201 )
		);
	}

	/** @return array<string, mixed> */
	private static function view( Tenant $tenant ): array {
		return array(
			'id'    => $tenant->id,
			'name'  => $tenant->name,
			'state' => $tenant->state,
		);
	}
}
