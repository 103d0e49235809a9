<?php
declare(strict_types=1);

namespace Callboard\Tests\Listing;

use Callboard\Listing\FacetValue;
use Callboard\Listing\ListingFilters;
use Callboard\Listing\ListingRow;
use Callboard\Tests\Delivery\SeasonCase;

/** @group data */
final class ListingQueryTest extends SeasonCase {
	protected function setUp(): void {
		parent::setUp();
		$this->deliver( 'productions', array( $this->production( 1, array( 'title' => 'Café Rock & Roll' ) ), $this->production( 2, array( 'taxonomy:genre' => 'Opera' ) ) ) );
		$this->deliver(
			'performances',
			array(
				$this->performance( 1, 1 ),
				$this->performance( 2, 1, array( 'taxonomy:venue' => 'Studio', 'meta:callboard_sale_status' => 'sold_out' ) ),
				$this->performance( 3, 2, array( 'taxonomy:venue' => 'Studio', 'meta:callboard_city' => 'Leeds' ) ),
				$this->performance( 4, 2, array( 'meta:callboard_city' => 'Leeds' ) ),
			)
		);
	}

	public function test_pages_are_in_the_order_of_time(): void {
		$page = $this->query( new ListingFilters( per_page: 3 ) );
		self::assertSame( array( 4, 2, 3 ), array( $page->total, $page->pages(), count( $page->rows ) ) );
		self::assertSame( array( 'Evening 4' ), $this->titles( new ListingFilters( page: 2, per_page: 3 ) ) );
		self::assertSame( array(), $this->titles( new ListingFilters( page: 9, per_page: 3 ) ) );
		self::assertSame( 'Café Rock & Roll', $page->rows[0]->event_title );
	}

	/** @dataProvider filters */
	public function test_each_filter_finds_what_it_names( ListingFilters $filters, array $expected ): void {
		self::assertSame( $expected, $this->titles( $filters ) );
	}

	/** @return array<string, array{0: ListingFilters, 1: list<string>}> */
	public function filters(): array {
		$day = self::NOW_MS + 86400000;
		return array(
			'from'           => array( new ListingFilters( from_ms: $day + 1 ), array( 'Evening 2', 'Evening 3', 'Evening 4' ) ),
			'until'          => array( new ListingFilters( from_ms: $day, until_ms: $day + 86400000 ), array( 'Evening 1' ) ),
			'genre'          => array( new ListingFilters( facets: array( 'genre' => array( 'opera' ) ) ), array( 'Evening 3', 'Evening 4' ) ),
			'two values'     => array( new ListingFilters( facets: array( 'genre' => array( 'opera', 'comedy' ), 'venue' => array( 'studio' ) ) ), array( 'Evening 2', 'Evening 3' ) ),
			'city'           => array( new ListingFilters( facets: array( 'city' => array( 'Leeds' ) ) ), array( 'Evening 3', 'Evening 4' ) ),
			'sale status'    => array( new ListingFilters( facets: array( 'sale_status' => array( 'sold_out' ) ) ), array( 'Evening 2' ) ),
			'season'         => array( new ListingFilters( facets: array( 'season' => array( '2026-27' ) ), from_ms: $day + 1 ), array( 'Evening 2', 'Evening 3', 'Evening 4' ) ),
			'search'         => array( new ListingFilters( search: 'CAFE roll' ), array( 'Evening 1', 'Evening 2' ) ),
			'search, %'      => array( new ListingFilters( search: '%' ), array() ),
			'unknown facet'  => array( new ListingFilters( facets: array( 'DROP' => array( 'x' ) ), search: 'studio leeds' ), array( 'Evening 3' ) ),
			'another tenant' => array( new ListingFilters( tenant_id: 999 ), array() ),
		);
	}

	public function test_facets_count_what_choosing_them_would_show(): void {
		$facets = $this->query( new ListingFilters( facets: array( 'city' => array( 'Leeds' ) ) ) )->facets;
		$counts = static fn( string $facet ) => array_combine( array_map( static fn( FacetValue $value ) => $value->value, $facets[ $facet ] ), array_map( static fn( FacetValue $value ) => $value->count, $facets[ $facet ] ) );
		self::assertEquals( array( 'London' => 2, 'Leeds' => 2 ), $counts( 'city' ) );
		self::assertEquals( array( 'main-stage' => 1, 'studio' => 1 ), $counts( 'venue' ) );
		self::assertSame( array( 'opera' => 2 ), $counts( 'genre' ) );
	}

	public function test_the_performances_of_a_hidden_show_leave_with_the_next_edit(): void {
		global $wpdb;
		$id = (int) $this->post_of( $this->production( 2 ) );
		$wpdb->query( "UPDATE {$wpdb->posts} SET post_status = 'draft' WHERE ID = $id" );
		clean_post_cache( $id );
		wp_update_post( array( 'ID' => $id, 'post_excerpt' => 'Any edit of the show refreshes its rows.' ) );
		self::assertSame( array( 'Evening 1', 'Evening 2' ), $this->titles( new ListingFilters() ) );
	}

	public function test_every_query_uses_an_index_and_reads_only_what_is_upcoming(): void {
		if ( $this->is_sqlite() ) {
			self::assertSame( 4, $this->query( new ListingFilters() )->total ); // SQLite has no EXPLAIN of this kind.
			return;
		}
		$this->fill_archive( 4000 );
		$db      = $this->plugin->db();
		$filters = new ListingFilters( from_ms: self::NOW_MS, facets: array( 'genre' => array( 'opera' ), 'venue' => array( 'studio' ) ), search: 'leeds' );
		$queries = $this->queries_of( fn() => $this->query( $filters ) );
		self::assertGreaterThan( 3, count( $queries ) );
		foreach ( $queries as $query ) {
			foreach ( $db->rows( 'EXPLAIN ' . $query ) as $step ) {
				self::assertNotNull( $step['key'], $query );
				self::assertLessThan( 100, (int) $step['rows'], "{$step['table']} in $query" );
			}
		}
	}

	/** Past performances, which a listing of upcoming ones must not pay for. */
	private function fill_archive( int $number ): void {
		$db     = $this->plugin->db();
		$rows   = array();
		$facets = array();
		for ( $id = 900001; $id <= 900000 + $number; $id++ ) {
			$start    = self::NOW_MS - 3600000 * ( $id - 900000 );
			$rows[]   = array( $id, 1, 5, 'Old', 'Old show', '', $start, null, 'Europe/London', 'Studio', 'Leeds', 'ended', 'scheduled', '', '', '', '', 'old show studio leeds', 'x' );
			$facets[] = array( $id, 'genre', 'opera', 'Opera', 1, $start );
			$facets[] = array( $id, 'venue', 'studio', 'Studio', 1, $start );
		}
		$db->insert_rows( $db->table( 'listing' ), array( ...ListingRow::COLUMNS, 'row_hash' ), $rows );
		$db->insert_rows( $db->table( 'listing_facet' ), array( 'post_id', 'facet', 'value', 'label', 'tenant_id', 'start_ms' ), $facets );
		$db->rows( "ANALYZE TABLE {$db->table( 'listing' )}, {$db->table( 'listing_facet' )}" );
	}

	private function query( ListingFilters $filters ): \Callboard\Listing\ListingResult {
		return $this->plugin->listing_query()->page( $filters );
	}

	/** @return list<string> */
	private function titles( ListingFilters $filters ): array {
		return array_map( static fn( ListingRow $row ) => $row->title, $this->query( $filters )->rows );
	}
}
