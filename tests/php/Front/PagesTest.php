<?php
declare(strict_types=1);

namespace Callboard\Tests\Front;

use Callboard\Event\Meta;
use Callboard\Event\Price;
use Callboard\Front\ListingPages;
use Callboard\Plugin;
use Callboard\Tests\TestCase;

final class PagesTest extends TestCase {
	use Season;

	public function test_a_show_lists_its_dates(): void {
		$this->performance( 'Hamlet', '2026-11-01T00:30:00Z' );
		$next = $this->performance( 'Hamlet', '2026-12-01T00:30:00Z', array( Meta::SALE_STATUS => 'on_sale', Meta::PURCHASE_URL => 'https://tickets.example/9', Meta::CITY => 'Utica' ), '', 'Main Stage' );
		$this->performance( 'Hamlet', '2026-12-03T00:30:00Z', array( Meta::EVENT_STATUS => 'postponed' ) );
		$html = $this->visit( wp_get_post_parent_id( $next ) );
		self::assertStringContainsString( 'About it.', $html );
		self::assertSame( 2, substr_count( $html, '<th scope="row">' ), 'What is over is not offered.' );
		self::assertStringContainsString( 'Main Stage, Utica', $html );
		self::assertStringContainsString( 'https://tickets.example/9', $html );
		self::assertStringContainsString( 'Postponed', $html );
		self::assertSame( array( 'Date', 'Venue', 'Status', 'Tickets' ), $this->columns( $html ) );
	}

	/** @return list<string> */
	private function columns( string $html ): array {
		preg_match_all( '~<th scope="col">(.*?)</th>~', $html, $found );
		return $found[1];
	}

	public function test_prices_stand_on_the_page_of_a_show_and_of_a_performance(): void {
		$priced = $this->performance( 'Hamlet', '2026-12-01T00:30:00Z', array( Meta::PRICE_MIN => '10.00 EUR', Meta::PRICE_MAX => '65.50 EUR' ) );
		$words  = Price::range( '10.00 EUR', '65.50 EUR' );
		$this->performance( 'Hamlet', '2026-12-02T00:30:00Z', array( Meta::PRICE_MIN => 'Pay <b>what you can</b>' ) );
		$this->performance( 'Hamlet', '2026-12-03T00:30:00Z', array( Meta::PRICE_MIN => '77.00', Meta::EVENT_STATUS => 'cancelled' ) );
		$this->performance( 'Hamlet', '2026-12-04T00:30:00Z' );
		$html = $this->visit( (int) wp_get_post_parent_id( $priced ) );
		self::assertSame( 4, substr_count( $html, '<th scope="row">' ) );
		self::assertSame( array( 'Date', 'Status', 'Price' ), $this->columns( $html ), 'No venue and no ticket link is known: a column of nothing helps nobody.' );
		self::assertSame( 8, substr_count( $html, '<td>' ), 'One cell for each column, whatever is known.' );
		self::assertStringContainsString( "<td>{$words}</td>", $html );
		self::assertStringContainsString( '<td>Pay &lt;b&gt;what you can&lt;/b&gt;</td>', $html );
		self::assertStringNotContainsString( '77', $html, 'Nobody buys a ticket for what is cancelled.' );
		self::assertStringContainsString( "<dt>Price</dt><dd>{$words}</dd>", $this->visit( $priced ) );
		self::assertStringContainsString( '<dt>Price</dt><dd>10.00 – 65.50</dd>', $this->visit( $this->performance( 'Hamlet', '2026-12-05T00:30:00Z', array( Meta::PRICE_MIN => '10.00', Meta::PRICE_MAX => '65.50' ) ) ), 'As an older mapping stored it.' );
	}

	public function test_where_no_price_is_known_nothing_speaks_of_prices(): void {
		$id = $this->performance( 'Hamlet', '2026-12-01T00:30:00Z' );
		self::assertStringNotContainsString( 'Price', $this->visit( $id ) . $this->visit( (int) wp_get_post_parent_id( $id ) ) );
	}

	public function test_a_show_without_dates_says_so(): void {
		$over = $this->performance( 'Hamlet', '2026-11-01T00:30:00Z' );
		self::assertStringContainsString( 'There are no further performances', $this->visit( wp_get_post_parent_id( $over ) ) );
	}

	public function test_a_performance_tells_when_and_where_and_leads_to_its_show(): void {
		$id   = $this->performance( 'Hamlet', '2026-12-01T00:30:00Z', array( Meta::ADDRESS => "1 Main St\n<i>Utica</i>" ), '', 'Main Stage' );
		$html = $this->visit( $id );
		self::assertStringContainsString( '<time datetime="2026-11-30T19:30:00-05:00">', $html );
		self::assertStringContainsString( "1 Main St<br />\n&lt;i&gt;Utica&lt;/i&gt;", $html );
		self::assertStringContainsString( esc_url( get_permalink( wp_get_post_parent_id( $id ) ) ), $html );
	}

	public function test_other_content_is_left_alone(): void {
		$page = (int) wp_insert_post( array( 'post_type' => 'page', 'post_status' => 'publish', 'post_title' => 'P', 'post_content' => 'Plain' ) );
		self::assertSame( "<p>Plain</p>\n", $this->visit( $page ) );
		$show = wp_get_post_parent_id( $this->performance( 'Hamlet', '2026-12-01T00:30:00Z' ) );
		$this->visit( $page );
		$GLOBALS['post'] = get_post( $show );
		self::assertStringNotContainsString( 'callboard-dates', (string) apply_filters( 'the_content', 'In a list of posts' ) );
	}

	public function test_a_long_run_costs_no_more_queries_than_a_short_one(): void {
		$count = function ( int $event ): int {
			wp_cache_flush();
			return count( $this->queries_of( fn() => $this->visit( $event ) ) );
		};
		$event = (int) wp_get_post_parent_id( $this->performance( 'Hamlet', '2026-12-01T00:30:00Z', array(), 'Play', 'Studio' ) );
		$count( $event );
		$few = $count( $event );
		for ( $i = 10; $i < 40; $i++ ) {
			$this->performance( 'Hamlet', "2026-12-05T00:{$i}:00Z", array(), 'Play', 'Studio' );
		}
		self::assertSame( $few, $count( $event ) );
	}

	public function test_pages_that_carry_a_listing_are_known_to_the_purge(): void {
		$block = (int) wp_insert_post( array( 'post_type' => 'page', 'post_status' => 'publish', 'post_title' => 'A', 'post_content' => '<!-- wp:callboard/listing /-->' ) );
		$short = (int) wp_insert_post( array( 'post_type' => 'page', 'post_status' => 'publish', 'post_title' => 'B', 'post_content' => '[callboard_listing]' ) );
		$plain = (int) wp_insert_post( array( 'post_type' => 'page', 'post_status' => 'publish', 'post_title' => 'C', 'post_content' => 'Nothing' ) );
		self::assertSame( array( $block, $short ), apply_filters( 'callboard_pages_with_listings', array() ) );
		wp_update_post( array( 'ID' => $block, 'post_content' => 'No more' ) );
		wp_delete_post( $short, true );
		wp_update_post( array( 'ID' => $plain, 'post_content' => '[callboard_listing]' ) );
		self::assertSame( array( $plain ), apply_filters( 'callboard_pages_with_listings', array() ) );
		self::assertSame( array( $plain ), get_option( ListingPages::OPTION ) );
	}
}
