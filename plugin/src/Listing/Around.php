<?php
declare(strict_types=1);

namespace Callboard\Listing;

defined( 'ABSPATH' ) || exit;

/** What rows of performances are made of besides the performances themselves. */
final class Around {
	/**
	 * @param array<int, string>                               $titles Production that is published → title.
	 * @param array<int, array<string, string>>                $meta   Production → key → value.
	 * @param array<int, array<string, array<string, string>>> $terms  Production, and fresh performance → facet → slug → name.
	 * @param array<int|string, string|null>                   $hashes Post → hash of the row that is there already.
	 */
	public function __construct(
		public readonly array $titles,
		public readonly array $meta,
		public readonly array $terms,
		public readonly array $hashes,
		public readonly bool $fills_shadow
	) {}
}
