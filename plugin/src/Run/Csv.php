<?php
declare(strict_types=1);

namespace Callboard\Run;

defined( 'ABSPATH' ) || exit;

/** Lines of a CSV file that opens in a spreadsheet as what it is: text, never a formula. */
final class Csv {
	/** Without it Excel takes UTF-8 for the code page of the machine. */
	public const BOM = "\xEF\xBB\xBF";

	/** @param list<string> $cells */
	public static function line( array $cells ): string {
		return implode( ',', array_map( static fn( string $cell ) => '"' . str_replace( '"', '""', self::safe( $cell ) ) . '"', $cells ) ) . "\r\n";
	}

	/** A title may begin with an equals sign; a spreadsheet would run it. The apostrophe says: text. */
	public static function safe( string $cell ): string {
		$cell = mb_scrub( $cell, 'UTF-8' );
		return ! is_numeric( $cell ) && 1 === preg_match( '/^[\s\x00]*[=+\-@\x{FF1D}\x{FF0B}\x{FF0D}\x{FF20}]|^[\t\r\n]/u', $cell ) ? "'" . $cell : $cell;
	}
}
