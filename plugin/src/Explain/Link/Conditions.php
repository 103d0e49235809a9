<?php
declare(strict_types=1);

namespace Callboard\Explain\Link;

defined( 'ABSPATH' ) || exit;

/** The parts of a SOQL filter that all must be true, so that each can be asked about by itself. */
final class Conditions {
	/** @return ?list<string> Null when brackets or quotes do not pair: nothing may be composed of that. */
	public static function of( string $filter ): ?array {
		$parts = array();
		$part  = '';
		$depth = 0;
		$quote = false;
		$or    = false;
		for ( $at = 0, $length = strlen( $filter ); $at < $length; $at++ ) {
			$char = $filter[ $at ];
			if ( $quote ) {
				$part .= $char . ( '\\' === $char ? $filter[ ++$at ] ?? '' : '' );
				$quote = "'" !== $char;
				continue;
			}
			$depth += array( '(' => 1, ')' => -1 )[ $char ] ?? 0;
			if ( $depth < 0 ) {
				return null;
			}
			$quote = "'" === $char;
			$word  = 0 === $depth && ctype_space( $char ) && 1 === preg_match( '/\G\s+(and|or)(?=[\s(])/i', $filter, $found, 0, $at ) ? strtolower( $found[1] ) : null;
			if ( 'and' === $word ) {
				$parts[] = $part;
				$part    = '';
				$at     += strlen( $found[0] ) - 1;
				continue;
			}
			$or    = $or || 'or' === $word;
			$part .= $char;
		}
		if ( $quote || 0 !== $depth ) {
			return null;
		}
		// SOQL mixes AND and OR only with brackets: a filter of ORs is one condition.
		$all = $or ? array( $filter ) : array( ...$parts, $part );
		return array_values( array_filter( array_map( 'trim', $all ), static fn( string $one ) => '' !== $one ) );
	}
}
