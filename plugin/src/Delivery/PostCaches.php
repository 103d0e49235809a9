<?php
declare(strict_types=1);

namespace Callboard\Delivery;

defined( 'ABSPATH' ) || exit;

/** clean_post_cache() and what core's own listeners clean, for many posts at once. */
final class PostCaches {
	public function clean( PostEffect $effect ): void {
		$ids        = $effect->post_ids();
		$taxonomies = get_object_taxonomies( $effect->post_type );
		wp_cache_delete_multiple( $ids, 'posts' );
		wp_cache_delete_multiple( array_map( static fn( int $id ) => 'post_parent:' . $id, $ids ), 'posts' );
		wp_cache_delete_multiple( $ids, 'post_meta' );
		foreach ( $taxonomies as $taxonomy ) {
			wp_cache_delete_multiple( $ids, "{$taxonomy}_relationships" );
		}
		$this->clean_terms( $effect->counted );
		$this->clean_comments( $effect );
		$this->clean_site( $effect );
		wp_cache_set_posts_last_changed();
		wp_cache_set_terms_last_changed();
	}

	/** @param array<mixed> $term_taxonomy_ids */
	private function clean_terms( array $term_taxonomy_ids ): void {
		$term_ids = array();
		foreach ( $term_taxonomy_ids as $id ) {
			$term = get_term_by( 'term_taxonomy_id', (int) $id );
			if ( $term instanceof \WP_Term ) {
				$term_ids[] = $term->term_id;
			}
		}
		if ( array() !== $term_ids ) {
			clean_term_cache( $term_ids, '', false );
		}
	}

	/** Comments go to the trash with their post, and come back with it. */
	private function clean_comments( PostEffect $effect ): void {
		$ids = array_filter( $effect->post_ids(), static fn( int $id ) => in_array( 'trash', array( $effect->status[ $id ] ?? '', $effect->old_status[ $id ] ?? '' ), true ) );
		if ( array() !== $ids ) {
			clean_comment_cache(
				get_comments(
					array(
						'post__in' => $ids,
						'status'   => 'any',
						'fields'   => 'ids',
					)
				)
			);
		}
	}

	private function clean_site( PostEffect $effect ): void {
		wp_cache_delete( 'wp_get_archives', 'general' );
		delete_get_calendar_cache();
		foreach ( array( 'server', 'gmt', 'blog' ) as $timezone ) {
			wp_cache_delete( "lastpostmodified:$timezone", 'timeinfo' );
			wp_cache_delete( "lastpostdate:$timezone", 'timeinfo' );
			wp_cache_delete( "lastpostdate:$timezone:{$effect->post_type}", 'timeinfo' );
		}
		wp_cache_delete( _count_posts_cache_key( $effect->post_type ), 'counts' );
		wp_cache_delete( _count_posts_cache_key( $effect->post_type, 'readable' ), 'counts' );
	}
}
