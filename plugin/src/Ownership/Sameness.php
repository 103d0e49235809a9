<?php
declare(strict_types=1);

namespace Callboard\Ownership;

defined( 'ABSPATH' ) || exit;

/**
 * Whether a value handed in is the stored one. A form posts back every field it shows: browsers turn line ends into
 * CRLF, and kses writes "&" as "&amp;" for some users and not for others. That is no attempt to change anything.
 */
final class Sameness {
	public static function of_text( string $one, string $other ): bool {
		return $one === $other || self::plain( $one ) === self::plain( $other );
	}

	/** Forms and REST send "5" for 5, and "" for nothing: those are the same too. */
	public static function of_values( mixed $one, mixed $other ): bool {
		if ( is_array( $one ) && is_array( $other ) ) {
			return array_keys( $one ) === array_keys( $other )
				&& ! in_array( false, array_map( array( self::class, 'of_values' ), $one, $other ), true );
		}
		if ( self::is_plain( $one ) && self::is_plain( $other ) ) {
			return self::of_text( (string) $one, (string) $other );
		}
		return self::is_nothing( $one ) && self::is_nothing( $other );
	}

	private static function is_plain( mixed $value ): bool {
		return null === $value || is_scalar( $value );
	}

	private static function is_nothing( mixed $value ): bool {
		return in_array( $value, array( null, '', false, array() ), true );
	}

	private static function plain( string $text ): string {
		$text = html_entity_decode( $text, ENT_QUOTES | ENT_HTML5, 'UTF-8' );
		return trim( str_replace( array( "\r\n", "\r" ), "\n", $text ) );
	}
}
