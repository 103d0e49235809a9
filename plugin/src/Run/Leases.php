<?php
declare(strict_types=1);

namespace Callboard\Run;

use Callboard\Clock\Clock;
use Callboard\Database\Db;
use Callboard\Database\Sql;
use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;

defined( 'ABSPATH' ) || exit;

/** The time-limited right to work on a run; a fence number outdates every earlier holder. */
final class Leases {
	public const LEASE_MS = 15 * 60 * 1000;

	/** Salesforce keeps a bulk job and its result for seven days. */
	private const POSITION_MS = 6 * 24 * 60 * 60 * 1000;

	/** A run that outlived this many workers kills them: stop it and say so. */
	private const MAX_TAKEOVERS = 5;

	public function __construct(
		private readonly Db $db,
		private readonly Clock $clock,
		private readonly Runs $runs,
		private readonly Breaker $breaker
	) {}

	/**
	 * The oldest run that may be worked on, or null. A tenant is one worker's at a time.
	 *
	 * @param list<int>     $tenant_ids Tenants that may run now.
	 * @param ?list<string> $kinds
	 */
	public function claim( string $worker_id, array $tenant_ids, ?array $kinds = null ): ?Lease {
		return $this->claim_free( $worker_id, $tenant_ids, static fn( Run $run ) => null === $kinds || in_array( $run->kind, $kinds, true ) );
	}

	/**
	 * A poll beside a long run, for the very worker that holds it and has paused it: of the same tenant first, else of one
	 * that nobody works for, and whose poll is short. All leases of a tenant are one worker's, and it writes for one run at
	 * a time.
	 *
	 * @param list<int>            $tenant_ids Tenants that may run now.
	 * @param \Closure( int ): bool $is_short   Whether a tenant's poll reads no more than what changed.
	 */
	public function claim_beside( string $worker_id, int $run_id, int $fence, array $tenant_ids, \Closure $is_short ): ?Lease {
		$now  = $this->clock->now_ms();
		$open = $this->open_runs();
		$long = array_column( $open, null, 'id' )[ $run_id ] ?? null;
		$held = fn( ?Run $run ) => null !== $run && $fence === $run->fence && $this->is_held( $run, $now ) && ! $run->is_poll();
		if ( null === $long || ! $held( $long ) || ! in_array( $long->tenant_id, $tenant_ids, true ) ) {
			return null;
		}
		$own = $this->db->transaction(
			function () use ( $open, $long, $held, $worker_id, $now ): ?Lease {
				$runs = $this->lock_runs_of( $long->tenant_id, $open );
				foreach ( $held( $runs[ $long->id ] ?? null ) ? $runs : array() as $run ) {
					if ( $run->is_poll() && ! $this->is_held( $run, $now ) && $this->may_begin( $run, $now ) ) {
						return $this->take( $run, $worker_id, $now );
					}
				}
				return null;
			}
		);
		return $own ?? $this->claim_free( $worker_id, $tenant_ids, static fn( Run $run ) => $run->is_poll() && $is_short( $run->tenant_id ) );
	}

