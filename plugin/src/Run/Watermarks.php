<?php
declare(strict_types=1);

namespace Callboard\Run;

use Callboard\Clock\Clock;
use Callboard\Database\Db;

defined( 'ABSPATH' ) || exit;

final class Watermarks {
	/** Clocks drift, answers take time. What is further ahead than this is no time that can have passed. */
	private const AHEAD_MS = 5 * 60 * 1000;

	public function __construct( private readonly Db $db, private readonly Clock $clock ) {}

	/**
	 * @param list<string> $mapping_ids
	 * @return list<Watermark> One per mapping, also for those never read.
	 */
	public function of( int $tenant_id, array $mapping_ids ): array {
		$rows = $this->db->rows( "SELECT mapping_id, stamp_ms, deleted_covered_ms, swept_ms FROM {$this->table()} WHERE tenant_id = %d", array( $tenant_id ) );
		$rows = array_column( $rows, null, 'mapping_id' );
		return array_map(
			static fn( string $id ) => isset( $rows[ $id ] ) ? Watermark::from_array( $rows[ $id ] ) : new Watermark( $id, null, null ),
			$mapping_ids
		);
	}

	/**
	 * Forward only: a worker that lost its way may repeat a window, never skip back over one that is settled. And never
	 * faster than time: one Date header that runs ahead of its org would hide every change until the org catches up.
	 *
	 * Both clocks need only go at the same rate: how far apart they are does not matter.
	 *
	 * @param ?int $read_from_ms When the reading began, by this site's clock; null: just now.
	 */
	public function advance( int $tenant_id, Watermark $to, ?int $read_from_ms = null ): void {
		$from   = $this->of( $tenant_id, array( $to->mapping_id ) )[0];
		$since  = null === $from->stamp_ms ? null : $this->since_ms( $tenant_id, $to->mapping_id );
		$latest = null === $since ? null : $from->stamp_ms + max( 0, $this->clock->now_ms() - $since );
		$to     = null === $latest || (int) $to->stamp_ms <= $latest + self::AHEAD_MS ? $to : $to->no_later_than( $latest );
		// Where it does not move, its time goes on; unless that time lies ahead of a clock that was set back.
		$stays = null !== $since && $since <= $this->clock->now_ms() && (int) $to->stamp_ms <= (int) $from->stamp_ms;
		$this->clear( $tenant_id, $to->mapping_id );
		$this->db->query(
			"INSERT INTO {$this->table()} (tenant_id, mapping_id, stamp_ms, deleted_covered_ms, swept_ms, updated_ms) VALUES (%d, %s, %d, %d, %d, %d)",
			array(
				$tenant_id,
				$to->mapping_id,
				$this->later( $from->stamp_ms, $to->stamp_ms ),
				$this->later( $from->deleted_covered_ms, $to->deleted_covered_ms ),
				$this->later( $from->swept_ms, $to->swept_ms ),
				$stays ? $since : $read_from_ms ?? $this->clock->now_ms(),
			)
		);
	}

	/** When the reading began by which the watermark stands where it stands, by this site's clock. */
	private function since_ms( int $tenant_id, string $mapping_id ): int {
		return (int) $this->db->value( "SELECT updated_ms FROM {$this->table()} WHERE tenant_id = %d AND mapping_id = %s", array( $tenant_id, $mapping_id ) );
	}

	/**
	 * All is read again by new rules. What was deleted or left the filter meanwhile is not among it: up to where both
	 * have been looked for stays, and the first sweep after the reading begins there.
	 */
	public function begin_again( int $tenant_id, string $mapping_id ): void {
		$this->db->query(
			"UPDATE {$this->table()} SET stamp_ms = NULL WHERE tenant_id = %d AND mapping_id = %s",
			array( $tenant_id, $mapping_id )
		);
	}

	public function clear( int $tenant_id, string $mapping_id ): void {
		$this->db->query(
			"DELETE FROM {$this->table()} WHERE tenant_id = %d AND mapping_id = %s",
			array( $tenant_id, $mapping_id )
		);
	}

	private function later( ?int $a, ?int $b ): ?int {
		return null === $a || null === $b ? $a ?? $b : max( $a, $b );
	}

	private function table(): string {
		return $this->db->table( 'watermark' );
	}
}
