<?php
declare(strict_types=1);

namespace Callboard\Tests\Brake;

use Callboard\Brake\BrakeRow;
use Callboard\Brake\CameBack;
use Callboard\Brake\Limit;
use Callboard\Brake\OfferedWithdrawals;
use Callboard\Delivery\Draft;
use Callboard\Delivery\Outcomes;
use Callboard\Delivery\Withdrawal;
use Callboard\Failure\Failure;
use Callboard\Tests\Delivery\SeasonCase;

require_once __DIR__ . '/../Delivery/SeasonCase.php';

/**
 * Promise 5: a mass change above the limit takes nothing off the site until a person says so.
 *
 * @group data
 */
final class BrakeTest extends SeasonCase {
	/** @return array<string, array{0: int, 1: int, 2: ?string}> */
	public static function counts(): array {
		return array(
			'one of one'                          => array( 1, 1, null ),
			'two of two leave nothing'            => array( 2, 2, 'empty_source' ),
			'ten of eleven are few'               => array( 10, 11, null ),
			'eleven of twelve'                    => array( 11, 12, 'limit' ),
			'eleven of 55 are a fifth, not more'  => array( 11, 55, null ),
			'eleven of 54 are more than a fifth'  => array( 11, 54, 'limit' ),
			'8,000 of 40,000'                     => array( 8000, 40000, null ),
			'8,001 of 40,000'                     => array( 8001, 40000, 'limit' ),
			'nothing of nothing'                  => array( 0, 0, null ),
		);
	}

	/** @dataProvider counts */
	public function test_the_limit( int $withdrawals, int $listed, ?string $cause ): void {
		$limit = new Limit();
		self::assertSame( $cause, $limit->cause( $withdrawals, $listed ) );
		self::assertSame( $cause, $limit->cause( $withdrawals, min( $listed, $limit->enough( $withdrawals ) ) ), 'Counting no further than needed changes nothing.' );
	}

	public function test_above_the_limit_nothing_goes_and_what_else_changed_is_applied(): void {
		$this->season( 30 );
		$outcomes = $this->deliver( 'productions', array( $this->production( 31 ), $this->production( 30, array( 'title' => 'Renamed' ), 2000, 6000 ) ), $this->gone( range( 1, 12 ) ) );

		self::assertSame( array( 'created' => 1, 'updated' => 1, 'held' => 12 ), $outcomes->counts() );
		self::assertSame( 31, $this->published() );
		$item = $this->plugin->run_items()->page( $this->lease->run->id, 'held' )[0];
		self::assertSame( array( 'brake_on', 'Show 1' ), array( $item->failure['code'], $item->title ) );
		self::assertStringContainsString( '12 of 30', $item->failure['message'] );
		self::assertSame( 12, $this->plugin->runs()->find( $this->lease->run->id )->counts['braked'] );
		$brake = $this->plugin->brakes()->standing( $this->tenant_id )[0];
		self::assertSame( array( 'open', 'limit', 12, 30, 12 ), array( $brake->state, $brake->cause, $brake->withdrawals, $brake->listed, $this->plugin->brakes()->count( $brake->id ) ) );
		self::assertSame( 12, $this->plugin->run_items()->count_needing_a_person( $this->tenant_id ) );
		self::assertSame( array( 0, array() ), array( $this->plugin->run_items()->count_unsettled( $this->tenant_id ), $this->plugin->run_items()->unsettled( $this->tenant_id ) ), 'The brake lists them itself.' );
	}

	public function test_deliveries_of_one_run_are_summed_and_what_the_run_announced_counts_from_the_first(): void {
		$this->season( 40 );
		self::assertSame( array( 'withdrawn' => 8 ), $this->deliver( 'productions', array(), $this->gone( range( 1, 8 ) ) )->counts() );
		self::assertSame( array( 'held' => 8 ), $this->deliver( 'productions', array(), $this->gone( range( 9, 16 ) ) )->counts(), '16 of 40 in one run.' );

		$this->season( 40, 'performances' );
		$first = $this->withdraw( 'performances', $this->gone( range( 1, 5 ), 'a0P' ), 20 );
		self::assertSame( array( 'held' => 5 ), $first->counts(), 'The run said it would be 20.' );
		self::assertSame( 40, $this->published( 'performance' ) );
	}