	/**
	 * Is there anything a worker could claim now?
	 *
	 * @param list<int> $tenant_ids
	 */
	public function has_work( array $tenant_ids ): bool {
		$now  = $this->clock->now_ms();
		$open = $this->open_runs();
		$busy = $this->busy_tenants( $open, $now );
		foreach ( $open as $run ) {
			if ( in_array( $run->tenant_id, $tenant_ids, true ) && ! in_array( $run->tenant_id, $busy, true ) && $this->breaker->lets_sign_in( $run, $now ) ) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Inside the caller's transaction: locks the run's row, so that nothing the caller writes outlives the lease.
	 *
	 * @throws LeaseLost When the fence is not the holder's, the lease expired or the run ended.
	 */
	public function assert_held( int $run_id, int $fence ): Run {
		if ( ! $this->db->in_transaction() ) {
			throw new \LogicException( 'A lease is asserted inside the transaction it protects.' );
		}
		$run = $this->locked( $run_id );
		if ( null === $run || RunState::CLAIMED !== $run->state || $run->fence !== $fence || (int) $run->lease_expires_ms <= $this->clock->now_ms() ) {
			throw new LeaseLost();
		}
		return $run;
	}

	/** The run a token opens; a worker that lost its lease still finds it, and then meets the fence. */
	public function run_of_token( int $run_id, string $token ): ?Run {
		$hash = $this->db->value( "SELECT token_hash FROM {$this->table()} WHERE id = %d", array( $run_id ) );
		return null !== $hash && hash_equals( $hash, $this->hash( $token ) ) ? $this->runs->find( $run_id ) : null;
	}

	/**
	 * A heartbeat without a resume position is mere progress: the position stays.
	 *
	 * @return int When the renewed lease expires.
	 */
	public function renew( int $run_id, int $fence, Progress $progress ): int {
		return $this->db->transaction(
			function () use ( $run_id, $fence, $progress ): int {
				$run     = $this->assert_held( $run_id, $fence );
				$expires = $this->clock->now_ms() + self::LEASE_MS;
				$this->db->query(
					"UPDATE {$this->table()} SET phase = %s, done = %d, total = %d, api_calls = %d, resume = COALESCE( %s, resume ), heartbeat_ms = %d, lease_expires_ms = %d WHERE id = %d",
					array( $progress->phase, $progress->done, $progress->total, max( $run->api_calls, $run->calls_before + $progress->api_calls ), $progress->resume_json, $this->clock->now_ms(), $expires, $run_id )
				);
				return $expires;
			}
		);
	}

	/** Which token generation the run started with: the next one is issued once per run. */
	public function note_token_generation( int $run_id, int $generation ): void {
		$this->db->query( "UPDATE {$this->table()} SET token_generation = %d WHERE id = %d", array( $generation, $run_id ) );
	}

	/** Hands an unfinished run back: whoever comes next may take it at once. */
	public function release( int $run_id, int $fence ): void {
		$this->db->transaction(
			function () use ( $run_id, $fence ): void {
				$this->assert_held( $run_id, $fence );
				$this->db->query( "UPDATE {$this->table()} SET lease_expires_ms = 0 WHERE id = %d", array( $run_id ) );
			}
		);
	}

	/** The rules it works by are not those of today: whoever comes next begins by the new ones, and what is read from then on counts as read by them. */
	public function hand_back( int $run_id, int $fence ): void {
		$this->db->transaction(
			function () use ( $run_id, $fence ): void {
				$this->release( $run_id, $fence );
				$this->db->query( "UPDATE {$this->table()} SET started_ms = NULL WHERE id = %d", array( $run_id ) );
			}
		);
	}

	/** Deactivation: nobody holds anything any more, and what only waited is called off. */
	public function release_all(): void {
		$now = $this->clock->now_ms();
		$this->db->query( "UPDATE {$this->table()} SET lease_expires_ms = 0 WHERE state = %s", array( RunState::CLAIMED ) );
		$this->db->query(
			"UPDATE {$this->table()} SET state = %s, open_key = NULL, finished_ms = %d WHERE state = %s",
			array( RunState::CANCELLED, $now, RunState::QUEUED )
		);
	}

	/**
	 * Reads without a lock whose turn it is, and locks only that tenant's runs: a delivery keeps its run's row locked to
	 * its end, and nobody else waits for it.
	 *
	 * @param list<int>            $tenant_ids Tenants that may run now.
	 * @param \Closure( Run ): bool $wanted
	 */
	private function claim_free( string $worker_id, array $tenant_ids, \Closure $wanted ): ?Lease {
		$now    = $this->clock->now_ms();
		$open   = $this->open_runs();
		$closed = $this->busy_tenants( $open, $now );
		foreach ( $open as $seen ) {
			$tenant_id = $seen->tenant_id;
			if ( ! in_array( $tenant_id, $tenant_ids, true ) || in_array( $tenant_id, $closed, true ) || ! $wanted( $seen ) ) {
				continue;
			}
			$lease = $this->db->transaction(
				function () use ( $tenant_id, $open, $wanted, $worker_id, $now ): ?Lease {
					$runs = $this->lock_runs_of( $tenant_id, $open );
					foreach ( array() === $this->busy_tenants( $runs, $now ) ? $runs : array() as $run ) {
						if ( $wanted( $run ) && $this->may_begin( $run, $now ) ) {
							return $this->take( $run, $worker_id, $now );
						}
					}
					return null;
				}
			);
			if ( null !== $lease ) {
				return $lease;
			}
			$closed[] = $tenant_id;
		}
		return null;
	}

	private function may_begin( Run $run, int $now ): bool {
		return $this->breaker->lets_sign_in( $run, $now ) && ! $this->gave_up( $run );
	}

	private function take( Run $run, string $worker_id, int $now ): Lease {
		RunState::assert( $run->state, RunState::CLAIMED );
		$token = bin2hex( random_bytes( 32 ) );
		// A lease that was handed back (0) is no sign of a dead worker; one that ran out is.
		$died = RunState::CLAIMED === $run->state && (int) $run->lease_expires_ms > 0;
		$this->db->query(
			"UPDATE {$this->table()} SET state = %s, fence = fence + 1, takeovers = takeovers + %d, calls_before = api_calls, token_hash = %s, worker_id = %s, lease_expires_ms = %d, heartbeat_ms = %d, started_ms = %d WHERE id = %d",
			array( RunState::CLAIMED, $died, $this->hash( $token ), $worker_id, $now + self::LEASE_MS, $now, $run->started_ms ?? $now, $run->id )
		);
		if ( RunState::QUEUED === $run->state ) {
			$this->runs->inherit_position( $run, $now - self::POSITION_MS );
		}
		return new Lease( $this->runs->find( $run->id ) ?? throw new LeaseLost(), $token );
	}

	private function gave_up( Run $run ): bool {
		if ( $run->takeovers < self::MAX_TAKEOVERS ) {
			return false;
		}
		$failure = new Failure(
			FailureKind::BUG,
			'worker_died_repeatedly',
			__( 'Several sync workers in a row stopped in the middle of this run.', 'callboard' ),
			array(
				__( 'Look at the log of the sync worker: it may run out of memory or be ended by the host.', 'callboard' ),
				__( 'The next run starts from the last settled position.', 'callboard' ),
			)
		);
		$this->runs->finish( $run, RunState::FAILED, $failure, $run->api_calls );
		return true;
	}

	/**
	 * The open runs of a tenant, the oldest first. Those seen before are locked; what has come since is read behind that
	 * lock, and whoever had claimed it had these rows locked before.
	 *
	 * @param list<Run> $seen As read without a lock, and outside this transaction: its first read must be the lock.
	 * @return array<int, Run> By id.
	 */
	private function lock_runs_of( int $tenant_id, array $seen ): array {
		$is_own = static fn( Run $run ) => $run->tenant_id === $tenant_id;
		$ids    = array_column( array_filter( $seen, $is_own ), 'id' );
		$this->db->rows( "SELECT id FROM {$this->table()} WHERE id IN (" . Sql::places( $ids, '%d' ) . ')' . $this->db->for_update(), $ids );
		return array_column( array_filter( $this->open_runs(), $is_own ), null, 'id' );
	}

	/** @return list<Run> */
	private function open_runs(): array {
		$rows = $this->db->rows(
			"SELECT * FROM {$this->table()} WHERE state IN (%s, %s) ORDER BY created_ms, id",
			array( RunState::QUEUED, RunState::CLAIMED )
		);
		return array_map( array( RunRow::class, 'to_run' ), $rows );
	}

	/**
	 * @param array<int, Run> $open
	 * @return list<int>
	 */
	private function busy_tenants( array $open, int $now ): array {
		$held = array_filter( $open, fn( Run $run ) => $this->is_held( $run, $now ) );
		return array_values( array_map( static fn( Run $run ) => $run->tenant_id, $held ) );
	}

	private function is_held( Run $run, int $now ): bool {
		return RunState::CLAIMED === $run->state && (int) $run->lease_expires_ms > $now;
	}

	private function locked( int $run_id ): ?Run {
		$row = $this->db->row( "SELECT * FROM {$this->table()} WHERE id = %d" . $this->db->for_update(), array( $run_id ) );
		return null === $row ? null : RunRow::to_run( $row );
	}

	private function hash( string $token ): string {
		return hash( 'sha256', $token );
	}

	private function table(): string {
		return $this->db->table( 'run' );
	}
}
