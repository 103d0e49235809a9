<?php
/**
 * Every row that Callboard's apply left behind, ledger, listing and run items included, by multi-row INSERT into empty
 * tables with the same indexes: nothing mapped, checked or asked. Runs in the database that apply has just filled.
 */

declare(strict_types=1);

namespace Callboard\Bench;

require __DIR__ . '/season.php';

$orders = boot( true );
global $wpdb;
$link = $wpdb->dbh;
mysqli_report( MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT );

/** Table → the condition that picks what apply wrote for performances. */
$performances = "SELECT ID FROM {$wpdb->posts} WHERE post_type = 'performance'";
$tables       = array(
	$wpdb->posts                                => "post_type = 'performance'",
	$wpdb->postmeta                             => "post_id IN ({$performances})",
	$wpdb->term_relationships                   => "object_id IN ({$performances})",
	"{$wpdb->prefix}callboard_ledger"           => "post_id IN ({$performances})",
	"{$wpdb->prefix}callboard_provenance"       => "post_id IN ({$performances})",
	"{$wpdb->prefix}callboard_run_item"         => "post_id IN ({$performances})",
	"{$wpdb->prefix}callboard_listing"          => '1 = 1',
	"{$wpdb->prefix}callboard_listing_facet"    => '1 = 1',
);

/** @return list<string> The values of each row, as they stand between the brackets of an INSERT. */
function bodies( \mysqli $link, string $table, string $condition ): array {
	$result = mysqli_query( $link, "SELECT * FROM `{$table}` WHERE {$condition} ORDER BY 1", MYSQLI_USE_RESULT );
	$bodies = array();
	while ( $row = mysqli_fetch_row( $result ) ) {
		$bodies[] = '(' . implode( ',', array_map( static fn( ?string $value ) => null === $value ? 'NULL' : "'" . mysqli_real_escape_string( $link, $value ) . "'", $row ) ) . ')';
	}
	mysqli_free_result( $result );
	return $bodies;
}

$rows = array();
foreach ( $tables as $table => $condition ) {
	mysqli_query( $link, "CREATE TABLE `{$table}_raw` LIKE `{$table}`" );
	$rows[ $table ] = bodies( $link, $table, $condition );
}

$batches = (int) ceil( $orders['n'] / $orders['batch'] );
$counts  = array_map( 'count', $rows );
$started = microtime( true );
for ( $batch = 0; $batch < $batches; $batch++ ) {
	mysqli_query( $link, 'START TRANSACTION' );
	foreach ( $rows as $table => $bodies ) {
		$size = (int) ceil( $counts[ $table ] / $batches );
		foreach ( array_chunk( array_slice( $bodies, $batch * $size, $size ), 2000 ) as $chunk ) {
			mysqli_query( $link, "INSERT INTO `{$table}_raw` VALUES " . implode( ',', $chunk ) );
		}
	}
	mysqli_query( $link, 'COMMIT' );
}
answer( $started, (int) $orders['n'], array( 'rows' => array_sum( $counts ) ) );
