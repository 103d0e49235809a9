<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Failure\Failure;
use Callboard\Ledger\Ledger;
use Callboard\Ledger\LedgerEntry;
use Callboard\Ledger\LedgerState;
use Callboard\Mapping\Mapping;

defined( 'ABSPATH' ) || exit;

/** The working sheet of one transaction: what is known, decided and to be written. */
final class Batch {
	/** @var array<string, LedgerEntry> External id → as it will be stored. */
	private array $entries;

	/** @var array<string, true> External ids whose entry changed. */
	private array $dirty = array();

	/** @var array<int, Outcome> Position in the delivery → outcome. */
	private array $outcomes = array();

	/** @var list<Outcome>|null The same, once somebody asked. */
	private ?array $in_order = null;

	/** @var array<int, Draft> Position → draft without outcome yet. */
	public array $open = array();

	/** @var array<int, Wanted> Position → what the listing should look like. */
	public array $wanted = array();

	/** @var array<string, ?string> External id → parent it waits for. */
	public array $waiting = array();

	/** @var array<string, true> External ids of drafts that are left to the next run. */
	public array $postponed = array();

	/** @var list<string> External ids of records without a fingerprint (they waited, were held, were asked for) that are as they were. */
	public array $as_they_were = array();

	/** @var list<string> External ids of records that took over a post as it stands. */
	public array $taken_over = array();

	/** @var array<string, int> External ids of records that were known, and were not listed or have a new post → that post. */
	public array $came_anew = array();

	/** @var list<string> Twin keys that a record gave up. */
	public array $freed_twin_keys = array();

	public readonly Changes $changes;

	public readonly Applied $applied;

	public readonly RecordChanges $record_changes;

	/** @param array<string, LedgerEntry> $entries */
	public function __construct(
		public readonly int $tenant_id,
		public readonly Mapping $mapping,
		public readonly Delivery $delivery,
		array $entries,
		public readonly int $now_ms
	) {
		$this->entries = $entries;
		$this->record_changes = new RecordChanges();
		$this->changes = new Changes();
		$this->applied = new Applied();
	}

	public function entry( string $external_id ): ?LedgerEntry {
		return $this->entries[ $external_id ] ?? null;
	}

	public function remember( LedgerEntry $entry ): void {
		$before = $this->entries[ $entry->external_id ] ?? null;
		if ( null !== $before?->twin_key && LedgerState::LIVE === $before->state && ( $before->twin_key !== $entry->twin_key || LedgerState::LIVE !== $entry->state ) ) {
			$this->freed_twin_keys[] = $before->twin_key;
		}
		$this->entries[ $entry->external_id ] = $entry;
		$this->dirty[ $entry->external_id ]   = true;
	}

	public function settle( int $position, Outcome $outcome ): void {
		$this->outcomes[ $position ] = $outcome;
		$this->in_order              = null;
		unset( $this->open[ $position ], $this->wanted[ $position ] );
	}

	public function reject( int $position, Draft $draft, Failure $failure ): void {
		$this->settle( $position, new Outcome( $draft->external_id, Outcome::REJECTED, $this->entry( $draft->external_id )?->post_id, $failure, $draft->title() ) );
	}

	public function is_settled( int $position ): bool {
		return isset( $this->outcomes[ $position ] );
	}

	public function outcome( int $position ): Outcome {
		return $this->outcomes[ $position ];
	}

	/** @return list<Outcome> In the order of the delivery. */
	public function outcomes(): array {
		if ( null === $this->in_order ) {
			ksort( $this->outcomes );
			$this->in_order = array_values( $this->outcomes );
		}
		return $this->in_order;
	}

	/** @return list<LedgerEntry> */
	public function dirty_entries(): array {
		return array_values( array_intersect_key( $this->entries, $this->dirty ) );
	}

	/**
	 * A row for a record met for the first time, or the known one, at the version of this draft.
	 *
	 * @param array<string, mixed> $changes Property → value, besides the version.
	 */
	public function entry_of( Draft $draft, array $changes = array() ): LedgerEntry {
		$known = $this->entry( $draft->external_id ) ?? new LedgerEntry(
			0, $this->tenant_id, Ledger::WORDPRESS, $draft->external_id, $this->mapping->id, $this->delivery->mapping_version,
			LedgerState::WAITING, null, null, 0, 0, '', '', '', null, null, null, $this->now_ms, $this->now_ms
		);
		return $known->with(
			$changes + array(
				'mapping_id'      => $this->mapping->id,
				'mapping_version' => $this->delivery->mapping_version,
				'stamp_ms'        => max( $known->stamp_ms, $draft->stamp_ms ),
				'read_ms'         => $draft->stamp_ms >= $known->stamp_ms ? $draft->read_ms : $known->read_ms,
				'updated_ms'      => $this->now_ms,
			)
		);
	}
}
