<?php
declare(strict_types=1);

namespace Callboard\Database\Migration;

use Callboard\Database\Db;
use Callboard\Database\Migration;

defined( 'ABSPATH' ) || exit;

/** The mass-change brake: which withdrawals wait for a person, and from how many on they do. */
final class M0006Rehearsal implements Migration {
	public function up( Db $db ): void {
		$options = 'ENGINE=InnoDB ' . $db->wpdb()->get_charset_collate();
		foreach ( $this->definitions() as $table => $columns ) {
			$db->query( "CREATE TABLE IF NOT EXISTS `{$db->table( $table )}` ( {$columns} ) {$options}" );
		}
	}

	public function tables(): array {
		return array_keys( $this->definitions() );
	}

	/** @return array<string, string> */
	private function definitions(): array {
		return array(
			'brake'       => '
				id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
				tenant_id BIGINT UNSIGNED NOT NULL,
				mapping_id VARCHAR(64) NOT NULL,
				state VARCHAR(16) NOT NULL,
				cause VARCHAR(16) NOT NULL,
				run_id BIGINT UNSIGNED NOT NULL,
				withdrawals BIGINT UNSIGNED NOT NULL,
				listed BIGINT UNSIGNED NOT NULL,
				opened_ms BIGINT NOT NULL,
				decided_by BIGINT UNSIGNED NULL,
				decided_ms BIGINT NULL,
				PRIMARY KEY (id),
				KEY tenant_state (tenant_id, state, mapping_id)',
			'brake_item'  => '
				id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
				brake_id BIGINT UNSIGNED NOT NULL,
				tenant_id BIGINT UNSIGNED NOT NULL,
				sf_id VARCHAR(18) NOT NULL,
				reason VARCHAR(32) NOT NULL,
				stamp_ms BIGINT NOT NULL,
				read_ms BIGINT NOT NULL,
				body TEXT NOT NULL,
				created_ms BIGINT NOT NULL,
				PRIMARY KEY (id),
				UNIQUE KEY record (tenant_id, sf_id),
				KEY brake (brake_id, id)',
			'brake_limit' => '
				tenant_id BIGINT UNSIGNED NOT NULL,
				mapping_id VARCHAR(64) NOT NULL,
				percent INT UNSIGNED NOT NULL,
				records BIGINT UNSIGNED NOT NULL,
				PRIMARY KEY (tenant_id, mapping_id)',
		);
	}
}
