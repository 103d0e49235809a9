<?php
declare(strict_types=1);

namespace Callboard\Run;

use Callboard\Database\Db;
use Callboard\Database\OldRows;
use Callboard\Database\Sql;
use Callboard\Retry\RetryEntry;
use Callboard\Retry\RetryState;

defined( 'ABSPATH' ) || exit;

/** What happened to each record of a run; unchanged ones are only counted. */
final class RunItems {
	public function __construct( private readonly Db $db ) {}

	/** @param list<RunItem> $items Their run and tenant are the given ones. */
	public function add_many( int $tenant_id, int $run_id, array $items ): void {
		$rows = array_map(
			static fn( RunItem $item ) => array(
				$tenant_id,
				$run_id,
				$item->mapping_id,
				$item->external_id,
				$item->outcome,
				$item->post_id,
				null === $item->title ? null : mb_substr( $item->title, 0, 500 ),
				null === $item->failure ? null : (string) wp_json_encode( $item->failure ),
				$item->at_ms,
				null === $item->diff ? null : (string) wp_json_encode( $item->diff ),
			),
			$items
		);
		$columns = array( 'tenant_id', 'run_id', 'mapping_id', 'external_id', 'outcome', 'post_id', 'title', 'failure', 'at_ms', 'diff' );
		$this->db->insert_rows_meanwhile( $this->table(), $columns, $rows );
	}

	/** @return list<RunItem> Oldest first, as they happened. */
	public function page( int $run_id, ?string $outcome = null, int $page = 1, int $per_page = 50 ): array {
		$rows = $this->db->rows(
			"SELECT * FROM {$this->table()} WHERE run_id = %d" . ( null === $outcome ? '' : ' AND outcome = %s' ) . ' ORDER BY id LIMIT %d OFFSET %d',
			array( $run_id, ...( null === $outcome ? array() : array( $outcome ) ), $per_page, max( 0, $page - 1 ) * $per_page )
		);
		return array_map( array( RunItem::class, 'from_row' ), $rows );
	}

	/** @return list<RunItem> The next ones after an id: a sheet of any length, without counting from the beginning again. */
	public function after( int $run_id, ?string $outcome, int $after_id, int $limit ): array {
		$rows = $this->db->rows(
			"SELECT * FROM {$this->table()} WHERE run_id = %d AND id > %d" . ( null === $outcome ? '' : ' AND outcome = %s' ) . ' ORDER BY id LIMIT %d',
			array( $run_id, $after_id, ...( null === $outcome ? array() : array( $outcome ) ), $limit )
		);
		return array_map( array( RunItem::class, 'from_row' ), $rows );
	}

	public function count( int $run_id, ?string $outcome = null ): int {
		return (int) $this->db->value(
			"SELECT COUNT(*) FROM {$this->table()} WHERE run_id = %d" . ( null === $outcome ? '' : ' AND outcome = %s' ),
			array( $run_id, ...( null === $outcome ? array() : array( $outcome ) ) )
		);
	}

	public function count_of_mapping( int $run_id, string $outcome, string $mapping_id ): int {
		return (int) $this->db->value(
			"SELECT COUNT(*) FROM {$this->table()} WHERE run_id = %d AND outcome = %s AND mapping_id = %s",
			array( $run_id, $outcome, $mapping_id )
		);
	}

	/** Has this run said already that something is wrong with the record? */
	public function has_failure( int $tenant_id, int $run_id, string $external_id ): bool {
		return null !== $this->db->value(
			"SELECT id FROM {$this->table()} WHERE tenant_id = %d AND external_id = %s AND run_id = %d AND failure IS NOT NULL LIMIT 1",
			array( $tenant_id, $external_id, $run_id )
		);
	}

	/**
	 * Records whose newest word is that they need a person, newest first; one that is found well later has a newer word,
	 * also when nothing was written for it. What a brake holds is listed and decided there, hundreds at once.
	 *
	 * @return list<RunItem>
	 */
	public function unsettled( int $tenant_id, int $page = 1, int $per_page = 50 ): array {
		$rows = $this->db->rows(
			"{$this->unsettled_columns()} {$this->unsettled_source()} {$this->past_the_brake()} ORDER BY item.id DESC LIMIT %d OFFSET %d",
			array( ...$this->unsettled_arguments( $tenant_id ), $per_page, max( 0, $page - 1 ) * $per_page )
		);
		return array_map( array( RunItem::class, 'from_row' ), $rows );
	}

