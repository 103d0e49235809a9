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
	 * @param ?string $unless Nothing is sent where the address still brings this version.
	 * @return ?string The version, as the server tells it; null where it does not. The file is empty where it is still the same.
	 * @throws Failure
	 */
	public function to( string $file, string $url, int $max_bytes, ?string $unless = null ): ?string {
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
					'headers'             => self::condition( $unless ),
				)
			);
			if ( is_wp_error( $answer ) ) {
				throw PictureFailures::unreachable( __( 'The server did not answer.', 'callboard' ), FailureKind::TRANSIENT );
			}
			$status = (int) wp_remote_retrieve_response_code( $answer );
			$next   = wp_remote_retrieve_header( $answer, 'location' );
			$next   = is_array( $next ) ? (string) end( $next ) : $next;
			if ( 304 === $status && null !== $unless ) {
				wp_delete_file( $file );
				return $unless;
			}
			if ( $status >= 300 && $status < 400 && '' !== $next ) {
				$hop = \WP_Http::make_absolute_url( $next, $hop );
				continue;
			}
			if ( 200 !== $status ) {
				/* translators: %d: HTTP status */
				throw PictureFailures::unreachable( sprintf( __( 'The server answered with status %d.', 'callboard' ), $status ), self::kind( $status ) );
			}
			return self::version( wp_remote_retrieve_header( $answer, 'etag' ), wp_remote_retrieve_header( $answer, 'last-modified' ) );
		}
		throw PictureFailures::unreachable( __( 'The address redirects too often.', 'callboard' ) );
	}

	/** @return array<string, string> */
	private static function condition( ?string $version ): array {
		list( $name, $said ) = explode( ' ', (string) $version, 2 ) + array( '', '' );
		return match ( $name ) {
			'etag'     => array( 'If-None-Match' => $said ),
			'modified' => array( 'If-Modified-Since' => $said ),
			default    => array(),
		};
	}

	/** The stronger word of the two; what does not look like one is none. */
	private static function version( mixed $etag, mixed $modified ): ?string {
		return match ( true ) {
			is_string( $etag ) && 1 === preg_match( '~^(W/)?"[\x21\x23-\x7e]{0,240}"$~D', $etag ) => "etag {$etag}",
			is_string( $modified ) && 1 === preg_match( '/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} [\d:]{8} GMT$/D', $modified ) => "modified {$modified}",
			default => null,
		};
	}

	private static function kind( int $status ): string {
		return $status >= 500 || in_array( $status, array( 408, 420, 425, 429 ), true ) ? FailureKind::TRANSIENT : FailureKind::RECORD;
	}
}
