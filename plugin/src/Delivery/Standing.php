<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Ledger\LedgerEntry;
use Callboard\Mapping\FieldMapping;
use Callboard\Mapping\Mapping;

defined( 'ABSPATH' ) || exit;

/**
 * Which status a listing gets where its record names none: published, unless a person hid it while it was withdrawn.
 *
 * `withdrawn_status` of the ledger holds what the withdrawal found, or HIDDEN when it found the post hidden already;
 * HIDDEN also marks a listing whose record came back while its post stays as a person left it.
 */
final class Standing {
	public const HIDDEN = 'keep';

	/** @return ?string The status to be written; null: none. */
	public static function status( Mapping $mapping, Wanted $wanted, StoredPost $post ): ?string {
		if ( self::is_named( $wanted ) ) {
			return null;
		}
		$entry = $wanted->entry;
		if ( null !== $entry && $entry->is_withdrawn() ) {
			return self::as_before( $mapping, $entry, $post );
		}
		return null !== $mapping->field( 'status' ) || self::is_hidden( $entry, $post ) ? null : 'publish';
	}

	/** What the ledger keeps of a listing that is live. */
	public static function after( Wanted $wanted, StoredPost $post ): ?string {
		$entry = $wanted->entry;
		$stays = null !== $entry && ( $entry->is_withdrawn() || self::HIDDEN === $entry->withdrawn_status );
		return $stays && ! self::is_named( $wanted ) && self::is_off_the_site( $post ) ? self::HIDDEN : null;
	}

	/** Where the sync only fills an empty status, or the newer side wins, the record says nothing against what the withdrawal did. */
	private static function is_named( Wanted $wanted ): bool {
		return isset( $wanted->columns['post_status'] ) && FieldMapping::OWNER_SALESFORCE === ( $wanted->owners['status'] ?? '' );
	}

	/** The status that the withdrawal found; where the post is not as the withdrawal left it, a person has spoken. */
	private static function as_before( Mapping $mapping, LedgerEntry $entry, StoredPost $post ): ?string {
		// Another mapping may have withdrawn it, by its own policy.
		$left = in_array( $post->status(), array( 'draft', $entry->mapping_id === $mapping->id ? $mapping->withdrawal : 'trash' ), true );
		return $left && self::HIDDEN !== $entry->withdrawn_status ? ( $entry->withdrawn_status ?? 'publish' ) : null;
	}

	private static function is_hidden( ?LedgerEntry $entry, StoredPost $post ): bool {
		return self::HIDDEN === $entry?->withdrawn_status && self::is_off_the_site( $post );
	}

	private static function is_off_the_site( StoredPost $post ): bool {
		return in_array( $post->status(), array( 'draft', 'pending', 'private', 'future', 'trash' ), true );
	}
}
