<?php
declare(strict_types=1);

namespace Callboard\Rest;

use Callboard\Audit\AuditLog;
use Callboard\Brake\Limit;
use Callboard\Brake\Limits;
use Callboard\Mapping\Mappings;
use Callboard\Tenant\Tenant;

defined( 'ABSPATH' ) || exit;

/** From how many withdrawals on a run must ask: one limit for the tenant, others for single mappings. */
final class BrakeLimitsController {

	public function __construct(
		private readonly Door $door,
		private readonly Limits $limits,
		private readonly Mappings $mappings,
		private readonly AuditLog $audit
	) {}

	public function register(): void {
		Routes::add(
			'/tenants/(?P<tenant_id>\d+)/brake-limits',
			array(
				'GET' => array( $this, 'all' ),
				'PUT' => array( $this, 'choose' ),
			)
		);
	}

	public function all( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->with_tenant( $request, fn( Tenant $tenant ) => $this->view( $tenant->id ) );
	}

	public function choose( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->with_tenant(
			$request,
			fn( Tenant $tenant ) => $this->door->with_body( $request, 'brake-limit.request', fn( array $body ) => $this->store( $tenant->id, $body ) )
		);
	}

	/** @param array<string, mixed> $body */
	private function store( int $tenant_id, array $body ): \WP_REST_Response|\WP_Error {
		$mapping_id = isset( $body['mapping_id'] ) ? (string) $body['mapping_id'] : null;
		if ( null !== $mapping_id && null === $this->mappings->find( $tenant_id, $mapping_id ) ) {
			return Answers::not_found( __( 'There is no such mapping.', 'callboard' ) );
		}
		$this->limits->choose( $tenant_id, $mapping_id, isset( $body['limit'] ) ? new Limit( (int) $body['limit']['percent'], (int) $body['limit']['records'] ) : null );
		$this->audit->add( $tenant_id, 'brake_limit_chosen', $body, get_current_user_id() );
		return $this->view( $tenant_id );
	}

	private function view( int $tenant_id ): \WP_REST_Response|\WP_Error {
		$stored = $this->limits->stored( $tenant_id );
		$rows   = array( self::row( null, $stored[''] ?? new Limit(), ! isset( $stored[''] ) ) );
		foreach ( $this->mappings->current( $tenant_id ) as $mapping ) {
			$rows[] = self::row( $mapping->id, $this->limits->of( $tenant_id, $mapping->id ), ! isset( $stored[ $mapping->id ] ) );
		}
		return $this->door->answers()->many( 'brake-limit', $rows );
	}

	/** @return array<string, mixed> */
	private static function row( ?string $mapping_id, Limit $limit, bool $is_default ): array {
		return array(
			'mapping_id' => $mapping_id,
			'percent'    => $limit->percent,
			'records'    => $limit->records,
			'is_default' => $is_default,
		);
	}
}
