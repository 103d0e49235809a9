<?php
declare(strict_types=1);

namespace Callboard\Listing;

use Callboard\Database\Db;

defined( 'ABSPATH' ) || exit;

/** The live pair of tables, and the shadow a rebuild fills; the only writer of either. */
final class Tables {
	private const MARK = '#rebuild';

	public function __construct( private readonly Db $db ) {}

	public function listing( bool $shadow = false ): string {
		return $this->db->table( $shadow ? 'listing_shadow' : 'listing' );
	}

	public function facet( bool $shadow = false ): string {
		return $this->db->table( $shadow ? 'listing_facet_shadow' : 'listing_facet' );
	}

	/**
	 * Makes the rows of these posts what they should be; rows that are equal stay untouched.
	 *
	 * @param list<int>              $post_ids
	 * @param array<int, ListingRow> $rows Post → row; a post without one is not listed.
	 * @param array<int|string, string|null>|null $hashes As hashes() gives them, if it was asked before.
	 * @return int How many rows differed.
	 */
	public function replace( array $post_ids, array $rows, bool $shadow, ?array $hashes = null ): int {
		if ( array() === $post_ids ) {
			return 0;
		}
		$known = $hashes ?? $this->hashes( $post_ids, $shadow );
		$write = array_filter( $rows, static fn( ListingRow $row ) => ( $known[ $row->post_id ] ?? '' ) !== $row->hash() );
		$gone  = array_map( 'intval', array_keys( array_diff_key( $known, $rows ) ) );
		$this->remove( array( ...$gone, ...array_keys( array_intersect_key( $write, $known ) ) ), $shadow );
		$this->insert( array_values( $write ), $shadow );
		return count( $gone ) + count( $write );
	}

	/**
	 * @param non-empty-list<int> $post_ids
	 * @return array<int|string, string|null> Post → hash of its row; posts without a row are missing.
	 */
	public function hashes( array $post_ids, bool $shadow ): array {
		$list = implode( ',', array_map( 'intval', $post_ids ) );
		return array_column( $this->db->rows( "SELECT post_id, row_hash FROM {$this->listing( $shadow )} WHERE post_id IN ({$list})" ), 'row_hash', 'post_id' );
	}

	/** @param list<int> $post_ids */
	public function remove( array $post_ids, bool $shadow ): void {
		foreach ( array_chunk( $post_ids, 2000 ) as $ids ) {
			$list = implode( ',', array_map( 'intval', $ids ) );
			$this->db->query( "DELETE FROM {$this->listing( $shadow )} WHERE post_id IN ({$list})" );
			$this->db->query( "DELETE FROM {$this->facet( $shadow )} WHERE post_id IN ({$list})" );
		}
	}

	/**
	 * Do the live rows of a range of posts say anything else than these? By the hash of each row and the keys of its facets.
	 *
	 * @param int                    $after_id Posts behind this one …
	 * @param int                    $upto_id  … up to this one.
	 * @param array<int, ListingRow> $rows     All that should be there, by post.
	 */
	public function differ( int $after_id, int $upto_id, array $rows ): bool {
		$range  = array( $after_id, $upto_id );
		$hashes = array();
		foreach ( $this->db->objects( "SELECT post_id, row_hash FROM {$this->listing()} WHERE post_id > %d AND post_id <= %d", $range ) as $stored ) {
			$hashes[ (int) $stored->post_id ] = (string) $stored->row_hash;
		}
		$missing = 0;
		foreach ( $rows as $post_id => $row ) {
			if ( ( $hashes[ $post_id ] ?? '' ) !== $row->hash() ) {
				return true;
			}
			foreach ( $row->facets as $values ) {
				$missing += count( $values );
			}
		}
		if ( count( $hashes ) !== count( $rows ) ) {
			return true;
		}
		foreach ( $this->db->objects( "SELECT post_id, facet, value FROM {$this->facet()} WHERE post_id > %d AND post_id <= %d", $range ) as $stored ) {
			if ( ! isset( $rows[ (int) $stored->post_id ]->facets[ $stored->facet ][ $stored->value ] ) ) {
				return true;
			}
			--$missing;
		}
		return 0 !== $missing;
	}

	public function empty_shadow(): void {
		$this->db->query( "DELETE FROM {$this->listing( true )}" );
		$this->db->query( "DELETE FROM {$this->facet( true )}" );
	}

