<?php
declare(strict_types=1);

namespace Callboard\Tests\Listing;

use Callboard\Listing\RebuildProgress;
use Callboard\Tests\Delivery\SeasonCase;

/** @group data */
final class RebuildTest extends SeasonCase {
	protected function setUp(): void {
		parent::setUp();
		$this->deliver( 'productions', array( $this->production( 1 ), $this->production( 2 ) ) );
		$this->deliver( 'performances', array( $this->performance( 1, 1 ), $this->performance( 2, 1 ), $this->performance( 3, 2 ) ) );
	}

	public function test_an_index_in_step_is_left_alone(): void {
		$before = $this->listing();
		$result = $this->finish( 1 );
		self::assertSame( array( RebuildProgress::FINISHED, 3, 3, 0 ), array( $result->phase, $result->done, $result->total, $result->differed ) );
		self::assertSame( $before, $this->listing() );
	}

	public function test_an_index_in_step_is_not_written(): void {
		$db     = $this->plugin->db();
		$writes = self::writes( $this->queries_of( fn() => $this->finish( 1 ) ) );
		self::assertSame( array(), array_values( preg_grep( "/{$db->table( 'listing' )}/", $writes ) ) );
	}

	/** @dataProvider wrong_rows */
	public function test_whatever_is_wrong_is_found( string $statement ): void {
		$db    = $this->plugin->db();
		$right = $this->listing();
		$tell  = fn() => $db->rows( "SELECT post_id, facet, value FROM {$db->table( 'listing_facet' )} WHERE post_id > 0 ORDER BY post_id, facet, value" );
		$facets = $tell();
		$db->query( str_replace( array( '{listing}', '{facet}', '{second}' ), array( $db->table( 'listing' ), $db->table( 'listing_facet' ), (string) $right[1]['post_id'] ), $statement ) );
		self::assertGreaterThan( 0, $this->finish( 1 )->differed );
		self::assertSame( $right, $this->listing() );
		self::assertSame( $facets, $tell() );
	}

	/** @return array<string, array{0: string}> */
	public static function wrong_rows(): array {
		return array(
			'a row that is gone'                  => array( 'DELETE FROM {listing} WHERE post_id = {second}' ),
			'a row of another version'            => array( "UPDATE {listing} SET row_hash = 'x' WHERE post_id = {second}" ),
			'a row of a post behind the last one' => array( "INSERT INTO {listing} (post_id, tenant_id, event_id, title, event_title, subtitle, start_ms, end_ms, timezone, venue, city, sale_status, event_status, price_min, price_max, purchase_url, access_text, search_text, row_hash) SELECT post_id + 1000000, tenant_id, event_id, title, event_title, subtitle, start_ms, end_ms, timezone, venue, city, sale_status, event_status, price_min, price_max, purchase_url, access_text, search_text, row_hash FROM {listing} WHERE post_id = {second}" ),
			'a facet that is gone'                => array( "DELETE FROM {facet} WHERE post_id = {second} AND facet = 'venue'" ),
			'a facet too many'                    => array( "INSERT INTO {facet} (post_id, facet, value, label, tenant_id, start_ms) SELECT post_id, facet, 'elsewhere', label, tenant_id, start_ms FROM {facet} WHERE post_id = {second} AND facet = 'venue'" ),
			'a facet that says something else'    => array( "UPDATE {facet} SET value = 'elsewhere' WHERE post_id = {second} AND facet = 'venue'" ),
		);
	}

	public function test_what_somebody_changed_behind_our_back_is_found_and_swapped_in(): void {
		$right = $this->listing();
		$db    = $this->plugin->db();
		$db->query( "UPDATE {$db->table( 'listing' )} SET title = 'Wrong', row_hash = 'x' WHERE post_id = " . $right[0]['post_id'] );
		$db->query( "DELETE FROM {$db->table( 'listing' )} WHERE post_id = " . $right[1]['post_id'] );
		$told = array();
		add_action(
			'callboard_listings_changed',
			static function ( array $ids ) use ( &$told ): void {
				$told = $ids;
			}
		);
		$result = $this->finish( 1 );

		self::assertSame( 2, $result->differed );
		self::assertSame( $right, $this->listing() );
		self::assertContains( (int) $right[0]['post_id'], $told );
	}

	public function test_a_change_in_the_middle_of_a_rebuild_is_in_the_new_index(): void {
		$db = $this->plugin->db();
		$db->query( "DELETE FROM {$db->table( 'listing' )}" );
		$this->plugin->rebuild()->step( $this->tenant_id, 1, 0 ); // A deadline in the past: one chunk.
		$outcomes = $this->deliver( 'performances', array( $this->performance( 1, 1, array( 'title' => 'Changed meanwhile' ), 2000, 6000 ) ) );
		self::assertSame( array( 'updated' ), self::words( $outcomes ), (string) wp_json_encode( $outcomes->to_array() ) );
		$this->finish( 1 );

		self::assertSame( array( 'Changed meanwhile', 'Evening 2', 'Evening 3' ), array_column( $this->listing(), 'title' ) );
	}

	public function test_killed_right_after_the_swap_it_does_not_swap_back(): void {
		$db    = $this->plugin->db();
		$right = $this->listing();
		$db->query( "DELETE FROM {$db->table( 'listing' )}" );
		for ( $phase = ''; RebuildProgress::SWAPPING !== $phase; ) {
			$phase = $this->plugin->rebuild()->step( $this->tenant_id, 1, 0 )->phase;
		}
		$mark = (string) json_decode( (string) $db->value( "SELECT value FROM {$db->table( 'content_state' )} WHERE name = 'rebuild'" ), true )['mark'];
		$this->plugin->listing_tables()->swap( $mark ); // As if the next line had not run.
		self::assertSame( $right, $this->listing() );
		$this->finish( 1 );
		self::assertSame( $right, $this->listing() );
	}

	public function test_a_second_run_joins_and_both_hear_of_the_end(): void {
		$this->plugin->rebuild()->step( $this->tenant_id, 1, 0 );
		$second = $this->finish( 2 );
		self::assertTrue( $second->is_finished() );
		$queries = $this->queries_of(
			function () use ( &$first ): void {
				$first = $this->plugin->rebuild()->step( $this->tenant_id, 1, PHP_INT_MAX );
			}
		);
		self::assertTrue( $first->is_finished() );
		self::assertSame( array(), self::writes( $queries ) );
	}

	private function finish( int $run_id ): RebuildProgress {
		return $this->plugin->rebuild()->step( $this->tenant_id, $run_id, PHP_INT_MAX );
	}

	public function test_a_listener_that_throws_ends_no_rebuild_and_the_others_are_told(): void {
		$this->plugin->db()->query( "DELETE FROM {$this->plugin->db()->table( 'listing' )}" );
		ini_set( 'error_log', '/dev/null' );
		$told = 0;
		add_action( 'callboard_listings_changed', static fn() => throw new \RuntimeException( 'a foreign listener' ) );
		add_action(
			'callboard_listings_changed',
			static function () use ( &$told ): void {
				++$told;
			},
			11
		);
		self::assertTrue( $this->finish( 1 )->is_finished() );
		ini_restore( 'error_log' );
		self::assertSame( 1, $told );
		self::assertCount( 3, $this->listing() );
	}
}
