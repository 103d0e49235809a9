<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

use Callboard\Delivery\Withdrawal;
use Callboard\Run\LeaseLost;

/** @group data */
final class ApplyDeliveryTest extends SeasonCase {
	public function test_a_season_arrives_once_with_its_performances(): void {
		$shows = $this->deliver( 'productions', array( $this->production( 1 ), $this->production( 2 ) ) );
		$plays = $this->deliver( 'performances', array( $this->performance( 1, 1 ), $this->performance( 2, 1 ), $this->performance( 3, 2 ) ) );

		self::assertSame( array( 'created', 'created' ), self::words( $shows ) );
		self::assertSame( array( 'created', 'created', 'created' ), self::words( $plays ), (string) wp_json_encode( $plays->to_array() ) );
		$post = get_post( $this->post_of( $this->performance( 1, 1 ) ) );
		self::assertSame( $this->post_of( $this->production( 1 ) ), $post->post_parent );
		self::assertSame( 'publish', $post->post_status );
		self::assertSame( 'evening-1', $post->post_name );
		self::assertSame( 'London', get_post_meta( $post->ID, 'callboard_city', true ) );
		self::assertSame( array( 'Main Stage' ), wp_get_object_terms( $post->ID, 'venue', array( 'fields' => 'names' ) ) );
		self::assertSame( 3, get_term_by( 'name', 'Main Stage', 'venue' )->count );
		self::assertCount( 3, $this->listing() );
		self::assertSame( array( 'created' => 5 ), $this->plugin->runs()->find( $this->lease->run->id )->counts );
	}

	public function test_the_same_delivery_posted_twice_has_one_effect_and_the_same_answer(): void {
		$delivery = $this->delivery( 'productions', array( $this->production( 1 ) ) );
		$first    = $this->plugin->apply_delivery()->run( $this->tenant_id, $delivery );
		$queries  = $this->queries_of(
			function () use ( $delivery, &$second ): void {
				$second = $this->plugin->apply_delivery()->run( $this->tenant_id, $delivery );
			}
		);

		self::assertEquals( $first->to_array(), $second->to_array() );
		self::assertSame( array(), self::writes( $queries ) );
		self::assertSame( array( 'created' => 1 ), $this->plugin->runs()->find( $this->lease->run->id )->counts );
	}

	public function test_nothing_is_written_under_a_lost_lease(): void {
		$delivery = $this->delivery( 'productions', array( $this->production( 1 ) ) );
		$this->clock->advance( 16 * 60 * 1000 );
		$this->expectException( LeaseLost::class );
		try {
			$this->plugin->apply_delivery()->run( $this->tenant_id, $delivery );
		} finally {
			self::assertNull( $this->post_of( $this->production( 1 ) ) );
		}
	}

	public function test_one_change_touches_one_post_and_its_index_row(): void {
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$this->deliver( 'performances', array( $this->performance( 1, 1 ), $this->performance( 2, 1 ) ) );
		$changed = $this->performance( 2, 1, array( 'meta:callboard_sale_status' => 'sold_out' ), 2000, 6000 );
		$queries = $this->queries_of( fn() => $this->deliver( 'performances', array( $this->performance( 1, 1 ), $changed ) ) );

		self::assertCount( 1, self::writes_to( 'posts', $queries ) );
		self::assertStringContainsString( 'WHERE ID IN (' . $this->post_of( $changed ) . ')', self::writes_to( 'posts', $queries )[0] );
		self::assertCount( 1, self::writes_to( 'postmeta', $queries ) );
		self::assertCount( 0, self::writes_to( 'term_relationships', $queries ) );
		self::assertCount( 2, self::writes_to( 'callboard_listing', $queries ) );
		self::assertSame( array( 'on_sale', 'sold_out' ), array_column( $this->listing(), 'sale_status' ) );
	}

	public function test_an_unchanged_delivery_writes_no_post(): void {
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$queries = $this->queries_of( fn() => $this->deliver( 'productions', array( $this->production( 1 ) ) ) );
		foreach ( array( 'posts', 'postmeta', 'term_relationships', 'term_taxonomy', 'callboard_ledger', 'callboard_listing', 'callboard_effects' ) as $table ) {
			self::assertSame( array(), self::writes_to( $table, $queries ), $table );
		}
	}

	public function test_a_deleted_record_becomes_a_draft_and_comes_back_as_the_same_post(): void {
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$this->deliver( 'performances', array( $this->performance( 1, 1 ) ) );
		$post_id = $this->post_of( $this->production( 1 ) );
		$gone    = $this->deliver( 'productions', array(), array( new Withdrawal( self::id( 'a0E', 1 ), 2000, 6000, 'deleted' ) ) );

		self::assertSame( array( 'withdrawn' ), self::words( $gone ) );
		clean_post_cache( $post_id );
		self::assertSame( 'draft', get_post_status( $post_id ) );
		self::assertSame( array(), $this->listing() );
		self::assertSame( 0, get_term_by( 'name', 'Comedy', 'genre' )->count );

		self::assertSame( array( 'stale' ), self::words( $this->deliver( 'productions', array( $this->production( 1 ) ) ) ) );
		self::assertSame( array( 'updated' ), self::words( $this->deliver( 'productions', array( $this->production( 1, array(), 3000, 7000 ) ) ) ) );
		clean_post_cache( $post_id );
		self::assertSame( 'publish', get_post_status( $post_id ) );
		self::assertSame( $post_id, $this->post_of( $this->production( 1 ) ) );
		self::assertCount( 1, $this->listing() );
	}

	public function test_the_withdrawal_of_an_unknown_record_is_ignored(): void {
		self::assertSame( array( 'ignored' ), self::words( $this->deliver( 'productions', array(), array( new Withdrawal( self::id( 'a0E', 9 ), 1, 1, 'outside_filter' ) ) ) ) );
	}

	public function test_a_performance_waits_for_its_production(): void {
		$outcomes = $this->deliver( 'performances', array( $this->performance( 1, 1 ) ) );
		self::assertSame( array( 'waiting' ), self::words( $outcomes ) );
		self::assertSame( array(), $this->plugin->inbox()->due( $this->tenant_id, $this->clock->now_ms() ) );

		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		self::assertSame( array( 'performances' => array( self::id( 'a0P', 1 ) ) ), $this->plugin->inbox()->due( $this->tenant_id, $this->clock->now_ms() ) );
		self::assertSame( array( 'created' ), self::words( $this->deliver( 'performances', array( $this->performance( 1, 1 ) ) ) ) );
		self::assertSame( 0, $this->plugin->inbox()->count( $this->tenant_id ) );
	}
}
