<?php
declare(strict_types=1);

namespace Callboard\Tests\Run;

use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;
use Callboard\Plugin;
use Callboard\Run\LeaseLost;
use Callboard\Run\Leases;
use Callboard\Run\Progress;
use Callboard\Run\Run;
use Callboard\Run\Runs;
use Callboard\Run\RunState;
use Callboard\Tests\CommittingTestCase;

/** @group data */
final class LeasesTest extends CommittingTestCase {
	private Runs $runs;
	private Leases $leases;

	protected function setUp(): void {
		parent::setUp();
		$this->runs   = Plugin::instance()->runs();
		$this->leases = Plugin::instance()->leases();
	}

	public function test_asking_twice_for_the_same_work_gives_the_same_run(): void {
		$first = $this->runs->enqueue( 1, Run::INCREMENTAL, 'schedule' );
		self::assertSame( $first->id, $this->runs->enqueue( 1, Run::INCREMENTAL, 'manual' )->id );
		self::assertNotSame( $first->id, $this->runs->enqueue( 1, Run::REBUILD, 'manual' )->id );
		self::assertNotSame( $first->id, $this->runs->enqueue( 2, Run::INCREMENTAL, 'manual' )->id );
		$this->leases->claim( 'w', array( 1 ) );
		self::assertSame( $first->id, $this->runs->enqueue( 1, Run::INCREMENTAL, 'manual' )->id );
	}

	public function test_the_oldest_run_goes_first_and_a_tenant_works_on_one_at_a_time(): void {
		$oldest = $this->runs->enqueue( 1, Run::INCREMENTAL, 'schedule' );
		$this->clock->advance( 1 );
		$this->runs->enqueue( 1, Run::REBUILD, 'schedule' );
		$this->clock->advance( 1 );
		$other = $this->runs->enqueue( 2, Run::INCREMENTAL, 'schedule' );
		self::assertSame( $oldest->id, $this->leases->claim( 'a', array( 1, 2 ) )?->run->id );
		self::assertSame( $other->id, $this->leases->claim( 'b', array( 1, 2 ) )?->run->id );
		self::assertNull( $this->leases->claim( 'c', array( 1, 2 ) ) );
		self::assertFalse( $this->leases->has_work( array( 1, 2 ) ) );
	}

	public function test_the_holder_of_a_long_run_and_nobody_else_may_poll_beside_it(): void {
		$long = $this->runs->enqueue( 1, Run::BACKFILL, 'manual' );
		$held = $this->claim( 'a' );
		self::assertSame( $long->id, $held->run->id );
		self::assertNull( $this->beside( 'a', $held ), 'Nothing is due.' );
		$this->runs->enqueue( 1, Run::REBUILD, 'after_changes' );
		$this->runs->enqueue( 2, Run::INCREMENTAL, 'schedule' );
		self::assertNull( $this->beside( 'a', $held ), 'Neither another kind nor another tenant whose poll is long.' );
		$poll = $this->runs->enqueue( 1, Run::INCREMENTAL, 'schedule' );
		self::assertNull( $this->leases->claim( 'b', array( 1 ) ), 'The tenant is another worker’s.' );
		self::assertNull( $this->leases->claim_beside( 'b', $long->id, $held->run->fence + 1, array( 1 ), static fn() => true ) );
		self::assertNull( $this->leases->claim_beside( 'a', $long->id, $held->run->fence, array( 2 ), static fn() => true ), 'The tenant may not run now.' );
		$beside = $this->beside( 'a', $held );
		self::assertSame( $poll->id, $beside?->run->id );
		self::assertNull( $this->beside( 'a', $held ), 'One at a time.' );
		Plugin::instance()->db()->transaction( fn() => $this->leases->assert_held( $long->id, $held->run->fence ) );
		Plugin::instance()->db()->transaction( fn() => $this->leases->assert_held( $poll->id, $beside->run->fence ) );
	}

