<?php
declare(strict_types=1);

namespace Callboard\Run;

use Callboard\Database\Db;
use Callboard\Database\OldRows;
use Callboard\Mapping\Mappings;
use Callboard\Tenant\RunnableTenants;

defined( 'ABSPATH' ) || exit;

/** What is due. Asked by WP-Cron each minute and by every claim, since WP-Cron needs visitors. */
final class Schedule {
	public const INTERVAL_MS = 60 * 1000;

	private const LONG_REBUILD_MS  = 5 * 1000;
	private const REBUILD_PAUSE_MS = 10 * 60 * 1000;

	public function __construct(
		private readonly Db $db,
		private readonly Runs $runs,
		private readonly Mappings $mappings,
		private readonly RunnableTenants $runnable,
		private readonly Breaker $breaker,
		private readonly Cadence $cadence
	) {}

	public function backfill_times(): BackfillTimes {
		return new BackfillTimes( $this->runs );
	}

	/** @return int How many runs it made. */
	public function enqueue_due( int $now_ms ): int {
		( new ClockSetBack( $this->db ) )->mend( $now_ms );
		$made = 0;
		$times = $this->backfill_times();
		foreach ( $this->runnable->all() as $tenant ) {
			$tenant_id = $tenant->id;
			if ( $this->incremental_due( $tenant_id, $now_ms ) ) {
				$this->runs->enqueue( $tenant_id, Run::INCREMENTAL, 'schedule' );
				++$made;
			}
			if ( $this->rebuild_due( $tenant_id, $now_ms ) ) {
				$this->runs->enqueue( $tenant_id, Run::REBUILD, 'after_changes' );
				++$made;
			}
			// Behind the poll of the same minute: what changed just now need not wait for it.
			if ( $times->due( $tenant, $now_ms ) && array() !== $this->mappings->current( $tenant_id ) && $this->breaker->of( $tenant_id )->allows( $now_ms ) ) {
				$this->runs->enqueue( $tenant_id, Run::BACKFILL, 'schedule' );
				++$made;
			}
			foreach ( $this->less_often( $tenant_id, $now_ms ) as $wish ) {
				$this->runs->enqueue( $tenant_id, $wish['kind'], $wish['trigger'], null, $wish['options'] );
				++$made;
			}
		}
		return $made;
	}

	/** @return list<array{kind: string, trigger: string, options: array<string, mixed>}> */
	private function less_often( int $tenant_id, int $now_ms ): array {
		$wishes = $this->cadence->due( $tenant_id, $this->mappings->current( $tenant_id ), $now_ms );
		return array() === $wishes || $this->breaker->of( $tenant_id )->allows( $now_ms ) ? $wishes : array();
	}

	/** Rows changed after the last rebuild began, and that one was not both long and just now. */
	public function rebuild_due( int $tenant_id, int $now_ms ): bool {
		$changed = $this->db->value(
			"SELECT id FROM {$this->table()} WHERE tenant_id = %d AND kind <> %s AND changed > 0 AND finished_ms IS NOT NULL ORDER BY id DESC LIMIT 1",
			array( $tenant_id, Run::REBUILD )
		);
		if ( null === $changed || null !== $this->runs->open( $tenant_id, Run::REBUILD ) ) {
			return false;
		}
		$last = $this->runs->latest( $tenant_id, Run::REBUILD );
		if ( null === $last ) {
			return true;
		}
		$finished = (int) $last->finished_ms;
		if ( RunState::SUCCEEDED !== $last->state ) {
			return $now_ms - $finished >= self::INTERVAL_MS;
		}
		$long = $finished - (int) $last->started_ms > self::LONG_REBUILD_MS;
		return $this->changed_since( $tenant_id, (int) $last->started_ms ) && ( ! $long || $now_ms - $finished >= self::REBUILD_PAUSE_MS );
	}

	/** Runs that changed nothing and ask for nobody leave after a day, the others after thirty; by backfills the timetable knows the last one. */
	public function prune( int $now_ms ): void {
		$day = 24 * 60 * 60 * 1000;
		$old = new OldRows( $this->db );
		$old->remove(
			'run',
			'finished_ms',
			'finished_ms < %d AND state = %s AND kind <> %s AND changed = 0 AND counts NOT LIKE %s AND counts NOT LIKE %s AND counts NOT LIKE %s',
			array( $now_ms - $day, RunState::SUCCEEDED, Run::BACKFILL, '%rejected%', '%held%', '%waiting%' )
		);
		$kept = $this->kept_for_the_breaker();
		$old->remove( 'run', 'finished_ms', 'finished_ms < %d AND id NOT IN (' . implode( ',', array( 0, ...$kept ) ) . ')', array( $now_ms - 30 * $day ) );
	}

	/**
	 * A tenant whose sign-in was refused waits for a person, however long: its last runs are all that says so.
	 *
	 * @return list<int>
	 */
	private function kept_for_the_breaker(): array {
		$kept = array();
		foreach ( $this->db->column( "SELECT DISTINCT tenant_id FROM {$this->table()}" ) as $tenant_id ) {
			$last = $this->runs->last_finished( (int) $tenant_id, Breaker::LOOKS_BACK );
			if ( null !== ( $last[0]->failure ?? null ) ) {
				$kept = array( ...$kept, ...array_map( static fn( Run $run ) => $run->id, $last ) );
			}
		}
		return $kept;
	}

	private function incremental_due( int $tenant_id, int $now_ms ): bool {
		if ( null !== $this->runs->open( $tenant_id, Run::INCREMENTAL ) || array() === $this->mappings->current( $tenant_id ) ) {
			return false;
		}
		return $this->breaker->of( $tenant_id )->allows( $now_ms );
	}

	private function changed_since( int $tenant_id, int $since_ms ): bool {
		return null !== $this->db->value(
			"SELECT id FROM {$this->table()} WHERE tenant_id = %d AND kind <> %s AND changed > 0 AND finished_ms > %d LIMIT 1",
			array( $tenant_id, Run::REBUILD, $since_ms )
		);
	}

	private function table(): string {
		return $this->db->table( 'run' );
	}
}