	/** @return list<RunItem> The next ones below an id, what a brake holds included. */
	public function unsettled_before( int $tenant_id, int $before_id, int $limit ): array {
		$rows = $this->db->rows(
			"{$this->unsettled_columns()} {$this->unsettled_source()} AND item.id < %d ORDER BY item.id DESC LIMIT %d",
			array( ...$this->unsettled_arguments( $tenant_id ), $before_id, $limit )
		);
		return array_map( array( RunItem::class, 'from_row' ), $rows );
	}

	/** Those only a person can settle: one that waits for its show may well settle by itself. */
	public function count_needing_a_person( int $tenant_id ): int {
		return (int) $this->db->value(
			"SELECT COUNT(*) {$this->unsettled_source()} AND item.outcome <> %s",
			array( ...$this->unsettled_arguments( $tenant_id ), 'waiting' )
		);
	}

	public function count_unsettled( int $tenant_id ): int {
		return (int) $this->db->value( "SELECT COUNT(*) {$this->unsettled_source()} {$this->past_the_brake()}", $this->unsettled_arguments( $tenant_id ) );
	}

	/**
	 * @param list<string> $external_ids
	 * @return list<string> Those whose newest word is that they were refused, are held or wait.
	 */
	public function unsettled_among( int $tenant_id, array $external_ids ): array {
		if ( array() === $external_ids ) {
			return array();
		}
		$in  = Sql::places( $external_ids );
		$ids = $this->db->column(
			"SELECT item.external_id FROM {$this->table()} item INNER JOIN ( SELECT MAX(id) AS id FROM {$this->table()} WHERE tenant_id = %d AND external_id IN ({$in}) AND outcome <> %s AND diff IS NULL GROUP BY external_id ) newest ON newest.id = item.id WHERE item.outcome IN (%s, %s, %s)",
			array( $tenant_id, ...$external_ids, 'stale', 'rejected', 'held', 'waiting' )
		);
		return array_map( 'strval', $ids );
	}

	/** @return list<RunItem> What runs said of one record, newest first. */
	public function of_record( int $tenant_id, string $external_id, int $limit = 20 ): array {
		$rows = $this->db->rows(
			"SELECT * FROM {$this->table()} WHERE tenant_id = %d AND external_id = %s ORDER BY id DESC LIMIT %d",
			array( $tenant_id, $external_id, $limit )
		);
		return array_map( array( RunItem::class, 'from_row' ), $rows );
	}

	/**
	 * The last word of each of these records since a moment, in the order they were said.
	 *
	 * @param list<string> $external_ids
	 * @return list<RunItem>
	 */
	public function since( int $tenant_id, array $external_ids, int $since_ms ): array {
		if ( array() === $external_ids ) {
			return array();
		}
		$rows = $this->db->rows(
			"SELECT * FROM {$this->table()} WHERE id IN ( SELECT MAX(id) FROM {$this->table()} WHERE tenant_id = %d AND at_ms >= %d AND external_id IN (" . Sql::places( $external_ids ) . ') GROUP BY external_id ) ORDER BY id',
			array( $tenant_id, $since_ms, ...$external_ids )
		);
		return array_map( array( RunItem::class, 'from_row' ), $rows );
	}

	/**
	 * The newest word about each of these records; neither a stale version nor a rehearsal says anything about one.
	 *
	 * @param list<string> $external_ids
	 * @return array<string, RunItem> External id → item.
	 */
	public function newest( int $tenant_id, array $external_ids ): array {
		if ( array() === $external_ids ) {
			return array();
		}
		$rows = $this->db->rows(
			"SELECT * FROM {$this->table()} WHERE id IN ( SELECT MAX(id) FROM {$this->table()} WHERE tenant_id = %d AND external_id IN (" . Sql::places( $external_ids ) . ") AND outcome <> %s AND diff IS NULL GROUP BY external_id )",
			array( $tenant_id, ...$external_ids, 'stale' )
		);
		return array_column( array_map( array( RunItem::class, 'from_row' ), $rows ), null, 'external_id' );
	}

