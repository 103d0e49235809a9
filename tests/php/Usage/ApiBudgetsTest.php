<?php
declare(strict_types=1);

namespace Callboard\Tests\Usage;

use Callboard\Cli\CallsCommand;
use Callboard\Run\Leases;
use Callboard\Run\Run;
use Callboard\Tests\Cli\RecordedOutput;
use Callboard\Tests\Worker\WorkerTestCase;
use Callboard\Usage\BudgetSettings;
use Callboard\Usage\Redaction;

require_once dirname( __DIR__ ) . '/Worker/WorkerTestCase.php';

/** Calls are counted, bounded and, where they failed, remembered without a secret. */
final class ApiBudgetsTest extends WorkerTestCase {
	private const HOUR_MS = 3600 * 1000;

	public function test_a_claim_says_how_many_calls_there_are(): void {
		$this->connected_tenant();
		$budget = $this->claim()['budget'];
		self::assertSame( array( 10000, 'run', 0.8 ), array( $budget['calls'], $budget['scope'], $budget['org_share'] ) );
		self::assertSame( self::NOW_MS + 60_000, $budget['resume_ms'] );
	}

	public function test_the_day_of_a_tenant_is_bounded_and_the_run_ends_before_any_call(): void {
		$tenant = $this->connected_tenant();
		( new BudgetSettings( 20, 10000, 100 ) )->save();
		$claim = $this->claim();
		self::assertSame( array( 100, 'day' ), array( $claim['budget']['calls'], $claim['budget']['scope'] ) );
		$this->beat( $claim, 60 );
		$this->complete( $claim, 100 );
		self::assertSame( 100, array_sum( $this->plugin->api_usage()->hours( $tenant->id, $this->clock->now_ms() ) ) );

		$this->clock->advance( 2 * 60_000 );
		self::assertNull( $this->claim()['run'] );
		$run = $this->plugin->runs()->latest( $tenant->id, Run::INCREMENTAL );
		self::assertSame( array( 'rate_limit', 'api_budget_spent', 0 ), array( $run->failure->kind, $run->failure->code_name, $run->api_calls ) );
		self::assertGreaterThan( $this->clock->now_ms() + 23 * self::HOUR_MS, $run->failure->details['resume_ms'] );
		self::assertSame( $run->failure->details['resume_ms'], $this->plugin->breaker()->of( $tenant->id )->until_ms );

		$this->clock->set( $run->failure->details['resume_ms'] );
		self::assertSame( 100, $this->claim()['budget']['calls'] );
	}

	public function test_the_reserve_of_an_org_holds_for_every_tenant_of_it_and_for_no_other(): void {
		$first  = $this->connected_tenant();
		$claim  = $this->claim();
		$org_id = $this->plugin->connections()->find( $first->id )->org_id;
		self::assertNotNull( $org_id );
		$this->complete( $claim, 1, array( 'usage' => array( 'used' => 85000, 'limit' => 100000 ) ) );
		$second = $this->connected_tenant( 'Same org' );
		$this->plugin->salesforce_tokens()->fresh( $second->id );
		self::assertSame( $org_id, $this->plugin->connections()->find( $second->id )->org_id );

		self::assertNull( $this->claim()['run'] );
		self::assertSame( 'org', $this->plugin->runs()->latest( $second->id, Run::INCREMENTAL )->failure->details['scope'] );
		$this->plugin->runs()->enqueue( $second->id, Run::INCREMENTAL, 'manual', 1 );
		self::assertSame( $second->id, $this->claim()['run']['tenant_id'], 'A person may ask: one call tells.' );
	}

	public function test_the_word_of_an_org_is_believed_for_a_quarter_of_an_hour(): void {
		$this->connected_tenant();
		$this->complete( $this->claim(), 1, array( 'usage' => array( 'used' => 90000, 'limit' => 100000 ) ) );
		$this->clock->advance( 60_000 );
		self::assertNull( $this->claim()['run'] );
		$this->clock->advance( 15 * 60_000 );
		self::assertNotNull( $this->claim()['run'] );
	}

	public function test_calls_are_counted_once_however_often_they_are_reported(): void {
		$tenant = $this->connected_tenant();
		$claim  = $this->claim();
		foreach ( array( 3, 3, 7 ) as $calls ) {
			$this->beat( $claim, $calls );
		}
		$this->complete( $claim, 9 );
		$this->complete( $claim, 9 );
		self::assertSame( 9, array_sum( $this->plugin->api_usage()->hours( $tenant->id, $this->clock->now_ms() ) ) );
	}

