<?php
declare(strict_types=1);

namespace Callboard\Rest\Locked;

use Callboard\Ownership\Lock;
use Callboard\Ownership\OwnedTargets;
use Callboard\Ownership\Words;
use WP_REST_Request;

defined( 'ABSPATH' ) || exit;

/**
 * Takes owned fields out of a REST request before core saves anything, and says so in the answer as
 * `callboard_locked`. Refusing deeper down would answer 500 after half of the request was saved.
 */
final class RestLock {
	public const ANSWER_KEY = 'callboard_locked';

	/** @var \WeakMap<WP_REST_Request, list<string>> */
	private \WeakMap $stripped;

	public function __construct( private readonly Lock $lock ) {
		$this->stripped = new \WeakMap();
	}

	public function register(): void {
		add_filter( 'rest_request_before_callbacks', array( $this, 'strip' ), PHP_INT_MAX, 3 );
		add_filter( 'rest_request_after_callbacks', array( $this, 'report' ), PHP_INT_MAX, 3 );
	}

	/** @param array<string, mixed> $handler */
	public function strip( mixed $response, array $handler, WP_REST_Request $request ): mixed {
		$owned = $this->owned_by( $handler, $request );
		if ( null === $owned || is_wp_error( $response ) ) {
			return $response;
		}
		$fields                     = new RestFields( $owned, $request );
		$this->stripped[ $request ] = $fields->strip();
		return $response;
	}

	/**
	 * Logged only now: somebody without the right to edit the post was refused for that reason, not for ours.
	 *
	 * @param array<string, mixed> $handler
	 */
	public function report( mixed $response, array $handler, WP_REST_Request $request ): mixed {
		$targets = $this->stripped[ $request ] ?? array();
		if ( array() === $targets || is_wp_error( $response ) ) {
			return $response;
		}
		$owned  = $this->lock->targets( (int) $request['id'] );
		$locked = array();
		foreach ( $targets as $target ) {
			$this->lock->refuse( $owned, $target, 'rest' );
			$locked[] = array(
				'target' => $target,
				'label'  => $owned->labels()[ $target ] ?? Words::label( $target ),
				'reason' => Words::reason( $target ),
			);
		}
		$response = rest_ensure_response( $response );
		$data     = $response->get_data();
		if ( is_array( $data ) ) {
			$data[ self::ANSWER_KEY ] = $locked;
			$response->set_data( $data );
		}
		return $response;
	}

	/**
	 * Any controller of posts, whatever its route: what counts is that it writes the post with this id.
	 *
	 * @param array<string, mixed> $handler
	 */
	private function owned_by( array $handler, WP_REST_Request $request ): ?OwnedTargets {
		$callback   = $handler['callback'] ?? null;
		$controller = is_array( $callback ) ? $callback[0] ?? null : null;
		if ( ! $controller instanceof \WP_REST_Posts_Controller || ! in_array( $request->get_method(), array( 'POST', 'PUT', 'PATCH' ), true ) ) {
			return null;
		}
		$owned = $this->lock->targets( (int) $request['id'] );
		return $owned->is_synced() ? $owned : null;
	}
}
