<?php
declare(strict_types=1);

namespace Callboard\Database\Migration;

use Callboard\Database\Db;
use Callboard\Database\Migration;

defined( 'ABSPATH' ) || exit;

/** Which picture of a tenant is which attachment: by where it came from, and by its bytes. */
final class M0009Pictures implements Migration {
	public function up( Db $db ): void {
		$options = 'ENGINE=InnoDB ' . $db->wpdb()->get_charset_collate();
		$db->query(
			"CREATE TABLE IF NOT EXISTS `{$db->table( 'picture' )}` (
				tenant_id BIGINT UNSIGNED NOT NULL,
				source CHAR(64) NOT NULL,
				hash CHAR(64) NOT NULL,
				attachment_id BIGINT UNSIGNED NOT NULL,
				created_ms BIGINT NOT NULL,
				PRIMARY KEY (tenant_id, source),
				KEY hash (tenant_id, hash)
			) {$options}"
		);
	}

	public function tables(): array {
		return array( 'picture' );
	}
}
