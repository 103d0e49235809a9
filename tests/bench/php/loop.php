<?php
/** What a plugin author would write: wp_insert_post(), update_post_meta(), wp_set_object_terms(), one event at a time. */

declare(strict_types=1);

namespace Callboard\Bench;

require __DIR__ . '/season.php';

$orders  = boot( false );
$started = microtime( true );
for ( $number = 1; $number <= $orders['n']; $number++ ) {
	$event = $orders['events'][ $number - 1 ] ?? event( $number );
	$id    = \wp_insert_post( \wp_slash( array( 'post_type' => 'performance', 'post_status' => 'publish', 'post_title' => $event['title'] ) ) );
	foreach ( $event['meta'] as $key => $value ) {
		\update_post_meta( $id, $key, \wp_slash( $value ) );
	}
	foreach ( $event['terms'] as $taxonomy => $name ) {
		\wp_set_object_terms( $id, $name, $taxonomy );
	}
}
answer( $started, (int) $orders['n'], array( 'stored' => stored() ) );
