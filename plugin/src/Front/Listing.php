<?php
declare(strict_types=1);

namespace Callboard\Front;

use Callboard\Clock\Clock;
use Callboard\Listing\ListingFilters;
use Callboard\Listing\ListingQuery;

defined( 'ABSPATH' ) || exit;

/** The public listing: asks the index, prints a page of it. A block and a shortcode lead here. */
final class Listing {
	public const BLOCK     = 'callboard/listing';
	public const SHORTCODE = 'callboard_listing';

	public function __construct(
		private readonly ListingQuery $query,
		private readonly Clock $clock,
	) {}

	public function register(): void {
		add_action( 'init', array( $this, 'register_block' ) );
		add_shortcode( self::SHORTCODE, array( $this, 'shortcode' ) );
	}

	public function register_block(): void {
		$built = CALLBOARD_DIR . '/build/blocks/listing';
		register_block_type(
			// Pages that carry the block keep working where the editor's script was not built.
			is_readable( $built . '/block.json' ) ? $built : self::BLOCK,
			array(
				'render_callback' => array( $this, 'block' ),
				'attributes'      => self::attributes(),
			)
		);
	}

	/** @param array<string, mixed> $attributes */
	public function block( array $attributes ): string {
		$wrapper = get_block_wrapper_attributes( array( 'class' => 'callboard callboard-listing' ) );
		return sprintf( '<div %s>%s</div>', $wrapper, $this->html( ListingOptions::from_block( $attributes ) ) );
	}

	/** @param array<string, mixed>|string $attributes */
	public function shortcode( array|string $attributes ): string {
		return sprintf( '<div class="callboard callboard-listing">%s</div>', $this->html( ListingOptions::from_shortcode( (array) $attributes ) ) );
	}

	private function html( ListingOptions $options ): string {
		Style::enqueue();
		// phpcs:ignore WordPress.Security.NonceVerification.Recommended -- a public listing: reads, and changes nothing.
		$request = ListingRequest::from_parameters( wp_unslash( $_GET ) );
		$result  = $this->query->page( $request->filters( $options, $this->clock->now_ms() ) );
		$address = ListingAddress::current();
		$events  = array_values( array_unique( array_map( static fn( $row ): int => $row->event_id, $result->rows ) ) );
		// One query for all links of the page.
		_prime_post_caches( $events, false, false );
		$form = $options->has_filter ? ( new FilterForm( $request, $options, $address ) )->html( $result->facets, $this->months( $options ) ) : '';
		return $form . ( new ListingView( $request, $address ) )->html( $result );
	}

	/** @return list<string> Months from now to the last performance, as YYYY-MM. */
	private function months( ListingOptions $options ): array {
		$now_ms  = $this->clock->now_ms();
		$filters = static fn( int $page ): ListingFilters => new ListingFilters( from_ms: $now_ms, facets: $options->fixed, page: $page, per_page: 1, with_facets: false );
		$total   = $this->query->page( $filters( 1 ) )->total;
		$last    = 0 === $total ? null : $this->query->page( $filters( $total ) )->rows[0] ?? null;
		$months  = array();
		$month   = ( new \DateTimeImmutable( '@' . intdiv( $now_ms, 1000 ) ) )->setTimezone( wp_timezone() )->modify( 'first day of this month midnight' );
		while ( null !== $last && $month->getTimestamp() * 1000 <= $last->start_ms && count( $months ) < 24 ) {
			$months[] = $month->format( 'Y-m' );
			$month    = $month->modify( '+1 month' );
		}
		return $months;
	}

	/** @return array<string, array{type: string, default: mixed}> As block.json has them. */
	private static function attributes(): array {
		$text = array(
			'type'    => 'string',
			'default' => '',
		);
		return array(
			'perPage'    => array(
				'type'    => 'number',
				'default' => 20,
			),
			'showFilter' => array(
				'type'    => 'boolean',
				'default' => true,
			),
			'genre'      => $text,
			'venue'      => $text,
			'season'     => $text,
		);
	}
}
