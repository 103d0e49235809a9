<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

use Callboard\Delivery\Delivery;
use Callboard\Delivery\Draft;
use Callboard\Delivery\Rejection;
use Callboard\Delivery\Withdrawal;
use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;
use Callboard\Ledger\Inbox;
use Callboard\Ledger\LedgerState;
use Callboard\Mapping\FieldMapping;
use Callboard\Mapping\Mapping;

/**
 * The promises under attack: twins, old versions, two tenants, broken records, drift.
 *
 * @group data
 */
final class PromisesTest extends SeasonCase {
	public function test_a_twin_is_held_and_freed_when_the_other_record_goes(): void {
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$first  = $this->performance( 1, 1 );
		$second = self::draft( self::id( 'a0P', 2 ), $first->values, 1000, 5000 );
		self::assertSame( array( 'created', 'held' ), self::words( $this->deliver( 'performances', array( $first, $second ) ) ) );
		self::assertSame( array( 'held' ), self::words( $this->deliver( 'performances', array( $second ) ) ) );
		self::assertCount( 1, $this->listing() );

		$this->deliver( 'performances', array(), array( new Withdrawal( $first->external_id, 2000, 6000, 'deleted' ) ) );
		self::assertSame( array( 'performances' => array( $second->external_id ) ), $this->plugin->inbox()->due( $this->tenant_id, $this->clock->now_ms() ) );
		self::assertSame( array( 'created' ), self::words( $this->deliver( 'performances', array( $second ) ) ) );
		self::assertCount( 1, $this->listing() );
	}

	public function test_a_listing_whose_record_lost_its_date_stands_and_holds_the_twin_that_would_say_the_same(): void {
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$first = $this->performance( 1, 1 );
		$this->deliver( 'performances', array( $first ) );
		$refused  = new Rejection( $first->external_id, 2000, 6000, new Failure( FailureKind::RECORD, 'value_missing', 'It has no date.', array( 'Give it a date.' ) ) );
		$undated  = new Delivery( wp_generate_uuid4(), $this->lease->run->id, $this->lease->run->fence, 'performances', 1, array(), array(), array( $refused ) );
		$outcomes = $this->plugin->apply_delivery()->run( $this->tenant_id, $undated );
		self::assertSame( array( 'rejected' ), self::words( $outcomes ) );
		self::assertSame( 'publish', get_post_status( (int) $this->post_of( $first ) ) );

		$second = self::draft( self::id( 'a0P', 2 ), $first->values, 1000, 5000 );
		self::assertSame( array( 'held' ), self::words( $this->deliver( 'performances', array( $second ) ) ) );
		self::assertCount( 1, $this->listing() );
	}

	public function test_a_mapping_that_names_a_code_later_finds_the_twins_of_what_was_listed_before(): void {
		$name = function ( ?string $code ): void {
			$this->plugin->mappings()->save( $this->tenant_id, Mapping::from_array( array( 'natural_key' => $code ) + $this->mapping( 'performances' )->to_array() ) );
		};
		$name( null );
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$first = $this->performance( 1, 1 );
		$this->deliver( 'performances', array( $first ) );

		$name( 'meta:callboard_natural_key' );
		$by_new_rules = new Draft( $first->external_id, 1000, 6000, hash( 'sha256', 'by version 3' ), $first->values );
		self::assertSame( array( 'unchanged' ), self::words( $this->deliver( 'performances', array( $by_new_rules ) ) ) );
		$second = self::draft( self::id( 'a0P', 2 ), $first->values, 1000, 6000 );
		self::assertSame( array( 'held' ), self::words( $this->deliver( 'performances', array( $second ) ) ) );
		self::assertCount( 1, $this->listing() );
	}

	public function test_without_a_natural_key_nothing_is_a_twin(): void {
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$first  = $this->performance( 1, 1, array( 'meta:callboard_natural_key' => null ) );
		$second = self::draft( self::id( 'a0P', 2 ), $first->values, 1000, 5000 );
		self::assertSame( array( 'created', 'created' ), self::words( $this->deliver( 'performances', array( $first, $second ) ) ) );
	}

