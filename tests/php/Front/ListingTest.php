<?php
declare(strict_types=1);

namespace Callboard\Tests\Front;

use Callboard\Event\Meta;
use Callboard\Event\Price;
use Callboard\Front\Listing;
use Callboard\Plugin;
use Callboard\Tests\TestCase;

/** @group data */
final class ListingTest extends TestCase {
	use Season;

	public function test_it_lists_what_is_coming_by_date_and_nothing_that_is_over(): void {
		$this->performance( 'Hamlet', '2026-12-01T00:30:00Z' );
		$this->performance( 'Macbeth', '2026-11-30T00:30:00Z' );
		$this->performance( 'Yesterday', '2026-11-21T00:30:00Z' );
		$html = $this->listing();
		self::assertStringContainsString( '2 performances', $html );
		self::assertLessThan( strpos( $html, 'Hamlet' ), strpos( $html, 'Macbeth' ) );
		self::assertStringNotContainsString( 'Yesterday', $html );
	}

	public function test_nothing_to_show_says_so(): void {
		self::assertStringContainsString( 'There are no upcoming performances', $this->listing() );
		$this->performance( 'Hamlet', '2026-12-01T00:30:00Z' );
		$html = $this->listing( array( 'callboard_search' => 'Godot' ) );
		self::assertStringContainsString( 'No performance matches your choice.', $html );
		self::assertStringContainsString( 'Show all performances', $html );
	}

	public function test_a_choice_that_leaves_nothing_keeps_its_name_on_screen(): void {
		$this->performance( 'Hamlet', '2026-12-01T00:30:00Z', array( Meta::SALE_STATUS => 'sold_out' ), 'Play', 'Main Stage' );
		$html = $this->listing(
			array(
				'callboard_search' => 'Godot',
				'callboard_venue'  => 'main-stage',
				'callboard_status' => 'sold_out',
			)
		);
		self::assertMatchesRegularExpression( '#<option value="main-stage" *selected[^>]*>Main Stage</option>#', $html );
		self::assertMatchesRegularExpression( '#<option value="sold_out" *selected[^>]*>Sold out</option>#', $html );
	}

	/** @dataProvider choices */
	public function test_visitors_filter( array $choice, array $expected ): void {
		$this->performance( 'Hamlet', '2026-12-01T00:30:00Z', array( Meta::SALE_STATUS => 'sold_out' ), 'Play', 'Main Stage' );
		$this->performance( 'Carmen', '2027-01-10T00:30:00Z', array( Meta::SALE_STATUS => 'on_sale' ), 'Opera', 'Studio' );
		$html = $this->listing( $choice );
		foreach ( array( 'Hamlet', 'Carmen' ) as $title ) {
			self::assertSame( in_array( $title, $expected, true ), str_contains( $html, '>' . $title . '<' ), $title );
		}
	}

	public static function choices(): array {
		return array(
			'nothing'                 => array( array(), array( 'Hamlet', 'Carmen' ) ),
			'genre'                   => array( array( 'callboard_genre' => 'opera' ), array( 'Carmen' ) ),
			'venue'                   => array( array( 'callboard_venue' => 'main-stage' ), array( 'Hamlet' ) ),
			'tickets'                 => array( array( 'callboard_status' => 'on_sale' ), array( 'Carmen' ) ),
			'month in the site\'s time' => array( array( 'callboard_month' => '2026-11' ), array( 'Hamlet' ) ),
			'search without accents'  => array( array( 'callboard_search' => 'CÁRMEN' ), array( 'Carmen' ) ),
			'both'                    => array( array( 'callboard_genre' => 'opera', 'callboard_venue' => 'main-stage' ), array() ),
			'nonsense month'          => array( array( 'callboard_month' => "2026-13' OR 1=1" ), array( 'Hamlet', 'Carmen' ) ),
			'arrays'                  => array( array( 'callboard_genre' => array( 'x' ), 'callboard_page' => array() ), array( 'Hamlet', 'Carmen' ) ),
			'a page far away'         => array( array( 'callboard_page' => '99999999999' ), array() ),
		);
	}

