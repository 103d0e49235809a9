<?php
declare(strict_types=1);

namespace Callboard\Rest;

use Callboard\Audit\AuditLog;
use Callboard\Delivery\AdoptableKeys;
use Callboard\Mapping\Mapping;
use Callboard\Mapping\Mappings;
use Callboard\Tenant\Tenant;

defined( 'ABSPATH' ) || exit;

/** Listings from before Callboard: by what a new record knows the one that is its own. */
final class AdoptionController {
	private const ROUTE = '/tenants/(?P<tenant_id>\d+)/mappings/(?P<mapping_id>[a-z0-9-]+)/adoption';

	public function __construct(
		private readonly Door $door,
		private readonly Mappings $mappings,
		private readonly AdoptableKeys $keys,
		private readonly AuditLog $audit
	) {}

	public function register(): void {
		Routes::add(
			self::ROUTE,
			array(
				'GET' => array( $this, 'read' ),
				'PUT' => array( $this, 'choose' ),
			)
		);
	}

	public function read( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->with_mapping( $request, fn( Tenant $tenant, Mapping $mapping ) => $this->view( $mapping ) );
	}

	public function choose( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->with_mapping(
			$request,
			fn( Tenant $tenant, Mapping $mapping ) => $this->door->with_body(
				$request,
				'adoption.request',
				fn( array $body ) => $this->store( $tenant->id, $mapping, (string) $body['adopt'] )
			)
		);
	}

	private function store( int $tenant_id, Mapping $mapping, string $adopt ): \WP_REST_Response|\WP_Error {
		if ( 'natural_key' === $adopt && ! $mapping->tells_alike() ) {
			return new \WP_Error(
				'callboard_adoption_refused',
				__( 'These records have neither a start nor a code, so nothing tells that a listing is the same.', 'callboard' ),
				array( 'status' => 422 )
			);
		}
		$saved = $this->mappings->save( $tenant_id, $mapping->with_adopt( $adopt ) );
		$this->audit->add(
			$tenant_id,
			'adoption_chosen',
			array(
				'mapping_id' => $mapping->id,
				'version'    => $saved->version,
				'adopt'      => $adopt,
			),
			get_current_user_id()
		);
		return $this->view( $saved );
	}

	private function view( Mapping $mapping ): \WP_REST_Response|\WP_Error {
		return $this->door->answers()->one(
			'adoption',
			array(
				'adopt'        => $mapping->adopt,
				'may_be_alike' => $mapping->tells_alike(),
				'posts'        => $this->keys->count_posts( $mapping->post_type ),
				'keys'         => $this->keys->of( $mapping->post_type ),
			)
		);
	}

	/** @param callable( Tenant, Mapping ): ( \WP_REST_Response|\WP_Error ) $work */
	private function with_mapping( \WP_REST_Request $request, callable $work ): \WP_REST_Response|\WP_Error {
		return $this->door->with_tenant(
			$request,
			function ( Tenant $tenant ) use ( $request, $work ): \WP_REST_Response|\WP_Error {
				$mapping = $this->mappings->find( $tenant->id, (string) $request['mapping_id'] );
				return null === $mapping ? Answers::not_found( __( 'There is no such mapping.', 'callboard' ) ) : $work( $tenant, $mapping );
			}
		);
	}
}
