<?php
declare(strict_types=1);

namespace Callboard\Explain\Link;

defined( 'ABSPATH' ) || exit;

/** A text that was read from its first to its last character as one condition of SOQL, and as nothing else. */
final class Condition {
	private function __construct( public readonly string $text ) {}

	/** Null where it is not one: a comment, an open quote, a clause that would end the condition. */
	public static function of( string $text ): ?self {
		return null === ConditionReader::ands( $text ) ? null : new self( trim( $text ) );
	}

	/**
	 * The parts of a filter that all must be true, so that each can be asked about by itself.
	 *
	 * @return ?list<self> Null where the filter is no condition; none where it is empty.
	 */
	public static function all_of( string $filter ): ?array {
		if ( '' === trim( $filter ) ) {
			return array();
		}
		$ands = ConditionReader::ands( $filter );
		if ( null === $ands ) {
			return null;
		}
		$parts = array();
		$from  = 0;
		foreach ( array( ...$ands, strlen( $filter ) ) as $at ) {
			$parts[] = new self( trim( substr( $filter, $from, $at - $from ) ) );
			$from    = $at + strlen( 'AND' );
		}
		return $parts;
	}
}