	public function test_a_name_that_only_says_the_date_again_is_left_out(): void {
		foreach ( array( 'Opening night', 'Mon, Nov 30, 2026, 7:30 PM' ) as $title ) {
			$id = $this->performance( 'Hamlet', '2026-12-01T00:30:00Z' );
			wp_update_post( array( 'ID' => $id, 'post_title' => $title ) );
			Plugin::instance()->listing_index()->refresh( 0, array( $id ) );
		}
		$html = $this->listing();
		self::assertStringContainsString( '>Opening night<', $html );
		self::assertStringNotContainsString( 'Nov 30', $html );
	}

	public function test_text_from_anywhere_is_text(): void {
		$this->performance(
			'<script>alert(1)</script>Tom & "Jerry"',
			'2026-12-01T00:30:00Z',
			array( Meta::PURCHASE_URL => 'javascript:alert(1)', Meta::SALE_STATUS => 'on_sale', Meta::CITY => '<b>Bold</b>', Meta::TIMEZONE => 'Nowhere/Land' )
		);
		$html = $this->listing( array( 'callboard_search' => '"><script>alert(2)</script>', 'callboard_genre' => '"><img src=x>' ) );
		$html .= $this->listing();
		self::assertStringNotContainsString( '<script', $html );
		self::assertStringNotContainsString( '<img', $html );
		self::assertStringNotContainsString( '<b>', $html );
		self::assertStringNotContainsString( 'javascript:', $html );
	}

	public function test_each_card_says_what_tickets_cost_where_that_is_known(): void {
		$this->performance( 'Hamlet', '2026-12-01T00:30:00Z', array( Meta::PRICE_MIN => '10.00 EUR', Meta::PRICE_MAX => '65.50 EUR' ) );
		$this->performance( 'Macbeth', '2026-12-02T00:30:00Z', array( Meta::PRICE_MIN => '12.00', Meta::PRICE_MAX => '12.00' ) );
		$this->performance( 'Carmen', '2026-12-03T00:30:00Z', array( Meta::PRICE_MIN => '0.00 EUR', Meta::SALE_STATUS => 'free' ) );
		$this->performance( 'Faust', '2026-12-04T00:30:00Z', array( Meta::PRICE_MIN => '20.00 EUR', Meta::EVENT_STATUS => 'postponed' ) );
		$this->performance( 'Tosca', '2026-12-05T00:30:00Z' );
		preg_match_all( '#<p class="callboard-price" dir="auto">(.*?)</p>#', $this->listing(), $prices );
		self::assertSame( array( Price::range( '10.00 EUR', '65.50 EUR' ), '12.00' ), $prices[1] );
	}

	public function test_statuses_are_words_and_cancelled_sells_nothing(): void {
		$tickets = array( Meta::PURCHASE_URL => 'https://tickets.example/1' );
		$this->performance( 'Hamlet', '2026-12-01T00:30:00Z', array( Meta::EVENT_STATUS => 'cancelled', Meta::SALE_STATUS => 'on_sale' ) + $tickets );
		$html = $this->listing();
		self::assertStringContainsString( 'Cancelled', $html );
		self::assertStringNotContainsString( 'https://tickets.example', $html );
		$this->performance( 'Carmen', '2026-12-02T00:30:00Z', array( Meta::EVENT_STATUS => 'moved_online', Meta::SALE_STATUS => 'few_left' ) + $tickets );
		$html = $this->listing();
		self::assertStringContainsString( '>Online<', $html );
		self::assertStringContainsString( '>Few tickets left<', $html );
		self::assertStringContainsString( 'https://tickets.example/1', $html );
		$this->performance( 'Aida', '2026-12-03T00:30:00Z', array( Meta::SALE_STATUS => 'sold_out' ) + $tickets );
		self::assertSame( 1, substr_count( $this->listing(), 'class="callboard-tickets"' ) );
	}

	public function test_times_are_the_venues_own(): void {
		$this->performance( 'Here', '2026-12-01T00:30:00Z', array( Meta::TIMEZONE => 'America/New_York' ) );
		$this->performance( 'Guest play', '2026-12-02T19:30:00Z', array( Meta::TIMEZONE => 'Europe/London' ) );
		$html = $this->listing();
		self::assertStringContainsString( 'datetime="2026-11-30T19:30:00-05:00">Mon, November 30, 2026, 7:30 pm</time>', $html );
		self::assertStringContainsString( 'datetime="2026-12-02T19:30:00+00:00">Wed, December 2, 2026, 7:30 pm GMT</time>', $html );
	}

