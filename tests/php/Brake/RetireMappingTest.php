<?php
declare(strict_types=1);

namespace Callboard\Tests\Brake;

use Callboard\Brake\RetireMapping;
use Callboard\Brake\Retirement;
use Callboard\Ledger\LedgerState;
use Callboard\Retry\Attempt;
use Callboard\Failure\Failure;
use Callboard\Run\RunState;
use Callboard\Tests\Delivery\SeasonCase;

require_once __DIR__ . '/../Delivery/SeasonCase.php';

/**
 * A mapping leaves the sync: a person says what becomes of its listings.
 *
 * @group data
 */
final class RetireMappingTest extends SeasonCase {
	public function test_kept_listings_stay_as_they_are_and_are_locked_by_nobody(): void {
		$post_id = $this->season( 3 );
		self::assertTrue( $this->plugin->owned_fields()->of_post( $post_id )->owns( 'title' ) );
		$after = $this->retire( RetireMapping::KEEP );
		self::assertSame( array( false, 3, 0 ), array( $after->is_current, $after->listed, $after->waiting ) );
		self::assertStringContainsString( '3 listings stay as they are and are yours to edit', $after->sentence() );
		self::assertSame( array_fill( 0, 3, 'publish' ), $this->statuses() );
		$this->plugin->owned_fields()->forget();
		self::assertSame( array(), $this->plugin->owned_fields()->of_post( $post_id )->labels() );
		wp_update_post( array( 'ID' => $post_id, 'post_title' => 'Ours now', 'post_status' => 'draft' ) );
		self::assertSame( array( 'Ours now', 'draft' ), array( get_post( $post_id )->post_title, get_post( $post_id )->post_status ) );
		self::assertSame( array(), array_column( $this->plugin->mappings()->current( $this->tenant_id ), null, 'id' )['productions'] ?? array() );
	}

	public function test_hidden_listings_become_drafts_whatever_the_mapping_says_of_its_own_withdrawals(): void {
		$this->season( 3 );
		$mapping = $this->plugin->mappings()->save( $this->tenant_id, $this->mapping( 'productions' )->with_withdrawal( 'keep' ) );
		self::assertSame( 'keep', $mapping->withdrawal );
		$after = $this->retire( RetireMapping::DRAFT );
		self::assertSame( array( 0, array_fill( 0, 3, 'draft' ) ), array( $after->listed, $this->statuses() ) );
		self::assertSame( array( LedgerState::OUTSIDE => 3 ), $this->plugin->ledger()->count_of_mapping( $this->tenant_id, 'productions' ) );
		self::assertSame( array(), $this->plugin->brakes()->standing( $this->tenant_id ), 'Nothing waits for anybody.' );
		self::assertSame( array( array( 'withdrawn', 0 ) ), array_map( static fn( $item ) => array( $item->outcome, $item->run_id ), $this->plugin->run_items()->of_record( $this->tenant_id, self::id( 'a0E', 1 ), 1 ) ), 'The record knows.' );
	}

	public function test_the_choice_is_in_the_audit_with_its_numbers(): void {
		$this->season( 2 );
		$this->retire( RetireMapping::KEEP, 7 );
		$entry = $this->plugin->audit()->of_event( $this->tenant_id, RetireMapping::EVENT, 1 )[0];
		self::assertSame( array( 'productions', 'keep', 2, 7 ), array( $entry->data['mapping_id'], $entry->data['listings'], $entry->data['listed'], $entry->user_id ) );
	}

	public function test_one_may_say_so_later_too(): void {
		$this->season( 2 );
		$this->retire( RetireMapping::KEEP );
		self::assertSame( array( 'productions' ), array_column( array_map( static fn( Retirement $one ) => $one->to_array(), $this->plugin->retire_mapping()->with_listings( $this->tenant_id ) ), 'mapping_id' ) );
		$this->retire( RetireMapping::DRAFT );
		self::assertSame( array( 'draft', 'draft' ), $this->statuses() );
		self::assertSame( array(), $this->plugin->retire_mapping()->with_listings( $this->tenant_id ) );
	}

	/** @dataProvider choices */
	public function test_a_mapping_that_comes_back_finds_its_listings( string $listings ): void {
		$post_id = $this->season( 2 );
		$mapping = $this->mapping( 'productions' );
		$this->retire( $listings );
		$saved = $this->plugin->mappings()->save( $this->tenant_id, $mapping );
		self::assertGreaterThan( $mapping->version, $saved->version );
		$this->lease = $this->claim( $this->tenant_id );
		$this->deliver( 'productions', array( $this->production( 1, array( 'title' => 'Show 1 again' ), 1000, 9000 ) ) );
		self::assertSame( array( 'Show 1 again', 'publish' ), array( get_post( $post_id )->post_title, get_post( $post_id )->post_status ) );
		self::assertCount( 2, $this->statuses(), 'No second post.' );
	}