	public function test_in_whatever_order_versions_arrive_the_newest_stays(): void {
		foreach ( range( 1, 8 ) as $seed ) {
			mt_srand( $seed );
			$versions = array();
			foreach ( range( 1, 6 ) as $number ) {
				$stamp      = 1000 * mt_rand( 1, 3 );
				$versions[] = $this->production( $seed, array( 'title' => "Version $stamp $number" ), $stamp, 5000 + $number );
			}
			$newest = $versions;
			usort( $newest, static fn( Draft $a, Draft $b ) => array( $b->stamp_ms, $b->read_ms ) <=> array( $a->stamp_ms, $a->read_ms ) );
			shuffle( $versions );
			foreach ( $versions as $version ) {
				$this->deliver( 'productions', array( $version ) );
			}
			$post_id = (int) $this->post_of( $newest[0] );
			clean_post_cache( $post_id );
			self::assertSame( $newest[0]->values['title'], get_post( $post_id )->post_title, "seed $seed" );
			self::assertSame( array( 'stale' ), array_unique( self::words( $this->deliver( 'productions', array_slice( array_reverse( $newest ), 0, 1 ) ) ) ) );
		}
	}

	public function test_an_old_version_that_comes_late_takes_nothing_out_of_the_inbox(): void {
		$late = fn( Draft $draft ): Draft => self::draft( $draft->external_id, array( 'title' => 'Old' ) + $draft->values, $draft->stamp_ms - 1000, $draft->read_ms - 1000 );
		$due  = fn(): array => $this->plugin->inbox()->due( $this->tenant_id, $this->clock->now_ms() );

		$waits = $this->performance( 1, 1, array(), 2000, 9000 );
		self::assertSame( array( 'waiting' ), self::words( $this->deliver( 'performances', array( $waits ) ) ) );
		self::assertSame( array( 'stale' ), self::words( $this->deliver( 'performances', array( $late( $waits ) ) ) ) );
		$this->deliver( 'productions', array( $this->production( 1, array(), 2000, 9000 ) ) );
		self::assertSame( array( 'performances' => array( $waits->external_id ) ), $due(), 'Its production came.' );
		$this->deliver( 'performances', array( $waits ) );
		self::assertSame( array(), $due() );

		$twin = self::draft( self::id( 'a0P', 2 ), $waits->values, 2000, 9000 );
		$this->deliver( 'performances', array( $twin ) );
		$this->deliver( 'performances', array(), array( new Withdrawal( $waits->external_id, 3000, 9500, 'deleted' ) ) );
		self::assertSame( array( 'stale' ), self::words( $this->deliver( 'performances', array( $late( $twin ) ) ) ) );
		self::assertSame( array( 'performances' => array( $twin->external_id ) ), $due(), 'Nothing stands in its way any more.' );
		$this->deliver( 'performances', array( $twin ) );

		$production = $this->production( 1, array(), 2000, 9000 );
		$this->plugin->db()->query( "UPDATE {$this->plugin->db()->wpdb()->posts} SET post_title = 'By raw SQL' WHERE ID = %d", array( (int) $this->post_of( $production ) ) );
		self::assertSame( 1, $this->plugin->drift_check()->run( $this->tenant_id ) );
		self::assertSame( array( 'stale' ), self::words( $this->deliver( 'productions', array( $late( $production ) ) ) ) );
		self::assertSame( array( 'productions' => array( $production->external_id ) ), $due(), 'The drift is still to be repaired.' );
	}

	public function test_who_asks_in_the_middle_of_a_run_is_answered_by_a_reading_of_after(): void {
		$draft = $this->production( 1 );
		$this->deliver( 'productions', array( $draft ) );
		$ask = function () use ( $draft ): void {
			$this->clock->advance( 10000 );
			$this->plugin->inbox()->add( $this->tenant_id, 'productions', array( $draft->external_id ), Inbox::ASKED, $this->clock->now_ms() );
		};
		$ask();
		$this->deliver( 'productions', array( $draft ) );
		self::assertSame( 1, $this->plugin->inbox()->count( $this->tenant_id ), 'The run may have read it before.' );
		$this->plugin->end_run()->as_succeeded( $this->lease->run->id, $this->lease->run->fence, array() );

		$this->lease = $this->claim( $this->tenant_id );
		$ask();
		$this->deliver( 'productions', array( $draft ) );
		self::assertSame( 1, $this->plugin->inbox()->count( $this->tenant_id ), 'Asked for once more.' );
		$this->plugin->end_run()->as_succeeded( $this->lease->run->id, $this->lease->run->fence, array() );

		$this->lease = $this->claim( $this->tenant_id );
		$this->deliver( 'productions', array( $draft ) );
		self::assertSame( 0, $this->plugin->inbox()->count( $this->tenant_id ) );
	}

