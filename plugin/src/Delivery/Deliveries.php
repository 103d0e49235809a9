<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Database\Db;
use Callboard\Database\OldRows;

defined( 'ABSPATH' ) || exit;

/** Answers given, so that a delivery posted twice has one effect and one answer. */
final class Deliveries {
	public function __construct( private readonly Db $db ) {}

	public function answer( int $tenant_id, string $delivery_id ): ?Outcomes {
		$answer = $this->db->value( "SELECT answer FROM {$this->table()} WHERE tenant_id = %d AND delivery_id = %s", array( $tenant_id, $delivery_id ) );
		return null === $answer ? null : Outcomes::from_json( $answer );
	}

	public function store( int $tenant_id, Delivery $delivery, Outcomes $outcomes, int $now_ms ): void {
		$this->db->insert_rows_meanwhile(
			$this->table(),
			array( 'tenant_id', 'delivery_id', 'run_id', 'answer', 'created_ms' ),
			array( array( $tenant_id, $delivery->delivery_id, $delivery->run_id, $outcomes->to_json(), $now_ms ) )
		);
	}

	/** @return int How many were removed. */
	public function prune( int $before_ms ): int {
		return ( new OldRows( $this->db ) )->remove( 'delivery', 'created_ms', 'created_ms < %d', array( $before_ms ) );
	}

	private function table(): string {
		return $this->db->table( 'delivery' );
	}
}
