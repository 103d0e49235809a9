<?php
declare(strict_types=1);

namespace Callboard\Tests\Worker;

use Callboard\Mapping\Mapping;
use Callboard\Run\Run;
use Callboard\Run\RunState;
use Callboard\Tenant\Tenant;

require_once __DIR__ . '/WorkerTestCase.php';

/**
 * From claim to complete, through the door.
 *
 * @group data
 */
final class RunUnderLeaseTest extends WorkerTestCase {
	private const ID = 'a01000000000001AAA';

	private Tenant $tenant;

	/** @var array<string, mixed> */
	private array $run;

	protected function setUp(): void {
		parent::setUp();
		$this->tenant = $this->connected_tenant();
		$this->run    = $this->claim()['run'];
	}

	public function test_a_heartbeat_stores_progress_and_renews(): void {
		$this->clock->advance( 60000 );
		$answer = $this->ok( 'heartbeat.answer', $this->under_lease( 'heartbeat', $this->heartbeat() ) );
		self::assertSame( array( 'stop' => false, 'lease_expires_ms' => $this->clock->now_ms() + 15 * 60 * 1000 ), $answer );
		$run = $this->stored();
		self::assertSame( array( 'reading', 3, 10, 2, array( 'after' => 'x' ) ), array( $run->phase, $run->done, $run->total, $run->api_calls, $run->resume ) );
	}

	public function test_a_killed_worker_is_followed_by_one_that_knows_the_position(): void {
		$this->under_lease( 'heartbeat', $this->heartbeat() );
		$this->clock->advance( 16 * 60 * 1000 );
		$next = $this->claim()['run'];
		self::assertSame( array( $this->run['id'], 2, array( 'after' => 'x' ) ), array( $next['id'], $next['fence'], $next['resume'] ) );
		foreach ( array( 'heartbeat' => $this->heartbeat(), 'complete' => $this->completion(), 'offer' => $this->offer_body(), 'deliver' => $this->delivery() ) as $route => $body ) {
			$this->refused( 'callboard_lease_lost', 409, $this->under_lease( $route, $body ) );
		}
		self::assertSame( array(), $this->posts() );
	}

	public function test_the_record_as_fetched_travels_through_the_door_and_is_kept(): void {
		$delivery                      = $this->delivery();
		$delivery['records'][0]['raw'] = '{"Id":"' . self::ID . '","Name":"Götter"}';
		$this->ok( 'outcomes', $this->under_lease( 'deliver', $delivery ) );
		$versions = $this->plugin->provenance()->of( $this->tenant->id, self::ID );
		self::assertSame( array( array( 'Id' => self::ID, 'Name' => 'Götter' ), $this->run['id'] ), array( $versions[0]->raw, $versions[0]->run_id ) );
	}

	public function test_a_cancelled_run_stops_at_the_next_heartbeat_and_writes_nothing_more(): void {
		$this->plugin->runs()->cancel( $this->run['id'] );
		self::assertTrue( $this->ok( 'heartbeat.answer', $this->under_lease( 'heartbeat', $this->heartbeat() ) )['stop'] );
		$this->refused( 'callboard_lease_lost', 409, $this->under_lease( 'deliver', $this->delivery() ) );
		self::assertSame( 'failed', $this->ok( 'complete.answer', $this->under_lease( 'complete', $this->completion() ) )['state'] );
		self::assertSame( RunState::CANCELLED, $this->stored()->state );
		self::assertNull( $this->watermark() );
		self::assertSame( array(), $this->posts() );
	}

