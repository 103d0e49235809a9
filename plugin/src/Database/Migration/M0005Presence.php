<?php
declare(strict_types=1);

namespace Callboard\Database\Migration;

use Callboard\Database\Db;
use Callboard\Database\Migration;
use Callboard\Database\SchemaChange;

defined( 'ABSPATH' ) || exit;

/** Since when a record is not visible any more, the key by which a mapping's ledger is paged, and what of a mapping moves without a stamp. */
final class M0005Presence implements Migration {
	public function up( Db $db ): void {
		SchemaChange::add_columns( $db, 'ledger', array( 'unseen_ms' => 'BIGINT NULL' ) );
		SchemaChange::add_key( $db, 'ledger', 'mapping_page', 'tenant_id, mapping_id, id' );
		$options = 'ENGINE=InnoDB ' . $db->wpdb()->get_charset_collate();
		$db->query(
			"CREATE TABLE IF NOT EXISTS `{$db->table( 'mapping_trait' )}` (
				tenant_id BIGINT UNSIGNED NOT NULL,
				mapping_id VARCHAR(64) NOT NULL,
				version INT UNSIGNED NOT NULL,
				filter_moves TINYINT UNSIGNED NOT NULL,
				values_move TINYINT UNSIGNED NOT NULL,
				updated_ms BIGINT NOT NULL,
				PRIMARY KEY (tenant_id, mapping_id) ) {$options}"
		);
	}

	public function tables(): array {
		return array( 'mapping_trait' );
	}
}
