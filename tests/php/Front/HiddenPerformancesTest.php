<?php
declare(strict_types=1);

namespace Callboard\Tests\Front;

use Callboard\Delivery\Withdrawal;
use Callboard\Front\HiddenPerformances;
use Callboard\Tests\Delivery\SeasonCase;

/** Two performances that are over and waited for their show; it is activated, withdrawn, and comes back. */
final class HiddenPerformancesTest extends SeasonCase {
	protected function setUp(): void {
		parent::setUp();
		$over = static fn( int $number ) => array( 'meta:callboard_start' => "2026-10-0{$number}T18:00:00Z", 'meta:callboard_end' => null );
		$both = array( $this->performance( 1, 1, $over( 1 ) ), $this->performance( 2, 1, $over( 2 ) ) );
		self::assertSame( array( 'waiting', 'waiting' ), self::words( $this->deliver( 'performances', $both ) ) );
		$this->deliver( 'productions', array( $this->production( 1 ), $this->production( 9 ) ) );
		self::assertCount( 2, $this->plugin->inbox()->due( $this->tenant_id, $this->clock->now_ms() )['performances'], 'Their show has come: they are due.' );
		self::assertSame( array( 'created', 'created' ), self::words( $this->deliver( 'performances', $both ) ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
	}

	private function withdraw_the_show(): void {
		$this->deliver( 'productions', array(), array( new Withdrawal( self::id( 'a0E', 1 ), 2000, 6000, Withdrawal::OUTSIDE_FILTER ) ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
	}

	private function post_of_performance( int $number ): int {
		return (int) $this->post_of( $this->performance( $number, 1 ) );
	}

	/** @return array<string, callable(self): int> How many of the two a visitor finds there. */
	public function places(): array {
		$found = static fn( array $query ): int => count( ( new \WP_Query( $query + array( 'fields' => 'ids', 'posts_per_page' => 50 ) ) )->posts );
		return array(
			'the listing'            => array( static fn( self $test ): int => count( $test->listing() ) ),
			'their pages'            => array( static fn( self $test ): int => count( array_filter( array( 1, 2 ), static fn( int $number ) => $test->has_page( $number ) ) ) ),
			'the search'             => array( static fn(): int => $found( array( 's' => 'Evening' ) ) ),
			'the page of a venue'    => array( static fn(): int => $found( array( 'venue' => 'main-stage' ) ) ),
			'a loop of a theme'      => array( static fn(): int => $found( array( 'post_type' => array( 'performance', 'attachment' ) ) ) ),
			'a feed'                 => array( static fn(): int => $found( array( 'post_type' => 'performance', 'feed' => 'rss2' ) ) ),
			'the sitemap'            => array( static fn(): int => count( ( new \WP_Sitemaps_Posts() )->get_url_list( 1, 'performance' ) ) ),
			'REST, all of them'      => array( static fn( self $test ): int => count( $test->rest( 'GET', '/wp/v2/performance' )->get_data() ) ),
			'REST, each of them'     => array( static fn( self $test ): int => count( array_filter( array( 1, 2 ), static fn( int $number ) => 200 === $test->rest( 'GET', '/wp/v2/performance/' . $test->post_of_performance( $number ) )->get_status() ) ) ),
			'REST, the search there' => array( static fn( self $test ): int => count( $test->rest( 'GET', '/wp/v2/search', array( 'search' => 'Evening', 'subtype' => 'performance' ) )->get_data() ) ),
		);
	}

	/**
	 * @dataProvider places
	 * @param callable(self): int $count
	 */
	public function test_who_is_hidden_with_its_show_is_found_nowhere_and_comes_back_with_it( callable $count ): void {
		self::assertSame( 2, $count( $this ) );
		$this->withdraw_the_show();
		self::assertSame( 0, $count( $this ) );
		$this->deliver( 'productions', array( $this->production( 1, array(), 3000, 7000 ) ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		self::assertSame( 2, $count( $this ) );
	}

	public function test_their_posts_stay_as_they_are_and_editors_see_them(): void {
		$this->withdraw_the_show();
		self::assertSame( array( 'publish', 'publish' ), array( get_post_status( $this->post_of_performance( 1 ) ), get_post_status( $this->post_of_performance( 2 ) ) ) );
		$this->act_as( 'editor' );
		self::assertCount( 2, ( new \WP_Query( array( 'post_type' => 'performance' ) ) )->posts );
		self::assertCount( 2, $this->rest( 'GET', '/wp/v2/performance' )->get_data() );
		self::assertSame( 200, $this->rest( 'GET', '/wp/v2/performance/' . $this->post_of_performance( 1 ) )->get_status() );
	}

	public function test_posts_of_other_kinds_below_a_draft_are_no_concern_of_ours(): void {
		$parent = wp_insert_post( array( 'post_type' => 'page', 'post_title' => 'A draft', 'post_status' => 'draft' ) );
		wp_insert_post( array( 'post_type' => 'page', 'post_title' => 'Evening page', 'post_status' => 'publish', 'post_parent' => $parent ) );
		self::assertCount( 1, ( new \WP_Query( array( 's' => 'Evening page' ) ) )->posts );
	}

	private function has_page( int $number ): bool {
		$GLOBALS['wp_query'] = new \WP_Query( array( 'post_type' => 'performance', 'p' => $this->post_of_performance( $number ) ) );
		( new HiddenPerformances() )->hide();
		return ! is_404();
	}
}
