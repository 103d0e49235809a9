<?php
declare(strict_types=1);

namespace Callboard\Ledger;

use Callboard\Database\Db;
use Callboard\Database\Sql;

defined( 'ABSPATH' ) || exit;

/** Which records of a mapping the ledger holds, and which of them Salesforce does not show any more. */
final class Presence {
	public function __construct( private readonly Db $db ) {}

	/**
	 * By ledger id: no collation of the database has a say in the order, so the worker need not know it.
	 *
	 * @return list<array{id: int, external_id: string, state: string, unseen: bool, stamp_ms: int}>
	 */
	public function page( int $tenant_id, string $mapping_id, int $after, int $limit ): array {
		$rows = $this->db->rows(
			"SELECT id, sf_id, state, unseen_ms, stamp_ms FROM {$this->table()} WHERE tenant_id = %d AND mapping_id = %s AND id > %d AND destination = %s ORDER BY id LIMIT %d",
			array( $tenant_id, $mapping_id, $after, Ledger::WORDPRESS, $limit )
		);
		return array_map( array( self::class, 'present' ), $rows );
	}

	/**
	 * What is on the site by earlier rules than these, or waits to be: once all has been read by these, it is what that
	 * reading did not meet.
	 *
	 * @return list<array{id: int, external_id: string, state: string, unseen: bool, stamp_ms: int}>
	 */
	public function missed( int $tenant_id, string $mapping_id, int $version, int $after, int $limit ): array {
		$rows = $this->db->rows(
			"SELECT id, sf_id, state, unseen_ms, stamp_ms FROM {$this->table()} WHERE tenant_id = %d AND mapping_id = %s AND id > %d AND destination = %s AND mapping_version < %d AND state IN (%s, %s, %s) ORDER BY id LIMIT %d",
			array( $tenant_id, $mapping_id, $after, Ledger::WORDPRESS, $version, LedgerState::LIVE, LedgerState::HELD, LedgerState::WAITING, $limit )
		);
		return array_map( array( self::class, 'present' ), $rows );
	}

	/** When a person was told that the record is not visible any more; null: it is, as far as is known. */
	public function unseen_since( int $tenant_id, string $external_id ): ?int {
		$unseen_ms = $this->db->value( "SELECT unseen_ms FROM {$this->table()} WHERE tenant_id = %d AND destination = %s AND sf_id = %s", array( $tenant_id, Ledger::WORDPRESS, $external_id ) );
		return null === $unseen_ms ? null : (int) $unseen_ms;
	}

	/**
	 * Locks the rows: what is decided from them holds until the transaction ends.
	 *
	 * @param list<string> $external_ids
	 * @return array<string, array{unseen_ms: ?int, post_id: ?int}> By external id; withdrawn and unknown ones are absent.
	 */
	public function shown( int $tenant_id, string $mapping_id, array $external_ids ): array {
		if ( array() === $external_ids ) {
			return array();
		}
		$rows  = $this->db->rows(
			"SELECT sf_id, unseen_ms, post_id FROM {$this->table()} WHERE tenant_id = %d AND destination = %s AND mapping_id = %s AND state IN (%s, %s, %s) AND sf_id IN (" . Sql::places( $external_ids ) . ')' . $this->db->for_update(),
			array( $tenant_id, Ledger::WORDPRESS, $mapping_id, LedgerState::LIVE, LedgerState::HELD, LedgerState::WAITING, ...$external_ids )
		);
		$shown = array();
		foreach ( $rows as $row ) {
			$shown[ (string) $row['sf_id'] ] = array(
				'unseen_ms' => null === $row['unseen_ms'] ? null : (int) $row['unseen_ms'],
				'post_id'   => null === $row['post_id'] ? null : (int) $row['post_id'],
			);
		}
		return $shown;
	}

	/**
	 * @param list<string> $external_ids
	 * @param ?int         $unseen_ms    When a person was told; null: it is visible again.
	 */
	public function mark( int $tenant_id, array $external_ids, ?int $unseen_ms ): void {
		if ( array() !== $external_ids ) {
			$this->db->query(
				"UPDATE {$this->table()} SET unseen_ms = %d WHERE tenant_id = %d AND destination = %s AND sf_id IN (" . Sql::places( $external_ids ) . ')',
				array( $unseen_ms, $tenant_id, Ledger::WORDPRESS, ...$external_ids )
			);
		}
	}

	/**
	 * @param array<string, string|null> $row
	 * @return array{id: int, external_id: string, state: string, unseen: bool, stamp_ms: int}
	 */
	private static function present( array $row ): array {
		return array(
			'id'          => (int) $row['id'],
			'external_id' => (string) $row['sf_id'],
			'state'       => (string) $row['state'],
			'unseen'      => null !== $row['unseen_ms'],
			'stamp_ms'    => (int) $row['stamp_ms'],
		);
	}

	private function table(): string {
		return $this->db->table( 'ledger' );
	}
}
