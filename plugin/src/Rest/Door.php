<?php
declare(strict_types=1);

namespace Callboard\Rest;

use Callboard\Contract\Contract;
use Callboard\Failure\Failure;
use Callboard\Tenant\Tenant;
use Callboard\Tenant\Tenants;

defined( 'ABSPATH' ) || exit;

/** What every admin controller does around its call: body against contract, tenant by route, failures in words. */
final class Door {

	public function __construct(
		private readonly Contract $contract,
		private readonly Tenants $tenants,
		private readonly Answers $answers,
	) {}

	/**
	 * @param callable(): ( \WP_REST_Response|\WP_Error ) $work
	 */
	public function run( callable $work ): \WP_REST_Response|\WP_Error {
		try {
			return $work();
		} catch ( Failure $failure ) {
			return $this->answers->failure( $failure );
		}
	}

	/**
	 * @param callable( Tenant ): ( \WP_REST_Response|\WP_Error ) $work
	 */
	public function with_tenant( \WP_REST_Request $request, callable $work ): \WP_REST_Response|\WP_Error {
		$tenant = $this->tenants->find( (int) $request['tenant_id'] );
		if ( null === $tenant ) {
			return Answers::not_found( __( 'There is no such tenant.', 'callboard' ) );
		}
		return $this->run( static fn() => $work( $tenant ) );
	}

	/**
	 * @param callable( array<string, mixed> ): ( \WP_REST_Response|\WP_Error ) $work
	 */
	public function with_body( \WP_REST_Request $request, string $shape, callable $work ): \WP_REST_Response|\WP_Error {
		$body = $this->contract->parse( $shape, $request->get_json_params() );
		return is_wp_error( $body ) ? $body : $this->run( static fn() => $work( $body ) );
	}

	public function answers(): Answers {
		return $this->answers;
	}
}
