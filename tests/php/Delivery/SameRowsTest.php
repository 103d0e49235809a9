<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

use Callboard\Brake\Limit;
use Callboard\Delivery\Draft;
use Callboard\Delivery\Withdrawal;
use Callboard\Mapping\Mapping;

/**
 * The same random drafts through our writer and through wp_insert_post() + update_post_meta() + wp_set_object_terms(),
 * without a user: identical rows, times aside. Both begin at the same post id, so that ids need no translation: a slug
 * "100-7" and a guid "?p=100" are compared to the letter.
 *
 * CALLBOARD_ROWS_CASES says how many cases (8), CALLBOARD_ROWS_SEED where they begin (1); a failing case names its seed.
 *
 * @group data
 */
final class SameRowsTest extends SeasonCase {
	private const ROUNDS = 4;

	/** Where the ids of posts begin: ranges that meet the numbers in the drafts ("7", "100", "9026"), and change their length. */
	private const FIRST_IDS = array( 20, 80, 95, 880, 990, 9000, 99970, 2147483640 );

	/** The id that the next post would have got without this test. */
	private int $next_id;

	/** @return array<string, array{0: int}> */
	public function seeds(): array {
		$first = (int) ( getenv( 'CALLBOARD_ROWS_SEED' ) ?: 1 );
		$cases = array();
		for ( $seed = $first; $seed < $first + (int) ( getenv( 'CALLBOARD_ROWS_CASES' ) ?: 8 ); $seed++ ) {
			$cases[ "seed $seed" ] = array( $seed );
		}
		return $cases;
	}

	/**
	 * One writer after the other on the same site, so that slugs and terms can be compared to the letter.
	 *
	 * @dataProvider seeds
	 */
	public function test_posts_have_the_rows_wordpress_would_have_written( int $seed ): void {
		$random    = new RandomDrafts( $seed );
		$post_type = $random->one( array( 'event', 'event', 'post', 'page', 'callboard_tree' ) );
		$with_slug = ! $random->chance( 3 );
		$this->prepare_site( $post_type, 0 === $seed % 2 ? '/%postname%/' : '' );
		$first_id = self::FIRST_IDS[ $seed % count( self::FIRST_IDS ) ];
		$mapping = $this->plugin->mappings()->save( $this->tenant_id, self::things( $post_type, $with_slug ) );
		$rounds  = self::rounds( $random );

		$this->count_categories();
		$this->count_posts_from( $first_id );
		$surroundings = $this->surround( $post_type );
		$wordpress    = new ThroughWordPress( $post_type, $with_slug );
		array_map( array( $wordpress, 'write' ), $rounds );
		$gone = self::gone( $rounds );
		$wordpress->trash( $gone );
		$expected = $this->rows( $wordpress->ids );
		$others   = $this->others( $wordpress->ids );
		$this->clear( array( ...array_values( $wordpress->ids ), ...$surroundings ) );

		$this->count_posts_from( $first_id );
		$this->surround( $post_type );
		foreach ( $rounds as $number => $drafts ) {
			$outcomes = $this->plugin->apply_delivery()->run( $this->tenant_id, $this->delivery( $mapping->id, $drafts ) )->to_array();
			$this->plugin->effects()->drain( $this->clock->now_ms() + 1 );
			self::assertSame( array(), array_diff( array_column( $outcomes['outcomes'], 'outcome' ), array( 'created', 'updated', 'unchanged' ) ), "round $number: " . wp_json_encode( $outcomes ) );
		}
		$this->plugin->brake_limits()->choose( $this->tenant_id, null, new Limit( 100, 1000 ) );
		$withdrawn = $this->deliver( $mapping->id, array(), array_map( static fn( string $id ) => new Withdrawal( $id, 1000 * self::ROUNDS + 1000, 6000, Withdrawal::DELETED ), $gone ) );
		self::assertSame( array( 'withdrawn' => count( $gone ) ), $withdrawn->counts() );
		$ours = array();
		foreach ( array_keys( $wordpress->ids ) as $external_id ) {
			$ours[ $external_id ] = (int) $this->post_of( self::draft( $external_id, array(), 0, 0 ) );
		}
		foreach ( $this->rows( $ours ) as $external_id => $rows ) {
			self::assertSame( $expected[ $external_id ], $rows, "$post_type, $external_id: " . wp_json_encode( self::history( $rounds, (string) $external_id ), JSON_UNESCAPED_UNICODE ) );
		}
		self::assertSame( $wordpress->ids, $ours );
		self::assertSame( $first_id + count( $surroundings ), min( $ours ), 'The ids did not begin where they were told to.' );
		self::assertSame( $others, $this->others( $ours ) );
	}

