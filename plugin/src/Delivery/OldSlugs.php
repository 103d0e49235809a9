<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Database\Db;

defined( 'ABSPATH' ) || exit;

/** wp_check_for_changed_slugs() for many posts: an address that moved leads on to the new one. */
final class OldSlugs {
	private const KEY = '_wp_old_slug';

	public function __construct( private readonly Db $db ) {}

	/**
	 * Published posts of a flat type whose slug differs from the one before.
	 *
	 * @param array<int, array{0: string, 1: string}> $moved Post → slug before, slug now.
	 */
	public function remember( array $moved ): void {
		if ( array() === $moved ) {
			return;
		}
		$known   = $this->known( array_keys( $moved ) );
		$inserts = array();
		$deletes = array();
		foreach ( $moved as $post_id => list( $before, $now ) ) {
			$slugs = $known[ $post_id ] ?? array();
			if ( '' !== $before && ! in_array( $before, $slugs, true ) ) {
				$inserts[] = array( $post_id, self::KEY, $before );
			}
			$deletes = array( ...$deletes, ...array_keys( $slugs, $now, true ) );
		}
		$table = $this->db->wpdb()->postmeta;
		$this->db->insert_rows( $table, array( 'post_id', 'meta_key', 'meta_value' ), $inserts );
		if ( array() !== $deletes ) {
			$this->db->query( "DELETE FROM {$table} WHERE meta_id IN (" . implode( ',', $deletes ) . ')' );
		}
	}

	/**
	 * @param list<int> $post_ids
	 * @return array<int, array<int, string>> Post → meta id → slug.
	 */
	private function known( array $post_ids ): array {
		$known = array();
		foreach ( array_chunk( $post_ids, 2000 ) as $ids ) {
			foreach ( $this->db->rows( "SELECT meta_id, post_id, meta_value FROM {$this->db->wpdb()->postmeta} WHERE meta_key = %s AND post_id IN (" . implode( ',', $ids ) . ')', array( self::KEY ) ) as $row ) {
				$known[ (int) $row['post_id'] ][ (int) $row['meta_id'] ] = (string) $row['meta_value'];
			}
		}
		return $known;
	}
}
