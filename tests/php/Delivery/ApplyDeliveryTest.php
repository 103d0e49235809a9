<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

use Callboard\Delivery\Delivery;
use Callboard\Delivery\Draft;
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

	/** @return array<string, array{string, array<string, string>}> */
	public static function owners_that_ask_what_is_stored(): array {
		return array( 'fill_if_empty' => array( 'fill_if_empty' ), 'newest' => array( 'newest' ) );
	}

	/** @dataProvider owners_that_ask_what_is_stored */
	public function test_what_an_editor_fills_in_beside_a_delivery_is_seen( string $owner ): void {
		$db = $this->plugin->db();
		if ( $db->is_sqlite() ) {
			self::markTestSkipped( 'SQLite has one writer: nobody comes in between.' );
		}
		$this->plugin->mappings()->save( $this->tenant_id, $this->mapping( 'productions' )->with_owners( array( 'meta:callboard_subtitle' => $owner, 'taxonomy:season' => $owner ) ) );
		$version = $this->mapping( 'productions' )->version;
		$deliver = fn( Draft $draft ) => $this->plugin->apply_delivery()->run( $this->tenant_id, new Delivery( wp_generate_uuid4(), $this->lease->run->id, $this->lease->run->fence, 'productions', $version, array( $draft ), array(), array() ) );
		$deliver( $this->production( 1, array( 'meta:callboard_subtitle' => null, 'taxonomy:season' => null ) ) );
		$post_id = (int) $this->post_of( $this->production( 1 ) );
		$term    = (array) wp_insert_term( 'Ours', 'season' );
		$other   = new \wpdb( DB_USER, DB_PASSWORD, DB_NAME, DB_HOST );
		$core    = $db->wpdb();
		$edit    = static function ( string $query ) use ( &$edit, $other, $core, $post_id, $term ): string {
			if ( str_contains( $query, "FROM {$core->posts} WHERE ID IN ({$post_id})" ) ) {
				remove_filter( 'query', $edit );
				$other->insert( $core->postmeta, array( 'post_id' => $post_id, 'meta_key' => 'callboard_subtitle', 'meta_value' => 'By an editor' ) );
				$other->insert( $core->term_relationships, array( 'object_id' => $post_id, 'term_taxonomy_id' => $term['term_taxonomy_id'] ) );
			}
			return $query;
		};
		add_filter( 'query', $edit );
		$deliver( $this->production( 1, array(), 2000, 6000 ) );
		$other->close();
		$subtitles = $db->column( "SELECT meta_value FROM {$core->postmeta} WHERE post_id = %d AND meta_key = 'callboard_subtitle'", array( $post_id ) );
		$seasons   = $db->column( "SELECT t.name FROM {$core->terms} t JOIN {$core->term_taxonomy} x ON x.term_id = t.term_id JOIN {$core->term_relationships} r ON r.term_taxonomy_id = x.term_taxonomy_id WHERE r.object_id = %d AND x.taxonomy = 'season'", array( $post_id ) );
		self::assertSame( array( array( 'By an editor' ), array( 'Ours' ) ), array( $subtitles, $seasons ) );
	}

	/** An editor saved an excerpt after Salesforce changed the genres, and before the sync came. */
	public function test_terms_that_stand_in_another_order_than_they_came_are_nobodys_edit(): void {
		$this->plugin->mappings()->save( $this->tenant_id, $this->mapping( 'productions' )->with_owners( array( 'taxonomy:genre' => 'newest' ) ) );
		$this->deliver( 'productions', array( $this->production( 9, array( 'taxonomy:genre' => array( 'Comedy', 'Play' ) ) ) ) );
		$show = fn( array $genres, int $minute ): Draft => $this->production( 1, array( 'taxonomy:genre' => $genres ), self::NOW_MS + $minute * 60000, self::NOW_MS + $minute * 60000 + 5000 );
		$this->deliver( 'productions', array( $show( array( 'Play', 'Comedy' ), -5 ) ) );
		$post_id = (int) $this->post_of( $show( array(), 0 ) );
		$this->plugin->db()->query( "UPDATE {$this->plugin->db()->wpdb()->posts} SET post_modified_gmt = %s WHERE ID = %d", array( gmdate( 'Y-m-d H:i:s', intdiv( self::NOW_MS, 1000 ) + 180 ), $post_id ) );

		$this->clock->advance( 5 * 60000 );
		$this->deliver( 'productions', array( $show( array( 'Opera' ), 2 ) ) );
		wp_cache_flush();
		self::assertSame( array( 'Opera' ), wp_get_object_terms( $post_id, 'genre', array( 'fields' => 'names' ) ) );
	}
}