	public function test_pages_keep_the_choice_and_name_the_current_one(): void {
		for ( $i = 1; $i <= 5; $i++ ) {
			$this->performance( 'Show ' . $i, "2026-12-0{$i}T00:30:00Z", array(), 'Play' );
		}
		$html = $this->listing( array( 'callboard_genre' => 'play', 'callboard_page' => '2' ), array( 'perPage' => 2 ) );
		self::assertStringContainsString( '>Show 3<', $html );
		self::assertStringNotContainsString( '>Show 2<', $html );
		self::assertSame( 1, substr_count( $html, 'aria-current="page"' ) );
		self::assertMatchesRegularExpression( '/href="[^"]*callboard_genre=play[^"]*callboard_page=3"/', $html );
		self::assertStringContainsString( '<label for="callboard-', $html );
	}

	public function test_a_fixed_genre_cannot_be_chosen_away(): void {
		$this->performance( 'Hamlet', '2026-12-01T00:30:00Z', array(), 'Play' );
		$this->performance( 'Carmen', '2026-12-02T00:30:00Z', array(), 'Opera' );
		$html = $this->listing( array( 'callboard_genre' => 'play' ), array( 'genre' => 'opera' ) );
		self::assertStringContainsString( '>Carmen<', $html );
		self::assertStringNotContainsString( '>Hamlet<', $html );
		self::assertStringNotContainsString( 'name="callboard_genre"', $html );
	}

	public function test_block_and_shortcode_show_the_same(): void {
		$this->performance( 'Hamlet', '2026-12-01T00:30:00Z' );
		self::assertStringContainsString( '>Hamlet<', do_shortcode( '[callboard_listing per_page="5" filter="no"]' ) );
		self::assertStringNotContainsString( '<form', do_shortcode( '[callboard_listing filter="no"]' ) );
		self::assertStringContainsString( '>Hamlet<', do_blocks( '<!-- wp:callboard/listing {"showFilter":false} /-->' ) );
	}

	public function test_more_performances_cost_no_more_queries(): void {
		$count = function (): int {
			wp_cache_flush();
			return count( $this->queries_of( fn() => $this->listing( array(), array( 'perPage' => 50 ) ) ) );
		};
		$this->performance( 'One', '2026-12-01T00:30:00Z', array(), 'Play', 'Studio' );
		$few = $count();
		for ( $i = 10; $i < 40; $i++ ) {
			$this->performance( 'Show ' . $i, "2026-12-05T00:{$i}:00Z", array(), 'Play', 'Studio' );
		}
		self::assertSame( $few, $count() );
		self::assertLessThanOrEqual( 12, $few );
	}

	public function test_plain_permalinks_keep_their_page(): void {
		$page = (int) wp_insert_post( array( 'post_type' => 'page', 'post_status' => 'publish', 'post_title' => 'On', 'post_content' => '<!-- wp:callboard/listing /-->' ) );
		$this->performance( 'Hamlet', '2026-12-01T00:30:00Z' );
		$GLOBALS['wp_rewrite']->init();
		$structure = get_option( 'permalink_structure' );
		$GLOBALS['wp_rewrite']->set_permalink_structure( '' );
		$this->visit( $page );
		$html = $this->listing();
		$GLOBALS['wp_rewrite']->set_permalink_structure( $structure );
		self::assertStringContainsString( '<input type="hidden" name="page_id" value="' . $page . '">', $html );
	}

	/** @param array<string, mixed> $parameters */
	private function listing( array $parameters = array(), array $attributes = array() ): string {
		$_GET = wp_slash( $parameters );
		return render_block(
			array(
				'blockName'    => Listing::BLOCK,
				'attrs'        => $attributes,
				'innerBlocks'  => array(),
				'innerHTML'    => '',
				'innerContent' => array(),
			)
		);
	}
}
