<?php
declare(strict_types=1);

namespace Callboard\Rest;

use Callboard\Brake\RetireMapping;
use Callboard\Brake\Retirement;
use Callboard\Tenant\Tenant;

defined( 'ABSPATH' ) || exit;

/** A mapping leaves the sync; what becomes of its listings is asked with the numbers. */
final class RetirementController {
	private const WORK_MS = 20 * 1000;

	/** @param callable(): int $now_ms */
	public function __construct(
		private readonly Door $door,
		private readonly RetireMapping $retire,
		private readonly mixed $now_ms
	) {}

	public function register(): void {
		Routes::add( '/tenants/(?P<tenant_id>\d+)/retired', array( 'GET' => array( $this, 'all' ) ) );
		Routes::add(
			'/tenants/(?P<tenant_id>\d+)/mappings/(?P<mapping_id>[a-z0-9-]+)/retirement',
			array(
				'GET'  => array( $this, 'read' ),
				'POST' => array( $this, 'retire' ),
			)
		);
	}

	public function all( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->with_tenant(
			$request,
			fn( Tenant $tenant ) => $this->door->answers()->many( 'retirement', array_map( static fn( Retirement $one ) => $one->to_array(), $this->retire->with_listings( $tenant->id ) ) )
		);
	}

	public function read( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->with_tenant( $request, fn( Tenant $tenant ) => $this->view( $this->retire->of( $tenant->id, (string) $request['mapping_id'] ) ) );
	}

	public function retire( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->with_tenant(
			$request,
			fn( Tenant $tenant ) => $this->door->with_body(
				$request,
				'retirement.request',
				fn( array $body ) => $this->view( $this->retire->run( $tenant->id, (string) $request['mapping_id'], (string) $body['listings'], get_current_user_id(), ( $this->now_ms )() + self::WORK_MS ) )
			)
		);
	}

	private function view( ?Retirement $one ): \WP_REST_Response|\WP_Error {
		return null === $one ? Answers::not_found( __( 'There is no such mapping.', 'callboard' ) ) : $this->door->answers()->one( 'retirement', $one->to_array() );
	}
}
