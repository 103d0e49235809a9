<?php
declare(strict_types=1);

namespace Callboard\Listing;

defined( 'ABSPATH' ) || exit;

/** One choice of a facet, and how many performances it would show. */
final class FacetValue {
	public function __construct(
		public readonly string $value,
		public readonly string $label,
		public readonly int $count
	) {}
}
