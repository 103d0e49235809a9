<?php
declare(strict_types=1);

namespace Callboard\Explain;

use Callboard\Delivery\StoredPost;
use Callboard\Delivery\StoredPosts;
use Callboard\Failure\Failure;
use Callboard\Ledger\LedgerEntry;
use Callboard\Mapping\Mapping;
use Callboard\Mapping\Mappings;

defined( 'ABSPATH' ) || exit;

/** A listing with everything that is needed to speak of its fields. */
final class Listed {
	private function __construct(
		public readonly LedgerEntry $entry,
		public readonly Mapping $mapping,
		public readonly StoredPost $post
	) {}

	/** @throws Failure When the record has no listing. */
	public static function of( Subject $subject, Mappings $mappings, StoredPosts $posts ): self {
		$entry   = $subject->entry;
		$mapping = null === $entry ? null : ( $mappings->find( $entry->tenant_id, $entry->mapping_id ) ?? $mappings->find( $entry->tenant_id, $entry->mapping_id, $entry->mapping_version ) );
		$post    = null === $mapping || null === $entry?->post_id ? null : ( $posts->read( $mapping, array( $entry->post_id ) )[ $entry->post_id ] ?? null );
		if ( null === $entry || null === $mapping || null === $post ) {
			throw Words::not_listed( $subject->external_id );
		}
		return new self( $entry, $mapping, $post );
	}

	public function label( string $target ): string {
		return $this->mapping->field( $target )->label ?? \Callboard\Ownership\Words::label( $target );
	}
}