	/** @return array<string, array{0: string}> */
	public static function choices(): array {
		return array( 'kept' => array( RetireMapping::KEEP ), 'hidden' => array( RetireMapping::DRAFT ) );
	}

	public function test_a_run_that_reads_by_it_is_over_at_once_and_another_tenant_hears_of_nothing(): void {
		$this->season( 1 );
		$other = $this->new_tenant( 'Other' );
		$run   = $this->lease->run;
		$this->retire( RetireMapping::DRAFT );
		self::assertSame( RunState::CANCELLED, $this->plugin->runs()->find( $run->id )->state );
		self::assertNotNull( $this->plugin->mappings()->find( $other, 'productions' ) );
	}

	public function test_what_waited_for_a_person_or_another_try_waits_no_more(): void {
		$this->season( 30 );
		$this->deliver( 'performances', array( $this->performance( 1, 99 ) ) );
		$this->plugin->retry_entries()->settle( $this->tenant_id, array(), array( new Attempt( self::id( 'a0P', 2 ), 'performances', 1, 1000, null, new Failure( 'record', 'value_too_long', 'Too long.' ) ) ), self::NOW_MS );
		$this->deliver( 'productions', array(), array_map( static fn( int $n ) => new \Callboard\Delivery\Withdrawal( self::id( 'a0E', $n ), 2000, 6000, 'deleted' ), range( 1, 12 ) ) );
		self::assertCount( 1, $this->plugin->brakes()->standing( $this->tenant_id ) );
		$before = $this->plugin->retire_mapping()->of( $this->tenant_id, 'performances' );
		self::assertSame( array( 0, 1 ), array( $before->listed, $before->waiting ) );
		self::assertSame( array( 0, 0 ), array( $this->retire( RetireMapping::KEEP, null, 'performances' )->listed, $this->plugin->retry_entries()->count( $this->tenant_id ) ) );
		self::assertSame( array( LedgerState::OUTSIDE => 1 ), $this->plugin->ledger()->count_of_mapping( $this->tenant_id, 'performances' ) );
		$this->retire( RetireMapping::KEEP );
		self::assertSame( array( array(), 30 ), array( $this->plugin->brakes()->standing( $this->tenant_id ), count( array_keys( $this->statuses(), 'publish', true ) ) ), 'Kept is kept, also what the brake held.' );
	}

	public function test_a_killed_request_is_finished_by_the_next_minute(): void {
		$this->season( 600 );
		$this->plugin->retire_mapping()->run( $this->tenant_id, 'productions', RetireMapping::DRAFT, null, 0 );
		$left = count( array_keys( $this->statuses(), 'publish', true ) );
		self::assertSame( 100, $left );
		$this->plugin->withdraw_approved()->carry_out_all( PHP_INT_MAX );
		self::assertSame( 0, count( array_keys( $this->statuses(), 'publish', true ) ) );
	}

	public function test_what_another_mapping_took_over_is_not_this_ones_to_hide(): void {
		$post_id = $this->season( 2 );
		$entry   = $this->plugin->ledger()->by_post( $post_id );
		$this->plugin->retire_mapping()->run( $this->tenant_id, 'productions', RetireMapping::KEEP, null, PHP_INT_MAX );
		$this->plugin->ledger()->save( array( $entry->with( array( 'mapping_id' => 'performances' ) ) ) );
		$this->retire( RetireMapping::DRAFT );
		self::assertSame( 'publish', get_post( $post_id )->post_status );
	}

	private function retire( string $listings, ?int $user_id = null, string $mapping_id = 'productions' ): Retirement {
		return $this->plugin->retire_mapping()->run( $this->tenant_id, $mapping_id, $listings, $user_id, PHP_INT_MAX );
	}

	/** @return int The first post. */
	private function season( int $number ): int {
		foreach ( array_chunk( range( 1, $number ), 300 ) as $numbers ) {
			$this->deliver( 'productions', array_map( fn( int $n ) => $this->production( $n ), $numbers ) );
		}
		return (int) $this->plugin->ledger()->by_external_ids( $this->tenant_id, array( self::id( 'a0E', 1 ) ) )[ self::id( 'a0E', 1 ) ]->post_id;
	}

	/** @return list<string> */
	private function statuses(): array {
		clean_post_cache( 0 );
		return $this->plugin->db()->column( "SELECT post_status FROM {$this->plugin->db()->wpdb()->posts} WHERE post_type = 'event' ORDER BY ID" );
	}
}
