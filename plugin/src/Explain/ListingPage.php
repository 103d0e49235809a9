<?php
declare(strict_types=1);

namespace Callboard\Explain;

defined( 'ABSPATH' ) || exit;

/** A listing as an editor set it up on a page. */
final class ListingPage {
	/** @param array<string, list<string>> $fixed Facet → values it is about. */
	public function __construct(
		public readonly int $page_id,
		public readonly string $title,
		public readonly string $url,
		public readonly array $fixed
	) {}
}
