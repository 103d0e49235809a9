<?php
declare(strict_types=1);

namespace Callboard\Listing;

use Callboard\Database\Db;
use Callboard\Event\PostTypes;

defined( 'ABSPATH' ) || exit;

/** Keeps the rows of changed listings right, in the transaction that changed them. */
final class Index {
	public function __construct(
		private readonly Db $db,
		private readonly Tables $tables,
		private readonly Derivation $derivation,
		private readonly RebuildState $rebuild
	) {}

	/**
	 * @param list<int> $post_ids Performances and productions that changed; others are ignored.
	 * @return int How many rows of the live index changed.
	 */
	public function refresh( int $tenant_id, array $post_ids, ?Fresh $fresh = null ): int {
		$ids = $this->performances_of( $post_ids );
		if ( array() === $ids ) {
			return 0;
		}
		// Held to the end of the transaction: a rebuild that starts meanwhile waits, and so misses nothing.
		$both   = $this->rebuild->is_filling_shadow_shared();
		$rows   = $this->derivation->of_performances( $ids, $fresh );
		$differ = $this->tables->replace( $ids, $rows, false );
		if ( $both ) {
			$this->tables->replace( $ids, $rows, true );
		}
		return $differ;
	}

	/** @param list<int> $post_ids Posts about to be deleted. */
	public function remove( array $post_ids ): void {
		$this->tables->remove( $post_ids, false );
		if ( $this->rebuild->is_filling_shadow_shared() ) {
			$this->tables->remove( $post_ids, true );
		}
	}

	/**
	 * @param list<int> $post_ids
	 * @return list<int> The performances among them, those of the productions among them, and what the index has of either.
	 */
	private function performances_of( array $post_ids ): array {
		$found = array();
		$posts = $this->db->wpdb()->posts;
		foreach ( array_chunk( $post_ids, 2000 ) as $chunk ) {
			$list   = implode( ',', array_map( 'intval', $chunk ) );
			$args   = array( PostTypes::performance() );
			$found  = array(
				...$found,
				...$this->db->column( "SELECT ID FROM {$posts} WHERE ID IN ({$list}) AND post_type = %s", $args ),
				...$this->db->column( "SELECT ID FROM {$posts} WHERE post_parent IN ({$list}) AND post_type = %s", $args ),
			);
		}
		return array_values( array_unique( array_map( 'intval', $found ) ) );
	}
}
