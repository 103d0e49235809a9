<?php
declare(strict_types=1);

namespace Callboard\Tests\Health;

use Callboard\Cli\HealthCommand;
use Callboard\Cli\RunsCommand;
use Callboard\Cli\SyncCommand;
use Callboard\Cron\Minute;
use Callboard\Cron\Timetable;
use Callboard\Failure\Failure;
use Callboard\Health\HealthLink;
use Callboard\Run\Run;
use Callboard\Run\RunItem;
use Callboard\Tests\Cli\RecordedOutput;
use Callboard\Tests\Worker\WorkerTestCase;
use Callboard\Worker\Settings;

require_once dirname( __DIR__ ) . '/Worker/WorkerTestCase.php';
require_once dirname( __DIR__ ) . '/Cli/RecordedOutput.php';

/** @group data */
final class ChainTest extends WorkerTestCase {
	protected function setUp(): void {
		parent::setUp();
		Timetable::ensure();
		update_option( Minute::OPTION, $this->clock->now_ms() );
	}

	public function test_before_anything_is_connected_it_says_what_comes_first(): void {
		self::assertSame( 'critical', $this->statuses()['worker'] );
		self::assertSame( 'recommended', $this->statuses()['salesforce'] );
		self::assertSame( 'good', $this->statuses()['database'] );
		self::assertIsArray( $this->plugin->contract()->parse( 'health', $this->plugin->health()->report() ) );
	}

	public function test_when_all_goes_well_every_link_is_good(): void {
		$this->connected_tenant();
		$lease = $this->claim_as_node_22();
		$this->plugin->end_run()->as_succeeded( $lease['id'], $lease['fence'], array() );
		self::assertSame( array( 'good' ), array_values( array_unique( $this->statuses() ) ), (string) wp_json_encode( $this->plugin->health()->report() ) );
		self::assertSame( array(), $this->unexpected_calls(), 'Looking at Health spends no call.' );
	}

	public function test_what_concerns_a_whole_mapping_is_named_while_it_stands(): void {
		$tenant = $this->connected_tenant();
		$this->plugin->mappings()->save( $tenant->id, $this->mapping() );
		$run     = $this->claim_as_node_22();
		$failure = array( 'kind' => 'config', 'code' => 'field_unreadable', 'message' => 'Subtitle cannot be read.', 'actions' => array( 'Give access.' ), 'details' => array( 'path' => 'Subtitle__c' ) );
		$this->plugin->run_items()->add_many( $tenant->id, $run['id'], array( new RunItem( 0, $run['id'], 'productions', '', 'rejected', null, null, $failure, $this->clock->now_ms() ) ) );
		$this->plugin->end_run()->as_succeeded( $run['id'], $run['fence'], array() );
		$sync = array_values( array_filter( $this->plugin->health()->links(), static fn( HealthLink $link ) => 'sync' === $link->id ) )[0];
		self::assertSame( array( 'recommended', array( 'Give access.' ) ), array( $sync->status, $sync->actions ) );
		self::assertStringContainsString( 'Subtitle cannot be read.', $sync->message );
	}

	/** @dataProvider breaks */
	public function test_a_broken_link_is_named( string $link, string $status, callable $break ): void {
		$this->connected_tenant();
		$run = $this->claim_as_node_22();
		$this->plugin->end_run()->as_succeeded( $run['id'], $run['fence'], array() );
		$break( $this );
		self::assertSame( $status, $this->statuses()[ $link ] );
		$broken = array_values( array_filter( $this->plugin->health()->links(), static fn( HealthLink $l ) => $l->id === $link ) )[0];
		self::assertNotEmpty( $broken->actions );
	}

	/** @return array<string, array{0: string, 1: string, 2: callable(self): void}> */
	public static function breaks(): array {
		return array(
			'no entry in WP-Cron'   => array( 'cron', 'critical', static fn() => wp_unschedule_hook( Minute::HOOK ) ),
			'WP-Cron sleeps'        => array( 'cron', 'recommended', static fn( self $test ) => $test->clock->advance( 16 * 60 * 1000 ) ),
			'never woken'           => array( 'ping', 'recommended', static fn() => ( new Settings( 'ping', 'https://8.8.8.8/' ) )->save() ),
			'the ping fails'        => array(
				'ping',
				'critical',
				static function ( self $test ): void {
					( new Settings( 'ping', 'https://10.0.0.1/' ) )->save();
					$test->plugin->wake()->now();
				},
			),
			'the worker is away'    => array( 'worker', 'critical', static fn( self $test ) => $test->clock->advance( 6 * 60 * 1000 ) ),
			'an old Node'           => array( 'worker', 'recommended', static fn( self $test ) => $test->claim() ),
			'the site moved'        => array( 'salesforce', 'critical', static fn() => update_option( 'home', 'https://other.example' ) ),
			'the vault is locked'   => array( 'salesforce', 'critical', static fn( self $test ) => $test->plugin->db()->query( "UPDATE {$test->plugin->db()->table( 'secret' )} SET ciphertext = 'v1.x.y' WHERE field = 'private_key'" ) ),
			'the sign-in fails'     => array(
				'salesforce',
				'critical',
				static function ( self $test ): void {
					$test->org->instead = array( 400, '{"error":"invalid_client_id"}' );
					$test->clock->advance( 61 * 60 * 1000 );
					$test->claim();
				},
			),
			'no sync for a while'   => array( 'sync', 'recommended', static fn( self $test ) => $test->clock->advance( 16 * 60 * 1000 ) ),
			'tables not up to date' => array( 'database', 'critical', static fn() => update_option( 'callboard_db_version', 0 ) ),
		);
	}

