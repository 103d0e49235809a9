<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

use Callboard\Brake\Limit;
use Callboard\Delivery\Draft;
use Callboard\Delivery\Withdrawal;
use Callboard\Mapping\Mapping;

/**
 * The same random drafts through our writer and through wp_insert_post() + update_post_meta() + wp_set_object_terms(),
 * without a user: identical rows, times aside.
 *
 * CALLBOARD_ROWS_CASES says how many cases (8), CALLBOARD_ROWS_SEED where they begin (1); a failing case names its seed.
 *
 * @group data
 */
final class SameRowsTest extends SameRowsCase {
	private const ROUNDS = 4;

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
		$mapping = $this->plugin->mappings()->save( $this->tenant_id, self::things( $post_type, array_diff_key( array_fill_keys( self::TARGETS, 'salesforce' ), $with_slug ? array() : array( 'slug' => true ) ) ) );
		$rounds  = self::rounds( $random );

		$this->count_categories();
		$this->count_posts_from( $first_id );
		$surroundings = $this->surround( $post_type );
		$wordpress    = new ThroughWordPress( $post_type, self::owners( $mapping ) );
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
		$this->plugin->effects()->drain( $this->clock->now_ms() + 1 );
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
