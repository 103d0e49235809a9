<?php
declare(strict_types=1);

namespace Callboard\Brake;

use Callboard\Database\Db;
use Callboard\Database\Sql;
use Callboard\Delivery\Withdrawal;

defined( 'ABSPATH' ) || exit;

/** Brakes that fired, and the withdrawals each of them holds. */
final class Brakes {
	public function __construct( private readonly Db $db ) {}

	public function find( int $brake_id, bool $lock = false ): ?BrakeRow {
		$row = $this->db->row( "SELECT * FROM {$this->table()} WHERE id = %d" . ( $lock ? $this->db->for_update() : '' ), array( $brake_id ) );
		return null === $row ? null : BrakeRow::from_row( $row );
	}

	/** The open brake of a mapping: while it is on, nothing of the mapping is withdrawn. */
	public function open( int $tenant_id, string $mapping_id ): ?BrakeRow {
		$row = $this->db->row(
			"SELECT * FROM {$this->table()} WHERE tenant_id = %d AND state = %s AND mapping_id = %s ORDER BY id LIMIT 1" . $this->db->for_update(),
			array( $tenant_id, BrakeRow::OPEN, $mapping_id )
		);
		return null === $row ? null : BrakeRow::from_row( $row );
	}

	/** @return list<BrakeRow> Those that still hold something: open ones first, then the newest. */
	public function standing( int $tenant_id ): array {
		$rows = $this->db->rows(
			"SELECT * FROM {$this->table()} WHERE tenant_id = %d AND state IN (%s, %s, %s) ORDER BY id DESC LIMIT 100",
			array( $tenant_id, BrakeRow::OPEN, BrakeRow::APPROVED, BrakeRow::REFUSED )
		);
		$brakes = array_map( array( BrakeRow::class, 'from_row' ), $rows );
		usort( $brakes, static fn( BrakeRow $a, BrakeRow $b ) => ( BrakeRow::OPEN === $b->state ) <=> ( BrakeRow::OPEN === $a->state ) );
		return $brakes;
	}

	/** @return list<BrakeRow> Those of a mapping that hold something, whatever was decided. */
	public function of_mapping( int $tenant_id, string $mapping_id ): array {
		return array_values( array_filter( $this->standing( $tenant_id ), static fn( BrakeRow $brake ) => $brake->mapping_id === $mapping_id ) );
	}

	/** @return list<int> Approved brakes of all tenants that are not carried out to the end. */
	public function approved(): array {
		return array_map( 'intval', $this->db->column( "SELECT id FROM {$this->table()} WHERE state = %s ORDER BY id", array( BrakeRow::APPROVED ) ) );
	}

	public function add( BrakeRow $brake ): BrakeRow {
		$this->db->query(
			"INSERT INTO {$this->table()} (tenant_id, mapping_id, state, cause, run_id, withdrawals, listed, opened_ms) VALUES (%d, %s, %s, %s, %d, %d, %d, %d)",
			array( $brake->tenant_id, $brake->mapping_id, $brake->state, $brake->cause, $brake->run_id, $brake->withdrawals, $brake->listed, $brake->opened_ms )
		);
		return $this->find( $this->db->insert_id() ) ?? throw new \LogicException( 'A brake that just fired is gone.' );
	}

	public function move( BrakeRow $brake, string $state, ?int $user_id, int $now_ms ): void {
		$this->db->query(
			"UPDATE {$this->table()} SET state = %s, decided_by = COALESCE( %d, decided_by ), decided_ms = COALESCE( decided_ms, %d ) WHERE id = %d",
			array( $state, $user_id, $now_ms, $brake->id )
		);
	}

	/** @param list<Withdrawal> $withdrawals A record that was held before is held by this brake now, by its newest proof. */
	public function hold( BrakeRow $brake, array $withdrawals, int $now_ms ): void {
		$this->db->insert_rows(
			$this->items(),
			array( 'brake_id', 'tenant_id', 'sf_id', 'reason', 'stamp_ms', 'read_ms', 'body', 'created_ms' ),
			array_map(
				static fn( Withdrawal $one ) => array( $brake->id, $brake->tenant_id, $one->external_id, $one->reason, $one->stamp_ms, $one->read_ms, (string) wp_json_encode( $one->to_array() ), $now_ms ),
				$withdrawals
			),
			'ON DUPLICATE KEY UPDATE brake_id = VALUES(brake_id), reason = VALUES(reason), stamp_ms = VALUES(stamp_ms), read_ms = VALUES(read_ms), body = VALUES(body)'
		);
	}

