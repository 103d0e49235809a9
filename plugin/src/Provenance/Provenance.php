<?php
declare(strict_types=1);

namespace Callboard\Provenance;

use Callboard\Database\Db;
use Callboard\Database\Sql;

defined( 'ABSPATH' ) || exit;

/** The last versions of each record: what Salesforce said, and what stood in the listing before. */
final class Provenance {
	/** Versions kept of one record. */
	public const KEPT = 20;

	private const CURSOR      = 'provenance_pruned';
	private const PRUNE_ROWS  = 20000;
	private const PRUNE_PAGE  = 200;
	private const COLUMNS     = array( 'tenant_id', 'sf_id', 'post_id', 'run_id', 'mapping_id', 'mapping_version', 'stamp_ms', 'read_ms', 'at_ms', 'raw', 'previous' );

	public function __construct( private readonly Db $db ) {}

	/**
	 * Called inside the delivery's transaction: one statement a batch.
	 *
	 * @param list<list<scalar|null>> $rows In the order of the columns, packed.
	 */
	public function add_many( array $rows ): void {
		$this->db->insert_rows_meanwhile( $this->table(), self::COLUMNS, $rows );
	}

	/** @return list<Version> Newest first. */
	public function of( int $tenant_id, string $external_id, int $limit = self::KEPT ): array {
		$rows = $this->db->rows(
			"SELECT * FROM {$this->table()} WHERE tenant_id = %d AND sf_id = %s ORDER BY id DESC LIMIT %d",
			array( $tenant_id, $external_id, $limit )
		);
		return array_map( array( Version::class, 'from_row' ), $rows );
	}

	/**
	 * Lets go of all but the last versions of the records that got new ones since the last call; never looks at the whole table.
	 *
	 * @return int How many were removed.
	 */
	public function prune( int $now_ms ): int {
		$after = (int) $this->db->value( "SELECT value FROM {$this->state()} WHERE name = %s", array( self::CURSOR ) );
		$upto  = (int) $this->db->value( "SELECT MAX(id) FROM ( SELECT id FROM {$this->table()} WHERE id > %d ORDER BY id LIMIT %d ) recent", array( $after, self::PRUNE_ROWS ) );
		if ( 0 === $upto ) {
			return 0;
		}
		$full = $this->db->rows(
			"SELECT p.tenant_id, p.sf_id FROM {$this->table()} p
			INNER JOIN ( SELECT DISTINCT tenant_id, sf_id FROM {$this->table()} WHERE id > %d AND id <= %d ) recent ON recent.tenant_id = p.tenant_id AND recent.sf_id = p.sf_id
			GROUP BY p.tenant_id, p.sf_id HAVING COUNT(*) > %d",
			array( $after, $upto, self::KEPT )
		);
		$removed = 0;
		foreach ( array_chunk( $full, self::PRUNE_PAGE ) as $records ) {
			$removed += $this->remove_old( $records );
		}
		$this->db->insert_rows( $this->state(), array( 'name', 'value', 'updated_ms' ), array( array( self::CURSOR, (string) $upto, $now_ms ) ), 'ON DUPLICATE KEY UPDATE value = VALUES(value), updated_ms = VALUES(updated_ms)' );
		return $removed;
	}

	/** @param list<array<string, string|null>> $records */
	private function remove_old( array $records ): int {
		$old = array();
		foreach ( $this->ids_by_tenant( $records ) as $tenant_id => $external_ids ) {
			$seen = array();
			$rows = $this->db->rows(
				"SELECT id, sf_id FROM {$this->table()} WHERE tenant_id = %d AND sf_id IN (" . Sql::places( $external_ids ) . ') ORDER BY id DESC',
				array( $tenant_id, ...$external_ids )
			);
			foreach ( $rows as $row ) {
				$key          = (string) $row['sf_id'];
				$seen[ $key ] = ( $seen[ $key ] ?? 0 ) + 1;
				if ( $seen[ $key ] > self::KEPT ) {
					$old[] = (int) $row['id'];
				}
			}
		}
		foreach ( array_chunk( $old, 1000 ) as $ids ) {
			$this->db->query( "DELETE FROM {$this->table()} WHERE id IN (" . implode( ',', $ids ) . ')' );
		}
		return count( $old );
	}

	/**
	 * @param list<array<string, string|null>> $records
	 * @return array<int, list<string>>
	 */
	private function ids_by_tenant( array $records ): array {
		$ids = array();
		foreach ( $records as $record ) {
			$ids[ (int) $record['tenant_id'] ][] = (string) $record['sf_id'];
		}
		return $ids;
	}

	private function table(): string {
		return $this->db->table( 'provenance' );
	}

	private function state(): string {
		return $this->db->table( 'content_state' );
	}
}
