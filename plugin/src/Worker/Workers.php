<?php
declare(strict_types=1);

namespace Callboard\Worker;

use Callboard\Clock\Clock;
use Callboard\Database\Db;

defined( 'ABSPATH' ) || exit;

/** Which workers asked for work, and when last. */
final class Workers {
	public function __construct( private readonly Db $db, private readonly Clock $clock ) {}

	public function saw( WorkerInfo $worker, string $key_id ): void {
		$now = $this->clock->now_ms();
		$this->db->query(
			"INSERT INTO {$this->table()} (worker_id, key_id, version, node, mode, first_seen_ms, last_seen_ms) VALUES (%s, %s, %s, %s, %s, %d, %d)
			ON DUPLICATE KEY UPDATE key_id = VALUES(key_id), version = VALUES(version), node = VALUES(node), mode = VALUES(mode), last_seen_ms = VALUES(last_seen_ms)",
			array( $worker->id, $key_id, $worker->version, $worker->node, $worker->mode, $now, $now )
		);
	}

	public function last_seen(): ?WorkerInfo {
		$row = $this->db->row( "SELECT * FROM {$this->table()} ORDER BY last_seen_ms DESC LIMIT 1" );
		return null === $row ? null : WorkerInfo::from_row( $row );
	}

	/** A spawned worker has a new id each time: forget those that are long gone. */
	public function prune( int $before_ms ): int {
		return $this->db->query( "DELETE FROM {$this->table()} WHERE last_seen_ms < %d", array( $before_ms ) );
	}

	private function table(): string {
		return $this->db->table( 'worker' );
	}
}
