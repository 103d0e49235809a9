<?php
declare(strict_types=1);

namespace Callboard\Worker;

use Callboard\Database\Db;

defined( 'ABSPATH' ) || exit;

/** Each signed request counts once. */
final class Nonces {
	public function __construct( private readonly Db $db ) {}

	/** False when it was spent before; the unique key decides, so two at once cannot both win. */
	public function spend( string $nonce, int $now_ms ): bool {
		return 1 === $this->db->query( "INSERT IGNORE INTO {$this->table()} (nonce, at_ms) VALUES (%s, %d)", array( $nonce, $now_ms ) );
	}

	public function prune( int $before_ms ): int {
		return $this->db->query( "DELETE FROM {$this->table()} WHERE at_ms < %d", array( $before_ms ) );
	}

	private function table(): string {
		return $this->db->table( 'nonce' );
	}
}
