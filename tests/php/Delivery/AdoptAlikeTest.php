<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

use Callboard\Delivery\Draft;
use Callboard\Event\Taxonomies;
use Callboard\Mapping\Mapping;

/** @group data */
final class AdoptAlikeTest extends SeasonCase {
	private const START = '2026-12-24T19:30:00Z';
	private const LATER = '2026-12-25T19:30:00Z';
	private const CASES = 6;

	private int $parent = 0;

	protected function setUp(): void {
		parent::setUp();
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$this->parent = (int) $this->post_of( $this->production( 1 ) );
		foreach ( array( 'productions', 'performances' ) as $id ) {
			$this->plugin->mappings()->save( $this->tenant_id, Mapping::from_array( array( 'adopt' => 'natural_key' ) + $this->mapping( $id )->to_array() ) );
		}
	}

	/** @param array<string, mixed> $says title, start, venue, key, parent, status, type, slug. */
	private function post( array $says = array() ): int {
		$says   += array( 'title' => 'Evening 1', 'start' => self::START, 'venue' => 'Main Stage', 'key' => '', 'parent' => 0, 'status' => 'publish', 'type' => $this->mapping( 'performances' )->post_type, 'slug' => '' );
		$post_id = (int) wp_insert_post(
			array( 'post_type' => $says['type'], 'post_status' => 'trash' === $says['status'] ? 'publish' : $says['status'], 'post_title' => $says['title'], 'post_name' => $says['slug'], 'post_parent' => $says['parent'], 'post_excerpt' => 'Ours' )
		);
		'' === $says['start'] || add_post_meta( $post_id, 'callboard_start', $says['start'] );
		'' === $says['key'] || add_post_meta( $post_id, 'callboard_natural_key', $says['key'] );
		'' === $says['venue'] || wp_set_object_terms( $post_id, $says['venue'], Taxonomies::venue() );
		'trash' === $says['status'] && wp_trash_post( $post_id );
		return $post_id;
	}

	/** @param array<string, mixed> $values */
	private function evening( int $number, array $values = array() ): Draft {
		return $this->performance( $number, 1, $values + array( 'title' => 'Evening 1', 'meta:callboard_start' => self::START ) );
	}

