<?php
declare(strict_types=1);

namespace Callboard\Front;

use Callboard\Event\PostTypes;

defined( 'ABSPATH' ) || exit;

/** The published performances of one show, by start. */
final class Performances {
	/** @return list<Performance> */
	public static function of_event( int $event_id ): array {
		$posts = get_posts(
			array(
				'post_type'        => PostTypes::performance(),
				'post_parent'      => $event_id,
				'post_status'      => 'publish',
				'posts_per_page'   => -1,
				'suppress_filters' => true,
			)
		);
		// Sorted here: `orderby` a meta key would leave out the ones without a date.
		$performances = array_map( array( Performance::class, 'of' ), $posts );
		usort(
			$performances,
			static fn( Performance $a, Performance $b ): int => array( $a->start->timestamp ?? PHP_INT_MAX, $a->post_id ) <=> array( $b->start->timestamp ?? PHP_INT_MAX, $b->post_id )
		);
		return $performances;
	}
}