	protected function setUp(): void {
		parent::setUp();
		$this->next_id = (int) wp_insert_post( array( 'post_title' => 'Which id is next?' ) );
		wp_delete_post( $this->next_id, true );
	}

	private function prepare_site( string $post_type, string $permalinks ): void {
		global $wp_rewrite;
		$wp_rewrite->set_permalink_structure( $permalinks );
		// A sorted taxonomy, a tree of posts, and ACF's key for one field.
		remove_action( 'publish_post', '_publish_post_hook', 5 ); // Pings have no part in a sync.
		register_post_type( 'callboard_tree', array( 'public' => true, 'hierarchical' => true, 'supports' => array( 'title', 'editor', 'excerpt', 'page-attributes' ) ) );
		register_taxonomy( 'bill', array( $post_type ), array( 'sort' => true ) );
		register_taxonomy_for_object_type( 'genre', $post_type );
		register_taxonomy_for_object_type( 'season', $post_type );
		add_filter( 'callboard_acf_references', static fn() => ThroughWordPress::ACF_KEYS );
	}

	protected function tearDown(): void {
		unregister_post_type( 'callboard_tree' );
		unregister_taxonomy( 'bill' );
		foreach ( array( 'post', 'page' ) as $post_type ) {
			unregister_taxonomy_for_object_type( 'genre', $post_type );
			unregister_taxonomy_for_object_type( 'season', $post_type );
		}
		parent::tearDown();
		$this->count_posts_from( $this->next_id );
		$GLOBALS['wp_rewrite']->init();
	}

	private static function things( string $post_type, bool $with_slug ): Mapping {
		$targets = array( 'title', 'content', 'excerpt', 'status', 'parent', 'meta:plain', 'meta:list', 'acf:lead', 'taxonomy:genre', 'taxonomy:season', 'taxonomy:bill', ...( $with_slug ? array( 'slug' ) : array() ) );
		return Mapping::from_array(
			array(
				'id'           => 'things',
				'version'      => 1,
				'name'         => 'Things',
				'direction'    => 'in',
				'sobject'      => 'Thing__c',
				'filter'       => null,
				'record_types' => array(),
				'post_type'    => $post_type,
				'withdrawal'   => 'trash',
				'timezone'     => null,
				'natural_key'  => null,
				'order'        => 10,
				'fields'       => array_map( static fn( string $to ) => array( 'to' => $to, 'from' => 'Name', 'owner' => 'salesforce', 'empty' => 'clear' ), $targets ),
			)
		);
	}

	/** @return list<list<Draft>> New records first, then changes of those of the rounds before. */
	private static function rounds( RandomDrafts $random ): array {
		$values = array();
		$rounds = array();
		for ( $round = 1; $round <= self::ROUNDS; $round++ ) {
			$drafts = array();
			$known  = array_keys( $values );
			for ( $n = 1 === $round ? 9 : 3; $n > 0; $n-- ) {
				$id            = self::id( 'a0T', 1 + count( $values ) );
				$values[ $id ] = array( 'parent' => array() === $known || $random->chance( 2 ) ? null : $random->one( $known ) ) + $random->values();
				$drafts[]      = self::draft( $id, $values[ $id ], 1000 * $round, 5000 );
			}
			foreach ( $known as $position => $id ) {
				$values[ $id ] = $random->changed( $values[ $id ] );
				if ( $random->chance( 4 ) ) {
					// An older one, so that no line of parents bites its tail.
					$values[ $id ]['parent'] = 0 === $position ? null : $known[ $random->below( $position ) ];
				}
				$drafts[] = self::draft( $id, $values[ $id ], 1000 * $round, 5000 );
			}
			$rounds[] = $drafts;
		}
		return $rounds;
	}

