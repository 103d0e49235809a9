<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Ledger\Ledger;
use Callboard\Ledger\LedgerEntry;
use Callboard\Ledger\LedgerState;
use Callboard\Mapping\Mapping;

defined( 'ABSPATH' ) || exit;

/**
 * What earlier batches of the same rehearsal would have left in the ledger: the production a performance belongs to, the
 * other record of a pair of twins. Written inside the savepoint, so that the real code finds them, and undone with it.
 */
final class StandIns {
	/** Beyond any post a site will have. */
	private const FIRST_POST_ID = 4000000000000000;

	/** @var array<int, string> Post id of a stand-in → external id. */
	private array $names = array();

	public function __construct( private readonly Ledger $ledger, private readonly Rehearsed $rehearsed ) {}

	public function take_their_places( int $tenant_id, Mapping $mapping, Delivery $delivery, int $now_ms ): void {
		$this->names = array();
		$missing     = array_diff_key( $this->earlier( $tenant_id, $mapping, $delivery ), array_flip( array_map( static fn( Draft $draft ) => $draft->external_id, $delivery->records ) ) );
		$missing     = array_filter( $missing, static fn( RehearsedRecord $one ) => null !== self::state_after( $one ) );
		$known       = $this->ledger->by_external_ids( $tenant_id, array_map( 'strval', array_keys( $missing ) ) );
		$entries     = array();
		foreach ( $missing as $id => $record ) {
			$entry     = $known[ $id ] ?? $this->unknown( $tenant_id, $record, $now_ms );
			$entries[] = $entry->with(
				array( 'state' => (string) self::state_after( $record ) ) + ( $record->is_listed()
					? array(
						'post_id'  => $entry->post_id ?? $record->post_id ?? $this->post_id( $record ),
						'twin_key' => $record->twin_key,
					)
					: array() )
			);
		}
		$this->ledger->save( $entries );
	}

	/** @return list<int> The posts that records of this delivery have now. */
	public function posts_of( int $tenant_id, Delivery $delivery ): array {
		$ids = array_values( array_unique( array_map( static fn( Draft|Withdrawal|Rejection $item ) => $item->external_id, $delivery->items() ) ) );
		return array_values( array_filter( array_map( static fn( LedgerEntry $entry ) => $entry->post_id, array_values( $this->ledger->by_external_ids( $tenant_id, $ids ) ) ) ) );
	}

	/** @return array<int, string> */
	public function names(): array {
		return $this->names;
	}

	/** What the ledger would say of a record after its batch; null: what it says now. */
	private static function state_after( RehearsedRecord $record ): ?string {
		return match ( true ) {
			$record->is_listed()                                                   => LedgerState::LIVE,
			Outcome::WITHDRAWN === $record->outcome                                => LedgerState::OUTSIDE,
			// A withdrawal that a brake holds leaves its listing where it is.
			Outcome::HELD === $record->outcome && null === $record->reason         => LedgerState::HELD,
			default                                                                => null,
		};
	}

	/** @return array<string, RehearsedRecord> By external id. */
	private function earlier( int $tenant_id, Mapping $mapping, Delivery $delivery ): array {
		$parents = array();
		$twins   = array();
		foreach ( $delivery->records as $draft ) {
			$parent    = $draft->values['parent'] ?? null;
			$parents[] = is_string( $parent ) ? ExternalId::of_18( $parent ) : null;
			$twins[]   = Twins::key( $mapping, $draft );
		}
		$run_id = $delivery->run_id;
		$twins  = array_values( array_unique( array_filter( $twins ) ) );
		// Who carries such a key now may have given it up earlier in this rehearsal.
		$owners = array_map( static fn( LedgerEntry $entry ) => $entry->external_id, $this->ledger->by_twin_keys( $tenant_id, $twins ) );
		return $this->rehearsed->of( $run_id, array_values( array_unique( array( ...array_filter( $parents ), ...$owners ) ) ) )
			+ $this->rehearsed->with_twin_keys( $run_id, $twins );
	}

	private function post_id( RehearsedRecord $record ): int {
		$post_id                 = self::FIRST_POST_ID + $record->id;
		$this->names[ $post_id ] = $record->external_id;
		return $post_id;
	}

	private function unknown( int $tenant_id, RehearsedRecord $record, int $now_ms ): LedgerEntry {
		return new LedgerEntry( 0, $tenant_id, Ledger::WORDPRESS, $record->external_id, $record->mapping_id, $record->mapping_version, LedgerState::LIVE, null, null, 0, 0, '', '', '', null, null, null, $now_ms, $now_ms );
	}
}
