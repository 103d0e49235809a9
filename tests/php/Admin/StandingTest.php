<?php
declare(strict_types=1);

namespace Callboard\Tests\Admin;

use Callboard\Failure\Failure;
use Callboard\Plugin;
use Callboard\Run\RunItem;
use Callboard\Run\RunItems;
use Callboard\Run\RunState;
use Callboard\Tenant\Tenant;
use Callboard\Tests\Rest\AdminRestCase;
use Callboard\Worker\WorkerInfo;

final class StandingTest extends AdminRestCase {
	public function test_it_names_the_first_thing_that_is_missing(): void {
		$bare = $this->tenant();
		self::assertSame( 'not_connected', $this->overview( $bare )['state'] );
		self::assertSame( 'no_mapping', $this->overview( $this->connected_tenant() )['state'] );
		$tenant = $this->tenant_with_shows();
		self::assertSame( 'no_worker', $this->overview( $tenant )['state'] );
		$this->worker_appears();
		self::assertSame( 'never_run', $this->overview( $tenant )['state'] );
		update_option( 'home', 'https://staging.harbour.example' );
		self::assertSame( 'copied', $this->overview( $tenant )['state'] );
	}

	public function test_a_fresh_success_is_up_to_date_and_grows_stale(): void {
		$tenant = $this->tenant_with_shows();
		$this->worker_appears();
		$this->run_ends( $tenant, null );
		$this->clock->advance( 180000 );
		$overview = $this->overview( $tenant );
		self::assertSame( 'up_to_date', $overview['state'] );
		self::assertSame( 'Up to date. 0 shows match Salesforce, checked 3 minutes ago.', $overview['sentence'] );
		$this->clock->advance( 3 * 3600000 );
		$overview = $this->overview( $tenant );
		self::assertSame( 'stale', $overview['state'] );
		self::assertStringContainsString( '3 hours', $overview['sentence'] );
	}

	public function test_a_failure_says_since_when_the_listing_stands(): void {
		$tenant = $this->tenant_with_shows();
		$this->worker_appears();
		$this->run_ends( $tenant, null );
		$this->clock->advance( 120000 );
		$this->run_ends( $tenant, new Failure( 'auth', 'salesforce_user_blocked', 'The integration user is locked.', array( 'Unlock it.' ) ) );
		$overview = $this->overview( $tenant );
		self::assertSame( 'failed', $overview['state'] );
		self::assertSame( 'The integration user is locked. The listing shows what was true 2 minutes ago. The next attempt is in 5 minutes, or when somebody presses “Sync now”.', $overview['sentence'] );
		$this->clock->advance( 300000 );
		$this->run_ends( $tenant, null );
		self::assertSame( 'up_to_date', $this->overview( $tenant )['state'] );
	}

	public function test_an_open_run_is_told_from_the_server_alone(): void {
		$tenant = $this->tenant_with_shows();
		$this->rest( 'POST', "/callboard/v1/tenants/{$tenant->id}/runs" );
		self::assertSame( 'no_worker', $this->overview( $tenant )['state'] );
		$this->worker_appears();
		$overview = $this->overview( $tenant );
		self::assertSame( 'running', $overview['state'] );
		self::assertSame( $overview['run_id'], Plugin::instance()->runs()->open( $tenant->id, 'incremental' )->id );
	}

	public function test_a_rejected_record_needs_attention_however_many_good_runs_follow(): void {
		$tenant = $this->tenant_with_shows();
		$this->worker_appears();
		$first = $this->run_ends( $tenant, null );
		$this->item( $tenant, $first, 'rejected' );
		$this->run_ends( $tenant, null );
		$overview = $this->overview( $tenant );
		self::assertSame( array( 'attention', '0 shows match Salesforce, 1 needs attention.', 1 ), array( $overview['state'], $overview['sentence'], $overview['unsettled'] ) );
		$listed = $this->rest( 'GET', "/callboard/v1/tenants/{$tenant->id}/attention" );
		self::assertSame( array( 'a0E5e000000100xEAA' ), array_column( $listed->get_data(), 'external_id' ) );
		self::assertSame( '1', $listed->get_headers()['X-WP-Total'] );
		$other = $this->connected_tenant( 'Hillside Opera' );
		self::assertSame( array(), $this->rest( 'GET', "/callboard/v1/tenants/{$other->id}/attention" )->get_data() );
	}

	public function test_a_performance_that_waits_for_its_show_is_listed_but_asks_nobody(): void {
		$tenant = $this->tenant_with_shows();
		$this->worker_appears();
		$this->item( $tenant, $this->run_ends( $tenant, null ), 'waiting' );
		self::assertSame( 'up_to_date', $this->overview( $tenant )['state'] );
		self::assertCount( 1, $this->rest( 'GET', "/callboard/v1/tenants/{$tenant->id}/attention" )->get_data() );
	}

	/** @dataProvider later_words */
	public function test_a_later_word_on_the_record_settles_it( string $outcome, bool $is_settled ): void {
		$tenant = $this->tenant_with_shows();
		$this->worker_appears();
		$run = $this->run_ends( $tenant, null );
		$this->item( $tenant, $run, 'rejected' );
		$this->item( $tenant, $run, $outcome );
		self::assertCount( $is_settled ? 0 : 1, $this->rest( 'GET', "/callboard/v1/tenants/{$tenant->id}/attention" )->get_data() );
	}

	/** @return array<string, array{0: string, 1: bool}> */
	public static function later_words(): array {
		return array(
			'written'                => array( 'updated', true ),
			'deleted in Salesforce'  => array( 'ignored', true ),
			'refused again'          => array( 'rejected', false ),
			'held as a twin'         => array( 'held', false ),
			'an older version came'  => array( 'stale', false ),
		);
	}

	private function item( Tenant $tenant, int $run_id, string $outcome ): void {
		( new RunItems( Plugin::instance()->db() ) )->add_many(
			$tenant->id,
			$run_id,
			array( new RunItem( 0, $run_id, 'productions', 'a0E5e000000100xEAA', $outcome, null, 'The Longest Title', null, $this->clock->now_ms() ) )
		);
	}

	/** @return array<string, mixed> */
	private function overview( Tenant $tenant ): array {
		$answer = $this->rest( 'GET', "/callboard/v1/tenants/{$tenant->id}/overview" );
		self::assertSame( 200, $answer->get_status(), (string) wp_json_encode( $answer->get_data() ) );
		return $answer->get_data();
	}

	private function worker_appears(): void {
		Plugin::instance()->workers()->saw( new WorkerInfo( 'w1', '0.1.0', '20.20.0', 'pull' ), 'key' );
	}

	/** @param array<string, int> $counts */
	private function run_ends( Tenant $tenant, ?Failure $failure, array $counts = array() ): int {
		$plugin = Plugin::instance();
		$plugin->runs()->enqueue( $tenant->id, 'incremental', 'schedule' );
		$lease = $plugin->leases()->claim( 'w1', array( $tenant->id ) );
		$plugin->runs()->add_counts( $lease->run->id, $counts );
		$plugin->runs()->finish( $lease->run, null === $failure ? RunState::SUCCEEDED : RunState::FAILED, $failure, 1 );
		return $lease->run->id;
	}
}
