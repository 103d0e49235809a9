<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Database\Db;

defined( 'ABSPATH' ) || exit;

/** Different new values for many rows of one table, in few UPDATE statements. */
final class RowUpdates {
	private const ROWS  = 200;
	private const BYTES = 524288;

	public function __construct( private readonly Db $db ) {}

	/**
	 * Rows of the posts table, and the moment they changed.
	 *
	 * @param array<int, array<string, scalar>> $changes Post → column → new value.
	 */
	public function posts( array $changes, int $now_ms ): void {
		$gmt  = gmdate( 'Y-m-d H:i:s', intdiv( $now_ms, 1000 ) );
		$same = array(
			'post_modified'     => get_date_from_gmt( $gmt ),
			'post_modified_gmt' => $gmt,
		);
		$this->by_id( $this->db->wpdb()->posts, 'ID', $changes, $same );
	}

	/**
	 * @param array<int, array<string, scalar>> $changes Primary key → column → new value.
	 * @param array<string, scalar>             $same    Columns that get one value in every changed row.
	 */
	public function by_id( string $full_table, string $key, array $changes, array $same = array() ): void {
		ksort( $changes ); // One order for all writers, so that two of them rarely deadlock.
		$chunk = array();
		$bytes = 0;
		foreach ( $changes as $id => $columns ) {
			$size = array_sum( array_map( static fn( $value ) => strlen( (string) $value ) + 30, $columns ) );
			if ( array() !== $chunk && ( count( $chunk ) >= self::ROWS || $bytes + $size > self::BYTES ) ) {
				$this->update( $full_table, $key, $chunk, $same );
				$chunk = array();
				$bytes = 0;
			}
			$chunk[ $id ] = $columns;
			$bytes       += $size;
		}
		if ( array() !== $chunk ) {
			$this->update( $full_table, $key, $chunk, $same );
		}
	}

	/**
	 * @param array<int, array<string, scalar>> $chunk
	 * @param array<string, scalar>             $same
	 */
	private function update( string $full_table, string $key, array $chunk, array $same ): void {
		$cases = array();
		foreach ( $chunk as $id => $columns ) {
			foreach ( $columns as $column => $value ) {
				$cases[ $column ] = ( $cases[ $column ] ?? '' ) . ' WHEN ' . $id . ' THEN ' . $this->db->sql->literal( $value );
			}
		}
		$set = array();
		foreach ( $cases as $column => $when ) {
			$set[] = "{$column} = CASE {$key}{$when} ELSE {$column} END";
		}
		foreach ( $same as $column => $value ) {
			$set[] = "{$column} = " . $this->db->sql->literal( $value );
		}
		$this->db->query( "UPDATE {$full_table} SET " . implode( ', ', $set ) . " WHERE {$key} IN (" . implode( ',', array_keys( $chunk ) ) . ')' );
	}
}
