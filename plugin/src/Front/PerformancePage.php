<?php
declare(strict_types=1);

namespace Callboard\Front;

use Callboard\Event\PostTypes;

defined( 'ABSPATH' ) || exit;

/** The page of one performance: when, where, its status, tickets, and the way to its show. */
final class PerformancePage {
	public function register(): void {
		add_filter( 'the_content', array( $this, 'prepend_facts' ), 20 );
	}

	public function prepend_facts( string $content ): string {
		$post = get_post();
		if ( ! $post instanceof \WP_Post || PostTypes::performance() !== $post->post_type || ! is_singular( PostTypes::performance() ) || get_queried_object_id() !== $post->ID || post_password_required( $post ) ) {
			return $content;
		}
		Style::enqueue();
		$performance = Performance::of( $post );
		return sprintf( '<dl class="callboard-facts">%s</dl>%s', $this->facts( $post, $performance ), $this->tickets( $performance ) ) . $content;
	}

	private function facts( \WP_Post $post, Performance $performance ): string {
		$place = Markup::place( $performance->venue, $performance->city );
		$facts = array(
			__( 'Show', 'callboard' )    => $this->show( $post->post_parent ),
			__( 'When', 'callboard' )    => null === $performance->start ? esc_html__( 'Date to be announced', 'callboard' ) : Markup::moment( $performance->start ),
			__( 'Where', 'callboard' )   => $place,
			__( 'Address', 'callboard' ) => nl2br( esc_html( $performance->address ) ),
			__( 'Status', 'callboard' )  => Markup::statuses( $performance->event_status, $performance->sale_status ),
			__( 'Price', 'callboard' )   => $performance->price(),
			__( 'Access', 'callboard' )  => esc_html( $performance->access ),
		);
		$html  = '';
		foreach ( $facts as $term => $value ) {
			$html .= '' === $value ? '' : sprintf( '<dt>%s</dt><dd>%s</dd>', esc_html( $term ), $value );
		}
		return $html;
	}

	private function show( int $event_id ): string {
		$event = $event_id > 0 ? get_post( $event_id ) : null;
		if ( ! $event instanceof \WP_Post || 'publish' !== $event->post_status ) {
			return '';
		}
		return sprintf( '<a href="%s">%s</a>', esc_url( (string) get_permalink( $event ) ), esc_html( wp_strip_all_tags( get_the_title( $event ) ) ) );
	}

	private function tickets( Performance $performance ): string {
		$link = Markup::tickets( $performance->purchase_url, $performance->event_status, $performance->sale_status, $performance->title );
		return '' === $link ? '' : sprintf( '<p>%s</p>', $link );
	}
}