	public function test_an_open_brake_lets_no_small_piece_through_whatever_run_brings_it(): void {
		$this->season( 30 );
		$this->deliver( 'productions', array(), $this->gone( range( 1, 12 ) ) );
		$this->plugin->runs()->cancel( $this->lease->run->id );
		$this->lease = $this->claim( $this->tenant_id );
		self::assertSame( array( 'held' => 1 ), $this->deliver( 'productions', array(), $this->gone( array( 20 ) ) )->counts() );
		self::assertSame( array( 'held' => 12 ), $this->deliver( 'productions', array(), $this->gone( range( 1, 12 ) ) )->counts(), 'The window is read again.' );
		self::assertSame( 30, $this->published() );
		$standing = $this->plugin->brakes()->standing( $this->tenant_id );
		self::assertSame( array( 1, 13 ), array( count( $standing ), $this->plugin->brakes()->count( $standing[0]->id ) ) );
	}

	public function test_pieces_below_the_limit_are_summed_over_the_runs_of_a_day(): void {
		$this->season( 30 );
		$this->next_run();
		self::assertSame( array( 'withdrawn' => 5 ), $this->deliver( 'productions', array(), $this->gone( range( 1, 5 ) ) )->counts() );
		$this->next_run();
		self::assertSame( array( 'withdrawn' => 5 ), $this->deliver( 'productions', array(), $this->gone( range( 6, 10 ) ) )->counts() );
		$this->next_run();
		$held = $this->deliver( 'productions', array(), $this->gone( array( 11 ) ) );
		self::assertSame( array( 'held' => 1 ), $held->counts(), '11 of 30 within a day.' );
		self::assertStringContainsString( '11 of 30', $held->to_array()['outcomes'][0]['failure']['message'] );
		$brake = $this->plugin->brakes()->standing( $this->tenant_id )[0];
		self::assertSame( array( 'open', 'within_a_day', 11, 30, 1 ), array( $brake->state, $brake->cause, $brake->withdrawals, $brake->listed, $this->plugin->brakes()->count( $brake->id ) ) );
		self::assertSame( 20, $this->published() );

		$this->plugin->decide_brake()->approve( $brake->id, $this->act_as( 'administrator' ), PHP_INT_MAX );
		$this->next_run();
		self::assertSame( array( 'withdrawn' => 1 ), $this->deliver( 'productions', array(), $this->gone( array( 12 ) ) )->counts(), 'A person has seen what went before.' );
	}

	public function test_what_came_back_and_what_went_a_day_ago_does_not_count(): void {
		$this->season( 30 );
		$this->next_run();
		$this->deliver( 'productions', array(), $this->gone( range( 1, 6 ) ) );
		$this->next_run( 25 * 3600 * 1000 );
		self::assertSame( array( 'withdrawn' => 5 ), $this->deliver( 'productions', array(), $this->gone( range( 7, 11 ) ) )->counts() );
		$this->next_run();
		$this->deliver( 'productions', array( $this->production( 7, array(), 3000, 9000 ), $this->production( 8, array(), 3000, 9000 ) ) );
		$this->next_run();
		self::assertSame( array( 'withdrawn' => 7 ), $this->deliver( 'productions', array(), $this->gone( range( 12, 18 ) ) )->counts(), 'Three of the day are still away, and seven make ten.' );
		$this->next_run();
		self::assertSame( array( 'held' => 1 ), $this->deliver( 'productions', array(), $this->gone( array( 19 ) ) )->counts() );
	}

	public function test_the_last_shows_of_a_small_house_may_end_one_after_the_other(): void {
		$this->season( 4 );
		foreach ( range( 1, 4 ) as $one ) {
			$this->next_run();
			self::assertSame( array( 'withdrawn' => 1 ), $this->deliver( 'productions', array(), $this->gone( array( $one ) ) )->counts() );
		}
	}

	public function test_another_mapping_and_another_tenant_go_on(): void {
		$this->season( 30 );
		$this->season( 30, 'performances' );
		$this->deliver( 'productions', array(), $this->gone( range( 1, 12 ) ) );
		self::assertSame( array( 'withdrawn' => 1 ), $this->deliver( 'performances', array(), $this->gone( array( 1 ), 'a0P' ) )->counts() );
		$other = $this->new_tenant( 'Other House' );
		$lease = $this->claim( $other );
		$this->plugin->apply_delivery()->run( $other, $this->delivery( 'productions', array( $this->production( 1 ) ), array(), null, $lease ) );
		self::assertSame( array( 'withdrawn' => 1 ), $this->plugin->apply_delivery()->run( $other, $this->delivery( 'productions', array(), $this->gone( array( 1 ) ), null, $lease ) )->counts() );
	}

