<?php
declare(strict_types=1);

namespace Callboard\Mapping;

use Callboard\Clock\Clock;
use Callboard\Database\Db;

defined( 'ABSPATH' ) || exit;

/** What of a mapping moves without a stamp. Only who reads SOQL and describe can say: the worker, once a version. */
final class Traits {
	public function __construct( private readonly Db $db, private readonly Clock $clock ) {}

	/**
	 * A mapping whose current version nobody has looked at yet counts as moving: looking is how it becomes known.
	 *
	 * @param list<Mapping> $mappings
	 * @return array{filter_moves: list<string>, values_move: list<string>} Mapping ids.
	 */
	public function moving( int $tenant_id, array $mappings ): array {
		$rows   = array_column( $this->db->rows( "SELECT mapping_id, version, filter_moves, values_move FROM {$this->table()} WHERE tenant_id = %d", array( $tenant_id ) ), null, 'mapping_id' );
		$moving = array(
			'filter_moves' => array(),
			'values_move'  => array(),
		);
		foreach ( $mappings as $mapping ) {
			$row     = $rows[ $mapping->id ] ?? null;
			$unknown = null === $row || (int) $row['version'] !== $mapping->version;
			foreach ( array_keys( $moving ) as $trait ) {
				if ( $unknown || 0 !== (int) $row[ $trait ] ) {
					$moving[ $trait ][] = $mapping->id;
				}
			}
		}
		return $moving;
	}

	/**
	 * By which fields an object tells its state, where they are not SystemModstamp and IsDeleted: asked rightly at once, a
	 * poll costs one API call.
	 *
	 * @param list<Mapping> $mappings
	 * @return list<array{mapping_id: string, state_fields: list<string>}> As in contract/claim.answer.schema.json.
	 */
	public function columns( int $tenant_id, array $mappings ): array {
		$rows     = $this->db->rows( "SELECT mapping_id, version, state_fields FROM {$this->table()} WHERE tenant_id = %d AND state_fields IS NOT NULL", array( $tenant_id ) );
		$versions = array_column( array_map( static fn( Mapping $mapping ) => array( $mapping->id, $mapping->version ), $mappings ), 1, 0 );
		$columns  = array();
		foreach ( $rows as $row ) {
			if ( (int) $row['version'] === ( $versions[ $row['mapping_id'] ] ?? null ) ) {
				$columns[] = array(
					'mapping_id'   => (string) $row['mapping_id'],
					'state_fields' => explode( ',', (string) $row['state_fields'] ),
				);
			}
		}
		return $columns;
	}

	/**
	 * What a worker has found about amounts: asked each time, it would cost every change two calls more.
	 *
	 * @param list<Mapping> $mappings
	 * @return list<array{mapping_id: string, fields: list<string>, org: ?string}> As in contract/claim.answer.schema.json.
	 */
	public function currencies( int $tenant_id, array $mappings ): array {
		$rows       = $this->db->rows( "SELECT mapping_id, version, currencies FROM {$this->table()} WHERE tenant_id = %d AND currencies IS NOT NULL", array( $tenant_id ) );
		$versions   = array_column( array_map( static fn( Mapping $mapping ) => array( $mapping->id, $mapping->version ), $mappings ), 1, 0 );
		$currencies = array();
		foreach ( $rows as $row ) {
			$found = json_decode( (string) $row['currencies'], true );
			if ( is_array( $found ) && (int) $row['version'] === ( $versions[ $row['mapping_id'] ] ?? null ) ) {
				$currencies[] = array(
					'mapping_id' => (string) $row['mapping_id'],
					'fields'     => array_values( array_map( 'strval', (array) ( $found['fields'] ?? array() ) ) ),
					'org'        => isset( $found['org'] ) ? (string) $found['org'] : null,
				);
			}
		}
		return $currencies;
	}

	/**
	 * Whose records this can be: several mappings may read one object, each with its own filter.
	 *
	 * @param list<Mapping> $mappings
	 * @return list<string> Mapping ids; none where no worker has described such an object yet.
	 */
	public function of_prefix( int $tenant_id, array $mappings, string $prefix ): array {
		$rows     = $this->db->rows( "SELECT mapping_id, version, key_prefix FROM {$this->table()} WHERE tenant_id = %d AND key_prefix = %s", array( $tenant_id, $prefix ) );
		$versions = array_column( array_map( static fn( Mapping $mapping ) => array( $mapping->id, $mapping->version ), $mappings ), 1, 0 );
		// The database does not tell capitals apart, Salesforce does; another version may read another object.
		$rows = array_filter( $rows, static fn( array $row ) => $row['key_prefix'] === $prefix && (int) $row['version'] === ( $versions[ $row['mapping_id'] ] ?? null ) );
		return array_values( array_map( 'strval', array_column( $rows, 'mapping_id' ) ) );
	}

	/** Since when the tenant's current mappings are all what they are. */
	public function since_ms( int $tenant_id ): int {
		return (int) $this->db->value( "SELECT MAX(created_ms) FROM {$this->db->table( 'mapping' )} WHERE tenant_id = %d AND is_current = 1", array( $tenant_id ) );
	}

	/** @param array<string, mixed> $body An item of complete.request `traits`. */
	public function store( int $tenant_id, array $body ): void {
		$named = isset( $body['state_fields'] ) ? implode( ',', array_map( 'strval', (array) $body['state_fields'] ) ) : null;
		$money = isset( $body['currencies'] ) ? (string) wp_json_encode( $body['currencies'] ) : null;
		$this->db->insert_rows(
			$this->table(),
			array( 'tenant_id', 'mapping_id', 'version', 'filter_moves', 'values_move', 'state_fields', 'key_prefix', 'currencies', 'updated_ms' ),
			array( array( $tenant_id, (string) $body['mapping_id'], (int) $body['version'], (int) $body['filter_moves'], (int) $body['values_move'], $named, $body['key_prefix'] ?? null, $money, $this->clock->now_ms() ) ),
			'ON DUPLICATE KEY UPDATE version = VALUES(version), filter_moves = VALUES(filter_moves), values_move = VALUES(values_move), state_fields = VALUES(state_fields), key_prefix = VALUES(key_prefix), currencies = VALUES(currencies), updated_ms = VALUES(updated_ms)'
		);
	}

	private function table(): string {
		return $this->db->table( 'mapping_trait' );
	}
}