	/**
	 * @param int $limit Of performances whose posts are named.
	 * @return array{count: int, posts: list<int>} How many performances are listed otherwise, or not at all, in one of
	 *                                             the two; and they and their productions, for the purge.
	 */
	public function differences( int $limit ): array {
		$rows  = $this->differing_rows();
		$named = array_slice( $rows, 0, $limit, true );
		return array(
			'count' => count( $rows ),
			'posts' => array_values( array_unique( array( ...array_keys( $named ), ...array_filter( array_values( $named ) ) ) ) ),
		);
	}

	/** @return array<int, int> Performance → production. */
	private function differing_rows(): array {
		$rows = array();
		foreach ( array( array( false, true ), array( true, false ) ) as list( $one, $other ) ) {
			$queries = array(
				"SELECT a.post_id, a.event_id FROM {$this->listing( $one )} a LEFT JOIN {$this->listing( $other )} b ON b.post_id = a.post_id WHERE b.post_id IS NULL OR b.row_hash <> a.row_hash",
				"SELECT DISTINCT a.post_id, 0 AS event_id FROM {$this->facet( $one )} a LEFT JOIN {$this->facet( $other )} b ON b.post_id = a.post_id AND b.facet = a.facet AND b.value = a.value WHERE a.post_id > 0 AND b.post_id IS NULL",
			);
			foreach ( $queries as $query ) {
				foreach ( $this->db->rows( $query ) as $row ) {
					$rows[ (int) $row['post_id'] ] ??= (int) $row['event_id'];
				}
			}
		}
		return $rows;
	}

	/**
	 * Live becomes shadow and shadow live: readers see the one or the other, nothing between.
	 * Done twice for one mark, it is done once: a rebuild killed right after its swap must not swap back.
	 */
	public function swap( string $mark ): void {
		if ( $this->db->is_sqlite() ) {
			// The SQLite driver takes ALTER TABLE … RENAME without doing it: the rows change places instead, at once.
			$this->db->transaction( fn() => $this->is_live( $mark ) ? null : $this->copy_shadow() );
			return;
		}
		$this->db->value( 'SELECT GET_LOCK(%s, 30)', array( $this->listing() ) );
		try {
			if ( ! $this->is_live( $mark ) ) {
				$renames = array_map( static fn( array $pair ) => "{$pair[0]} TO {$pair[0]}_swap, {$pair[1]} TO {$pair[0]}, {$pair[0]}_swap TO {$pair[1]}", $this->pairs() );
				$this->db->query( 'RENAME TABLE ' . implode( ', ', $renames ) );
			}
		} finally {
			$this->db->value( 'SELECT RELEASE_LOCK(%s)', array( $this->listing() ) );
		}
	}

	/** A row no query asks for: it tells the rebuilt pair from the old one. */
	public function mark_shadow( string $mark ): void {
		$this->db->insert_rows( $this->facet( true ), array( 'post_id', 'facet', 'value', 'label', 'tenant_id', 'start_ms' ), array( array( 0, self::MARK, $mark, '', 0, 0 ) ) );
	}

	private function is_live( string $mark ): bool {
		return null !== $this->db->value( "SELECT value FROM {$this->facet()} WHERE post_id = 0 AND facet = %s AND value = %s", array( self::MARK, $mark ) );
	}

	private function copy_shadow(): void {
		foreach ( $this->pairs() as list( $live, $shadow ) ) {
			$this->db->query( "DELETE FROM {$live}" );
			$this->db->query( "INSERT INTO {$live} SELECT * FROM {$shadow}" );
		}
	}

	/** @return list<array{0: string, 1: string}> */
	private function pairs(): array {
		return array(
			array( $this->listing(), $this->listing( true ) ),
			array( $this->facet(), $this->facet( true ) ),
		);
	}

	/** @param list<ListingRow> $rows */
	private function insert( array $rows, bool $shadow ): void {
		$facets = array();
		foreach ( $rows as $row ) {
			foreach ( $row->facets as $facet => $values ) {
				foreach ( $values as $value => $label ) {
					$facets[] = array( $row->post_id, $facet, (string) $value, $label, $row->tenant_id, $row->start_ms );
				}
			}
		}
		$this->db->insert_rows_meanwhile(
			$this->listing( $shadow ),
			array( ...ListingRow::COLUMNS, 'row_hash' ),
			array_map( static fn( ListingRow $row ) => array( ...$row->values(), $row->hash() ), $rows )
		);
		$this->db->insert_rows_meanwhile( $this->facet( $shadow ), array( 'post_id', 'facet', 'value', 'label', 'tenant_id', 'start_ms' ), $facets, 'ON DUPLICATE KEY UPDATE label = VALUES(label), start_ms = VALUES(start_ms)' );
	}
}
