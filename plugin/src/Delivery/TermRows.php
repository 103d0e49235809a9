<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Database\Db;

defined( 'ABSPATH' ) || exit;

/** Collects the differences of term relationships of a batch, writes them at once and counts once. */
final class TermRows {
	/** @var list<array{0: int, 1: int, 2: int}> */
	private array $inserts = array();

	/** @var array<int, list<int>> Term_taxonomy id → posts. */
	private array $deletes = array();

	/** @var array<int, int> Term_taxonomy id → by how much its count changes. */
	private array $deltas = array();

	/** @var array<int, true> Term_taxonomy ids to be counted from scratch. */
	private array $recounts = array();

	/** @var array<int, true> Term_taxonomy ids that core is to count after the commit. */
	private array $others = array();

	/** @var array<string, bool> Taxonomy → are its terms counted here? */
	private array $plain = array();

	/** @var array<string, bool> Taxonomy → are its relations ordered? */
	private array $sorted = array();

	public function __construct( private readonly Db $db ) {}

	/** @param list<int> $ids */
	public function set_new( int $post_id, string $taxonomy, array $ids, bool $counted ): void {
		$sorted = $this->is_sorted( $taxonomy );
		foreach ( $ids as $place => $id ) {
			$this->inserts[] = array( $post_id, $id, $sorted ? 1 + $place : 0 );
			$this->note( $id, $taxonomy, $counted, 1 );
		}
	}

	private function is_sorted( string $taxonomy ): bool {
		return $this->sorted[ $taxonomy ] ??= (bool) ( get_taxonomy( $taxonomy )->sort ?? false );
	}

	/**
	 * As wp_set_object_terms().
	 *
	 * @param list<int> $wanted
	 * @param list<int> $now
	 * @param ?bool     $counted Whether the post is published before and after, or published anew; null: its status moves.
	 * @return bool Whether anything differs.
	 */
	public function set( int $post_id, string $taxonomy, array $wanted, array $now, ?bool $counted ): bool {
		$added   = array_values( array_diff( $wanted, $now ) );
		$removed = array_values( array_diff( $now, $wanted ) );
		$sorted  = $this->is_sorted( $taxonomy );
		$moved   = $sorted && $wanted !== $now ? $wanted : $added;
		foreach ( $moved as $id ) {
			$this->inserts[] = array( $post_id, $id, $sorted ? 1 + (int) array_search( $id, $wanted, true ) : 0 );
		}
		foreach ( $added as $id ) {
			$this->note( $id, $taxonomy, $counted, 1 );
		}
		foreach ( $removed as $id ) {
			$this->deletes[ $id ][] = $post_id;
			$this->note( $id, $taxonomy, $counted, -1 );
		}
		return array() !== $moved || array() !== $removed;
	}

	/**
	 * Posts that were published or withdrawn: every term they carry, other people's too, counts differently now.
	 *
	 * @param list<int> $post_ids
	 */
	public function recount_terms_of( array $post_ids ): void {
		foreach ( array_chunk( $post_ids, 2000 ) as $ids ) {
			$list = implode( ',', array_map( 'intval', $ids ) );
			$rows = $this->db->rows(
				"SELECT DISTINCT tt.term_taxonomy_id, tt.taxonomy FROM {$this->db->wpdb()->term_relationships} tr
				INNER JOIN {$this->db->wpdb()->term_taxonomy} tt ON tt.term_taxonomy_id = tr.term_taxonomy_id WHERE tr.object_id IN ({$list})"
			);
			foreach ( $rows as $row ) {
				$this->note( (int) $row['term_taxonomy_id'], (string) $row['taxonomy'], null, 0 );
			}
		}
	}

	/**
	 * What differs, but for the new rows of write(): removed rows, and the counts of all. A count from scratch reads the
	 * rows, so where one is due the new ones go first.
	 *
	 * @return list<int> Term_taxonomy ids whose count changed, or may have, if core counts them.
	 */
	public function count(): array {
		$table = $this->db->wpdb()->term_relationships;
		foreach ( $this->deletes as $id => $post_ids ) {
			$this->db->query( "DELETE FROM {$table} WHERE term_taxonomy_id = %d AND object_id IN (" . implode( ',', $post_ids ) . ')', array( $id ) );
		}
		if ( array() !== $this->recounts ) {
			$this->write();
		}
		$this->write_counts();
		$touched        = array_values( array_unique( array( ...array_keys( array_filter( $this->deltas ) ), ...array_keys( $this->recounts + $this->others ) ) ) );
		$this->deletes  = array();
		$this->deltas   = array();
		$this->recounts = array();
		$this->others   = array();
		return $touched;
	}

	public function write(): void {
		$suffix = in_array( true, $this->sorted, true ) ? 'ON DUPLICATE KEY UPDATE term_order = VALUES(term_order)' : '';
		$this->db->insert_rows_meanwhile( $this->db->wpdb()->term_relationships, array( 'object_id', 'term_taxonomy_id', 'term_order' ), $this->inserts, $suffix );
		$this->inserts = array();
	}

	private function note( int $id, string $taxonomy, ?bool $counted, int $by ): void {
		if ( ! ( $this->plain[ $taxonomy ] ??= TermCounts::is_plain( $taxonomy ) ) ) {
			$this->others[ $id ] = true;
		} elseif ( null === $counted ) {
			$this->recounts[ $id ] = true;
		} elseif ( $counted ) {
			$this->deltas[ $id ] = ( $this->deltas[ $id ] ?? 0 ) + $by;
		}
	}

	private function write_counts(): void {
		$core = $this->db->wpdb();
		$when = '';
		$ids  = array();
		foreach ( array_diff_key( array_filter( $this->deltas ), $this->recounts ) as $id => $by ) {
			$when .= sprintf( ' WHEN %d THEN %d', $id, $by );
			$ids[] = $id;
		}
		if ( array() !== $ids ) {
			// Counting from scratch would cost more with every performance ever played.
			$this->db->query( "UPDATE {$core->term_taxonomy} SET count = count + CASE term_taxonomy_id{$when} ELSE 0 END WHERE term_taxonomy_id IN (" . implode( ',', $ids ) . ')' );
		}
		if ( array() !== $this->recounts ) {
			$list = implode( ',', array_keys( $this->recounts ) );
			$this->db->query(
				"UPDATE {$core->term_taxonomy} SET count = (
					SELECT COUNT(*) FROM {$core->term_relationships} r INNER JOIN {$core->posts} p ON p.ID = r.object_id
					WHERE r.term_taxonomy_id = {$core->term_taxonomy}.term_taxonomy_id AND p.post_status = 'publish'
				) WHERE term_taxonomy_id IN ({$list})"
			);
		}
	}
}