	public function test_a_whole_run_offer_deliver_complete(): void {
		self::assertSame( array( self::ID ), $this->ok( 'offer.answer', $this->under_lease( 'offer', $this->offer_body() ) )['wanted'] );
		$outcomes = $this->ok( 'outcomes', $this->under_lease( 'deliver', $this->delivery() ) );
		self::assertSame( 'created', $outcomes['outcomes'][0]['outcome'] );
		self::assertSame( array( 'Hamlet' ), $this->posts() );

		$answer = $this->ok( 'complete.answer', $this->under_lease( 'complete', $this->completion() ) );
		self::assertSame( array( 'succeeded', 1, true ), array( $answer['state'], $answer['counts']['created'], $answer['more'] ) );
		self::assertSame( 1795348700000, $this->watermark() );
		self::assertSame( RunState::QUEUED, $this->plugin->runs()->latest( $this->tenant->id, Run::REBUILD )?->state );

		$rebuild = $this->claim()['run'];
		self::assertSame( 'rebuild', $rebuild['kind'] );
		for ( $step = 0; $step < 20; $step++ ) {
			$progress = $this->ok( 'rebuild.answer', $this->ask( 'rebuild', array( 'run_id' => $rebuild['id'], 'fence' => $rebuild['fence'] ), $rebuild['token'] ) );
			if ( $progress['finished'] ) {
				break;
			}
		}
		self::assertTrue( $progress['finished'] );
		$last = $this->ok( 'complete.answer', $this->ask( 'complete', array( 'run_id' => $rebuild['id'], 'watermarks' => array() ) + $this->completion(), $rebuild['token'] ) );
		self::assertSame( array( 'succeeded', false ), array( $last['state'], $last['more'] ) );
		self::assertNull( $this->claim()['run'], 'A rebuild does not call for another.' );
	}

	public function test_what_is_unchanged_is_counted_when_offered(): void {
		$this->under_lease( 'deliver', $this->delivery() );
		$answer = $this->ok( 'offer.answer', $this->under_lease( 'offer', $this->offer_body() ) );
		self::assertSame( array( array(), 1 ), array( $answer['wanted'], $answer['unchanged'] ) );
		self::assertSame( 1, $this->stored()->counts['unchanged'] );
	}

	public function test_a_scheduled_backfill_finds_and_repairs_what_was_changed_by_raw_sql(): void {
		$this->under_lease( 'deliver', $this->delivery() );
		$this->under_lease( 'complete', $this->completion() );
		$GLOBALS['wpdb']->query( "UPDATE {$GLOBALS['wpdb']->posts} SET post_title = 'Defaced' WHERE post_type = 'event'" );
		$this->plugin->runs()->cancel( (int) $this->plugin->runs()->latest( $this->tenant->id, Run::REBUILD )?->id );
		$this->plugin->runs()->enqueue( $this->tenant->id, Run::BACKFILL, 'schedule' );
		$this->run = $this->claim()['run'];
		self::assertSame( 'backfill', $this->run['kind'] );

		$answer = $this->ok( 'offer.answer', $this->under_lease( 'offer', $this->offer_body() ) );
		self::assertSame( array( array( self::ID ), 0 ), array( $answer['wanted'], $answer['unchanged'] ) );
		$delivery = array( 'delivery_id' => '0b8f9c1e-5d2a-4c3b-9f00-000000000002' ) + $this->delivery();
		$this->ok( 'outcomes', $this->under_lease( 'deliver', $delivery ) );
		self::assertSame( array( 'Hamlet' ), $this->posts() );
		$again = $this->ok( 'offer.answer', $this->under_lease( 'offer', $this->offer_body() ) );
		self::assertSame( array( array(), 1 ), array( $again['wanted'], $again['unchanged'] ) );
		self::assertSame( array(), $this->plugin->inbox()->due( $this->tenant->id, $this->clock->now_ms(), 10 ), 'What was marked is settled.' );
	}

	public function test_the_position_of_a_failed_run_outlives_it_for_the_same_wish(): void {
		$this->under_lease( 'heartbeat', $this->heartbeat() );
		$failure = array( 'kind' => 'transient', 'code' => 'salesforce_unavailable', 'message' => 'Away.', 'actions' => array() );
		$this->under_lease( 'complete', array( 'outcome' => 'failed', 'failure' => $failure ) + $this->completion() );
		$this->plugin->runs()->enqueue( $this->tenant->id, Run::BACKFILL, 'manual' );
		self::assertNull( $this->end_next()['resume'], 'A backfill has positions of its own.' );
		$this->plugin->runs()->enqueue( $this->tenant->id, Run::INCREMENTAL, 'manual', null, array( 'rehearsal' => true ) );
		self::assertNull( $this->end_next()['resume'], 'So has a run with other options.' );
		$this->plugin->runs()->enqueue( $this->tenant->id, Run::INCREMENTAL, 'manual' );
		self::assertSame( array( 'after' => 'x' ), $this->end_next()['resume'] );
		$this->plugin->runs()->enqueue( $this->tenant->id, Run::INCREMENTAL, 'manual' );
		self::assertNull( $this->end_next()['resume'], 'What succeeded left nothing to go on with.' );
	}