	/**
	 * Two of three of those that are on the site in the end: the rest keeps the source from being empty.
	 *
	 * @param list<list<Draft>> $rounds
	 * @return list<string>
	 */
	private static function gone( array $rounds ): array {
		$public = array_filter( $rounds[ self::ROUNDS - 1 ], static fn( Draft $draft ) => in_array( $draft->values['status'], array( 'publish', 'private' ), true ) );
		$ids    = array_map( static fn( Draft $draft ) => $draft->external_id, array_values( $public ) );
		return array_values( array_filter( $ids, static fn( int $n ) => 0 !== $n % 3, ARRAY_FILTER_USE_KEY ) );
	}

	/**
	 * What the site has already: pictures, pages and posts in possession of good slugs, terms with one name below two parents.
	 *
	 * @return list<int>
	 */
	private function surround( string $post_type ): array {
		$ids = array();
		foreach ( array( array( 'attachment', 'taken-by-a-picture', 'inherit' ), array( 'attachment', 'hamlet', 'inherit' ), array( 'page', 'taken-by-a-page', 'publish' ), array( $post_type, 'one', 'draft' ), array( $post_type, 'hamlet', 'publish' ) ) as list( $type, $slug, $status ) ) {
			$ids[] = (int) wp_insert_post( array( 'post_type' => $type, 'post_name' => $slug, 'post_title' => $slug, 'post_status' => $status ) );
		}
		$drama = wp_insert_term( 'Drama', 'genre' );
		$music = wp_insert_term( 'Music', 'genre' );
		wp_insert_term( 'Comedy', 'genre', array( 'parent' => $music['term_id'] ) );
		wp_insert_term( 'Comedy', 'genre', array( 'parent' => $drama['term_id'] ) );
		wp_insert_term( 'Drama', 'genre', array( 'parent' => $music['term_id'] ) );
		wp_insert_term( 'Hamlet', 'season', array( 'slug' => 'the-hamlet-year' ) );
		return $ids;
	}

	/** @param list<int> $ids */
	private function clear( array $ids ): void {
		global $wpdb;
		$list = implode( ',', $ids );
		$wpdb->query( "DELETE FROM {$wpdb->posts} WHERE ID IN ($list) OR post_parent IN ($list)" );
		$wpdb->query( "DELETE FROM {$wpdb->postmeta} WHERE post_id IN ($list)" );
		$wpdb->query( "DELETE FROM {$wpdb->term_relationships} WHERE object_id IN ($list)" );
		$this->count_categories();
		$terms = implode( ',', array( 0, ...$wpdb->get_col( "SELECT term_id FROM {$wpdb->term_taxonomy} WHERE taxonomy IN ('genre', 'season', 'bill')" ) ) );
		$wpdb->query( "DELETE FROM {$wpdb->terms} WHERE term_id IN ($terms)" );
		$wpdb->query( "DELETE FROM {$wpdb->term_taxonomy} WHERE term_id IN ($terms)" );
		delete_option( 'genre_children' );
		wp_cache_flush();
	}

	/** The next post gets this id. */
	private function count_posts_from( int $id ): void {
		global $wpdb;
		if ( $this->is_sqlite() ) {
			$wpdb->dbh->execute_sqlite_query( 'UPDATE sqlite_sequence SET seq = ? WHERE name = ?', array( $id - 1, $wpdb->posts ) );
		} else {
			$wpdb->query( "ALTER TABLE {$wpdb->posts} AUTO_INCREMENT = $id" );
		}
	}

