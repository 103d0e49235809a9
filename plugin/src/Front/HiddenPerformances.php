<?php
declare(strict_types=1);

namespace Callboard\Front;

use Callboard\Event\PostTypes;

defined( 'ABSPATH' ) || exit;

/**
 * A performance of a show that is not public has no page of its own; the listing leaves it out for the same reason.
 *
 * Derived at each visit and never stored: when the show returns, exactly those performances are back that it hid.
 */
final class HiddenPerformances {
	public function register(): void {
		// Before anything looks for another page to send the visitor to.
		add_action( 'template_redirect', array( $this, 'hide' ), 1 );
	}

	public function hide(): void {
		$post = is_singular( PostTypes::performance() ) ? get_queried_object() : null;
		if ( $post instanceof \WP_Post && self::is_hidden( $post ) ) {
			$GLOBALS['wp_query']->set_404();
			status_header( 404 );
			nocache_headers();
		}
	}

	/** From whoever asks: people who may edit it see it all the same. */
	public static function is_hidden( \WP_Post $post ): bool {
		return PostTypes::performance() === $post->post_type && 0 !== $post->post_parent
			&& 'publish' !== get_post_status( $post->post_parent ) && ! current_user_can( 'edit_post', $post->ID );
	}
}
