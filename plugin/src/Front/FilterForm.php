<?php
declare(strict_types=1);

namespace Callboard\Front;

use Callboard\Event\Taxonomies;
use Callboard\Listing\Derivation;
use Callboard\Listing\FacetValue;

defined( 'ABSPATH' ) || exit;

/** The filter: a plain GET form, so that it works without JavaScript and every answer has an address. */
final class FilterForm {
	public function __construct(
		private readonly ListingRequest $request,
		private readonly ListingOptions $options,
		private readonly ListingAddress $address,
	) {}

	/**
	 * @param array<string, list<FacetValue>> $facets
	 * @param list<string>                    $months
	 */
	public function html( array $facets, array $months ): string {
		$fields = $this->hidden_fields() . $this->search_field();
		foreach ( ListingRequest::FACETS as $parameter => $facet ) {
			if ( ! isset( $this->options->fixed[ $facet ] ) ) {
				$fields .= $this->select( $parameter, $this->facet_options( $parameter, $facets[ $facet ] ?? array() ) );
			}
		}
		$fields .= $this->select( ListingRequest::MONTH, $this->month_options( $months ) );
		return sprintf(
			'<form class="callboard-filter" method="get" action="%s" role="search" aria-label="%s">%s<p><button type="submit" class="wp-element-button">%s</button></p></form>',
			esc_url( $this->address->action() ),
			esc_attr__( 'Filter performances', 'callboard' ),
			$fields,
			esc_html__( 'Show', 'callboard' )
		);
	}

	private function hidden_fields(): string {
		$html = '';
		foreach ( $this->address->own_parameters() as $name => $value ) {
			$html .= sprintf( '<input type="hidden" name="%s" value="%s">', esc_attr( $name ), esc_attr( $value ) );
		}
		return $html;
	}

	private function search_field(): string {
		$id = wp_unique_id( 'callboard-' );
		return sprintf(
			'<p><label for="%1$s">%2$s</label><input type="search" id="%1$s" name="%3$s" value="%4$s" maxlength="191"></p>',
			esc_attr( $id ),
			esc_html__( 'Search', 'callboard' ),
			esc_attr( ListingRequest::SEARCH ),
			esc_attr( $this->request->value( ListingRequest::SEARCH ) )
		);
	}

	/** @param array<string, string> $options Value → label. */
	private function select( string $parameter, array $options ): string {
		$chosen = $this->request->value( $parameter );
		if ( array() === $options ) {
			return '';
		}
		$id   = wp_unique_id( 'callboard-' );
		$html = sprintf( '<option value="">%s</option>', esc_html__( 'All', 'callboard' ) );
		foreach ( $options as $value => $label ) {
			$html .= sprintf( '<option value="%s"%s>%s</option>', esc_attr( (string) $value ), selected( $chosen, (string) $value, false ), esc_html( $label ) );
		}
		return sprintf(
			'<p><label for="%1$s">%2$s</label><select id="%1$s" name="%3$s">%4$s</select></p>',
			esc_attr( $id ),
			esc_html( $this->label( $parameter ) ),
			esc_attr( $parameter ),
			$html
		);
	}

	private function label( string $parameter ): string {
		return match ( $parameter ) {
			ListingRequest::GENRE  => __( 'Genre', 'callboard' ),
			ListingRequest::VENUE  => __( 'Venue', 'callboard' ),
			ListingRequest::STATUS => __( 'Tickets', 'callboard' ),
			default                => __( 'Month', 'callboard' ),
		};
	}

	/**
	 * @param list<FacetValue> $values
	 * @return array<string, string>
	 */
	private function facet_options( string $parameter, array $values ): array {
		$options = array();
		foreach ( $values as $value ) {
			$label = Derivation::SALE_STATUS === ListingRequest::FACETS[ $parameter ] ? StatusWords::sale( $value->value ) : $value->label;
			if ( '' !== $label ) {
				/* translators: 1: name of a genre, venue or ticket status, 2: number of performances. */
				$options[ $value->value ] = sprintf( _x( '%1$s (%2$s)', 'filter option', 'callboard' ), $label, number_format_i18n( $value->count ) );
			}
		}
		return $options + $this->kept_choice( $parameter );
	}

	/**
	 * What was chosen stays chosen on screen, even where the other choices leave nothing of it.
	 *
	 * @return array<string, string>
	 */
	private function kept_choice( string $parameter ): array {
		$chosen = $this->request->value( $parameter );
		return '' === $chosen ? array() : array( $chosen => $this->name_of( $parameter, $chosen ) );
	}

	/** As the visitor read it when choosing; what nobody could have chosen is shown as it was asked for. */
	private function name_of( string $parameter, string $chosen ): string {
		$taxonomy = match ( $parameter ) {
			ListingRequest::GENRE => Taxonomies::genre(),
			ListingRequest::VENUE => Taxonomies::venue(),
			default               => '',
		};
		$term = '' === $taxonomy ? false : get_term_by( 'slug', $chosen, $taxonomy );
		$name = $term instanceof \WP_Term ? $term->name : StatusWords::sale( $chosen );
		return '' === $name ? $chosen : $name;
	}

	/**
	 * @param list<string> $months
	 * @return array<string, string>
	 */
	private function month_options( array $months ): array {
		$options = array();
		foreach ( array_unique( array( ...$months, ...array_keys( $this->kept_choice( ListingRequest::MONTH ) ) ) ) as $month ) {
			$first             = new \DateTimeImmutable( $month . '-01', wp_timezone() );
			$options[ $month ] = (string) wp_date( 'F Y', $first->getTimestamp() );
		}
		return $options;
	}
}
