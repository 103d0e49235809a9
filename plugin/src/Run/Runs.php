<?php
declare(strict_types=1);

namespace Callboard\Run;

use Callboard\Clock\Clock;
use Callboard\Database\Db;
use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;

defined( 'ABSPATH' ) || exit;

final class Runs {
	public function __construct( private readonly Db $db, private readonly Clock $clock ) {}

	public function find( int $run_id ): ?Run {
		return $this->one( 'WHERE id = %d', array( $run_id ) );
	}

	/** @return list<Run> Newest first. */
	public function page( int $tenant_id, int $page = 1, int $per_page = 20 ): array {
		$rows = $this->db->rows(
			"SELECT * FROM {$this->table()} WHERE tenant_id = %d ORDER BY id DESC LIMIT %d OFFSET %d",
			array( $tenant_id, $per_page, max( 0, $page - 1 ) * $per_page )
		);
		return array_map( array( RunRow::class, 'to_run' ), $rows );
	}

	public function count( int $tenant_id ): int {
		return (int) $this->db->value( "SELECT COUNT(*) FROM {$this->table()} WHERE tenant_id = %d", array( $tenant_id ) );
	}

	/** @return list<Run> Those that were to speak to Salesforce, newest first. */
	public function last_finished( int $tenant_id, int $limit ): array {
		$rows = $this->db->rows(
			"SELECT * FROM {$this->table()} WHERE tenant_id = %d AND kind <> %s AND finished_ms IS NOT NULL ORDER BY id DESC LIMIT %d",
			array( $tenant_id, Run::REBUILD, $limit )
		);
		return array_map( array( RunRow::class, 'to_run' ), $rows );
	}

	public function latest( int $tenant_id, string $kind ): ?Run {
		return $this->one( 'WHERE tenant_id = %d AND kind = %s ORDER BY id DESC LIMIT 1', array( $tenant_id, $kind ) );
	}

	public function latest_succeeded( int $tenant_id, string $kind ): ?Run {
		return $this->one( 'WHERE tenant_id = %d AND kind = %s AND state = %s AND ( options IS NULL OR options NOT LIKE %s ) ORDER BY id DESC LIMIT 1', array( $tenant_id, $kind, RunState::SUCCEEDED, '%"rehearsal":true%' ) );
	}

	/** The newest of those that the timetable asked for. */
	public function latest_scheduled( int $tenant_id, string $kind ): ?Run {
		return $this->one( "WHERE tenant_id = %d AND kind = %s AND trigger_name = 'schedule' ORDER BY id DESC LIMIT 1", array( $tenant_id, $kind ) );
	}

	/**
	 * Where the last run of the same kind and wish broke off, if it failed not long ago and not by a mistake of ours:
	 * the next one goes on there, with the job that Salesforce may still hold for it.
	 */
	public function inherit_position( Run $run, int $since_ms ): void {
		// A rehearsal that goes on where another failed would tell half of what would change, and half be applied.
		if ( null !== $run->resume || Run::REBUILD === $run->kind || $run->is_rehearsal() ) {
			return;
		}
		$before = $this->latest_like( $run->tenant_id, $run->kind, $run->options, $run->id );
		if ( null === $before || RunState::FAILED !== $before->state || null === $before->resume || (int) $before->started_ms < $since_ms || FailureKind::BUG === $before->failure?->kind ) {
			return;
		}
		if ( Run::BACKFILL === $run->kind && ! self::is_the_same_reading( $run, $before ) ) {
			return;
		}
		$this->db->query( "UPDATE {$this->table()} SET resume = %s WHERE id = %d", array( (string) wp_json_encode( (object) $before->resume ), $run->id ) );
	}

	/** Who asks for a backfill by hand wants all of it looked at now, unless the calls were all that was missing. */
	private static function is_the_same_reading( Run $run, Run $before ): bool {
		$by_timetable = 'schedule' === $run->trigger && 'schedule' === $before->trigger;
		return $by_timetable || 'api_budget_spent' === $before->failure?->code_name;
	}

	/**
	 * @param array<string, mixed> $options
	 */
	public function open( int $tenant_id, string $kind, array $options = array() ): ?Run {
		return $this->one( 'WHERE open_key = %s', array( $this->open_key( $tenant_id, $kind, RunOptions::normal( $options ) ) ) );
	}

	/** @return list<Run> Runs of a tenant that a worker has taken. */
	public function held( int $tenant_id ): array {
		$rows = $this->db->rows( "SELECT * FROM {$this->table()} WHERE tenant_id = %d AND state = %s ORDER BY id", array( $tenant_id, RunState::CLAIMED ) );
		return array_map( array( RunRow::class, 'to_run' ), $rows );
	}

