<?php
declare(strict_types=1);

namespace Callboard\Front;

use Callboard\Clock\Clock;
use Callboard\Event\Meta;
use Callboard\Event\PostTypes;

defined( 'ABSPATH' ) || exit;

/** The page of a show: its own content, then its dates. Works in any theme that prints the content. */
final class EventPage {
	public function __construct( private readonly Clock $clock ) {}

	public function register(): void {
		// After wpautop and shortcodes (10, 11): our table is finished HTML.
		add_filter( 'the_content', array( $this, 'append_dates' ), 20 );
	}

	public function append_dates( string $content ): string {
		$post = get_post();
		if ( ! $post instanceof \WP_Post || PostTypes::event() !== $post->post_type || ! is_singular( PostTypes::event() ) || get_queried_object_id() !== $post->ID || post_password_required( $post ) ) {
			return $content;
		}
		Style::enqueue();
		return $this->subtitle( $post->ID ) . $content . $this->dates( $post );
	}

	private function subtitle( int $post_id ): string {
		$subtitle = (string) get_post_meta( $post_id, Meta::SUBTITLE, true );
		return '' === $subtitle ? '' : sprintf( '<p class="callboard-subtitle">%s</p>', esc_html( $subtitle ) );
	}

	private function dates( \WP_Post $event ): string {
		$upcoming = array_values(
			array_filter(
				Performances::of_event( $event->ID ),
				fn( Performance $performance ): bool => ! $performance->is_over( $this->clock->now_ms() )
			)
		);
		$heading  = sprintf( '<h2 id="callboard-dates">%s</h2>', esc_html__( 'Dates and tickets', 'callboard' ) );
		$body     = array() === $upcoming
			? sprintf( '<p>%s</p>', esc_html__( 'There are no further performances of this show.', 'callboard' ) )
			: $this->table( $upcoming );
		return sprintf( '<div class="callboard-dates">%s%s</div>', $heading, $body );
	}

	/** @param list<Performance> $performances */
	private function table( array $performances ): string {
		$prices = array() !== array_filter( $performances, static fn( Performance $performance ): bool => '' !== $performance->price() );
		$rows   = implode( '', array_map( fn( Performance $performance ): string => $this->row( $performance, $prices ), $performances ) );
		return sprintf(
			'<div class="callboard-scroll" tabindex="0" role="region" aria-labelledby="callboard-dates"><table class="callboard-table"><thead><tr><th scope="col">%s</th><th scope="col">%s</th><th scope="col">%s</th>%s<th scope="col">%s</th></tr></thead><tbody>%s</tbody></table></div>',
			esc_html__( 'Date', 'callboard' ),
			esc_html__( 'Venue', 'callboard' ),
			esc_html__( 'Status', 'callboard' ),
			$prices ? sprintf( '<th scope="col">%s</th>', esc_html__( 'Price', 'callboard' ) ) : '',
			esc_html__( 'Tickets', 'callboard' ),
			$rows
		);
	}

	/** @param bool $prices Whether any of the dates has a price: a column of nothing helps nobody. */
	private function row( Performance $performance, bool $prices ): string {
		$when = null === $performance->start ? esc_html__( 'Date to be announced', 'callboard' ) : Markup::moment( $performance->start );
		return sprintf(
			'<tr><th scope="row"><a href="%s">%s</a>%s</th><td>%s</td><td>%s</td>%s<td>%s</td></tr>',
			esc_url( (string) get_permalink( $performance->post_id ) ),
			$when,
			'' === $performance->access ? '' : sprintf( '<span class="callboard-access">%s</span>', esc_html( $performance->access ) ),
			Markup::place( $performance->venue, $performance->city ),
			Markup::statuses( $performance->event_status, $performance->sale_status ),
			$prices ? sprintf( '<td>%s</td>', $performance->price() ) : '',
			Markup::tickets( $performance->purchase_url, $performance->event_status, $performance->sale_status, $performance->start?->in_words() ?? $performance->title )
		);
	}
}
