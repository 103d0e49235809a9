<?php
declare(strict_types=1);

namespace Callboard\Explain;

use Callboard\Clock\Clock;
use Callboard\Database\Db;
use Callboard\Failure\Failure;
use Callboard\Ledger\Inbox;
use Callboard\Ledger\Ledger;
use Callboard\Mapping\Mappings;
use Callboard\Mapping\Traits;
use Callboard\Run\Run;
use Callboard\Run\RunItem;
use Callboard\Run\RunItems;
use Callboard\Run\Runs;
use Callboard\Tenant\RunnableTenants;
use Callboard\Worker\Wake;

defined( 'ABSPATH' ) || exit;

/** "Sync this show now": a record, its production and its performances are read again, whatever this site knows of them. */
final class SyncShow {
	public const TRIGGER = 'show';

	public function __construct(
		private readonly Db $db,
		private readonly Clock $clock,
		private readonly Ledger $ledger,
		private readonly Mappings $mappings,
		private readonly Traits $traits,
		private readonly Inbox $inbox,
		private readonly Runs $runs,
		private readonly RunItems $items,
		private readonly RunnableTenants $runnable,
		private readonly Wake $wake
	) {}

	/**
	 * @return array<string, mixed> contract/show-sync.schema.json
	 * @throws Failure When nothing can be read now, or nobody knows what kind of record this is.
	 */
	public function ask( Subject $subject, ?int $user_id ): array {
		if ( ! in_array( $subject->tenant_id, $this->runnable->ids(), true ) ) {
			throw Words::cannot_sync();
		}
		$family = $this->family( $subject );
		$now_ms = $this->clock->now_ms();
		$run    = $this->db->transaction(
			function () use ( $subject, $family, $now_ms, $user_id ): Run {
				// What is stored is compared anew: values that moved no stamp, and what somebody wrote past the locks.
				$this->ledger->forget_fingerprints( array_values( array_filter( array_map( static fn( array $one ) => $one['ledger_id'], $family ) ) ) );
				foreach ( $this->by_mapping( $family ) as $mapping_id => $ids ) {
					$this->inbox->add( $subject->tenant_id, (string) $mapping_id, $ids, Inbox::ASKED, $now_ms );
				}
				return $this->runs->enqueue( $subject->tenant_id, Run::INCREMENTAL, self::TRIGGER, $user_id );
			}
		);
		$this->wake->now();
		return $this->answer( $subject, $family, $run, $now_ms );
	}

	/**
	 * What came of it so far.
	 *
	 * @return array<string, mixed> contract/show-sync.schema.json
	 */
	public function progress( Subject $subject, int $asked_ms ): array {
		return $this->answer( $subject, $this->family( $subject ), $this->runs->latest( $subject->tenant_id, Run::INCREMENTAL ), $asked_ms );
	}

	/**
	 * @param array<string, array{mapping_ids: list<string>, ledger_id: int}> $family
	 * @return array<string, mixed>
	 */
	private function answer( Subject $subject, array $family, ?Run $run, int $asked_ms ): array {
		$ids      = array_map( 'strval', array_keys( $family ) );
		$waiting  = $this->inbox->unread_since( $subject->tenant_id, $ids, $asked_ms );
		$outcomes = array_map( array( $this, 'outcome' ), $this->items->since( $subject->tenant_id, $ids, $asked_ms ) );
		return array(
			'subject'  => $subject->to_array(),
			'run_id'   => $run?->id,
			'asked'    => count( $ids ),
			'asked_ms' => $asked_ms,
			'waiting'  => $waiting,
			'outcomes' => $outcomes,
			'sentence' => $this->sentence( $waiting, count( $ids ), count( $outcomes ), $run ),
		);
	}

	/** @return array<string, mixed> */
	private function outcome( RunItem $item ): array {
		return array(
			'external_id' => $item->external_id,
			'title'       => $item->title,
			'outcome'     => $item->outcome,
			'run_id'      => $item->run_id,
			'message'     => $item->failure['message'] ?? null,
			'actions'     => $item->failure['actions'] ?? array(),
		);
	}

	private function sentence( int $waiting, int $asked, int $outcomes, ?Run $run ): string {
		if ( $waiting > 0 && null !== $run?->failure && ! $run->is_open() ) {
			/* translators: %s: what failed. */
			return sprintf( __( 'The last sync failed: %s It is tried again by itself.', 'callboard' ), $run->failure->getMessage() );
		}
		if ( $waiting > 0 ) {
			/* translators: 1: number of records still to be read, 2: number of records asked for. */
			return sprintf( __( 'Waiting for the worker: %1$d of %2$d still to be read.', 'callboard' ), $waiting, $asked );
		}
		return 0 === $outcomes
			? __( 'Read again: everything here says what Salesforce says.', 'callboard' )
			/* translators: %d: number of records. */
			: sprintf( _n( 'Read again: %d record has news.', 'Read again: %d records have news.', $outcomes, 'callboard' ), $outcomes );
	}

	/** @return array<string, array{mapping_ids: list<string>, ledger_id: int}> External id → where it belongs; the production, then its performances. */
	private function family( Subject $subject ): array {
		if ( null === $subject->entry ) {
			return array(
				$subject->external_id => array(
					'mapping_ids' => $this->readers_of( $subject ),
					'ledger_id'   => 0,
				),
			);
		}
		$parent  = null === $subject->entry->parent_external_id ? array() : $this->ledger->by_external_ids( $subject->tenant_id, array( $subject->entry->parent_external_id ) );
		$entries = array( ...array_values( $parent ), $subject->entry, ...$this->ledger->children( $subject->tenant_id, $subject->external_id ) );
		$family  = array();
		foreach ( $entries as $entry ) {
			$family[ $entry->external_id ] = array(
				'mapping_ids' => array( $entry->mapping_id ),
				'ledger_id'   => $entry->id,
			);
		}
		return $family;
	}

	/**
	 * Which mappings read a record that has no listing: what describe says of their objects; while no worker has
	 * described them, what a run said of this record, then whose records look like it.
	 *
	 * @return non-empty-list<string>
	 */
	private function readers_of( Subject $subject ): array {
		$prefix  = substr( $subject->external_id, 0, 3 );
		$readers = $this->traits->of_prefix( $subject->tenant_id, $this->mappings->current( $subject->tenant_id ), $prefix );
		if ( array() !== $readers ) {
			return $readers;
		}
		$reported = $this->items->of_record( $subject->tenant_id, $subject->external_id, 1 );
		return array( $reported[0]->mapping_id ?? $this->ledger->mapping_of_prefix( $subject->tenant_id, $prefix ) ?? throw Words::unknown_object( $subject->external_id ) );
	}

	/**
	 * @param array<string, array{mapping_ids: list<string>, ledger_id: int}> $family
	 * @return array<string, list<string>>
	 */
	private function by_mapping( array $family ): array {
		$groups = array();
		foreach ( $family as $external_id => $one ) {
			foreach ( $one['mapping_ids'] as $mapping_id ) {
				$groups[ $mapping_id ][] = (string) $external_id;
			}
		}
		return $groups;
	}
}
