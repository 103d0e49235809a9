<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

use Callboard\Cli\TwinsCommand;
use Callboard\Delivery\Draft;
use Callboard\Delivery\Withdrawal;
use Callboard\Failure\Failure;
use Callboard\Ledger\LedgerState;
use Callboard\Tests\Cli\RecordedOutput;

/** @group data */
final class DecideTwinTest extends SeasonCase {
	private Draft $first;
	private Draft $second;

	protected function setUp(): void {
		parent::setUp();
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$this->first  = $this->performance( 1, 1 );
		$this->second = self::draft( self::id( 'a0P', 2 ), $this->first->values, 1000, 5000 );
		self::assertSame( array( 'created', 'held' ), self::words( $this->deliver( 'performances', array( $this->first, $this->second ) ) ) );
		self::assertSame( 1, $this->plugin->run_items()->count_needing_a_person( $this->tenant_id ) );
	}

	private function decide( string $decision, ?int $post_id = null ): string {
		return $this->plugin->decide_twin()->decide( $this->tenant_id, $this->second->external_id, $decision, $post_id, null )->state;
	}

	/** @return list<string> What the next run makes of the second record, once it reads it. */
	private function read_again(): array {
		self::assertSame( array( 'performances' => array( $this->second->external_id ) ), $this->plugin->inbox()->due( $this->tenant_id, $this->clock->now_ms() ) );
		return self::words( $this->deliver( 'performances', array( $this->second ) ) );
	}

	public function test_said_to_be_separate_both_are_listed_and_stay_so(): void {
		self::assertSame( LedgerState::WAITING, $this->decide( 'separate' ) );
		self::assertSame( 0, $this->plugin->run_items()->count_needing_a_person( $this->tenant_id ) );
		self::assertSame( array( 'created' ), $this->read_again() );
		self::assertCount( 2, $this->listing() );
		$changed = self::draft( $this->second->external_id, array( 'meta:callboard_access' => 'Signed' ) + $this->second->values, 2000, 6000 );
		self::assertSame( array( 'updated' ), self::words( $this->deliver( 'performances', array( $changed ) ) ), 'Asked once, not at each change.' );
		$third = self::draft( self::id( 'a0P', 3 ), $this->first->values, 1000, 5000 );
		self::assertSame( array( 'held' ), self::words( $this->deliver( 'performances', array( $third ) ) ), 'Nobody spoke of a third one.' );
	}

	public function test_said_to_be_separate_from_one_it_is_still_a_twin_of_another(): void {
		$this->decide( 'separate' );
		$this->read_again();
		$other = $this->performance( 9, 1 );
		$this->deliver( 'performances', array( $other ) );
		$moved = self::draft( $this->second->external_id, $other->values, 2000, 6000 );
		self::assertSame( array( 'held' ), self::words( $this->deliver( 'performances', array( $moved ) ) ) );
		self::assertSame( array( 'held' ), self::words( $this->deliver( 'performances', array( $moved ) ) ), 'Nobody spoke of these two yet.' );
		self::assertSame( LedgerState::WAITING, $this->decide( 'separate' ) );
		self::assertSame( array( 'updated' ), self::words( $this->deliver( 'performances', array( $moved ) ) ) );

		$alone = self::draft( $this->second->external_id, $this->performance( 12, 1 )->values, 3000, 7000 );
		self::assertSame( array( 'updated' ), self::words( $this->deliver( 'performances', array( $alone ) ) ) );
		$this->deliver( 'performances', array(), array( new Withdrawal( $this->second->external_id, 3500, 7500, 'outside_filter' ) ) );
		$third = self::draft( self::id( 'a0P', 3 ), $alone->values, 1000, 5000 );
		self::assertSame( array( 'created' ), self::words( $this->deliver( 'performances', array( $third ) ) ) );
		$back = self::draft( $this->second->external_id, $alone->values, 4000, 8000 );
		self::assertSame( array( 'held' ), self::words( $this->deliver( 'performances', array( $back ) ) ), 'Where it moved to, nobody spoke of it.' );
	}

	public function test_left_out_it_is_never_asked_for_again(): void {
		self::assertSame( LedgerState::EXCLUDED, $this->decide( 'exclude' ) );
		self::assertSame( 0, $this->plugin->run_items()->count_needing_a_person( $this->tenant_id ) );
		self::assertSame( array( 'ignored' ), self::words( $this->deliver( 'performances', array( self::draft( $this->second->external_id, $this->second->values, 3000, 7000 ) ) ) ) );
		self::assertCount( 1, $this->listing() );
	}

	public function test_what_was_left_out_can_be_listed_after_all(): void {
		$this->decide( 'exclude' );
		$link = $this->plugin->why_not()->of( $this->plugin->subjects()->of_record( $this->tenant_id, $this->second->external_id ) )['links'][2];
		$told = "wp callboard twins separate {$this->second->external_id} --tenant={$this->tenant_id}";
		self::assertStringContainsString( $told, implode( ' ', $link['actions'] ) );
		$output = new RecordedOutput();
		( new TwinsCommand( $output, $this->plugin->tenants(), $this->plugin->ledger(), $this->plugin->run_items(), $this->plugin->decide_twin() ) )( array( 'separate', $this->second->external_id ), array( 'tenant' => (string) $this->tenant_id ) );
		self::assertSame( array( 'created' ), $this->read_again() );
		self::assertCount( 2, $this->listing() );
	}

	public function test_only_listing_it_undoes_a_leaving_out(): void {
		$this->decide( 'exclude' );
		$this->expectException( Failure::class );
		$this->decide( 'link', (int) $this->post_of( $this->first ) );
	}

