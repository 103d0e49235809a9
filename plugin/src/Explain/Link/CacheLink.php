<?php
declare(strict_types=1);

namespace Callboard\Explain\Link;

use Callboard\Event\LocalTime;
use Callboard\Explain\ChainLink;
use Callboard\Explain\ListingPage;
use Callboard\Listing\ListingRow;

defined( 'ABSPATH' ) || exit;

/** Fetches the page as a visitor gets it, and once past every cache: the difference is the cache's. */
final class CacheLink {
	private const SECONDS   = 8;
	private const BYTES     = 4 * 1024 * 1024;
	private const PARAMETER = 'callboard_fresh';

	public function of( ?ListingPage $page, ?ListingRow $row, int $now_ms ): ChainLink {
		if ( null === $page || null === $row ) {
			return ChainLink::unknown( ChainLink::CACHE, __( 'Not asked: the link before it comes first.', 'callboard' ) );
		}
		$visited = $this->shows( $page->url, $row );
		if ( true === $visited ) {
			/* translators: %s: address of a page. */
			return ChainLink::ok( ChainLink::CACHE, sprintf( __( 'It stands on %s.', 'callboard' ), $page->url ) );
		}
		$fresh = $this->shows( add_query_arg( self::PARAMETER, (string) $now_ms, $page->url ), $row );
		if ( null === $visited || null === $fresh ) {
			return ChainLink::unknown( ChainLink::CACHE, __( 'This site could not fetch its own page.', 'callboard' ), __( 'Open the page in a private window and look.', 'callboard' ) );
		}
		return $fresh
			? ChainLink::broken( ChainLink::CACHE, __( 'Visitors get a cached copy of the page that is older than the change.', 'callboard' ), __( 'Empty the page cache (the caching plugin, the host, or the CDN).', 'callboard' ) )
			/* translators: %s: title of a page. */
			: ChainLink::unknown( ChainLink::CACHE, sprintf( __( 'It is not on the first page of "%s": more of it follows when one pages on.', 'callboard' ), $page->title ), __( 'Search for it in the listing, or page on.', 'callboard' ) );
	}

	/** Null when the page cannot be fetched. */
	private function shows( string $url, ListingRow $row ): ?bool {
		$answer = wp_remote_get( $url, array( 'timeout' => self::SECONDS, 'limit_response_size' => self::BYTES ) );
		if ( is_wp_error( $answer ) || 200 !== (int) wp_remote_retrieve_response_code( $answer ) ) {
			return null;
		}
		$body = wp_remote_retrieve_body( $answer );
		$text = html_entity_decode( wp_strip_all_tags( $body ), ENT_QUOTES | ENT_HTML5, 'UTF-8' );
		$page = (string) preg_replace( '/\s+/u', ' ', $text );
		// Another evening of the same show has the same title.
		$time = 'datetime="' . esc_attr( LocalTime::at( intdiv( $row->start_ms, 1000 ), $row->timezone )->machine() ) . '"';
		return str_contains( $page, (string) preg_replace( '/\s+/u', ' ', $row->event_title ) ) && str_contains( $body, $time );
	}
}
