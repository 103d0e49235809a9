<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Clock\Clock;
use Callboard\Database\Db;
use Callboard\Failure\Failure;
use Callboard\Ledger\Ledger;
use Callboard\Mapping\Mapping;
use Callboard\Mapping\Mappings;

defined( 'ABSPATH' ) || exit;

/** Makes a picture the featured image of a listing. */
final class Images {
	public function __construct(
		private readonly Db $db,
		private readonly Clock $clock,
		private readonly Ledger $ledger,
		private readonly Mappings $mappings,
		private readonly StoredPosts $stored,
		private readonly EffectQueue $queue,
		private readonly MediaLibrary $library,
		private readonly Pictures $pictures
	) {}

	/** @throws Failure When the picture cannot be had. */
	public function fetch( Effect $effect, \WP_Post $post ): void {
		$url = (string) $effect->payload['url'];
		// What raw SQL did to it, a persistent cache does not know.
		wp_cache_delete( $post->ID, 'post_meta' );
		if ( get_post_meta( $post->ID, Targets::IMAGE_META, true ) !== $url ) {
			return; // The listing has another picture by now, or none.
		}
		if ( ! $effect->payload['replace'] && has_post_thumbnail( $post ) ) {
			return; // "Fill if empty": the picture a person chose stays.
		}
		$source = PictureSource::of_value( $url );
		if ( null !== $effect->asked() ) {
			$this->renew( $effect, $post, $source );
			return;
		}
		$this->feature( $effect, $post, $this->library->bring_in( $effect->tenant_id, $source, $post, '' ) );
		if ( true === ( $effect->payload['fresh'] ?? null ) && $source->may_change() ) {
			$this->feature( $effect, $post, $this->library->renew( $effect->tenant_id, $source, $post ) );
		}
	}

	/** Where something newer was asked for or came meanwhile, the picture there is may not go back. */
	private function renew( Effect $effect, \WP_Post $post, PictureSource $source ): void {
		$picture = $this->pictures->find( $effect->tenant_id, $source );
		if ( null === $picture ) {
			return;
		}
		if ( $picture->asked !== $effect->asked() ) {
			if ( null !== $picture->attachment_id ) {
				$this->feature( $effect, $post, $picture->attachment_id );
			}
			return;
		}
		if ( null !== $picture->failure ) {
			throw Failure::from_array( $picture->failure ); // Found out for another listing that shows the same.
		}
		$this->feature( $effect, $post, $this->library->renew( $effect->tenant_id, $source, $post, $effect->asked() ) );
	}

	private function feature( Effect $effect, \WP_Post $post, int $attachment ): void {
		$featured = get_post_meta( $post->ID, Targets::THUMBNAIL );
		// A second row, which only raw SQL makes, would be found as drift for ever.
		if ( array() !== $featured && array() === array_diff( $featured, array( (string) $attachment ) ) ) {
			return;
		}
		$entry   = $this->ledger->by_post( $post->ID );
		$mapping = null === $entry ? null : $this->mappings->find( $entry->tenant_id, $entry->mapping_id );
		$before  = null === $mapping ? null : $this->fingerprint( $mapping, $post->ID );
		set_post_thumbnail( $post, $attachment );
		if ( null === $entry || null === $mapping ) {
			return;
		}
		$this->db->transaction(
			function () use ( $effect, $post, $mapping, $entry, $before ): void {
				$now = $this->ledger->by_external_ids( $entry->tenant_id, array( $entry->external_id ), true )[ $entry->external_id ] ?? null;
				// Where somebody wrote past the locks before, the drift stays to be found.
				if ( null !== $now && $now->post_id === $post->ID && $now->stored_fingerprint === $before ) {
					$this->ledger->save( array( $now->with( array( 'stored_fingerprint' => (string) $this->fingerprint( $mapping, $post->ID ) ) ) ) );
				}
				$this->queue->add_post( $effect, $mapping, $post->ID, array_map( 'strval', get_object_vars( $post ) ), $this->clock->now_ms() );
			}
		);
	}

	private function fingerprint( Mapping $mapping, int $post_id ): ?string {
		$stored = $this->stored->read( $mapping, array( $post_id ) )[ $post_id ] ?? null;
		return null === $stored ? null : Fingerprints::of_stored( $mapping, $stored );
	}
}
