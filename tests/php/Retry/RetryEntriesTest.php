<?php
declare(strict_types=1);

namespace Callboard\Tests\Retry;

use Callboard\Delivery\Delivery;
use Callboard\Delivery\Outcomes;
use Callboard\Delivery\Rejection;
use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;
use Callboard\Retry\RetryEntry;
use Callboard\Retry\RetryState;
use Callboard\Tests\Delivery\SeasonCase;

/** A refused record comes back by itself, five times in all, and then stands before a person. */
final class RetryEntriesTest extends SeasonCase {
	public function test_a_refused_record_is_tried_five_times_and_then_left_to_a_person(): void {
		$seen = array();
		for ( $try = 1; $try <= 5; $try++ ) {
			$this->refuse( 1 );
			$entry  = $this->entry( 1 );
			$seen[] = array( $entry->state, $entry->attempts_left );
			$this->clock->set( max( $this->clock->now_ms(), $entry->next_ms ) );
		}
		self::assertSame( array( array( 'due', 4 ), array( 'due', 3 ), array( 'due', 2 ), array( 'due', 1 ), array( 'dead', 0 ) ), $seen );
		$this->clock->advance( 24 * 3600 * 1000 );
		self::assertSame( array(), $this->due() );
		$this->refuse( 1 );
		self::assertSame( array( 'dead', 0 ), array( $this->entry( 1 )->state, $this->entry( 1 )->attempts_left ) );
	}

	public function test_each_wait_is_longer_and_no_two_records_come_back_together(): void {
		$this->refuse( 1 );
		$this->refuse( 2 );
		$first = $this->entry( 1 )->next_ms;
		self::assertNotSame( $first, $this->entry( 2 )->next_ms );
		self::assertGreaterThanOrEqual( self::NOW_MS + 60_000, $first );
		self::assertLessThan( self::NOW_MS + 72_000, $first );
		self::assertSame( array(), $this->due() );
		$this->clock->set( $first );
		$this->refuse( 1 );
		self::assertGreaterThanOrEqual( $first + 300_000, $this->entry( 1 )->next_ms );
	}

	public function test_what_the_overlap_of_a_poll_shows_again_spends_nothing(): void {
		$this->refuse( 1 );
		$before = $this->entry( 1 );
		$this->clock->advance( 30_000 );
		$queries = $this->queries_of( fn() => $this->refuse( 1 ) );
		self::assertEquals( $before, $this->entry( 1 ) );
		self::assertSame( array(), self::writes_to( 'callboard_retry', $queries ) );
	}

	/** @dataProvider not_the_records_fault */
	public function test_what_is_not_the_records_fault_spends_nothing( string $kind ): void {
		for ( $try = 1; $try <= 12; $try++ ) {
			$this->refuse( 1, 1000, $kind );
			self::assertSame( array( 'due', 5 ), array( $this->entry( 1 )->state, $this->entry( 1 )->attempts_left ) );
			self::assertGreaterThan( $this->clock->now_ms(), $this->entry( 1 )->next_ms );
			$this->clock->set( $this->entry( 1 )->next_ms );
		}
	}

	/** @return array<string, array{0: string}> */
	public static function not_the_records_fault(): array {
		return array(
			'config'     => array( FailureKind::CONFIG ),
			'auth'       => array( FailureKind::AUTH ),
			'rate_limit' => array( FailureKind::RATE_LIMIT ),
			'transient'  => array( FailureKind::TRANSIENT ),
		);
	}

	public function test_success_clears_the_entry_and_an_older_version_does_not(): void {
		$this->deliver( 'productions', array( $this->production( 1, array(), 1000 ) ) );
		$this->refuse( 1, 2000 );
		$this->deliver( 'productions', array( $this->production( 1, array(), 1000 ) ) );
		self::assertSame( 2000, $this->entry( 1 )->stamp_ms );
		$this->deliver( 'productions', array( $this->production( 1, array( 'title' => 'Mended' ), 2000, 9000 ) ) );
		self::assertSame( 0, $this->plugin->retry_entries()->count( $this->tenant_id ) );
	}

	public function test_an_offer_that_finds_it_as_it_was_clears_the_entry(): void {
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$this->refuse( 1, 2000 );
		$back = $this->production( 1, array(), 3000, 9000 );
		$this->plugin->offer()->answer( $this->tenant_id, $this->mapping( 'productions' ), array( array( $back->external_id, 3000, $back->fingerprint ) ), 9000 );
		self::assertSame( 0, $this->plugin->retry_entries()->count( $this->tenant_id ) );
	}

	public function test_a_newer_version_or_other_rules_begin_again(): void {
		$this->refuse( 1, 1000 );
		$this->plugin->retry_entries()->skip( $this->tenant_id, array( $this->entry( 1 )->id ), $this->clock->now_ms() );
		$this->refuse( 1, 1000 );
		self::assertSame( RetryState::SKIPPED, $this->entry( 1 )->state );
		$this->refuse( 1, 2000 );
		self::assertSame( array( 'due', 4 ), array( $this->entry( 1 )->state, $this->entry( 1 )->attempts_left ) );
		$this->plugin->retry_entries()->skip( $this->tenant_id, array( $this->entry( 1 )->id ), $this->clock->now_ms() );
		$this->refuse( 1, 2000, FailureKind::RECORD, 2 );
		self::assertSame( array( 'due', 4, 2 ), array( $this->entry( 1 )->state, $this->entry( 1 )->attempts_left, $this->entry( 1 )->mapping_version ) );
	}

