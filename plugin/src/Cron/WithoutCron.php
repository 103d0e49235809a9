<?php
declare(strict_types=1);

namespace Callboard\Cron;

use Callboard\Brake\WithdrawApproved;
use Callboard\Clock\Clock;
use Callboard\Delivery\DriftCheck;
use Callboard\Delivery\RenewPictures;
use Callboard\Tenant\Tenant;
use Callboard\Tenant\Tenants;

defined( 'ABSPATH' ) || exit;

/** Where WP-Cron does not come (DISABLE_WP_CRON, no visitors), a worker that found nothing to do lends it a moment of its claim. */
final class WithoutCron {
	public const OPTION = 'callboard_last_lent_ms';

	private const LATE_MS  = 2 * 60 * 1000;
	private const EVERY_MS = 10 * 60 * 1000;
	private const SLICE_MS = 2 * 1000;

	public function __construct(
		private readonly Clock $clock,
		private readonly Housekeeping $housekeeping,
		private readonly WithdrawApproved $withdraw_approved,
		private readonly DriftCheck $drift_check,
		private readonly RenewPictures $renew_pictures,
		private readonly Tenants $tenants
	) {}

	public function run(): void {
		$now = $this->clock->now_ms();
		// Asked at each idle claim: both in one query.
		wp_prime_option_caches( array( Minute::OPTION, self::OPTION ) );
		if ( self::is_within( self::LATE_MS, Minute::OPTION, $now ) || self::is_within( self::EVERY_MS, self::OPTION, $now ) ) {
			return;
		}
		update_option( self::OPTION, $now, false );
		$deadline = $now + self::SLICE_MS;
		$this->withdraw_approved->carry_out_all( $deadline );
		$this->housekeeping->run( $now );
		$this->renew_pictures->run_due( $deadline );
		foreach ( $this->tenants_in_turn( $now ) as $tenant ) {
			if ( $this->clock->now_ms() >= $deadline ) {
				return;
			}
			$this->drift_check->step( $tenant->id );
		}
	}

	/** What lies ahead was written by a clock that has been set back since. */
	private static function is_within( int $ms, string $option, int $now_ms ): bool {
		$at_ms = (int) get_option( $option, 0 );
		return $at_ms <= $now_ms && $now_ms - $at_ms < $ms;
	}

	/** @return list<Tenant> Another one first each time: with many, not all have their turn before the deadline. */
	private function tenants_in_turn( int $now_ms ): array {
		$tenants = $this->tenants->all();
		$first   = array() === $tenants ? 0 : intdiv( $now_ms, self::EVERY_MS ) % count( $tenants );
		return array( ...array_slice( $tenants, $first ), ...array_slice( $tenants, 0, $first ) );
	}
}
