<?php
declare(strict_types=1);

namespace Callboard\Front;

defined( 'ABSPATH' ) || exit;

/** Remembers which pages carry a listing, so that their cached copies are purged when a show changes. */
final class ListingPages {
	public const OPTION = 'callboard_pages_with_listing';

	public function register(): void {
		add_action( 'save_post', array( $this, 'remember' ), 10, 2 );
		add_action( 'deleted_post', array( $this, 'forget' ) );
		add_filter( 'callboard_pages_with_listings', array( $this, 'add_to' ) );
	}

	public function remember( int $post_id, \WP_Post $post ): void {
		$carries = 'publish' === $post->post_status
			&& ( has_block( Listing::BLOCK, $post ) || has_shortcode( $post->post_content, Listing::SHORTCODE ) );
		$pages   = $this->all();
		if ( $carries !== in_array( $post_id, $pages, true ) ) {
			$this->store( $carries ? array( ...$pages, $post_id ) : array_diff( $pages, array( $post_id ) ) );
		}
	}

	public function forget( int $post_id ): void {
		if ( in_array( $post_id, $this->all(), true ) ) {
			$this->store( array_diff( $this->all(), array( $post_id ) ) );
		}
	}

	/**
	 * @param mixed $post_ids
	 * @return list<int>
	 */
	public function add_to( mixed $post_ids ): array {
		return array_values( array_unique( array( ...array_map( 'intval', (array) $post_ids ), ...$this->all() ) ) );
	}

	/** @return list<int> */
	private function all(): array {
		return array_values( array_map( 'intval', (array) get_option( self::OPTION, array() ) ) );
	}

	/** @param array<int> $pages */
	private function store( array $pages ): void {
		update_option( self::OPTION, array_values( $pages ), true );
	}
}
