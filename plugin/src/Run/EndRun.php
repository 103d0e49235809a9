<?php
declare(strict_types=1);

namespace Callboard\Run;

use Callboard\Clock\Clock;
use Callboard\Database\Db;
use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;
use Callboard\Mapping\Mappings;

defined( 'ABSPATH' ) || exit;

/** The end of a run: its state and the watermarks move together, or neither does. */
final class EndRun {
	public function __construct(
		private readonly Db $db,
		private readonly Clock $clock,
		private readonly Runs $runs,
		private readonly Leases $leases,
		private readonly Watermarks $watermarks,
		private readonly Mappings $mappings,
		private readonly Schedule $schedule
	) {}

	/**
	 * @param list<Watermark> $watermarks
	 * @throws LeaseLost
	 */
	public function as_succeeded( int $run_id, int $fence, array $watermarks, int $api_calls = 0 ): Run {
		return $this->end( $run_id, $fence, RunState::SUCCEEDED, null, $api_calls, $watermarks );
	}

	/**
	 * Where one mapping alone is at fault (kind config), what the others read still counts as read;
	 * otherwise one broken mapping would make every other one read its window again at each run.
	 *
	 * @param list<Watermark> $watermarks
	 * @throws LeaseLost
	 */
	public function as_failed( int $run_id, int $fence, Failure $failure, int $api_calls = 0, array $watermarks = array() ): Run {
		$settled = FailureKind::CONFIG === $failure->kind ? $watermarks : array();
		return $this->end( $run_id, $fence, RunState::FAILED, $failure, $api_calls, $settled );
	}

	/** @param list<Watermark> $watermarks */
	private function end( int $run_id, int $fence, string $state, ?Failure $failure, int $api_calls, array $watermarks ): Run {
		return $this->db->transaction(
			function () use ( $run_id, $fence, $state, $failure, $api_calls, $watermarks ): Run {
				$run = $this->leases->assert_held( $run_id, $fence );
				// A rehearsal wrote nothing; an approval left out what changed since, and the next ordinary run reads all of it.
				$counts_as_read = ! $run->is_rehearsal() && null === $run->approves();
				foreach ( $counts_as_read ? $watermarks : array() as $watermark ) {
					if ( $this->read_by_current_rules( $run, $watermark->mapping_id ) ) {
						$this->watermarks->advance( $run->tenant_id, $watermark, $run->started_ms );
					}
				}
				$this->runs->finish( $run, $state, $failure, $api_calls );
				if ( Run::REBUILD !== $run->kind && $this->schedule->rebuild_due( $run->tenant_id, $this->clock->now_ms() ) ) {
					$this->runs->enqueue( $run->tenant_id, Run::REBUILD, 'after_changes' );
				}
				return $this->runs->find( $run_id ) ?? throw new \LogicException( 'A run that just ended is gone.' );
			}
		);
	}

	/** A mapping changed while the run worked by its earlier version: what it read does not count as read. */
	private function read_by_current_rules( Run $run, string $mapping_id ): bool {
		$changed_ms = $this->mappings->changed_ms( $run->tenant_id, $mapping_id );
		return null !== $changed_ms && $changed_ms <= (int) $run->started_ms;
	}
}
