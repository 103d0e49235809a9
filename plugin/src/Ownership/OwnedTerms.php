<?php
declare(strict_types=1);

namespace Callboard\Ownership;

use Callboard\Database\Db;
use Callboard\Ledger\LedgerState;

defined( 'ABSPATH' ) || exit;

/** Terms that posts from Salesforce stand under, in taxonomies that Salesforce owns for them. */
final class OwnedTerms {
	/** @var array<string, int> */
	private array $being_deleted = array();

	public function __construct(
		private readonly Db $db,
		private readonly OwnedFields $owned_fields,
	) {}

	/** One post from Salesforce that carries the term, or null when the term is free. */
	public function holder( int $term_id, string $taxonomy ): ?OwnedTargets {
		if ( SyncContext::is_open() || ! $this->owned_fields->owns_anywhere( 'taxonomy:' . $taxonomy ) ) {
			return null;
		}
		return $this->first_owner( $this->holder_ids( $term_id, $taxonomy ), $taxonomy );
	}

	/** @param list<int> $post_ids */
	public function first_owner( array $post_ids, string $taxonomy ): ?OwnedTargets {
		foreach ( $post_ids as $post_id ) {
			$owned = $this->owned_fields->of_post( $post_id );
			if ( $owned->owns( 'taxonomy:' . $taxonomy ) ) {
				return $owned;
			}
		}
		return null;
	}

	public function deletion_begins( string $taxonomy ): void {
		$this->being_deleted[ $taxonomy ] = ( $this->being_deleted[ $taxonomy ] ?? 0 ) + 1;
	}

	public function deletion_ended( string $taxonomy ): void {
		$this->being_deleted[ $taxonomy ] = max( 0, ( $this->being_deleted[ $taxonomy ] ?? 0 ) - 1 );
	}

	public function is_being_deleted( string $taxonomy ): bool {
		return ( $this->being_deleted[ $taxonomy ] ?? 0 ) > 0;
	}

	/** @return list<int> A post per mapping: posts of one mapping are owned alike, but for those that a person left out. */
	private function holder_ids( int $term_id, string $taxonomy ): array {
		$core = $this->db->wpdb();
		$ids  = $this->db->column(
			"SELECT MIN( l.post_id ) FROM {$core->term_taxonomy} tt
			JOIN {$core->term_relationships} tr ON tr.term_taxonomy_id = tt.term_taxonomy_id
			JOIN {$this->db->table( 'ledger' )} l ON l.post_id = tr.object_id
			WHERE tt.term_id = %d AND tt.taxonomy = %s AND l.state <> %s
			GROUP BY l.tenant_id, l.mapping_id",
			array( $term_id, $taxonomy, LedgerState::EXCLUDED )
		);
		return array_map( 'intval', $ids );
	}
}