	/** @return array<string, mixed> The run of the next claim, which ended well. */
	private function end_next(): array {
		$run = $this->claim()['run'];
		$this->plugin->end_run()->as_succeeded( $run['id'], $run['fence'], array() );
		return $run;
	}

	/** @dataProvider bad_offers */
	public function test_an_offer_of_anything_else_is_refused( array $record ): void {
		$this->refused( 'callboard_body_invalid', 400, $this->under_lease( 'offer', array( 'records' => array( $record ) ) + $this->offer_body() ) );
	}

	/** @return array<string, array{0: list<mixed>}> */
	public static function bad_offers(): array {
		$print = str_repeat( 'a', 64 );
		return array(
			'15 characters'    => array( array( 'a01000000000001', 1, $print ) ),
			'a stamp as text'  => array( array( self::ID, '1', $print ) ),
			'a negative stamp' => array( array( self::ID, -1, $print ) ),
			'no fingerprint'   => array( array( self::ID, 1, 'abc' ) ),
			'swapped'          => array( array( 1, self::ID, $print ) ),
		);
	}

	public function test_counts_are_what_deliveries_stored_whatever_the_worker_says(): void {
		$body           = $this->completion();
		$body['counts'] = array( 'created' => 1000 );
		$this->refused( 'callboard_body_invalid', 400, $this->under_lease( 'complete', $body ) );
		self::assertSame( array(), $this->ok( 'complete.answer', $this->under_lease( 'complete', $this->completion() ) )['counts'] );
	}

	public function test_that_nothing_matched_is_a_result_and_no_silent_zero(): void {
		$this->ok( 'complete.answer', $this->under_lease( 'complete', array( 'result' => 'no_match' ) + $this->completion() ) );
		$run = $this->stored();
		self::assertSame( array( RunState::SUCCEEDED, Run::NO_MATCH ), array( $run->state, $run->outcome ) );
		self::assertStringContainsString( 'No record in Salesforce matches', $run->to_array()['sentence'] );
	}

	public function test_completing_twice_answers_the_same_and_moves_nothing_twice(): void {
		$first = $this->ok( 'complete.answer', $this->under_lease( 'complete', $this->completion() ) );
		$again = $this->ok( 'complete.answer', $this->under_lease( 'complete', array( 'watermarks' => array( array( 'mapping_id' => 'productions', 'stamp_ms' => 1795348799999, 'deleted_covered_ms' => null, 'swept_ms' => null ) ) ) + $this->completion() ) );
		self::assertSame( $first, $again );
		self::assertSame( 1795348700000, $this->watermark() );
	}

	public function test_a_failed_run_leaves_the_watermark_and_keeps_the_words(): void {
		$failure = array( 'kind' => 'transient', 'code' => 'salesforce_unavailable', 'message' => 'Salesforce is away.', 'actions' => array( 'Wait.' ) );
		$answer  = $this->ok( 'complete.answer', $this->under_lease( 'complete', array( 'outcome' => 'failed', 'failure' => $failure ) + $this->completion() ) );
		self::assertSame( 'failed', $answer['state'] );
		self::assertNull( $this->watermark() );
		self::assertSame( $failure, $this->stored()->failure?->to_array() );
		self::assertSame( 'Salesforce is away.', $this->stored()->to_array()['sentence'] );
		$this->clock->advance( 60 * 1000 );
		self::assertSame( 'incremental', $this->claim()['run']['kind'], 'The next run heals.' );
	}

	public function test_one_broken_mapping_does_not_make_the_others_read_again(): void {
		$failure = array( 'kind' => 'config', 'code' => 'salesforce_object_missing', 'message' => 'The org has no such object.', 'actions' => array( 'Choose another.' ) );
		$this->under_lease( 'complete', array( 'outcome' => 'failed', 'failure' => $failure ) + $this->completion() );
		self::assertSame( RunState::FAILED, $this->stored()->state );
		self::assertSame( 1795348700000, $this->watermark(), 'The mappings the worker names were read whole.' );
	}

