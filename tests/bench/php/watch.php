<?php
/**
 * A must-use plugin that watches the site while it is measured: one JSON line for each request, and the rival of `resync`.
 */

declare(strict_types=1);

namespace Callboard\Bench;

$GLOBALS['callboard_bench'] = array( 'queries' => 0, 'writes' => array(), 'post_queries' => 0 );

\add_filter(
	'query',
	static function ( string $query ): string {
		global $callboard_bench, $wpdb;
		++$callboard_bench['queries'];
		// The first table of ours that a writing statement names is the one it writes.
		if ( preg_match( "/^\\s*(?:INSERT|UPDATE|DELETE|REPLACE)\\b.*?\\b({$wpdb->prefix}\\w+)/is", $query, $found ) ) {
			$callboard_bench['writes'][ $found[1] ] = ( $callboard_bench['writes'][ $found[1] ] ?? 0 ) + 1;
		}
		if ( preg_match( "/\\b(?:{$wpdb->posts}|{$wpdb->postmeta})\\b/", $query ) ) {
			++$callboard_bench['post_queries'];
		}
		return $query;
	}
);

\register_shutdown_function(
	static function (): void {
		$line = array(
			// The last word of the worker's route, in either form of REST address.
			'call'    => preg_match( '#worker(?:/|%2F)([a-z]+)#', (string) $_SERVER['REQUEST_URI'], $found ) ? $found[1] : null,
			'seconds' => microtime( true ) - $_SERVER['REQUEST_TIME_FLOAT'],
			'peak_mb' => memory_get_peak_usage( true ) / 1048576,
		) + $GLOBALS['callboard_bench'];
		file_put_contents( WP_CONTENT_DIR . '/bench-requests.jsonl', json_encode( $line ) . "\n", FILE_APPEND | LOCK_EX );
	}
);

/** The least that a comparison over REST can be: read the page, one SELECT, name what differs. */
function compare( \WP_REST_Request $request ): \WP_REST_Response {
	global $wpdb;
	$offered = json_decode( $request->get_body(), true, 8, JSON_THROW_ON_ERROR );
	$ids     = preg_grep( '/^[A-Za-z0-9]{18}$/D', array_column( $offered, 0 ) );
	$known   = array();
	foreach ( $wpdb->get_results( "SELECT sf_id, stamp_ms, source_fingerprint FROM {$wpdb->prefix}callboard_ledger WHERE tenant_id = 1 AND sf_id IN ('" . implode( "','", $ids ) . "')", ARRAY_N ) as $row ) {
		$known[ $row[0] ] = $row;
	}
	$wanted = array();
	foreach ( $offered as list( $id, $stamp, $fingerprint ) ) {
		if ( ! isset( $known[ $id ] ) || (int) $known[ $id ][1] !== $stamp || $known[ $id ][2] !== $fingerprint ) {
			$wanted[] = $id;
		}
	}
	return new \WP_REST_Response( array( 'compared' => count( $offered ), 'wanted' => $wanted ) );
}

\add_action(
	'rest_api_init',
	static fn() => \register_rest_route( 'bench/v1', '/compare', array( 'methods' => 'POST', 'callback' => compare( ... ), 'permission_callback' => '__return_true' ) )
);
