<?php
declare(strict_types=1);

namespace Callboard\Listing;

defined( 'ABSPATH' ) || exit;

/** What a visitor asked for. Times are arguments: the index knows no "now". */
final class ListingFilters {
	public const MAX_PER_PAGE = 100;

	/** @param array<string, list<string>> $facets Facet → chosen values; within a facet any of them fits. */
	public function __construct(
		public readonly ?int $from_ms = null,
		public readonly ?int $until_ms = null,
		public readonly array $facets = array(),
		public readonly string $search = '',
		public readonly int $page = 1,
		public readonly int $per_page = 20,
		public readonly ?int $tenant_id = null,
		public readonly ?int $event_id = null,
		public readonly bool $with_facets = true
	) {}

	/** @return array<string, list<string>> Only facets the index has, only with values. */
	public function chosen(): array {
		$chosen = array();
		foreach ( Derivation::FACETS as $facet ) {
			$values = array_values( array_unique( array_diff( array_map( 'strval', (array) ( $this->facets[ $facet ] ?? array() ) ), array( '' ) ) ) );
			if ( array() !== $values ) {
				$chosen[ $facet ] = array_slice( $values, 0, 50 );
			}
		}
		return $chosen;
	}

	public function limit(): int {
		return max( 1, min( self::MAX_PER_PAGE, $this->per_page ) );
	}

	public function offset(): int {
		return ( max( 1, $this->page ) - 1 ) * $this->limit();
	}

	/** @return list<string> Words that must all occur. */
	public function words(): array {
		$words = preg_split( '/\s+/u', Derivation::search_text( array( $this->search ) ), 8, PREG_SPLIT_NO_EMPTY );
		return false === $words ? array() : $words;
	}
}
