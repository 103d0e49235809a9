<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Ledger\Ledger;
use Callboard\Ledger\LedgerEntry;
use Callboard\Ledger\LedgerState;

defined( 'ABSPATH' ) || exit;

/** Decides without touching a post: too old, nothing new, its production is missing, or to be written. */
final class Admission {
	public function __construct( private readonly Ledger $ledger ) {}

	public function admit( Batch $batch, ValueRules $rules ): void {
		$newest = $this->newest( $batch->delivery->records );
		foreach ( $batch->delivery->records as $position => $draft ) {
			if ( $batch->is_settled( $position ) ) {
				continue; // Not what a person approved.
			}
			$entry = $batch->entry( $draft->external_id );
			if ( $newest[ $draft->external_id ] !== $position || ( null !== $entry && $this->is_stale( $entry, $draft ) ) ) {
				$batch->settle( $position, new Outcome( $draft->external_id, Outcome::STALE, $entry?->post_id, null, $draft->title() ) );
			} elseif ( LedgerState::EXCLUDED === $entry?->state ) {
				$batch->settle( $position, new Outcome( $draft->external_id, Outcome::IGNORED, $entry->post_id, null, $draft->title() ) );
			} elseif ( null !== $entry && $this->is_same( $batch, $entry, $draft, $rules ) ) {
				$this->move_version( $batch, $position, $draft, $entry );
			} else {
				$batch->open[ $position ] = $draft;
			}
		}
	}

	/**
	 * The post of the production each open draft belongs to; drafts whose production is not here wait.
	 *
	 * @return array<string, int> External id of the production → post.
	 */
	public function parents( Batch $batch, ValueRules $rules ): array {
		$wanted = array();
		foreach ( $batch->open as $position => $draft ) {
			$wanted[ $position ] = $rules->parent_external_id( $draft );
		}
		$wanted = array_filter( $wanted );
		$known  = $this->ledger->by_external_ids( $batch->tenant_id, array_values( array_unique( $wanted ) ) );
		$posts  = array_filter( array_map( static fn( LedgerEntry $entry ) => $entry->post_id, $known ) );
		foreach ( $wanted as $position => $parent_id ) {
			if ( ! isset( $posts[ $parent_id ] ) ) {
				$this->wait( $batch, $position, $parent_id );
			}
		}
		return $posts;
	}

	/**
	 * The same record twice in one delivery: its newest version counts.
	 *
	 * @param list<Draft> $drafts
	 * @return array<string, int> External id → position.
	 */
	private function newest( array $drafts ): array {
		$newest = array();
		foreach ( $drafts as $position => $draft ) {
			$other = isset( $newest[ $draft->external_id ] ) ? $drafts[ $newest[ $draft->external_id ] ] : null;
			if ( null === $other || array( $draft->stamp_ms, $draft->read_ms ) >= array( $other->stamp_ms, $other->read_ms ) ) {
				$newest[ $draft->external_id ] = $position;
			}
		}
		return $newest;
	}

	private function is_stale( LedgerEntry $entry, Draft $draft ): bool {
		return $entry->is_newer_than( $draft->stamp_ms, $draft->read_ms )
			&& ! ( $entry->stamp_ms === $draft->stamp_ms && $entry->source_fingerprint === $draft->fingerprint );
	}

	private function is_same( Batch $batch, LedgerEntry $entry, Draft $draft, ValueRules $rules ): bool {
		return $entry->is_live() && $entry->mapping_id === $batch->mapping->id
			&& ( $entry->source_fingerprint === $draft->fingerprint || $entry->values_fingerprint === $rules->values_fingerprint( $draft ) );
	}

	private function move_version( Batch $batch, int $position, Draft $draft, LedgerEntry $entry ): void {
		if ( $entry->stamp_ms !== $draft->stamp_ms || $entry->source_fingerprint !== $draft->fingerprint ) {
			// Other rules may find twins by another key, though the values are the same.
			$key = Twins::key( $batch->mapping, $draft );
			$batch->remember(
				$batch->entry_of( $draft )->with(
					array(
						'source_fingerprint' => $draft->fingerprint,
						'twin_key'           => $key,
						'decided'            => $key === $entry->twin_key ? $entry->decided : null,
					)
				)
			);
		}
		$batch->settle( $position, new Outcome( $draft->external_id, Outcome::UNCHANGED, $entry->post_id, null, $draft->title() ) );
	}

	private function wait( Batch $batch, int $position, string $parent_id ): void {
		$draft = $batch->open[ $position ];
		$entry = $batch->entry_of( $draft );
		$batch->remember(
			$entry->with(
				array(
					// A listing that is public already stays so; its record is read again when the production comes.
					'state'              => null === $entry->post_id ? LedgerState::WAITING : $entry->state,
					'parent_external_id' => $parent_id,
					'source_fingerprint' => '',
					'values_fingerprint' => '',
				)
			)
		);
		$batch->waiting[ $draft->external_id ] = $parent_id;
		$failure                               = RecordFailures::production_missing( $parent_id );
		$batch->settle( $position, new Outcome( $draft->external_id, Outcome::WAITING, $entry->post_id, $failure, $draft->title() ) );
	}
}