	public function test_two_tenants_with_the_same_ids_never_meet(): void {
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$other = $this->new_tenant( 'Other House' );
		$lease = $this->claim( $other );
		$this->plugin->apply_delivery()->run( $other, $this->delivery( 'productions', array( $this->production( 1, array( 'title' => 'Theirs' ) ) ), array(), null, $lease ) );
		$orphan = $this->plugin->apply_delivery()->run( $other, $this->delivery( 'performances', array( $this->performance( 7, 2 ) ), array(), null, $lease ) );

		self::assertSame( array( 'waiting' ), self::words( $orphan ) );
		self::assertNotSame( $this->post_of( $this->production( 1 ) ), $this->post_of( $this->production( 1 ), $other ) );
		self::assertSame( 'Show 1', get_post( $this->post_of( $this->production( 1 ) ) )->post_title );
		$this->plugin->apply_delivery()->run( $other, $this->delivery( 'productions', array(), array( new Withdrawal( self::id( 'a0E', 1 ), 2000, 6000, 'deleted' ) ), null, $lease ) );
		clean_post_cache( (int) $this->post_of( $this->production( 1 ) ) );
		self::assertSame( 'publish', get_post_status( $this->post_of( $this->production( 1 ) ) ) );
	}

	public function test_a_listing_that_waited_or_was_held_and_is_as_it_was_needs_nobody(): void {
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$this->deliver( 'performances', array( $this->performance( 1, 1 ), $this->performance( 2, 1 ) ) );
		$as_was = static fn( Draft $draft ): Draft => self::draft( $draft->external_id, $draft->values, 3000, 5002 );
		$open   = fn(): array => array_map( static fn( $item ) => $item->external_id, $this->plugin->run_items()->unsettled( $this->tenant_id ) );

		self::assertSame( array( 'waiting' ), self::words( $this->deliver( 'performances', array( $this->performance( 1, 9, array(), 2000, 5001 ) ) ) ) );
		$twin = self::draft( self::id( 'a0P', 2 ), $this->performance( 1, 1 )->values, 2000, 5001 );
		self::assertSame( array( 'held' ), self::words( $this->deliver( 'performances', array( $twin ) ) ) );
		self::assertSame( array( self::id( 'a0P', 2 ), self::id( 'a0P', 1 ) ), $open() );

		self::assertSame( array( 'unchanged', 'unchanged' ), self::words( $this->deliver( 'performances', array( $as_was( $this->performance( 1, 1 ) ), $as_was( $this->performance( 2, 1 ) ) ) ) ) );
		self::assertSame( array(), $open() );
	}

	public function test_broken_records_are_refused_in_words_and_the_rest_go_through(): void {
		$outcomes = $this->deliver(
			'productions',
			array(
				$this->production( 1 ),
				$this->production( 2, array( 'title' => str_repeat( 'long ', 1000 ) ) ),
				$this->production( 3, array( 'title' => null ) ),
				new Draft( self::id( 'a0E', 4 ), 1000, 5000, str_repeat( 'a', 64 ), array( 'title' => "bad \xC3\x28 text" ) ),
				$this->production( 5, array( 'taxonomy:genre' => array( str_repeat( 'g', 300 ) ) ) ),
				$this->production( 6, array( 'title' => '🎭 مسرح' ) ),
			)
		)->to_array()['outcomes'];
		self::assertSame( array( 'created', 'rejected', 'rejected', 'rejected', 'rejected', 'created' ), array_column( $outcomes, 'outcome' ) );
		self::assertSame( array( 'value_too_long', 'title_missing', 'text_invalid', 'value_too_long' ), array_column( array_column( $outcomes, 'failure' ), 'code' ) );
		self::assertSame( '🎭 مسرح', get_post( $outcomes[5]['post_id'] )->post_title );
		$items = $this->plugin->run_items()->page( $this->lease->run->id, 'rejected' );
		self::assertCount( 4, $items );
		self::assertStringContainsString( '1000', $items[0]->failure['message'] );

		$dates = $this->deliver( 'performances', array( $this->performance( 1, 1, array( 'meta:callboard_start' => 'tomorrow' ) ), $this->performance( 2, 1, array( 'meta:callboard_start' => null ) ) ) );
		self::assertSame( array( 'rejected', 'created' ), self::words( $dates ) );
		self::assertSame( array(), $this->listing(), 'A performance without a date has no place in a calendar.' );
	}