	/** Posts that tests before removed by SQL are still counted. */
	private function count_categories(): void {
		wp_cache_flush();
		wp_update_term_count_now( get_terms( array( 'taxonomy' => 'category', 'hide_empty' => false, 'fields' => 'tt_ids' ) ), 'category' );
	}

	/**
	 * @param array<string, int> $ids
	 * @return array<string, array<string, mixed>>
	 */
	private function rows( array $ids ): array {
		return array_map( array( $this, 'rows_of' ), $ids );
	}

	/** @return array<string, mixed> */
	private function rows_of( int $post_id ): array {
		global $wpdb;
		$post = $wpdb->get_row( "SELECT * FROM {$wpdb->posts} WHERE ID = $post_id", ARRAY_A );
		// Core escapes a guid at each update.
		$post['guid'] = str_replace( '&#038;', '&', $post['guid'] );
		if ( 'trash' === $post['post_status'] ) {
			// Core saves the whole post on its way to the trash, and trims again what its own filters had left.
			$post['post_title'] = trim( $post['post_title'] );
		}
		foreach ( array( 'post_date', 'post_date_gmt', 'post_modified', 'post_modified_gmt' ) as $column ) {
			$post[ $column ] = str_starts_with( $post[ $column ], '0000' ) ? 'none' : 'a time';
		}
		return array(
			'post' => $post,
			'meta' => array_map(
				static fn( array $row ) => '_wp_trash_meta_time' === $row['meta_key'] ? array( 'meta_value' => 'a time' ) + $row : $row,
				$wpdb->get_results( "SELECT meta_key, meta_value FROM {$wpdb->postmeta} WHERE post_id = $post_id ORDER BY meta_key, meta_value", ARRAY_A )
			),
			'term' => $wpdb->get_results(
				"SELECT tt.taxonomy, tt.description, tt.count, t.name, t.slug, t.term_group, p.slug AS parent, r.term_order FROM {$wpdb->term_relationships} r
				INNER JOIN {$wpdb->term_taxonomy} tt ON tt.term_taxonomy_id = r.term_taxonomy_id INNER JOIN {$wpdb->terms} t ON t.term_id = tt.term_id
				LEFT JOIN {$wpdb->terms} p ON p.term_id = tt.parent WHERE r.object_id = $post_id ORDER BY tt.taxonomy, t.slug",
				ARRAY_A
			),
		);
	}

	/**
	 * Everything else: no row more, none less, and counts that fit.
	 *
	 * @param array<string, int> $ids
	 * @return array<string, mixed>
	 */
	private function others( array $ids ): array {
		global $wpdb;
		$list = implode( ',', $ids );
		return array(
			'posts' => $wpdb->get_results( "SELECT ID, post_type, post_name, post_status, comment_count FROM {$wpdb->posts} WHERE ID NOT IN ($list) ORDER BY ID", ARRAY_A ),
			'meta'  => $wpdb->get_var( "SELECT COUNT(*) FROM {$wpdb->postmeta} WHERE post_id NOT IN ($list)" ),
			'terms' => $wpdb->get_results( "SELECT tt.taxonomy, t.slug, t.name, tt.count, tt.description, t.term_group FROM {$wpdb->term_taxonomy} tt INNER JOIN {$wpdb->terms} t ON t.term_id = tt.term_id ORDER BY tt.taxonomy, t.slug", ARRAY_A ),
		);
	}

	/**
	 * @param list<list<Draft>> $rounds
	 * @return list<array<string, mixed>>
	 */
	private static function history( array $rounds, string $external_id ): array {
		$history = array();
		foreach ( array_merge( ...$rounds ) as $draft ) {
			if ( $draft->external_id === $external_id ) {
				$history[] = $draft->values;
			}
		}
		return $history;
	}
}