	/** Each worker counts from nothing; the day has all of their calls. */
	public function test_calls_of_a_worker_that_died_and_of_the_one_that_carries_on_are_both_counted(): void {
		$tenant = $this->connected_tenant();
		$first  = $this->claim();
		$this->beat( $first, 500 );
		$this->clock->advance( Leases::LEASE_MS + 1 );
		$second = $this->claim();
		self::assertSame( $first['run']['id'], $second['run']['id'] );
		$this->beat( $second, 400 );
		$this->beat( $second, 400 );
		$this->complete( $second, 450 );
		self::assertSame( 950, array_sum( $this->plugin->api_usage()->hours( $tenant->id, $this->clock->now_ms() ) ) );
		self::assertSame( 950, $this->plugin->runs()->find( $first['run']['id'] )->api_calls );
	}

	public function test_what_an_org_said_of_its_limits_is_believed_for_an_hour_by_every_tenant_of_it(): void {
		$first = $this->connected_tenant();
		$claim = $this->claim();
		self::assertArrayNotHasKey( 'bulk', $claim['budget'], 'Nobody has asked yet.' );
		$usage = array( 'usage' => array( 'used' => 10, 'limit' => 100000 ) );
		$this->beat( $claim, 2, $usage + array( 'org_limits' => self::limits( 79 ) ) );
		$this->complete( $claim, 3, $usage );
		$org_id = (string) $this->plugin->connections()->find( $first->id )->org_id;
		self::assertSame( 10, $this->plugin->api_usage()->org( $org_id )['used'] );

		$second = $this->connected_tenant( 'Same org' );
		$this->plugin->salesforce_tokens()->fresh( $second->id );
		$claim = $this->claim();
		self::assertSame( array( $second->id, 'free' ), array( $claim['run']['tenant_id'], $claim['budget']['bulk'] ) );
		$this->complete( $claim, 1, $usage + array( 'org_limits' => self::limits( 80 ) ) );

		$this->clock->advance( self::HOUR_MS - 1 );
		$claim = $this->claim();
		self::assertSame( 'reserved', $claim['budget']['bulk'] );
		$this->complete( $claim, 1, $usage );
		( new BudgetSettings( 10 ) )->save();
		self::assertSame( 'free', $this->claim()['budget']['bulk'], 'A smaller reserve holds at once.' );
		self::assertNull( $this->plugin->org_limits()->bulk( $org_id, 0.8, $this->clock->now_ms() + 1 ), 'An hour is over.' );
	}

	public function test_limits_that_the_integration_user_may_not_see_are_not_asked_again_within_the_hour(): void {
		$this->connected_tenant();
		$this->complete( $this->claim(), 2, array( 'usage' => array( 'used' => 10, 'limit' => 100000 ), 'org_limits' => array() ) );
		$this->clock->advance( 2 * 60_000 );
		self::assertSame( 'free', $this->claim()['budget']['bulk'] );
	}

	/** @return list<array<string, mixed>> */
	private static function limits( int $jobs ): array {
		$limit = static fn( string $name, int $used ) => array( 'name' => $name, 'used' => $used, 'max' => 100 );
		return array( $limit( 'DailyApiRequests', 99 ), $limit( 'DailyBulkApiBatches', 99 ), $limit( 'DailyBulkV2QueryJobs', $jobs ), $limit( 'DailyBulkV2QueryFileStorageMB', 1 ) );
	}

	public function test_failed_calls_are_kept_in_order_and_without_secrets(): void {
		$tenant = $this->connected_tenant();
		$claim  = $this->claim();
		$this->beat( $claim, 1, array( 'calls_failed' => array( self::failed( 'salesforce_busy' ) ) ) );
		$this->complete( $claim, 2, array( 'calls_failed' => array( array( 'request' => 'Bearer 00D5g000004XyZz!AQEAQ.abc_def', 'answer' => 'ada@harbour.example said {"access_token":"abc"}' ) + self::failed( 'salesforce_timeout' ) ) ) );
		$calls = $this->plugin->failed_calls()->page( $tenant->id );
		self::assertSame( array( 'salesforce_timeout', 'salesforce_busy' ), array_column( $calls, 'code' ) );
		self::assertSame( array( $claim['run']['id'], 'POST', 503, 2 ), array( $calls[0]['run_id'], $calls[0]['method'], $calls[0]['status'], $calls[0]['attempt'] ) );
		$all = (string) wp_json_encode( $calls );
		foreach ( array( '00D5g000004XyZz!', 'ada@harbour', '"abc' ) as $secret ) {
			self::assertStringNotContainsString( $secret, $all );
		}
		$output = new RecordedOutput();
		( new CallsCommand( $output, $this->plugin->tenants(), $this->plugin->failed_calls() ) )->failed( array() );
		self::assertCount( 2, $output->rows );

		$this->act_as( 'administrator' );
		$page = $this->rest( 'GET', "/callboard/v1/tenants/{$tenant->id}/calls-failed", array( 'per_page' => 1 ) );
		self::assertSame( array( 200, '2' ), array( $page->get_status(), $page->get_headers()['X-WP-Total'] ), (string) wp_json_encode( $page->get_data() ) );
		$this->act_as( 'editor' );
		self::assertSame( 403, $this->rest( 'GET', "/callboard/v1/tenants/{$tenant->id}/calls-failed" )->get_status() );
	}

