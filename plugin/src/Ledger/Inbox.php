<?php
declare(strict_types=1);

namespace Callboard\Ledger;

use Callboard\Database\Db;
use Callboard\Database\Sql;

defined( 'ABSPATH' ) || exit;

/** Records to be read again, each with its reason and its next time. */
final class Inbox {
	public const WAITS_FOR_PARENT = 'parent';
	public const TWIN_GONE        = 'twin';
	public const DRIFT            = 'drift';
	public const REHEARSED        = 'rehearsed';
	public const ASKED            = 'asked';

	/** 1, 2, 4 … minutes, at most 6 hours. */
	private const FIRST_BACK_OFF_MS = 60000;
	private const LAST_BACK_OFF_MS  = 21600000;

	public function __construct( private readonly Db $db ) {}

	public static function next_attempt_ms( int $attempts, int $now_ms ): int {
		return $now_ms + min( self::LAST_BACK_OFF_MS, self::FIRST_BACK_OFF_MS * 2 ** min( 20, max( 0, $attempts ) ) );
	}

	/**
	 * Due at once; a record that is in the inbox already becomes due, and is asked for from now on.
	 *
	 * @param list<string> $external_ids
	 */
	public function add( int $tenant_id, string $mapping_id, array $external_ids, string $reason, int $now_ms ): void {
		$rows = array_map(
			static fn( string $id ) => array( $tenant_id, $id, $mapping_id, $reason, null, 0, $now_ms, $now_ms ),
			$external_ids
		);
		$this->insert( $rows, 'next_ms = VALUES(next_ms), created_ms = VALUES(created_ms)' );
	}

	/**
	 * Tried and not done: comes back later, each time twice as late.
	 *
	 * @param array<string, ?string> $parents External id → the external id of the parent it waits for.
	 */
	public function put_off( int $tenant_id, string $mapping_id, array $parents, string $reason, int $now_ms ): void {
		if ( array() === $parents ) {
			return;
		}
		$attempts = $this->attempts( $tenant_id, array_map( 'strval', array_keys( $parents ) ), $mapping_id );
		$rows     = array();
		foreach ( $parents as $id => $parent ) {
			$tried  = $attempts[ $id ] ?? 0;
			$rows[] = array( $tenant_id, (string) $id, $mapping_id, $reason, $parent, $tried + 1, self::next_attempt_ms( $tried, $now_ms ), $now_ms );
		}
		$this->insert( $rows, 'reason = VALUES(reason), parent_sf_id = VALUES(parent_sf_id), attempts = VALUES(attempts), next_ms = VALUES(next_ms)' );
	}

	/**
	 * Their outcome is stored: nothing is left to read, by no mapping. A page without inbox ids costs one read.
	 *
	 * @param list<string> $external_ids
	 * @param ?string      $mapping_id   Only where this mapping waits for them.
	 * @param int          $began_ms     When their reading began: who asked after that is answered by the next one.
	 */
	public function settle( int $tenant_id, array $external_ids, ?string $mapping_id = null, int $began_ms = PHP_INT_MAX ): void {
		$known = array_map( 'strval', array_keys( $this->attempts( $tenant_id, $external_ids, $mapping_id ) ) );
		if ( array() !== $known ) {
			$whose = null === $mapping_id ? '' : ' AND mapping_id = %s';
			$this->db->query(
				"DELETE FROM {$this->table()} WHERE tenant_id = %d AND created_ms <= %d AND sf_id IN (" . Sql::places( $known ) . "){$whose}",
				array( $tenant_id, $began_ms, ...$known, ...( null === $mapping_id ? array() : array( $mapping_id ) ) )
			);
		}
	}

	/**
	 * The production has come: its performances are due now.
	 *
	 * @param list<string> $parent_external_ids
	 */
	public function wake_children( int $tenant_id, array $parent_external_ids, int $now_ms ): void {
		if ( array() === $parent_external_ids ) {
			return;
		}
		$ids = $this->db->column(
			"SELECT id FROM {$this->table()} WHERE tenant_id = %d AND parent_sf_id IN (" . Sql::places( $parent_external_ids ) . ')',
			array( $tenant_id, ...$parent_external_ids )
		);
		if ( array() !== $ids ) {
			$this->db->query( "UPDATE {$this->table()} SET next_ms = %d WHERE id IN (" . implode( ',', array_map( 'intval', $ids ) ) . ')', array( $now_ms ) );
		}
	}

