<?php
declare(strict_types=1);

namespace Callboard\Tests\Worker;

use Callboard\Failure\Failure;
use Callboard\Ledger\Inbox;
use Callboard\Retry\Attempt;

/** Which records a run reads by their ids: bounded, deduplicated, page by page. */
final class DueIdsTest extends WorkerTestCase {
	public function test_ten_thousand_ids_come_in_five_pages_and_none_twice(): void {
		$tenant = $this->connected_tenant();
		$ids    = $this->wait( $tenant->id, 10050 );
		$claim  = $this->claim();
		$pages  = array( $claim['inbox'][0]['ids'] );
		$next   = $claim['inbox_next'];
		while ( null !== $next ) {
			// A row that is put off meanwhile does not come back in the same run.
			$this->plugin->inbox()->put_off( $tenant->id, 'productions', array( end( $pages )[0] => null ), Inbox::WAITS_FOR_PARENT, $this->clock->now_ms() );
			$answer  = $this->ok( 'inbox.answer', $this->ask( 'inbox', $this->body( $claim, $next ), $claim['run']['token'] ) );
			$pages[] = $answer['inbox'][0]['ids'];
			$next    = $answer['inbox_next'];
		}
		self::assertSame( array( 2000, 2000, 2000, 2000, 2000 ), array_map( 'count', $pages ) );
		self::assertSame( array_slice( $ids, 0, 10000 ), array_merge( ...$pages ) );
	}

	public function test_an_empty_inbox_adds_nothing_to_a_claim(): void {
		$this->connected_tenant();
		$claim = $this->claim();
		self::assertSame( array( array(), null ), array( $claim['inbox'], $claim['inbox_next'] ) );
	}

	public function test_fifty_retries_come_before_the_inbox_and_what_is_in_both_once(): void {
		$tenant  = $this->connected_tenant();
		$refused = array_map( static fn( int $i ) => new Attempt( self::id( 900000 + $i ), 'productions', 1, 1000, null, new Failure( 'record', 'value_too_long', 'Too long.' ) ), range( 1, 60 ) );
		$this->plugin->retry_entries()->settle( $tenant->id, array(), $refused, $this->clock->now_ms() );
		$this->clock->advance( 3600 * 1000 );
		$ids = $this->wait( $tenant->id, 3 );
		$this->plugin->inbox()->add( $tenant->id, 'productions', array( self::id( 900001 ) ), Inbox::DRIFT, $this->clock->now_ms() );
		$due = $this->claim()['inbox'][0]['ids'];
		self::assertGreaterThanOrEqual( 53, count( $due ) );
		self::assertLessThanOrEqual( 54, count( $due ) );
		self::assertSame( $due, array_values( array_unique( $due ) ) );
		self::assertSame( array(), array_intersect( array_slice( $due, 0, 50 ), $ids ) );
		self::assertContains( $ids[0], $due );
	}

	public function test_ids_of_a_mapping_that_left_the_sync_stand_in_no_ones_way(): void {
		$tenant = $this->connected_tenant();
		$this->plugin->inbox()->add( $tenant->id, 'gone', array( self::id( 1 ) ), Inbox::DRIFT, $this->clock->now_ms() );
		self::assertSame( array(), $this->claim()['inbox'] );
		self::assertSame( 1, $this->plugin->inbox()->count( $tenant->id ) );
	}

	public function test_a_long_poll_asks_anew_what_waits_now(): void {
		$tenant = $this->connected_tenant();
		$claim  = $this->claim();
		$first  = fn(): array => $this->ok( 'inbox.answer', $this->ask( 'inbox', $this->body( $claim, 'first' ), $claim['run']['token'] ) );
		self::assertSame( array( 'inbox' => array(), 'inbox_next' => null ), $first() );
		$ids = $this->wait( $tenant->id, 3 );
		self::assertSame( array( array( 'mapping_id' => 'productions', 'ids' => $ids ) ), $first()['inbox'] );
		$this->wait( $tenant->id, 2100 );
		$page = $first();
		self::assertNotNull( $page['inbox_next'] );
		self::assertNotSame( array(), $this->ok( 'inbox.answer', $this->ask( 'inbox', $this->body( $claim, (string) $page['inbox_next'] ), $claim['run']['token'] ) )['inbox'] );
	}

	public function test_a_page_is_for_the_holder_of_the_lease_alone(): void {
		$tenant = $this->connected_tenant();
		$this->wait( $tenant->id, 2100 );
		$claim = $this->claim();
		$this->refused( 'callboard_lease_lost', 409, $this->ask( 'inbox', array( 'fence' => $claim['run']['fence'] + 1 ) + $this->body( $claim, (string) $claim['inbox_next'] ), $claim['run']['token'] ) );
		self::assertSame( 400, $this->ask( 'inbox', $this->body( $claim, '1; DROP TABLE' ), $claim['run']['token'] )->get_status() );
	}