	/** @return array<string, array{0: \Closure}> What a foreign callback may do. */
	public static function bombs(): array {
		return array(
			'an exception'                 => array( static fn() => throw new \RuntimeException( 'a foreign callback' ) ),
			'a function that is not there' => array( static fn() => \nobody_defined_this() ),
			'a division by zero'           => array( static fn() => intdiv( 1, 0 ) ),
			'a match without an arm'       => array( static fn() => match ( 1 ) {
				2 => 'two',
			} ),
		);
	}

	/** @dataProvider bombs */
	public function test_one_record_that_breaks_the_batch_does_not_take_the_others_with_it( \Closure $bomb ): void {
		add_filter( 'sanitize_post_meta_callboard_subtitle', static fn( $value ) => 'bomb' === $value ? $bomb() : $value );
		ini_set( 'error_log', '/dev/null' );
		$drafts = array_map( fn( int $n ) => $this->production( $n, array( 'meta:callboard_subtitle' => 5 === $n ? 'bomb' : 'fine' ) ), range( 1, 9 ) );
		$words  = self::words( $this->deliver( 'productions', $drafts ) );
		ini_restore( 'error_log' );

		self::assertSame( array( 4 => 'rejected' ), array_filter( $words, static fn( string $word ) => 'created' !== $word ) );
		self::assertSame( array( 'productions' => array( self::id( 'a0E', 5 ) ) ), $this->plugin->retry_entries()->due( $this->tenant_id, array( 'productions' ), $this->clock->now_ms() + 120000 ) );
	}

	/** What is larger than the server takes in one piece ends the connection, as a restart does, but each time. */
	public function test_one_record_that_ends_the_connection_each_time_does_not_take_the_others_with_it(): void {
		if ( $this->plugin->db()->is_sqlite() ) {
			self::markTestSkipped( 'SQLite has no connection to lose.' );
		}
		ini_set( 'error_log', '/dev/null' );
		$other = new \wpdb( DB_USER, DB_PASSWORD, DB_NAME, DB_HOST );
		$core  = $GLOBALS['wpdb'];
		$cut   = static function ( string $query ) use ( $other, $core ): string {
			if ( str_starts_with( $query, "INSERT INTO `{$core->posts}`" ) && str_contains( $query, 'Too large' ) ) {
				$other->query( 'KILL ' . $core->__get( 'dbh' )->thread_id );
			}
			return $query;
		};
		add_filter( 'query', $cut );
		$drafts = array_map( fn( int $n ) => $this->production( $n, 4 === $n ? array( 'title' => 'Too large' ) : array() ), range( 1, 6 ) );
		$words  = self::words( $this->deliver( 'productions', $drafts ) );
		remove_filter( 'query', $cut );
		ini_restore( 'error_log' );
		$other->close();
		self::assertSame( array( 'created', 'created', 'created', 'rejected', 'created', 'created' ), $words );
		self::assertSame( '5', $this->plugin->db()->value( "SELECT COUNT(*) FROM {$core->posts} WHERE post_type = 'event'" ) );
	}

	public function test_a_write_by_raw_sql_is_found_and_repaired(): void {
		global $wpdb;
		$this->deliver( 'productions', array( $this->production( 1 ), $this->production( 2 ) ) );
		self::assertSame( 0, $this->plugin->drift_check()->run( $this->tenant_id ) );
		$wpdb->query( "UPDATE {$wpdb->postmeta} SET meta_value = 'vandal' WHERE meta_key = 'callboard_subtitle' AND post_id = " . $this->post_of( $this->production( 1 ) ) );

		self::assertSame( 1, $this->plugin->drift_check()->run( $this->tenant_id ) );
		self::assertSame( array( 'productions' => array( self::id( 'a0E', 1 ) ) ), $this->plugin->inbox()->due( $this->tenant_id, $this->clock->now_ms() ) );
		$offer = $this->plugin->offer()->answer( $this->tenant_id, $this->mapping( 'productions' ), array( array( self::id( 'a0E', 1 ), 1000, $this->production( 1 )->fingerprint ) ), 6000 );
		self::assertSame( array( self::id( 'a0E', 1 ) ), $offer->wanted );
		self::assertSame( array( 'updated' ), self::words( $this->deliver( 'productions', array( $this->production( 1, array(), 1000, 6000 ) ) ) ) );
		self::assertSame( 'A play', $wpdb->get_var( "SELECT meta_value FROM {$wpdb->postmeta} WHERE meta_key = 'callboard_subtitle' AND post_id = " . $this->post_of( $this->production( 1 ) ) ) );
		self::assertSame( 0, $this->plugin->drift_check()->run( $this->tenant_id ) );
	}

