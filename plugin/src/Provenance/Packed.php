<?php
declare(strict_types=1);

namespace Callboard\Provenance;

defined( 'ABSPATH' ) || exit;

/** JSON, deflated, as plain text: bytes would need a literal of their own in each database, and in each export. */
final class Packed {
	private const LEVEL = 1;

	public static function pack( string $json ): string {
		// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_encode -- bytes in a text column, nothing is hidden.
		return base64_encode( (string) gzcompress( $json, self::LEVEL ) );
	}

	/** @return ?array<mixed> Null when there is nothing, or nothing that can be read any more. */
	public static function unpack( ?string $packed ): ?array {
		if ( null === $packed || '' === $packed ) {
			return null;
		}
		// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_decode -- see above.
		$bytes = base64_decode( $packed, true );
		$json  = false === $bytes ? false : @gzuncompress( $bytes ); // phpcs:ignore WordPress.PHP.NoSilencedErrors.Discouraged -- warns about damaged bytes; false says so too.
		$data  = false === $json ? null : json_decode( $json, true );
		return is_array( $data ) ? $data : null;
	}
}
