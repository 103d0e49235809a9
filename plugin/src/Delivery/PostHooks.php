<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Database\Db;

defined( 'ABSPATH' ) || exit;

/** Fires WordPress's hooks for a batch, in WordPress's order, where somebody besides core listens. */
final class PostHooks {
	public function __construct( private readonly Db $db, private readonly Listeners $listeners ) {}

	/** @return bool Whether anybody listens. */
	public function fire( PostEffect $effect ): bool {
		if ( ! $this->listeners->any( ...$effect->post_hooks() ) ) {
			return false;
		}
		$meta = $this->meta_rows( $effect );
		foreach ( array_chunk( $effect->post_ids(), 200 ) as $ids ) {
			_prime_post_caches( $ids, true, true );
			foreach ( $ids as $id ) {
				$post = get_post( $id );
				if ( $post instanceof \WP_Post ) {
					$this->fire_one( $effect, $post, $meta[ $id ] ?? array() );
				}
			}
		}
		return true;
	}

	/** @param list<array{0: int, 1: string, 2: string, 3: non-empty-string}> $meta Meta id, key, value, hook. */
	private function fire_one( PostEffect $effect, \WP_Post $post, array $meta ): void {
		$id     = $post->ID;
		$type   = $effect->post_type;
		$old    = $effect->old_status[ $id ] ?? 'new';
		$update = 'new' !== $old;
		$before = $this->before( $effect, $post );
		$this->fire_terms( $effect, $id );
		foreach ( $meta as list( $meta_id, $key, $value, $hook ) ) {
			$this->listeners->fire( $hook, $meta_id, $id, $key, maybe_unserialize( $value ) );
		}
		foreach ( (array) ( $effect->meta_keys[ $id ]['deleted'] ?? array() ) as $key => $meta_ids ) {
			$this->listeners->fire( 'deleted_post_meta', array_map( 'strval', (array) $meta_ids ), $id, (string) $key, '' );
		}
		$this->listeners->fire( 'clean_post_cache', $id, $post );
		$this->listeners->fire( 'transition_post_status', $post->post_status, $old, $post );
		$this->listeners->fire( "{$old}_to_{$post->post_status}", $post );
		$this->listeners->fire( "{$post->post_status}_{$type}", $id, $post, $old );
		if ( $update ) {
			$this->listeners->fire( "edit_post_{$type}", $id, $post );
			$this->listeners->fire( 'edit_post', $id, $post );
			$this->listeners->fire( 'post_updated', $id, $post, $before );
		}
		$this->listeners->fire( "save_post_{$type}", $id, $post, $update );
		$this->listeners->fire( 'save_post', $id, $post, $update );
		$this->listeners->fire( 'wp_insert_post', $id, $post, $update );
		$this->listeners->fire( 'wp_after_insert_post', $id, $post, $update, $before );
		if ( $update && $old !== $post->post_status && in_array( 'trash', array( $old, $post->post_status ), true ) ) {
			$this->listeners->fire( 'trash' === $post->post_status ? 'trashed_post' : 'untrashed_post', $id, 'trash' === $post->post_status ? $old : $post->post_status );
		}
	}

	private function fire_terms( PostEffect $effect, int $post_id ): void {
		foreach ( (array) ( $effect->terms_before[ $post_id ] ?? array() ) as $taxonomy => $before ) {
			$now = array_map( 'intval', (array) wp_get_object_terms( $post_id, (string) $taxonomy, array( 'fields' => 'tt_ids' ) ) );
			$this->listeners->fire( 'set_object_terms', $post_id, $now, $now, (string) $taxonomy, false, array_map( 'intval', (array) $before ) );
		}
	}

	private function before( PostEffect $effect, \WP_Post $post ): ?\WP_Post {
		if ( ! isset( $effect->before[ $post->ID ] ) ) {
			return null;
		}
		$columns                = array_merge( get_object_vars( $post ), (array) $effect->before[ $post->ID ] );
		$columns['ID']          = $post->ID;
		$columns['post_parent'] = (int) $columns['post_parent'];
		return new \WP_Post( (object) $columns );
	}

	/** @return array<int, list<array{0: int, 1: string, 2: string, 3: non-empty-string}>> Post → rows of the keys that were written, and the hook that tells of each. */
	private function meta_rows( PostEffect $effect ): array {
		$rows = array();
		foreach ( array_chunk( array_map( 'intval', array_keys( $effect->meta_keys ) ), 500 ) as $ids ) {
			$list = implode( ',', $ids );
			foreach ( $this->db->rows( "SELECT meta_id, post_id, meta_key, meta_value FROM {$this->db->wpdb()->postmeta} WHERE post_id IN ({$list}) ORDER BY meta_id" ) as $row ) {
				$id = (int) $row['post_id'];
				foreach ( array( 'added', 'updated' ) as $how ) {
					if ( in_array( $row['meta_key'], $effect->meta_keys[ $id ][ $how ] ?? array(), true ) ) {
						$rows[ $id ][] = array( (int) $row['meta_id'], (string) $row['meta_key'], (string) $row['meta_value'], "{$how}_post_meta" );
					}
				}
			}
		}
		return $rows;
	}
}