	public function test_what_a_sync_does_while_an_override_is_taken_in_stays_in_the_ledger(): void {
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$post_id  = (int) $this->post_of( $this->production( 1 ) );
		$meanwhile = function ( string $query ) use ( &$meanwhile ): string {
			if ( 'START TRANSACTION' === $query || str_contains( $query, 'post_modified_gmt' ) ) {
				remove_filter( 'query', $meanwhile );
				$this->deliver( 'productions', array(), array( new Withdrawal( self::id( 'a0E', 1 ), 9000, 9500, 'deleted' ) ) );
			}
			return $query;
		};
		add_filter( 'query', $meanwhile );
		$this->plugin->drift_check()->accept( $post_id );
		self::assertFalse( has_filter( 'query', $meanwhile ) );
		$entry = $this->plugin->ledger()->by_post( $post_id );
		self::assertSame( array( LedgerState::TOMBSTONE, 9000, 9500 ), array( $entry->state, $entry->stamp_ms, $entry->read_ms ) );
	}

	/** As while the plugin was switched off. */
	public function test_a_performance_made_a_page_by_raw_sql_is_a_performance_again(): void {
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$this->deliver( 'performances', array( $this->performance( 1, 1 ) ) );
		$post_id = (int) $this->post_of( $this->performance( 1, 1 ) );
		$this->plugin->db()->query( "UPDATE {$this->plugin->db()->wpdb()->posts} SET post_type = 'page' WHERE ID = %d", array( $post_id ) );
		self::assertSame( 1, $this->plugin->drift_check()->run( $this->tenant_id ) );
		self::assertSame( array( 'updated' ), self::words( $this->deliver( 'performances', array( $this->performance( 1, 1 ) ) ) ) );
		wp_cache_flush();
		self::assertSame( 'performance', get_post_type( $post_id ) );
		self::assertSame( 0, $this->plugin->drift_check()->run( $this->tenant_id ) );
	}

	public function test_a_listing_hidden_by_raw_sql_is_published_again(): void {
		global $wpdb;
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$post_id = (int) $this->post_of( $this->production( 1 ) );
		$wpdb->query( "UPDATE {$wpdb->posts} SET post_status = 'draft' WHERE ID = $post_id" );
		self::assertSame( 1, $this->plugin->drift_check()->step( $this->tenant_id ) );
		$this->deliver( 'productions', array( $this->production( 1, array(), 1000, 6000 ) ) );
		self::assertSame( 'publish', $wpdb->get_var( "SELECT post_status FROM {$wpdb->posts} WHERE ID = $post_id" ) );

		$wpdb->query( "UPDATE {$wpdb->posts} SET post_title = 'Meant so' WHERE ID = $post_id" );
		$this->plugin->drift_check()->accept( $post_id );
		self::assertSame( 0, $this->plugin->drift_check()->run( $this->tenant_id ) );
	}

	public function test_what_wordpress_owns_is_never_touched_and_fill_if_empty_only_fills(): void {
		$this->plugin->mappings()->save(
			$this->tenant_id,
			$this->mapping( 'productions' )->with_owners( array( 'content' => FieldMapping::OWNER_WORDPRESS, 'meta:callboard_subtitle' => FieldMapping::OWNER_FILL ) )
		);
		$this->deliver( 'productions', array( $this->production( 1, array( 'meta:callboard_subtitle' => '' ) ) ) );
		$post_id = (int) $this->post_of( $this->production( 1 ) );
		self::assertSame( '', get_post( $post_id )->post_content );
		$this->deliver( 'productions', array( $this->production( 1, array( 'meta:callboard_subtitle' => 'Filled' ), 2000, 6000 ) ) );
		$this->deliver( 'productions', array( $this->production( 1, array( 'meta:callboard_subtitle' => 'Too late' ), 3000, 7000 ) ) );
		wp_cache_flush();
		self::assertSame( 'Filled', get_post_meta( $post_id, 'callboard_subtitle', true ) );
	}

