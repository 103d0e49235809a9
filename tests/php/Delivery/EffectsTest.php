<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

use Callboard\Delivery\Effect;
use Callboard\Delivery\Withdrawal;
use Callboard\Mapping\Mapping;
use Callboard\Ownership\SyncContext;
use Callboard\Run\LeaseLost;
use Callboard\Worker\TakeDelivery;

final class EffectsTest extends SeasonCase {
	private const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

	public function test_hooks_fire_after_the_commit_in_wordpress_order_and_make_no_revision(): void {
		$fired = array();
		foreach ( array( 'set_object_terms' => 6, 'added_post_meta' => 4, 'updated_post_meta' => 4, 'clean_post_cache' => 2, 'transition_post_status' => 3, 'edit_post' => 2, 'post_updated' => 3, 'save_post_event' => 3, 'save_post' => 3, 'wp_insert_post' => 3, 'wp_after_insert_post' => 4 ) as $hook => $arguments ) {
			add_action(
				$hook,
				function ( ...$given ) use ( $hook, &$fired ): void {
					self::assertFalse( $this->plugin->db()->in_transaction() );
					$fired[] = $hook;
				},
				10,
				$arguments
			);
		}
		$this->deliver( 'productions', array( $this->production( 1, array( 'taxonomy:season' => null, 'taxonomy:genre' => 'Play', 'meta:callboard_purchase_url' => null ) ) ) );
		self::assertNotContains( 'save_post', $fired );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		$listened = array_values( array_filter( $fired, static fn( string $hook ) => 'clean_post_cache' !== $hook ) );
		self::assertSame( array( 'set_object_terms', 'added_post_meta', 'transition_post_status', 'save_post_event', 'save_post', 'wp_insert_post', 'wp_after_insert_post' ), array_values( array_unique( $listened ) ) );

		$fired = array();
		$this->deliver( 'productions', array( $this->production( 1, array( 'title' => 'New', 'taxonomy:season' => null, 'taxonomy:genre' => 'Play', 'meta:callboard_purchase_url' => null ), 2000, 6000 ) ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		self::assertSame( array( 'clean_post_cache', 'transition_post_status', 'edit_post', 'post_updated', 'save_post_event', 'save_post', 'wp_insert_post', 'wp_after_insert_post' ), $fired );
		self::assertSame( array(), wp_get_post_revisions( $this->post_of( $this->production( 1 ) ) ) );
	}

	private function let_the_terms_be_there(): void {
		$this->deliver( 'productions', array( $this->production( 99 ) ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
	}

	/** A listener that takes longer than a delivery waits; three batches of the first tenant, then one of another. */
	private function let_another_tenant_wait( int $other ): void {
		$this->let_the_terms_be_there();
		add_action( 'save_post', fn() => $this->clock->advance( 6000 ) );
		foreach ( array( 1, 2, 3 ) as $number ) {
			$this->deliver( 'productions', array( $this->production( $number ) ) );
		}
		$this->clock->advance( 1 );
		$this->plugin->apply_delivery()->run( $other, $this->delivery( 'productions', array( $this->production( 50 ) ), array(), null, $this->claim( $other ) ) );
	}

	/** @return list<int> Tenants whose listings were told of, in that order. */
	private function &told_tenants(): array {
		$told = array();
		add_action(
			'callboard_listings_changed',
			static function ( array $ids, array $context ) use ( &$told ): void {
				$told[] = $context['tenant_id'];
			},
			10,
			2
		);
		return $told;
	}

	public function test_a_delivery_waits_for_the_listeners_of_its_own_tenant_only(): void {
		$other = $this->new_tenant( 'Other' );
		$this->let_another_tenant_wait( $other );
		$told = &$this->told_tenants();
		$run  = $this->plugin->runs()->find( (int) $this->plugin->db()->value( "SELECT MAX(id) FROM {$this->plugin->db()->table( 'run' )}" ) );
		$take = new TakeDelivery( $this->clock, $this->plugin->apply_delivery(), $this->plugin->effects() );
		$take->run( $run, array( 'delivery_id' => wp_generate_uuid4(), 'fence' => $run->fence, 'mapping_id' => 'productions', 'mapping_version' => 1, 'records' => array(), 'withdrawals' => array(), 'rejections' => array() ) );
		self::assertSame( array( $other ), $told );
		self::assertSame( 3, $this->plugin->effect_queue()->count() );
	}

	public function test_each_minute_another_tenant_has_its_turn(): void {
		$other = $this->new_tenant( 'Other' );
		$this->let_another_tenant_wait( $other );
		$told = &$this->told_tenants();
		for ( $minute = 1; $minute <= 3; $minute++ ) {
			$this->plugin->effects()->drain( $this->clock->now_ms() + 5000 );
		}
		self::assertSame( array( $other, $this->tenant_id, $this->tenant_id ), $told, "The last turn was the first tenant’s." );
	}

	public function test_rows_that_two_requests_see_at_once_are_taken_by_one(): void {
		$this->let_the_terms_be_there();
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$taken = 'nobody looked';
		$read  = function ( string $query ) use ( &$taken, &$read ): string {
			if ( str_starts_with( $query, 'UPDATE' ) && str_contains( $query, 'attempts + 1' ) ) {
				remove_filter( 'query', $read );
				$taken = $this->plugin->effect_queue()->claim_of( $this->tenant_id, $this->clock->now_ms() );
			}
			return $query;
		};
		add_filter( 'query', $read );
		$late = $this->plugin->effect_queue()->claim_of( $this->tenant_id, $this->clock->now_ms() );
		self::assertInstanceOf( Effect::class, $taken );
		self::assertNull( $late );
	}

	public function test_new_terms_are_told_after_the_commit_with_the_locks_closed(): void {
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		$post_id = (int) $this->post_of( $this->production( 1 ) );
		$told    = array();
		$listen  = function ( string $hook ) use ( $post_id, &$told ): void {
			add_action(
				$hook,
				function ( ...$given ) use ( $hook, $post_id, &$told ): void {
					self::assertFalse( $this->plugin->db()->in_transaction(), $hook );
					self::assertFalse( SyncContext::is_open(), $hook );
					update_post_meta( $post_id, 'callboard_subtitle', 'By a listener' );
					$told[ $hook ][] = $given;
				},
				10,
				9
			);
		};
		array_map( $listen, array( 'create_term', 'create_genre', 'created_term', 'created_genre', 'saved_term', 'saved_genre' ) );
		add_filter(
			'pre_insert_term',
			function ( string $name ) use ( $post_id ): string {
				update_post_meta( $post_id, 'callboard_subtitle', 'By a filter' );
				return $name;
			}
		);
		$this->deliver( 'productions', array( $this->production( 2, array( 'taxonomy:genre' => array( 'Brand new', 'Play', 'Newer' ) ) ) ) );
		self::assertSame( array(), $told );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		$terms = array_map( static fn( string $name ) => get_term_by( 'name', $name, 'genre' ), array( 'Brand new', 'Newer' ) );
		self::assertSame( array( 'create_term', 'create_genre', 'created_term', 'created_genre', 'saved_term', 'saved_genre' ), array_keys( $told ) );
		foreach ( $terms as $number => $term ) {
			$args = array( 'alias_of' => '', 'description' => '', 'parent' => 0, 'slug' => '', 'name' => $term->name, 'taxonomy' => 'genre', 'filter' => 'db' );
			self::assertEquals( array( $term->term_id, $term->term_taxonomy_id, 'genre', $args ), $told['created_term'][ $number ] );
			self::assertEquals( array( $term->term_id, $term->term_taxonomy_id, false, $args ), $told['saved_genre'][ $number ] );
		}
		self::assertCount( 2, $told['created_term'] );
		self::assertSame( 'A play', $this->plugin->db()->value( "SELECT meta_value FROM {$this->plugin->db()->wpdb()->postmeta} WHERE post_id = %d AND meta_key = 'callboard_subtitle'", array( $post_id ) ) );
	}

	public function test_a_term_of_a_batch_that_was_undone_is_told_of_when_it_is_there(): void {
		$told = array();
		add_action(
			'created_term',
			static function ( int $id ) use ( &$told ): void {
				$told[] = get_term( $id )->name;
			}
		);
		$fail = static fn( string $query ) => str_contains( $query, 'callboard_provenance' ) && str_starts_with( $query, 'INSERT' ) ? throw new LeaseLost() : $query;
		add_filter( 'query', $fail );
		try {
			$this->deliver( 'productions', array( $this->production( 1, array( 'taxonomy:genre' => 'Brand new' ) ) ) );
			self::fail( 'The batch was to be undone.' );
		} catch ( LeaseLost ) {
			remove_filter( 'query', $fail );
		}
		$this->plugin->effects()->drain( PHP_INT_MAX );
		self::assertSame( array(), $told );
		$this->deliver( 'productions', array( $this->production( 1, array( 'taxonomy:genre' => 'Brand new' ) ) ) );
		$this->deliver( 'productions', array( $this->production( 2, array( 'taxonomy:genre' => 'Brand new' ) ) ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		self::assertSame( array( 'Brand new', '2026/27' ), $told );
	}

	public function test_meta_that_was_added_changed_or_removed_is_told_as_wordpress_would(): void {
		$this->deliver( 'productions', array( $this->production( 1, array( 'meta:callboard_subtitle' => null ) ) ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		$post_id = (int) $this->post_of( $this->production( 1 ) );
		$ids     = $this->plugin->db()->column( "SELECT meta_id FROM {$this->plugin->db()->wpdb()->postmeta} WHERE post_id = %d AND meta_key = 'callboard_purchase_url'", array( $post_id ) );
		$told    = array();
		foreach ( array( 'added_post_meta', 'updated_post_meta', 'deleted_post_meta' ) as $hook ) {
			add_action(
				$hook,
				static function ( $meta_ids, int $object_id, string $key, mixed $value ) use ( $hook, &$told ): void {
					$told[] = array( $hook, is_array( $meta_ids ) ? $meta_ids : 'one', $object_id, $key, $value );
				},
				10,
				4
			);
		}
		$this->deliver( 'productions', array( $this->production( 1, array( 'meta:callboard_subtitle' => 'New', 'meta:callboard_purchase_url' => null ), 2000, 6000 ) ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		$this->deliver( 'productions', array( $this->production( 1, array( 'meta:callboard_subtitle' => 'Newer', 'meta:callboard_purchase_url' => null ), 3000, 7000 ) ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		self::assertSame(
			array(
				array( 'added_post_meta', 'one', $post_id, 'callboard_subtitle', 'New' ),
				array( 'deleted_post_meta', $ids, $post_id, 'callboard_purchase_url', '' ),
				array( 'updated_post_meta', 'one', $post_id, 'callboard_subtitle', 'Newer' ),
			),
			$told
		);
	}

	public function test_a_withdrawal_to_the_trash_and_the_way_back_are_told_as_wordpress_would(): void {
		$this->plugin->mappings()->save( $this->tenant_id, Mapping::from_array( array( 'withdrawal' => 'trash' ) + $this->mapping( 'productions' )->to_array() ) );
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		$post_id = (int) $this->post_of( $this->production( 1 ) );
		$told    = array();
		foreach ( array( 'trashed_post', 'untrashed_post' ) as $hook ) {
			add_action(
				$hook,
				static function ( int $id, string $status ) use ( $hook, &$told ): void {
					$told[] = array( $hook, $id, $status );
				},
				10,
				2
			);
		}
		$this->deliver( 'productions', array(), array( new Withdrawal( self::id( 'a0E', 1 ), 2000, 6000, 'deleted' ) ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		$this->deliver( 'productions', array( $this->production( 1, array(), 3000, 7000 ) ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		self::assertSame( array( array( 'trashed_post', $post_id, 'publish' ), array( 'untrashed_post', $post_id, 'publish' ) ), $told );
	}

	public function test_readers_see_the_new_values_at_once_and_the_site_is_told(): void {
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		$post_id = (int) $this->post_of( $this->production( 1 ) );
		self::assertSame( 'Show 1', get_the_title( $post_id ) );
		$told = array();
		add_action(
			'callboard_listings_changed',
			static function ( array $ids, array $context ) use ( &$told ): void {
				$told[] = array( $ids, $context['tenant_id'] );
			},
			10,
			2
		);
		$this->deliver( 'productions', array( $this->production( 1, array( 'title' => 'Renamed', 'meta:callboard_subtitle' => 'Other' ), 2000, 6000 ) ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		self::assertSame( array( 'Renamed', 'Other' ), array( get_the_title( $post_id ), get_post_meta( $post_id, 'callboard_subtitle', true ) ) );
		self::assertSame( array( array( array( $post_id ), $this->tenant_id ) ), $told );
		self::assertSame( 0, $this->plugin->effect_queue()->count() );
	}

	public function test_a_listener_that_throws_stops_neither_the_others_nor_the_purge(): void {
		ini_set( 'error_log', '/dev/null' );
		$told  = array();
		$count = static function ( string $name ) use ( &$told ): \Closure {
			return static function () use ( $name, &$told ): void {
				$told[ $name ] = ( $told[ $name ] ?? 0 ) + 1;
			};
		};
		$throw = static function ( string $name ) use ( $count ): \Closure {
			return static function () use ( $name, $count ): void {
				$count( $name )();
				throw new \RuntimeException( 'a foreign listener' );
			};
		};
		add_action( 'save_post_event', $throw( 'thrower' ), 5 );
		add_action( 'save_post_event', $count( 'beside' ) );
		add_action( 'save_post', $count( 'later' ) );
		add_action( 'litespeed_purge_post', $count( 'purged' ) );
		add_action( 'callboard_listings_changed', $throw( 'thrower of ours' ), 5 );
		add_action( 'callboard_listings_changed', $count( 'ours' ) );
		$this->deliver( 'productions', array( $this->production( 1 ), $this->production( 2 ), $this->production( 3 ) ) );
		for ( $n = 0; $n < 3; $n++ ) {
			$this->plugin->effects()->drain( PHP_INT_MAX );
			$this->clock->advance( 3600000 );
		}
		ini_restore( 'error_log' );
		ksort( $told );
		self::assertSame( array( 'beside' => 3, 'later' => 3, 'ours' => 1, 'purged' => 6, 'thrower' => 3, 'thrower of ours' => 1 ), $told );
		self::assertSame( 0, $this->plugin->effect_queue()->count() );
	}

	public function test_a_listener_that_saves_the_post_again_without_itself_is_told_once(): void {
		$told     = 0;
		$listener = static function ( int $post_id ) use ( &$listener, &$told ): void {
			self::assertLessThan( 5, ++$told, 'It calls itself.' );
			remove_action( 'save_post_event', $listener );
			wp_update_post( array( 'ID' => $post_id, 'menu_order' => 7 ) );
			add_action( 'save_post_event', $listener );
		};
		add_action( 'save_post_event', $listener );
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		self::assertSame( 1, $told );
	}

	public function test_a_listener_that_ends_php_at_one_listing_is_given_up_for_that_one_only(): void {
		ini_set( 'error_log', '/dev/null' );
		$drafts = array_map( fn( int $number ) => $this->production( $number ), range( 1, 60 ) );
		$this->deliver( 'productions', $drafts );
		$this->deliver( 'productions', array( $this->production( 61 ) ) );
		$deadly = (int) $this->post_of( $drafts[29] );
		$end    = static fn() => throw new Killed();
		$told   = array();
		$purged = array();
		add_action(
			'save_post_event',
			static function ( int $post_id ) use ( $deadly, $end, &$told ): void {
				if ( $post_id === $deadly ) {
					add_filter( 'query', $end );
					throw new Killed();
				}
				$told[ $post_id ] = true;
			}
		);
		add_action(
			'litespeed_purge_post',
			static function ( int $post_id ) use ( &$purged ): void {
				$purged[ $post_id ] = true;
			}
		);
		$deaths = 0;
		for ( $request = 0; $request < 30 && $this->plugin->effect_queue()->count() > 0; $request++ ) {
			try {
				$this->plugin->effects()->drain( PHP_INT_MAX );
			} catch ( Killed ) {
				++$deaths;
				self::assertArrayHasKey( $deadly, $purged, 'Visitors see the new words, whatever listeners do.' );
			} finally {
				remove_filter( 'query', $end );
			}
			$this->plugin = new \Callboard\Plugin();
			$this->clock->advance( 121000 );
		}
		ini_restore( 'error_log' );
		self::assertSame( 0, $this->plugin->effect_queue()->count() );
		self::assertSame( 5, $deaths );
		self::assertCount( 60, $told );
		self::assertCount( 61, $purged );
	}

	public function test_a_listener_of_records_that_ends_php_is_given_up_for_one_record_only(): void {
		ini_set( 'error_log', '/dev/null' );
		$end  = static fn() => throw new Killed();
		$told = array();
		add_action(
			'callboard_record_changed',
			static function ( int $tenant, string $sobject, ?array $before, array $after ) use ( $end, &$told ): void {
				if ( self::id( 'a0E', 30 ) === $after['id'] ) {
					add_filter( 'query', $end );
					throw new Killed();
				}
				$told[ $after['id'] ] = true;
			},
			10,
			4
		);
		$this->deliver( 'productions', array_map( fn( int $number ) => $this->production( $number ), range( 1, 60 ) ) );
		$deaths = 0;
		for ( $request = 0; $request < 30 && $this->plugin->effect_queue()->count() > 0; $request++ ) {
			try {
				$this->plugin->effects()->drain( PHP_INT_MAX );
			} catch ( Killed ) {
				++$deaths;
			} finally {
				remove_filter( 'query', $end );
			}
			$this->plugin = new \Callboard\Plugin();
			$this->clock->advance( 121000 );
		}
		ini_restore( 'error_log' );
		self::assertSame( array( 0, 5, 59 ), array( $this->plugin->effect_queue()->count(), $deaths, count( $told ) ) );
	}

	public function test_a_database_that_is_away_spends_no_try_and_the_work_is_done_when_it_is_back(): void {
		ini_set( 'error_log', '/dev/null' );
		$told   = 0;
		$purged = 0;
		add_action(
			'save_post_event',
			static function () use ( &$told ): void {
				++$told;
			}
		);
		add_action(
			'litespeed_purge_post',
			static function () use ( &$purged ): void {
				++$purged;
			}
		);
		// The look for performances beside the show is one of our own queries.
		$lose = static fn( string $query ) => str_contains( $query, 'post_parent IN' ) ? 'SELECT no_such_column' : $query;
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		add_filter( 'query', $lose );
		for ( $n = 0; $n < 10; $n++ ) {
			$this->plugin->effects()->drain( PHP_INT_MAX );
			$this->clock->advance( 3600000 );
		}
		self::assertSame( array( 0, 0 ), array( $told, $purged ) );
		remove_filter( 'query', $lose );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		ini_restore( 'error_log' );
		self::assertSame( array( 1, 2, 0 ), array( $told, $purged, $this->plugin->effect_queue()->count() ) );
	}

	public function test_the_pages_that_show_something_of_a_listing_are_purged_with_it(): void {
		$this->deliver( 'productions', array( $this->production( 1 ), $this->production( 2 ) ) );
		$this->deliver( 'performances', array( $this->performance( 1, 1 ), $this->performance( 2, 1 ), $this->performance( 3, 2 ) ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		$shows  = array_map( fn( int $number ) => (int) $this->post_of( $this->production( $number ) ), array( 1 => 1, 2 => 2 ) );
		$dates  = array_map( fn( int $number ) => (int) $this->post_of( $this->performance( $number, 1 ) ), array( 1 => 1, 2 => 2, 3 => 3 ) );
		$purged = array();
		add_action(
			'litespeed_purge_post',
			static function ( int $post_id ) use ( &$purged ): void {
				$purged[] = $post_id;
			}
		);
		$after = function ( string $mapping, array $drafts, array $withdrawals = array() ) use ( &$purged ): array {
			$purged = array();
			$this->deliver( $mapping, $drafts, $withdrawals );
			$this->plugin->effects()->drain( PHP_INT_MAX );
			sort( $purged );
			return $purged;
		};
		self::assertSame( array( $shows[1], $dates[1] ), $after( 'performances', array( $this->performance( 1, 1, array( 'meta:callboard_sale_status' => 'sold_out' ), 2000, 6000 ) ) ), 'A show prints its dates.' );
		self::assertSame( array( $shows[1], $shows[2], $dates[1] ), $after( 'performances', array( $this->performance( 1, 2, array(), 3000, 7000 ) ) ), 'The show that lost it, and the one that has it now.' );
		self::assertSame( array( $shows[1] ), $after( 'productions', array( $this->production( 1, array( 'content' => '<p>Other</p>' ), 2000, 6000 ) ) ) );
		self::assertSame( array( $shows[2], $dates[1], $dates[3] ), $after( 'productions', array( $this->production( 2, array( 'title' => 'Renamed' ), 2000, 6000 ) ) ), 'A performance prints the name of its show.' );
		self::assertSame( array( $shows[1], $dates[2] ), $after( 'productions', array(), array( new Withdrawal( self::id( 'a0E', 1 ), 3000, 7000, 'deleted' ) ) ), 'The dates of a show that is gone are not found any more.' );
		self::assertSame( array( $shows[2], $dates[3] ), $after( 'performances', array(), array( new Withdrawal( self::id( 'a0P', 3 ), 3000, 7000, 'deleted' ) ) ) );
	}

	public function test_a_mass_change_purges_the_site_and_still_feeds_the_indexes_of_other_plugins(): void {
		$told = array( 'site' => 0, 'single' => 0, 'index' => 0 );
		foreach ( array( 'litespeed_purge_all' => 'site', 'litespeed_purge_post' => 'single', 'search_filter_update_post_cache' => 'index' ) as $hook => $name ) {
			add_action(
				$hook,
				static function () use ( $name, &$told ): void {
					++$told[ $name ];
				}
			);
		}
		$this->deliver( 'productions', array_map( fn( int $number ) => $this->production( $number ), range( 1, 501 ) ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		self::assertSame( array( 'site' => 1, 'single' => 0, 'index' => 501 ), $told );
	}

	public function test_a_picture_is_fetched_once_and_fills_only_what_is_empty(): void {
		$asked = $this->serve_pictures();
		$url   = 'http://127.0.0.1/posters/1.png';
		$this->deliver( 'productions', array( $this->production( 1, array( 'image' => $url ) ), $this->production( 2, array( 'image' => $url ) ) ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		$first = get_post_thumbnail_id( $this->post_of( $this->production( 1 ) ) );

		self::assertGreaterThan( 0, $first );
		self::assertSame( $first, get_post_thumbnail_id( $this->post_of( $this->production( 2 ) ) ) );
		self::assertSame( 'Show 1', get_post_meta( $first, '_wp_attachment_image_alt', true ) );
		self::assertSame( array( $url ), $asked->getArrayCopy() );

		$this->deliver( 'productions', array( $this->production( 1, array( 'image' => 'http://127.0.0.1/posters/2.png' ), 2000, 6000 ) ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		self::assertSame( $first, get_post_thumbnail_id( $this->post_of( $this->production( 1 ) ) ) );
	}

	public function test_a_picture_that_another_plugin_stops_is_tried_for_a_week_and_told(): void {
		$this->serve_pictures();
		add_filter( 'wp_handle_sideload_prefilter', static fn() => throw new \RuntimeException( 'another plugin' ) );
		$this->deliver( 'productions', array( $this->production( 1, array( 'image' => 'http://127.0.0.1/posters/1.png' ) ) ) );
		$told = fn(): array => array_values( array_filter( $this->plugin->run_items()->page( $this->lease->run->id ), static fn( $item ) => null !== $item->failure ) );
		ini_set( 'error_log', '/dev/null' );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		self::assertSame( array( 'image_unreachable' ), array_column( array_column( $told(), 'failure' ), 'code' ), 'Not a week later.' );
		$this->clock->advance( 2 * 86400000 );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		self::assertSame( 1, $this->plugin->effect_queue()->count() );
		$this->clock->advance( 6 * 86400000 );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		ini_restore( 'error_log' );
		self::assertSame( 0, $this->plugin->effect_queue()->count() );
		self::assertCount( 2, $told() );
	}

	public function test_a_broken_picture_address_is_told_in_words_and_the_listing_stays(): void {
		$this->serve_pictures();
		$this->deliver( 'productions', array( $this->production( 1, array( 'image' => 'http://127.0.0.1/missing.png' ) ), $this->production( 2, array( 'image' => 'http://10.0.0.1/inside.png' ) ) ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		$items = array_values( array_filter( $this->plugin->run_items()->page( $this->lease->run->id ), static fn( $item ) => null !== $item->failure ) );

		self::assertSame( array( 'image_unreachable', 'image_unreachable' ), array_column( array_column( $items, 'failure' ), 'code' ) );
		self::assertStringContainsString( '404', $items[0]->failure['message'] );
		self::assertSame( 'publish', get_post_status( $this->post_of( $this->production( 1 ) ) ) );
	}

	private function serve_pictures(): \ArrayObject {
		$asked = new \ArrayObject();
		add_filter(
			'pre_http_request',
			static function ( $answer, array $arguments, string $url ) use ( $asked ) {
				$asked->append( $url );
				$found = str_contains( $url, '/posters/' );
				file_put_contents( $arguments['filename'], $found ? base64_decode( self::PNG ) . $url : '' );
				return array( 'response' => array( 'code' => $found ? 200 : 404, 'message' => '' ), 'headers' => array(), 'body' => '', 'cookies' => array() );
			},
			10,
			3
		);
		return $asked;
	}
}