	public function test_a_performance_takes_over_the_post_that_says_the_same_with_address_and_words(): void {
		$old = $this->post( array( 'title' => 'Tom &amp; Jerry', 'slug' => 'old-address', 'status' => 'draft' ) );
		wp_update_post( array( 'ID' => $old, 'post_title' => 'tom & Jerry' ) );
		$draft = $this->evening( 1, array( 'title' => 'Tom & Jerry' ) );
		self::assertSame( array( 'updated', 'created' ), self::words( $this->deliver( 'performances', array( $draft, $this->evening( 2, array( 'meta:callboard_start' => self::LATER ) ) ) ) ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		$post = get_post( $old );
		self::assertSame( array( $old, 'Tom &amp; Jerry', 'old-address', 'Ours', $this->parent, 'publish' ), array( $this->post_of( $draft ), $post->post_title, $post->post_name, $post->post_excerpt, $post->post_parent, $post->post_status ) );
		self::assertSame( 'CODE-1', get_post_meta( $old, 'callboard_natural_key', true ) );
		self::assertSame( array( 'unchanged' ), self::words( $this->deliver( 'performances', array( $draft ) ) ) );
	}

	/**
	 * @dataProvider others
	 * @param array<string, mixed> $says
	 */
	public function test_a_post_that_says_another_thing_is_left_alone( array $says ): void {
		$old    = $this->post( $says );
		$before = get_post( $old )->post_modified_gmt . get_post( $old )->post_status;
		self::assertSame( array( 'created' ), self::words( $this->deliver( 'performances', array( $this->evening( 1 ) ) ) ) );
		clean_post_cache( $old );
		self::assertSame( $before, get_post( $old )->post_modified_gmt . get_post( $old )->post_status );
	}

	/** @return array<string, array{0: array<string, mixed>}> */
	public static function others(): array {
		return array(
			'another title'      => array( array( 'title' => 'Evening' ) ),
			'another start'      => array( array( 'start' => self::LATER ) ),
			'no start'           => array( array( 'start' => '', 'key' => 'CODE-1' ) ),
			'another venue'      => array( array( 'venue' => 'Studio' ) ),
			'no venue'           => array( array( 'venue' => '' ) ),
			'another code'       => array( array( 'key' => 'CODE-9' ) ),
			'another production' => array( array( 'parent' => 99999999 ) ),
			'in the trash'       => array( array( 'status' => 'trash' ) ),
			'another type'       => array( array( 'type' => 'page' ) ),
		);
	}

	public function test_a_production_has_no_start_and_adopts_by_its_code_alone(): void {
		$type    = $this->mapping( 'productions' )->post_type;
		$without = $this->post( array( 'title' => 'Show 2', 'start' => '', 'venue' => '', 'type' => $type ) );
		self::assertSame( array( 'created' ), self::words( $this->deliver( 'productions', array( $this->production( 2 ) ) ) ), 'A title alone is no proof.' );
		$mapping = $this->mapping( 'productions' )->to_array();
		$this->plugin->mappings()->save( $this->tenant_id, Mapping::from_array( array( 'natural_key' => 'meta:callboard_natural_key' ) + $mapping ) );
		$with = $this->post( array( 'title' => 'Show 3', 'start' => '', 'venue' => '', 'key' => 'SHOW-3', 'type' => $type ) );
		$this->post( array( 'title' => 'Show 3', 'start' => '', 'venue' => '', 'type' => $type ) );
		$draft = $this->production( 3, array( 'meta:callboard_natural_key' => 'SHOW-3' ) );
		self::assertSame( array( 'updated' ), self::words( $this->deliver( 'productions', array( $draft ) ) ) );
		self::assertSame( array( $with, 'publish' ), array( $this->post_of( $draft ), get_post( $without )->post_status ) );
	}

	public function test_several_posts_or_several_records_wait_for_a_person(): void {
		$posts  = array( $this->post(), $this->post( array( 'status' => 'draft' ) ) );
		$answer = $this->deliver( 'performances', array( $this->evening( 1 ) ) )->to_array()['outcomes'];
		self::assertSame( array( 'held', 'adoption_alike', $posts ), array( $answer[0]['outcome'], $answer[0]['failure']['code'], $answer[0]['failure']['details']['posts'] ) );
		wp_delete_post( $posts[1], true );
		$answer = $this->deliver( 'performances', array( $this->evening( 1, array( 'meta:callboard_access' => 'Signed' ) ), $this->evening( 2 ) ) )->to_array()['outcomes'];
		self::assertSame( array( 'held', 'held' ), array_column( $answer, 'outcome' ) );
		self::assertSame( array( $this->evening( 2 )->external_id ), $answer[0]['failure']['details']['records'] );
		$this->plugin->decide_twin()->decide( $this->tenant_id, $this->evening( 2 )->external_id, 'link', $posts[0], null );
		self::assertSame( array( 'updated' ), self::words( $this->deliver( 'performances', array( $this->evening( 2 ) ) ) ) );
		self::assertSame( $posts[0], $this->post_of( $this->evening( 2 ) ) );
	}

	public function test_of_two_twins_the_first_takes_the_post_and_the_second_waits(): void {
		$old  = $this->post();
		$twin = $this->evening( 2, array( 'meta:callboard_natural_key' => 'CODE-1' ) );
		self::assertSame( array( 'updated', 'held' ), self::words( $this->deliver( 'performances', array( $this->evening( 1 ), $twin ) ) ) );
		self::assertSame( array( $old, null ), array( $this->post_of( $this->evening( 1 ) ), $this->post_of( $twin ) ) );
	}

	public function test_it_costs_at_most_two_queries_a_batch_and_one_lock(): void {
		$asked = fn( int $from, int $to ): int => count( $this->queries_of( fn() => $this->deliver( 'performances', array_map( fn( int $n ) => $this->performance( $n, 1 ), range( $from, $to ) ) ) ) );
		$asked( 100, 101 );
		$adopting = $asked( 1, 20 );
		$this->plugin->mappings()->save( $this->tenant_id, Mapping::from_array( array( 'adopt' => 'off' ) + $this->mapping( 'performances' )->to_array() ) );
		$asked( 102, 103 );
		self::assertSame( $adopting - 1, $asked( 21, 40 ), 'Nothing found.' );
	}

	/** Never two records on one post, never a post of another tenant, and a person is asked wherever more than one could be it. */
	public function test_random_worlds(): void {
		$cases = (int) ( getenv( 'CALLBOARD_ADOPT_CASES' ) ?: self::CASES );
		$seed  = (int) ( getenv( 'CALLBOARD_ADOPT_SEED' ) ?: 41 );
		for ( $case = 0; $case < $cases; $case++ ) {
			mt_srand( $seed + $case );
			$this->one_world( $case, 'seed ' . ( $seed + $case ) );
		}
	}

	private function one_world( int $case, string $said ): void {
		$pick  = static fn( array $from ) => $from[ mt_rand( 0, count( $from ) - 1 ) ];
		$world = array();
		$theirs = $this->posts_of_another_tenant( $case );
		for ( $i = mt_rand( 2, 12 ); $i > 0; $i-- ) {
			$says                         = array( 'title' => "World {$case} " . $pick( array( 'A', 'B' ) ), 'start' => $pick( array( '', self::START, self::LATER ) ), 'venue' => $pick( array( '', 'Main Stage' ) ), 'key' => $pick( array( '', '', 'K1', 'K2' ) ), 'parent' => $pick( array( 0, $this->parent ) ), 'status' => $pick( array( 'publish', 'draft', 'trash' ) ) );
			$world[ $this->post( $says ) ] = $says;
		}
		$drafts = array();
		for ( $i = 1; $i <= 8; $i++ ) {
			$drafts[] = $this->performance( 1000 * ( $case + 1 ) + $i, 1, array( 'title' => "World {$case} " . $pick( array( 'A', 'B' ) ), 'meta:callboard_start' => $pick( array( self::START, self::LATER ) ), 'taxonomy:venue' => $pick( array( '', 'Main Stage' ) ), 'meta:callboard_natural_key' => $pick( array( '', 'K1', 'K2' ) ) ) );
		}
		$taken = array();
		$told  = array();
		foreach ( array_chunk( $drafts, mt_rand( 1, 8 ) ) as $batch ) {
			$free     = array_diff_key( $world, $taken );
			$could    = array_map( fn( Draft $draft ) => array_keys( array_filter( $free, fn( array $says ) => $this->is_like( $draft, $says ) ) ), $batch );
			$outcomes = self::words( $this->deliver( 'performances', $batch ) );
			foreach ( $batch as $n => $draft ) {
				$about = "{$said}: {$draft->external_id} " . wp_json_encode( array( $draft->values['title'], $could[ $n ] ) );
				$same  = array_filter( array( ...$told, ...array_slice( $batch, 0, $n ) ), static fn( Draft $one ) => self::content( $one ) === self::content( $draft ) && '' !== $draft->values['meta:callboard_natural_key'] );
				$rival = array_filter( $could, static fn( array $posts, int $other ) => $other !== $n && 1 === count( $posts ) && $posts === $could[ $n ], ARRAY_FILTER_USE_BOTH );
				$post  = $this->post_of( $draft );
				if ( 'held' === $outcomes[ $n ] ) {
					self::assertNull( $post, $about );
					self::assertTrue( 1 < count( $could[ $n ] ) || array() !== $rival || array() !== $same, "{$about}: held without need" );
				} elseif ( 'updated' === $outcomes[ $n ] ) {
					self::assertSame( $could[ $n ], array( $post ), $about );
				} else {
					self::assertSame( array( 'created', array() ), array( $outcomes[ $n ], $could[ $n ] ), $about );
				}
				if ( null !== $post ) {
					self::assertArrayNotHasKey( $post, $taken, "{$about}: two records on one post" );
					self::assertNotContains( $post, array_keys( $theirs ), "{$about}: of another tenant" );
					$taken[ $post ] = true;
				}
			}
			$told = array( ...$told, ...$batch );
		}
		foreach ( $theirs as $post_id => $draft ) {
			self::assertSame( $post_id, $this->post_of( $draft, $this->other_tenant ), $said );
		}
	}

	/** What promise 1 calls the same, said a second time. @param array<string, mixed> $says */
	private function is_like( Draft $draft, array $says ): bool {
		$key = $draft->values['meta:callboard_natural_key'];
		return 'trash' !== $says['status'] && $says['title'] === $draft->values['title'] && $says['start'] === $draft->values['meta:callboard_start']
			&& $says['venue'] === $draft->values['taxonomy:venue'] && ( '' === $says['key'] || $says['key'] === $key );
	}

	/** @return list<mixed> */
	private static function content( Draft $draft ): array {
		return array( $draft->values['title'], $draft->values['meta:callboard_start'], $draft->values['taxonomy:venue'], $draft->values['meta:callboard_natural_key'] );
	}

	private int $other_tenant = 0;

	/** @return array<int, Draft> Post → its record: with the same words as the posts of the world. */
	private function posts_of_another_tenant( int $case ): array {
		$mine               = array( $this->tenant_id, $this->lease );
		$this->other_tenant = $this->new_tenant( "Other House {$case}" );
		$this->tenant_id    = $this->other_tenant;
		$this->lease        = $this->claim( $this->tenant_id );
		$drafts             = array( $this->performance( 1, 1, array( 'title' => "World {$case} A", 'meta:callboard_start' => self::START, 'meta:callboard_natural_key' => 'K1' ) ), $this->performance( 2, 1, array( 'title' => "World {$case} B", 'meta:callboard_start' => self::LATER, 'meta:callboard_natural_key' => 'K2' ) ) );
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$this->deliver( 'performances', $drafts );
		$posts                                = array( (int) $this->post_of( $drafts[0] ) => $drafts[0], (int) $this->post_of( $drafts[1] ) => $drafts[1] );
		list( $this->tenant_id, $this->lease ) = $mine;
		return $posts;
	}
}