	public function test_approved_exactly_these_go_and_what_was_read_anew_meanwhile_stays(): void {
		$this->season( 30 );
		$this->deliver( 'productions', array(), $this->gone( range( 1, 12 ) ) );
		// Undeleted meanwhile: read again, with a newer version.
		$this->deliver( 'productions', array( $this->production( 3, array( 'title' => 'Back again' ), 3000, 9000 ) ) );
		$brake = $this->plugin->brakes()->standing( $this->tenant_id )[0];
		$user  = $this->act_as( 'administrator' );
		$after = $this->plugin->decide_brake()->approve( $brake->id, $user, PHP_INT_MAX );

		self::assertSame( array( BrakeRow::SETTLED, $user ), array( $after->state, $after->decided_by ) );
		self::assertSame( 19, $this->published() );
		self::assertSame( 'publish', get_post_status( $this->post_of( $this->production( 3 ) ) ) );
		self::assertSame( array( 'brake_approved', 12 ), array( $this->plugin->audit()->page( $this->tenant_id )[0]->event, $this->plugin->audit()->page( $this->tenant_id )[0]->data['listings'] ) );
		self::assertSame( 0, $this->plugin->run_items()->count_needing_a_person( $this->tenant_id ) );
		self::assertNotNull( $this->plugin->runs()->open( $this->tenant_id, 'rebuild' ) );
		$this->plugin->runs()->cancel( $this->lease->run->id );
		$this->lease = $this->claim( $this->tenant_id );
		self::assertSame( array( 'withdrawn' => 1 ), $this->deliver( 'productions', array(), $this->gone( array( 20 ) ) )->counts(), 'The brake is off.' );
	}

	public function test_refused_the_listings_stay_until_the_record_comes_back(): void {
		$this->season( 30 );
		$this->deliver( 'productions', array(), $this->gone( range( 1, 12 ) ) );
		$brake = $this->plugin->brakes()->standing( $this->tenant_id )[0];
		$this->plugin->decide_brake()->refuse( $brake->id, $this->act_as( 'administrator' ) );

		self::assertSame( 30, $this->published() );
		self::assertSame( 0, $this->plugin->run_items()->count_needing_a_person( $this->tenant_id ) );
		$again = $this->deliver( 'productions', array(), $this->gone( array( 1, 2 ), 'a0E', 5000, 9000 ) );
		self::assertSame( array( 'ignored' => 2 ), $again->counts() );
		self::assertSame( array( 'ignored' => 1 ), $this->deliver( 'productions', array(), array( new Withdrawal( self::id( 'a0E', 1 ), 5000, 9000, 'merged', self::id( 'a0E', 30 ) ) ) )->counts(), 'Gone is gone: told as a merge it is no news.' );
		self::assertSame( 'brake_kept', $again->to_array()['outcomes'][0]['failure']['code'] );
		self::assertSame( array( 'withdrawn' => 1 ), $this->deliver( 'productions', array(), $this->gone( array( 20 ) ) )->counts() );

		try {
			$this->plugin->decide_brake()->refuse( $brake->id, null );
			self::fail( 'Decided twice.' );
		} catch ( Failure $failure ) {
			self::assertSame( 'brake_decided', $failure->code_name );
		}
		$this->plugin->decide_brake()->approve( $brake->id, null, PHP_INT_MAX );
		self::assertSame( 17, $this->published(), 'A change of mind.' );
	}

