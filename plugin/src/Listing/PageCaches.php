<?php
declare(strict_types=1);

namespace Callboard\Listing;

use Callboard\Failure\Foreign;

defined( 'ABSPATH' ) || exit;

/** Page caches and listing plugins found on the site: told per changed post, or once for a mass change. */
final class PageCaches {
	/** Above this many, thousands of single purges would be a storm: one purge of the site instead. */
	public const SINGLE_LIMIT = 500;

	public function __construct( private readonly PagesBeside $beside ) {}

	/**
	 * @param list<int> $changed
	 * @param list<int> $renamed Those among them that carry another name or address now, or came or went.
	 */
	public function purge( array $changed, array $renamed = array() ): void {
		$ids = array_values( array_unique( array( ...$changed, ...$this->pages_that_list() ) ) );
		if ( count( $ids ) <= self::SINGLE_LIMIT ) {
			$besides = array( ...$this->beside->shows_of( $changed ), ...$this->beside->performances_of( $renamed, self::SINGLE_LIMIT + 1 ) );
			$ids     = array_values( array_unique( array( ...$ids, ...$besides ) ) );
		}
		if ( count( $ids ) > self::SINGLE_LIMIT ) {
			$this->purge_site();
			return;
		}
		foreach ( $ids as $id ) {
			$this->purge_post( $id );
		}
	}

	/**
	 * For plugins with an index of their own; it may hold what other listeners just wrote, so they come first.
	 *
	 * @param list<int> $changed
	 */
	public function reindex( array $changed ): void {
		$facets = function_exists( 'FWP' ) ? Foreign::call( 'FacetWP', static fn() => FWP() ) : null;
		$index  = is_object( $facets ) && isset( $facets->indexer ) ? array( $facets->indexer, 'index' ) : null;
		$search = class_exists( '\ElasticPress\Indexables' ) ? Foreign::call( 'ElasticPress', static fn() => \ElasticPress\Indexables::factory()->get( 'post' ) ) : null;
		$queue  = is_object( $search ) && isset( $search->sync_manager ) ? array( $search->sync_manager, 'add_to_queue' ) : null;
		foreach ( $changed as $id ) {
			if ( is_callable( $index ) ) {
				Foreign::call( 'FacetWP', $index, $id );
			}
			if ( is_callable( $queue ) ) {
				Foreign::call( 'ElasticPress', $queue, $id );
			}
			Foreign::call( 'Search & Filter Pro', 'do_action', 'search_filter_update_post_cache', $id );
		}
	}

	private function purge_post( int $id ): void {
		foreach ( array( 'rocket_clean_post', 'wp_cache_post_change', 'w3tc_flush_post' ) as $function ) {
			if ( function_exists( $function ) ) {
				Foreign::call( $function, $function, $id );
			}
		}
		Foreign::call( 'litespeed_purge_post', 'do_action', 'litespeed_purge_post', $id );
	}

	private function purge_site(): void {
		foreach ( array( 'rocket_clean_domain', 'wp_cache_clear_cache', 'w3tc_flush_all' ) as $function ) {
			if ( function_exists( $function ) ) {
				Foreign::call( $function, $function );
			}
		}
		Foreign::call( 'litespeed_purge_all', 'do_action', 'litespeed_purge_all' );
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
