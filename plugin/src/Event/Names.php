<?php
declare(strict_types=1);

namespace Callboard\Event;

defined( 'ABSPATH' ) || exit;

/**
 * Which names our post types and taxonomies carry on this site.
 *
 * Another plugin may own `event` or `genre`. The choice is made once, at the first registration, and kept: stored
 * posts carry the name, so it must not flip when that other plugin is switched off for an afternoon.
 */
final class Names {
	public const OPTION = 'callboard_names';

	public static function of( string $wanted ): string {
		return self::chosen()[ $wanted ] ?? $wanted;
	}

	/** @param callable( string ): bool $is_taken */
	public static function choose( string $wanted, string $fallback, callable $is_taken ): string {
		$chosen = self::chosen();
		if ( ! isset( $chosen[ $wanted ] ) ) {
			$chosen[ $wanted ] = $is_taken( $wanted ) ? $fallback : $wanted;
			update_option( self::OPTION, $chosen, true );
		}
		return $chosen[ $wanted ];
	}

	/** @return array<string, string> */
	private static function chosen(): array {
		$chosen = get_option( self::OPTION, array() );
		return is_array( $chosen ) ? array_filter( $chosen, 'is_string' ) : array();
	}
}
