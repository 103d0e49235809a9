<?php
declare(strict_types=1);

namespace Callboard\Front;

use Callboard\Event\LocalTime;
use Callboard\Listing\ListingResult;
use Callboard\Listing\ListingRow;

defined( 'ABSPATH' ) || exit;

/** A page of the listing as HTML: how many, each performance, the pages. */
final class ListingView {
	public function __construct(
		private readonly ListingRequest $request,
		private readonly ListingAddress $address,
	) {}

	public function html( ListingResult $result ): string {
		if ( array() === $result->rows ) {
			return $this->nothing();
		}
		$items = implode( '', array_map( array( $this, 'item' ), $result->rows ) );
		return $this->count( $result ) . '<ul class="callboard-list">' . $items . '</ul>' . $this->pages( $result );
	}

	private function nothing(): string {
		if ( array() === $this->request->chosen() && 1 === $this->request->page ) {
			return sprintf( '<p class="callboard-empty">%s</p>', esc_html__( 'There are no upcoming performances at the moment.', 'callboard' ) );
		}
		return sprintf(
			'<p class="callboard-empty">%s <a href="%s">%s</a></p>',
			esc_html__( 'No performance matches your choice.', 'callboard' ),
			esc_url( $this->address->with( array() ) ),
			esc_html__( 'Show all performances', 'callboard' )
		);
	}

	private function count( ListingResult $result ): string {
		$text = sprintf(
			/* translators: %s: number. */
			_n( '%s performance', '%s performances', $result->total, 'callboard' ),
			number_format_i18n( $result->total )
		);
		return sprintf( '<p class="callboard-count">%s</p>', esc_html( $text ) );
	}

	private function item( ListingRow $row ): string {
		$start = LocalTime::at( intdiv( $row->start_ms, 1000 ), $row->timezone );
		$when  = Markup::moment( $start );
		$off   = StatusWords::is_off( $row->event_status ) ? sprintf( '<s class="callboard-off">%s</s>', $when ) : $when;
		return sprintf(
			'<li><p class="callboard-when">%s</p><div><h2 class="callboard-title" dir="auto"><a href="%s">%s</a></h2>%s</div><p class="callboard-actions">%s %s</p></li>',
			$off,
			esc_url( (string) get_permalink( $row->event_id ) ),
			esc_html( $row->event_title ),
			$this->details( $row ),
			Markup::statuses( $row->event_status, $row->sale_status ),
			Markup::tickets( $row->purchase_url, $row->event_status, $row->sale_status, $row->event_title . ', ' . $start->in_words() )
		);
	}

	private function details( ListingRow $row ): string {
		$html  = '';
		$lines = array(
			'callboard-subtitle' => esc_html( $row->subtitle ),
			'callboard-name'     => $this->adds_something( $row ) ? esc_html( $row->title ) : '',
			'callboard-place'    => Markup::place( $row->venue, $row->city ),
			'callboard-price'    => Markup::price( $row->price_min, $row->price_max, $row->event_status, $row->sale_status ),
			'callboard-access'   => esc_html( $row->access_text ),
		);
		foreach ( $lines as $class => $line ) {
			$html .= '' === $line ? '' : sprintf( '<p class="%s" dir="auto">%s</p>', esc_attr( $class ), $line );
		}
		return $html;
	}

	/** Ticketing systems name a performance after its show or its date, and both stand beside it already. */
	private function adds_something( ListingRow $row ): bool {
		return $row->title !== $row->event_title && false === strtotime( $row->title );
	}

	private function pages( ListingResult $result ): string {
		if ( $result->pages() < 2 ) {
			return '';
		}
		$items = '';
		$last  = 0;
		foreach ( $this->shown_pages( $result ) as $page ) {
			$items .= $page > $last + 1 ? '<li aria-hidden="true">…</li>' : '';
			$items .= '<li>' . $this->page_link( $page, $page === $result->page ) . '</li>';
			$last   = $page;
		}
		return sprintf( '<nav aria-label="%s"><ul class="callboard-pages">%s</ul></nav>', esc_attr__( 'Pages of the listing', 'callboard' ), $items );
	}

	/** @return list<int> The first, the last, and the ones around this. */
	private function shown_pages( ListingResult $result ): array {
		$around = range( max( 1, $result->page - 2 ), min( $result->pages(), $result->page + 2 ) );
		$pages  = array_unique( array( 1, ...$around, $result->pages() ) );
		sort( $pages );
		return $pages;
	}

	private function page_link( int $page, bool $is_current ): string {
		/* translators: %s: page number. */
		$spoken = sprintf( __( 'Page %s', 'callboard' ), number_format_i18n( $page ) );
		$parts  = $this->request->chosen() + ( $page > 1 ? array( ListingRequest::PAGE => (string) $page ) : array() );
		return sprintf(
			'<a href="%s" aria-label="%s"%s>%s</a>',
			esc_url( $this->address->with( $parts ) ),
			esc_attr( $spoken ),
			$is_current ? ' aria-current="page"' : '',
			esc_html( number_format_i18n( $page ) )
		);
	}
}
