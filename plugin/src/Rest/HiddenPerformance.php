<?php
declare(strict_types=1);

namespace Callboard\Rest;

use Callboard\Event\PostTypes;
use Callboard\Front\HiddenPerformances;
use WP_REST_Request;

defined( 'ABSPATH' ) || exit;

/** REST reads a single post without a query: a performance whose show is not public is not there for visitors. */
final class HiddenPerformance {
	public function register(): void {
		add_filter( 'rest_request_after_callbacks', array( $this, 'refuse' ), 10, 3 );
	}

	/** @param array<string, mixed> $handler */
	public function refuse( mixed $answer, array $handler, WP_REST_Request $request ): mixed {
		$route = '#^/wp/v2/' . preg_quote( PostTypes::performance(), '#' ) . '/(\d+)$#';
		$post  = 1 === preg_match( $route, $request->get_route(), $found ) ? get_post( (int) $found[1] ) : null;
		return $post instanceof \WP_Post && HiddenPerformances::is_hidden( $post )
			// phpcs:ignore WordPress.WP.I18n.TextDomainMismatch -- core's answer for a post that does not exist, in core's words.
			? new \WP_Error( 'rest_post_invalid_id', __( 'Invalid post ID.', 'default' ), array( 'status' => 404 ) )
			: $answer;
	}
}
