<?php
declare(strict_types=1);

namespace Callboard\Tests\Event;

use Callboard\Event\Price;
use Callboard\Tests\TestCase;

/** What is stored for machines is printed for people, with or without the extension intl. */
final class PriceTest extends TestCase {
	/** @dataProvider amounts */
	public function test_an_amount_is_written_as_the_locale_writes_it( string $locale, string $stored, string $with_intl ): void {
		if ( ! class_exists( \NumberFormatter::class ) ) {
			self::markTestSkipped( 'PHP came without intl.' );
		}
		add_filter( 'locale', static fn() => $locale );
		// Which kind of space stands before a sign is for the locale data to say.
		self::assertSame( $with_intl, preg_replace( '/[\x{00A0}\x{202F}]/u', ' ', Price::of( $stored )->in_words() ) );
	}

	/** @return array<string, array{string, string, string}> */
	public static function amounts(): array {
		return array(
			'sign first'                 => array( 'en_US', '1045.00 EUR', '€1,045.00' ),
			'sign last, comma'           => array( 'de_DE', '1045.00 EUR', '1.045,00 €' ),
			'a locale of its own kind'   => array( 'de_DE_formal', '45.50 EUR', '45,50 €' ),
			'no smaller unit'            => array( 'en_US', '1500 JPY', '¥1,500' ),
			'three digits'               => array( 'en_US', '12.345 KWD', 'KWD 12.345' ),
			'digits the amount came with' => array( 'en_US', '5 EUR', '€5' ),
			'nothing'                    => array( 'en_US', '0.00 EUR', '€0.00' ),
			'less than nothing'          => array( 'en_US', '-2.50 USD', '-$2.50' ),
		);
	}

	public function test_without_intl_the_code_stands_behind_the_number(): void {
		self::assertSame( "1,045.00\u{00A0}EUR", Price::of( '1045.00 EUR' )->with_code() );
		self::assertSame( "1,500\u{00A0}JPY", Price::of( '1500 JPY' )->with_code() );
		self::assertSame( '1,045.50', Price::of( '1045.50' )->with_code() );
	}

	public function test_an_amount_without_a_currency_stays_an_amount(): void {
		self::assertSame( '1,045.50', Price::of( '1045.50' )->in_words() );
		self::assertSame( '45', Price::of( ' 45 ' )->in_words() );
	}

	/** @dataProvider others */
	public function test_what_is_no_amount_is_none( string $stored ): void {
		self::assertNull( Price::of( $stored ) );
		self::assertSame( trim( $stored ), Price::range( $stored, '' ) );
	}

	/** @return array<int, array{string}> */
	public static function others(): array {
		return array_map( static fn( string $stored ) => array( $stored ), array( '', 'free', '45,00 EUR', 'EUR 45.00', '45.00 eur', '45.00 EURO', '1e3', '45.', '.5', '1234567890123.00 EUR', "45.00 EUR\n<b>", '٤٥ EUR' ) );
	}

	public function test_a_range_says_no_more_than_is_known(): void {
		$words = static fn( string $stored ): string => Price::of( $stored )->in_words();
		self::assertSame( $words( '10.00 EUR' ) . ' – ' . $words( '65.50 EUR' ), Price::range( '10.00 EUR', '65.50 EUR' ) );
		self::assertSame( $words( '10.00 EUR' ), Price::range( '10.00 EUR', '10.00 EUR' ) );
		self::assertSame( 'from ' . $words( '10.00 EUR' ), Price::range( '10.00 EUR', '' ) );
		self::assertSame( 'up to ' . $words( '65.50 EUR' ), Price::range( '', '65.50 EUR' ) );
		self::assertSame( '', Price::range( '', '' ) );
		self::assertSame( 'Pay what you can', Price::range( '', 'Pay what you can' ) );
		self::assertSame( '10.00 – ' . $words( '65.50 EUR' ), Price::range( '10.00', '65.50 EUR' ), 'One of an older mapping beside one of the new.' );
	}
}
