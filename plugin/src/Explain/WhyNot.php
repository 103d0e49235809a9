<?php
declare(strict_types=1);

namespace Callboard\Explain;

use Callboard\Clock\Clock;
use Callboard\Explain\Link\CacheLink;
use Callboard\Explain\Link\IndexLinks;
use Callboard\Explain\Link\LedgerLink;
use Callboard\Explain\Link\OrgLinks;
use Callboard\Explain\Link\PagesLink;
use Callboard\Explain\Link\PostLink;

defined( 'ABSPATH' ) || exit;

/** "Why is this show not on the page?": every link from the org to the visitor, the first broken one named with its cure. */
final class WhyNot {
	public function __construct(
		private readonly Clock $clock,
		private readonly OrgLinks $org,
		private readonly LedgerLink $ledger,
		private readonly PostLink $post,
		private readonly IndexLinks $index,
		private readonly PagesLink $pages,
		private readonly CacheLink $cache
	) {}

	/** @return array<string, mixed> contract/why-not.schema.json */
	public function of( Subject $subject ): array {
		$links  = array( ...$this->org->of( $subject ), $this->ledger->of( $subject ), ...$this->on_site( $subject->post_id() ) );
		$broken = array_values( array_filter( $links, static fn( ChainLink $link ) => ChainLink::BROKEN === $link->state ) )[0] ?? null;
		$listed = ChainLink::OK === $links[ count( $links ) - 1 ]->state;
		return array(
			'subject'   => $subject->to_array(),
			'is_listed' => $listed,
			'broken'    => $broken?->key,
			'sentence'  => $this->sentence( $broken, $listed ),
			'links'     => array_map( static fn( ChainLink $link ) => $link->to_array(), $links ),
		);
	}

	private function sentence( ?ChainLink $broken, bool $listed ): string {
		if ( null !== $broken ) {
			return $broken->message;
		}
		return $listed ? __( 'It is on the page, and nothing stands in its way.', 'callboard' ) : __( 'No link is broken, but not every one could be checked.', 'callboard' );
	}

	/** @return list<ChainLink> */
	private function on_site( ?int $post_id ): array {
		$post = $this->post->of( $post_id );
		if ( null === $post_id || ! get_post( $post_id ) instanceof \WP_Post ) {
			$not_asked = static fn( string $key ): ChainLink => ChainLink::unknown( $key, __( 'Not asked: the link before it comes first.', 'callboard' ) );
			return array( $post, ...array_map( $not_asked, array( ChainLink::INDEX, ChainLink::DATE, ChainLink::PAGES, ChainLink::CACHE ) ) );
		}
		$now_ms                       = $this->clock->now_ms();
		list( $index, $date, $coming ) = $this->index->of( $post_id, $now_ms );
		list( $pages, $page, $row )    = $this->pages->of( $coming );
		return array( $post, $index, $date, $pages, $this->cache->of( $page, $row, $now_ms ) );
	}
}
