<?php
declare(strict_types=1);

namespace Callboard\Tests\Worker;

use Callboard\Run\Run;
use Callboard\Run\RunState;
use Callboard\Tenant\Tenant;

require_once __DIR__ . '/WorkerTestCase.php';

/** @group data */
final class ClaimWorkTest extends WorkerTestCase {
	public function test_a_claim_makes_what_is_due_and_carries_all_a_worker_needs(): void {
		$tenant = $this->connected_tenant();
		$answer = $this->claim();

		self::assertSame( $tenant->id, $answer['run']['tenant_id'] );
		self::assertSame( 'incremental', $answer['run']['kind'] );
		self::assertSame( 1, $answer['run']['fence'] );
		self::assertSame( $this->clock->now_ms() + 15 * 60 * 1000, $answer['run']['lease_expires_ms'] );
		self::assertSame( '00D000000000001!token-1', $answer['salesforce']['access_token'] );
		self::assertSame( FakeOrg::INSTANCE, $answer['salesforce']['instance_url'] );
		self::assertSame( FakeOrg::ORG, $answer['salesforce']['org_id'] );
		self::assertSame( 1, $answer['salesforce']['generation'] );
		self::assertSame( array( array( 'mapping_id' => 'productions', 'stamp_ms' => null, 'deleted_covered_ms' => null, 'swept_ms' => null ) ), $answer['watermarks'] );
		self::assertSame( array(), $answer['known'], 'Nothing has been read yet.' );
		self::assertSame( array( 'name' => 'trim' ), $answer['mappings'][0]['fields'][0]['transforms'][0] );
		self::assertSame( array( 60, 1200, 840 ), array( $answer['limits']['overlap_seconds'], $answer['limits']['sweep_overlap_seconds'], $answer['limits']['sweep_every_seconds'] ) );
		self::assertSame( 'w-1', $this->plugin->workers()->last_seen()?->id );
	}

	public function test_nothing_due_answers_without_a_run_and_without_a_call_to_salesforce(): void {
		$this->connected_tenant();
		$this->claim();
		$answer = $this->claim();
		self::assertNull( $answer['run'] );
		self::assertCount( 1, $this->org->assertions );
	}

	public function test_a_poll_is_handed_out_beside_the_long_run_that_the_worker_paused(): void {
		$tenant = $this->connected_tenant();
		$this->connected_tenant( 'Another' );
		$this->plugin->runs()->enqueue( $tenant->id, Run::BACKFILL, 'manual' );
		$this->clock->advance( 1 );
		$long = $this->claim()['run'];
		self::assertSame( array( $tenant->id, 'backfill' ), array( $long['tenant_id'], $long['kind'] ) );
		$beside = array( 'beside' => array( 'run_id' => $long['id'], 'fence' => $long['fence'] ) );
		$answer = $this->ok( 'claim.answer', $this->ask( 'claim', $this->claim_body() + $beside ) );
		self::assertSame( array( $tenant->id, 'incremental' ), array( $answer['run']['tenant_id'], $answer['run']['kind'] ), 'The schedule is asked as by any claim.' );
		self::assertNotNull( $answer['salesforce'] );
		self::assertNull( $this->ok( 'claim.answer', $this->ask( 'claim', $this->claim_body() + $beside ) )['run'], 'Nothing else, though another tenant’s poll is due.' );
		$wrong = array( 'beside' => array( 'run_id' => $long['id'], 'fence' => 2 ) );
		self::assertNull( $this->ok( 'claim.answer', $this->ask( 'claim', $this->claim_body() + $wrong ) )['run'] );
	}

	public function test_the_stored_run_token_is_a_hash(): void {
		$this->connected_tenant();
		$token  = $this->claim()['run']['token'];
		$stored = $this->plugin->db()->value( "SELECT token_hash FROM {$this->plugin->db()->table( 'run' )}" );
		self::assertSame( hash( 'sha256', $token ), $stored );
		self::assertStringNotContainsString( $token, (string) $stored );
	}

	public function test_a_failed_sign_in_ends_its_run_in_words_and_the_next_tenant_is_served(): void {
		$bad  = $this->connected_tenant( 'Bad key' );
		$good = $this->connected_tenant( 'Good' );
		$this->plugin->db()->query( "UPDATE {$this->plugin->db()->table( 'connection' )} SET consumer_key = 'wrong' WHERE tenant_id = {$bad->id}" );
		add_filter(
			'pre_http_request',
			function ( $answer ) {
				$claims = end( $this->org->assertions );
				return 'wrong' === ( $claims['iss'] ?? '' )
					? array( 'headers' => array(), 'body' => '{"error":"invalid_client_id","error_description":"client identifier invalid"}', 'response' => array( 'code' => 400, 'message' => '' ), 'cookies' => array(), 'filename' => null )
					: $answer;
			},
			11
		);

		$answer = $this->claim();

		self::assertSame( $good->id, $answer['run']['tenant_id'] );
		$failed = $this->plugin->runs()->latest( $bad->id, Run::INCREMENTAL );
		self::assertSame( RunState::FAILED, $failed?->state );
		self::assertSame( array( 'config', 'salesforce_unknown_app' ), array( $failed->failure?->kind, $failed->failure?->code_name ) );
		self::assertNotEmpty( $failed->failure->actions );
		self::assertIsArray( $this->plugin->contract()->parse( 'run', json_decode( (string) wp_json_encode( $failed->to_array() ), true ) ) );
	}