	public function test_offered_withdrawals_are_those_that_mean_anything_and_the_rest_is_settled(): void {
		$this->season( 30 );
		$this->deliver( 'productions', array(), $this->gone( range( 1, 12 ) ) );
		$offered = new OfferedWithdrawals( $this->plugin->ledger(), $this->plugin->brakes(), $this->plugin->inbox(), $this->plugin->retry_entries() );
		$this->plugin->inbox()->add( $this->tenant_id, 'productions', array( self::id( 'a0E', 99 ), self::id( 'a0E', 20 ) ), 'retry', $this->clock->now_ms() );
		$answer = $offered->answer( $this->tenant_id, 'productions', array( ...$this->gone( array( 1, 20, 99 ) ), ...$this->gone( array( 2 ), 'a0E', 7000, 9000 ), ...$this->gone( array( 21 ), 'a0E', 1, 1 ) ) );
		self::assertSame( array( 'listed' => array( self::id( 'a0E', 20 ), self::id( 'a0E', 2 ) ), 'others' => array(), 'left' => array() ), $answer, 'Held ones are told again only when they changed; old versions never.' );
		self::assertSame( array( 'productions' => array( self::id( 'a0E', 20 ) ) ), $this->plugin->inbox()->due( $this->tenant_id, $this->clock->now_ms() ) );
		self::assertCount( 0, self::writes( $this->queries_of( fn() => $offered->answer( $this->tenant_id, 'productions', $this->gone( array( 99 ) ), false ) ) ) );
	}

	public function test_only_the_mapping_that_holds_a_record_takes_it_off_the_site(): void {
		$this->season( 30 );
		$this->second_mapping();
		$left = static fn( int $number, int $stamp_ms = 2000, int $read_ms = 6000 ) => new Withdrawal( self::id( 'a0E', $number ), $stamp_ms, $read_ms, Withdrawal::OUTSIDE_FILTER );
		self::assertSame( array( 'ignored' => 1 ), $this->deliver( 'others', array(), array( $left( 1 ) ) )->counts(), 'It never passed the filter of the other one.' );
		self::assertSame( array( 'ignored' => 12 ), $this->deliver( 'others', array(), $this->gone( range( 1, 12 ) ) )->counts(), 'Nor are its deletions judged by the number of the others.' );
		self::assertSame( array( 30, array() ), array( $this->published(), $this->plugin->brakes()->standing( $this->tenant_id ) ) );

		$offered = new OfferedWithdrawals( $this->plugin->ledger(), $this->plugin->brakes(), $this->plugin->inbox(), $this->plugin->retry_entries() );
		$ids     = array( self::id( 'a0E', 1 ), self::id( 'a0E', 99 ) );
		$this->plugin->inbox()->add( $this->tenant_id, 'productions', $ids, 'retry', $this->clock->now_ms() );
		$this->deliver( 'productions', array( $this->production( 98, array( 'title' => '' ) ) ) );
		$none = array( 'listed' => array(), 'others' => array(), 'left' => array() );
		self::assertSame( $none, $offered->answer( $this->tenant_id, 'others', array( $left( 1 ), $left( 98 ), $left( 99 ) ) ) );
		self::assertSame( array( 'productions' => $ids ), $this->plugin->inbox()->due( $this->tenant_id, $this->clock->now_ms() ), 'Nor does it end what the holder waits for.' );
		self::assertSame( array( self::id( 'a0E', 1 ) ), $offered->answer( $this->tenant_id, 'productions', array( $left( 1 ) ) )['listed'] );
	}

	public function test_a_record_that_passes_to_another_mapping_takes_its_post_along(): void {
		$this->season( 3 );
		$this->second_mapping( array( 'post_type' => 'page', 'withdrawal' => 'draft' ) );
		$posts = array_map( fn( int $number ) => $this->post_of( $this->production( $number ) ), array( 1, 2, 3 ) );
		$left  = static fn( int $number ) => new Withdrawal( self::id( 'a0E', $number ), 2000, 6000, Withdrawal::OUTSIDE_FILTER );
		$moved = fn( int $number ) => $this->production( $number, array( 'taxonomy:genre' => null, 'taxonomy:season' => null ), 2000, 6001 );

		// The old one says first that it left, or the new one that it came.
		self::assertSame( array( 'withdrawn' => 1 ), $this->deliver( 'productions', array(), array( $left( 1 ) ) )->counts() );
		self::assertSame( array( 'updated' => 2 ), $this->deliver( 'others', array( $moved( 1 ), $moved( 2 ) ) )->counts() );
		self::assertSame( array( 'ignored' => 1 ), $this->deliver( 'productions', array(), array( $left( 2 ) ) )->counts() );
		wp_cache_flush();
		foreach ( array( 0, 1 ) as $n ) {
			$post = get_post( $posts[ $n ] );
			self::assertSame( array( $posts[ $n ], 'page', 'publish', 'show-' . ( $n + 1 ) ), array( $this->post_of( $moved( $n + 1 ) ), $post->post_type, $post->post_status, $post->post_name ) );
		}
		self::assertSame( array( 'withdrawn' => 1 ), $this->deliver( 'others', array(), array( new Withdrawal( self::id( 'a0E', 2 ), 3000, 7000, Withdrawal::OUTSIDE_FILTER ) ) )->counts() );

		// The same values by another mapping: it holds the record from now on.
		$same  = $this->production( 3 );
		$offer = $this->plugin->offer()->answer( $this->tenant_id, $this->mapping( 'others' ), array( array( $same->external_id, 1000, $same->fingerprint ) ), 6000 );
		self::assertSame( array( $same->external_id ), $offer->wanted );
		$this->deliver( 'others', array( $this->production( 3, array(), 1000, 6000 ) ) );
		self::assertSame( 'others', $this->plugin->ledger()->by_post( (int) $posts[2] )->mapping_id );
	}

