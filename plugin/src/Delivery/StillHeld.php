<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Ledger\LedgerState;
use Callboard\Run\RunItems;
use Callboard\Run\Runs;

defined( 'ABSPATH' ) || exit;

/** Held records of which a run has nothing new to say: each hour's reading would fill the list with the same words. */
final class StillHeld {
	public function __construct( private readonly Runs $runs, private readonly RunItems $items ) {}

	/**
	 * What a poll finds was edited or asked for, and gets its answer.
	 *
	 * @param list<Outcome> $outcomes
	 * @return array<string, true> External ids.
	 */
	public function among( Batch $batch, array $outcomes ): array {
		$held = array_filter( $outcomes, static fn( Outcome $one ) => Outcome::HELD === $one->outcome && LedgerState::HELD === $batch->entry( $one->external_id )?->state );
		$run  = array() === $held ? null : $this->runs->find( $batch->delivery->run_id );
		if ( null === $run || $run->is_poll() || ! $run->is_of_the_timetable() ) {
			return array();
		}
		$words = $this->items->newest( $batch->tenant_id, array_values( array_map( static fn( Outcome $one ) => $one->external_id, $held ) ) );
		$told  = array();
		foreach ( $held as $one ) {
			$last = $words[ $one->external_id ] ?? null;
			if ( Outcome::HELD === $last?->outcome && mb_substr( (string) $one->title, 0, 500 ) === (string) $last->title && wp_json_encode( $one->failure?->to_array() ) === wp_json_encode( $last->to_array()['failure'] ) ) {
				$told[ $one->external_id ] = true;
			}
		}
		return $told;
	}
}
