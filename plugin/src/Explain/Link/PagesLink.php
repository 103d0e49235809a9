<?php
declare(strict_types=1);

namespace Callboard\Explain\Link;

use Callboard\Explain\ChainLink;
use Callboard\Explain\ListingPage;
use Callboard\Listing\ListingFilters;
use Callboard\Listing\ListingQuery;
use Callboard\Listing\ListingRow;

defined( 'ABSPATH' ) || exit;

/** Whether a listing on a page chooses it: asked of the same query that prints the page. */
final class PagesLink {
	/** @param \Closure(): list<ListingPage> $pages */
	public function __construct(
		private readonly ListingQuery $query,
		private readonly \Closure $pages
	) {}

	/**
	 * @param list<ListingRow> $coming
	 * @return array{0: ChainLink, 1: ?ListingPage, 2: ?ListingRow} The page that shows it, when one does, and the performance it shows.
	 */
	public function of( array $coming ): array {
		$pages = ( $this->pages )();
		if ( array() === $pages ) {
			return array( ChainLink::broken( ChainLink::PAGES, __( 'No published page carries a listing.', 'callboard' ), __( 'Add the block "Callboard listing" to a page and publish it.', 'callboard' ) ), null, null );
		}
		if ( array() === $coming ) {
			return array( ChainLink::unknown( ChainLink::PAGES, __( 'Not asked: the link before it comes first.', 'callboard' ) ), null, null );
		}
		foreach ( $pages as $page ) {
			$row = $this->chosen( $page, $coming );
			if ( null !== $row ) {
				/* translators: %s: title of a page. */
				return array( ChainLink::ok( ChainLink::PAGES, sprintf( __( 'The listing on "%s" shows it.', 'callboard' ), $page->title ) ), $page, $row );
			}
		}
		$words = array_map( fn( ListingPage $page ): string => sprintf( '"%s" (%s)', $page->title, $this->about( $page ) ), $pages );
		return array(
			ChainLink::broken(
				ChainLink::PAGES,
				/* translators: %s: pages with what their listings are about. */
				sprintf( __( 'No listing chooses it; they are about something else: %s', 'callboard' ), implode( '; ', $words ) ),
				__( 'Change what the listing is about in the settings of its block, or correct genre, venue or season in Salesforce.', 'callboard' )
			),
			null,
			null,
		);
	}

	/**
	 * A show may play elsewhere first: any of its performances brings it to the page.
	 *
	 * @param non-empty-list<ListingRow> $coming By their start.
	 */
	private function chosen( ListingPage $page, array $coming ): ?ListingRow {
		$last    = $coming[ count( $coming ) - 1 ];
		$filters = new ListingFilters( from_ms: $coming[0]->start_ms, until_ms: $last->start_ms + 1, facets: $page->fixed, per_page: ListingFilters::MAX_PER_PAGE, event_id: $last->event_id, with_facets: false );
		$ids     = array_map( static fn( ListingRow $row ) => $row->post_id, $coming );
		foreach ( $this->query->page( $filters )->rows as $row ) {
			if ( in_array( $row->post_id, $ids, true ) ) {
				return $row;
			}
		}
		return null;
	}

	private function about( ListingPage $page ): string {
		$parts = array();
		foreach ( $page->fixed as $facet => $values ) {
			$parts[] = $facet . ': ' . implode( ', ', $values );
		}
		return implode( '; ', $parts );
	}
}
