<?php
declare(strict_types=1);

namespace Callboard\Event;

defined( 'ABSPATH' ) || exit;

/** Times as the contract writes them: 2026-11-22T19:30:00Z. */
final class Moment {
	private const KNOWN = 4096;
	private const SHAPE = '/^(\d{4})-(\d\d)-(\d\d)[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d{1,3})?)?Z?$/';

	public static function is_utc( mixed $value ): bool {
		return is_string( $value ) && str_ends_with( $value, 'Z' ) && null !== self::to_ms( $value );
	}

	/** @var array<string, ?int> A record's times are asked for several times, and shows share theirs. */
	private static array $known = array();

	/** Also "2026-11-22 19:30:00": the SQLite driver makes that of an ISO time that WordPress itself stores. */
	public static function to_ms( string $value ): ?int {
		if ( ! array_key_exists( $value, self::$known ) ) {
			self::$known           = count( self::$known ) < self::KNOWN ? self::$known : array();
			self::$known[ $value ] = self::parsed( $value );
		}
		return self::$known[ $value ];
	}

	private static function parsed( string $value ): ?int {
		if ( 1 !== preg_match( self::SHAPE, $value, $part ) || ! checkdate( (int) $part[2], (int) $part[3], (int) $part[1] ) ) {
			return null;
		}
		return 1000 * (int) gmmktime( (int) $part[4], (int) $part[5], (int) ( $part[6] ?? 0 ), (int) $part[2], (int) $part[3], (int) $part[1] );
	}
}
