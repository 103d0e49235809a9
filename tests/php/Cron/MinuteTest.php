<?php
declare(strict_types=1);

namespace Callboard\Tests\Cron;

use Callboard\Activation;
use Callboard\Cron\Minute;
use Callboard\Cron\Timetable;
use Callboard\Database\DatabaseError;
use Callboard\Run\Run;
use Callboard\Run\RunState;
use Callboard\Tests\Worker\WorkerTestCase;

require_once dirname( __DIR__ ) . '/Worker/WorkerTestCase.php';

/** @group data */
final class MinuteTest extends WorkerTestCase {
	public function test_each_minute_makes_what_is_due_and_prunes(): void {
		$tenant = $this->connected_tenant();
		$this->plugin->nonces()->spend( str_repeat( 'a', 32 ), $this->clock->now_ms() - 600001 );
		$this->plugin->nonces()->spend( str_repeat( 'b', 32 ), $this->clock->now_ms() - 599999 );
		do_action( Minute::HOOK );
		self::assertNotNull( $this->plugin->runs()->open( $tenant->id, Run::INCREMENTAL ) );
		self::assertSame( array( str_repeat( 'b', 32 ) ), $this->plugin->db()->column( "SELECT nonce FROM {$this->plugin->db()->table( 'nonce' )}" ) );
		self::assertSame( $this->clock->now_ms(), (int) get_option( Minute::OPTION ) );
	}

	public function test_where_no_worker_comes_the_rebuild_runs_here(): void {
		$tenant = $this->connected_tenant();
		$run    = $this->plugin->runs()->enqueue( $tenant->id, Run::REBUILD, 'manual' );
		for ( $minute = 0; $minute < 5 && RunState::SUCCEEDED !== $this->plugin->runs()->find( $run->id )?->state; $minute++ ) {
			do_action( Minute::HOOK );
		}
		self::assertSame( RunState::SUCCEEDED, $this->plugin->runs()->find( $run->id )?->state );
		self::assertSame( RunState::QUEUED, $this->plugin->runs()->open( $tenant->id, Run::INCREMENTAL )?->state, 'Reading Salesforce is the worker’s.' );
	}

	/** @return array<string, array{0: \Throwable, 1: string}> What stops a step, and the state it leaves. */
	public function what_stops_a_step(): array {
		return array(
			'nobody foresaw it'             => array( new \RuntimeException( 'another plugin' ), RunState::FAILED ),
			'the database is busy for once' => array( new DatabaseError( 'Lock wait timeout exceeded', 1205, '' ), RunState::CLAIMED ),
		);
	}

	/**
	 * Other plugins' events come after ours in the same request, and so does what becomes old.
	 *
	 * @dataProvider what_stops_a_step
	 */
	public function test_a_rebuild_that_is_stopped_ends_neither_the_minute_nor_is_it_held_for_a_quarter_of_an_hour( \Throwable $stop, string $state ): void {
		$tenant = $this->connected_tenant();
		$run    = $this->plugin->runs()->enqueue( $tenant->id, Run::REBUILD, 'manual' );
		$this->plugin->nonces()->spend( str_repeat( 'a', 32 ), $this->clock->now_ms() - 600001 );
		$throw  = static fn( string $query ): string => str_contains( $query, "post_status = 'publish' AND ID > " ) ? throw $stop : $query;
		add_filter( 'query', $throw );
		ini_set( 'error_log', '/dev/null' );
		do_action( Minute::HOOK );
		ini_restore( 'error_log' );
		remove_filter( 'query', $throw );
		self::assertSame( array(), $this->plugin->db()->column( "SELECT nonce FROM {$this->plugin->db()->table( 'nonce' )}" ) );
		$stopped = $this->plugin->runs()->find( $run->id );
		self::assertSame( $state, $stopped->state );
		self::assertLessThanOrEqual( $this->clock->now_ms(), (int) $stopped->lease_expires_ms );
	}

	public function test_while_a_worker_comes_by_the_rebuild_is_left_to_it(): void {
		$tenant = $this->connected_tenant();
		$this->claim();
		$run = $this->plugin->runs()->enqueue( $tenant->id, Run::REBUILD, 'manual' );
		do_action( Minute::HOOK );
		self::assertSame( RunState::QUEUED, $this->plugin->runs()->find( $run->id )?->state );
	}

	public function test_the_minute_is_scheduled_and_put_back(): void {
		wp_unschedule_hook( Minute::HOOK );
		Timetable::ensure();
		Timetable::ensure();
		self::assertSame( Minute::FREQUENCY, wp_get_schedule( Minute::HOOK ) );
		self::assertSame( 60, wp_get_schedules()[ Minute::FREQUENCY ]['interval'] );
	}

	public function test_deactivation_clears_every_hook_and_stops_the_worker(): void {
		$tenant  = $this->connected_tenant();
		$claimed = $this->claim()['run'];
		$queued  = $this->plugin->runs()->enqueue( $tenant->id, Run::REBUILD, 'manual' );
		wp_schedule_single_event( time() + 60, 'callboard_something_of_an_earlier_version', array( 1 ) );
		wp_schedule_single_event( time() + 60, 'somebody_elses' );

		Activation::deactivate();

		$hooks = array();
		foreach ( _get_cron_array() as $events ) {
			$hooks = array( ...$hooks, ...array_keys( $events ) );
		}
		self::assertSame( array(), array_values( preg_grep( '/^callboard_/', $hooks ) ) );
		self::assertContains( 'somebody_elses', $hooks );
		self::assertSame( RunState::CANCELLED, $this->plugin->runs()->find( $queued->id )?->state );
		$heartbeat = array( 'run_id' => $claimed['id'], 'fence' => 1, 'phase' => 'reading', 'done' => 0, 'total' => null, 'api_calls' => 0, 'resume' => null );
		$this->refused( 'callboard_lease_lost', 409, $this->ask( 'heartbeat', $heartbeat, $claimed['token'] ) );

		Activation::activate();
		self::assertSame( array( $claimed['id'], 2 ), array( $this->claim()['run']['id'] ?? null, $this->plugin->runs()->find( $claimed['id'] )?->fence ), 'Switched on again, it carries on.' );
		wp_unschedule_hook( 'somebody_elses' );
	}
}