	public function test_the_oldest_fifty_are_due_first_and_only_those_of_the_sync(): void {
		$rejections = array_map( fn( int $number ) => $this->rejection( $number ), range( 1, 70 ) );
		$this->reject( $rejections );
		$this->clock->advance( 3600 * 1000 );
		$due = $this->due();
		self::assertCount( 50, $due );
		$moments = array_map( fn( string $id ) => $this->entry( (int) substr( $id, 3, 12 ) )->next_ms, $due );
		$sorted  = $moments;
		sort( $sorted );
		self::assertSame( $sorted, $moments );
		self::assertSame( array(), $this->plugin->retry_entries()->due( $this->tenant_id, array( 'performances' ), $this->clock->now_ms() ) );
	}

	public function test_a_batch_costs_the_same_statements_however_many_fail(): void {
		$count = fn( int $from, int $to ): int => count( self::about( 'callboard_retry', $this->queries_of( fn() => $this->reject( array_map( fn( int $number ) => $this->rejection( $number ), range( $from, $to ) ) ) ) ) );
		$count( 1, 2 );
		self::assertSame( $count( 3, 4 ), $count( 5, 204 ) );
		self::assertLessThanOrEqual( 3, $count( 205, 210 ) );
	}

	public function test_a_batch_without_failures_asks_once(): void {
		$queries = $this->queries_of( fn() => $this->deliver( 'productions', array_map( fn( int $number ) => $this->production( $number ), range( 1, 40 ) ) ) );
		self::assertCount( 1, self::about( 'callboard_retry', $queries ) );
	}

	public function test_another_tenant_neither_sees_nor_changes_it(): void {
		$this->refuse( 1 );
		$other = $this->new_tenant( 'Hillside Opera' );
		self::assertSame( 0, $this->plugin->retry_entries()->skip( $other, array( $this->entry( 1 )->id ), $this->clock->now_ms() ) );
		self::assertSame( RetryState::DUE, $this->entry( 1 )->state );
		self::assertSame( 0, $this->plugin->retry_entries()->count( $other ) );
	}

	public function test_a_dead_letter_that_is_tried_by_hand_has_one_attempt(): void {
		for ( $try = 1; $try <= 5; $try++ ) {
			$this->refuse( 1 );
			$this->clock->set( $this->entry( 1 )->next_ms );
		}
		$this->plugin->retry_entries()->retry_now( $this->tenant_id, array( $this->entry( 1 )->id ), $this->clock->now_ms() );
		self::assertSame( array( self::id( 'a0E', 1 ) ), $this->due() );
		$this->refuse( 1 );
		self::assertSame( array( 'dead', 0 ), array( $this->entry( 1 )->state, $this->entry( 1 )->attempts_left ) );
	}

	public function test_a_missing_post_type_puts_off_every_record_and_heals(): void {
		$event = $GLOBALS['wp_post_types']['event'];
		unset( $GLOBALS['wp_post_types']['event'] );
		try {
			$this->plugin->inbox()->add( $this->tenant_id, 'productions', array( self::id( 'a0E', 1 ) ), 'drift', $this->clock->now_ms() );
			$this->deliver( 'productions', array( $this->production( 1 ), $this->production( 2 ) ) );
		} finally {
			$GLOBALS['wp_post_types']['event'] = $event;
		}
		self::assertSame( 0, $this->plugin->inbox()->count( $this->tenant_id ) );
		$this->clock->advance( 20 * 60 * 1000 );
		self::assertCount( 2, $this->due() );
		$this->lease = $this->claim_again();
		$this->deliver( 'productions', array( $this->production( 1 ), $this->production( 2 ) ) );
		self::assertSame( 0, $this->plugin->retry_entries()->count( $this->tenant_id ) );
	}

	/** @param list<string> $queries @return list<string> */
	private static function about( string $table, array $queries ): array {
		return array_values( array_filter( $queries, static fn( string $query ) => 1 === preg_match( '/\b' . preg_quote( $GLOBALS['wpdb']->prefix . $table, '/' ) . '\b/', $query ) ) );
	}

	private function claim_again(): \Callboard\Run\Lease {
		return $this->plugin->leases()->claim( 'worker-2', array( $this->tenant_id ) );
	}

	private function refuse( int $number, int $stamp_ms = 1000, string $kind = FailureKind::RECORD, int $version = 1 ): Outcomes {
		return $this->reject( array( $this->rejection( $number, $stamp_ms, $kind ) ), $version );
	}

	private function rejection( int $number, int $stamp_ms = 1000, string $kind = FailureKind::RECORD ): Rejection {
		return new Rejection( self::id( 'a0E', $number ), $stamp_ms, 5000, new Failure( $kind, 'value_too_long', 'Too long.', array( 'Shorten it.' ) ) );
	}

	/** @param list<Rejection> $rejections */
	private function reject( array $rejections, int $version = 1 ): Outcomes {
		// Hours pass between attempts: each cycle has a lease of its own.
		$this->plugin->db()->query( "UPDATE {$this->plugin->db()->table( 'run' )} SET lease_expires_ms = %d WHERE id = %d", array( $this->clock->now_ms() + 60_000, $this->lease->run->id ) );
		$delivery = new Delivery( wp_generate_uuid4(), $this->lease->run->id, $this->lease->run->fence, 'productions', $version, array(), array(), $rejections );
		return $this->plugin->apply_delivery()->run( $this->tenant_id, $delivery );
	}

	private function entry( int $number ): RetryEntry {
		foreach ( $this->plugin->retry_entries()->page( $this->tenant_id, null, 1, 500 ) as $entry ) {
			if ( self::id( 'a0E', $number ) === $entry->subject ) {
				return $entry;
			}
		}
		self::fail( "Record {$number} has no retry entry." );
	}

	/** @return list<string> */
	private function due(): array {
		return $this->plugin->retry_entries()->due( $this->tenant_id, array( 'productions' ), $this->clock->now_ms() )['productions'] ?? array();
	}
}
