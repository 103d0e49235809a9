<?php
declare(strict_types=1);

namespace Callboard\Tests\Run;

use Callboard\Failure\Failure;
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