	public function test_a_short_poll_of_a_tenant_nobody_works_for_goes_beside_a_long_run_after_its_own(): void {
		$this->runs->enqueue( 1, Run::BACKFILL, 'manual' );
		$held  = $this->claim( 'a' );
		$other = $this->runs->enqueue( 2, Run::INCREMENTAL, 'schedule' );
		$this->clock->advance( 1 );
		$own = $this->runs->enqueue( 1, Run::INCREMENTAL, 'schedule' );
		self::assertSame( $own->id, $this->beside( 'a', $held, array( 2 ) )?->run->id, 'Its own tenant first, though the other has waited longer.' );
		self::assertNull( $this->beside( 'a', $held, array( 1 ) ), 'The other tenant’s poll reads from the start.' );
		$beside = $this->beside( 'a', $held, array( 2 ) );
		self::assertSame( $other->id, $beside?->run->id );
		self::assertSame( 2, $beside->run->tenant_id );
	}

	public function test_a_tenant_that_another_worker_works_for_is_left_to_it(): void {
		$this->runs->enqueue( 1, Run::BACKFILL, 'manual' );
		$held = $this->claim( 'a' );
		$this->runs->enqueue( 2, Run::BACKFILL, 'manual' );
		self::assertNotNull( $this->leases->claim( 'b', array( 2 ) ) );
		$this->runs->enqueue( 2, Run::INCREMENTAL, 'schedule' );
		self::assertNull( $this->beside( 'a', $held, array( 2 ) ) );
	}

	public function test_a_long_run_is_not_taken_over_while_the_poll_beside_it_is_held(): void {
		$long = $this->runs->enqueue( 1, Run::BACKFILL, 'manual' );
		$held = $this->claim( 'a' );
		$this->runs->enqueue( 1, Run::INCREMENTAL, 'schedule' );
		$this->clock->advance( 60_000 );
		$poll = $this->beside( 'a', $held );
		self::assertNotNull( $poll );
		$this->clock->advance( Leases::LEASE_MS - 60_000 );
		self::assertNull( $this->leases->claim( 'b', array( 1 ) ), 'Its lease ran out; the poll’s did not.' );
		self::assertNull( $this->beside( 'a', $held ) );
		$this->clock->advance( 60_000 );
		self::assertSame( $long->id, $this->claim( 'b' )->run->id );
		self::assertNull( $this->leases->claim( 'c', array( 1 ) ), 'The poll waits for whoever holds the tenant now.' );
		self::assertNull( $this->beside( 'a', $held ), 'The fence outdates the earlier holder.' );
	}

	public function test_nothing_goes_on_beside_a_poll(): void {
		$this->runs->enqueue( 1, Run::INCREMENTAL, 'schedule' );
		$poll = $this->claim( 'a' );
		$this->runs->enqueue( 1, Run::INCREMENTAL, 'manual', null, array( 'rehearsal' => true ) );
		$this->runs->enqueue( 1, Run::BACKFILL, 'manual' );
		self::assertNull( $this->beside( 'a', $poll ) );
	}

	public function test_only_tenants_and_kinds_that_were_asked_for(): void {
		$this->runs->enqueue( 1, Run::INCREMENTAL, 'schedule' );
		self::assertNull( $this->leases->claim( 'a', array() ) );
		self::assertNull( $this->leases->claim( 'a', array( 2 ) ) );
		self::assertNull( $this->leases->claim( 'a', array( 1 ), array( Run::REBUILD ) ) );
	}

	public function test_an_expired_lease_is_taken_over_and_its_holder_fenced(): void {
		$this->runs->enqueue( 1, Run::INCREMENTAL, 'schedule' );
		$old = $this->claim( 'old' );
		$this->leases->renew( $old->run->id, $old->run->fence, $this->progress( array( 'page' => 3 ) ) );
		$this->clock->advance( Leases::LEASE_MS - 1 );
		self::assertNull( $this->leases->claim( 'new', array( 1 ) ) );
		$this->clock->advance( 1 );
		$this->assertLost( $old->run->id, $old->run->fence, 'Expired, though nobody took it yet.' );

		$new = $this->claim( 'new' );
		self::assertSame( $old->run->id, $new->run->id );
		self::assertSame( $old->run->fence + 1, $new->run->fence );
		self::assertSame( array( 'page' => 3 ), $new->run->resume );
		self::assertSame( $old->run->started_ms, $new->run->started_ms );
		self::assertNull( $this->leases->run_of_token( $old->run->id, $old->token ) );
		self::assertNotNull( $this->leases->run_of_token( $new->run->id, $new->token ) );
		$this->assertLost( $old->run->id, $old->run->fence );
		Plugin::instance()->db()->transaction( fn() => $this->leases->assert_held( $new->run->id, $new->run->fence ) );
	}