	/**
	 * Since when every word about a record has been that it is held.
	 *
	 * @param list<string> $external_ids
	 * @return array<string, int> External id → moment of the first of these words.
	 */
	public function held_since( int $tenant_id, array $external_ids ): array {
		if ( array() === $external_ids ) {
			return array();
		}
		$in   = Sql::places( $external_ids );
		$rows = $this->db->rows(
			"SELECT item.external_id, MIN(item.at_ms) AS since_ms FROM {$this->table()} item
				LEFT JOIN ( SELECT external_id, MAX(id) AS id FROM {$this->table()} WHERE tenant_id = %d AND external_id IN ({$in}) AND outcome NOT IN (%s, %s) AND diff IS NULL GROUP BY external_id ) other
					ON other.external_id = item.external_id
				WHERE item.tenant_id = %d AND item.external_id IN ({$in}) AND item.outcome = %s AND item.diff IS NULL AND item.id > COALESCE( other.id, 0 )
				GROUP BY item.external_id",
			array( $tenant_id, ...$external_ids, 'held', 'stale', $tenant_id, ...$external_ids, 'held' )
		);
		$since = array();
		foreach ( $rows as $row ) {
			$since[ (string) $row['external_id'] ] = (int) $row['since_ms'];
		}
		return $since;
	}

	/** @return list<string> External ids of records that runs reported with this in their title, the last reported first. */
	public function with_title( int $tenant_id, string $text, int $limit ): array {
		$ids = $this->db->column(
			"SELECT external_id FROM {$this->table()} WHERE tenant_id = %d AND external_id <> '' AND title LIKE %s GROUP BY external_id ORDER BY MAX(id) DESC LIMIT %d",
			array( $tenant_id, '%' . $this->db->wpdb()->esc_like( $text ) . '%', $limit )
		);
		return array_map( 'strval', $ids );
	}

	/** What still waits for another try, or for a person, keeps its words. @return int How many were removed. */
	public function prune( int $before_ms ): int {
		return ( new OldRows( $this->db ) )->remove(
			'run_item',
			'at_ms',
			"at_ms < %d AND NOT ( outcome = %s AND EXISTS (
				SELECT 1 FROM {$this->db->table( 'retry' )} retry
				WHERE retry.tenant_id = {$this->table()}.tenant_id AND retry.operation = %s AND retry.subject = {$this->table()}.external_id ) )
				AND NOT ( outcome IN (%s, %s) AND EXISTS (
				SELECT 1 FROM {$this->db->table( 'ledger' )} ledger
				WHERE ledger.tenant_id = {$this->table()}.tenant_id AND ledger.destination = 'wordpress' AND ledger.sf_id = {$this->table()}.external_id AND ledger.state IN (%s, %s) ) )",
			array( $before_ms, 'rejected', RetryEntry::PULL, 'held', 'ignored', 'held', 'excluded' )
		);
	}

	private function unsettled_columns(): string {
		return 'SELECT item.*, retry.id AS retry_id, retry.state AS retry_state, retry.attempts_left, retry.next_ms';
	}

	/** A stale version says nothing about the record, nor does a rehearsal (its items have a diff); a notice about a whole run (no external id) belongs to that run. */
	private function unsettled_source(): string {
		return "FROM {$this->table()} item
			INNER JOIN ( SELECT MAX(id) AS id FROM {$this->table()} WHERE tenant_id = %d AND external_id <> '' AND outcome <> %s AND diff IS NULL GROUP BY external_id ) newest
				ON newest.id = item.id
			LEFT JOIN {$this->db->table( 'retry' )} retry
				ON retry.tenant_id = item.tenant_id AND retry.operation = %s AND retry.subject = item.external_id AND item.outcome = %s
			WHERE item.outcome IN (%s, %s, %s) AND ( retry.state IS NULL OR retry.state <> %s )";
	}

	private function past_the_brake(): string {
		return "AND ( item.outcome <> 'held' OR NOT EXISTS (
				SELECT 1 FROM {$this->db->table( 'brake_item' )} braked WHERE braked.tenant_id = item.tenant_id AND braked.sf_id = item.external_id ) )";
	}

	/** @return list<scalar> */
	private function unsettled_arguments( int $tenant_id ): array {
		return array( $tenant_id, 'stale', RetryEntry::PULL, 'rejected', 'rejected', 'held', 'waiting', RetryState::SKIPPED );
	}

	private function table(): string {
		return $this->db->table( 'run_item' );
	}
}
