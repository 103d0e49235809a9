<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Brake\Brake;
use Callboard\Brake\BrakeFailures;
use Callboard\Database\Db;
use Callboard\Failure\Failure;
use Callboard\Ledger\Inbox;
use Callboard\Ledger\Ledger;
use Callboard\Ledger\LedgerState;
use Callboard\Ledger\Orphans;
use Callboard\Listing\Index;
use Callboard\Mapping\Mapping;
use Callboard\Provenance\Provenance;
use Callboard\Run\Run;
use Callboard\Run\RunItem;
use Callboard\Run\RunItems;
use Callboard\Run\Runs;

defined( 'ABSPATH' ) || exit;

/** One batch inside the caller's transaction: admit → want → hold twins → write → brake → withdraw → settle. */
final class BatchApply {
	private readonly Admission $admission;
	private readonly Twins $twins;
	private readonly Adoption $adoption;
	private readonly Writer $writer;
	private readonly Withdrawals $withdrawals;
	private readonly PostText $text;
	private readonly RichText $rich_text;
	private readonly StillHeld $still_held;
	private readonly Orphans $orphans;

	public function __construct(
		Db $db,
		private readonly Ledger $ledger,
		private readonly Inbox $inbox,
		private readonly Runs $runs,
		private readonly RunItems $items,
		private readonly Index $index,
		private readonly TermBook $terms,
		private readonly EffectQueue $effects,
		private readonly Provenance $provenance,
		private readonly HeldFields $held_fields,
		private readonly Brake $brake,
		private readonly Retries $retries,
		private readonly Approval $approval,
		Pictures $pictures
	) {
		$this->admission   = new Admission( $ledger );
		$this->twins       = new Twins( $ledger );
		$this->adoption    = new Adoption( $db, new Rehearsed( $db ) );
		$this->writer      = new Writer( $db, new StoredPosts( $db ) );
		$this->withdrawals = new Withdrawals( $db );
		$this->text        = new PostText( $db );
		$this->rich_text   = new RichText( $pictures );
		$this->still_held  = new StillHeld( $runs, $items );
		$this->orphans     = new Orphans( $db, $ledger, $inbox );
	}

	/**
	 * @param ?Run $run That read it; null: a person approved it, whenever it was read.
	 * @return list<Outcome>
	 */
	public function run( int $tenant_id, Mapping $mapping, Delivery $delivery, int $now_ms, ?Run $run = null ): array {
		return $this->apply( $tenant_id, $mapping, $delivery, $now_ms, $run )->outcomes();
	}

	/** For a rehearsal, whose caller undoes it: the same, but for what follows from the listings. */
	public function try_out( int $tenant_id, Mapping $mapping, Delivery $delivery, int $now_ms ): Batch {
		return $this->apply( $tenant_id, $mapping, $delivery, $now_ms, null );
	}

	private function apply( int $tenant_id, Mapping $mapping, Delivery $delivery, int $now_ms, ?Run $run ): Batch {
		$ids   = array_map( static fn( Draft|Withdrawal|Rejection $item ) => $item->external_id, $delivery->items() );
		$batch = new Batch( $tenant_id, $mapping, $delivery, $this->ledger->by_external_ids( $tenant_id, array_values( array_unique( $ids ) ), true ), $now_ms );
		$rules = new ValueRules( $mapping, $this->text, $this->rich_text );
		$approved = $run?->approves();
		$said     = null === $approved ? array() : $this->approval->hold( $batch, $approved );
		$this->admission->admit( $batch, $rules );
		$this->want( $batch, $rules );
		$this->adoption->adopt( $batch );
		$this->hold_twins( $batch );
		if ( null !== $approved ) {
			$this->approval->hold_unforeseen( $batch, $approved, $said );
		}
		$this->held_fields->hold( $batch );
		$this->writer->write( $batch, fn() => $this->index->look_up( $batch->changes->fresh ) );
		$this->held_fields->release_new( $batch );
		$this->brake->hold( $batch );
		$this->withdrawals->apply( $batch );
		$this->take_rejections( $batch );
		$this->settle( $batch, $run?->began_ms() ?? $now_ms );
		return $batch;
	}