	/**
	 * @param list<string> $external_ids
	 * @return array<string, HeldWithdrawal> By external id.
	 */
	public function held( int $tenant_id, array $external_ids ): array {
		if ( array() === $external_ids ) {
			return array();
		}
		$rows = $this->db->rows(
			"SELECT item.*, brake.state FROM {$this->items()} item INNER JOIN {$this->table()} brake ON brake.id = item.brake_id
			WHERE item.tenant_id = %d AND item.sf_id IN (" . Sql::places( $external_ids ) . ')',
			array( $tenant_id, ...$external_ids )
		);
		$held = array();
		foreach ( $rows as $row ) {
			$held[ (string) $row['sf_id'] ] = HeldWithdrawal::from_row( $row );
		}
		return $held;
	}

	/** @return list<HeldWithdrawal> In the order they came. */
	public function page( int $brake_id, int $page = 1, int $per_page = 50 ): array {
		$rows = $this->db->rows(
			"SELECT item.*, brake.state FROM {$this->items()} item INNER JOIN {$this->table()} brake ON brake.id = item.brake_id WHERE item.brake_id = %d ORDER BY item.id LIMIT %d OFFSET %d",
			array( $brake_id, $per_page, max( 0, $page - 1 ) * $per_page )
		);
		return array_map( array( HeldWithdrawal::class, 'from_row' ), $rows );
	}

	public function count( int $brake_id ): int {
		return (int) $this->db->value( "SELECT COUNT(*) FROM {$this->items()} WHERE brake_id = %d", array( $brake_id ) );
	}

	/** @param list<string> $external_ids */
	public function let_go( int $tenant_id, array $external_ids ): void {
		if ( array() !== $external_ids ) {
			$this->db->query( "DELETE FROM {$this->items()} WHERE tenant_id = %d AND sf_id IN (" . Sql::places( $external_ids ) . ')', array( $tenant_id, ...$external_ids ) );
		}
	}

	/**
	 * @param list<int> $post_ids
	 * @return array<int, string> Post → title.
	 */
	public function titles( array $post_ids ): array {
		return array_map( static fn( array $post ) => $post['post_title'], $this->posts( $post_ids ) );
	}

	/**
	 * @param list<int> $post_ids
	 * @return array<int, array{post_title: string, post_status: string, parent_title: ?string}> By post.
	 */
	public function posts( array $post_ids ): array {
		$posts = array();
		foreach ( array_chunk( $post_ids, 2000 ) as $ids ) {
			$rows = $this->db->rows(
				"SELECT post.ID, post.post_title, post.post_status, parent.post_title AS parent_title FROM {$this->db->wpdb()->posts} post
				LEFT JOIN {$this->db->wpdb()->posts} parent ON parent.ID = post.post_parent WHERE post.ID IN (" . implode( ',', $ids ) . ')'
			);
			foreach ( $rows as $row ) {
				$posts[ (int) $row['ID'] ] = array(
					'post_title'   => (string) $row['post_title'],
					'post_status'  => (string) $row['post_status'],
					'parent_title' => $row['parent_title'],
				);
			}
		}
		return $posts;
	}

	/** Open brakes whose every record came back hold up nothing any more. */
	public function close_empty( int $tenant_id, int $now_ms ): void {
		foreach ( $this->standing( $tenant_id ) as $brake ) {
			if ( BrakeRow::OPEN === $brake->state && 0 === $this->count( $brake->id ) ) {
				$this->move( $brake, BrakeRow::SETTLED, null, $now_ms );
			}
		}
	}

	/** Does the tenant hold anything? One look that finds nothing spares every other. */
	public function holds_any( int $tenant_id ): bool {
		return null !== $this->db->value( "SELECT id FROM {$this->items()} WHERE tenant_id = %d LIMIT 1", array( $tenant_id ) );
	}

	/** @return int Live records of a mapping, counted up to this many. */
	public function listed( int $tenant_id, string $mapping_id, int $enough ): int {
		return (int) $this->db->value(
			"SELECT COUNT(*) FROM ( SELECT id FROM {$this->db->table( 'ledger' )} WHERE tenant_id = %d AND mapping_id = %s AND state = %s LIMIT %d ) some_of_them",
			array( $tenant_id, $mapping_id, 'live', $enough )
		);
	}

	private function table(): string {
		return $this->db->table( 'brake' );
	}

	private function items(): string {
		return $this->db->table( 'brake_item' );
	}
}
