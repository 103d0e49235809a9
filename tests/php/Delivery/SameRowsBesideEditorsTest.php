<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

use Callboard\Brake\Limit;
use Callboard\Delivery\Draft;
use Callboard\Delivery\Withdrawal;
use Callboard\Mapping\Mapping;

/**
 * SameRowsTest where people live on the site: fields of all owners, edits and raw SQL between the rounds, records that go
 * and come back, sanitize callbacks, filters of other plugins and featured pictures.
 *
 * @group data
 */
final class SameRowsBesideEditorsTest extends SameRowsCase {
	private const ROUNDS = 5;
	private const PNG    = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

	/**
	 * @dataProvider seeds
	 */
	public function test_posts_have_the_rows_wordpress_would_have_written( int $seed ): void {
		$random    = new RandomDrafts( $seed );
		$post_type = $random->one( array( 'event', 'event', 'post', 'page', 'callboard_tree' ) );
		$this->prepare_site( $post_type, 0 === $seed % 2 ? '/%postname%/' : '' );
		$this->prepare_plugins( $post_type );
		$first_id = self::FIRST_IDS[ $seed % count( self::FIRST_IDS ) ];
		$mapping  = $this->plugin->mappings()->save( $this->tenant_id, self::things( $post_type, self::random_owners( $random ) ) );
		$rounds   = self::random_rounds( $random, $mapping, $post_type );

		$this->count_categories();
		$this->count_posts_from( $first_id );
		$surroundings = $this->surround( $post_type );
		$wordpress    = new ThroughWordPress( $post_type, self::owners( $mapping ) );
		foreach ( $rounds as $round ) {
			$wordpress->write( $round['drafts'] );
			$wordpress->trash( $round['gone'] );
			RandomEdits::make( $round['edits'], $wordpress->ids );
		}
		$expected = $this->rows( $wordpress->ids );
		$others   = $this->others_in_use( $wordpress->ids );
		array_map( 'wp_delete_attachment', get_posts( array( 'post_type' => 'attachment', 'post_status' => 'inherit', 'post_parent__in' => $wordpress->ids, 'fields' => 'ids', 'nopaging' => true ) ) );
		$this->clear( array( ...array_values( $wordpress->ids ), ...$surroundings ) );

		$this->count_posts_from( $first_id );
		$this->surround( $post_type );
		$this->plugin->brake_limits()->choose( $this->tenant_id, null, new Limit( 100, 1000 ) );
		foreach ( $rounds as $number => $round ) {
			$this->sync( $mapping, $number, $round['drafts'], $round['gone'] );
			RandomEdits::make( $round['edits'], $this->posts_of( array_keys( $wordpress->ids ) ) );
		}
		$ours = $this->posts_of( array_keys( $wordpress->ids ) );
		self::assertSame( $wordpress->ids, $ours );
		foreach ( $this->rows( $ours ) as $external_id => $rows ) {
			self::assertSame( $expected[ $external_id ], $rows, "$post_type, $external_id: " . wp_json_encode( array( self::owners( $mapping ), self::history( $rounds, (string) $external_id ) ), JSON_UNESCAPED_UNICODE ) );
		}
		self::assertSame( $others, $this->others_in_use( $ours ) );
	}

	protected function rows_of( int $post_id ): array {
		$rows = parent::rows_of( $post_id );
		// Core saves the whole post whatever changes, and trims again what its own filters had left of a title.
		$rows['post']['post_title'] = trim( $rows['post']['post_title'] );
		// A field that only fills makes its terms early, and who comes first gives a term its capitals.
		$rows['term'] = array_map( static fn( array $term ) => array( 'name' => mb_strtolower( $term['name'] ) ) + $term, $rows['term'] );
		return $rows;
	}