	/** @dataProvider broken_backfills */
	public function test_a_backfill_goes_on_only_where_the_same_reading_broke_off( string $before, string $code, string $trigger, bool $goes_on ): void {
		$this->runs->enqueue( 1, Run::BACKFILL, $before );
		$lease = $this->claim( 'w' );
		$this->leases->renew( $lease->run->id, $lease->run->fence, $this->progress( array( 'page' => 3 ) ) );
		$failed = $this->runs->find( $lease->run->id );
		Plugin::instance()->db()->transaction( fn() => $this->runs->finish( $failed, RunState::FAILED, new Failure( FailureKind::RATE_LIMIT, $code, 'Too many calls.' ), 1 ) );
		$this->clock->advance( 60 * 1000 );
		$this->runs->enqueue( 1, Run::BACKFILL, $trigger );
		self::assertSame( $goes_on ? array( 'page' => 3 ) : null, $this->claim( 'w' )->run->resume );
	}

	/** @return array<string, array{0: string, 1: string, 2: string, 3: bool}> */
	public static function broken_backfills(): array {
		return array(
			'the timetable tries again'                        => array( 'schedule', 'salesforce_limit_exceeded', 'schedule', true ),
			'a person asks: what drifted since is looked at'   => array( 'schedule', 'salesforce_limit_exceeded', 'manual', false ),
			'the same on the command line'                     => array( 'cli', 'salesforce_limit_exceeded', 'cli', false ),
			'the timetable does not finish what a person asked' => array( 'manual', 'salesforce_limit_exceeded', 'schedule', false ),
			'in as many parts as the budget of calls asks for' => array( 'manual', 'api_budget_spent', 'manual', true ),
		);
	}

	public function test_a_heartbeat_renews(): void {
		$this->runs->enqueue( 1, Run::INCREMENTAL, 'schedule' );
		$lease = $this->claim( 'w' );
		for ( $i = 0; $i < 5; $i++ ) {
			$this->clock->advance( Leases::LEASE_MS - 1 );
			self::assertSame( $this->clock->now_ms() + Leases::LEASE_MS, $this->leases->renew( $lease->run->id, 1, $this->progress( null ) ) );
		}
		$run = $this->runs->find( $lease->run->id );
		self::assertSame( array( 'writing', 4, 9 ), array( $run?->phase, $run?->done, $run?->total ) );
	}

	public function test_mere_progress_keeps_the_resume_position(): void {
		$this->runs->enqueue( 1, Run::INCREMENTAL, 'schedule' );
		$lease = $this->claim( 'w' );
		$this->leases->renew( $lease->run->id, 1, $this->progress( array( 'page' => 3 ) ) );
		$this->leases->renew( $lease->run->id, 1, $this->progress( null ) );
		self::assertSame( array( 'page' => 3 ), $this->runs->find( $lease->run->id )?->resume );
	}

	public function test_a_cancelled_run_is_fenced_at_once_and_a_new_one_may_begin(): void {
		$run   = $this->runs->enqueue( 1, Run::INCREMENTAL, 'manual' );
		$lease = $this->claim( 'w' );
		self::assertSame( RunState::CANCELLED, $this->runs->cancel( $run->id )?->state );
		$this->assertLost( $run->id, $lease->run->fence );
		self::assertSame( RunState::CANCELLED, $this->runs->cancel( $run->id )?->state );
		self::assertNotSame( $run->id, $this->runs->enqueue( 1, Run::INCREMENTAL, 'manual' )->id );
	}

	public function test_a_run_that_kills_worker_after_worker_ends_in_words(): void {
		$run = $this->runs->enqueue( 1, Run::INCREMENTAL, 'schedule' );
		for ( $i = 0; $i < 6; $i++ ) {
			self::assertSame( $run->id, $this->claim( "w{$i}" )->run->id );
			$this->clock->advance( Leases::LEASE_MS );
		}
		self::assertNull( $this->leases->claim( 'w7', array( 1 ) ) );
		self::assertSame( 'worker_died_repeatedly', $this->runs->find( $run->id )?->failure?->code_name );
	}