	/** @return array<string, list<string>> Mapping id → external ids that are due, oldest first. */
	public function due( int $tenant_id, int $now_ms, int $limit = 10000 ): array {
		$rows = $this->db->rows(
			"SELECT sf_id, mapping_id FROM {$this->table()} WHERE tenant_id = %d AND next_ms <= %d ORDER BY next_ms, id LIMIT %d",
			array( $tenant_id, $now_ms, $limit )
		);
		$due  = array();
		foreach ( $rows as $row ) {
			$due[ (string) $row['mapping_id'] ][] = (string) $row['sf_id'];
		}
		return $due;
	}

	/**
	 * How many of these nobody has read since somebody asked; one that was tried and put off has been read.
	 *
	 * @param list<string> $external_ids
	 */
	public function unread_since( int $tenant_id, array $external_ids, int $asked_ms ): int {
		return array() === $external_ids ? 0 : (int) $this->db->value(
			"SELECT COUNT(DISTINCT sf_id) FROM {$this->table()} WHERE tenant_id = %d AND next_ms <= %d AND sf_id IN (" . Sql::places( $external_ids ) . ')',
			array( $tenant_id, $asked_ms, ...$external_ids )
		);
	}

	/**
	 * Rows due at $until_ms, oldest first, behind the cursor: a row that was put off meanwhile is not met again.
	 *
	 * @param list<string>            $mapping_ids
	 * @param array{0: int, 1: int}   $after       `next_ms` and `id` of the last row of the page before.
	 * @return list<array<string, string|null>>
	 */
	public function page( int $tenant_id, array $mapping_ids, int $until_ms, array $after, int $limit ): array {
		if ( array() === $mapping_ids ) {
			return array();
		}
		return $this->db->rows(
			"SELECT id, sf_id, mapping_id, next_ms FROM {$this->table()} WHERE tenant_id = %d AND next_ms <= %d AND next_ms >= %d AND ( next_ms > %d OR id > %d ) AND mapping_id IN (" . Sql::places( $mapping_ids ) . ") ORDER BY next_ms, id LIMIT %d",
			array( $tenant_id, $until_ms, $after[0], $after[0], $after[1], ...$mapping_ids, $limit )
		);
	}

	public function count( int $tenant_id ): int {
		return (int) $this->db->value( "SELECT COUNT(*) FROM {$this->table()} WHERE tenant_id = %d", array( $tenant_id ) );
	}

	/**
	 * @param list<string> $external_ids
	 * @return array<string, int> Only of those that are in the inbox.
	 */
	private function attempts( int $tenant_id, array $external_ids, ?string $mapping_id ): array {
		if ( array() === $external_ids || 0 === $this->count( $tenant_id ) ) {
			return array();
		}
		$whose = null === $mapping_id ? '' : ' AND mapping_id = %s';
		$rows  = $this->db->rows(
			"SELECT sf_id, attempts FROM {$this->table()} WHERE tenant_id = %d AND sf_id IN (" . Sql::places( $external_ids ) . "){$whose}",
			array( $tenant_id, ...$external_ids, ...( null === $mapping_id ? array() : array( $mapping_id ) ) )
		);
		$attempts = array();
		foreach ( $rows as $row ) {
			$attempts[ (string) $row['sf_id'] ] = (int) $row['attempts'];
		}
		return $attempts;
	}

	/** @param list<list<scalar|null>> $rows */
	private function insert( array $rows, string $on_duplicate ): void {
		$columns = array( 'tenant_id', 'sf_id', 'mapping_id', 'reason', 'parent_sf_id', 'attempts', 'next_ms', 'created_ms' );
		$this->db->insert_rows( $this->table(), $columns, $rows, 'ON DUPLICATE KEY UPDATE ' . $on_duplicate );
	}

	private function table(): string {
		return $this->db->table( 'inbox' );
	}
}
