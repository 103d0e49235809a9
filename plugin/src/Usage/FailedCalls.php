<?php
declare(strict_types=1);

namespace Callboard\Usage;

use Callboard\Database\Db;

defined( 'ABSPATH' ) || exit;

/** Calls to Salesforce that failed: the newest thousand of each tenant, thirty days at most. */
final class FailedCalls {
	public const KEPT       = 1000;
	private const COLUMNS   = array( 'at_ms', 'method', 'endpoint', 'status', 'attempt', 'kind', 'code', 'request', 'answer' );
	private const REDACTED  = array( 'endpoint', 'request', 'answer' );
	private const RETAIN_MS = 30 * 24 * 3600 * 1000;

	public function __construct( private readonly Db $db ) {}

	/** @param list<array<string, mixed>> $calls Items of complete.request `calls_failed`. */
	public function add( int $tenant_id, int $run_id, array $calls ): void {
		$rows = array();
		foreach ( $calls as $call ) {
			$row = array( $tenant_id, $run_id );
			foreach ( self::COLUMNS as $column ) {
				$row[] = in_array( $column, self::REDACTED, true ) ? Redaction::of( (string) $call[ $column ] ) : $call[ $column ];
			}
			$rows[] = $row;
		}
		$this->db->insert_rows( $this->table(), array( 'tenant_id', 'run_id', ...self::COLUMNS ), $rows );
	}

	/** @return list<array<string, mixed>> Newest first, each as contract/call-failure.schema.json. */
	public function page( int $tenant_id, int $page = 1, int $per_page = 20 ): array {
		$rows = $this->db->rows(
			"SELECT * FROM {$this->table()} WHERE tenant_id = %d ORDER BY id DESC LIMIT %d OFFSET %d",
			array( $tenant_id, $per_page, max( 0, $page - 1 ) * $per_page )
		);
		return array_map( array( self::class, 'shaped' ), $rows );
	}

	public function count( int $tenant_id ): int {
		return (int) $this->db->value( "SELECT COUNT(*) FROM {$this->table()} WHERE tenant_id = %d", array( $tenant_id ) );
	}

	public function prune( int $now_ms ): void {
		$this->db->query( "DELETE FROM {$this->table()} WHERE at_ms < %d", array( $now_ms - self::RETAIN_MS ) );
		foreach ( array_map( 'intval', $this->db->column( "SELECT DISTINCT tenant_id FROM {$this->table()}" ) ) as $tenant_id ) {
			$last = $this->db->value( "SELECT id FROM {$this->table()} WHERE tenant_id = %d ORDER BY id DESC LIMIT 1 OFFSET %d", array( $tenant_id, self::KEPT ) );
			if ( null !== $last ) {
				$this->db->query( "DELETE FROM {$this->table()} WHERE tenant_id = %d AND id <= %d", array( $tenant_id, (int) $last ) );
			}
		}
	}

	/**
	 * @param array<string, string|null> $row
	 * @return array<string, mixed>
	 */
	private static function shaped( array $row ): array {
		unset( $row['tenant_id'] );
		foreach ( array( 'id', 'run_id', 'at_ms', 'status', 'attempt' ) as $column ) {
			$row[ $column ] = (int) $row[ $column ];
		}
		return $row;
	}

	private function table(): string {
		return $this->db->table( 'call_failure' );
	}
}
