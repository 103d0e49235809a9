<?php
declare(strict_types=1);

namespace Callboard\Rest;

use Callboard\Audit\AuditLog;
use Callboard\Mapping\Mapping;
use Callboard\Mapping\Mappings;
use Callboard\Tenant\Tenant;

defined( 'ABSPATH' ) || exit;

final class MappingsController {

	public function __construct(
		private readonly Door $door,
		private readonly Mappings $mappings,
		private readonly AuditLog $audit,
	) {}

	public function register(): void {
		Routes::add( '/tenants/(?P<tenant_id>\d+)/mappings', array( 'GET' => array( $this, 'all' ) ) );
		Routes::add( '/tenants/(?P<tenant_id>\d+)/mappings/(?P<mapping_id>[a-z0-9-]+)/versions/(?P<version>\d+)', array( 'GET' => array( $this, 'version' ) ) );
		Routes::add( '/tenants/(?P<tenant_id>\d+)/mappings/(?P<mapping_id>[a-z0-9-]+)/owners', array( 'PUT' => array( $this, 'set_owners' ) ) );
	}

	public function all( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->with_tenant(
			$request,
			fn( Tenant $tenant ) => $this->door->answers()->many(
				'mapping',
				array_map( static fn( Mapping $mapping ) => $mapping->to_array(), $this->mappings->current( $tenant->id ) )
			)
		);
	}

	/** An old one explains what was mapped by it. */
	public function version( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->with_tenant(
			$request,
			function ( Tenant $tenant ) use ( $request ): \WP_REST_Response|\WP_Error {
				$mapping = $this->mappings->find( $tenant->id, (string) $request['mapping_id'], (int) $request['version'] );
				return null === $mapping
					? Answers::not_found( __( 'There is no such mapping.', 'callboard' ) )
					: $this->door->answers()->one( 'mapping', $mapping->to_array() );
			}
		);
	}

	public function set_owners( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->with_tenant(
			$request,
			fn( Tenant $tenant ) => $this->door->with_body(
				$request,
				'owners.request',
				fn( array $body ) => $this->store( $tenant->id, (string) $request['mapping_id'], $body['owners'] )
			)
		);
	}

	/** @param array<string, string> $owners */
	private function store( int $tenant_id, string $mapping_id, array $owners ): \WP_REST_Response|\WP_Error {
		$mapping = $this->mappings->find( $tenant_id, $mapping_id );
		if ( null === $mapping ) {
			return Answers::not_found( __( 'There is no such mapping.', 'callboard' ) );
		}
		$refusal = $this->refusal( $mapping, $owners );
		if ( null !== $refusal ) {
			return $refusal;
		}
		$saved = $this->mappings->save( $tenant_id, $mapping->with_owners( $owners ) );
		$this->audit->add(
			$tenant_id,
			'owners_changed',
			array(
				'mapping_id' => $mapping_id,
				'version'    => $saved->version,
				'owners'     => $owners,
			),
			get_current_user_id()
		);
		return $this->door->answers()->one( 'mapping', $saved->to_array() );
	}

	/** @param array<string, string> $owners */
	private function refusal( Mapping $mapping, array $owners ): ?\WP_Error {
		foreach ( $owners as $target => $owner ) {
			$field = $mapping->field( (string) $target );
			if ( null === $field ) {
				/* translators: %s: name of a WordPress field */
				return self::refused( sprintf( __( 'The mapping has no field %s.', 'callboard' ), $target ) );
			}
			if ( 'wordpress' !== $owner && null === $field->from && null === $field->expression ) {
				/* translators: %s: name of a WordPress field */
				return self::refused( sprintf( __( 'Nothing in Salesforce fills %s, so it can only belong to WordPress.', 'callboard' ), $field->label ?? $target ) );
			}
			if ( 'parent' === $target && 'salesforce' !== $owner ) {
				return self::refused( __( 'Which production a performance belongs to can only come from Salesforce.', 'callboard' ) );
			}
		}
		return null;
	}

	private static function refused( string $message ): \WP_Error {
		return new \WP_Error( 'callboard_owner_refused', $message, array( 'status' => 422 ) );
	}
}