	public function test_a_record_withdrawn_to_the_trash_by_one_mapping_comes_back_by_another(): void {
		$this->plugin->mappings()->save( $this->tenant_id, \Callboard\Mapping\Mapping::from_array( array( 'withdrawal' => 'trash' ) + $this->mapping( 'productions' )->to_array() ) );
		$this->second_mapping( array( 'withdrawal' => 'draft' ) );
		$this->season( 2 );
		$this->deliver( 'productions', array(), array( new Withdrawal( self::id( 'a0E', 1 ), 2000, 6000, Withdrawal::OUTSIDE_FILTER ) ) );
		self::assertSame( 1, $this->published() );
		$this->deliver( 'others', array( $this->production( 1, array(), 2000, 6001 ) ) );
		self::assertSame( 2, $this->published() );
	}

	public function test_an_approval_outlives_its_mapping(): void {
		$this->season( 30 );
		$this->deliver( 'productions', array(), $this->gone( range( 1, 12 ) ) );
		$brake = $this->plugin->brakes()->standing( $this->tenant_id )[0];
		$this->plugin->mappings()->retire_except( $this->tenant_id, 'performances' );
		$settled = $this->plugin->decide_brake()->approve( $brake->id, null, PHP_INT_MAX );
		self::assertSame( array( 'settled', 12 ), array( $settled->state, $this->plugin->runs()->find( $this->lease->run->id )->counts['withdrawn'] ) );
		$type = \Callboard\Event\PostTypes::event();
		self::assertSame( '18', $this->plugin->db()->value( "SELECT COUNT(*) FROM {$this->plugin->db()->wpdb()->posts} WHERE post_type = %s AND post_status = 'publish'", array( $type ) ) );
	}

	/** @param array<string, mixed> $changes */
	private function second_mapping( array $changes = array() ): void {
		$this->plugin->mappings()->save( $this->tenant_id, \Callboard\Mapping\Mapping::from_array( array( 'id' => 'others' ) + $changes + $this->mapping( 'productions' )->to_array() ) );
	}

	public function test_a_record_offered_again_is_held_no_more_and_an_empty_brake_is_off(): void {
		$this->season( 30 );
		$this->deliver( 'productions', array(), $this->gone( range( 1, 12 ) ) );
		$brake = $this->plugin->brakes()->standing( $this->tenant_id )[0];
		$back  = new CameBack( $this->clock, $this->plugin->brakes(), $this->plugin->run_items() );
		$ids   = array_map( static fn( int $number ) => self::id( 'a0E', $number ), range( 1, 12 ) );
		$back->seen( $this->tenant_id, $this->lease->run->id, 'productions', $ids, 6000 );
		self::assertSame( 12, $this->plugin->brakes()->count( $brake->id ), 'Read no later than the proof.' );
		$back->seen( $this->tenant_id, $this->lease->run->id, 'productions', array_slice( $ids, 0, 11 ), 6001 );
		self::assertSame( array( 1, 'open', 1 ), array( $this->plugin->brakes()->count( $brake->id ), $this->plugin->brakes()->find( $brake->id )->state, $this->plugin->run_items()->count_needing_a_person( $this->tenant_id ) ) );
		$back->seen( $this->tenant_id, $this->lease->run->id, 'productions', $ids, 6001 );
		self::assertSame( array( 'settled', 0 ), array( $this->plugin->brakes()->find( $brake->id )->state, $this->plugin->run_items()->count_needing_a_person( $this->tenant_id ) ) );
	}

