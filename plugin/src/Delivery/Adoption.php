<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Database\Db;
use Callboard\Database\Sql;
use Callboard\Failure\Failure;
use Callboard\Ledger\LedgerEntry;
use Callboard\Ledger\LedgerState;

defined( 'ABSPATH' ) || exit;

/** A record met for the first time takes over the post that was there before Callboard, instead of making a twin of it. */
final class Adoption {
	private readonly PostsById $by_id;
	private readonly PostsAlike $alike;

	public function __construct( private readonly Db $db, private readonly Rehearsed $rehearsed ) {
		$this->by_id = new PostsById( $db );
		$this->alike = new PostsAlike( $db );
	}

	/** One or two queries a batch that has new records and one more where a post is found; none where the mapping does not ask for it. */
	public function adopt( Batch $batch ): void {
		$mapping = $batch->mapping;
		if ( 'off' === $mapping->adopt ) {
			return;
		}
		$new = array_filter( $batch->wanted, static fn( Wanted $one ) => null === $one->post_id && LedgerEntry::SEPARATE !== $one->entry?->decided );
		if ( array() === $new ) {
			return;
		}
		$found  = $mapping->adopts_alike() ? $this->alike->of( $mapping, $new ) : $this->by_id->of( $mapping, $new );
		$found  = $this->without_rehearsed( $batch, $found );
		$claims = array();
		foreach ( $found as $position => $posts ) {
			if ( 1 < count( $posts ) ) {
				$show = $batch->wanted[ $position ]->facts();
				$this->hold( $batch, $position, $mapping->adopts_alike() ? RecordFailures::adoption_alike( $posts, $show ) : RecordFailures::adoption_ambiguous( $posts, $show ) );
			} else {
				$claims[ $posts[0] ][] = $position;
			}
		}
		foreach ( $this->still_free( array_keys( $claims ) ) as $post_id ) {
			$this->give( $batch, $post_id, $claims[ $post_id ] );
		}
	}

	/**
	 * What an earlier batch of the same rehearsal would have adopted is not there any more.
	 *
	 * @param array<int, non-empty-list<int>> $found
	 * @return array<int, non-empty-list<int>>
	 */
	private function without_rehearsed( Batch $batch, array $found ): array {
		$ids   = array_map( static fn( Wanted $one ) => $one->draft->external_id, array_values( $batch->wanted ) );
		$taken = $this->rehearsed->taken( $batch->delivery->run_id, array_values( array_unique( array_merge( ...array_values( $found ) ) ) ), $ids );
		return array() === $taken ? $found : array_filter( array_map( static fn( array $posts ) => array_values( array_diff( $posts, $taken ) ), $found ) );
	}

	/**
	 * Records that are twins of each other are for Twins to hold: the first takes the post.
	 *
	 * @param non-empty-list<int> $positions
	 */
	private function give( Batch $batch, int $post_id, array $positions ): void {
		$keys = array_map( static fn( int $position ) => $batch->wanted[ $position ]->twin_key, $positions );
		if ( 1 === count( $positions ) || ( null !== $keys[0] && 1 === count( array_unique( $keys ) ) ) ) {
			$wanted               = $batch->wanted[ $positions[0] ];
			$wanted->post_id      = $post_id;
			$wanted->held['slug'] = true; // Its address was given out long ago.
			return;
		}
		$ids = array_map( static fn( int $position ) => $batch->wanted[ $position ]->draft->external_id, $positions );
		foreach ( $positions as $number => $position ) {
			$others = array_values( array_diff( $ids, array( $ids[ $number ] ) ) );
			$this->hold( $batch, $position, RecordFailures::adoption_shared( $post_id, $others, $batch->wanted[ $position ]->facts() ) );
		}
	}

	private function hold( Batch $batch, int $position, Failure $failure ): void {
		$wanted = $batch->wanted[ $position ];
		$batch->remember(
			$batch->entry_of( $wanted->draft )->with(
				array(
					'state'              => LedgerState::HELD,
					'twin_key'           => $wanted->twin_key,
					'parent_external_id' => $wanted->parent_external_id,
					'source_fingerprint' => '',
					'values_fingerprint' => '',
				)
			)
		);
		$batch->settle( $position, new Outcome( $wanted->draft->external_id, Outcome::HELD, null, $failure, $wanted->draft->title() ) );
	}

	/**
	 * Locks them, and looks again: another tenant's batch may have taken one since.
	 *
	 * @param list<int> $post_ids
	 * @return list<int>
	 */
	private function still_free( array $post_ids ): array {
		if ( array() === $post_ids ) {
			return array();
		}
		$ids = $this->db->column(
			"SELECT p.ID FROM {$this->db->wpdb()->posts} p LEFT JOIN {$this->db->table( 'ledger' )} l ON l.post_id = p.ID
			WHERE p.ID IN (" . Sql::places( $post_ids, '%d' ) . ') AND l.id IS NULL ORDER BY p.ID' . $this->db->for_update(),
			$post_ids
		);
		return array_map( 'intval', $ids );
	}
}
