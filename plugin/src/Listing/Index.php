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

	/** What refresh() needs to ask of the database for posts just made, before it is kept busy with storing them. */
	public function look_up( Fresh $fresh ): void {
		$made = $this->made( $fresh );
		if ( array() !== $made ) {
			// Held to the end of the transaction: a rebuild that starts meanwhile waits, and so misses nothing.
			$fills_shadow  = $this->rebuild->is_filling_shadow_shared();
			$fresh->around = $this->derivation->around( $fresh, $this->tables->hashes( $made, false ), $fills_shadow );
		}
	}

	/**
	 * @param list<int> $post_ids Performances and productions that changed; others are ignored.
	 * @return int How many rows of the live index changed.
	 */
	public function refresh( int $tenant_id, array $post_ids, ?Fresh $fresh = null ): int {
		$differ = 0;
		if ( null !== $fresh?->around ) {
			$made     = $this->made( $fresh );
			$post_ids = array_values( array_diff( $post_ids, array_keys( $fresh->columns ) ) );
			$rows     = $this->derivation->of_fresh( $fresh, $fresh->around, $tenant_id );
			$differ  += $this->tables->replace( $made, $rows, false, $fresh->around->hashes );
			if ( $fresh->around->fills_shadow ) {
				$this->tables->replace( $made, $rows, true );
			}
		}
		return $differ + $this->refresh_stored( $post_ids );
	}

	/** @param list<int> $post_ids */
	private function refresh_stored( array $post_ids ): int {
		$ids = $this->performances_of( $post_ids );
		if ( array() === $ids ) {
			return 0;
		}
		$both   = $this->rebuild->is_filling_shadow_shared();
		$rows   = $this->derivation->of_performances( $ids );
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

	/** @return list<int> */
	private function made( Fresh $fresh ): array {
		$type = PostTypes::performance();
		return array_keys( array_filter( $fresh->columns, static fn( array $columns ) => $type === $columns['post_type'] ) );
	}

	/**
	 * @param list<int> $post_ids
	 * @return list<int> The performances among them, those of the productions among them, and those that are none any more but in the index.
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
				...$this->db->column( "SELECT post_id FROM {$this->tables->listing()} WHERE post_id IN ({$list})" ),
			);
		}
		return array_values( array_unique( array_map( 'intval', $found ) ) );
	}
}
