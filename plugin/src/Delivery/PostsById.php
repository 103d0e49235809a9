<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Database\Db;
use Callboard\Database\Sql;
use Callboard\Mapping\Mapping;

defined( 'ABSPATH' ) || exit;

/** Posts from before Callboard that carry the Salesforce id of a record, of 15 or 18 characters. */
final class PostsById {
	public function __construct( private readonly Db $db ) {}

	/**
	 * @param array<int, Wanted> $new
	 * @return array<int, non-empty-list<int>> Position → posts of the mapping's type that no record has.
	 */
	public function of( Mapping $mapping, array $new ): array {
		$ids   = array_map( static fn( Wanted $one ) => $one->draft->external_id, $new );
		$posts = $this->posts_of( $mapping, (string) Targets::meta_key( $mapping->adopt ), array_values( $ids ) );
		return array_filter( array_map( static fn( string $id ) => $posts[ $id ] ?? array(), $ids ) );
	}

	/**
	 * @param list<string> $external_ids
	 * @return array<string, list<int>>
	 */
	private function posts_of( Mapping $mapping, string $key, array $external_ids ): array {
		$core  = $this->db->wpdb();
		$found = array();
		foreach ( array_chunk( $external_ids, 1000 ) as $ids ) {
			$values = array( ...$ids, ...array_map( static fn( string $id ) => substr( $id, 0, 15 ), $ids ) );
			$rows   = $this->db->rows(
				"SELECT DISTINCT p.ID, m.meta_value FROM {$core->postmeta} m INNER JOIN {$core->posts} p ON p.ID = m.post_id
				LEFT JOIN {$this->db->table( 'ledger' )} l ON l.post_id = p.ID
				WHERE m.meta_key = %s AND m.meta_value IN (" . Sql::places( $values ) . ") AND p.post_type = %s
				AND p.post_status NOT IN ('trash', 'auto-draft', 'inherit') AND l.id IS NULL ORDER BY p.ID",
				array( $key, ...$values, $mapping->post_type )
			);
			foreach ( $rows as $row ) {
				$id = ExternalId::of_18( (string) $row['meta_value'] );
				if ( null !== $id && ! in_array( (int) $row['ID'], $found[ $id ] ?? array(), true ) ) {
					$found[ $id ][] = (int) $row['ID'];
				}
			}
		}
		return $found;
	}
}