	public function test_an_unchanged_offer_reads_and_writes_nothing(): void {
		$drafts = array_map( fn( int $n ) => $this->production( $n ), range( 1, 20 ) );
		$this->deliver( 'productions', $drafts );
		$records = array_map( static fn( Draft $draft ) => array( $draft->external_id, $draft->stamp_ms, $draft->fingerprint ), $drafts );
		$queries = $this->queries_of(
			function () use ( $records, &$answer ): void {
				$answer = $this->plugin->offer()->answer( $this->tenant_id, $this->mapping( 'productions' ), $records, 9000 );
			}
		);
		self::assertSame( array( array(), 20, 0 ), array( $answer->wanted, $answer->unchanged, $answer->stale ) );
		self::assertSame( array(), self::writes( $queries ) );

		$moved   = array_map( static fn( array $record ) => array( $record[0], 2000, $record[2] ), $records );
		$queries = $this->queries_of( fn() => $this->plugin->offer()->answer( $this->tenant_id, $this->mapping( 'productions' ), $moved, 9000 ) );
		self::assertCount( 1, self::writes( $queries ) );
		self::assertCount( 1, self::writes_to( 'callboard_ledger', $queries ) );
		$old = $this->plugin->offer()->answer( $this->tenant_id, $this->mapping( 'productions' ), $records, 9000 );
		self::assertSame( 20, $old->stale );
	}

	public function test_a_new_mapping_version_with_equal_values_writes_the_ledger_alone(): void {
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$draft   = $this->production( 1 );
		$newer   = new Draft( $draft->external_id, 1000, 6000, str_repeat( 'b', 64 ), $draft->values );
		$queries = $this->queries_of( fn() => $this->deliver( 'productions', array( $newer ) ) );
		self::assertSame( array(), self::writes_to( 'posts', $queries ) );
		self::assertCount( 1, self::writes_to( 'callboard_ledger', $queries ) );
	}

	public function test_a_mapping_that_names_another_post_type_moves_its_listings_though_no_value_changed(): void {
		register_post_type( 'cb_tour', array( 'public' => true ) );
		$draft = $this->production( 1 );
		$this->deliver( 'productions', array( $draft ) );
		$version  = $this->plugin->mappings()->save( $this->tenant_id, Mapping::from_array( array( 'post_type' => 'cb_tour' ) + $this->mapping( 'productions' )->to_array() ) )->version;
		$again    = new Draft( $draft->external_id, 1000, 6000, str_repeat( 'b', 64 ), $draft->values );
		$delivery = new Delivery( wp_generate_uuid4(), $this->lease->run->id, $this->lease->run->fence, 'productions', $version, array( $again ), array(), array() );
		self::assertSame( array( 'updated' ), self::words( $this->plugin->apply_delivery()->run( $this->tenant_id, $delivery ) ) );
		clean_post_cache( (int) $this->post_of( $draft ) );
		self::assertSame( 'cb_tour', get_post_type( (int) $this->post_of( $draft ) ) );
		unregister_post_type( 'cb_tour' );
	}

	public function test_a_performance_that_becomes_something_else_leaves_the_listing_with_the_same_batch(): void {
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$draft = $this->performance( 1, 1 );
		$this->deliver( 'performances', array( $draft, $this->performance( 2, 1 ) ) );
		$this->plugin->mappings()->save( $this->tenant_id, Mapping::from_array( array( 'post_type' => 'page' ) + $this->mapping( 'performances' )->to_array() ) );
		$this->deliver( 'performances', array( new Draft( $draft->external_id, 1000, 6000, str_repeat( 'b', 64 ), $draft->values ) ) );
		self::assertSame( array( (string) $this->post_of( $this->performance( 2, 1 ) ) ), array_column( $this->listing(), 'post_id' ) );
	}

	public function test_what_was_overridden_on_purpose_is_no_drift(): void {
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$post_id = (int) $this->post_of( $this->production( 1 ) );
		$this->act_as( 'administrator' );
		$this->plugin->override()->run( $post_id, array( 'title' ), 'Misprint, box office closed', static fn() => wp_update_post( array( 'ID' => $post_id, 'post_title' => 'Omelette' ) ) );
		self::assertSame( 'Omelette', get_post( $post_id )->post_title );
		self::assertSame( 0, $this->plugin->drift_check()->run( $this->tenant_id ) );
		$GLOBALS['wpdb']->update( $GLOBALS['wpdb']->posts, array( 'post_title' => 'Hamelt' ), array( 'ID' => $post_id ) );
		self::assertSame( 1, $this->plugin->drift_check()->run( $this->tenant_id ), 'Raw SQL still is.' );
	}
}
