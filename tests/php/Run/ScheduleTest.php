<?php
declare(strict_types=1);

namespace Callboard\Tests\Run;

use Callboard\Failure\Failure;
use Callboard\Ledger\Inbox;
use Callboard\Run\Run;
use Callboard\Run\Schedule;
use Callboard\Tenant\Tenant;
use Callboard\Tests\Worker\WorkerTestCase;

require_once dirname( __DIR__ ) . '/Worker/WorkerTestCase.php';

/** @group data */
final class ScheduleTest extends WorkerTestCase {
	private const MINUTE = 60 * 1000;

	private Schedule $schedule;
	private Tenant $tenant;

	protected function setUp(): void {
		parent::setUp();
		$this->schedule = $this->plugin->schedule();
		$this->tenant   = $this->connected_tenant();
	}

	public function test_an_incremental_each_minute_and_never_two(): void {
		self::assertSame( 1, $this->due() );
		self::assertSame( 0, $this->due(), 'One is open.' );
		$this->work( 1 );
		self::assertSame( 0, $this->due() );
		$this->clock->advance( self::MINUTE );
		self::assertSame( 1, $this->due() );
	}

	public function test_after_a_clock_that_ran_ahead_and_was_set_back_runs_are_due_as_ever(): void {
		$this->clock->advance( 365 * 24 * 60 * self::MINUTE );
		$this->due();
		while ( null !== ( $run = $this->claim()['run'] ) ) {
			$this->plugin->end_run()->as_succeeded( $run['id'], $run['fence'], array() );
		}
		$this->clock->set( self::NOW_MS + self::MINUTE );
		$this->due();
		$this->clock->advance( self::MINUTE );
		$this->due();
		self::assertNotNull( $this->plugin->runs()->open( $this->tenant->id, Run::INCREMENTAL ) );
	}

	/** A year ahead for a few minutes, in which a run was leased, a record was put off and work after a commit was left. */
	public function test_a_clock_that_ran_ahead_and_was_set_back_stops_nothing(): void {
		$this->clock->advance( 365 * 24 * 60 * self::MINUTE );
		$this->plugin->mappings()->save( $this->tenant->id, $this->plugin->mappings()->current( $this->tenant->id )[0]->with_withdrawal( 'trash' ) );
		$this->due();
		$held = $this->claim()['run'];
		$this->plugin->inbox()->put_off( $this->tenant->id, 'productions', array( 'a0E000000000001AAA' => null ), Inbox::WAITS_FOR_PARENT, $this->clock->now_ms() );
		$effects = $this->plugin->db()->table( 'effects' );
		$this->plugin->db()->insert_rows( $effects, array( 'tenant_id', 'run_id', 'kind', 'payload', 'next_ms', 'created_ms' ), array( array( $this->tenant->id, 1, 'news', '{}', $this->clock->now_ms(), $this->clock->now_ms() ) ) );

		$this->clock->set( self::NOW_MS + self::MINUTE );
		$this->due();
		$now = $this->clock->now_ms();
		self::assertSame( $held['id'], $this->claim()['run']['id'], 'Nobody waits a year for a lease to end.' );
		self::assertSame( array( 'productions' => array( 'a0E000000000001AAA' ) ), $this->plugin->inbox()->due( $this->tenant->id, $now ) );
		self::assertSame( (string) $now, $this->plugin->db()->value( "SELECT next_ms FROM {$effects}" ) );
		self::assertLessThanOrEqual( $now, $this->plugin->mappings()->changed_ms( $this->tenant->id, $this->plugin->mappings()->current( $this->tenant->id )[0]->id ) );
	}

	public function test_a_run_that_needs_a_person_is_not_repeated_each_minute(): void {
		$this->due();
		$this->fail_with( 'auth' );
		$this->clock->advance( self::MINUTE );
		self::assertSame( 0, $this->due() );
		$this->clock->advance( 4 * self::MINUTE );
		self::assertSame( 1, $this->due() );
	}

