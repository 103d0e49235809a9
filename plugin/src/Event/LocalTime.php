<?php
declare(strict_types=1);

namespace Callboard\Event;

defined( 'ABSPATH' ) || exit;

/** A moment as people at the venue read it. */
final class LocalTime {
	private function __construct(
		public readonly int $timestamp,
		private readonly \DateTimeZone $zone,
	) {}

	/** @return ?self Null for a missing or unreadable moment; an unknown zone falls back to the site's. */
	public static function of( string $utc, string $timezone ): ?self {
		$at = '' === $utc ? false : date_create_immutable( $utc, new \DateTimeZone( 'UTC' ) );
		return false === $at ? null : self::at( $at->getTimestamp(), $timezone );
	}

	public static function at( int $timestamp, string $timezone ): self {
		try {
			$zone = '' === $timezone ? wp_timezone() : new \DateTimeZone( $timezone );
		} catch ( \Exception ) {
			$zone = wp_timezone(); // A name PHP's time zone list does not have.
		}
		return new self( $timestamp, $zone );
	}

	public function date(): string {
		/* translators: 1: short name of the weekday, 2: date. */
		return sprintf( _x( '%1$s, %2$s', 'weekday and date', 'callboard' ), $this->format( 'D' ), $this->format( (string) get_option( 'date_format' ) ) );
	}

	/**
	 * With the zone only where it differs from the site's at that moment (Berlin needs no note in Paris), and in the hour
	 * of autumn that a clock shows twice.
	 */
	public function time(): string {
		$time = $this->format( (string) get_option( 'time_format' ) );
		return $this->is_site_time() && ! $this->is_shown_twice() ? $time : $time . ' ' . $this->zone_name();
	}

	public function in_words(): string {
		/* translators: 1: date, 2: time of day. */
		return sprintf( __( '%1$s, %2$s', 'callboard' ), $this->date(), $this->time() );
	}

	/** For the datetime attribute: with the offset of the venue. */
	public function machine(): string {
		return ( new \DateTimeImmutable( '@' . $this->timestamp ) )->setTimezone( $this->zone )->format( 'c' );
	}

	private function format( string $format ): string {
		return (string) wp_date( $format, $this->timestamp, $this->zone );
	}

	private function is_site_time(): bool {
		$at = new \DateTimeImmutable( '@' . $this->timestamp );
		return $this->zone->getOffset( $at ) === wp_timezone()->getOffset( $at );
	}

	private function is_shown_twice(): bool {
		$offset = fn( int $timestamp ): int => $this->zone->getOffset( new \DateTimeImmutable( '@' . $timestamp ) );
		$wall   = $this->timestamp + $offset( $this->timestamp );
		foreach ( array( -86400, 86400 ) as $day ) {
			$other = $wall - $offset( $this->timestamp + $day );
			if ( $other !== $this->timestamp && $wall === $other + $offset( $other ) ) {
				return true;
			}
		}
		return false;
	}

	private function zone_name(): string {
		$abbreviation = $this->format( 'T' );
		// Zones without letters of their own print an offset.
		return preg_match( '/^[+-]/', $abbreviation ) === 1 ? 'UTC' . $abbreviation : $abbreviation;
	}
}
