<?php
declare(strict_types=1);

namespace Callboard\Listing;

defined( 'ABSPATH' ) || exit;

/** After a swap: the listings that were shown wrongly are purged, and the world is told. */
final class ListingPurge {
	/** @param \Closure( non-empty-string, mixed ... ): void $tell Fires an action; one that throws there stops nobody. */
	public function __construct( private readonly PageCaches $page_caches, private readonly \Closure $tell ) {}

	/** @param list<int> $post_ids Listings that the old index showed otherwise. */
	public function after_rebuild( int $tenant_id, int $run_id, array $post_ids ): void {
		if ( array() === $post_ids ) {
			return;
		}
		$this->page_caches->purge( $post_ids );
		$this->page_caches->reindex( $post_ids );
		/** This action is documented in Delivery/Effects.php */
		( $this->tell )(
			'callboard_listings_changed',
			$post_ids,
			array(
				'tenant_id' => $tenant_id,
				'run_id'    => $run_id,
				'rebuild'   => true,
			)
		);
	}
}
