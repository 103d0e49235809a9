<?php
declare(strict_types=1);

namespace Callboard\Tests\Rest;

use Callboard\Cli\RetryCommand;
use Callboard\Failure\Failure;
use Callboard\Plugin;
use Callboard\Retry\Attempt;
use Callboard\Tests\Cli\RecordedOutput;

final class RetriesControllerTest extends AdminRestCase {
	public function test_the_list_is_paged_and_names_the_cause_the_tries_and_the_next_one(): void {
		$tenant = $this->tenant_with_shows();
		$this->fail_records( $tenant->id, 3 );
		$page = $this->rest( 'GET', "/callboard/v1/tenants/{$tenant->id}/retries", array( 'per_page' => 2 ) );
		self::assertSame( 200, $page->get_status(), (string) wp_json_encode( $page->get_data() ) );
		self::assertSame( array( '3', '2' ), array( $page->get_headers()['X-WP-Total'], $page->get_headers()['X-WP-TotalPages'] ) );
		$entry = $page->get_data()[0];
		self::assertSame( array( 'a0E000000000003AAA', 'Show 3', 'due', 4, 'value_too_long' ), array( $entry['external_id'], $entry['title'], $entry['state'], $entry['attempts_left'], $entry['failure']['code'] ) );
		self::assertGreaterThan( self::NOW_MS, $entry['next_ms'] );
		self::assertSame( 400, $this->rest( 'GET', "/callboard/v1/tenants/{$tenant->id}/retries", array( 'state' => 'lost' ) )->get_status() );
	}

	public function test_retry_now_makes_them_due_and_asks_for_a_run(): void {
		$tenant = $this->tenant_with_shows();
		$ids    = $this->fail_records( $tenant->id, 2 );
		$answer = $this->rest( 'POST', "/callboard/v1/tenants/{$tenant->id}/retries/now", array( 'ids' => array( $ids[0] ) ) );
		self::assertSame( array( 200, array( 'changed' => 1 ) ), array( $answer->get_status(), $answer->get_data() ) );
		self::assertSame( array( 'm1' => array( 'a0E000000000002AAA' ) ), Plugin::instance()->retry_entries()->due( $tenant->id, array( 'm1' ), self::NOW_MS ) );
		self::assertNotNull( Plugin::instance()->runs()->open( $tenant->id, 'incremental' ) );
	}

	public function test_skip_takes_them_from_the_list_of_what_needs_attention(): void {
		$tenant = $this->tenant_with_shows();
		$ids    = $this->fail_records( $tenant->id, 2 );
		$run_id = Plugin::instance()->runs()->enqueue( $tenant->id, 'incremental', 'schedule' )->id;
		Plugin::instance()->run_items()->add_many( $tenant->id, $run_id, array_map( static fn( int $i ) => self::item( $run_id, $i ), array( 1, 2 ) ) );
		$items = $this->rest( 'GET', "/callboard/v1/tenants/{$tenant->id}/attention" )->get_data();
		self::assertSame( array( $ids[0], $ids[1] ), array_map( static fn( array $item ) => $item['retry']['id'], $items ) );
		self::assertSame( 4, $items[0]['retry']['attempts_left'] );

		self::assertSame( array( 'changed' => 1 ), $this->rest( 'POST', "/callboard/v1/tenants/{$tenant->id}/retries/skip", array( 'ids' => array( $ids[0] ) ) )->get_data() );
		self::assertSame( array( 'a0E000000000001AAA' ), array_column( $this->rest( 'GET', "/callboard/v1/tenants/{$tenant->id}/attention" )->get_data(), 'external_id' ) );
	}

	public function test_what_still_waits_keeps_its_words_when_the_rest_is_let_go_of(): void {
		$tenant = $this->tenant_with_shows();
		$this->fail_records( $tenant->id, 1 );
		$run_id = Plugin::instance()->runs()->enqueue( $tenant->id, 'incremental', 'schedule' )->id;
		Plugin::instance()->run_items()->add_many( $tenant->id, $run_id, array_map( static fn( int $i ) => self::item( $run_id, $i ), array( 1, 2 ) ) );
		self::assertSame( 1, Plugin::instance()->run_items()->prune( self::NOW_MS + 1 ) );
		self::assertSame( array( 'a0E000000000001AAA' ), array_column( $this->rest( 'GET', "/callboard/v1/tenants/{$tenant->id}/attention" )->get_data(), 'external_id' ) );
	}

