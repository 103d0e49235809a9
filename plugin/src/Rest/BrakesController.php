<?php
declare(strict_types=1);

namespace Callboard\Rest;

use Callboard\Brake\BrakeRow;
use Callboard\Brake\Brakes;
use Callboard\Brake\BrakeViews;
use Callboard\Brake\Decide;
use Callboard\Tenant\Tenant;

defined( 'ABSPATH' ) || exit;

/** Mass changes that wait for a person: look at them, approve them, keep the listings. */
final class BrakesController {

	/** What an approval withdraws while the admin waits; the rest is the next minute's. */
	private const DECIDE_MS = 15 * 1000;

	/** @param \Closure(): int $now_ms */
	public function __construct(
		private readonly Door $door,
		private readonly Brakes $brakes,
		private readonly BrakeViews $views,
		private readonly Decide $decide,
		private readonly \Closure $now_ms
	) {}

	public function register(): void {
		Routes::add( '/tenants/(?P<tenant_id>\d+)/brakes', array( 'GET' => array( $this, 'standing' ) ) );
		Routes::add( '/brakes/(?P<brake_id>\d+)/items', array( 'GET' => array( $this, 'items' ) ) );
		Routes::add( '/brakes/(?P<brake_id>\d+)/approve', array( 'POST' => array( $this, 'approve' ) ) );
		Routes::add( '/brakes/(?P<brake_id>\d+)/refuse', array( 'POST' => array( $this, 'refuse' ) ) );
	}

	public function standing( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->with_tenant(
			$request,
			fn( Tenant $tenant ) => $this->door->answers()->many( 'brake', array_map( array( $this->views, 'brake' ), $this->brakes->standing( $tenant->id ) ) )
		);
	}

	public function items( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		$brake = $this->brakes->find( (int) $request['brake_id'] );
		return null === $brake
			? self::not_found()
			: $this->door->answers()->many( 'brake-item', $this->views->items( $brake, (int) $request['page'], (int) $request['per_page'] ), $this->brakes->count( $brake->id ), (int) $request['per_page'] );
	}

	public function approve( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->run( fn() => $this->view( $this->decide->approve( (int) $request['brake_id'], get_current_user_id(), ( $this->now_ms )() + self::DECIDE_MS ) ) );
	}

	public function refuse( \WP_REST_Request $request ): \WP_REST_Response|\WP_Error {
		return $this->door->run( fn() => $this->view( $this->decide->refuse( (int) $request['brake_id'], get_current_user_id() ) ) );
	}

	private function view( ?BrakeRow $brake ): \WP_REST_Response|\WP_Error {
		return null === $brake ? self::not_found() : $this->door->answers()->one( 'brake', $this->views->brake( $brake ) );
	}

	private static function not_found(): \WP_Error {
		return Answers::not_found( __( 'There is no such brake.', 'callboard' ) );
	}
}
