<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

use Callboard\Delivery\Attachments;
use Callboard\Mapping\Mapping;
use Callboard\Ownership\SyncContext;

/**
 * What the differential tests share: a site that both writers find alike, and its rows. Both begin at the same post id, so
 * that ids need no translation: a slug "100-7" and a guid "?p=100" are compared to the letter.
 */
abstract class SameRowsCase extends SeasonCase {
	protected const TARGETS = array( 'title', 'content', 'excerpt', 'slug', 'status', 'parent', 'meta:plain', 'meta:list', 'acf:lead', 'taxonomy:genre', 'taxonomy:season', 'taxonomy:bill' );

	/** Where the ids of posts begin: ranges that meet the numbers in the drafts ("7", "100", "9026"), and change their length. */
	protected const FIRST_IDS = array( 20, 80, 95, 880, 990, 9000, 99970, 2147483640 );

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

	protected function setUp(): void {
		parent::setUp();
		$this->next_id = (int) wp_insert_post( array( 'post_title' => 'Which id is next?' ) );
		wp_delete_post( $this->next_id, true );
		self::forget_owners();
	}

	/** Ids come again here, and who owned the fields of a post is remembered until a sync ends. */
	private static function forget_owners(): void {
		SyncContext::run( static fn() => null );
	}

	protected function prepare_site( string $post_type, string $permalinks ): void {
		global $wp_rewrite;
		$wp_rewrite->set_permalink_structure( $permalinks );
		// A sorted taxonomy that counts in a way of its own, a tree of posts, and ACF's key for one field.
		remove_action( 'publish_post', '_publish_post_hook', 5 ); // Pings have no part in a sync.
		register_post_type( 'callboard_tree', array( 'public' => true, 'hierarchical' => true, 'supports' => array( 'title', 'editor', 'excerpt', 'page-attributes' ) ) );
		register_taxonomy( 'bill', array( $post_type ), array( 'sort' => true, 'update_count_callback' => '_update_generic_term_count' ) );
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

	/** @param array<string, string> $owners Target → owner. */
	protected static function things( string $post_type, array $owners ): Mapping {
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
				'fields'       => array_map( static fn( string $to, string $owner ) => array( 'to' => $to, 'from' => 'Name', 'owner' => $owner, 'empty' => 'clear' ), array_keys( $owners ), $owners ),
			)
		);
	}

	/** @return array<string, string> Target → owner. */
	protected static function owners( Mapping $mapping ): array {
		return array_column( $mapping->to_array()['fields'], 'owner', 'to' );
	}

	/**
	 * What the site has already: pictures, pages and posts in possession of good slugs, terms with one name below two parents.
	 *
	 * @return list<int>
	 */
	protected function surround( string $post_type ): array {
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
	protected function clear( array $ids ): void {
		global $wpdb;
		$list = implode( ',', $ids );
		$wpdb->query( "DELETE FROM {$wpdb->posts} WHERE ID IN ($list) OR post_parent IN ($list)" );
		$wpdb->query( "DELETE FROM {$wpdb->postmeta} WHERE post_id IN ($list)" );
		$wpdb->query( "DELETE FROM {$wpdb->term_relationships} WHERE object_id IN ($list)" );
		$wpdb->query( "DELETE FROM {$wpdb->comments} WHERE comment_post_ID IN ($list)" );
		$this->count_categories();
		$terms = implode( ',', array( 0, ...$wpdb->get_col( "SELECT term_id FROM {$wpdb->term_taxonomy} WHERE taxonomy IN ('genre', 'season', 'bill', 'free')" ) ) );
		$wpdb->query( "DELETE FROM {$wpdb->terms} WHERE term_id IN ($terms)" );
		$wpdb->query( "DELETE FROM {$wpdb->term_taxonomy} WHERE term_id IN ($terms)" );
		delete_option( 'genre_children' );
		wp_cache_flush();
		self::forget_owners();
	}

	/** The next post gets this id. */
	protected function count_posts_from( int $id ): void {
		global $wpdb;
		if ( $this->is_sqlite() ) {
			$wpdb->dbh->execute_sqlite_query( 'UPDATE sqlite_sequence SET seq = ? WHERE name = ?', array( $id - 1, $wpdb->posts ) );
		} else {
			$wpdb->query( "ALTER TABLE {$wpdb->posts} AUTO_INCREMENT = $id" );
		}
	}

	/** Posts that tests before removed by SQL are still counted. */
	protected function count_categories(): void {
		wp_cache_flush();
		wp_update_term_count_now( get_terms( array( 'taxonomy' => 'category', 'hide_empty' => false, 'fields' => 'tt_ids' ) ), 'category' );
	}

	/**
	 * @param array<string, int> $ids
	 * @return array<string, array<string, mixed>>
	 */
	protected function rows( array $ids ): array {
		return array_map( array( $this, 'rows_of' ), $ids );
	}

	/** @return array<string, mixed> */
	protected function rows_of( int $post_id ): array {
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
				static fn( array $row ) => in_array( $row['meta_key'], array( '_wp_trash_meta_time', '_wp_old_date' ), true ) ? array( 'meta_value' => 'a time' ) + $row : $row,
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
	protected function others( array $ids ): array {
		global $wpdb;
		$list = implode( ',', $ids );
		return array(
			'comments' => $wpdb->get_results( "SELECT comment_post_ID, comment_approved, comment_content FROM {$wpdb->comments} WHERE comment_post_ID IN ($list) ORDER BY comment_post_ID, comment_ID", ARRAY_A ),
			'posts' => $wpdb->get_results( "SELECT ID, post_type, post_name, post_status, comment_count FROM {$wpdb->posts} WHERE ID NOT IN ($list) ORDER BY ID", ARRAY_A ),
			// An attachment says whose bytes it is of, which core knows nothing about.
			'meta'  => $wpdb->get_var( $wpdb->prepare( "SELECT COUNT(*) FROM {$wpdb->postmeta} WHERE post_id NOT IN ($list) AND meta_key <> %s", Attachments::META ) ),
			'terms' => $wpdb->get_results( "SELECT tt.taxonomy, t.slug, t.name, tt.count, tt.description, t.term_group FROM {$wpdb->term_taxonomy} tt INNER JOIN {$wpdb->terms} t ON t.term_id = tt.term_id ORDER BY tt.taxonomy, t.slug", ARRAY_A ),
		);
	}
}
