<?php
declare(strict_types=1);

namespace Callboard\Tests\Run;

use Callboard\Failure\Failure;
use Callboard\Run\Run;
use Callboard\Tenant\Tenant;
use Callboard\Tests\Worker\WorkerTestCase;

require_once dirname( __DIR__ ) . '/Worker/WorkerTestCase.php';

/** One tenant's failures slow that tenant down, and nobody else. */
final class BreakerTest extends WorkerTestCase {
	private const MINUTE = 60 * 1000;

	private Tenant $tenant;

	protected function setUp(): void {
		parent::setUp();
		$this->tenant = $this->connected_tenant();
	}

	/** @dataProvider waited_out */
	public function test_failures_in_a_row_open_it_and_the_waits_grow_to_a_quarter_of_an_hour( string $kind ): void {
		self::assertSame( array( 1, 1, 2, 4, 8, 15, 15 ), array_map( fn() => $this->minutes_after_a_failure( $kind ), range( 1, 7 ) ) );
	}

	/** @return array<string, array{0: string}> */
	public static function waited_out(): array {
		return array( 'an outage' => array( 'transient' ), 'what nobody foresaw' => array( 'bug' ) );
	}

	public function test_one_success_closes_it(): void {
		foreach ( range( 1, 6 ) as $ignored ) {
			$this->minutes_after_a_failure( 'transient' );
		}
		$this->run_of( $this->tenant->id, null );
		self::assertSame( 1, $this->minutes_until_due() );
		self::assertSame( 1, $this->minutes_after_a_failure( 'transient' ) );
	}

	public function test_one_mapping_at_fault_does_not_slow_down_the_others(): void {
		$this->run_of( $this->tenant->id, 'config', 'salesforce_object_missing', array( 'others_read' => true ) );
		self::assertSame( 1, $this->minutes_until_due() );
		$this->run_of( $this->tenant->id, 'config', 'salesforce_object_missing' );
		self::assertSame( 5, $this->minutes_until_due() );
	}

	public function test_an_empty_source_at_night_does_not_slow_down_the_poll(): void {
		$this->run_of( $this->tenant->id, 'config', 'salesforce_source_empty', array(), Run::RECONCILIATION );
		self::assertSame( 1, $this->minutes_until_due() );
		$this->run_of( $this->tenant->id, 'rate_limit', 'salesforce_limit_exceeded', array(), Run::RECONCILIATION );
		self::assertSame( 15, $this->minutes_until_due(), 'A limit is the org’s, whoever met it.' );
	}

	public function test_other_tenants_go_on(): void {
		$other = $this->connected_tenant( 'Hillside Opera' );
		foreach ( range( 1, 6 ) as $ignored ) {
			$this->run_of( $this->tenant->id, 'transient' );
		}
		$this->run_of( $other->id, null );
		$this->clock->advance( self::MINUTE );
		self::assertFalse( $this->allows( $this->tenant->id ) );
		self::assertTrue( $this->allows( $other->id ) );
		self::assertSame( 1, $this->plugin->schedule()->enqueue_due( $this->clock->now_ms() ) );
		self::assertSame( $other->id, $this->claim()['run']['tenant_id'] );
	}

	public function test_a_stopped_worker_and_a_stopped_run_are_no_failures_of_salesforce(): void {
		foreach ( range( 1, 5 ) as $ignored ) {
			$this->run_of( $this->tenant->id, 'transient', 'worker_stopped' );
		}
		self::assertSame( 1, $this->minutes_until_due() );
		$this->plugin->runs()->cancel( $this->plugin->runs()->enqueue( $this->tenant->id, Run::INCREMENTAL, 'manual' )->id );
		self::assertSame( 1, $this->minutes_until_due() );
	}

	public function test_a_second_refused_sign_in_pauses_until_the_connection_is_tested(): void {
		$this->connect();
		self::assertSame( 5, $this->minutes_after_a_failure( 'auth' ) );
		$this->run_of( $this->tenant->id, 'auth' );
		$this->clock->advance( 30 * 24 * 60 * self::MINUTE );
		self::assertFalse( $this->allows( $this->tenant->id ) );
		self::assertSame( 0, $this->plugin->schedule()->enqueue_due( $this->clock->now_ms() ) );
		self::assertStringContainsString( 'connection is tested', $this->plugin->breaker()->of( $this->tenant->id )->sentence( $this->clock->now_ms() ) );

		$this->plugin->salesforce_tokens()->fresh( $this->tenant->id );
		self::assertTrue( $this->allows( $this->tenant->id ) );
	}