	public function test_a_mapping_that_keeps_failing_does_not_starve_the_others(): void {
		$tenant = $this->connected_tenant();
		foreach ( array( 'failing', 'busy' ) as $id ) {
			$this->plugin->mappings()->save( $tenant->id, $this->mapping( array( 'id' => $id ) ) );
		}
		$now     = $this->clock->now_ms();
		$number  = static fn( string $kind, int $many ) => array_map( static fn( int $i ) => sprintf( '%s%012dAAA', $kind, $i ), range( 1, $many ) );
		$this->plugin->inbox()->add( $tenant->id, 'failing', $number( 'a02', 12000 ), Inbox::DRIFT, $now - 9000 );
		$this->plugin->inbox()->add( $tenant->id, 'busy', $number( 'a03', 9000 ), Inbox::DRIFT, $now - 5000 );
		$this->plugin->inbox()->add( $tenant->id, 'productions', $number( 'a01', 300 ), Inbox::DRIFT, $now - 1 );
		$claim = $this->claim();
		$given = array( 'failing' => array(), 'busy' => array(), 'productions' => array() );
		$take  = static function ( array $answer ) use ( &$given ): ?string {
			foreach ( $answer['inbox'] as $one ) {
				array_push( $given[ $one['mapping_id'] ], ...$one['ids'] );
			}
			return $answer['inbox_next'];
		};
		$next = $take( $claim );
		self::assertSame( array( 850, 850, 300 ), array_map( 'count', array_values( $given ) ), 'What one does not need, the others have.' );
		while ( null !== $next ) {
			$next = $take( $this->ok( 'inbox.answer', $this->ask( 'inbox', $this->body( $claim, $next ), $claim['run']['token'] ) ) );
		}
		self::assertSame( $number( 'a02', 4850 ), $given['failing'], 'Its oldest first, none twice.' );
		self::assertSame( $number( 'a03', 4850 ), $given['busy'] );
		self::assertSame( $number( 'a01', 300 ), $given['productions'] );
	}

	public function test_retries_of_a_mapping_that_keeps_failing_leave_room_for_others(): void {
		$tenant = $this->connected_tenant();
		$this->plugin->mappings()->save( $tenant->id, $this->mapping( array( 'id' => 'failing' ) ) );
		$refuse = function ( string $mapping_id, int $from, int $to ) use ( $tenant ): void {
			$refused = array_map( static fn( int $i ) => new Attempt( self::id( $i ), $mapping_id, 1, 1000, null, new Failure( 'record', 'value_too_long', 'Too long.' ) ), range( $from, $to ) );
			$this->plugin->retry_entries()->settle( $tenant->id, array(), $refused, $this->clock->now_ms() );
			$this->clock->advance( 3600 * 1000 );
		};
		$refuse( 'failing', 1, 80 );
		$refuse( 'productions', 101, 110 );
		$given = array_column( $this->claim()['inbox'], 'ids', 'mapping_id' );
		self::assertSame( array( 40, 10 ), array( count( $given['failing'] ), count( $given['productions'] ) ) );
	}

	public function test_a_page_after_the_mappings_changed_is_empty_and_the_next_run_begins_anew(): void {
		$tenant = $this->connected_tenant();
		$this->wait( $tenant->id, 2100 );
		$claim = $this->claim();
		$this->plugin->mappings()->save( $tenant->id, $this->mapping( array( 'id' => 'venues' ) ) );
		$answer = $this->ok( 'inbox.answer', $this->ask( 'inbox', $this->body( $claim, (string) $claim['inbox_next'] ), $claim['run']['token'] ) );
		self::assertSame( array( 'inbox' => array(), 'inbox_next' => null ), $answer );
	}

	/** @return list<string> */
	private function wait( int $tenant_id, int $number ): array {
		$ids = array_map( array( self::class, 'id' ), range( 1, $number ) );
		$this->plugin->inbox()->add( $tenant_id, 'productions', $ids, Inbox::DRIFT, $this->clock->now_ms() - 1 );
		return $ids;
	}

	private static function id( int $number ): string {
		return sprintf( 'a01%012dAAA', $number );
	}

	/**
	 * @param array<string, mixed> $claim
	 * @return array<string, mixed>
	 */
	private function body( array $claim, string $after ): array {
		return array( 'run_id' => $claim['run']['id'], 'fence' => $claim['run']['fence'], 'after' => $after );
	}
}