	public function test_a_failed_run_without_a_reason_is_a_bug(): void {
		$this->under_lease( 'complete', array( 'outcome' => 'failed' ) + $this->completion() );
		self::assertSame( 'worker_gave_no_reason', $this->stored()->failure?->code_name );
	}

	public function test_rules_that_changed_meanwhile_are_read_again_from_the_beginning(): void {
		$this->clock->advance( 1000 );
		$changed = $this->plugin->mappings()->save( $this->tenant->id, $this->mapping( array( 'filter' => null ) ) );
		self::assertSame( 2, $changed->version );
		$this->ok( 'complete.answer', $this->under_lease( 'complete', $this->completion() ) );
		self::assertNull( $this->watermark() );
	}

	public function test_a_watermark_never_goes_back(): void {
		$this->under_lease( 'complete', $this->completion() );
		$this->clock->advance( 61 * 1000 );
		$this->run = $this->claim()['run'];
		$earlier   = array( array( 'mapping_id' => 'productions', 'stamp_ms' => 5, 'deleted_covered_ms' => 7, 'swept_ms' => 5 ) );
		$this->ok( 'complete.answer', $this->under_lease( 'complete', array( 'watermarks' => $earlier ) + $this->completion() ) );
		self::assertSame( 1795348700000, $this->watermark() );
	}

	public function test_notices_are_kept_for_the_operator_and_do_not_fail_the_run(): void {
		$notice = array( 'mapping_id' => 'productions', 'failure' => array( 'kind' => 'config', 'code' => 'field_unreadable', 'message' => 'Subtitle is not visible.', 'actions' => array( 'Give the user access.' ) ) );
		$answer = $this->ok( 'complete.answer', $this->under_lease( 'complete', array( 'notices' => array( $notice ) ) + $this->completion() ) );
		self::assertSame( 'succeeded', $answer['state'] );
		self::assertSame( 'field_unreadable', $this->plugin->run_items()->page( $this->run['id'] )[0]->failure['code'] ?? null );
	}

	public function test_deletions_that_nobody_knows_are_looked_for_at_once(): void {
		$failure = array( 'kind' => 'config', 'code' => 'salesforce_deletions_unknown', 'message' => 'Away for long.', 'actions' => array() );
		$notices = array( array( 'mapping_id' => 'productions', 'failure' => $failure ) );
		$this->ok( 'complete.answer', $this->under_lease( 'complete', array( 'watermarks' => array(), 'notices' => $notices ) + $this->completion() ) );
		self::assertNull( $this->plugin->runs()->open( $this->tenant->id, Run::RECONCILIATION ), 'The next run asks again: the watermark stayed.' );
		$this->clock->advance( 61000 );
		$this->run = $this->claim()['run'];
		$this->ok( 'complete.answer', $this->under_lease( 'complete', array( 'notices' => $notices ) + $this->completion() ) );
		$run = $this->plugin->runs()->open( $this->tenant->id, Run::RECONCILIATION );
		self::assertSame( array( 'deletions_unknown', array() ), array( $run?->trigger, $run?->options ) );
		self::assertTrue( $run?->is_of_the_timetable(), 'No person asked for it: it does not try a refused sign-in.' );
	}

	public function test_a_token_opens_only_its_own_run(): void {
		$other = $this->connected_tenant( 'Other' );
		$run   = $this->claim()['run'];
		self::assertSame( $other->id, $run['tenant_id'] );
		$this->refused( 'callboard_lease_lost', 409, $this->ask( 'heartbeat', array( 'run_id' => $run['id'] ) + $this->heartbeat(), $this->run['token'] ) );
		$this->refused( 'callboard_lease_lost', 409, $this->ask( 'heartbeat', $this->heartbeat(), '' ) );
	}

	public function test_a_mapping_of_another_tenant_does_not_serve(): void {
		$this->refused( 'callboard_lease_lost', 409, $this->under_lease( 'offer', array( 'mapping_id' => 'elsewhere' ) + $this->offer_body() ) );
	}

