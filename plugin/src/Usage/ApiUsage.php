<?php
declare(strict_types=1);

namespace Callboard\Usage;

use Callboard\Database\Db;

defined( 'ABSPATH' ) || exit;

/** Calls to Salesforce by tenant and hour, and what each org last said of its own count. */
final class ApiUsage {
	private const HOUR_MS = 3600 * 1000;
	private const DAY_MS  = 24 * self::HOUR_MS;

	public function __construct( private readonly Db $db ) {}

	/** @param bool $by_site Made by this site itself, not by the worker. */
	public function add( int $tenant_id, int $calls, int $now_ms, bool $by_site = false ): void {
		if ( $calls > 0 ) {
			$hour_ms = $now_ms - $now_ms % self::HOUR_MS;
			$this->db->insert_rows( $this->table( 'api_usage' ), array( 'tenant_id', 'hour_ms', 'calls', 'site_calls' ), array( array( $tenant_id, $hour_ms, $calls, $by_site ? $calls : 0 ) ), 'ON DUPLICATE KEY UPDATE calls = calls + VALUES(calls), site_calls = site_calls + VALUES(site_calls)' );
		}
	}

	public function saw_org( string $org_id, int $used, int $limit, int $now_ms ): void {
		$this->db->insert_rows(
			$this->table( 'org_limit' ),
			array( 'org_id', 'calls_used', 'calls_max', 'seen_ms' ),
			array( array( $org_id, $used, $limit, $now_ms ) ),
			'ON DUPLICATE KEY UPDATE calls_used = VALUES(calls_used), calls_max = VALUES(calls_max), seen_ms = VALUES(seen_ms)'
		);
	}

	/** @return ?array{used: int, limit: int, seen_ms: int} */
	public function org( string $org_id ): ?array {
		$row = $this->db->row( "SELECT calls_used, calls_max, seen_ms FROM {$this->table( 'org_limit' )} WHERE org_id = %s", array( $org_id ) );
		return null === $row ? null : array(
			'used'    => (int) $row['calls_used'],
			'limit'   => (int) $row['calls_max'],
			'seen_ms' => (int) $row['seen_ms'],
		);
	}

	/** @return array<int, int> Hour → calls of the last 24 hours, oldest first. */
	public function hours( int $tenant_id, int $now_ms ): array {
		$rows  = $this->db->rows( "SELECT hour_ms, calls FROM {$this->table( 'api_usage' )} WHERE tenant_id = %d AND hour_ms > %d ORDER BY hour_ms", array( $tenant_id, $now_ms - self::DAY_MS - self::HOUR_MS ) );
		$hours = array();
		foreach ( $rows as $row ) {
			$hours[ (int) $row['hour_ms'] ] = (int) $row['calls'];
		}
		return $hours;
	}

	/** @return array{worker: int, site: int} Who made the calls of the last 24 hours. */
	public function by_whom( int $tenant_id, int $now_ms ): array {
		$row  = $this->db->row( "SELECT SUM(calls) AS calls, SUM(site_calls) AS site_calls FROM {$this->table( 'api_usage' )} WHERE tenant_id = %d AND hour_ms > %d", array( $tenant_id, $now_ms - self::DAY_MS - self::HOUR_MS ) );
		$site = (int) ( $row['site_calls'] ?? 0 );
		return array(
			'worker' => (int) ( $row['calls'] ?? 0 ) - $site,
			'site'   => $site,
		);
	}

	/**
	 * When the calls of the last 24 hours will be fewer than this; an hour counts until its last minute is a day old.
	 *
	 * @param array<int, int> $hours
	 */
	public static function free_again_ms( array $hours, int $bound ): int {
		$sum = array_sum( $hours );
		foreach ( $hours as $hour_ms => $calls ) {
			$sum -= $calls;
			if ( $sum < $bound ) {
				return $hour_ms + self::HOUR_MS + self::DAY_MS;
			}
		}
		return 0;
	}

	public function prune( int $now_ms ): void {
		$this->db->query( "DELETE FROM {$this->table( 'api_usage' )} WHERE hour_ms < %d", array( $now_ms - 2 * self::DAY_MS ) );
	}

	private function table( string $name ): string {
		return $this->db->table( $name );
	}
}
