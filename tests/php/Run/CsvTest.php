<?php
declare(strict_types=1);

namespace Callboard\Tests\Run;

use Callboard\Run\Csv;
use Callboard\Tests\TestCase;

final class CsvTest extends TestCase {
	/** @dataProvider cells */
	public function test_a_cell_is_text_never_a_formula( string $cell, string $written ): void {
		self::assertSame( "\"{$written}\"\r\n", Csv::line( array( $cell ) ) );
	}

	/** @return array<string, array{0: string, 1: string}> */
	public static function cells(): array {
		return array(
			'plain'             => array( 'Hamlet', 'Hamlet' ),
			'a quote'           => array( 'The "Ring"', 'The ""Ring""' ),
			'a formula'         => array( '=HYPERLINK("http://x")', "'=HYPERLINK(\"\"http://x\"\")" ),
			'a sum'             => array( '+1+cmd|calc', "'+1+cmd|calc" ),
			'a minus'           => array( '-2+3', "'-2+3" ),
			'a negative number' => array( '-2.5', '-2.5' ),
			'a function'        => array( '@SUM(A1)', "'@SUM(A1)" ),
			'behind a space'    => array( ' =1+1', "' =1+1" ),
			'behind a line'     => array( "\n=1+1", "'\n=1+1" ),
			'a tab'             => array( "\tx", "'\tx" ),
			'full width'        => array( '＝1+1', "'＝1+1" ),
			'a break of cells'  => array( 'a","=1+1', 'a"",""=1+1' ),
			'broken UTF-8'      => array( "a\xB1=", 'a?=' ),
			'equals inside'     => array( 'E=mc²', 'E=mc²' ),
			'empty'             => array( '', '' ),
		);
	}
}