	public function test_handing_a_run_back_kills_nobody(): void {
		$run = $this->runs->enqueue( 1, Run::REBUILD, 'schedule' );
		for ( $i = 1; $i <= 10; $i++ ) {
			$lease = $this->claim( 'cron' );
			self::assertSame( array( $run->id, $i ), array( $lease->run->id, $lease->run->fence ) );
			$this->leases->release( $run->id, $lease->run->fence );
			$this->assertLost( $run->id, $lease->run->fence );
		}
	}

	public function test_a_lease_is_asserted_only_inside_the_transaction_it_protects(): void {
		$this->expectException( \LogicException::class );
		$this->leases->assert_held( 1, 1 );
	}

	public function test_the_table_of_transitions(): void {
		$states = array( 'queued', 'claimed', 'succeeded', 'failed', 'cancelled' );
		$may    = array();
		foreach ( $states as $from ) {
			$may[ $from ] = array_values( array_filter( $states, static fn( string $to ) => RunState::may( $from, $to ) ) );
		}
		self::assertSame(
			array(
				'queued'    => array( 'claimed', 'cancelled' ),
				'claimed'   => array( 'claimed', 'succeeded', 'failed', 'cancelled' ),
				'succeeded' => array(),
				'failed'    => array(),
				'cancelled' => array(),
			),
			$may
		);
	}

	/** Real processes, released by one shot. */
	public function test_workers_at_once_get_one_lease(): void {
		$run  = $this->runs->enqueue( 1, Run::INCREMENTAL, 'schedule' );
		Plugin::instance()->db()->query( 'INSERT INTO ' . Plugin::instance()->db()->table( 'tenant' ) . " (id, name, state, created_ms) VALUES (1, 'Playhouse', 'active', 1)" );
		$got  = $this->race( 4 );
		$took = array_values( array_filter( $got ) );
		self::assertSame( array( array( 'run' => $run->id, 'fence' => 1 ) ), $took, (string) wp_json_encode( $got ) );
		self::assertSame( 1, $this->runs->find( $run->id )?->fence );
	}

	/** @return list<mixed> What each process printed. */
	private function race( int $processes ): array {
		$shot    = (string) tempnam( sys_get_temp_dir(), 'callboard-shot-' );
		unlink( $shot );
		$running = array();
		for ( $i = 0; $i < $processes; $i++ ) {
			$process   = proc_open( array( PHP_BINARY, __DIR__ . '/claim-once.php', untrailingslashit( ABSPATH ), $shot, "w{$i}" ), array( 1 => array( 'pipe', 'w' ), 2 => array( 'pipe', 'w' ) ), $pipes );
			$running[] = array( $process, $pipes );
		}
		$errors = array();
		foreach ( $running as list( , $pipes ) ) {
			$errors[] = "ready\n" === fgets( $pipes[1] ) ? '' : (string) stream_get_contents( $pipes[2] );
		}
		touch( $shot );
		$answers = array();
		foreach ( $running as list( $process, $pipes ) ) {
			$answers[] = json_decode( (string) stream_get_contents( $pipes[1] ), true );
			proc_close( $process );
		}
		unlink( $shot );
		self::assertSame( '', implode( '', $errors ) );
		return $answers;
	}

	/** @param list<int> $short Tenants whose polls are short. */
	private function beside( string $worker_id, \Callboard\Run\Lease $held, array $short = array() ): ?\Callboard\Run\Lease {
		return $this->leases->claim_beside( $worker_id, $held->run->id, $held->run->fence, array( 1, 2 ), static fn( int $tenant_id ) => in_array( $tenant_id, $short, true ) );
	}

	private function claim( string $worker_id ): \Callboard\Run\Lease {
		$lease = $this->leases->claim( $worker_id, array( 1 ) );
		self::assertNotNull( $lease );
		return $lease;
	}

	/** @param ?array<string, mixed> $resume */
	private function progress( ?array $resume ): Progress {
		return Progress::from_array( array( 'phase' => 'writing', 'done' => 4, 'total' => 9, 'api_calls' => 2, 'resume' => $resume ) );
	}

	private function assertLost( int $run_id, int $fence, string $message = '' ): void {
		try {
			Plugin::instance()->db()->transaction( fn() => $this->leases->assert_held( $run_id, $fence ) );
			self::fail( 'The lease should be lost. ' . $message );
		} catch ( LeaseLost ) {
			$this->addToAssertionCount( 1 );
		}
	}
}
