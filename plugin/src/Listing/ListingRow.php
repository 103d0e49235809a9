<?php
declare(strict_types=1);

namespace Callboard\Listing;

defined( 'ABSPATH' ) || exit;

/** One performance as the listing shows and filters it. Nothing in it depends on the clock. */
final class ListingRow {
	public const COLUMNS = array(
		'post_id', 'tenant_id', 'event_id', 'title', 'event_title', 'subtitle', 'start_ms', 'end_ms', 'timezone', 'venue', 'city',
		'sale_status', 'event_status', 'price_min', 'price_max', 'purchase_url', 'access_text', 'search_text',
	);

	private ?string $hash = null;

	/** @param array<string, array<string, string>> $facets Facet → value → label. */
	public function __construct(
		public readonly int $post_id,
		public readonly int $tenant_id,
		public readonly int $event_id,
		public readonly string $title,
		public readonly string $event_title,
		public readonly string $subtitle,
		public readonly int $start_ms,
		public readonly ?int $end_ms,
		public readonly string $timezone,
		public readonly string $venue,
		public readonly string $city,
		public readonly string $sale_status,
		public readonly string $event_status,
		public readonly string $price_min,
		public readonly string $price_max,
		public readonly string $purchase_url,
		public readonly string $access_text,
		public readonly string $search_text,
		public readonly array $facets = array()
	) {}

	/** @param array<string, string|null> $row */
	public static function from_row( array $row ): self {
		return new self(
			(int) $row['post_id'],
			(int) $row['tenant_id'],
			(int) $row['event_id'],
			(string) $row['title'],
			(string) $row['event_title'],
			(string) $row['subtitle'],
			(int) $row['start_ms'],
			null === $row['end_ms'] ? null : (int) $row['end_ms'],
			(string) $row['timezone'],
			(string) $row['venue'],
			(string) $row['city'],
			(string) $row['sale_status'],
			(string) $row['event_status'],
			(string) $row['price_min'],
			(string) $row['price_max'],
			(string) $row['purchase_url'],
			(string) $row['access_text'],
			(string) $row['search_text']
		);
	}

	/** @return list<scalar|null> In the order of COLUMNS. */
	public function values(): array {
		$values = array();
		foreach ( self::COLUMNS as $column ) {
			$values[] = $this->$column;
		}
		return $values;
	}

	public function hash(): string {
		return $this->hash ??= $this->make_hash();
	}

	private function make_hash(): string {
		$facets = $this->facets;
		ksort( $facets );
		foreach ( $facets as &$values ) {
			ksort( $values );
		}
		return md5( (string) json_encode( array( $this->values(), $facets ), JSON_INVALID_UTF8_SUBSTITUTE ) );
	}
}
