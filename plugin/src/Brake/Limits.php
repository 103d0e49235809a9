<?php
declare(strict_types=1);

namespace Callboard\Brake;

use Callboard\Database\Db;

defined( 'ABSPATH' ) || exit;

/** Limits a person chose: for one mapping, else for the whole tenant, else the default. Not part of the mapping: a new limit reads nothing again. */
final class Limits {
	private const WHOLE_TENANT = '';

	public function __construct( private readonly Db $db ) {}

	public function of( int $tenant_id, string $mapping_id ): Limit {
		$stored = $this->stored( $tenant_id );
		return $stored[ $mapping_id ] ?? $stored[ self::WHOLE_TENANT ] ?? new Limit();
	}

	/** @param ?string $mapping_id Null: for every mapping without a limit of its own. @param ?Limit $limit Null: back to the wider one. */
	public function choose( int $tenant_id, ?string $mapping_id, ?Limit $limit ): void {
		$key = $mapping_id ?? self::WHOLE_TENANT;
		$this->db->transaction(
			function () use ( $tenant_id, $key, $limit ): void {
				$this->db->query( "DELETE FROM {$this->table()} WHERE tenant_id = %d AND mapping_id = %s", array( $tenant_id, $key ) );
				if ( null !== $limit ) {
					$this->db->insert_rows( $this->table(), array( 'tenant_id', 'mapping_id', 'percent', 'records' ), array( array( $tenant_id, $key, $limit->percent, $limit->records ) ) );
				}
			}
		);
	}

	/** @return array<string, Limit> Mapping id, or '' for the whole tenant → limit. */
	public function stored( int $tenant_id ): array {
		$limits = array();
		foreach ( $this->db->rows( "SELECT mapping_id, percent, records FROM {$this->table()} WHERE tenant_id = %d", array( $tenant_id ) ) as $row ) {
			$limits[ (string) $row['mapping_id'] ] = new Limit( (int) $row['percent'], (int) $row['records'] );
		}
		return $limits;
	}

	private function table(): string {
		return $this->db->table( 'brake_limit' );
	}
}
