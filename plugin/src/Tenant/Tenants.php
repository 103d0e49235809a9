<?php
declare(strict_types=1);

namespace Callboard\Tenant;

use Callboard\Clock\Clock;
use Callboard\Database\Db;

defined( 'ABSPATH' ) || exit;

final class Tenants {
	public function __construct( private readonly Db $db, private readonly Clock $clock ) {}

	public function find( int $tenant_id ): ?Tenant {
		$row = $this->db->row( "SELECT * FROM {$this->table()} WHERE id = %d", array( $tenant_id ) );
		return null === $row ? null : $this->tenant( $row );
	}

	/** @return list<Tenant> */
	public function all(): array {
		return array_map( array( $this, 'tenant' ), $this->db->rows( "SELECT * FROM {$this->table()} ORDER BY id" ) );
	}

	public function create( string $name ): Tenant {
		$now = $this->clock->now_ms();
		$this->db->query(
			"INSERT INTO {$this->table()} (name, state, created_ms) VALUES (%s, %s, %d)",
			array( $this->clean( $name ), Tenant::ACTIVE, $now )
		);
		return new Tenant( $this->db->insert_id(), $this->clean( $name ), Tenant::ACTIVE, $now );
	}

	public function rename( int $tenant_id, string $name ): void {
		$this->db->query( "UPDATE {$this->table()} SET name = %s WHERE id = %d", array( $this->clean( $name ), $tenant_id ) );
	}

	public function set_state( int $tenant_id, string $state ): void {
		if ( ! in_array( $state, array( Tenant::ACTIVE, Tenant::PAUSED ), true ) ) {
			throw new \InvalidArgumentException( 'A tenant is active or paused.' );
		}
		$this->db->query( "UPDATE {$this->table()} SET state = %s WHERE id = %d", array( $state, $tenant_id ) );
	}

	private function clean( string $name ): string {
		return mb_substr( trim( $name ), 0, 200 );
	}

	/** @param array<string, string|null> $row */
	private function tenant( array $row ): Tenant {
		return new Tenant( (int) $row['id'], (string) $row['name'], (string) $row['state'], (int) $row['created_ms'] );
	}

	private function table(): string {
		return $this->db->table( 'tenant' );
	}
}
