<?php
declare(strict_types=1);

namespace Callboard\Front;

use Callboard\Listing\Derivation;
use Callboard\Listing\ListingFilters;

defined( 'ABSPATH' ) || exit;

/** What a visitor asks of the listing, in the address: everything prefixed, everything bookmarkable. */
final class ListingRequest {
	public const GENRE  = 'callboard_genre';
	public const VENUE  = 'callboard_venue';
	public const STATUS = 'callboard_status';
	public const MONTH  = 'callboard_month';
	public const SEARCH = 'callboard_search';
	public const PAGE   = 'callboard_page';

	public const FACETS = array(
		self::GENRE  => Derivation::GENRE,
		self::VENUE  => Derivation::VENUE,
		self::STATUS => Derivation::SALE_STATUS,
	);

	/** @param array<string, string> $chosen Parameter → value, only those given. */
	private function __construct(
		private readonly array $chosen,
		public readonly int $page,
	) {}

	/** @param array<mixed> $parameters Unslashed. */
	public static function from_parameters( array $parameters ): self {
		$chosen = array();
		foreach ( array( self::GENRE, self::VENUE, self::STATUS, self::MONTH, self::SEARCH ) as $name ) {
			$value = is_string( $parameters[ $name ] ?? null ) ? mb_substr( trim( sanitize_text_field( $parameters[ $name ] ) ), 0, 191 ) : '';
			if ( '' !== $value && ( self::MONTH !== $name || 1 === preg_match( '/^\d{4}-(0[1-9]|1[0-2])$/', $value ) ) ) {
				$chosen[ $name ] = $value;
			}
		}
		$page = $parameters[ self::PAGE ] ?? 1;
		return new self( $chosen, is_numeric( $page ) ? max( 1, min( 10000, (int) $page ) ) : 1 );
	}

	public function value( string $parameter ): string {
		return $this->chosen[ $parameter ] ?? '';
	}

	/** @return array<string, string> */
	public function chosen(): array {
		return $this->chosen;
	}

	/** A listing starts now; what was chosen narrows it, and never shows what is over. */
	public function filters( ListingOptions $options, int $now_ms ): ListingFilters {
		$facets = $options->fixed;
		foreach ( self::FACETS as $parameter => $facet ) {
			if ( '' !== $this->value( $parameter ) && ! isset( $facets[ $facet ] ) ) {
				$facets[ $facet ] = array( $this->value( $parameter ) );
			}
		}
		[ $from_ms, $until_ms ] = $this->month();
		return new ListingFilters(
			from_ms: max( $now_ms, $from_ms ?? 0 ),
			until_ms: $until_ms,
			facets: $facets,
			search: $this->value( self::SEARCH ),
			page: $this->page,
			per_page: $options->per_page,
			with_facets: $options->has_filter,
		);
	}

	/** @return array{?int, ?int} From the first of the month to the first of the next, in the site's time. */
	private function month(): array {
		if ( '' === $this->value( self::MONTH ) ) {
			return array( null, null );
		}
		$first = new \DateTimeImmutable( $this->value( self::MONTH ) . '-01 00:00:00', wp_timezone() );
		return array( $first->getTimestamp() * 1000, $first->modify( '+1 month' )->getTimestamp() * 1000 );
	}
}
