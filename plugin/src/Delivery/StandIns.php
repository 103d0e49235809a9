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
		$missing     = array_diff_key( $this->earlier( $mapping, $delivery ), array_flip( array_map( static fn( Draft $draft ) => $draft->external_id, $delivery->records ) ) );
		$missing     = array_filter( $missing, static fn( RehearsedRecord $one ) => $one->is_listed() || Outcome::WITHDRAWN === $one->outcome );
		$known       = $this->ledger->by_external_ids( $tenant_id, array_map( 'strval', array_keys( $missing ) ) );
		$entries     = array();
		foreach ( $missing as $id => $record ) {
			$entry     = $known[ $id ] ?? $this->unknown( $tenant_id, $record, $now_ms );
			$entries[] = $entry->with(
				$record->is_listed()
					? array(
						'state'    => LedgerState::LIVE,
						'post_id'  => $entry->post_id ?? $this->post_id( $record ),
						'twin_key' => $record->twin_key,
					)
					: array( 'state' => LedgerState::OUTSIDE )
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

	/** @return array<string, RehearsedRecord> By external id. */
	private function earlier( Mapping $mapping, Delivery $delivery ): array {
		$parents = array();
		$twins   = array();
		foreach ( $delivery->records as $draft ) {
			$parent    = $draft->values['parent'] ?? null;
			$parents[] = is_string( $parent ) ? ExternalId::of_18( $parent ) : null;
			$twins[]   = Twins::key( $mapping, $draft );
		}
		$run_id = $delivery->run_id;
		return $this->rehearsed->of( $run_id, array_values( array_unique( array_filter( $parents ) ) ) )
			+ $this->rehearsed->with_twin_keys( $run_id, array_values( array_unique( array_filter( $twins ) ) ) );
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
