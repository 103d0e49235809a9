<?php
declare(strict_types=1);

namespace Callboard\Listing;

defined( 'ABSPATH' ) || exit;

/** Page caches and listing plugins found on the site: told per changed post, or once for a mass change. */
final class PageCaches {
	/** Above this many, thousands of single purges would be a storm: one purge of the site instead. */
	public const SINGLE_LIMIT = 500;

	/** @param list<int> $changed */
	public function purge( array $changed ): void {
		$ids = array_values( array_unique( array( ...$changed, ...$this->pages_that_list() ) ) );
		if ( count( $ids ) > self::SINGLE_LIMIT ) {
			$this->purge_site();
			return;
		}
		foreach ( $ids as $id ) {
			$this->purge_post( $id );
		}
		$this->reindex( $changed );
	}

	private function purge_post( int $id ): void {
		if ( function_exists( 'rocket_clean_post' ) ) {
			rocket_clean_post( $id );
		}
		if ( function_exists( 'wp_cache_post_change' ) ) {
			wp_cache_post_change( $id );
		}
		if ( function_exists( 'w3tc_flush_post' ) ) {
			w3tc_flush_post( $id );
		}
		// phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals.NonPrefixedHooknameFound -- LiteSpeed Cache's own action.
		do_action( 'litespeed_purge_post', $id );
		// phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals.NonPrefixedHooknameFound -- Search & Filter Pro's own action.
		do_action( 'search_filter_update_post_cache', $id );
	}

	private function purge_site(): void {
		foreach ( array( 'rocket_clean_domain', 'wp_cache_clear_cache', 'w3tc_flush_all' ) as $function ) {
			if ( function_exists( $function ) ) {
				$function();
			}
		}
		// phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals.NonPrefixedHooknameFound -- LiteSpeed Cache's own action.
		do_action( 'litespeed_purge_all' );
	}

	/** @param list<int> $ids */
	private function reindex( array $ids ): void {
		$facets = function_exists( 'FWP' ) ? FWP() : null;
		$index  = is_object( $facets ) && isset( $facets->indexer ) ? array( $facets->indexer, 'index' ) : null;
		if ( is_callable( $index ) ) {
			array_map( $index, $ids );
		}
		$search = class_exists( '\ElasticPress\Indexables' ) ? \ElasticPress\Indexables::factory()->get( 'post' ) : null;
		if ( is_object( $search ) && isset( $search->sync_manager ) ) {
			array_map( static fn( int $id ) => $search->sync_manager->add_to_queue( $id ), $ids );
		}
	}

	/** @return list<int> Pages that show listings, as the site or a plugin names them. */
	private function pages_that_list(): array {
		/**
		 * Filters the posts whose pages show listings and are purged whenever one changes.
		 *
		 * @param int[] $post_ids
		 */
		return array_map( 'intval', array_values( (array) apply_filters( 'callboard_pages_with_listings', array() ) ) );
	}
}