	/** @dataProvider bad_bodies */
	public function test_bad_bodies_change_nothing( mixed $body ): void {
		$tenant = $this->tenant_with_shows();
		$this->fail_records( $tenant->id, 1 );
		self::assertSame( 400, $this->rest( 'POST', "/callboard/v1/tenants/{$tenant->id}/retries/skip", $body )->get_status() );
		self::assertSame( 1, Plugin::instance()->retry_entries()->count( $tenant->id, 'due' ) );
	}

	/** @return array<string, array{0: mixed}> */
	public static function bad_bodies(): array {
		return array(
			'no ids'       => array( array() ),
			'an empty one' => array( array( 'ids' => array() ) ),
			'words'        => array( array( 'ids' => array( '1 OR 1=1' ) ) ),
			'more'         => array( array( 'ids' => array( 1 ), 'all' => true ) ),
		);
	}

	public function test_only_who_manages_callboard_may(): void {
		$tenant = $this->tenant_with_shows();
		$ids    = $this->fail_records( $tenant->id, 1 );
		$this->act_as( 'editor' );
		foreach ( array( array( 'GET', '' ), array( 'POST', '/now' ), array( 'POST', '/skip' ) ) as list( $method, $route ) ) {
			self::assertSame( 403, $this->rest( $method, "/callboard/v1/tenants/{$tenant->id}/retries{$route}", 'GET' === $method ? null : array( 'ids' => $ids ) )->get_status() );
		}
		self::assertSame( 1, Plugin::instance()->retry_entries()->count( $tenant->id, 'due' ) );
	}

	public function test_the_command_says_and_does_the_same(): void {
		$plugin  = Plugin::instance();
		$tenant  = $this->tenant_with_shows();
		$ids     = $this->fail_records( $tenant->id, 2 );
		$output  = new RecordedOutput();
		$command = new RetryCommand( $output, $plugin->clock(), $plugin->tenants(), $plugin->retry_entries(), $plugin->runs() );
		$command( array( 'list' ), array( 'tenant' => $tenant->id ) );
		self::assertSame( array( 'Show 2', 'Show 1' ), array_column( $output->rows, 'title' ) );
		$command( array( 'skip', (string) $ids[0] ), array( 'tenant' => $tenant->id ) );
		$command( array( 'now', (string) $ids[1] ), array( 'tenant' => $tenant->id ) );
		self::assertSame( array( 1, 1 ), array( $plugin->retry_entries()->count( $tenant->id, 'skipped' ), $plugin->retry_entries()->count( $tenant->id, 'due' ) ) );
		self::assertNotNull( $plugin->runs()->open( $tenant->id, 'incremental' ) );
	}

	/** @return list<int> Ids of the entries, newest first. */
	private function fail_records( int $tenant_id, int $number ): array {
		$entries = Plugin::instance()->retry_entries();
		$failure = new Failure( 'record', 'value_too_long', 'Too long.', array( 'Shorten it.' ) );
		foreach ( range( 1, $number ) as $i ) {
			$entries->settle( $tenant_id, array(), array( new Attempt( sprintf( 'a0E%012dAAA', $i ), 'm1', 1, 1000, "Show {$i}", $failure ) ), self::NOW_MS );
		}
		return array_map( static fn( $entry ) => $entry->id, $entries->page( $tenant_id ) );
	}

	private static function item( int $run_id, int $i ): \Callboard\Run\RunItem {
		return new \Callboard\Run\RunItem( 0, $run_id, 'm1', sprintf( 'a0E%012dAAA', $i ), 'rejected', null, "Show {$i}", array( 'kind' => 'record', 'code' => 'value_too_long', 'message' => 'Too long.', 'actions' => array() ), self::NOW_MS );
	}
}