	/** Drafts → Wanted; a draft that cannot be listed is rejected and the rest go on. */
	private function want( Batch $batch, ValueRules $rules ): void {
		$parents = $this->admission->parents( $batch, $rules );
		$this->look_up_terms( $batch );
		$this->rich_text->look_up( $batch );
		foreach ( $batch->open as $position => $draft ) {
			try {
				$wanted           = $rules->wanted( $draft, $batch->entry( $draft->external_id ), $parents[ (string) $rules->parent_external_id( $draft ) ] ?? null );
				$wanted->term_ids = $this->terms->ids( $wanted->terms );

				$batch->wanted[ $position ] = $wanted;
			} catch ( Failure $failure ) {
				$batch->reject( $position, $draft, $failure );
			}
		}
		$batch->open = array();
	}

	private function look_up_terms( Batch $batch ): void {
		$names = array();
		foreach ( $batch->mapping->fields as $field ) {
			$taxonomy = Targets::taxonomy( $field->to );
			if ( null === $taxonomy || ! taxonomy_exists( $taxonomy ) ) {
				continue;
			}
			foreach ( $batch->open as $draft ) {
				foreach ( (array) ( $draft->values[ $field->to ] ?? array() ) as $name ) {
					if ( is_string( $name ) && '' !== trim( $name ) && mb_check_encoding( $name, 'UTF-8' ) ) {
						$names[ $taxonomy ][ trim( $name ) ] = trim( $name );
					}
				}
			}
		}
		$this->terms->look_up( $names );
	}

	private function hold_twins( Batch $batch ): void {
		foreach ( $this->twins->among( $batch->tenant_id, $batch->wanted ) as $position => list( $other_id, $other_post_id ) ) {
			$wanted = $batch->wanted[ $position ];
			$draft  = $wanted->draft;
			$batch->remember(
				$batch->entry_of( $draft )->with(
					array(
						'state'              => LedgerState::HELD,
						'twin_key'           => $wanted->twin_key,
						'decided'            => $wanted->decided(),
						'parent_external_id' => $wanted->parent_external_id,
						'source_fingerprint' => '',
						'values_fingerprint' => '',
					)
				)
			);
			$batch->settle( $position, new Outcome( $draft->external_id, Outcome::HELD, $wanted->post_id, RecordFailures::twin_found( $other_id, $other_post_id, $wanted->facts() ), $draft->title() ) );
		}
	}

	private function take_rejections( Batch $batch ): void {
		$offset = count( $batch->delivery->records ) + count( $batch->delivery->withdrawals );
		foreach ( $batch->delivery->rejections as $number => $rejection ) {
			$post_id = $batch->entry( $rejection->external_id )?->post_id;
			$batch->settle( $offset + $number, new Outcome( $rejection->external_id, Outcome::REJECTED, $post_id, $rejection->failure ) );
		}
	}

	private function settle( Batch $batch, int $began_ms ): void {
		// What needs no answer goes first, so that the database stores it while PHP makes ready what follows.
		$this->ledger->save( $batch->dirty_entries() );
		$this->provenance->add_many( $batch->applied->rows( $batch->tenant_id, $batch->delivery, $batch->now_ms ) );
		$this->index->refresh( $batch->tenant_id, $batch->changes->post_ids(), $batch->changes->fresh );
		$batch->changes->created_terms = $this->terms->created();
		$this->effects->add( $batch );
		$outcomes = $batch->outcomes();
		$told     = $this->still_held->among( $batch, $outcomes );
		$this->add_items( $batch->tenant_id, $batch->delivery, array_filter( $outcomes, static fn( Outcome $one ) => Outcome::UNCHANGED !== $one->outcome && ! isset( $told[ $one->external_id ] ) ), $batch->now_ms );
		$this->settle_inbox( $batch, $began_ms );
		$this->settle_retries( $batch->tenant_id, $batch->delivery, $outcomes, $batch->now_ms, $batch->as_they_were );
		$this->writer->confirm( $batch );
	}

