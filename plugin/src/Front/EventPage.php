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
		$columns = array(
			__( 'Venue', 'callboard' )   => static fn( Performance $one ): string => Markup::place( $one->venue, $one->city ),
			__( 'Status', 'callboard' )  => static fn( Performance $one ): string => Markup::statuses( $one->event_status, $one->sale_status ),
			__( 'Price', 'callboard' )   => static fn( Performance $one ): string => $one->price(),
			__( 'Tickets', 'callboard' ) => static fn( Performance $one ): string => Markup::tickets( $one->purchase_url, $one->event_status, $one->sale_status, $one->start?->in_words() ?? $one->title ),
		);
		$cells   = array_map( static fn( callable $cell ): array => array_map( $cell, $performances ), $columns );
		$cells   = array_filter( $cells, static fn( array $column ): bool => '' !== implode( '', $column ) ); // A column of nothing helps nobody.
		$heads   = '';
		foreach ( array( __( 'Date', 'callboard' ), ...array_keys( $cells ) ) as $head ) {
			$heads .= sprintf( '<th scope="col">%s</th>', esc_html( $head ) );
		}
		$rows = '';
		foreach ( $performances as $number => $performance ) {
			$rows .= $this->row( $performance, array_column( $cells, $number ) );
		}
		return sprintf(
			'<div class="callboard-scroll" tabindex="0" role="region" aria-labelledby="callboard-dates"><table class="callboard-table"><thead><tr>%s</tr></thead><tbody>%s</tbody></table></div>',
			$heads,
			$rows
		);
	}

	/** @param list<string> $cells Escaped HTML. */
	private function row( Performance $performance, array $cells ): string {
		return sprintf(
			'<tr><th scope="row"><a href="%s">%s</a>%s</th>%s</tr>',
			esc_url( (string) get_permalink( $performance->post_id ) ),
			null === $performance->start ? esc_html__( 'Date to be announced', 'callboard' ) : Markup::moment( $performance->start ),
			'' === $performance->access ? '' : sprintf( '<span class="callboard-access">%s</span>', esc_html( $performance->access ) ),
			implode( '', array_map( static fn( string $cell ): string => "<td>{$cell}</td>", $cells ) )
		);
	}
}
