<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Database\Db;

defined( 'ABSPATH' ) || exit;

/** Collects the differences of meta rows of a batch and writes them at once. */
final class MetaRows {
	/** @var list<array{0: int, 1: string, 2: string}> */
	private array $inserts = array();

	/** @var array<int, array<string, string>> New post → key → value. */
	private array $of_new = array();

	/** @var array<int, array{meta_value: string}> */
	private array $updates = array();

	/** @var list<int> */
	private array $deletes = array();

	public function __construct( private readonly Db $db, private readonly RowUpdates $updates_writer ) {}

	/** @param array<string, string> $meta */
	public function set_new( int $post_id, array $meta ): void {
		$this->of_new[ $post_id ] = $meta;
	}

	/**
	 * As update_post_meta(): every row of the key gets the value, a missing one is added; null removes the rows.
	 *
	 * @param list<array{0: int, 1: string}> $rows The rows the key has now.
	 * @return bool Whether anything differs.
	 */
	public function set( int $post_id, string $key, ?string $value, array $rows ): bool {
		if ( array() === $rows ) {
			if ( null === $value ) {
				return false;
			}
			$this->inserts[] = array( $post_id, $key, $value );
			return true;
		}
		$different = array_filter( $rows, static fn( array $row ) => $row[1] !== $value );
		foreach ( $different as list( $meta_id ) ) {
			if ( null === $value ) {
				$this->deletes[] = $meta_id;
			} else {
				$this->updates[ $meta_id ] = array( 'meta_value' => $value );
			}
		}
		return array() !== $different;
	}

	public function write(): void {
		$table = $this->db->wpdb()->postmeta;
		$this->db->insert_rows_meanwhile( $table, array( 'post_id', 'meta_key', 'meta_value' ), $this->new_rows() );
		$this->updates_writer->by_id( $table, 'meta_id', $this->updates );
		foreach ( array_chunk( $this->deletes, 1000 ) as $ids ) {
			$this->db->query( "DELETE FROM {$table} WHERE meta_id IN (" . implode( ',', $ids ) . ')' );
		}
		$this->inserts = array();
		$this->of_new  = array();
		$this->updates = array();
		$this->deletes = array();
	}

	/** @return \Generator<array{0: int, 1: string, 2: string}> */
	private function new_rows(): \Generator {
		foreach ( $this->of_new as $post_id => $meta ) {
			foreach ( $meta as $key => $value ) {
				yield array( $post_id, (string) $key, $value );
			}
		}
		yield from $this->inserts;
	}
}
