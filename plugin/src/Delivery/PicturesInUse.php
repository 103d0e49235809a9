<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Database\Db;
use Callboard\Database\Sql;
use Callboard\Ledger\LedgerState;
use Callboard\Mapping\FieldMapping;
use Callboard\Mapping\Mapping;
use Callboard\Mapping\Mappings;
use Callboard\Ownership\StandingOverride;
use Callboard\Ownership\StandingOverrides;

defined( 'ABSPATH' ) || exit;

/** Which pictures the listings of a tenant show because Salesforce says so, and will say so tomorrow. */
final class PicturesInUse {
	public function __construct(
		private readonly Db $db,
		private readonly Mappings $mappings,
		private readonly StandingOverrides $overrides
	) {}

	/** @return list<PictureUse> Not where a picture was filled in once and is the editor's since, nor where an override stands. */
	public function of( int $tenant_id ): array {
		$owning = array_filter( $this->mappings->current( $tenant_id ), static fn( Mapping $mapping ) => FieldMapping::OWNER_SALESFORCE === $mapping->field( 'image' )?->owner );
		if ( array() === $owning ) {
			return array();
		}
		$ids  = array_map( static fn( Mapping $mapping ) => $mapping->id, array_values( $owning ) );
		$rows = $this->db->rows(
			"SELECT l.sf_id, l.post_id, l.mapping_id, m.meta_value, t.meta_value AS thumbnail FROM {$this->db->table( 'ledger' )} l
			INNER JOIN {$this->db->wpdb()->postmeta} m ON m.post_id = l.post_id AND m.meta_key = %s
			LEFT JOIN {$this->db->wpdb()->postmeta} t ON t.post_id = l.post_id AND t.meta_key = %s
			WHERE l.tenant_id = %d AND l.destination = 'wordpress' AND l.mapping_id IN (" . Sql::places( $ids ) . ") AND l.state = %s AND m.meta_value <> '' ORDER BY l.id",
			array( Targets::IMAGE_META, Targets::THUMBNAIL, $tenant_id, ...$ids, LedgerState::LIVE )
		);
		$held = $this->held( $tenant_id, array_map( static fn( array $row ) => (string) $row['sf_id'], $rows ) );
		$uses = array();
		foreach ( $rows as $row ) {
			if ( ! isset( $held[ (string) $row['sf_id'] ] ) ) {
				$uses[] = new PictureUse( (int) $row['post_id'], (string) $row['mapping_id'], (string) $row['meta_value'], PictureSource::of_value( (string) $row['meta_value'] ), (int) $row['thumbnail'] );
			}
		}
		return $uses;
	}

	/**
	 * @param list<string> $external_ids
	 * @return array<string, mixed> By external id.
	 */
	private function held( int $tenant_id, array $external_ids ): array {
		return array_filter(
			$this->overrides->standing( $tenant_id, $external_ids ),
			static fn( array $overrides ) => in_array( 'image', array_map( static fn( StandingOverride $override ) => $override->target, $overrides ), true )
		);
	}
}
