<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

use Callboard\Delivery\Draft;
use Callboard\Delivery\Withdrawal;
use Callboard\Front\MergedListings;
use Callboard\Ledger\LedgerState;
use Callboard\Mapping\Mapping;

/**
 * Records that people merge in Salesforce: the loser's address leads to the winner's listing, and nothing else is inherited.
 *
 * @group data
 */
final class MergesTest extends SeasonCase {
	protected function setUp(): void {
		parent::setUp();
		// Ten records and less are no mass change.
		$this->deliver( 'productions', array_map( fn( int $number ) => $this->production( $number ), range( 1, 6 ) ) );
	}

	/** @return list<string> */
	private function merge( int $loser, int $winner, int $stamp_ms = 2000, string $reason = Withdrawal::MERGED ): array {
		$into = Withdrawal::MERGED === $reason ? self::id( 'a0E', $winner ) : null;
		return self::words( $this->deliver( 'productions', array(), array( new Withdrawal( self::id( 'a0E', $loser ), $stamp_ms, 6000, $reason, $into ) ) ) );
	}

	private function post( int $number ): int {
		$this->plugin->effects()->drain( PHP_INT_MAX );
		return (int) $this->post_of( $this->production( $number ) );
	}

	/** @param array<string, mixed> $query */
	private function address( array $query ): ?string {
		$asked             = new \WP_Query();
		$asked->query_vars = $query + $asked->query_vars;
		return ( new MergedListings( $this->plugin->merges() ) )->address( $asked );
	}

	private function address_of( int $number ): ?string {
		return $this->address( array( 'post_type' => 'event', 'name' => "show-$number" ) );
	}

	public function test_the_losers_address_leads_to_the_winners_listing(): void {
		self::assertNull( $this->address_of( 1 ) );
		self::assertSame( array( 'withdrawn' ), $this->merge( 1, 2 ) );
		self::assertSame( array( 'draft', 'publish' ), array( get_post_status( $this->post( 1 ) ), get_post_status( $this->post( 2 ) ) ) );
		$winner = get_permalink( $this->post( 2 ) );
		self::assertSame( $winner, $this->address_of( 1 ) );
		self::assertSame( $winner, $this->address( array( 'p' => $this->post( 1 ), 'post_type' => 'event' ) ) );
		self::assertNull( $this->address( array( 'post_type' => 'performance', 'name' => 'show-1' ) ), 'Another type may use the same slug.' );
		self::assertNull( $this->address_of( 3 ) );
		self::assertNull( $this->address( array() ) );
	}

	public function test_a_visitor_is_sent_there_for_good(): void {
		$this->merge( 1, 2 );
		$sent = array();
		add_filter(
			'wp_redirect',
			static function ( string $to, int $status ) use ( &$sent ): bool {
				$sent[] = array( $to, $status );
				return false; // Stops the redirect, and with it the exit.
			},
			10,
			2
		);
		$GLOBALS['wp_query'] = new \WP_Query();
		$GLOBALS['wp_query']->set( 'post_type', 'event' );
		$GLOBALS['wp_query']->set( 'name', 'show-1' );
		$front = new MergedListings( $this->plugin->merges() );
		$front->redirect();
		self::assertSame( array(), $sent, 'A page that was found stays.' );
		$GLOBALS['wp_query']->set_404();
		$front->redirect();
		self::assertSame( array( array( get_permalink( $this->post( 2 ) ), 301 ) ), $sent );
	}

	/** @return ?string Where WordPress itself sends who asks for an earlier address. */
	private function old_address_of( int $number ): ?string {
		$led  = null;
		$look = static function ( string $to ) use ( &$led ): bool {
			$led = $to;
			return false; // Stops the redirect, and with it the exit.
		};
		add_filter( 'old_slug_redirect_url', $look );
		$GLOBALS['wp_query'] = new \WP_Query();
		$GLOBALS['wp_query']->set( 'post_type', 'event' );
		$GLOBALS['wp_query']->set( 'name', "show-$number" );
		$GLOBALS['wp_query']->set_404();
		wp_cache_flush();
		wp_old_slug_redirect();
		remove_filter( 'old_slug_redirect_url', $look );
		return $led;
	}

