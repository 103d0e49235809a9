<?php
declare(strict_types=1);

namespace Callboard\Tests\Explain;

use Callboard\Delivery\Draft;
use Callboard\Delivery\ExternalId;
use Callboard\Failure\Failure;
use Callboard\Tests\Delivery\SeasonCase;

/**
 * Promise 9: for every field of every listing, where it comes from and what it said before.
 *
 * @group data
 */
final class HistoryTest extends SeasonCase {
	public function test_each_field_says_its_source_its_value_and_its_past(): void {
		wp_set_current_user( (int) get_users( array( 'role' => 'administrator', 'number' => 1 ) )[0]->ID );
		$this->deliver( 'productions', array( $this->with_raw( $this->production( 1 ), 'Show 1' ) ) );
		$this->deliver( 'productions', array( $this->with_raw( $this->production( 1, array( 'title' => 'Renamed', 'taxonomy:genre' => array( 'Opera' ) ), 2000, 6000 ), 'Renamed' ) ) );
		$this->deliver( 'performances', array( $this->performance( 1, 1 ) ) );
		$subject = $this->plugin->subjects()->of_record( $this->tenant_id, self::id( 'a0E', 1 ) );
		$first   = $this->plugin->provenance()->of( $this->tenant_id, self::id( 'a0E', 1 ) )[1];
		$this->plugin->roll_back()->to_version( $subject, $first->id, array( 'title' ), 'Misprint' );
		wp_update_post( array( 'ID' => $subject->post_id(), 'post_title' => 'By hand' ) );

		$history = $this->plugin->history()->of( $subject );
		self::assertNotInstanceOf( \WP_Error::class, $this->plugin->contract()->parse( 'history', $history ) );
		self::assertSame( array( 'Id' => self::id( 'a0E', 1 ), 'Name' => 'Renamed' ), $history['raw'] );
		$fields = array_column( $history['fields'], null, 'target' );
		self::assertSame( array( $this->mapping( 'productions' )->field( 'title' )->expression, 'salesforce', 'Show 1' ), array( $fields['title']['expression'], $fields['title']['owner'], $fields['title']['now'] ) );
		self::assertSame( array( 'Renamed', 'Misprint' ), array( $fields['title']['override']['replaced'], $fields['title']['override']['reason'] ) );
		self::assertSame( array( array( 'override', 'Renamed', 'Show 1' ), array( 'sync', 'Show 1', 'Renamed' ) ), array_map( static fn( $change ) => array( $change['kind'], $change['before'], $change['after'] ), $fields['title']['changes'] ) );
		self::assertSame( array( array( 'Play', 'Comedy' ), array( 'Opera' ) ), array( $fields['taxonomy:genre']['changes'][0]['before'], $fields['taxonomy:genre']['now'] ) );
		self::assertSame( $this->lease->run->id, $fields['taxonomy:genre']['changes'][0]['run_id'] );
		self::assertSame( array( 'edit_refused', 'override_used' ), array_column( $history['events'], 'event' ) );
		self::assertCount( 2, $history['versions'] );

		$evening = $this->plugin->history()->of( $this->plugin->subjects()->of_post( (int) $this->post_of( $this->performance( 1, 1 ) ) ) );
		$fields  = array_column( $evening['fields'], null, 'target' );
		self::assertSame( array( 'Show 1', false ), array( $fields['parent']['now'], $fields['parent']['may_roll_back'] ) );
		self::assertStringContainsString( 'Salesforce alone', (string) $fields['parent']['why_fixed'] );
		self::assertNull( $evening['raw'] );
	}

	public function test_a_record_without_a_listing_has_none_in_words(): void {
		$this->expectException( Failure::class );
		$this->plugin->history()->of( $this->plugin->subjects()->of_record( $this->tenant_id, self::id( 'a0E', 404 ) ) );
	}

	public function test_a_record_is_found_by_whatever_people_have_at_hand(): void {
		$id   = (string) ExternalId::of_18( 'a0E5e000000100x' );
		$show = self::draft( $id, $this->production( 1, array( 'title' => 'The Winter’s Tale' ) )->values, 1000, 5000 );
		$this->deliver( 'productions', array( $show, $this->production( 2, array( 'title' => null ) ) ) );
		$post = (int) $this->post_of( $show );
		foreach ( array( (string) $post, $id, substr( $id, 0, 15 ), " {$id} ", get_permalink( $post ), admin_url( "post.php?post={$post}&action=edit" ), "https://house.lightning.force.com/lightning/r/Show__c/{$id}/view", 'winter' ) as $query ) {
			self::assertSame( array( $post ), array_map( static fn( $subject ) => $subject->post_id(), $this->plugin->subjects()->find( $query ) ), $query );
		}
		foreach ( array( '', 'no such show', '99999999', 'https://example.org/nothing' ) as $query ) {
			self::assertSame( array(), $this->plugin->subjects()->find( $query ), $query );
		}
		$unknown = $this->plugin->subjects()->find( self::id( 'a0E', 77 ) );
		self::assertSame( array( 'unknown', null ), array( $unknown[0]->to_array()['state'], $unknown[0]->post_id() ) );
	}

	private function with_raw( Draft $draft, string $name ): Draft {
		return new Draft( $draft->external_id, $draft->stamp_ms, $draft->read_ms, $draft->fingerprint, $draft->values, (string) json_encode( array( 'Id' => $draft->external_id, 'Name' => $name ) ) );
	}
}
