<?php
declare(strict_types=1);

namespace Callboard\Database\Migration;

use Callboard\Database\DatabaseError;
use Callboard\Database\Db;
use Callboard\Database\Migration;

defined( 'ABSPATH' ) || exit;

/** Up to when each mapping has been swept, and the key by which a claim finds what the next poll will show again. */
final class M0003Windows implements Migration {
	public function up( Db $db ): void {
		$this->once(
			$db,
			"SHOW COLUMNS FROM `{$db->table( 'watermark' )}` LIKE 'swept_ms'",
			"ALTER TABLE `{$db->table( 'watermark' )}` ADD COLUMN swept_ms BIGINT NULL"
		);
		$this->once(
			$db,
			"SHOW INDEX FROM `{$db->table( 'ledger' )}` WHERE Key_name = 'mapping_stamp'",
			"ALTER TABLE `{$db->table( 'ledger' )}` ADD KEY mapping_stamp (tenant_id, mapping_id, stamp_ms)"
		);
	}

	public function tables(): array {
		return array();
	}

	/** Neither MySQL nor SQLite knows ADD … IF NOT EXISTS, and another request may do the same between look and change. */
	private function once( Db $db, string $look, string $change ): void {
		if ( array() !== $db->rows( $look ) ) {
			return;
		}
		try {
			$db->query( $change );
		} catch ( DatabaseError $error ) {
			if ( ! $this->is_there_already( $error ) ) {
				throw $error;
			}
		}
	}

	private function is_there_already( DatabaseError $error ): bool {
		// 1060 duplicate column, 1061 duplicate key; SQLite has words only.
		return in_array( $error->errno, array( 1060, 1061 ), true )
			|| 1 === preg_match( '/duplicate (column|key)|already exists/i', $error->getMessage() );
	}
}