	public function test_the_address_outlives_the_losers_post(): void {
		$this->plugin->mappings()->save( $this->tenant_id, Mapping::from_array( array( 'withdrawal' => 'trash' ) + $this->mapping( 'productions' )->to_array() ) );
		$this->merge( 3, 2 );
		$this->merge( 4, 2, 2000, 'deleted' );
		self::assertSame( array( null, null ), array_map( $this->old_address_of( ... ), array( 3, 4 ) ) );
		foreach ( array( 3, 4 ) as $number ) {
			self::assertSame( 'trash', get_post_status( $this->post( $number ) ) );
			wp_delete_post( $this->post( $number ), true );
		}
		self::assertSame( array( get_permalink( $this->post( 2 ) ), null ), array_map( $this->old_address_of( ... ), array( 3, 4 ) ) );
		self::assertSame( 0, $this->plugin->drift_check()->run( $this->tenant_id ) );
	}

	public function test_a_line_of_merges_leads_to_its_end_and_a_ring_nowhere(): void {
		$this->merge( 1, 2 );
		$this->merge( 2, 3, 3000 );
		self::assertSame( get_permalink( $this->post( 3 ) ), $this->address_of( 1 ) );
		$this->merge( 3, 4, 4000, Withdrawal::DELETED );
		self::assertNull( $this->address_of( 1 ), 'Where its end is gone, the address is gone.' );
		$this->merge( 3, 1, 5000 );
		self::assertNull( $this->address_of( 1 ), 'Salesforce cannot make a ring; we would not run in it.' );
		$this->merge( 5, 5 );
		self::assertNull( $this->address_of( 5 ) );
	}

	public function test_told_as_a_deletion_first_it_is_still_a_merge(): void {
		self::assertSame( array( 'withdrawn' ), $this->merge( 1, 2, 2500, Withdrawal::DELETED ) );
		$offered = new Withdrawal( self::id( 'a0E', 1 ), 2000, 6000, Withdrawal::MERGED );
		$offer   = ( new \Callboard\Brake\OfferedWithdrawals( $this->plugin->ledger(), $this->plugin->brakes(), $this->plugin->inbox(), $this->plugin->retry_entries() ) )->answer( $this->tenant_id, 'productions', array( $offered ) );
		self::assertSame( array( self::id( 'a0E', 1 ) ), $offer['others'] );
		self::assertSame( array( 'withdrawn' ), $this->merge( 1, 2 ) );
		self::assertSame( array( 'unchanged' ), $this->merge( 1, 2, 2500 ) );
		self::assertSame( get_permalink( $this->post( 2 ) ), $this->address_of( 1 ) );
		$entry = $this->entry( $this->production( 1 ) );
		self::assertSame( array( LedgerState::TOMBSTONE, 'publish', 2500 ), array( $entry->state, $entry->withdrawn_status, $entry->stamp_ms ) );
	}

	public function test_a_record_that_comes_back_has_its_address_again(): void {
		$this->merge( 1, 2 );
		$post_id = $this->post( 1 );
		self::assertSame( array( 'stale' ), self::words( $this->deliver( 'productions', array( $this->production( 1 ) ) ) ) );
		self::assertSame( array( 'updated' ), self::words( $this->deliver( 'productions', array( $this->production( 1, array(), 3000, 7000 ) ) ) ) );
		self::assertSame( array( $post_id, 'publish' ), array( $this->post( 1 ), get_post_status( $post_id ) ) );
		self::assertNull( $this->address_of( 1 ) );
		self::assertNull( $this->entry( $this->production( 1 ) )->merged_into );
	}

	public function test_performances_of_the_loser_follow_when_salesforce_moves_them(): void {
		$this->deliver( 'performances', array( $this->performance( 1, 1 ) ) );
		$this->merge( 1, 2 );
		self::assertSame( array( 'updated' ), self::words( $this->deliver( 'performances', array( $this->performance( 1, 2, array(), 2000, 7000 ) ) ) ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		self::assertSame( $this->post( 2 ), wp_get_post_parent_id( (int) $this->post_of( $this->performance( 1, 2 ) ) ) );
		self::assertCount( 1, $this->listing() );
	}

	public function test_another_tenant_with_the_same_ids_has_no_part_in_it(): void {
		$other = $this->new_tenant( 'Other House' );
		$lease = $this->claim( $other );
		$this->plugin->apply_delivery()->run( $other, $this->delivery( 'productions', array( $this->production( 2, array( 'title' => 'Theirs' ) ) ), array(), null, $lease ) );
		$this->merge( 2, 3, 3000, Withdrawal::DELETED );
		$this->merge( 1, 2 );
		self::assertNull( $this->address_of( 1 ) );
	}

	private function entry( Draft $draft ): \Callboard\Ledger\LedgerEntry {
		return $this->plugin->ledger()->by_external_ids( $this->tenant_id, array( $draft->external_id ) )[ $draft->external_id ];
	}
}
