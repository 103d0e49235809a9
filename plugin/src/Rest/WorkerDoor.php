<?php
declare(strict_types=1);

namespace Callboard\Rest;

use Callboard\Failure\Failure;
use Callboard\Worker\RequestRefused;
use Callboard\Worker\SignatureCheck;
use Callboard\Worker\SignedMessage;
use WP_REST_Request;

defined( 'ABSPATH' ) || exit;

/** Who may come in at /callboard/v1/worker/*: validly signed requests, whatever else guards this site's REST API. */
final class WorkerDoor {
	public const NAMESPACE = 'callboard/v1';
	public const ROUTES    = array( 'claim', 'heartbeat', 'token', 'offer', 'deliver', 'inbox', 'rebuild', 'presence', 'visibility', 'complete' );

	/** @var array<string, true> Requests the filter let in: their nonce is spent, their route not yet called. */
	private array $admitted = array();

	/** @var \WeakMap<WP_REST_Request<array<string, mixed>>, true|\WP_Error> Core asks again for the Allow header. */
	private \WeakMap $verdicts;

	public function __construct( private readonly SignatureCheck $signatures, private readonly WorkerController $controller ) {
		$this->verdicts = new \WeakMap();
	}

	/** Called on rest_api_init, which WordPress fires before it asks for authentication errors. */
	public function register(): void {
		$this->add_routes();
		// Force-login and security plugins refuse anonymous REST requests here; ours is the last word, on our routes alone.
		add_filter( 'rest_authentication_errors', array( $this, 'admit_signed' ), PHP_INT_MAX );
	}

	private function add_routes(): void {
		foreach ( self::ROUTES as $name ) {
			register_rest_route(
				self::NAMESPACE,
				"/worker/{$name}",
				array(
					'methods'             => 'POST',
					'callback'            => 'claim' === $name
						? array( $this->controller, 'claim' )
						: fn( WP_REST_Request $request ) => $this->controller->under_lease( $name, $request ),
					'permission_callback' => array( $this, 'permit' ),
					'show_in_index'       => false,
				)
			);
		}
	}

	/** @param \WP_Error|bool|null $verdict What the site's other guards say. */
	public function admit_signed( mixed $verdict ): mixed {
		$request = $this->incoming();
		if ( null === $request || null === $request->get_header( 'X-Callboard-Signature' ) ) {
			return $verdict;
		}
		$refusal = $this->check( $request );
		if ( null !== $refusal ) {
			return $refusal;
		}
		$this->admitted[ $this->mark( $request ) ] = true;
		return true;
	}

	/** @param WP_REST_Request<array<string, mixed>> $request */
	public function permit( WP_REST_Request $request ): bool|\WP_Error {
		if ( ! isset( $this->verdicts[ $request ] ) ) {
			$mark = $this->mark( $request );
			$this->verdicts[ $request ] = isset( $this->admitted[ $mark ] ) ? true : $this->check( $request ) ?? true;
			unset( $this->admitted[ $mark ] );
		}
		return $this->verdicts[ $request ];
	}

	private function check( WP_REST_Request $request ): ?\WP_Error {
		try {
			$this->signatures->assert(
				$this->message( $request ),
				(string) $request->get_header( 'X-Callboard-Key' ),
				(string) $request->get_header( 'X-Callboard-Signature' )
			);
			return null;
		} catch ( RequestRefused $refused ) {
			return $refused->to_error();
		} catch ( Failure $failure ) {
			return WorkerErrors::of_failure( $failure );
		}
	}

	private function message( WP_REST_Request $request ): SignedMessage {
		return new SignedMessage(
			$request->get_route(),
			$request->get_body(),
			(string) $request->get_header( 'X-Callboard-Timestamp' ),
			(string) $request->get_header( 'X-Callboard-Nonce' ),
			(string) $request->get_header( 'X-Callboard-Run' )
		);
	}

	private function mark( WP_REST_Request $request ): string {
		$parts = array_map( array( $request, 'get_header' ), array( 'X-Callboard-Key', 'X-Callboard-Signature' ) );
		return hash( 'sha256', implode( "\n", array( ...$parts, ...array_values( get_object_vars( $this->message( $request ) ) ) ) ) );
	}

	/** The HTTP request as it arrived, when it is for a worker route. */
	private function incoming(): ?WP_REST_Request {
		$route  = untrailingslashit( (string) ( $GLOBALS['wp']->query_vars['rest_route'] ?? '' ) );
		$prefix = '/' . self::NAMESPACE . '/worker/';
		$method = isset( $_SERVER['REQUEST_METHOD'] ) ? sanitize_text_field( wp_unslash( $_SERVER['REQUEST_METHOD'] ) ) : '';
		if ( 'POST' !== $method || ! str_starts_with( $route, $prefix ) || ! in_array( substr( $route, strlen( $prefix ) ), self::ROUTES, true ) ) {
			return null;
		}
		$server  = rest_get_server();
		$request = new WP_REST_Request( 'POST', $route );
		$request->set_headers( $server->get_headers( wp_unslash( $_SERVER ) ) );
		$request->set_body( $server::get_raw_data() );
		return $request;
	}
}
