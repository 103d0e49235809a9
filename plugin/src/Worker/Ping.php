<?php
declare(strict_types=1);

namespace Callboard\Worker;

use Callboard\Clock\Clock;
use Callboard\Failure\Failure;
use Callboard\Vault\OutsideUrl;

defined( 'ABSPATH' ) || exit;

/** A signed POST to a long-running worker, which answers at once and then comes to ask for work. */
final class Ping {
	private const ROUTE           = '/ping';
	private const TIMEOUT_SECONDS = 5;

	public function __construct( private readonly Clock $clock, private readonly WorkerKeys $keys ) {}

	/** @throws Failure */
	public function send( string $worker_url ): void {
		$key    = $this->keys->in_use() ?? throw WakeFailures::no_key();
		$secret = $this->keys->secret( $key->key_id ) ?? throw WakeFailures::no_key();
		$url    = OutsideUrl::check( $this->address( $worker_url ) );
		$body   = (string) wp_json_encode( array( 'site' => home_url( '/' ) ), JSON_UNESCAPED_SLASHES );
		$signed = SignedMessage::now( self::ROUTE, $body, $this->clock->now_ms() );
		$answer = wp_remote_post(
			$url,
			array(
				'timeout'             => self::TIMEOUT_SECONDS,
				'redirection'         => 0,
				'limit_response_size' => 4096,
				'headers'             => Signature::headers( $signed, $key->key_id, $secret ) + array( 'Content-Type' => 'application/octet-stream' ),
				'body'                => $body,
			)
		);
		if ( is_wp_error( $answer ) ) {
			throw WakeFailures::ping_unanswered( (string) $answer->get_error_code() );
		}
		$status = (int) wp_remote_retrieve_response_code( $answer );
		if ( 202 !== $status ) {
			throw $status >= 500 ? WakeFailures::ping_unanswered( "HTTP {$status}" ) : WakeFailures::ping_refused( $status );
		}
	}

	private function address( string $worker_url ): string {
		$url = untrailingslashit( $worker_url );
		return str_ends_with( $url, self::ROUTE ) ? $url : $url . self::ROUTE;
	}
}
