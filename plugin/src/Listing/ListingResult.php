<?php
declare(strict_types=1);

namespace Callboard\Listing;

defined( 'ABSPATH' ) || exit;

/** A page of the listing. */
final class ListingResult {
	/**
	 * @param list<ListingRow>                $rows
	 * @param array<string, list<FacetValue>> $facets Facet → its choices, most first.
	 */
	public function __construct(
		public readonly array $rows,
		public readonly int $total,
		public readonly array $facets,
		public readonly int $page,
		public readonly int $per_page
	) {}

	public function pages(): int {
		return (int) ceil( $this->total / $this->per_page );
	}
}
