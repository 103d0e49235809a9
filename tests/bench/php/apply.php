<?php
/** Callboard's own way: deliveries through ApplyDelivery, ledger, run items, listing index and effects included. */

declare(strict_types=1);

namespace Callboard\Bench;

require __DIR__ . '/season.php';

use Callboard\Delivery\Delivery;
use Callboard\Plugin;

$orders = boot( true );
$plugin = Plugin::instance();
if ( ! empty( $orders['listener'] ) ) {
	\add_action( 'save_post', static fn( int $id ) => \get_post_meta( $id, 'callboard_start', true ) );
}
$tenant = $plugin->tenants()->create( 'Bench' );
$preset = $plugin->presets()->find( 'patronticket' );
foreach ( $preset->mappings as $mapping ) {
	$body = $mapping->to_array();
	if ( 'performances' === $mapping->id ) {
		foreach ( array( 'taxonomy:genre', 'taxonomy:season' ) as $target ) {
			$body['fields'][] = array( 'to' => $target, 'from' => 'Name', 'owner' => 'salesforce', 'empty' => 'clear' );
		}
	}
	$plugin->mappings()->save( $tenant->id, \Callboard\Mapping\Mapping::from_array( $body ) );
}
$plugin->runs()->enqueue( $tenant->id, 'incremental', 'bench' );
$lease = $plugin->leases()->claim( 'bench', array( $tenant->id ) );

/** @param array<string, mixed> $values @return array<string, mixed> */
function record( string $id, array $values, int $stamp ): array {
	return array(
		'external_id' => $id,
		'version'     => array( 'stamp_ms' => $stamp, 'read_ms' => $stamp ),
		'fingerprint' => hash( 'sha256', (string) json_encode( $values ) ),
		'values'      => $values,
		'raw'         => (string) json_encode( array( 'Id' => $id, 'SystemModstamp' => '2026-11-22T10:00:00.000+0000' ) + $values ),
	);
}

/** @return array<string, mixed> */
function values( int $number ): array {
	$event  = event( $number );
	$values = array( 'title' => $event['title'], 'parent' => sprintf( 'a0E%012dAAA', $number % 60 ) );
	foreach ( $event['meta'] as $key => $value ) {
		$values[ "meta:$key" ] = $value;
	}
	foreach ( $event['terms'] as $taxonomy => $name ) {
		$values[ "taxonomy:$taxonomy" ] = $name;
	}
	return $values;
}

/** @param list<array<string, mixed>> $records */
function deliver( Plugin $plugin, int $tenant_id, object $lease, string $mapping, array $records ): array {
	$body = array( 'delivery_id' => \wp_generate_uuid4(), 'run_id' => $lease->run->id, 'fence' => $lease->run->fence, 'mapping_id' => $mapping, 'mapping_version' => 1, 'records' => $records, 'withdrawals' => array(), 'rejections' => array() );
	$answer = $plugin->apply_delivery()->run( $tenant_id, Delivery::from_array( $body ) );
	$plugin->effects()->drain( $plugin->clock()->now_ms() + 60000 );
	return $answer->counts();
}

$shows = array();
for ( $number = 0; $number < 60; $number++ ) {
	$shows[] = record( sprintf( 'a0E%012dAAA', $number ), array( 'title' => "Show $number" ), 1000 );
}
deliver( $plugin, $tenant->id, $lease, 'productions', $shows );

/** @return \Generator<list<array<string, mixed>>> */
function batches( int $first, int $last, int $size ): \Generator {
	for ( $from = $first; $from <= $last; $from += $size ) {
		yield array_map( static fn( int $number ) => record( sprintf( 'a0P%012dAAA', $number ), values( $number ), 1000 ), range( $from, min( $last, $from + $size - 1 ) ) );
	}
}

$before = (int) ( $orders['before'] ?? 0 );
foreach ( batches( 1, $before, $orders['batch'] ) as $records ) {
	deliver( $plugin, $tenant->id, $lease, 'performances', $records );
}
$batches = iterator_to_array( batches( $before + 1, $before + $orders['n'], $orders['batch'] ) );

$writes = 0;
$all    = 0;
\add_filter(
	'query',
	static function ( string $query ) use ( &$writes, &$all ): string {
		++$all;
		$writes += preg_match( '/^\s*(INSERT|UPDATE|DELETE|REPLACE)/i', $query );
		return $query;
	}
);
$counts  = array();
$started = microtime( true );
foreach ( $batches as $records ) {
	foreach ( deliver( $plugin, $tenant->id, $lease, 'performances', $records ) as $outcome => $number ) {
		$counts[ $outcome ] = ( $counts[ $outcome ] ?? 0 ) + $number;
	}
}
answer( $started, (int) $orders['n'], array( 'counts' => $counts, 'stored' => stored(), 'write_queries' => $writes, 'queries' => $all ) );