	public function test_a_tenant_without_mappings_is_told_to_choose_a_preset(): void {
		$tenant = $this->connected_tenant();
		$this->plugin->mappings()->retire_except( $tenant->id );
		$this->plugin->runs()->enqueue( $tenant->id, Run::INCREMENTAL, 'manual' );
		self::assertNull( $this->claim()['run'] );
		self::assertSame( 'mapping_missing', $this->plugin->runs()->latest( $tenant->id, Run::INCREMENTAL )?->failure?->code_name );
		self::assertSame( array(), $this->org->assertions );
	}

	public function test_a_rebuild_needs_no_salesforce(): void {
		$tenant              = $this->connected_tenant();
		$this->org->instead  = array( 503, '<html>Down for maintenance</html>' );
		$this->plugin->runs()->enqueue( $tenant->id, Run::REBUILD, 'manual' );
		$answer = $this->claim();
		self::assertSame( 'rebuild', $answer['run']['kind'] );
		self::assertNull( $answer['salesforce'] );
	}

	public function test_what_a_run_is_asked_to_cover_travels_with_it(): void {
		$tenant  = $this->connected_tenant();
		$options = array(
			'created_from_ms' => 1_700_000_000_000,
			'objects'         => array( 'productions' ),
		);
		$this->plugin->runs()->enqueue( $tenant->id, Run::BACKFILL, 'manual', null, $options );
		$run = $this->claim()['run'];
		self::assertSame( array( 'backfill', $options ), array( $run['kind'], $run['options'] ) );
	}

	public function test_a_worker_lends_wp_cron_nothing_while_there_is_work(): void {
		$this->connected_tenant();
		$old = str_repeat( 'a', 32 );
		$this->plugin->nonces()->spend( $old, $this->clock->now_ms() - 60 * 60 * 1000 );
		$is_there = fn(): bool => in_array( $old, $this->plugin->db()->column( "SELECT nonce FROM {$this->plugin->db()->table( 'nonce' )}" ), true );
		self::assertNotNull( $this->claim()['run'] );
		self::assertTrue( $is_there() );
		self::assertNull( $this->claim()['run'] );
		self::assertFalse( $is_there() );
	}

	public function test_another_protocol_is_refused(): void {
		$this->refused( 'callboard_protocol_unsupported', 426, $this->ask( 'claim', array( 'protocol' => 2 ) + $this->claim_body() ) );
	}

	public function test_on_a_copied_site_everything_stands_still_until_answered(): void {
		$tenant = $this->connected_tenant();
		$run    = $this->claim()['run'];
		update_option( 'home', 'https://staging.example' );
		// What migration tools do to every table, ours included.
		$this->plugin->runs()->enqueue( $tenant->id, Run::REBUILD, 'manual' );

		self::assertNull( $this->claim()['run'] );
		self::assertSame( 'copied', $this->plugin->connections()->describe( $tenant )['site_state'] );
		$this->refused( 'callboard_lease_lost', 409, $this->ask( 'heartbeat', array( 'run_id' => $run['id'], 'fence' => 1, 'phase' => 'reading', 'done' => 0, 'total' => null, 'api_calls' => 0, 'resume' => null ), $run['token'] ) );
		$this->refused( 'callboard_lease_lost', 409, $this->ask( 'token', array( 'run_id' => $run['id'], 'fence' => 1, 'failed_generation' => 1 ), $run['token'] ) );
		self::assertCount( 1, $this->org->assertions );

		$this->plugin->connections()->answer_moved( $tenant->id );
		$this->clock->advance( 16 * 60 * 1000 );
		self::assertNotNull( $this->claim()['run'] );
	}

	public function test_a_copy_forgets_the_secrets_of_the_original(): void {
		$tenant = $this->connected_tenant();
		$this->claim();
		update_option( 'home', 'https://staging.example' );
		$this->plugin->connections()->answer_copy( $tenant->id );
		$this->clock->advance( 16 * 60 * 1000 );

		$connection = $this->plugin->connections()->describe( $tenant );
		self::assertSame( array( 'bound', 'missing', null ), array( $connection['site_state'], $connection['key_state'], $connection['org_id'] ) );
		self::assertNull( $this->claim()['run'] );
		self::assertCount( 1, $this->org->assertions, 'The copy never calls Salesforce.' );
	}

	public function test_a_paused_tenant_is_not_served(): void {
		$tenant = $this->connected_tenant();
		$this->plugin->tenants()->set_state( $tenant->id, Tenant::PAUSED );
		self::assertNull( $this->claim()['run'] );
	}
}