	public function test_a_transient_failure_is_tried_again_after_a_minute(): void {
		$this->due();
		$this->fail_with( 'transient' );
		$this->clock->advance( self::MINUTE );
		self::assertSame( 1, $this->due() );
	}

	public function test_tenants_without_mappings_connection_or_activity_have_nothing_due(): void {
		$this->plugin->tenants()->create( 'Not connected' );
		$paused = $this->connected_tenant( 'Paused' );
		$this->plugin->tenants()->set_state( $paused->id, Tenant::PAUSED );
		$this->plugin->mappings()->retire_except( $this->tenant->id );
		self::assertSame( 0, $this->due() );
	}

	public function test_a_rebuild_follows_changes_once(): void {
		$this->changed_run();
		self::assertNotNull( $this->plugin->runs()->open( $this->tenant->id, Run::REBUILD ) );
		$this->work( 1 );
		self::assertFalse( $this->rebuild_due() );
		$this->clock->advance( self::MINUTE );
		$this->changed_run();
		self::assertNotNull( $this->plugin->runs()->open( $this->tenant->id, Run::REBUILD ) );
	}

	public function test_a_long_rebuild_runs_at_most_every_ten_minutes(): void {
		$this->changed_run();
		$this->work( 6000 );
		$this->clock->advance( self::MINUTE );
		$this->changed_run();
		self::assertNull( $this->plugin->runs()->open( $this->tenant->id, Run::REBUILD ) );
		$this->clock->advance( 9 * self::MINUTE );
		self::assertTrue( $this->rebuild_due() );
	}

	public function test_a_failed_rebuild_is_tried_again(): void {
		$this->changed_run();
		$this->fail_with( 'bug' );
		self::assertFalse( $this->rebuild_due() );
		$this->clock->advance( self::MINUTE );
		self::assertTrue( $this->rebuild_due() );
	}

	public function test_runs_that_found_nothing_leave_after_a_day_and_the_others_stay_for_thirty(): void {
		$this->due();
		$idle = $this->work( 1 );
		$this->clock->advance( self::MINUTE );
		$kept = $this->changed_run();
		$this->clock->advance( 25 * 60 * self::MINUTE );
		$this->schedule->prune( $this->clock->now_ms() );
		self::assertNull( $this->plugin->runs()->find( $idle ) );
		self::assertNotNull( $this->plugin->runs()->find( $kept ) );
		$this->clock->advance( 30 * 24 * 60 * self::MINUTE );
		$this->schedule->prune( $this->clock->now_ms() );
		self::assertNull( $this->plugin->runs()->find( $kept ) );
	}

	private function due(): int {
		return $this->schedule->enqueue_due( $this->clock->now_ms() );
	}

	private function rebuild_due(): bool {
		return $this->schedule->rebuild_due( $this->tenant->id, $this->clock->now_ms() );
	}

	private function work( int $ms ): int {
		$lease = $this->plugin->leases()->claim( 'w', array( $this->tenant->id ) );
		self::assertNotNull( $lease );
		$this->clock->advance( $ms );
		$this->plugin->end_run()->as_succeeded( $lease->run->id, $lease->run->fence, array() );
		return $lease->run->id;
	}

	private function changed_run(): int {
		$run = $this->plugin->runs()->enqueue( $this->tenant->id, Run::INCREMENTAL, 'manual' );
		$this->plugin->runs()->add_counts( $run->id, array( 'updated' => 1 ) );
		$this->clock->advance( 1 );
		return $this->work( 1 );
	}

	private function fail_with( string $kind ): void {
		$lease = $this->plugin->leases()->claim( 'w', array( $this->tenant->id ) );
		self::assertNotNull( $lease );
		$this->plugin->end_run()->as_failed( $lease->run->id, $lease->run->fence, new Failure( $kind, 'some_code', 'Words.' ) );
	}
}
