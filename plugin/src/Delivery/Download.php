<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;
use Callboard\Vault\OutsideUrl;

defined( 'ABSPATH' ) || exit;

/** A file from a public address, streamed to disk. */
final class Download {
	private const TIMEOUT_SECONDS = 10;
	private const MAX_REDIRECTS   = 3;

	/**
	 * Every hop is checked: a redirect is how a public address leads into a private network.
	 *
	 * @throws Failure
	 */
	public function to( string $file, string $url, int $max_bytes ): void {
		$hop = $url;
		for ( $redirects = 0; $redirects <= self::MAX_REDIRECTS; $redirects++ ) {
			$refusal = OutsideUrl::refusal( $hop );
			if ( null !== $refusal ) {
				throw PictureFailures::unreachable( $refusal );
			}
			$answer = wp_remote_get(
				$hop,
				array(
					'timeout'             => self::TIMEOUT_SECONDS,
					'redirection'         => 0,
					'stream'              => true,
					'filename'            => $file,
					'limit_response_size' => $max_bytes + 1,
				)
			);
			if ( is_wp_error( $answer ) ) {
				throw PictureFailures::unreachable( __( 'The server did not answer.', 'callboard' ), FailureKind::TRANSIENT );
			}
			$status = (int) wp_remote_retrieve_response_code( $answer );
			$next   = wp_remote_retrieve_header( $answer, 'location' );
			$next   = is_array( $next ) ? (string) end( $next ) : $next;
			if ( $status >= 300 && $status < 400 && '' !== $next ) {
				$hop = \WP_Http::make_absolute_url( $next, $hop );
				continue;
			}
			if ( 200 !== $status ) {
				/* translators: %d: HTTP status */
				throw PictureFailures::unreachable( sprintf( __( 'The server answered with status %d.', 'callboard' ), $status ), self::kind( $status ) );
			}
			return;
		}
		throw PictureFailures::unreachable( __( 'The address redirects too often.', 'callboard' ) );
	}

	private static function kind( int $status ): string {
		return $status >= 500 || in_array( $status, array( 408, 420, 425, 429 ), true ) ? FailureKind::TRANSIENT : FailureKind::RECORD;
	}
}