	/**
	 * Without terms that nobody carries.
	 *
	 * @param array<string, int> $ids
	 * @return array<string, mixed>
	 */
	private function others_in_use( array $ids ): array {
		$others = $this->others( $ids );
		$used   = array_filter( $others['terms'], static fn( array $term ) => '0' !== $term['count'] );
		return array( 'terms' => array_values( array_map( static fn( array $term ) => array( 'name' => mb_strtolower( $term['name'] ) ) + $term, $used ) ) ) + $others;
	}

	/**
	 * @param list<Draft>  $drafts
	 * @param list<string> $gone
	 */
	private function sync( Mapping $mapping, int $number, array $drafts, array $gone ): void {
		$this->plugin->drift_check()->run( $this->tenant_id );
		$outcomes = $this->deliver( $mapping->id, $drafts )->to_array();
		$this->plugin->effects()->drain( PHP_INT_MAX );
		self::assertSame( array(), array_diff( array_column( $outcomes['outcomes'], 'outcome' ), array( 'created', 'updated' ) ), "round $number: " . wp_json_encode( $outcomes ) );
		self::assertSame( 0, $this->plugin->effect_queue()->count() );
		$withdrawals = array_map( static fn( string $id ) => new Withdrawal( $id, 1000 * $number + 1500, 6000, Withdrawal::OUTSIDE_FILTER ), $gone );
		self::assertSame( array_filter( array( 'withdrawn' => count( $gone ) ) ), array_filter( $this->deliver( $mapping->id, array(), $withdrawals )->counts() ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
	}

	/**
	 * @param list<string> $external_ids
	 * @return array<string, int>
	 */
	private function posts_of( array $external_ids ): array {
		$known = $this->plugin->ledger()->by_external_ids( $this->tenant_id, $external_ids );
		$posts = array();
		foreach ( array_intersect( $external_ids, array_keys( $known ) ) as $external_id ) {
			$posts[ $external_id ] = (int) $known[ $external_id ]->post_id;
		}
		return $posts;
	}

	private function prepare_plugins( string $post_type ): void {
		register_taxonomy( 'free', array( $post_type ) );
		register_post_meta( $post_type, 'plain', array( 'single' => true, 'sanitize_callback' => static fn( $value ) => is_string( $value ) ? sanitize_text_field( $value ) : $value ) );
		register_post_meta( '', 'number', array( 'single' => true, 'type' => 'integer', 'default' => 12, 'sanitize_callback' => 'absint' ) );
		register_post_meta( $post_type, 'list', array( 'single' => true, 'sanitize_callback' => static fn( $value ) => is_array( $value ) ? array_map( 'strtoupper', $value ) : (array) $value ) );
		add_filter( 'title_save_pre', static fn( $title ) => str_replace( 'Hamlet', "Ham\\\\let's", $title ) );
		add_filter( 'excerpt_save_pre', static fn( $excerpt ) => rtrim( $excerpt, '.' ) );
		add_filter( 'name_save_pre', static fn( $name ) => str_replace( 'x--y', 'x-and-y', $name ) );
		add_filter( 'pre_http_request', array( $this, 'serve' ), 10, 3 );
	}

	protected function tearDown(): void {
		unregister_taxonomy( 'free' );
		foreach ( array( 'event', 'post', 'page', 'callboard_tree', '' ) as $post_type ) {
			array_map( static fn( string $key ) => unregister_post_meta( $post_type, $key ), array( 'plain', 'number', 'list' ) );
		}
		foreach ( get_posts( array( 'post_type' => 'attachment', 'post_status' => 'any', 'fields' => 'ids', 'nopaging' => true ) ) as $id ) {
			wp_delete_attachment( $id, true );
		}
		parent::tearDown();
	}

	/** @param mixed $answer @param array<string, mixed> $arguments @return array<string, mixed> */
	public function serve( $answer, array $arguments, string $url ): array {
		file_put_contents( $arguments['filename'], base64_decode( self::PNG ) . $url );
		return array( 'response' => array( 'code' => 200, 'message' => '' ), 'headers' => array(), 'body' => '', 'cookies' => array() );
	}

	/** @return array<string, string> */
	private static function random_owners( RandomDrafts $random ): array {
		$owners = array();
		foreach ( array( ...self::TARGETS, 'meta:number', 'meta:round', 'image' ) as $target ) {
			// A listing needs a title, and a parent that only this test's records have.
			$owners[ $target ] = $random->one( in_array( $target, array( 'title', 'parent' ), true ) ? array( 'salesforce', 'fill_if_empty' ) : array( 'salesforce', 'salesforce', 'fill_if_empty', 'wordpress' ) );
		}
		$owners['meta:round'] = 'salesforce';
		return array_filter( $owners, static fn( string $to ) => 'slug' !== $to || ! $random->chance( 3 ), ARRAY_FILTER_USE_KEY );
	}

	/** @return list<array{drafts: list<Draft>, gone: list<string>, edits: list<array{0: string, 1: string, 2: string, 3: mixed}>}> */
	private static function random_rounds( RandomDrafts $random, Mapping $mapping, string $post_type ): array {
		$edits  = new RandomEdits( $random, self::owners( $mapping ), $post_type );
		$values = array();
		$rounds = array();
		for ( $round = 1; $round <= self::ROUNDS; $round++ ) {
			$drafts = array();
			$known  = array_keys( $values );
			for ( $n = 1 === $round ? 7 : 2; $n > 0; $n-- ) {
				$id            = self::id( 'a0T', 1 + count( $values ) );
				$values[ $id ] = array( 'parent' => array() === $known || $random->chance( 2 ) ? null : $random->one( $known ) ) + self::random_values( $random );
			}
			foreach ( $known as $id ) {
				$values[ $id ] = array_combine( array_keys( $values[ $id ] ), array_map( static fn( $was, $new ) => $random->chance( 2 ) ? $new : $was, $values[ $id ], array( 'parent' => $values[ $id ]['parent'] ) + self::random_values( $random ) ) );
			}
			foreach ( array_reverse( array_keys( $values ) ) as $id ) {
				// No draft is as it was: what says nothing new is not written, whatever people made of its listing.
				$values[ $id ]['meta:round'] = "$round";
				$drafts[]                    = self::draft( (string) $id, array_intersect_key( $values[ $id ], self::owners( $mapping ) ), 1000 * $round, 5000 );
			}
			$all      = array_map( 'strval', array_keys( $values ) );
			$gone     = $round < self::ROUNDS ? array_values( array_filter( $all, static fn() => $random->chance( 5 ) ) ) : array();
			$rounds[] = array( 'drafts' => $drafts, 'gone' => $gone, 'edits' => $edits->draw( array_values( array_diff( $all, $gone ) ) ) );
		}
		return $rounds;
	}

	/** @return array<string, mixed> */
	private static function random_values( RandomDrafts $random ): array {
		return $random->values() + array(
			'meta:number' => $random->one( array( null, '', '7', '-3', 'seven', 12.7, '0' ) ),
			'image'       => $random->one( array( null, 'http://127.0.0.1/posters/one.png', 'http://127.0.0.1/posters/two.png' ) ),
			'meta:round'  => '',
		);
	}

	/**
	 * @param list<array{drafts: list<Draft>, gone: list<string>, edits: list<array{0: string, 1: string, 2: string, 3: mixed}>}> $rounds
	 * @return list<mixed>
	 */
	private static function history( array $rounds, string $external_id ): array {
		$history = array();
		foreach ( $rounds as $round ) {
			foreach ( $round['drafts'] as $draft ) {
				if ( $draft->external_id === $external_id ) {
					$history[] = $draft->values;
				}
			}
			$history[] = array( 'gone' => in_array( $external_id, $round['gone'], true ), 'edits' => array_values( array_filter( $round['edits'], static fn( array $edit ) => $edit[0] === $external_id ) ) );
		}
		return $history;
	}
}
