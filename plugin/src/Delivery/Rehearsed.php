<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Database\Db;
use Callboard\Database\OldRows;
use Callboard\Database\Sql;

defined( 'ABSPATH' ) || exit;

/** What each rehearsal said of each record: what an approval compares, and what later batches of the same rehearsal build on. */
final class Rehearsed {
	private const COLUMNS = array( 'run_id', 'sf_id', 'mapping_id', 'mapping_version', 'outcome', 'fingerprint', 'reason', 'twin_key', 'post_id', 'at_ms' );

	public function __construct( private readonly Db $db ) {}

	/** @param list<RehearsedRecord> $records */
	public function add_many( int $run_id, array $records, int $now_ms ): void {
		$this->db->insert_rows(
			$this->table(),
			self::COLUMNS,
			array_map(
				static fn( RehearsedRecord $one ) => array( $run_id, $one->external_id, $one->mapping_id, $one->mapping_version, $one->outcome, $one->fingerprint, $one->reason, $one->twin_key, $one->post_id, $now_ms ),
				$records
			),
			'ON DUPLICATE KEY UPDATE mapping_id = VALUES(mapping_id), mapping_version = VALUES(mapping_version), outcome = VALUES(outcome), fingerprint = VALUES(fingerprint), reason = VALUES(reason), twin_key = VALUES(twin_key), post_id = VALUES(post_id)'
		);
	}

	/**
	 * @param list<string> $external_ids
	 * @return array<string, RehearsedRecord> By external id.
	 */
	public function of( int $run_id, array $external_ids ): array {
		return $this->by( $run_id, 'sf_id', $external_ids );
	}

	/**
	 * @param list<string> $twin_keys
	 * @return array<string, RehearsedRecord> By external id.
	 */
	public function with_twin_keys( int $run_id, array $twin_keys ): array {
		return $this->by( $run_id, 'twin_key', $twin_keys );
	}

	/**
	 * Of these posts, those that a record would have which none of these is; none in a run that is no rehearsal.
	 *
	 * @param list<int>    $post_ids
	 * @param list<string> $external_ids
	 * @return list<int>
	 */
	public function taken( int $run_id, array $post_ids, array $external_ids ): array {
		if ( array() === $post_ids ) {
			return array();
		}
		$taken = $this->db->column(
			"SELECT DISTINCT post_id FROM {$this->table()} WHERE run_id = %d AND post_id IN (" . Sql::places( $post_ids, '%d' ) . ') AND outcome IN (%s, %s, %s) AND sf_id NOT IN (' . Sql::places( $external_ids ) . ')',
			array( $run_id, ...$post_ids, Outcome::CREATED, Outcome::UPDATED, Outcome::UNCHANGED, ...$external_ids )
		);
		return array_map( 'intval', $taken );
	}

	/** @return array<string, int> Mapping id → the version it was rehearsed by. */
	public function mapping_versions( int $run_id ): array {
		$versions = array();
		foreach ( $this->db->rows( "SELECT mapping_id, MAX(mapping_version) AS version FROM {$this->table()} WHERE run_id = %d GROUP BY mapping_id", array( $run_id ) ) as $row ) {
			$versions[ (string) $row['mapping_id'] ] = (int) $row['version'];
		}
		return $versions;
	}

	/** @return int How many were removed. */
	public function prune( int $before_ms ): int {
		return ( new OldRows( $this->db ) )->remove( 'rehearsed', 'at_ms', 'at_ms < %d', array( $before_ms ) );
	}

	/**
	 * @param list<string> $values
	 * @return array<string, RehearsedRecord>
	 */
	private function by( int $run_id, string $column, array $values ): array {
		if ( array() === $values ) {
			return array();
		}
		$rows    = $this->db->rows(
			"SELECT * FROM {$this->table()} WHERE run_id = %d AND {$column} IN (" . Sql::places( $values ) . ')',
			array( $run_id, ...$values )
		);
		$records = array();
		foreach ( $rows as $row ) {
			$records[ (string) $row['sf_id'] ] = RehearsedRecord::from_row( $row );
		}
		return $records;
	}

	private function table(): string {
		return $this->db->table( 'rehearsed' );
	}
}
