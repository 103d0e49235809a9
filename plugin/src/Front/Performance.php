<?php
declare(strict_types=1);

namespace Callboard\Front;

use Callboard\Event\LocalTime;
use Callboard\Event\Meta;
use Callboard\Event\Taxonomies;

defined( 'ABSPATH' ) || exit;

/** One performance as its own page and the page of its show tell it. */
final class Performance {
	private function __construct(
		public readonly int $post_id,
		public readonly string $title,
		public readonly ?LocalTime $start,
		public readonly string $venue,
		public readonly string $city,
		public readonly string $address,
		public readonly string $sale_status,
		public readonly string $event_status,
		public readonly string $price_min,
		public readonly string $price_max,
		public readonly string $purchase_url,
		public readonly string $access,
	) {}

	/** Meta and terms come from the caches that the query has primed. */
	public static function of( \WP_Post $post ): self {
		$meta   = static fn( string $key ): string => (string) get_post_meta( $post->ID, $key, true );
		$venues = get_the_terms( $post, Taxonomies::venue() );
		return new self(
			$post->ID,
			get_the_title( $post ),
			LocalTime::of( $meta( Meta::START ), $meta( Meta::TIMEZONE ) ),
			is_array( $venues ) ? implode( ', ', wp_list_pluck( $venues, 'name' ) ) : '',
			$meta( Meta::CITY ),
			$meta( Meta::ADDRESS ),
			$meta( Meta::SALE_STATUS ),
			$meta( Meta::EVENT_STATUS ),
			$meta( Meta::PRICE_MIN ),
			$meta( Meta::PRICE_MAX ),
			$meta( Meta::PURCHASE_URL ),
			$meta( Meta::ACCESS ),
		);
	}

	/** Escaped HTML; nothing where no price is known. */
	public function price(): string {
		return Markup::price( $this->price_min, $this->price_max, $this->event_status, $this->sale_status );
	}

	public function is_over( int $now_ms ): bool {
		return null !== $this->start && $this->start->timestamp * 1000 < $now_ms;
	}
}
