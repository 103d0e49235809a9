<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

use Callboard\Delivery\ExternalId;
use Callboard\Mapping\Mapping;
use Callboard\Ownership\Lock;

/** @group data */
final class AdoptionTest extends SeasonCase {
	private function post( string $id, string $slug, string $type = 'event' ): int {
		$post_id = (int) wp_insert_post( array( 'post_type' => $type, 'post_status' => 'publish', 'post_title' => 'By hand', 'post_name' => $slug, 'post_excerpt' => 'Ours' ) );
		add_post_meta( $post_id, 'sf_id', $id );
		return $post_id;
	}

	private function adopting(): void {
		$this->plugin->mappings()->save( $this->tenant_id, Mapping::from_array( array( 'adopt' => 'meta:sf_id' ) + $this->mapping( 'productions' )->to_array() ) );
	}

	public function test_a_record_takes_over_the_post_that_carries_its_id_with_address_and_words(): void {
		// A true id: the last three of its 18 characters follow from the first 15.
		$draft = self::draft( (string) ExternalId::of_18( 'a0E000000000001' ), $this->production( 1 )->values, 1000, 5000 );
		$old   = $this->post( 'a0E000000000001', 'old-address' );
		$this->adopting();
		self::assertSame( array( 'updated', 'created' ), self::words( $this->deliver( 'productions', array( $draft, $this->production( 2 ) ) ) ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		$post = get_post( $old );
		self::assertSame( array( $old, 'Show 1', 'old-address', 'Ours' ), array( $this->post_of( $draft ), $post->post_title, $post->post_name, $post->post_excerpt ) );
		self::assertSame( array( 'unchanged' ), self::words( $this->deliver( 'productions', array( $draft ) ) ) );
	}

	public function test_a_show_taken_over_as_it_stands_wakes_its_performances(): void {
		$this->adopting();
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		add_post_meta( (int) $this->post_of( $this->production( 1 ) ), 'sf_id', self::id( 'a0E', 1 ) );
		// Callboard is installed anew: the listings are there, what it knew of them is not.
		$this->plugin->db()->query( "DELETE FROM {$this->plugin->db()->table( 'ledger' )}" );
		self::assertSame( array( 'waiting' ), self::words( $this->deliver( 'performances', array( $this->performance( 1, 1 ) ) ) ) );
		self::assertSame( array( 'unchanged' ), self::words( $this->deliver( 'productions', array( $this->production( 1 ) ) ) ) );
		self::assertSame( array( 'performances' => array( self::id( 'a0P', 1 ) ) ), $this->plugin->inbox()->due( $this->tenant_id, $this->clock->now_ms() ) );
	}

	public function test_a_scheduled_post_is_public_from_now_on_and_its_editor_is_refused_nothing(): void {
		$draft = $this->production( 1 );
		$this->adopting();
		$post_id = $this->post( $draft->external_id, 'soon' );
		wp_update_post( array( 'ID' => $post_id, 'post_date' => '2031-01-01 20:00:00', 'post_date_gmt' => '2031-01-01 20:00:00', 'post_status' => 'publish', 'edit_date' => true ) );
		self::assertSame( 'future', get_post_status( $post_id ) );
		$this->deliver( 'productions', array( $draft ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		$post = get_post( $post_id );
		self::assertSame( array( $post_id, 'publish', gmdate( 'Y-m-d H:i:s', intdiv( self::NOW_MS, 1000 ) ) ), array( $this->post_of( $draft ), $post->post_status, $post->post_date_gmt ) );
		wp_update_post( array( 'ID' => $post_id, 'post_excerpt' => 'Mine' ) );
		self::assertSame( array( 'publish', 'Mine' ), array( get_post( $post_id )->post_status, get_post( $post_id )->post_excerpt ) );
		self::assertNotContains( Lock::EVENT, array_column( $this->plugin->audit()->page( $this->tenant_id, 1, 50 ), 'event' ) );
	}

	public function test_two_candidates_wait_for_a_person_who_names_one(): void {
		$posts = array( $this->post( self::id( 'a0E', 1 ), 'one' ), $this->post( self::id( 'a0E', 1 ), 'two' ) );
		$this->adopting();
		$answer = $this->deliver( 'productions', array( $this->production( 1 ), $this->production( 2 ) ) )->to_array()['outcomes'];
		self::assertSame( array( 'held', 'created' ), array_column( $answer, 'outcome' ) );
		self::assertSame( $posts, $answer[0]['failure']['details']['posts'] );
		$this->plugin->decide_twin()->decide( $this->tenant_id, self::id( 'a0E', 1 ), 'link', $posts[1], null );
		self::assertSame( array( 'updated' ), self::words( $this->deliver( 'productions', array( $this->production( 1 ) ) ) ) );
		self::assertSame( $posts[1], $this->post_of( $this->production( 1 ) ) );
	}

	public function test_a_post_that_carries_two_ids_is_never_given_to_both_records(): void {
		$post = $this->post( self::id( 'a0E', 1 ), 'both' );
		add_post_meta( $post, 'sf_id', self::id( 'a0E', 2 ) );
		$this->adopting();
		$answer = $this->deliver( 'productions', array( $this->production( 1 ), $this->production( 2 ), $this->production( 3 ) ) )->to_array()['outcomes'];
		self::assertSame( array( 'held', 'held', 'created' ), array_column( $answer, 'outcome' ) );
		self::assertSame( array( array( $post ), array( self::id( 'a0E', 2 ) ) ), array( $answer[0]['failure']['details']['posts'], $answer[0]['failure']['details']['records'] ) );
		$this->plugin->decide_twin()->decide( $this->tenant_id, self::id( 'a0E', 2 ), 'link', $post, null );
		self::assertSame( array( 'created', 'updated' ), self::words( $this->deliver( 'productions', array( $this->production( 1 ), $this->production( 2 ) ) ) ) );
		self::assertSame( $post, $this->post_of( $this->production( 2 ) ) );
	}

	public function test_a_post_of_another_record_another_type_or_unasked_is_never_taken(): void {
		$taken = $this->post( self::id( 'a0E', 1 ), 'one' );
		self::assertSame( array( 'created' ), self::words( $this->deliver( 'productions', array( $this->production( 1 ) ) ) ), 'Off unless the mapping asks.' );
		$this->adopting();
		$this->deliver( 'productions', array( $this->production( 2 ) ) );
		add_post_meta( (int) $this->post_of( $this->production( 2 ) ), 'sf_id', self::id( 'a0E', 3 ) );
		$this->post( self::id( 'a0E', 3 ), 'three', 'page' );
		$this->post( strtolower( self::id( 'a0E', 3 ) ), 'lower' );
		self::assertSame( array( 'created' ), self::words( $this->deliver( 'productions', array( $this->production( 3 ) ) ) ) );
		self::assertSame( 'By hand', get_post( $taken )->post_title );
	}

	public function test_it_costs_one_query_a_batch(): void {
		$asked = fn( int $from, int $to ): int => count( $this->queries_of( fn() => $this->deliver( 'productions', array_map( fn( int $n ) => $this->production( $n ), range( $from, $to ) ) ) ) );
		$asked( 100, 101 );
		$without = $asked( 1, 20 );
		$this->adopting();
		$asked( 102, 103 );
		self::assertSame( $without + 1, $asked( 21, 40 ) );
	}
}
