<?php
declare(strict_types=1);

namespace Callboard\Rest;

use Callboard\Worker\RequestRefused;

defined( 'ABSPATH' ) || exit;

/** The body of a worker's request: octets, gzipped or not, and never more than we are ready to hold. */
final class WorkerBody {
	public const RAW_BYTES       = 1024 * 1024;
	public const INFLATED_BYTES  = 16 * 1024 * 1024;
	// A kilobyte of gzip is at most about a megabyte of text.
	private const CHUNK_BYTES    = 1024;
	private const JSON_DEPTH     = 64;

	/** @throws RequestRefused */
	public static function decode( string $raw, string $encoding ): mixed {
		if ( strlen( $raw ) > self::RAW_BYTES ) {
			throw self::too_large();
		}
		$text = match ( $encoding ) {
			'gzip'         => self::inflate( $raw ),
			'identity', '' => $raw,
			default        => throw self::invalid(),
		};
		$data = json_decode( $text, true, self::JSON_DEPTH );
		return null === $data ? throw self::invalid() : $data;
	}

	/** Piece by piece: gzdecode() would hold all of a zip bomb before anyone could count. */
	private static function inflate( string $raw ): string {
		$context = inflate_init( ZLIB_ENCODING_GZIP );
		if ( false === $context ) {
			throw self::invalid();
		}
		$text = '';
		foreach ( str_split( $raw, self::CHUNK_BYTES ) as $chunk ) {
			$piece = @inflate_add( $context, $chunk ); // phpcs:ignore WordPress.PHP.NoSilencedErrors.Discouraged -- warns about bytes that are not gzip; false says so too.
			if ( false === $piece ) {
				throw self::invalid();
			}
			$text .= $piece;
			if ( strlen( $text ) > self::INFLATED_BYTES ) {
				throw self::too_large();
			}
		}
		if ( ZLIB_STREAM_END !== inflate_get_status( $context ) ) {
			throw self::invalid();
		}
		return $text;
	}

	private static function invalid(): RequestRefused {
		return new RequestRefused( 'callboard_body_invalid', 400, __( 'The body is not the JSON of a worker.', 'callboard' ) );
	}

	private static function too_large(): RequestRefused {
		return new RequestRefused( 'callboard_body_too_large', 413, __( 'The body is too large.', 'callboard' ) );
	}
}
