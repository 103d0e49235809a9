<?php
declare(strict_types=1);

namespace Callboard\Ownership;

use Callboard\Database\Db;
use Callboard\Database\Sql;

defined( 'ABSPATH' ) || exit;

/** The only reader and writer of the overrides that stand, and those that stood. */
final class StandingOverrides {
	public function __construct( private readonly Db $db ) {}

	/** So few stand, as a rule, that all of them cost less than a list of a batch's ids. */
	private const FEW = 200;

	/**
	 * For a batch: one query, two where many stand.
	 *
	 * @param list<string> $external_ids
	 * @return array<string, list<StandingOverride>> External id → those that stand.
	 */
	public function standing( int $tenant_id, array $external_ids ): array {
		if ( array() === $external_ids ) {
			return array();
		}
		$rows = $this->db->rows( "SELECT * FROM {$this->table()} WHERE tenant_id = %d AND ended_ms IS NULL LIMIT %d", array( $tenant_id, self::FEW + 1 ) );
		if ( count( $rows ) > self::FEW ) {
			$rows = $this->db->rows(
				"SELECT * FROM {$this->table()} WHERE tenant_id = %d AND ended_ms IS NULL AND sf_id IN (" . Sql::places( $external_ids ) . ')',
				array( $tenant_id, ...$external_ids )
			);
		}
		$overrides = array();
		foreach ( $rows as $row ) {
			$overrides[ (string) $row['sf_id'] ][] = StandingOverride::from_row( $row );
		}
		return array_intersect_key( $overrides, array_flip( $external_ids ) );
	}

	/** @return list<StandingOverride> Of one record, newest first, ended ones included. */
	public function of( int $tenant_id, string $external_id, int $limit = 100 ): array {
		$rows = $this->db->rows( "SELECT * FROM {$this->table()} WHERE tenant_id = %d AND sf_id = %s ORDER BY id DESC LIMIT %d", array( $tenant_id, $external_id, $limit ) );
		return array_map( array( StandingOverride::class, 'from_row' ), $rows );
	}

	/** @return list<StandingOverride> All that stand, newest first. */
	public function page( int $tenant_id, int $page, int $per_page ): array {
		$rows = $this->db->rows( "SELECT * FROM {$this->table()} WHERE tenant_id = %d AND ended_ms IS NULL ORDER BY id DESC LIMIT %d OFFSET %d", array( $tenant_id, $per_page, max( 0, $page - 1 ) * $per_page ) );
		return array_map( array( StandingOverride::class, 'from_row' ), $rows );
	}

	public function count( int $tenant_id ): int {
		return (int) $this->db->value( "SELECT COUNT(*) FROM {$this->table()} WHERE tenant_id = %d AND ended_ms IS NULL", array( $tenant_id ) );
	}

	/**
	 * @param list<int> $ids
	 * @return list<StandingOverride> Those of them that are the tenant's and stand.
	 */
	public function with_ids( int $tenant_id, array $ids ): array {
		if ( array() === $ids ) {
			return array();
		}
		$rows = $this->db->rows(
			"SELECT * FROM {$this->table()} WHERE tenant_id = %d AND ended_ms IS NULL AND id IN (" . Sql::places( $ids, '%d' ) . ') ORDER BY id',
			array( $tenant_id, ...$ids )
		);
		return array_map( array( StandingOverride::class, 'from_row' ), $rows );
	}

	/** Id and end of the given one are of no account. */
	public function add( StandingOverride $override ): void {
		$this->db->insert_rows(
			$this->table(),
			array( 'tenant_id', 'sf_id', 'post_id', 'target', 'value', 'replaced', 'reason', 'user_id', 'created_ms' ),
			array(
				array(
					$override->tenant_id,
					$override->external_id,
					$override->post_id,
					$override->target,
					self::json( $override->value ),
					self::json( $override->replaced ),
					mb_substr( $override->reason, 0, 500 ),
					$override->user_id,
					$override->created_ms,
				),
			)
		);
	}

	/** @param list<int> $ids */
	public function end( array $ids, string $why, int $now_ms ): void {
		if ( array() !== $ids ) {
			$this->db->query(
				"UPDATE {$this->table()} SET ended_ms = %d, ended_why = %s WHERE ended_ms IS NULL AND id IN (" . implode( ',', array_map( 'intval', $ids ) ) . ')',
				array( $now_ms, $why )
			);
		}
	}

	/** @param string|list<int>|null $value */
	private static function json( string|array|null $value ): string {
		return (string) json_encode( $value, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE );
	}

	private function table(): string {
		return $this->db->table( 'override' );
	}
}
