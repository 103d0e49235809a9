<?php
declare(strict_types=1);

namespace Callboard\Worker;

defined( 'ABSPATH' ) || exit;

/** How far a run has come in the inbox: until when what counts is due, how many were given, and where each mapping stands. */
final class DueCursor {
	/** @param array<string, array{0: int, 1: int}> $places Mapping id → `next_ms` and `id` of its last row. */
	public function __construct(
		public readonly int $until_ms,
		public readonly int $given,
		public readonly array $places
	) {}

	/**
	 * @param list<string> $mapping_ids
	 * @return ?self Null where it speaks of other mappings than these.
	 */
	public static function parse( string $text, array $mapping_ids ): ?self {
		$numbers = array_map( 'intval', explode( '.', $text ) );
		if ( count( $numbers ) !== 2 + 2 * count( $mapping_ids ) ) {
			return null;
		}
		sort( $mapping_ids, SORT_STRING );
		$places = array();
		foreach ( $mapping_ids as $nth => $mapping_id ) {
			$places[ $mapping_id ] = array( $numbers[ 2 + 2 * $nth ], $numbers[ 3 + 2 * $nth ] );
		}
		return new self( $numbers[0], $numbers[1], $places );
	}

	public function text(): string {
		$places = $this->places;
		ksort( $places, SORT_STRING );
		return implode( '.', array( $this->until_ms, $this->given, ...array_merge( ...array_values( $places ) ) ) );
	}
}
