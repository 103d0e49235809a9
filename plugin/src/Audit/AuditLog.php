<?php
declare(strict_types=1);

namespace Callboard\Audit;

use Callboard\Clock\Clock;
use Callboard\Database\Db;

defined( 'ABSPATH' ) || exit;

/** Append-only: who did what, when. Never a secret. */
final class AuditLog {
	private const DATA_BYTES     = 60000;
	private const LOOKED_THROUGH = 5000;

	public function __construct( private readonly Db $db, private readonly Clock $clock ) {}

	/** @param array<string, mixed> $data */
	public function add( ?int $tenant_id, string $event, array $data = array(), ?int $user_id = null ): void {
		$json = (string) wp_json_encode( (object) $data );
		if ( strlen( $json ) > self::DATA_BYTES ) {
			$json = (string) wp_json_encode( array( 'too_long' => strlen( $json ) ) );
		}
		$this->db->query(
			"INSERT INTO {$this->table()} (tenant_id, event, data, user_id, at_ms) VALUES (%d, %s, %s, %d, %d)",
			array( $tenant_id, $event, $json, $user_id, $this->clock->now_ms() )
		);
	}

	/**
	 * The same event of many records, in one statement.
	 *
	 * @param list<array<string, mixed>> $all Data of each.
	 */
	public function add_many( ?int $tenant_id, string $event, array $all ): void {
		$now = $this->clock->now_ms();
		$this->db->insert_rows(
			$this->table(),
			array( 'tenant_id', 'event', 'data', 'at_ms' ),
			array_map( static fn( array $data ) => array( $tenant_id, $event, (string) wp_json_encode( (object) $data ), $now ), $all )
		);
	}

	/**
	 * What was noted about one record, newest first; looks through the tenant's last entries only.
	 *
	 * @return list<AuditEntry>
	 */
	public function of_record( int $tenant_id, string $external_id, int $limit = 50 ): array {
		$rows = $this->db->rows(
			"SELECT * FROM ( SELECT * FROM {$this->table()} WHERE tenant_id = %d ORDER BY id DESC LIMIT %d ) recent WHERE data LIKE %s ORDER BY id DESC LIMIT %d",
			array( $tenant_id, self::LOOKED_THROUGH, '%"external_id":"' . $this->db->wpdb()->esc_like( $external_id ) . '"%', $limit )
		);
		return array_map( array( AuditEntry::class, 'from_row' ), $rows );
	}

	/**
	 * The last entries of one kind, newest first; looks through the tenant's last entries only.
	 *
	 * @return list<AuditEntry>
	 */
	public function of_event( int $tenant_id, string $event, int $limit ): array {
		$rows = $this->db->rows(
			"SELECT * FROM ( SELECT * FROM {$this->table()} WHERE tenant_id = %d ORDER BY id DESC LIMIT %d ) recent WHERE event = %s ORDER BY id DESC LIMIT %d",
			array( $tenant_id, self::LOOKED_THROUGH, $event, $limit )
		);
		return array_map( array( AuditEntry::class, 'from_row' ), $rows );
	}

	/** @return list<AuditEntry> Newest first. */
	public function page( ?int $tenant_id, int $page = 1, int $per_page = 50 ): array {
		$where = null === $tenant_id ? 'tenant_id IS NULL' : 'tenant_id = %d';
		$args  = null === $tenant_id ? array() : array( $tenant_id );
		$rows  = $this->db->rows(
			"SELECT * FROM {$this->table()} WHERE {$where} ORDER BY id DESC LIMIT %d OFFSET %d",
			array( ...$args, $per_page, max( 0, $page - 1 ) * $per_page )
		);
		return array_map( array( AuditEntry::class, 'from_row' ), $rows );
	}

	private function table(): string {
		return $this->db->table( 'audit' );
	}
}
