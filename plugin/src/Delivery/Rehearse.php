<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Database\Db;
use Callboard\Mapping\Mapping;
use Callboard\Run\RunItem;
use Callboard\Run\RunItems;
use Callboard\Run\Runs;

defined( 'ABSPATH' ) || exit;

/**
 * A delivery of a rehearsal: the very code of a real one runs, and is undone before the transaction ends. What it said
 * is kept: outcomes, and field by field what would change.
 */
final class Rehearse {
	private readonly Trial $trial;

	public function __construct(
		private readonly Db $db,
		BatchApply $batch,
		TermBook $terms,
		StandIns $stand_ins,
		private readonly Rehearsed $rehearsed,
		private readonly RunItems $items,
		private readonly Runs $runs,
		private readonly DriftCheck $drift
	) {
		$this->trial = new Trial( $db, $batch, $terms, $stand_ins );
	}

	/** @return list<Outcome> In the order of the delivery. */
	public function run( int $tenant_id, Mapping $mapping, Delivery $delivery, int $now_ms ): array {
		$said  = $this->rehearsed->of( $delivery->run_id, array_values( array_unique( array_map( static fn( Draft|Withdrawal|Rejection $item ) => $item->external_id, $delivery->items() ) ) ) );
		$fresh = $delivery->with_items( array_values( array_filter( $delivery->items(), fn( $item ) => ! $this->is_said( $said, $item ) ) ) );
		$tried = $this->db->undone( fn() => $this->tried( $tenant_id, $mapping, $fresh, $now_ms ) );
		$this->keep( $tenant_id, $fresh, $tried, $now_ms );
		$new      = 0;
		$outcomes = array();
		foreach ( $delivery->items() as $item ) {
			// What was rehearsed before, by a worker that died or a page that was read twice, is neither tried nor counted again.
			$outcomes[] = $this->is_said( $said, $item ) ? new Outcome( $item->external_id, $said[ $item->external_id ]->outcome ) : $tried->outcomes[ $new++ ];
		}
		return $outcomes;
	}

	/**
	 * Outcomes that nothing was tried for: an unknown mapping, a record that breaks its batch.
	 *
	 * @param list<Outcome> $outcomes
	 */
	public function record( int $tenant_id, Delivery $delivery, array $outcomes, int $now_ms ): void {
		$this->keep( $tenant_id, $delivery, new Tried( $outcomes, array(), array() ), $now_ms );
	}

	/** A backfill marks what drifted when it is offered, so that it is written: here that is done, and undone, with the rest. */
	private function tried( int $tenant_id, Mapping $mapping, Delivery $delivery, int $now_ms ): Tried {
		$this->drift->among( $tenant_id, $mapping, array_column( array_map( static fn( Draft $draft ) => array( $draft->external_id, $draft->fingerprint ), $delivery->records ), 1, 0 ) );
		return $this->trial->of( $tenant_id, $mapping, $delivery, $now_ms );
	}

	/** @param array<string, RehearsedRecord> $said */
	private function is_said( array $said, Draft|Withdrawal|Rejection $item ): bool {
		return isset( $said[ $item->external_id ] ) && $said[ $item->external_id ]->is( $item );
	}

	private function keep( int $tenant_id, Delivery $delivery, Tried $tried, int $now_ms ): void {
		$items   = array();
		$records = array();
		foreach ( $delivery->items() as $position => $item ) {
			$outcome   = $tried->outcomes[ $position ];
			$records[] = RehearsedRecord::of( $delivery, $item, $outcome, $tried->twin_keys[ $position ] ?? null );
			if ( Outcome::UNCHANGED !== $outcome->outcome ) {
				$items[] = new RunItem( 0, $delivery->run_id, $delivery->mapping_id, $outcome->external_id, $outcome->outcome, $outcome->post_id, $outcome->title, $outcome->failure?->to_array(), $now_ms, null, $tried->diffs[ $position ] ?? array() );
			}
		}
		$this->rehearsed->add_many( $delivery->run_id, $records, $now_ms );
		$this->items->add_many( $tenant_id, $delivery->run_id, $items );
		$this->runs->add_counts( $delivery->run_id, Outcomes::count( $tried->outcomes ) );
	}
}
