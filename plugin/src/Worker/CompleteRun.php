<?php
declare(strict_types=1);

namespace Callboard\Worker;

use Callboard\Clock\Clock;
use Callboard\Database\Db;
use Callboard\Delivery\Effects;
use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;
use Callboard\Mapping\Traits;
use Callboard\Run\EndRun;
use Callboard\Run\LeaseLost;
use Callboard\Run\Leases;
use Callboard\Run\Notices;
use Callboard\Run\Run;
use Callboard\Run\RunItem;
use Callboard\Run\RunItems;
use Callboard\Run\Runs;
use Callboard\Run\RunState;
use Callboard\Run\Watermark;
use Callboard\Tenant\RunnableTenants;

defined( 'ABSPATH' ) || exit;

/** The worker says a run is over. Its counts are those the deliveries stored, whatever the worker believes. */
final class CompleteRun implements LeasedFlow {
	private const EFFECTS_MS = 5 * 1000;

	public function __construct(
		private readonly Clock $clock,
		private readonly Db $db,
		private readonly EndRun $end_run,
		private readonly Runs $runs,
		private readonly RunItems $items,
		private readonly Leases $leases,
		private readonly RunnableTenants $runnable,
		private readonly Effects $effects,
		private readonly Traits $traits,
		private readonly NoteCalls $calls
	) {}

	public function run( Run $run, array $body ): array {
		if ( $run->is_open() ) {
			$run = $this->db->transaction( fn() => $this->end( $run, $body ) );
			$deadline = $this->clock->now_ms() + self::EFFECTS_MS;
			$this->effects->drain_of( $run->tenant_id, $deadline );
			$this->effects->drain( $deadline );
		} elseif ( $run->fence !== (int) $body['fence'] ) {
			throw new LeaseLost();
		}
		// A run that ended already answers the same again: the first answer may have been lost on its way.
		return array(
			'state'  => RunState::SUCCEEDED === $run->state ? RunState::SUCCEEDED : RunState::FAILED,
			'counts' => (object) $run->counts,
			'more'   => $this->leases->has_work( $this->runnable->ids() ),
		);
	}

	/** @param array<string, mixed> $body */
	private function end( Run $run, array $body ): Run {
		$fence      = (int) $body['fence'];
		$api_calls  = $run->calls_before + (int) $body['api_calls'];
		$watermarks = array_map( array( Watermark::class, 'from_array' ), array_values( $body['watermarks'] ) );
		$this->leases->assert_held( $run->id, $fence );
		$this->calls->run( $run, $body );
		$this->store_notices( $run, (array) ( $body['notices'] ?? array() ) );
		$this->look_for_unknown_deletions( $run, $body );
		foreach ( (array) ( $body['traits'] ?? array() ) as $traits ) {
			$this->traits->store( $run->tenant_id, $traits );
		}
		if ( isset( $body['result'] ) ) {
			$this->runs->note_outcome( $run->id, (string) $body['result'] );
		}
		return RunState::SUCCEEDED === $body['outcome']
			? $this->end_run->as_succeeded( $run->id, $fence, $watermarks, $api_calls )
			: $this->end_run->as_failed( $run->id, $fence, $this->failure( $body ), $api_calls, $watermarks );
	}

	/**
	 * What concerns a whole mapping and no single record, such as a field the integration user may not see.
	 *
	 * @param array<int, array<string, mixed>> $notices
	 */
	private function store_notices( Run $run, array $notices ): void {
		if ( array() === $notices ) {
			return;
		}
		$now   = $this->clock->now_ms();
		$items = array_map(
			static fn( array $notice ) => new RunItem( 0, $run->id, (string) $notice['mapping_id'], '', 'rejected', null, null, $notice['failure'], $now ),
			array_values( $notices )
		);
		$this->items->add_many( $run->tenant_id, $run->id, $items );
	}

	/**
	 * What was deleted unseen is found by comparing all ids, and not only next night. A mapping whose watermark stays
	 * asks the next run again.
	 *
	 * @param array<string, mixed> $body
	 */
	private function look_for_unknown_deletions( Run $run, array $body ): void {
		$moved = array_column( $body['watermarks'], 'mapping_id' );
		foreach ( $run->is_rehearsal() ? array() : (array) ( $body['notices'] ?? array() ) as $notice ) {
			if ( Notices::DELETIONS_UNKNOWN === $notice['failure']['code'] && in_array( $notice['mapping_id'], $moved, true ) ) {
				$this->runs->enqueue( $run->tenant_id, Run::RECONCILIATION, 'deletions_unknown' );
				return;
			}
		}
	}

	/** @param array<string, mixed> $body */
	private function failure( array $body ): Failure {
		return isset( $body['failure'] ) ? Failure::from_array( $body['failure'] ) : new Failure(
			FailureKind::BUG,
			'worker_gave_no_reason',
			__( 'The sync worker ended the run without saying why.', 'callboard' ),
			array( __( 'Look at the log of the sync worker.', 'callboard' ) )
		);
	}
}
