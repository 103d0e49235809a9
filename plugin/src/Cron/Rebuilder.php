<?php
declare(strict_types=1);

namespace Callboard\Cron;

use Callboard\Clock\Clock;
use Callboard\Database\DatabaseError;
use Callboard\Failure\Failure;
use Callboard\Listing\Rebuild;
use Callboard\Run\EndRun;
use Callboard\Run\Lease;
use Callboard\Run\Leases;
use Callboard\Run\Run;
use Callboard\Tenant\RunnableTenants;
use Callboard\Worker\StepRebuild;
use Callboard\Worker\Workers;

defined( 'ABSPATH' ) || exit;

/** Where no worker comes by, WP-Cron takes the same steps of a rebuild, under the same lease. */
final class Rebuilder {
	private const WORKER_AWAY_MS = 3 * 60 * 1000;
	private const HOLDER         = 'wp-cron';

	public function __construct(
		private readonly Clock $clock,
		private readonly Workers $workers,
		private readonly Leases $leases,
		private readonly EndRun $end_run,
		private readonly RunnableTenants $runnable,
		private readonly Rebuild $rebuild
	) {}

	public function run_if_no_worker_does(): void {
		$seen = (int) $this->workers->last_seen()?->last_seen_ms;
		if ( $this->clock->now_ms() - $seen < self::WORKER_AWAY_MS ) {
			return;
		}
		$lease = $this->leases->claim( self::HOLDER, $this->runnable->ids(), array( Run::REBUILD ) );
		if ( null !== $lease ) {
			$this->step_until_finished( $lease );
		}
	}

	private function step_until_finished( Lease $lease ): void {
		$run      = $lease->run;
		$deadline = $this->clock->now_ms() + StepRebuild::STEP_SECONDS * 1000;
		try {
			do {
				$progress = $this->rebuild->step( $run->tenant_id, $run->id, $deadline );
			} while ( ! $progress->is_finished() && $this->clock->now_ms() < $deadline );
		} catch ( \Throwable $error ) {
			$this->stopped( $run, $error );
			return;
		}
		if ( $progress->is_finished() ) {
			$this->end_run->as_succeeded( $run->id, $run->fence, array() );
		} else {
			// The next minute, or a worker that has come back, carries on where this one stopped.
			$this->leases->release( $run->id, $run->fence );
		}
	}

	/** Whatever it was, it ends neither the minute nor other plugins' events of the same request. */
	private function stopped( Run $run, \Throwable $error ): void {
		// phpcs:ignore WordPress.PHP.DevelopmentFunctions.error_log_error_log -- the operator's only trace of a bug.
		error_log( 'Callboard: a rebuild of the listing was stopped: ' . $error::class . " in {$error->getFile()}:{$error->getLine()}" );
		if ( $error instanceof DatabaseError && ( $error->is_conflict() || $error->is_lost() ) ) {
			$this->leases->release( $run->id, $run->fence );
		} else {
			$this->end_run->as_failed( $run->id, $run->fence, $error instanceof Failure ? $error : Failure::bug( 'rebuild_unexpected', $error ) );
		}
	}
}
