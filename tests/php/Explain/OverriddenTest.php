<?php
declare(strict_types=1);

namespace Callboard\Tests\Explain;

use Callboard\Ownership\StandingOverride;
use Callboard\Tests\Delivery\SeasonCase;

/**
 * All fields that people took back, in one list, and given back many at once.
 *
 * @group data
 */
final class OverriddenTest extends SeasonCase {
	protected function setUp(): void {
		parent::setUp();
		wp_set_current_user( (int) get_users( array( 'role' => 'administrator', 'number' => 1 ) )[0]->ID );
		add_action( 'callboard_overridden', array( $this, 'accept' ) );
		foreach ( array( 1, 2 ) as $number ) {
			$this->deliver( 'productions', array( $this->production( $number ) ) );
			$this->deliver( 'productions', array( $this->production( $number, array( 'title' => "Renamed {$number}", 'taxonomy:genre' => array( 'Opera' ) ), 2000, 6000 ) ) );
			$this->back( $number, array( 'title', 'taxonomy:genre' ), "Misprint {$number}" );
		}
	}

	protected function tearDown(): void {
		remove_action( 'callboard_overridden', array( $this, 'accept' ) );
		wp_set_current_user( 0 );
		parent::tearDown();
	}

	public function accept( int $post_id ): void {
		$this->plugin->drift_check()->accept( $post_id );
	}

	public function test_what_stands_is_listed_with_both_values_the_reason_and_the_person(): void {
		$rows = $this->plugin->overridden()->page( $this->tenant_id, 1, 20 );
		self::assertSame( 4, $this->plugin->overridden()->count( $this->tenant_id ) );
		foreach ( $rows as $row ) {
			$checked = $this->plugin->contract()->parse( 'overridden-field', $row );
			self::assertFalse( is_wp_error( $checked ), (string) wp_json_encode( $row ) );
		}
		$title = array_values( array_filter( $rows, static fn( array $row ) => 'title' === $row['target'] && 'Misprint 2' === $row['reason'] ) )[0];
		self::assertSame( array( self::id( 'a0E', 2 ), 'Show 2', 'Show 2', 'Renamed 2', wp_get_current_user()->display_name ), array( $title['external_id'], $title['title'], $title['value'], $title['replaced'], $title['by'] ) );
		self::assertNotSame( '', $title['label'] );
		$genre = array_values( array_filter( $rows, static fn( array $row ) => 'taxonomy:genre' === $row['target'] ) )[0];
		self::assertSame( array( 'Opera' ), $genre['replaced'] );
		self::assertCount( 1, $this->plugin->overridden()->page( $this->tenant_id, 2, 3 ) );
		self::assertSame( array(), $this->plugin->overridden()->page( $this->tenant_id + 1, 1, 20 ) );
	}

	public function test_many_are_given_back_at_once_and_only_those(): void {
		$answer = $this->plugin->overridden()->give_back( $this->tenant_id, $this->ids( 'title' ), 'Corrected in Salesforce' );
		self::assertSame( array( 'given_back' => 2, 'refused' => array() ), $answer );
		self::assertSame( array( 'Renamed 1', 'Renamed 2' ), array( $this->title( 1 ), $this->title( 2 ) ) );
		self::assertSame( array( 'taxonomy:genre', 'taxonomy:genre' ), array_column( $this->plugin->overridden()->page( $this->tenant_id, 1, 20 ), 'target' ) );
		self::assertSame( 0, $this->plugin->overridden()->give_back( $this->tenant_id, $this->ids( 'title' ), 'Again' )['given_back'] );
		self::assertSame( 0, $this->plugin->drift_check()->run( $this->tenant_id ) );
	}

	public function test_a_listing_that_is_gone_refuses_in_words_and_does_not_keep_the_others(): void {
		$ids = $this->ids( 'title' );
		$this->plugin->db()->query( "DELETE FROM {$this->plugin->db()->wpdb()->posts} WHERE ID = %d", array( (int) $this->post_of( $this->production( 1 ) ) ) );
		$answer = $this->plugin->overridden()->give_back( $this->tenant_id, $ids, 'All' );
		self::assertSame( array( 1, array( self::id( 'a0E', 1 ) ) ), array( $answer['given_back'], array_column( $answer['refused'], 'external_id' ) ) );
		self::assertNotSame( array(), $answer['refused'][0]['actions'] );
		self::assertFalse( is_wp_error( $this->plugin->contract()->parse( 'give-back.answer', $answer ) ) );
		self::assertSame( 'Renamed 2', $this->title( 2 ) );
	}

	public function test_another_tenants_overrides_and_people_without_the_right_change_nothing(): void {
		self::assertSame( 0, $this->plugin->overridden()->give_back( $this->tenant_id + 1, $this->ids( 'title' ), 'All' )['given_back'] );
		wp_set_current_user( 0 );
		$answer = $this->plugin->overridden()->give_back( $this->tenant_id, $this->ids( 'title' ), 'All' );
		self::assertSame( array( 0, 2 ), array( $answer['given_back'], count( $answer['refused'] ) ) );
		self::assertSame( array( 'Show 1', 'Show 2' ), array( $this->title( 1 ), $this->title( 2 ) ) );
		self::assertSame( 4, $this->plugin->overridden()->count( $this->tenant_id ) );
	}

	public function test_refused_edits_are_listed_newest_first(): void {
		$post_id = (int) $this->post_of( $this->production( 1 ) );
		wp_update_post( array( 'ID' => $post_id, 'post_title' => 'By hand' ) );
		$edits = $this->plugin->overridden()->refused_edits( $this->tenant_id, 20 );
		self::assertCount( 1, $edits );
		self::assertSame( array( self::id( 'a0E', 1 ), $post_id, 'Show 1', 'title', wp_get_current_user()->display_name ), array( $edits[0]['external_id'], $edits[0]['post_id'], $edits[0]['title'], $edits[0]['target'], $edits[0]['by'] ) );
		self::assertFalse( is_wp_error( $this->plugin->contract()->parse( 'refused-edit', $edits[0] ) ) );
		self::assertSame( array(), $this->plugin->overridden()->refused_edits( $this->tenant_id + 1, 20 ) );
	}

	/** @param list<string> $targets */
	private function back( int $number, array $targets, string $reason ): void {
		$versions = $this->plugin->provenance()->of( $this->tenant_id, self::id( 'a0E', $number ) );
		$subject  = $this->plugin->subjects()->of_record( $this->tenant_id, self::id( 'a0E', $number ) );
		$this->plugin->roll_back()->to_version( $subject, $versions[ count( $versions ) - 1 ]->id, $targets, $reason );
	}

	/** @return list<int> */
	private function ids( string $target ): array {
		$standing = array_filter( $this->plugin->standing_overrides()->page( $this->tenant_id, 1, 100 ), static fn( StandingOverride $one ) => $one->target === $target );
		return array_values( array_map( static fn( StandingOverride $one ) => $one->id, $standing ) );
	}

	private function title( int $number ): string {
		$post_id = (int) $this->post_of( $this->production( $number ) );
		clean_post_cache( $post_id );
		return get_post( $post_id )->post_title;
	}
}