	private function settle_inbox( Batch $batch, int $began_ms ): void {
		$settled  = array();
		$arrived  = $batch->taken_over;
		$outcomes = $batch->outcomes();
		foreach ( $outcomes as $outcome ) {
			// An old version tells nothing of what the inbox asks for.
			if ( Outcome::STALE !== $outcome->outcome && ! isset( $batch->waiting[ $outcome->external_id ] ) && ! isset( $batch->postponed[ $outcome->external_id ] ) ) {
				$settled[] = $outcome->external_id;
			}
			if ( Outcome::CREATED === $outcome->outcome || Outcome::UPDATED === $outcome->outcome ) {
				$arrived[] = $outcome->external_id;
			}
		}
		$this->inbox->settle( $batch->tenant_id, $settled, null, $began_ms );
		if ( array() !== $batch->postponed ) {
			$this->inbox->add( $batch->tenant_id, $batch->mapping->id, array_map( 'strval', array_keys( $batch->postponed ) ), Inbox::REHEARSED, $batch->now_ms );
		}
		$this->inbox->put_off( $batch->tenant_id, $batch->mapping->id, $batch->waiting, Inbox::WAITS_FOR_PARENT, $batch->now_ms );
		$this->inbox->wake_children( $batch->tenant_id, $arrived, $batch->now_ms );
		$this->orphans->read_again( $batch->tenant_id, $batch->came_anew, $batch->now_ms );
		foreach ( $this->twins->held_by( $batch->tenant_id, array_values( array_unique( $batch->freed_twin_keys ) ) ) as $mapping_id => $ids ) {
			$this->inbox->add( $batch->tenant_id, (string) $mapping_id, $ids, Inbox::TWIN_GONE, $batch->now_ms );
		}
	}

	/**
	 * Refused as they are: nothing of them is written, and a retry entry takes over from the inbox.
	 *
	 * @param list<Outcome> $outcomes
	 */
	public function refuse( Run $run, Delivery $delivery, array $outcomes, int $now_ms ): void {
		$this->inbox->settle( $run->tenant_id, array_map( static fn( Outcome $outcome ) => $outcome->external_id, $outcomes ), null, $run->began_ms() );
		$this->add_items( $run->tenant_id, $delivery, $outcomes, $now_ms );
		$this->settle_retries( $run->tenant_id, $delivery, $outcomes, $now_ms );
	}

	/**
	 * What is unchanged is only counted, unless the word before was that it needs something.
	 *
	 * @param list<Outcome> $outcomes
	 * @param list<string>  $as_they_were External ids of unchanged ones that had been read anew.
	 */
	private function settle_retries( int $tenant_id, Delivery $delivery, array $outcomes, int $now_ms, array $as_they_were = array() ): void {
		$recovered  = $this->retries->settle( $tenant_id, $delivery, $outcomes, $now_ms );
		$found_well = array_flip( array( ...$recovered, ...$this->items->unsettled_among( $tenant_id, $as_they_were ) ) );
		$unchanged  = static fn( Outcome $one ) => Outcome::UNCHANGED === $one->outcome && isset( $found_well[ $one->external_id ] );
		$this->add_items( $tenant_id, $delivery, array() === $found_well ? array() : array_filter( $outcomes, $unchanged ), $now_ms );
		$braked = count( array_filter( $outcomes, static fn( Outcome $one ) => BrakeFailures::CODE === $one->failure?->code_name ) );
		$this->runs->add_counts( $delivery->run_id, Outcomes::count( $outcomes ) + array_filter( array( 'braked' => $braked ) ) );
	}

	/** @param array<int, Outcome> $outcomes */
	private function add_items( int $tenant_id, Delivery $delivery, array $outcomes, int $now_ms ): void {
		$items = array();
		foreach ( $outcomes as $outcome ) {
			$items[] = new RunItem( 0, $delivery->run_id, $delivery->mapping_id, $outcome->external_id, $outcome->outcome, $outcome->post_id, $outcome->title, $outcome->failure?->to_array(), $now_ms );
		}
		$this->items->add_many( $tenant_id, $delivery->run_id, $items );
	}
}
