<?php
declare(strict_types=1);

namespace Callboard\Rest;

use Callboard\Contract\Contract;
use Callboard\Worker\ClaimWork;
use Callboard\Worker\LeasedFlow;
use Callboard\Worker\OpenRun;
use Callboard\Worker\RequestRefused;
use Callboard\Worker\WorkerInfo;
use WP_REST_Request;
use WP_REST_Response;

defined( 'ABSPATH' ) || exit;

/** The routes of a worker: parse, call the flow, answer by the contract. */
final class WorkerController {
	/** Route → the shapes of its body and of its answer. */
	private const SHAPES = array(
		'heartbeat'  => array( 'heartbeat.request', 'heartbeat.answer' ),
		'token'      => array( 'token.request', 'token.answer' ),
		'offer'      => array( 'offer.request', 'offer.answer' ),
		'deliver'    => array( 'delivery', 'outcomes' ),
		'inbox'      => array( 'inbox.request', 'inbox.answer' ),
		'rebuild'    => array( 'rebuild.request', 'rebuild.answer' ),
		'presence'   => array( 'presence.request', 'presence.answer' ),
		'visibility' => array( 'visibility.request', 'visibility.answer' ),
		'complete'   => array( 'complete.request', 'complete.answer' ),
	);

	/**
	 * @param \Closure(): ClaimWork         $claim_work Built when asked for: most requests of a site are not a worker's.
	 * @param \Closure(string): LeasedFlow $flow
	 */
	public function __construct(
		private readonly Contract $contract,
		private readonly OpenRun $open_run,
		private readonly \Closure $claim_work,
		private readonly \Closure $flow
	) {}

	public function claim( WP_REST_Request $request ): WP_REST_Response|\WP_Error {
		return $this->answer(
			'claim.answer',
			function () use ( $request ): array {
				$body = $this->body( 'claim.request', $request );
				if ( ClaimWork::PROTOCOL !== (int) $body['protocol'] ) {
					throw new RequestRefused( 'callboard_protocol_unsupported', 426, __( 'This worker and this plugin do not speak the same protocol.', 'callboard' ) );
				}
				return ( $this->claim_work )()->run( WorkerInfo::from_array( $body['worker'] ), (string) $request->get_header( 'X-Callboard-Key' ), $body['beside'] ?? null );
			}
		);
	}

	public function under_lease( string $name, WP_REST_Request $request ): WP_REST_Response|\WP_Error {
		list( $asked, $answered ) = self::SHAPES[ $name ];
		return $this->answer(
			$answered,
			function () use ( $name, $asked, $request ): array {
				$body = $this->body( $asked, $request );
				$run  = $this->open_run->by_token( (int) $body['run_id'], (string) $request->get_header( 'X-Callboard-Run' ) );
				return ( $this->flow )( $name )->run( $run, $body );
			}
		);
	}

	/** @param callable(): array<string, mixed> $work */
	private function answer( string $shape, callable $work ): WP_REST_Response|\WP_Error {
		try {
			$data    = $work();
			$verdict = $this->contract->parse( $shape, $data );
			if ( is_wp_error( $verdict ) ) {
				throw new \UnexpectedValueException( esc_html( $verdict->get_error_message() ) );
			}
		} catch ( \Throwable $error ) {
			return WorkerErrors::of( $error );
		}
		$response = new WP_REST_Response( $data );
		// The answer may carry an access token.
		$response->header( 'Cache-Control', 'no-store' );
		return $response;
	}

	/**
	 * @return array<string, mixed>
	 * @throws RequestRefused
	 */
	private function body( string $shape, WP_REST_Request $request ): array {
		$data   = WorkerBody::decode( $request->get_body(), (string) $request->get_header( 'X-Callboard-Encoding' ) );
		$parsed = $this->contract->parse( $shape, $data );
		if ( is_wp_error( $parsed ) ) {
			throw new RequestRefused( 'callboard_body_invalid', 400, $parsed->get_error_message() );
		}
		return $parsed;
	}
}
