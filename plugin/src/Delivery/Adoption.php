<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Database\Db;
use Callboard\Ledger\LedgerEntry;
use Callboard\Ledger\LedgerState;
use Callboard\Mapping\Mapping;

defined( 'ABSPATH' ) || exit;

/** A record met for the first time takes over the post that was there before Callboard, instead of making a twin of it. */
final class Adoption {
	public function __construct( private readonly Db $db ) {}

	/** One query a batch that has new records, none where the mapping does not ask for it. */
	public function adopt( Batch $batch ): void {
		$key = 'off' === $batch->mapping->adopt ? null : Targets::meta_key( $batch->mapping->adopt );
		$new = null === $key ? array() : array_filter( $batch->wanted, static fn( Wanted $one ) => null === $one->post_id && LedgerEntry::SEPARATE !== $one->entry?->decided );
		if ( null === $key || array() === $new ) {
			return;
		}
		$found = $this->posts_of( $batch->mapping, $key, array_values( array_map( static fn( Wanted $one ) => $one->draft->external_id, $new ) ) );
		foreach ( $new as $position => $wanted ) {
			$posts = $found[ $wanted->draft->external_id ] ?? array();
			if ( 1 === count( $posts ) ) {
				$wanted->post_id      = $posts[0];
				$wanted->held['slug'] = true; // Its address was given out long ago.
			} elseif ( array() !== $posts ) {
				$this->hold( $batch, $position, $wanted, $posts );
			}
		}
	}

	/** @param list<int> $posts */
	private function hold( Batch $batch, int $position, Wanted $wanted, array $posts ): void {
		$batch->remember( $batch->entry_of( $wanted->draft )->with( array( 'state' => LedgerState::HELD, 'twin_key' => $wanted->twin_key, 'parent_external_id' => $wanted->parent_external_id ) ) );
		$batch->settle( $position, new Outcome( $wanted->draft->external_id, Outcome::HELD, null, RecordFailures::adoption_ambiguous( $posts ), $wanted->draft->title() ) );
	}

	/**
	 * Posts of the mapping's type without a record, by the id they carry, of 15 or 18 characters.
	 *
	 * @param list<string> $external_ids
	 * @return array<string, list<int>>
	 */
	private function posts_of( Mapping $mapping, string $key, array $external_ids ): array {
		$core  = $this->db->wpdb();
		$found = array();
		foreach ( array_chunk( $external_ids, 1000 ) as $ids ) {
			$values = array( ...$ids, ...array_map( static fn( string $id ) => substr( $id, 0, 15 ), $ids ) );
			$rows   = $this->db->rows(
				"SELECT DISTINCT p.ID, m.meta_value FROM {$core->postmeta} m INNER JOIN {$core->posts} p ON p.ID = m.post_id
				LEFT JOIN {$this->db->table( 'ledger' )} l ON l.post_id = p.ID
				WHERE m.meta_key = %s AND m.meta_value IN (" . implode( ',', array_fill( 0, count( $values ), '%s' ) ) . ") AND p.post_type = %s
				AND p.post_status NOT IN ('trash', 'auto-draft', 'inherit') AND l.id IS NULL ORDER BY p.ID",
				array( $key, ...$values, $mapping->post_type )
			);
			foreach ( $rows as $row ) {
				$id = ExternalId::of_18( (string) $row['meta_value'] );
				if ( null !== $id && ! in_array( (int) $row['ID'], $found[ $id ] ?? array(), true ) ) {
					$found[ $id ][] = (int) $row['ID'];
				}
			}
		}
		return $found;
	}
}