	public function test_a_run_whose_mapping_changed_is_handed_back_and_goes_on_by_the_new_rules(): void {
		$this->under_lease( 'heartbeat', $this->heartbeat() );
		$this->clock->advance( 1000 );
		$mapping = $this->plugin->mappings()->find( $this->tenant->id, 'productions' );
		$this->plugin->mappings()->save( $this->tenant->id, Mapping::from_array( array( 'filter' => "Genre__c = 'Opera'" ) + $mapping->to_array() ) );
		$this->refused( 'callboard_lease_lost', 409, $this->under_lease( 'offer', $this->offer_body() ) );
		self::assertSame( 0, $this->plugin->ledger()->count_by_state( $this->tenant->id )['live'] ?? 0 );

		$this->clock->advance( 1000 );
		$claim = $this->claim();
		self::assertSame( array( $this->run['id'], array( 'after' => 'x' ), 0 ), array( $claim['run']['id'], $claim['run']['resume'], $this->stored()->takeovers ), 'At once: no worker died.' );
		self::assertContains( array( 'productions', 2 ), array_map( static fn( array $one ) => array( $one['id'], $one['version'] ), $claim['mappings'] ) );
		self::assertSame( $this->clock->now_ms(), $this->stored()->started_ms, 'What it reads from now on counts as read by the new rules.' );
	}

	public function test_a_run_whose_mapping_left_the_sync_is_handed_back(): void {
		$mapping = $this->plugin->mappings()->find( $this->tenant->id, 'productions' );
		$this->plugin->mappings()->save( $this->tenant->id, Mapping::from_array( array( 'id' => 'others' ) + $mapping->to_array() ) );
		$this->plugin->mappings()->retire_except( $this->tenant->id, 'others' );
		$this->refused( 'callboard_lease_lost', 409, $this->under_lease( 'offer', $this->offer_body() ) );
		self::assertSame( array( 'others' ), array_column( $this->claim()['mappings'], 'id' ) );
	}

	/** @param array<string, mixed> $body */
	private function under_lease( string $route, array $body ): \WP_REST_Response {
		return $this->ask( $route, $body, $this->run['token'] );
	}

	/** @return array<string, mixed> */
	private function heartbeat(): array {
		return array( 'run_id' => $this->run['id'], 'fence' => 1, 'phase' => 'reading', 'done' => 3, 'total' => 10, 'api_calls' => 2, 'resume' => array( 'after' => 'x' ) );
	}

	/** @return array<string, mixed> */
	private function completion(): array {
		return array(
			'run_id'     => $this->run['id'],
			'fence'      => 1,
			'outcome'    => 'succeeded',
			'api_calls'  => 3,
			'watermarks' => array( array( 'mapping_id' => 'productions', 'stamp_ms' => 1795348700000, 'deleted_covered_ms' => null, 'swept_ms' => 1795348700000 ) ),
		);
	}

	/** @return array<string, mixed> */
	private function offer_body(): array {
		return array(
			'run_id'          => $this->run['id'],
			'fence'           => 1,
			'mapping_id'      => 'productions',
			'mapping_version' => 1,
			'read_ms'         => 1795348790000,
			'records'         => array( array( self::ID, 1795348600000, str_repeat( 'a', 64 ) ) ),
		);
	}

	/** @return array<string, mixed> */
	private function delivery(): array {
		return array(
			'delivery_id'     => '0b8f9c1e-5d2a-4c3b-9f00-000000000001',
			'run_id'          => $this->run['id'],
			'fence'           => 1,
			'mapping_id'      => 'productions',
			'mapping_version' => 1,
			'records'         => array(
				array(
					'external_id' => self::ID,
					'version'     => array( 'stamp_ms' => 1795348600000, 'read_ms' => 1795348790000 ),
					'fingerprint' => str_repeat( 'a', 64 ),
					'values'      => array( 'title' => 'Hamlet' ),
				),
			),
			'withdrawals'     => array(),
			'rejections'      => array(),
		);
	}

	private function stored(): Run {
		$run = $this->plugin->runs()->find( $this->run['id'] );
		self::assertNotNull( $run );
		return $run;
	}

	private function watermark(): ?int {
		return $this->plugin->watermarks()->of( $this->tenant->id, array( 'productions' ) )[0]->stamp_ms;
	}

	/** @return list<string> */
	private function posts(): array {
		return $GLOBALS['wpdb']->get_col( "SELECT post_title FROM {$GLOBALS['wpdb']->posts} WHERE post_type = 'event'" );
	}
}
