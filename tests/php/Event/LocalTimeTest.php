<?php
declare(strict_types=1);

namespace Callboard\Tests\Event;

use Callboard\Event\LocalTime;
use Callboard\Tests\TestCase;

/** A moment is the same moment in every zone, also where clocks jump. */
final class LocalTimeTest extends TestCase {
	private const ZONES = array( 'Europe/London', 'America/New_York', 'US/Eastern', 'Australia/Lord_Howe', 'America/St_Johns', 'Asia/Calcutta', 'Europe/Kiev', 'Pacific/Apia', 'Africa/Casablanca', 'UTC' );

	public function test_what_machines_read_is_the_moment_again_at_every_jump_of_the_clock(): void {
		foreach ( self::ZONES as $name ) {
			$zone  = new \DateTimeZone( $name );
			$jumps = array_column( $zone->getTransitions( 1640995200, 1893456000 ) ?: array(), 'ts' );
			foreach ( array( ...array_slice( $jumps, 0, 40 ), 1795348800 ) as $jump ) {
				foreach ( array( -3600, -1, 0, 1, 1800, 3599, 3600, 7200 ) as $off ) {
					$local = LocalTime::at( $jump + $off, $name );
					self::assertSame( $jump + $off, ( new \DateTimeImmutable( $local->machine() ) )->getTimestamp(), "{$name} {$jump} {$off}" );
					self::assertSame( ( new \DateTimeImmutable( '@' . ( $jump + $off ) ) )->setTimezone( $zone )->format( 'Y-m-d\TH:i:sP' ), $local->machine() );
				}
			}
		}
	}

	public function test_the_two_half_past_ones_of_an_autumn_night_are_told_apart(): void {
		update_option( 'timezone_string', 'America/New_York' );
		$first  = LocalTime::of( '2026-11-01T05:30:00Z', 'America/New_York' );
		$second = LocalTime::of( '2026-11-01T06:30:00Z', 'America/New_York' );
		self::assertSame( array( '2026-11-01T01:30:00-04:00', '2026-11-01T01:30:00-05:00' ), array( $first->machine(), $second->machine() ) );
		self::assertStringEndsWith( ' EDT', $first->time() );
		self::assertStringEndsWith( ' EST', $second->time() );
		self::assertStringEndsNotWith( 'T', LocalTime::of( '2026-11-01T04:30:00Z', 'America/New_York' )->time(), 'An hour earlier needs no note.' );
	}

	public function test_a_zone_nobody_knows_is_the_sites(): void {
		update_option( 'timezone_string', 'Europe/Paris' );
		self::assertSame( '2026-11-22T20:30:00+01:00', LocalTime::of( '2026-11-22T19:30:00Z', 'Atlantis/Central' )->machine() );
		self::assertSame( '2026-11-22T20:30:00+01:00', LocalTime::of( '2026-11-22T19:30:00Z', '' )->machine() );
		self::assertNull( LocalTime::of( '', 'Europe/Paris' ) );
		self::assertNull( LocalTime::of( 'soon-ish', 'Europe/Paris' ) );
	}
}