	public function test_it_takes_over_the_listing_of_its_twin_with_its_address(): void {
		$post_id = (int) $this->post_of( $this->first );
		$link    = get_permalink( $post_id );
		wp_update_post( array( 'ID' => $post_id, 'post_excerpt' => 'Ours' ) );
		$this->decide( 'link', $post_id );
		self::assertNull( $this->post_of( $this->first ) );
		$this->read_again();
		$this->plugin->effects()->drain( PHP_INT_MAX );
		self::assertSame( array( $post_id, $link, 'Ours' ), array( $this->post_of( $this->second ), get_permalink( $post_id ), get_post( $post_id )->post_excerpt ) );
		self::assertCount( 1, $this->listing() );
		self::assertSame( array( 'ignored' ), self::words( $this->deliver( 'performances', array( self::draft( $this->first->external_id, $this->first->values, 3000, 7000 ) ) ) ) );
	}

	public function test_who_has_the_listing_now_is_locked_before_it_is_taken(): void {
		if ( $this->is_sqlite() ) {
			self::markTestSkipped( 'SQLite has one writer: nobody comes in between.' );
		}
		$post_id = (int) $this->post_of( $this->first );
		$other   = new \wpdb( DB_USER, DB_PASSWORD, DB_NAME, DB_HOST );
		$other->suppress_errors();
		$errors = array();
		$look   = function ( string $query ) use ( $other, $post_id, &$errors ): string {
			if ( str_starts_with( $query, 'SELECT post_type' ) ) {
				$other->query( "SELECT state FROM {$this->plugin->db()->table( 'ledger' )} WHERE sf_id = '{$this->first->external_id}' FOR UPDATE NOWAIT" );
				$errors[] = $other->last_error;
			}
			return $query;
		};
		add_filter( 'query', $look );
		$this->decide( 'link', $post_id );
		remove_filter( 'query', $look );
		$other->close();
		self::assertCount( 1, $errors );
		self::assertStringContainsString( 'Lock wait timeout', $errors[0] );
	}

	public function test_it_takes_over_a_listing_that_was_there_before_callboard(): void {
		$post_id = (int) wp_insert_post( array( 'post_type' => 'performance', 'post_status' => 'publish', 'post_title' => 'By hand', 'post_name' => 'by-hand' ) );
		$this->decide( 'link', $post_id );
		self::assertSame( array( 'updated' ), $this->read_again() );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		self::assertSame( array( 'by-hand', $this->second->values['title'] ), array( get_post( $post_id )->post_name, get_post( $post_id )->post_title ) );
		self::assertSame( $post_id, $this->post_of( $this->second ) );
	}

	public function test_what_cannot_be_taken_is_refused_in_words(): void {
		$this->deliver( 'performances', array( $this->performance( 7, 1 ) ) );
		foreach ( array( 'twin_post_unfit' => $this->post_of( $this->production( 1 ) ), 'twin_post_taken' => $this->post_of( $this->performance( 7, 1 ) ) ) as $code => $post_id ) {
			try {
				$this->decide( 'link', $post_id );
				self::fail( "No $code." );
			} catch ( Failure $failure ) {
				self::assertSame( $code, $failure->code_name );
			}
		}
		$this->decide( 'exclude' );
		$this->expectException( Failure::class );
		$this->decide( 'exclude' );
	}

	public function test_the_doors_list_and_decide(): void {
		$output  = new RecordedOutput();
		$command = new TwinsCommand( $output, $this->plugin->tenants(), $this->plugin->ledger(), $this->plugin->run_items(), $this->plugin->decide_twin() );
		$command( array( 'list' ) );
		self::assertSame( array( $this->second->external_id, $this->first->external_id ), array( $output->rows[0]['record'], $output->rows[0]['twin'] ) );
		$this->act_as( 'administrator' );
		$route = "/callboard/v1/tenants/{$this->tenant_id}/twins/{$this->second->external_id}";
		self::assertSame( 400, $this->rest( 'POST', $route, array( 'decision' => 'perhaps' ) )->get_status() );
		$answer = $this->rest( 'POST', $route, array( 'decision' => 'separate' ) );
		self::assertSame( array( 200, 'waiting' ), array( $answer->get_status(), $answer->get_data()['state'] ) );
		self::assertSame( 422, $this->rest( 'POST', $route, array( 'decision' => 'separate' ) )->get_status() );
		$command( array( 'list' ) );
		self::assertSame( 'twin_decided', $this->plugin->db()->value( "SELECT event FROM {$this->plugin->db()->table( 'audit' )} ORDER BY id DESC LIMIT 1" ) );
	}

	/** Its post is everybody's from then on; those of the others are not. */
	public function test_a_venue_is_not_free_because_one_of_its_performances_was_left_out(): void {
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$this->deliver( 'performances', array( $this->performance( 1, 1 ), $this->performance( 2, 1 ) ) );
		$twin = self::draft( self::id( 'a0P', 1 ), $this->performance( 2, 1 )->values, 2000, 5001 );
		$this->deliver( 'performances', array( $twin ) );
		$this->plugin->decide_twin()->decide( $this->tenant_id, $twin->external_id, 'exclude', null, null );

		$venue = get_term_by( 'name', 'Main Stage', 'venue' );
		wp_update_term( $venue->term_id, 'venue', array( 'name' => 'Another house' ) );
		self::assertSame( 'Main Stage', get_term( $venue->term_id )->name );
	}
}
