<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Database\Db;
use Callboard\Mapping\Mapping;

defined( 'ABSPATH' ) || exit;

/** Applies a delivery inside a savepoint that the caller rolls back, and notes what stood in the listings before and after. */
final class Trial {
	private readonly StoredPosts $stored;

	public function __construct(
		private readonly Db $db,
		private readonly BatchApply $batch,
		private readonly TermBook $terms,
		private readonly StandIns $stand_ins
	) {
		$this->stored = new StoredPosts( $db );
	}

	public function of( int $tenant_id, Mapping $mapping, Delivery $delivery, int $now_ms ): Tried {
		return $this->terms->on_trial(
			function () use ( $tenant_id, $mapping, $delivery, $now_ms ): Tried {
				$this->stand_ins->take_their_places( $tenant_id, $mapping, $delivery, $now_ms );
				$before = $this->stored->read( $mapping, $this->stand_ins->posts_of( $tenant_id, $delivery ) );
				$batch  = $this->batch->try_out( $tenant_id, $mapping, $delivery, $now_ms );
				$after  = $this->stored->read( $mapping, $batch->changes->post_ids() );
				return $this->tried( $batch, $before, $after );
			}
		);
	}

	/**
	 * @param array<int, StoredPost> $before
	 * @param array<int, StoredPost> $after
	 */
	private function tried( Batch $batch, array $before, array $after ): Tried {
		$terms     = $this->names_of_terms( array( ...array_values( $before ), ...array_values( $after ) ) );
		$parents   = $this->names_of_parents( array( ...array_values( $before ), ...array_values( $after ) ) );
		$outcomes  = array();
		$diffs     = array();
		$twin_keys = array();
		foreach ( $batch->outcomes() as $position => $outcome ) {
			$post = $after[ (int) $outcome->post_id ] ?? null;
			if ( null !== $post && in_array( $outcome->outcome, array( Outcome::CREATED, Outcome::UPDATED, Outcome::WITHDRAWN ), true ) ) {
				$diffs[ $position ] = Diff::of( $batch->mapping, Outcome::CREATED === $outcome->outcome ? null : ( $before[ $post->post_id ] ?? null ), $post, $terms, $parents );
			}
			$twin_keys[ $position ] = $batch->entry( $outcome->external_id )?->twin_key;
			// A post that was only tried has no id that anybody may keep.
			$is_new                = isset( $batch->changes->created[ (int) $outcome->post_id ] );
			$outcomes[ $position ] = new Outcome( $outcome->external_id, $outcome->outcome, $is_new ? null : $outcome->post_id, $outcome->failure, $outcome->title );
		}
		return new Tried( array_values( $outcomes ), $diffs, $twin_keys );
	}

	/**
	 * @param list<StoredPost> $posts
	 * @return array<int, string>
	 */
	private function names_of_terms( array $posts ): array {
		$ids = array();
		foreach ( $posts as $post ) {
			foreach ( $post->terms as $of_taxonomy ) {
				$ids += array_fill_keys( $of_taxonomy, true );
			}
		}
		$names = array();
		$core  = $this->db->wpdb();
		foreach ( array_chunk( array_keys( $ids ), 2000 ) as $chunk ) {
			foreach ( $this->db->rows( "SELECT tt.term_taxonomy_id, t.name FROM {$core->term_taxonomy} tt INNER JOIN {$core->terms} t ON t.term_id = tt.term_id WHERE tt.term_taxonomy_id IN (" . implode( ',', $chunk ) . ')' ) as $row ) {
				$names[ (int) $row['term_taxonomy_id'] ] = (string) $row['name'];
			}
		}
		return $names;
	}

	/**
	 * @param list<StoredPost> $posts
	 * @return array<int, string>
	 */
	private function names_of_parents( array $posts ): array {
		$ids   = array_values( array_unique( array_filter( array_map( static fn( StoredPost $post ) => (int) ( $post->columns['post_parent'] ?? 0 ), $posts ) ) ) );
		$names = $this->stand_ins->names();
		foreach ( array_chunk( $ids, 2000 ) as $chunk ) {
			foreach ( $this->db->rows( "SELECT ID, post_title FROM {$this->db->wpdb()->posts} WHERE ID IN (" . implode( ',', $chunk ) . ')' ) as $row ) {
				$names[ (int) $row['ID'] ] = (string) $row['post_title'];
			}
		}
		return $names;
	}
}
