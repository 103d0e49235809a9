<?php
/** The same rows of posts, postmeta and term_relationships by multi-row INSERT: nothing checked, nothing asked. */

declare(strict_types=1);

namespace Callboard\Bench;

require __DIR__ . '/season.php';

$orders = boot( false );
$terms  = array();
for ( $number = 1; $number <= 72; $number++ ) {
	foreach ( event( $number )['terms'] as $taxonomy => $name ) {
		$term                          = \term_exists( $name, $taxonomy ) ?: \wp_insert_term( $name, $taxonomy );
		$terms[ $taxonomy ][ $name ] = (int) $term['term_taxonomy_id'];
	}
}

/** @param list<string> $rows */
function insert( string $head, array $rows ): void {
	global $wpdb;
	foreach ( array_chunk( $rows, 2000 ) as $chunk ) {
		mysqli_query( $wpdb->dbh, $head . implode( ',', $chunk ) );
	}
}

global $wpdb;
$quote   = static fn( string $value ): string => "'" . mysqli_real_escape_string( $wpdb->dbh, $value ) . "'";
$first   = 1 + (int) $wpdb->get_var( "SELECT MAX(ID) FROM {$wpdb->posts}" );
$now     = gmdate( 'Y-m-d H:i:s' );
$started = microtime( true );
for ( $from = 1; $from <= $orders['n']; $from += $orders['batch'] ) {
	$posts     = array();
	$metas     = array();
	$relations = array();
	for ( $number = $from; $number < $from + $orders['batch'] && $number <= $orders['n']; $number++ ) {
		$event   = event( $number );
		$id      = $first + $number;
		$slug    = "the-winters-tale-evening-{$number}";
		$posts[] = "($id,0,'$now','$now',''," . $quote( $event['title'] ) . ",'','publish','closed','closed','','$slug','','','$now','$now','',0,'http://127.0.0.1/performance/$slug/',0,'performance','',0)";
		foreach ( $event['meta'] as $key => $value ) {
			$metas[] = "($id,'$key'," . $quote( $value ) . ')';
		}
		foreach ( $event['terms'] as $taxonomy => $name ) {
			$relations[] = "($id,{$terms[ $taxonomy ][ $name ]},0)";
		}
	}
	mysqli_query( $wpdb->dbh, 'START TRANSACTION' );
	insert( "INSERT INTO {$wpdb->posts} (ID,post_author,post_date,post_date_gmt,post_content,post_title,post_excerpt,post_status,comment_status,ping_status,post_password,post_name,to_ping,pinged,post_modified,post_modified_gmt,post_content_filtered,post_parent,guid,menu_order,post_type,post_mime_type,comment_count) VALUES ", $posts );
	insert( "INSERT INTO {$wpdb->postmeta} (post_id,meta_key,meta_value) VALUES ", $metas );
	insert( "INSERT INTO {$wpdb->term_relationships} (object_id,term_taxonomy_id,term_order) VALUES ", $relations );
	mysqli_query( $wpdb->dbh, 'COMMIT' );
}
answer( $started, (int) $orders['n'], array( 'stored' => stored() ) );
