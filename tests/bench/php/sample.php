<?php
/** The first performances of a site as loop.php takes them: title, metas and terms, whatever the sync has stored. */

declare(strict_types=1);

namespace Callboard\Bench;

require __DIR__ . '/season.php';

$orders = boot( true );
$events = array();
foreach ( \get_posts( array( 'post_type' => 'performance', 'post_status' => 'any', 'numberposts' => (int) $orders['n'], 'orderby' => 'ID', 'order' => 'ASC' ) ) as $post ) {
	$terms = array();
	foreach ( \wp_get_object_terms( $post->ID, \get_object_taxonomies( $post ) ) as $term ) {
		$terms[ $term->taxonomy ] = $term->name;
	}
	$events[] = array(
		'title' => $post->post_title,
		'meta'  => array_map( static fn( array $values ): string => (string) $values[0], \get_post_meta( $post->ID ) ),
		'terms' => $terms,
	);
}
echo "\n", json_encode( array( 'events' => $events ) ), "\n";
