<?php
declare(strict_types=1);

namespace Callboard\Front;

use Callboard\Event\LocalTime;
use Callboard\Event\Price;

defined( 'ABSPATH' ) || exit;

/** Pieces of HTML that listing, show and performance share. Each answers escaped HTML. */
final class Markup {
	public static function moment( LocalTime $start ): string {
		return sprintf( '<time datetime="%s">%s</time>', esc_attr( $start->machine() ), esc_html( $start->in_words() ) );
	}

	public static function statuses( string $event_status, string $sale_status ): string {
		$html = '';
		foreach ( StatusWords::of( $event_status, $sale_status ) as $word ) {
			$html .= sprintf( ' <span class="callboard-status">%s</span>', esc_html( $word ) );
		}
		return '' === $html ? '' : sprintf( '<span class="callboard-statuses">%s</span>', trim( $html ) );
	}

	/** The link names what it sells: a list of equal "Tickets" says nothing to whoever hears only the links. */
	public static function tickets( string $url, string $event_status, string $sale_status, string $what ): string {
		if ( '' === esc_url( $url ) || ! StatusWords::can_be_bought( $event_status, $sale_status ) ) {
			return '';
		}
		return sprintf(
			'<a class="callboard-tickets" href="%s">%s<span class="screen-reader-text"> %s</span></a>',
			esc_url( $url, array( 'http', 'https' ) ),
			esc_html__( 'Tickets', 'callboard' ),
			esc_html( $what )
		);
	}

	/** Of what takes place; “Free” is said by its status already. */
	public static function price( string $min, string $max, string $event_status, string $sale_status ): string {
		return StatusWords::is_off( $event_status ) || 'free' === $sale_status ? '' : esc_html( Price::range( $min, $max ) );
	}

	public static function place( string $venue, string $city ): string {
		$parts = array_unique( array_filter( array( $venue, $city ), static fn( string $part ): bool => '' !== $part ) );
		return esc_html( implode( ', ', $parts ) );
	}
}
