<?php
declare(strict_types=1);

namespace Callboard\Run;

use Callboard\Tenant\Tenant;

defined( 'ABSPATH' ) || exit;

/** When a tenant is read again as a whole, to repair what drifted: the option `callboard_backfill_every`, weekly unless chosen otherwise. */
final class BackfillTimes {
	public const OPTION  = 'callboard_backfill_every';
	public const OFF     = 'off';
	public const NIGHTLY = 'nightly';
	public const WEEKLY  = 'weekly';
	public const CHOICES = array( self::OFF, self::NIGHTLY, self::WEEKLY );

	/** By the site's clock: most visitors and editors are asleep, and no daylight saving time skips the hour. */
	private const HOUR = 4;

	// Whatever stopped the last attempt had time to pass.
	private const AGAIN_AFTER_MS = 6 * 60 * 60 * 1000;

	public function __construct( private readonly Runs $runs ) {}

	public function every( int $tenant_id ): string {
		$chosen = ( (array) get_option( self::OPTION, array() ) )[ $tenant_id ] ?? self::WEEKLY;
		return in_array( $chosen, self::CHOICES, true ) ? $chosen : self::WEEKLY;
	}

	public function choose( int $tenant_id, string $every ): void {
		if ( ! in_array( $every, self::CHOICES, true ) ) {
			throw new \InvalidArgumentException( 'A backfill runs nightly, weekly or never.' );
		}
		$chosen               = (array) get_option( self::OPTION, array() );
		$chosen[ $tenant_id ] = $every;
		update_option( self::OPTION, $chosen, true );
	}

	public function due( Tenant $tenant, int $now_ms ): bool {
		$slot = self::last_slot_ms( $this->every( $tenant->id ), $now_ms );
		if ( null === $slot || $tenant->created_ms >= $slot ) {
			return false;
		}
		$last = $this->runs->latest_scheduled( $tenant->id, Run::BACKFILL );
		if ( null === $last || $last->created_ms < $slot ) {
			return null === $last || ! $last->is_open();
		}
		return RunState::FAILED === $last->state && $now_ms - (int) $last->finished_ms >= self::AGAIN_AFTER_MS;
	}

	/** When the next one is due: now, if one is; null for never. */
	public function next_ms( Tenant $tenant, int $now_ms ): ?int {
		$every = $this->every( $tenant->id );
		$last  = self::last_slot_ms( $every, $now_ms );
		if ( null === $last ) {
			return null;
		}
		return $this->due( $tenant, $now_ms ) ? $now_ms : self::at( $last )->modify( self::WEEKLY === $every ? '+7 days' : '+1 day' )->getTimestamp() * 1000;
	}

	/** The last four o'clock, or the one of Monday, that has passed; null for never. */
	public static function last_slot_ms( string $every, int $now_ms ): ?int {
		if ( self::OFF === $every ) {
			return null;
		}
		$now  = self::at( $now_ms );
		$slot = $now->setTime( self::HOUR, 0 );
		if ( self::WEEKLY === $every ) {
			$slot = $slot->modify( '-' . ( (int) $slot->format( 'N' ) - 1 ) . ' days' );
		}
		if ( $slot > $now ) {
			$slot = $slot->modify( self::WEEKLY === $every ? '-7 days' : '-1 day' );
		}
		return $slot->getTimestamp() * 1000;
	}

	private static function at( int $at_ms ): \DateTimeImmutable {
		return ( new \DateTimeImmutable( '@' . intdiv( $at_ms, 1000 ) ) )->setTimezone( wp_timezone() );
	}
}
