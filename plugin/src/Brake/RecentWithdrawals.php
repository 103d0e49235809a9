<?php
declare(strict_types=1);

namespace Callboard\Brake;

use Callboard\Database\Db;
use Callboard\Delivery\Outcome;
use Callboard\Ledger\Ledger;
use Callboard\Ledger\LedgerState;

defined( 'ABSPATH' ) || exit;

/** What earlier runs took off the site within a day: a mass change that comes in small pieces is one all the same. */
final class RecentWithdrawals {
	private const DAY_MS = 24 * 60 * 60 * 1000;

	public function __construct( private readonly Db $db ) {}

	/** Records of a mapping that other runs withdrew within a day, that are still away, and that no person has looked at. */
	public function of_other_runs( int $tenant_id, string $mapping_id, int $run_id, int $now_ms ): int {
		$runs = $this->runs( $tenant_id, $mapping_id, $run_id, $now_ms );
		if ( array() === $runs ) {
			return 0;
		}
		return (int) $this->db->value(
			"SELECT COUNT(DISTINCT item.external_id) FROM {$this->db->table( 'run_item' )} item
			INNER JOIN {$this->db->table( 'ledger' )} entry ON entry.tenant_id = %d AND entry.destination = %s AND entry.sf_id = item.external_id AND entry.state <> %s
			WHERE item.run_id IN (" . implode( ',', $runs ) . ') AND item.outcome = %s AND item.mapping_id = %s AND item.at_ms > %d',
			array( $tenant_id, Ledger::WORDPRESS, LedgerState::LIVE, Outcome::WITHDRAWN, $mapping_id, $this->since( $tenant_id, $mapping_id, $now_ms ) )
		);
	}

	/** @return list<int> Nearly every run withdraws nothing: those that did are told by their counts. */
	private function runs( int $tenant_id, string $mapping_id, int $run_id, int $now_ms ): array {
		$decided = "SELECT run_id FROM {$this->db->table( 'brake' )} WHERE tenant_id = %d AND mapping_id = %s AND decided_ms IS NOT NULL";
		return array_map(
			'intval',
			$this->db->column(
				"SELECT id FROM {$this->db->table( 'run' )} WHERE tenant_id = %d AND id <> %d AND ( finished_ms IS NULL OR finished_ms > %d ) AND counts LIKE %s AND id NOT IN ( {$decided} )",
				array( $tenant_id, $run_id, $now_ms - self::DAY_MS, '%"withdrawn"%', $tenant_id, $mapping_id )
			)
		);
	}

	/** A person who decides about a mapping has seen what went before. */
	private function since( int $tenant_id, string $mapping_id, int $now_ms ): int {
		$decided_ms = $this->db->value( "SELECT MAX(decided_ms) FROM {$this->db->table( 'brake' )} WHERE tenant_id = %d AND mapping_id = %s", array( $tenant_id, $mapping_id ) );
		return max( (int) $decided_ms, $now_ms - self::DAY_MS );
	}
}