	/**
	 * One open run per tenant, kind and options: asking twice gives the same one, asking for something else queues.
	 *
	 * @param array<string, mixed> $options As RunOptions; what is asked for, in any order.
	 */
	public function enqueue( int $tenant_id, string $kind, string $trigger, ?int $user_id = null, array $options = array() ): Run {
		$options = RunOptions::normal( $options );
		$key     = $this->open_key( $tenant_id, $kind, $options );
		$this->db->query(
			"INSERT IGNORE INTO {$this->table()} (tenant_id, kind, trigger_name, state, open_key, counts, options, requested_by, created_ms) VALUES (%d, %s, %s, %s, %s, %s, %s, %d, %d)",
			array( $tenant_id, $kind, $trigger, RunState::QUEUED, $key, '{}', RunOptions::to_json( $options ), $user_id, $this->clock->now_ms() )
		);
		$run = $this->open( $tenant_id, $kind, $options );
		if ( true === $run?->is_of_the_timetable() && ! in_array( $trigger, Run::TIMETABLE, true ) ) {
			// What a person asks for does not wait as what was only due may have to.
			$this->db->query( "UPDATE {$this->table()} SET trigger_name = %s, requested_by = %d WHERE id = %d AND state = %s", array( $trigger, $user_id, $run->id, RunState::QUEUED ) );
			$run = $this->find( $run->id );
		}
		if ( null === $run ) {
			// Between the two statements a worker finished the run that was open: its window is as fresh as a new one.
			$run = $this->latest_like( $tenant_id, $kind, $options );
		}
		return $run ?? throw new \LogicException( 'A run that was just enqueued is gone.' );
	}

	/**
	 * Called inside the delivery's transaction, after Leases::assert_held() locked the row.
	 *
	 * @param array<string, int> $counts
	 */
	public function add_counts( int $run_id, array $counts ): void {
		$run    = $this->one( 'WHERE id = %d' . $this->db->for_update(), array( $run_id ) );
		$stored = $run->counts ?? array();
		foreach ( $counts as $outcome => $number ) {
			$stored[ $outcome ] = ( $stored[ $outcome ] ?? 0 ) + $number;
		}
		$this->db->query(
			"UPDATE {$this->table()} SET counts = %s, changed = %d WHERE id = %d",
			array( (string) wp_json_encode( (object) $stored ), true === $run?->is_rehearsal() ? 0 : Run::changed( $stored ), $run_id )
		);
	}

	/** Called inside the transaction that ends the run, after Leases::assert_held() locked the row. */
	public function note_outcome( int $run_id, string $outcome ): void {
		$this->db->query( "UPDATE {$this->table()} SET outcome = %s WHERE id = %d", array( $outcome, $run_id ) );
	}

	/** Ends a claimed run whose row the caller has locked. */
	public function finish( Run $run, string $state, ?Failure $failure, int $api_calls ): void {
		RunState::assert( $run->state, $state );
		$this->db->query(
			"UPDATE {$this->table()} SET state = %s, open_key = NULL, failure = %s, api_calls = %d, finished_ms = %d, lease_expires_ms = NULL WHERE id = %d",
			array(
				$state,
				null === $failure ? null : (string) wp_json_encode( $failure->to_array() ),
				max( $api_calls, $run->api_calls ),
				$this->clock->now_ms(),
				$run->id,
			)
		);
	}

	/** The worker hears of it at its next heartbeat; whatever it still delivers is refused. */
	public function cancel( int $run_id ): ?Run {
		$this->db->transaction(
			function () use ( $run_id ): void {
				$run = $this->one( 'WHERE id = %d' . $this->db->for_update(), array( $run_id ) );
				if ( null !== $run && $run->is_open() ) {
					$this->finish( $run, RunState::CANCELLED, null, $run->api_calls );
				}
			}
		);
		return $this->find( $run_id );
	}

	/** @param list<scalar|null> $args */
	private function one( string $where, array $args ): ?Run {
		$row = $this->db->row( "SELECT * FROM {$this->table()} {$where}", $args );
		return null === $row ? null : RunRow::to_run( $row );
	}

	/** @param array<string, mixed> $options In normal form. */
	private function latest_like( int $tenant_id, string $kind, array $options, int $before_id = PHP_INT_MAX ): ?Run {
		$json = RunOptions::to_json( $options );
		return null === $json
			? $this->one( 'WHERE tenant_id = %d AND kind = %s AND id < %d AND options IS NULL ORDER BY id DESC LIMIT 1', array( $tenant_id, $kind, $before_id ) )
			: $this->one( 'WHERE tenant_id = %d AND kind = %s AND id < %d AND options = %s ORDER BY id DESC LIMIT 1', array( $tenant_id, $kind, $before_id, $json ) );
	}

	/** @param array<string, mixed> $options In normal form. */
	private function open_key( int $tenant_id, string $kind, array $options ): string {
		$key = RunOptions::key( $options );
		return "{$tenant_id}:{$kind}" . ( '' === $key ? '' : ":{$key}" );
	}

	private function table(): string {
		return $this->db->table( 'run' );
	}
}
