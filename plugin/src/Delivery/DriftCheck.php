<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Clock\Clock;
use Callboard\Database\Db;
use Callboard\Ledger\Inbox;
use Callboard\Ledger\Ledger;
use Callboard\Ledger\LedgerEntry;
use Callboard\Ledger\LedgerState;
use Callboard\Mapping\Mapping;
use Callboard\Mapping\Mappings;

defined( 'ABSPATH' ) || exit;

/**
 * Reads listings back and compares them with what the last sync stored: finds writes by raw SQL and deleted posts.
 * What differs is read from Salesforce again and repaired by the next run.
 */
final class DriftCheck {
	public const PAGE = 500;

	public function __construct(
		private readonly Db $db,
		private readonly Clock $clock,
		private readonly Ledger $ledger,
		private readonly Inbox $inbox,
		private readonly Mappings $mappings,
		private readonly StoredPosts $stored
	) {}

	/** The next page of a tenant's listings; after the last one it begins again. @return int How many had drifted. */
	public function step( int $tenant_id, int $limit = self::PAGE ): int {
		$name    = "drift:{$tenant_id}";
		$after   = (int) $this->db->value( "SELECT value FROM {$this->state()} WHERE name = %s", array( $name ) );
		$entries = $this->ledger->live_after( $tenant_id, $after, $limit );
		$drifted = $this->check( $tenant_id, $entries );
		$next    = count( $entries ) < $limit ? 0 : $entries[ count( $entries ) - 1 ]->id;
		if ( $next !== $after ) {
			$this->db->insert_rows( $this->state(), array( 'name', 'value', 'updated_ms' ), array( array( $name, (string) $next, $this->clock->now_ms() ) ), 'ON DUPLICATE KEY UPDATE value = VALUES(value), updated_ms = VALUES(updated_ms)' );
		}
		return $drifted;
	}

	/** After an authorised override: what is stored now is meant, until Salesforce changes the record again. */
	public function accept( int $post_id ): void {
		$this->db->transaction(
			function () use ( $post_id ): void {
				// Locked first: a delivery in between would be taken back, or the post be read as it was before it.
				$entry   = $this->ledger->by_post( $post_id, true );
				$mapping = null === $entry ? null : $this->mappings->find( $entry->tenant_id, $entry->mapping_id );
				$post    = null === $mapping ? null : ( $this->stored->read( $mapping, array( $post_id ) )[ $post_id ] ?? null );
				if ( null !== $entry && null !== $mapping && null !== $post ) {
					$this->ledger->save( array( $entry->with( array( 'stored_fingerprint' => Fingerprints::of_stored( $mapping, $post ) ) ) ) );
				}
			}
		);
	}

	/** All of a tenant's listings at once. */
	public function run( int $tenant_id ): int {
		$drifted = 0;
		$after   = 0;
		do {
			$entries  = $this->ledger->live_after( $tenant_id, $after, self::PAGE );
			$drifted += $this->check( $tenant_id, $entries );
			$after    = array() === $entries ? 0 : $entries[ count( $entries ) - 1 ]->id;
		} while ( count( $entries ) === self::PAGE );
		return $drifted;
	}

	/**
	 * Of records that are as before in Salesforce, those whose listing is not as it was stored: they are marked, so that
	 * they travel again.
	 *
	 * @param array<string, string> $fingerprints External id → source fingerprint, as just read.
	 * @return list<string> External ids.
	 */
	public function among( int $tenant_id, Mapping $mapping, array $fingerprints ): array {
		$drifted = $this->drifted_of( $tenant_id, $mapping, $fingerprints );
		$this->mark( $tenant_id, $mapping->id, $drifted );
		return self::ids( $drifted );
	}

	/**
	 * The same for a rehearsal, which marks nothing.
	 *
	 * @param array<string, string> $fingerprints External id → source fingerprint, as just read.
	 * @return list<string> External ids.
	 */
	public function seen_among( int $tenant_id, Mapping $mapping, array $fingerprints ): array {
		return self::ids( $this->drifted_of( $tenant_id, $mapping, $fingerprints ) );
	}

	/**
	 * @param array<string, string> $fingerprints
	 * @return list<LedgerEntry>
	 */
	private function drifted_of( int $tenant_id, Mapping $mapping, array $fingerprints ): array {
		$found = array();
		foreach ( array_chunk( $fingerprints, self::PAGE, true ) as $page ) {
			$entries = array_filter(
				$this->ledger->by_external_ids( $tenant_id, array_map( 'strval', array_keys( $page ) ) ),
				static fn( LedgerEntry $entry ) => LedgerState::LIVE === $entry->state && $entry->mapping_id === $mapping->id
					&& $entry->mapping_version === $mapping->version && $entry->source_fingerprint === $page[ $entry->external_id ]
			);
			$found   = array( ...$found, ...$this->drifted( $mapping, array_values( $entries ) ) );
		}
		return $found;
	}

	/**
	 * @param list<LedgerEntry> $entries
	 * @return list<string>
	 */
	private static function ids( array $entries ): array {
		return array_map( static fn( LedgerEntry $entry ) => $entry->external_id, $entries );
	}

	/** @param list<LedgerEntry> $entries */
	private function check( int $tenant_id, array $entries ): int {
		$found = 0;
		foreach ( $this->by_mapping( $entries ) as $mapping_id => $group ) {
			$mapping = $this->mappings->find( $tenant_id, (string) $mapping_id );
			// After a change of the mapping the stored fingerprints speak of other fields until the next reading.
			$group   = null === $mapping ? array() : array_filter( $group, static fn( LedgerEntry $entry ) => $entry->mapping_version === $mapping->version );
			$drifted = null === $mapping ? array() : $this->drifted( $mapping, array_values( $group ) );
			$this->mark( $tenant_id, (string) $mapping_id, $drifted );
			$found += count( $drifted );
		}
		return $found;
	}

	/**
	 * @param list<LedgerEntry> $entries
	 * @return list<LedgerEntry>
	 */
	private function drifted( Mapping $mapping, array $entries ): array {
		$posts = $this->stored->read( $mapping, array_map( static fn( LedgerEntry $entry ) => (int) $entry->post_id, $entries ) );
		return array_values(
			array_filter(
				$entries,
				static function ( LedgerEntry $entry ) use ( $mapping, $posts ): bool {
					$post = $posts[ (int) $entry->post_id ] ?? null;
					return '' !== $entry->source_fingerprint && ( null === $post || Fingerprints::of_stored( $mapping, $post ) !== $entry->stored_fingerprint );
				}
			)
		);
	}

	/** @param list<LedgerEntry> $drifted */
	private function mark( int $tenant_id, string $mapping_id, array $drifted ): void {
		if ( array() === $drifted ) {
			return;
		}
		$this->db->transaction(
			function () use ( $tenant_id, $mapping_id, $drifted ): void {
				$this->ledger->forget_fingerprints( array_map( static fn( LedgerEntry $entry ) => $entry->id, $drifted ) );
				$this->inbox->add( $tenant_id, $mapping_id, array_map( static fn( LedgerEntry $entry ) => $entry->external_id, $drifted ), Inbox::DRIFT, $this->clock->now_ms() );
			}
		);
	}

	/**
	 * @param list<LedgerEntry> $entries
	 * @return array<string, list<LedgerEntry>>
	 */
	private function by_mapping( array $entries ): array {
		$groups = array();
		foreach ( $entries as $entry ) {
			$groups[ $entry->mapping_id ][] = $entry;
		}
		return $groups;
	}

	private function state(): string {
		return $this->db->table( 'content_state' );
	}
}