	public function test_it_says_when_a_sync_without_calls_goes_on(): void {
		$tenant = $this->connected_tenant();
		$this->end_with( $tenant->id, new Failure( 'rate_limit', 'api_budget_spent', 'All calls are used.', array( 'Wait.' ), array( 'resume_ms' => $this->clock->now_ms() + 90 * 60_000 ) ) );
		self::assertSame( 'recommended', $this->statuses()['sync'], 'It goes on by itself.' );
		$sentence = 'All calls are used. The sync goes on at ' . wp_date( 'Y-m-d H:i', intdiv( $this->clock->now_ms(), 1000 ) + 90 * 60 ) . '.';
		self::assertSame( "Playhouse: {$sentence}", $this->message_of( 'sync' ) );
		self::assertSame( $sentence, $this->plugin->runs()->latest( $tenant->id, Run::INCREMENTAL )->to_array()['sentence'] );
	}

	public function test_it_says_that_refused_sign_ins_pause_the_sync_and_what_ends_the_pause(): void {
		$tenant = $this->connected_tenant();
		$this->plugin->salesforce_tokens()->fresh( $tenant->id );
		$this->clock->advance( 1 );
		$refused = new Failure( 'auth', 'salesforce_session_rejected', 'Salesforce refused the sign-in.', array( 'Test the connection.' ) );
		$this->end_with( $tenant->id, $refused );
		self::assertStringContainsString( 'The next attempt is in 5 min', $this->message_of( 'salesforce' ) );
		$this->clock->advance( 300_000 );
		$this->end_with( $tenant->id, $refused );
		self::assertSame( 'critical', $this->statuses()['salesforce'] );
		self::assertSame( 'Playhouse: Salesforce refused the sign-in. The sync pauses until the connection is tested or renewed, or somebody presses “Sync now”.', $this->message_of( 'salesforce' ) );
	}

	private function end_with( int $tenant_id, Failure $failure ): void {
		$this->plugin->runs()->enqueue( $tenant_id, Run::INCREMENTAL, 'schedule' );
		$lease = $this->plugin->leases()->claim( 'w', array( $tenant_id ) );
		self::assertNotNull( $lease );
		$this->plugin->end_run()->as_failed( $lease->run->id, $lease->run->fence, $failure );
	}

	private function message_of( string $link ): string {
		return array_column( array_map( static fn( HealthLink $l ) => array( $l->id, $l->message ), $this->plugin->health()->links() ), 1, 0 )[ $link ];
	}

	public function test_site_health_shows_the_chain_escaped(): void {
		$this->connected_tenant( '<script>alert(1)</script>' );
		$this->org->instead = array( 400, '{"error":"invalid_client_id"}' );
		$this->claim();
		$tests  = apply_filters( 'site_status_tests', array( 'direct' => array(), 'async' => array() ) );
		$result = call_user_func( $tests['direct']['callboard']['test'] );
		self::assertSame( 'critical', $result['status'] );
		self::assertStringNotContainsString( '<script>', $result['description'] );
		self::assertStringContainsString( 'page=callboard', $result['actions'] );
	}

	public function test_the_commands_say_the_same(): void {
		$output = new RecordedOutput();
		$sync   = new SyncCommand( $output, $this->plugin->runnable_tenants(), $this->plugin->runs(), $this->plugin->wake(), $this->plugin->show_commands( $output ) );
		$sync( array() );
		self::assertCount( 1, $output->failures, 'Nobody is connected.' );
		$tenant = $this->connected_tenant();
		$sync( array(), array( 'tenant' => (string) $tenant->id ) );
		self::assertSame( 'cli', $this->plugin->runs()->open( $tenant->id, Run::INCREMENTAL )?->trigger );

		( new RunsCommand( $output, $this->plugin->tenants(), $this->plugin->runs() ) )( array() );
		self::assertSame( array( 'Playhouse', 'queued', 'Waiting for the sync worker.' ), array( $output->rows[0]['tenant'], $output->rows[0]['state'], $output->rows[0]['what'] ) );

		( new HealthCommand( $output, $this->plugin->health() ) )( array() );
		self::assertCount( 2, $output->failures, 'No worker has asked for work.' );
	}

	/** @return array<string, mixed> */
	private function claim_as_node_22(): array {
		$body                   = $this->claim_body();
		$body['worker']['node'] = '22.23.3';
		return $this->ok( 'claim.answer', $this->ask( 'claim', $body ) )['run'];
	}

	/** @return array<string, string> */
	private function statuses(): array {
		$links = $this->plugin->health()->links();
		return array_combine( array_map( static fn( HealthLink $l ) => $l->id, $links ), array_map( static fn( HealthLink $l ) => $l->status, $links ) );
	}

	/** @return list<mixed> */
	private function unexpected_calls(): array {
		return array_slice( $this->org->assertions, 1 );
	}
}