	public function test_sync_now_probes_whatever_the_breaker_says(): void {
		$this->connect();
		$this->minutes_after_a_failure( 'auth' );
		$this->run_of( $this->tenant->id, 'auth' );
		$this->plugin->runs()->enqueue( $this->tenant->id, Run::INCREMENTAL, 'manual' );
		self::assertSame( 'manual', $this->claim()['run']['trigger'] );
	}

	public function test_what_is_due_in_the_same_minute_does_not_try_a_refused_sign_in_again(): void {
		$this->connect();
		$this->refuse_sign_ins();
		foreach ( array( Run::RECONCILIATION, Run::REFRESH ) as $kind ) {
			$this->plugin->runs()->enqueue( $this->tenant->id, $kind, 'hourly' );
		}
		$tries = fn(): int => count( $this->org->assertions ) - 1;
		self::assertNull( $this->claim()['run'] );
		self::assertNull( $this->claim()['run'] );
		self::assertSame( 1, $tries(), 'The refresh and the poll wait once the comparison was refused.' );
		self::assertFalse( $this->plugin->leases()->has_work( array( $this->tenant->id ) ), 'Nobody is woken for what waits.' );
		$this->clock->advance( 5 * self::MINUTE - 1 );
		self::assertNull( $this->claim()['run'] );
		self::assertSame( 1, $tries() );
		$this->clock->advance( 1 );
		self::assertTrue( $this->plugin->leases()->has_work( array( $this->tenant->id ) ) );
		self::assertNull( $this->claim()['run'] );
		self::assertSame( 2, $tries(), 'Once more after five minutes, and the poll waits for a person.' );
		$this->clock->advance( 30 * 24 * 60 * self::MINUTE );
		self::assertNull( $this->claim()['run'] );
		self::assertSame( 2, $tries() );

		$this->org->instead = null;
		$this->plugin->runs()->enqueue( $this->tenant->id, Run::REBUILD, 'after_changes' );
		self::assertSame( 'rebuild', $this->end_of( $this->claim()['run'] ), 'A rebuild signs in nowhere.' );
		self::assertNull( $this->claim()['run'], 'That the org would have us again, nobody has said yet.' );
		$queued = $this->plugin->runs()->open( $this->tenant->id, Run::INCREMENTAL );
		$asked  = $this->plugin->runs()->enqueue( $this->tenant->id, Run::INCREMENTAL, 'manual' );
		self::assertSame( array( $queued?->id, 'manual' ), array( $asked->id, $asked->trigger ), '“Sync now” makes the run that waits its own.' );
		self::assertSame( 'incremental', $this->end_of( $this->claim()['run'] ) );
		self::assertSame( 'schedule', $this->claim()['run']['trigger'], 'Signed in again, what is due is done.' );
	}

	public function test_a_refusal_counts_from_when_it_was_met_not_from_when_its_run_was_queued(): void {
		$this->connect();
		$refresh = $this->plugin->runs()->enqueue( $this->tenant->id, Run::REFRESH, 'hourly' );
		$this->clock->advance( 1 );
		$this->plugin->runs()->enqueue( $this->tenant->id, Run::INCREMENTAL, 'manual' );
		$lease = $this->plugin->leases()->claim( 'w', array( $this->tenant->id ), array( Run::INCREMENTAL ) );
		$this->plugin->end_run()->as_succeeded( $lease->run->id, $lease->run->fence, array() );
		$this->refuse_sign_ins();
		$this->clock->advance( self::MINUTE );
		self::assertNull( $this->claim()['run'] );
		self::assertSame( array( 'auth', $refresh->id ), array( $this->plugin->runs()->find( $refresh->id )?->failure?->kind, $this->plugin->runs()->latest( $this->tenant->id, Run::REFRESH )?->id ) );
		self::assertCount( 2, $this->org->assertions, 'The poll of this minute waits, though a run that was asked for later went well before.' );
		self::assertSame( 5, $this->minutes_until_due() );
	}

