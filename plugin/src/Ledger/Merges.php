<?php
declare(strict_types=1);

namespace Callboard\Ledger;

use Callboard\Database\Db;

defined( 'ABSPATH' ) || exit;

/** What became of the listings of records that lost a merge. */
final class Merges {
	/** A line of merges longer than this is no line any more. */
	private const HOPS = 50;

	public function __construct( private readonly Db $db, private readonly Ledger $ledger ) {}

	/** The listing of the record that a merged one ended in, however many merges on the way; null when that is not listed. */
	public function winner_of( LedgerEntry $loser ): ?LedgerEntry {
		$seen  = array( $loser->external_id => true );
		$entry = $loser;
		while ( null !== $entry->merged_into && count( $seen ) <= self::HOPS ) {
			$next = $this->ledger->by_external_ids( $entry->tenant_id, array( $entry->merged_into ) )[ $entry->merged_into ] ?? null;
			if ( null === $next || isset( $seen[ $next->external_id ] ) ) {
				return null;
			}
			$seen[ $next->external_id ] = true;
			$entry                      = $next;
		}
		return $entry !== $loser && $entry->is_live() ? $entry : null;
	}

	public function loser_by_post( int $post_id ): ?LedgerEntry {
		$entry = $this->ledger->by_post( $post_id );
		return null !== $entry?->merged_into && LedgerState::TOMBSTONE === $entry->state ? $entry : null;
	}

	/** @param ?string $post_type Null: of any type. */
	public function loser_by_slug( string $slug, ?string $post_type ): ?LedgerEntry {
		$row = $this->db->row(
			"SELECT l.* FROM {$this->db->wpdb()->posts} p INNER JOIN {$this->db->table( 'ledger' )} l ON l.post_id = p.ID
			WHERE p.post_name IN (%s, %s) AND l.merged_into IS NOT NULL AND l.state = %s" . ( null === $post_type ? '' : ' AND p.post_type = %s' ) . ' ORDER BY l.stamp_ms DESC LIMIT 1',
			// In the trash a post gives its slug back.
			array( $slug, $slug . '__trashed', LedgerState::TOMBSTONE, ...( null === $post_type ? array() : array( $post_type ) ) )
		);
		return null === $row ? null : LedgerEntry::from_row( $row );
	}
}
