<?php
declare(strict_types=1);

namespace Callboard\Brake;

use Callboard\Clock\Clock;
use Callboard\Delivery\Outcome;
use Callboard\Run\RunItem;
use Callboard\Run\RunItems;

defined( 'ABSPATH' ) || exit;

/** A record that is offered again was read inside its filter, later than the proof that took it out: its withdrawal is void. */
final class CameBack {
	public function __construct(
		private readonly Clock $clock,
		private readonly Brakes $brakes,
		private readonly RunItems $items
	) {}

	/** @param list<string> $external_ids Records read with the mapping's filter at this moment. */
	public function seen( int $tenant_id, int $run_id, string $mapping_id, array $external_ids, int $read_ms ): void {
		if ( ! $this->brakes->holds_any( $tenant_id ) ) {
			return;
		}
		$held = array_filter( $this->brakes->held( $tenant_id, $external_ids ), static fn( HeldWithdrawal $one ) => $one->withdrawal->read_ms < $read_ms );
		$ids  = array_map( 'strval', array_keys( $held ) );
		$now  = $this->clock->now_ms();
		$this->brakes->let_go( $tenant_id, $ids );
		$this->brakes->close_empty( $tenant_id, $now );
		// The newest word about the record is not any more that a person must decide.
		$this->items->add_many( $tenant_id, $run_id, array_map( static fn( string $id ) => new RunItem( 0, $run_id, $mapping_id, $id, Outcome::UNCHANGED, null, null, null, $now ), $ids ) );
	}
}