	public function test_a_long_wait_in_the_queue_does_not_shorten_the_wait_after_a_refusal(): void {
		$this->connect();
		$this->refuse_sign_ins();
		foreach ( array( Run::RECONCILIATION, Run::REFRESH ) as $kind ) {
			$this->plugin->runs()->enqueue( $this->tenant->id, $kind, 'hourly' );
		}
		$this->clock->advance( 60 * self::MINUTE );
		self::assertNull( $this->claim()['run'] );
		self::assertCount( 2, $this->org->assertions );
	}

	public function test_what_one_tenant_is_refused_keeps_no_other_waiting(): void {
		$other = $this->connected_tenant( 'Hillside Opera' );
		$this->plugin->salesforce_tokens()->fresh( $other->id );
		$this->connect();
		$this->refuse_sign_ins();
		self::assertSame( $other->id, $this->claim()['run']['tenant_id'] );
	}

	public function test_a_limit_waits_until_the_moment_the_failure_names_but_hardly_longer_than_a_day(): void {
		$this->run_of( $this->tenant->id, 'rate_limit' );
		self::assertSame( 15, $this->minutes_until_due() );
		$this->run_of( $this->tenant->id, 'rate_limit', 'api_budget_spent', array( 'resume_ms' => $this->clock->now_ms() + 90 * self::MINUTE ) );
		self::assertSame( 90, $this->minutes_until_due() );
		$this->run_of( $this->tenant->id, 'rate_limit', 'api_budget_spent', array( 'resume_ms' => PHP_INT_MAX ) );
		self::assertSame( 26 * 60, $this->minutes_until_due() );
	}

	/** Moves the clock to the moment the next run is due. */
	private function minutes_after_a_failure( string $kind ): int {
		$this->run_of( $this->tenant->id, $kind );
		$minutes = $this->minutes_until_due();
		$this->clock->advance( $minutes * self::MINUTE );
		return $minutes;
	}

	private function minutes_until_due(): int {
		$until_ms = $this->plugin->breaker()->of( $this->tenant->id )->until_ms;
		self::assertNotNull( $until_ms );
		return (int) round( ( $until_ms - $this->clock->now_ms() ) / self::MINUTE );
	}

	private function allows( int $tenant_id ): bool {
		return $this->plugin->breaker()->of( $tenant_id )->allows( $this->clock->now_ms() );
	}

	private function connect(): void {
		$this->plugin->salesforce_tokens()->fresh( $this->tenant->id );
		$this->clock->advance( 1 );
	}

	/** The token at hand has been used up. */
	private function refuse_sign_ins(): void {
		$this->org->instead = array( 400, '{"error":"invalid_grant","error_description":"user hasn\'t approved this consumer"}' );
		$this->plugin->db()->query( "UPDATE {$this->plugin->db()->table( 'connection' )} SET token_issued_ms = 1 WHERE tenant_id = %d", array( $this->tenant->id ) );
	}

	/** @param ?array<string, mixed> $run As claimed. @return ?string The kind of the run that ended well. */
	private function end_of( ?array $run ): ?string {
		self::assertNotNull( $run );
		$this->plugin->end_run()->as_succeeded( $run['id'], $run['fence'], array() );
		return $run['kind'];
	}

	/** @param array<string, mixed> $details */
	private function run_of( int $tenant_id, ?string $kind, string $code = 'some_code', array $details = array(), string $kind_of_run = Run::INCREMENTAL ): void {
		$this->plugin->runs()->enqueue( $tenant_id, $kind_of_run, 'schedule' );
		$lease = $this->plugin->leases()->claim( 'w', array( $tenant_id ) );
		self::assertNotNull( $lease );
		if ( null === $kind ) {
			$this->plugin->end_run()->as_succeeded( $lease->run->id, $lease->run->fence, array() );
		} else {
			$this->plugin->end_run()->as_failed( $lease->run->id, $lease->run->fence, new Failure( $kind, $code, 'Words.', array(), $details ) );
		}
	}
}
