<?php
declare(strict_types=1);

namespace Callboard\Delivery;

defined( 'ABSPATH' ) || exit;

/** Two long texts, cut to where they begin to differ: a diff is read by a person, and a rehearsal of 40,000 records is stored. */
final class Excerpt {
	public const LENGTH      = 300;
	private const BEFORE     = 40;
	private const MARK       = '…';

	/** @return array{0: ?string, 1: ?string} Each at most LENGTH characters and two marks. */
	public static function of( ?string $before, ?string $after ): array {
		$from = max( 0, self::first_difference( (string) $before, (string) $after ) - self::BEFORE );
		$long = max( mb_strlen( (string) $before ), mb_strlen( (string) $after ) ) > self::LENGTH;
		$from = $long ? $from : 0;
		return array( self::cut( $before, $from ), self::cut( $after, $from ) );
	}

	private static function cut( ?string $text, int $from ): ?string {
		if ( null === $text ) {
			return null;
		}
		// A text that ends before the difference shows its end.
		$start = min( $from, max( 0, mb_strlen( $text ) - self::BEFORE ) );
		$part  = mb_substr( $text, $start, self::LENGTH );
		return ( $start > 0 ? self::MARK : '' ) . $part . ( $start + self::LENGTH < mb_strlen( $text ) ? self::MARK : '' );
	}

	/** In characters: equal bytes may end inside one. */
	private static function first_difference( string $a, string $b ): int {
		$bytes = strspn( $a ^ $b, "\0" );
		return mb_strlen( mb_strcut( $a, 0, $bytes ) );
	}
}