	public function test_the_log_is_bounded_by_number_and_by_age(): void {
		$tenant = $this->connected_tenant();
		$calls  = $this->plugin->failed_calls();
		$calls->add( $tenant->id, 1, array_fill( 0, 1005, self::failed( 'salesforce_busy' ) ) );
		$calls->add( $tenant->id + 1, 1, array( self::failed( 'salesforce_busy' ) ) );
		$calls->prune( self::NOW_MS );
		self::assertSame( array( 1000, 1 ), array( $calls->count( $tenant->id ), $calls->count( $tenant->id + 1 ) ) );
		$calls->prune( self::NOW_MS + 31 * 24 * self::HOUR_MS );
		self::assertSame( 0, $calls->count( $tenant->id ) );
	}

	public function test_the_budget_is_set_from_the_command_line(): void {
		$output  = new RecordedOutput();
		$command = new CallsCommand( $output, $this->plugin->tenants(), $this->plugin->failed_calls() );
		$command->budget( array(), array( 'reserve' => '35', 'day' => '2000' ) );
		self::assertSame( array( array( 'reserve_percent' => 35, 'calls_per_run' => 10000, 'calls_per_day' => 2000 ) ), $output->rows );
		$command->budget( array(), array( 'day' => 'none' ) );
		self::assertNull( BudgetSettings::read()->calls_per_day );
		$command->budget( array(), array( 'run' => 'many' ) );
		self::assertCount( 1, $output->failures );
		self::assertSame( 10000, BudgetSettings::read()->calls_per_run );
	}

	public function test_an_interrupted_long_read_goes_on_in_the_next_run(): void {
		$tenant = $this->connected_tenant();
		$claim  = $this->claim();
		$resume = array( 'first_read' => array( 'productions' => array( 'version' => 1, 'started_ms' => 5 ) ) );
		$this->beat( $claim, 5, array( 'resume' => $resume ) );
		$this->complete( $claim, 5, array( 'outcome' => 'failed', 'failure' => array( 'kind' => 'rate_limit', 'code' => 'api_budget_spent', 'message' => 'Spent.', 'actions' => array(), 'details' => array( 'resume_ms' => $this->clock->now_ms() + 60_000 ) ) ) );
		$this->clock->advance( 60_000 );
		self::assertSame( $resume, $this->claim()['run']['resume'] );
		$this->plugin->runs()->cancel( $this->plugin->runs()->open( $tenant->id, Run::INCREMENTAL )->id );
		$this->clock->advance( 60_000 );
		self::assertNull( $this->claim()['run']['resume'] );
	}

	public function test_redaction_leaves_what_a_person_needs(): void {
		self::assertSame( "SELECT Id FROM Account WHERE Id = 'a0E5e000000100xEAA'", Redaction::of( "SELECT Id FROM Account WHERE Id = 'a0E5e000000100xEAA'" ) );
		self::assertSame( "Id = 'a0E5e000000100xEAA' AND Name = '…' AND City IN ('…', '…')", Redaction::of( "Id = 'a0E5e000000100xEAA' AND Name = 'Ada O\\'Neill' AND City IN ('York', '')" ), 'Literals of a query name people; ids do not.' );
		self::assertSame( 'grant_type=x&assertion=[secret]&client_secret=[secret]', Redaction::of( 'grant_type=x&assertion=eyJa.eyJb.c&client_secret=s3' ) );
	}

	/** @return array<string, mixed> */
	private static function failed( string $code ): array {
		return array( 'at_ms' => self::NOW_MS, 'method' => 'POST', 'endpoint' => '/services/data/v66.0/composite', 'status' => 503, 'attempt' => 2, 'kind' => 'transient', 'code' => $code, 'request' => 'q', 'answer' => 'a' );
	}

	/** @param array<string, mixed> $claim @param array<string, mixed> $more */
	private function beat( array $claim, int $calls, array $more = array() ): void {
		$this->ok( 'heartbeat.answer', $this->ask( 'heartbeat', array( 'run_id' => $claim['run']['id'], 'fence' => $claim['run']['fence'], 'phase' => 'reading', 'done' => 0, 'total' => null, 'api_calls' => $calls ) + $more, $claim['run']['token'] ) );
	}

	/** @param array<string, mixed> $claim @param array<string, mixed> $more */
	private function complete( array $claim, int $calls, array $more = array() ): void {
		$this->ok( 'complete.answer', $this->ask( 'complete', $more + array( 'run_id' => $claim['run']['id'], 'fence' => $claim['run']['fence'], 'outcome' => 'succeeded', 'api_calls' => $calls, 'watermarks' => array(), 'seconds' => array( 'run' => 1 ) ), $claim['run']['token'] ) );
	}
}
