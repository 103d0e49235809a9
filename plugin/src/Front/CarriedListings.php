<?php
declare(strict_types=1);

namespace Callboard\Front;

use Callboard\Explain\ListingPage;

defined( 'ABSPATH' ) || exit;

/** The listings on the pages that carry one, with what each is about. */
final class CarriedListings {
	/** @return list<ListingPage> */
	public function all(): array {
		$found = array();
		foreach ( array_map( 'intval', (array) apply_filters( 'callboard_pages_with_listings', array() ) ) as $page_id ) {
			$post = get_post( $page_id );
			if ( $post instanceof \WP_Post && 'publish' === $post->post_status ) {
				foreach ( $this->options( $post->post_content ) as $options ) {
					$found[] = new ListingPage( $page_id, html_entity_decode( $post->post_title, ENT_QUOTES | ENT_HTML5, 'UTF-8' ), (string) get_permalink( $post ), $options->fixed );
				}
			}
		}
		return $found;
	}

	/** @return list<ListingOptions> */
	private function options( string $content ): array {
		$options = $this->of_blocks( parse_blocks( $content ) );
		preg_match_all( '/' . get_shortcode_regex( array( Listing::SHORTCODE ) ) . '/s', $content, $found );
		foreach ( $found[3] as $attributes ) {
			$options[] = ListingOptions::from_shortcode( (array) shortcode_parse_atts( $attributes ) );
		}
		return $options;
	}

	/**
	 * @param array<mixed> $blocks
	 * @return list<ListingOptions>
	 */
	private function of_blocks( array $blocks ): array {
		$options = array();
		foreach ( $blocks as $block ) {
			if ( ! is_array( $block ) ) {
				continue;
			}
			if ( Listing::BLOCK === ( $block['blockName'] ?? null ) ) {
				$options[] = ListingOptions::from_block( (array) ( $block['attrs'] ?? array() ) );
			}
			$options = array( ...$options, ...$this->of_blocks( (array) ( $block['innerBlocks'] ?? array() ) ) );
		}
		return $options;
	}
}
