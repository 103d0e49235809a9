<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

use Callboard\Delivery\Withdrawal;

final class TermCountsTest extends SeasonCase {
	/** @return array{0: int, 1: int, 2: int} Of the genre: its count, published shows that carry it, all that carry it. */
	private function counts( string $genre ): array {
		$this->plugin->effects()->drain( PHP_INT_MAX );
		$of = fn( string $status ) => count( get_posts( array( 'post_type' => 'event', 'post_status' => $status, 'genre' => sanitize_title( $genre ), 'fields' => 'ids', 'numberposts' => -1 ) ) );
		clean_term_cache( array(), 'genre' );
		return array( (int) get_term_by( 'name', $genre, 'genre' )->count, $of( 'publish' ), $of( 'any' ) );
	}

	private function show( int $number, string $status, string $genre = 'Opera', int $version = 1000 ): void {
		$this->deliver( 'productions', array( $this->production( $number, array( 'status' => $status, 'taxonomy:genre' => $genre ), $version, $version + 1 ) ) );
	}

	public function test_a_taxonomy_that_counts_in_its_own_way_is_counted_in_that_way_after_the_commit(): void {
		get_taxonomy( 'genre' )->update_count_callback = function ( array $terms, \WP_Taxonomy $taxonomy ): void {
			self::assertFalse( $this->plugin->db()->in_transaction() );
			_update_generic_term_count( $terms, $taxonomy );
		};
		$this->plugin->mappings()->save( $this->tenant_id, $this->mapping_with_status() );
		$this->show( 1, 'publish' );
		$this->show( 2, 'draft' );
		self::assertSame( array( 2, 1, 2 ), $this->counts( 'Opera' ) );
		$this->show( 2, 'draft', 'Dance', 2000 );
		self::assertSame( array( 1, 1, 1 ), $this->counts( 'Opera' ) );
		self::assertSame( array( 1, 0, 1 ), $this->counts( 'Dance' ) );
	}

	public function test_a_callback_that_throws_costs_nothing_but_the_count(): void {
		get_taxonomy( 'genre' )->update_count_callback = static fn() => throw new \Error( 'No counting today.' );
		$this->deliver( 'productions', array( $this->production( 1, array( 'taxonomy:genre' => 'Opera' ) ) ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		self::assertSame( 'publish', get_post_status( $this->post_of( $this->production( 1 ) ) ) );
		self::assertSame( 0, $this->plugin->effects()->drain( PHP_INT_MAX ), 'Nothing is left to be told.' );
	}

	public function test_who_listens_to_counts_hears_of_each_and_where_nobody_does_core_is_not_asked(): void {
		$asked = 0;
		$this->deliver( 'productions', array( $this->production( 1, array( 'taxonomy:genre' => 'Opera', 'taxonomy:season' => null ) ) ) );
		add_filter(
			'query',
			static function ( string $query ) use ( &$asked ): string {
				$asked += str_contains( $query, 'term_taxonomy_id, taxonomy FROM' ) ? 1 : 0;
				return $query;
			}
		);
		$this->plugin->effects()->drain( PHP_INT_MAX );
		self::assertSame( 0, $asked );
		$heard = array();
		add_action(
			'edited_term_taxonomy',
			static function ( int $id, string $taxonomy ) use ( &$heard ): void {
				$heard[] = $taxonomy;
			},
			10,
			2
		);
		$this->deliver( 'productions', array(), array( new Withdrawal( $this->production( 1 )->external_id, 2000, 6000, Withdrawal::DELETED ) ) );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		self::assertSame( array( 'genre' ), array_values( array_unique( $heard ) ) );
		self::assertSame( 0, get_term_by( 'name', 'Opera', 'genre' )->count );
	}

	protected function tearDown(): void {
		get_taxonomy( 'genre' )->update_count_callback = '';
		parent::tearDown();
	}

	private function mapping_with_status(): \Callboard\Mapping\Mapping {
		$body             = $this->mapping( 'productions' )->to_array();
		$body['fields'][] = array( 'to' => 'status', 'from' => 'Status', 'owner' => 'salesforce', 'empty' => 'clear' );
		return \Callboard\Mapping\Mapping::from_array( $body );
	}
}
