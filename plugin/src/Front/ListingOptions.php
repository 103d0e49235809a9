<?php
declare(strict_types=1);

namespace Callboard\Front;

use Callboard\Listing\Derivation;

defined( 'ABSPATH' ) || exit;

/** How an editor set a listing up, in the block or in the shortcode. */
final class ListingOptions {
	private const FIXED = array( Derivation::GENRE, Derivation::VENUE, Derivation::SEASON );

	/** @param array<string, list<string>> $fixed Facet → values this listing is about; visitors cannot change them. */
	private function __construct(
		public readonly int $per_page,
		public readonly bool $has_filter,
		public readonly array $fixed,
	) {}

	/** @param array<string, mixed> $attributes Of the block: perPage, showFilter, genre, venue, season. */
	public static function from_block( array $attributes ): self {
		return self::make( $attributes['perPage'] ?? 20, (bool) ( $attributes['showFilter'] ?? true ), $attributes );
	}

	/** @param array<mixed> $attributes Of the shortcode: per_page, filter="no", genre, venue, season. */
	public static function from_shortcode( array $attributes ): self {
		return self::make( $attributes['per_page'] ?? 20, ! in_array( $attributes['filter'] ?? 'yes', array( 'no', '0', 'false' ), true ), $attributes );
	}

	/** @param array<mixed> $attributes */
	private static function make( mixed $per_page, bool $has_filter, array $attributes ): self {
		$fixed = array();
		foreach ( self::FIXED as $facet ) {
			$slugs = array_filter( array_map( 'sanitize_title', explode( ',', is_string( $attributes[ $facet ] ?? null ) ? $attributes[ $facet ] : '' ) ) );
			if ( array() !== $slugs ) {
				$fixed[ $facet ] = array_values( $slugs );
			}
		}
		return new self( max( 1, min( 100, (int) $per_page ) ), $has_filter, $fixed );
	}
}
