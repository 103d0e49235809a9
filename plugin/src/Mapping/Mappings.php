<?php
declare(strict_types=1);

namespace Callboard\Mapping;

use Callboard\Clock\Clock;
use Callboard\Database\Db;
use Callboard\Run\Watermarks;

defined( 'ABSPATH' ) || exit;

/** Versions are kept: a ledger row or a run may speak of an old one. */
final class Mappings {
	public function __construct(
		private readonly Db $db,
		private readonly Clock $clock,
		private readonly Watermarks $watermarks
	) {}

	/** @return list<Mapping> In the order they are processed. */
	public function current( int $tenant_id ): array {
		$bodies   = $this->db->column(
			"SELECT body FROM {$this->table()} WHERE tenant_id = %d AND is_current = 1",
			array( $tenant_id )
		);
		$mappings = array_map( array( $this, 'mapping' ), $bodies );
		usort( $mappings, static fn( Mapping $a, Mapping $b ) => array( $a->order, $a->id ) <=> array( $b->order, $b->id ) );
		return $mappings;
	}

	public function find( int $tenant_id, string $mapping_id, ?int $version = null ): ?Mapping {
		$which = null === $version ? 'is_current = %d' : 'version = %d';
		$body  = $this->db->value(
			"SELECT body FROM {$this->table()} WHERE tenant_id = %d AND mapping_id = %s AND {$which}",
			array( $tenant_id, $mapping_id, $version ?? 1 )
		);
		return null === $body ? null : $this->mapping( $body );
	}

	/** The current version, or the last one of a mapping that left the sync: what hangs on it may still be finished. */
	public function last( int $tenant_id, string $mapping_id ): ?Mapping {
		$body = $this->db->value(
			"SELECT body FROM {$this->table()} WHERE tenant_id = %d AND mapping_id = %s ORDER BY version DESC LIMIT 1",
			array( $tenant_id, $mapping_id )
		);
		return null === $body ? null : $this->mapping( $body );
	}

	/**
	 * Stores a new version and asks for a fresh reading: with other rules, records that did not change do.
	 * A mapping equal to the stored one stays as it is.
	 */
	public function save( int $tenant_id, Mapping $mapping ): Mapping {
		return $this->db->transaction(
			function () use ( $tenant_id, $mapping ): Mapping {
				$last   = $this->last_version( $tenant_id, $mapping->id );
				$stored = 0 === $last ? null : $this->find( $tenant_id, $mapping->id );
				if ( null !== $stored && $stored->to_array() === $mapping->with_version( $stored->version )->to_array() ) {
					return $stored;
				}
				return $this->add_version( $tenant_id, $mapping->with_version( $last + 1 ) );
			}
		);
	}

	/** @return list<Mapping> The last version of each mapping that left the sync. */
	public function retired( int $tenant_id ): array {
		$ids = $this->db->column( "SELECT mapping_id FROM {$this->table()} WHERE tenant_id = %d GROUP BY mapping_id HAVING MAX(is_current) = 0 ORDER BY mapping_id", array( $tenant_id ) );
		return array_values( array_filter( array_map( fn( ?string $id ) => $this->last( $tenant_id, (string) $id ), $ids ) ) );
	}

	/** It leaves the sync; its versions stay. */
	public function retire( int $tenant_id, string $mapping_id ): void {
		$this->demote( $tenant_id, $mapping_id );
	}

	/** Mappings that are not in the new set leave the sync; their posts and versions stay. */
	public function retire_except( int $tenant_id, string ...$mapping_ids ): void {
		foreach ( $this->current( $tenant_id ) as $mapping ) {
			if ( ! in_array( $mapping->id, $mapping_ids, true ) ) {
				$this->demote( $tenant_id, $mapping->id );
			}
		}
	}

	/** When its current version began, to tell whether a run still worked by an older one. */
	public function changed_ms( int $tenant_id, string $mapping_id ): ?int {
		$created = $this->db->value(
			"SELECT created_ms FROM {$this->table()} WHERE tenant_id = %d AND mapping_id = %s AND is_current = 1",
			array( $tenant_id, $mapping_id )
		);
		return null === $created ? null : (int) $created;
	}

	private function last_version( int $tenant_id, string $mapping_id ): int {
		// Not MAX(): MySQL refuses FOR UPDATE beside an aggregate on some versions, and two saves must not agree on a number.
		return (int) $this->db->value(
			"SELECT version FROM {$this->table()} WHERE tenant_id = %d AND mapping_id = %s ORDER BY version DESC LIMIT 1" . $this->db->for_update(),
			array( $tenant_id, $mapping_id )
		);
	}

	private function add_version( int $tenant_id, Mapping $mapping ): Mapping {
		$this->demote( $tenant_id, $mapping->id );
		$this->db->query(
			"INSERT INTO {$this->table()} (tenant_id, mapping_id, version, is_current, body, created_ms) VALUES (%d, %s, %d, 1, %s, %d)",
			array( $tenant_id, $mapping->id, $mapping->version, (string) wp_json_encode( $mapping->to_array() ), $this->clock->now_ms() )
		);
		$this->watermarks->begin_again( $tenant_id, $mapping->id );
		return $mapping;
	}

	private function demote( int $tenant_id, string $mapping_id ): void {
		$this->db->query(
			"UPDATE {$this->table()} SET is_current = 0 WHERE tenant_id = %d AND mapping_id = %s AND is_current = 1",
			array( $tenant_id, $mapping_id )
		);
	}

	private function mapping( ?string $body ): Mapping {
		return Mapping::from_array( (array) json_decode( (string) $body, true, 64, JSON_THROW_ON_ERROR ) );
	}

	private function table(): string {
		return $this->db->table( 'mapping' );
	}
}