	public function test_an_approval_that_is_killed_is_finished_by_the_next_minute(): void {
		$this->season( 30 );
		$this->deliver( 'productions', array(), $this->gone( range( 1, 12 ) ) );
		$brake = $this->plugin->brakes()->standing( $this->tenant_id )[0];
		add_filter( 'query', $kill = static fn( string $query ) => str_contains( $query, 'UPDATE' ) && str_contains( $query, 'post_status' ) ? throw new \RuntimeException( 'killed' ) : $query );
		try {
			$this->plugin->decide_brake()->approve( $brake->id, null, PHP_INT_MAX );
			self::fail( 'Nothing was killed.' );
		} catch ( \RuntimeException ) {
			remove_filter( 'query', $kill );
		}
		self::assertSame( array( 'approved', 30 ), array( $this->plugin->brakes()->find( $brake->id )->state, $this->published() ) );
		$this->plugin->withdraw_approved()->carry_out_all( PHP_INT_MAX );
		self::assertSame( array( 'settled', 18 ), array( $this->plugin->brakes()->find( $brake->id )->state, $this->published() ) );
	}

	public function test_a_limit_of_its_own_for_a_mapping_and_one_for_the_tenant(): void {
		$this->season( 30 );
		$limits = $this->plugin->brake_limits();
		$limits->choose( $this->tenant_id, null, new Limit( 50, 2 ) );
		$limits->choose( $this->tenant_id, 'productions', new Limit( 90, 0 ) );
		self::assertSame( array( 'withdrawn' => 12 ), $this->deliver( 'productions', array(), $this->gone( range( 1, 12 ) ) )->counts() );
		$limits->choose( $this->tenant_id, 'productions', null );
		self::assertEquals( new Limit( 50, 2 ), $limits->of( $this->tenant_id, 'productions' ) );
		self::assertEquals( new Limit(), $limits->of( $this->tenant_id + 1, 'productions' ) );
	}

	public function test_a_delivery_without_withdrawals_asks_the_brake_nothing(): void {
		$this->season( 2 );
		$queries = $this->queries_of( fn() => $this->deliver( 'productions', array( $this->production( 1, array( 'title' => 'New' ), 2000, 6000 ) ), array( new Withdrawal( self::id( 'a0E', 99 ), 1, 1, 'deleted' ) ) ) );
		self::assertSame( array(), array_values( preg_grep( '/callboard_brake/', $queries ) ) );
	}

	private function next_run( int $later_ms = 60_000 ): void {
		$this->plugin->end_run()->as_succeeded( $this->lease->run->id, $this->lease->run->fence, array() );
		$this->clock->advance( $later_ms );
		$this->lease = $this->claim( $this->tenant_id );
	}

	private function season( int $number, string $mapping = 'productions' ): void {
		if ( 'productions' === $mapping ) {
			$this->deliver( $mapping, array_map( fn( int $one ) => $this->production( $one ), range( 1, $number ) ) );
		} else {
			$this->deliver( $mapping, array_map( fn( int $one ) => $this->performance( $one, 30 ), range( 1, $number ) ) );
		}
	}

	/**
	 * @param list<int> $numbers
	 * @return list<Withdrawal>
	 */
	private function gone( array $numbers, string $prefix = 'a0E', int $stamp_ms = 2000, int $read_ms = 6000 ): array {
		return array_map( static fn( int $number ) => new Withdrawal( self::id( $prefix, $number ), $stamp_ms, $read_ms, 'deleted' ), $numbers );
	}

	/** @param list<Withdrawal> $withdrawals */
	private function withdraw( string $mapping_id, array $withdrawals, int $announced ): Outcomes {
		$plain = $this->delivery( $mapping_id, array(), $withdrawals );
		return $this->plugin->apply_delivery()->run(
			$this->tenant_id,
			new \Callboard\Delivery\Delivery( $plain->delivery_id, $plain->run_id, $plain->fence, $mapping_id, 1, array(), $withdrawals, array(), $announced )
		);
	}

	private function published( string $post_type = 'event' ): int {
		wp_cache_flush();
		return (int) $this->plugin->db()->value( "SELECT COUNT(*) FROM {$this->plugin->db()->wpdb()->posts} WHERE post_type = %s AND post_status = 'publish'", array( $this->mapping( 'event' === $post_type ? 'productions' : 'performances' )->post_type ) );
	}
}
