<?php
declare(strict_types=1);

namespace Callboard\Ledger;

use Callboard\Database\Db;

defined( 'ABSPATH' ) || exit;

/** Listings below a post that is not their production's any more: it was deleted, and the production has a new one. */
final class Orphans {
	public function __construct( private readonly Db $db, private readonly Ledger $ledger, private readonly Inbox $inbox ) {}

	/**
	 * They are read again, and written as if they were new: their own records say nothing new.
	 *
	 * @param array<string, int> $posts Production → the post it has now.
	 */
	public function read_again( int $tenant_id, array $posts, int $now_ms ): void {
		$ids = array();
		foreach ( array_chunk( array_map( 'strval', array_keys( $posts ) ), Db::LOOKED_UP ) as $chunk ) {
			$rows = $this->db->rows(
				"SELECT l.id, l.sf_id, l.mapping_id, l.parent_sf_id, p.post_parent FROM {$this->db->table( 'ledger' )} l INNER JOIN {$this->db->wpdb()->posts} p ON p.ID = l.post_id
				WHERE l.tenant_id = {$tenant_id} AND l.parent_sf_id IN ({$this->db->sql->texts( $chunk )}) AND l.state = {$this->db->sql->literal( LedgerState::LIVE )}"
			);
			foreach ( $rows as $row ) {
				if ( (int) $row['post_parent'] !== $posts[ (string) $row['parent_sf_id'] ] ) {
					$ids[ (string) $row['mapping_id'] ][ (int) $row['id'] ] = (string) $row['sf_id'];
				}
			}
		}
		foreach ( $ids as $mapping_id => $records ) {
			$this->ledger->forget_fingerprints( array_keys( $records ) );
			$this->inbox->add( $tenant_id, (string) $mapping_id, array_values( $records ), Inbox::DRIFT, $now_ms );
		}
	}
}
