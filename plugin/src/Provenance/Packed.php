<?php
declare(strict_types=1);

namespace Callboard\Provenance;

defined( 'ABSPATH' ) || exit;

/** JSON, deflated where that saves, as plain text: bytes would need a literal of their own in each database, and in each export. */
final class Packed {
	private const LEVEL = 1;

	/** Deflating 500 bytes and writing them as text saves a tenth, and costs more than storing them (50 µs for 10; PHP 8.3). */
	private const WORTH_IT_BYTES = 1024;

	public static function pack( string $json ): string {
		// What is not ASCII is deflated whatever its length: a table may know fewer characters than JSON.
		if ( strlen( $json ) < self::WORTH_IT_BYTES && 1 !== preg_match( '/[^\x20-\x7E]/', $json ) ) {
			return $json;
		}
		// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_encode -- bytes in a text column, nothing is hidden.
		return base64_encode( (string) gzcompress( $json, self::LEVEL ) );
	}

	/** @return ?array<mixed> Null when there is nothing, or nothing that can be read any more. */
	public static function unpack( ?string $packed ): ?array {
		if ( null === $packed || '' === $packed ) {
			return null;
		}
		// No base64 begins like JSON.
		$json = in_array( $packed[0], array( '{', '[' ), true ) ? $packed : self::inflate( $packed );
		$data = null === $json ? null : json_decode( $json, true );
		return is_array( $data ) ? $data : null;
	}

	private static function inflate( string $packed ): ?string {
		// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_decode -- bytes in a text column, nothing is hidden.
		$bytes = base64_decode( $packed, true );
		$json  = false === $bytes ? false : @gzuncompress( $bytes ); // phpcs:ignore WordPress.PHP.NoSilencedErrors.Discouraged -- warns about damaged bytes; false says so too.
		return false === $json ? null : $json;
	}
}
