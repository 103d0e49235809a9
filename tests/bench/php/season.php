<?php
/**
 * The events every rival stores: a performance with 12 metas and 3 terms each, the same for the same number.
 */

declare(strict_types=1);

namespace Callboard\Bench;

const META_KEYS = array(
	'callboard_start', 'callboard_end', 'callboard_timezone', 'callboard_city', 'callboard_address', 'callboard_sale_status',
	'callboard_event_status', 'callboard_price_min', 'callboard_price_max', 'callboard_purchase_url', 'callboard_access', 'callboard_natural_key',
);

/** @return array{orders: array<string, mixed>, started: float} */
function boot( bool $with_callboard ): array {
	$orders = json_decode( (string) stream_get_contents( STDIN ), true, 16, JSON_THROW_ON_ERROR );
	foreach ( array( 'HTTP_HOST' => '127.0.0.1', 'REQUEST_URI' => '/', 'REQUEST_METHOD' => 'GET', 'SERVER_NAME' => '127.0.0.1' ) as $name => $value ) {
		$_SERVER[ $name ] = $value;
	}
	require_once $orders['folder'] . '/wp-load.php';
	if ( ! $with_callboard ) {
		\register_post_type( 'performance', array( 'public' => true, 'supports' => array( 'title', 'editor', 'excerpt', 'thumbnail', 'custom-fields' ) ) );
		foreach ( array( 'genre', 'venue', 'season' ) as $taxonomy ) {
			\register_taxonomy( $taxonomy, 'performance', array( 'public' => true ) );
		}
	}
	\wp_set_current_user( 0 );
	return $orders;
}

/** @return array{title: string, meta: array<string, string>, terms: array<string, string>} */
function event( int $number ): array {
	$start = 1795348800 + 3600 * $number;
	return array(
		'title' => 'The Winter’s Tale, evening ' . $number,
		'meta'  => array_combine(
			META_KEYS,
			array(
				gmdate( 'Y-m-d\TH:i:s\Z', $start ),
				gmdate( 'Y-m-d\TH:i:s\Z', $start + 7200 ),
				'Europe/London',
				'London',
				"South Bank {$number}\nLondon SE1",
				array( 'on_sale', 'sold_out', 'not_yet', 'free' )[ $number % 4 ],
				'scheduled',
				number_format( 10 + $number % 20, 2, '.', '' ),
				number_format( 40 + $number % 60, 2, '.', '' ),
				"https://tickets.example.org/event/{$number}",
				'Captioned, Audio Described',
				"CODE-{$number}",
			)
		),
		'terms' => array(
			'genre'  => array( 'Play', 'Musical', 'Comedy', 'Dance', 'Opera', 'Concert', 'Family', 'Talk' )[ $number % 8 ],
			'venue'  => 'Stage ' . ( $number % 9 ),
			'season' => '2026/27',
		),
	);
}

/** @param array<string, mixed> $result */
function answer( float $started, int $events, array $result = array() ): void {
	$seconds = microtime( true ) - $started;
	echo "\n", json_encode( array( 'seconds' => $seconds, 'per_second' => $events / $seconds, 'php_peak_mb' => round( memory_get_peak_usage( true ) / 1048576, 1 ) ) + $result ), "\n";
}

/** @return array<string, int> */
function stored(): array {
	global $wpdb;
	return array(
		'posts' => (int) $wpdb->get_var( "SELECT COUNT(*) FROM {$wpdb->posts} WHERE post_type = 'performance'" ),
		'metas' => (int) $wpdb->get_var( "SELECT COUNT(*) FROM {$wpdb->postmeta} m INNER JOIN {$wpdb->posts} p ON p.ID = m.post_id WHERE p.post_type = 'performance'" ),
		'terms' => (int) $wpdb->get_var( "SELECT COUNT(*) FROM {$wpdb->term_relationships} r INNER JOIN {$wpdb->posts} p ON p.ID = r.object_id WHERE p.post_type = 'performance'" ),
	);
}
