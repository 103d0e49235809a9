<?php
declare(strict_types=1);

namespace Callboard\Database\Migration;

use Callboard\Database\Db;
use Callboard\Database\Migration;
use Callboard\Database\SchemaChange;

defined( 'ABSPATH' ) || exit;

/** Where the values of each listing came from, version by version, and the overrides that stand. */
final class M0008Provenance implements Migration {
	public function up( Db $db ): void {
		SchemaChange::create_tables( $db, $this->definitions() );
	}

	public function tables(): array {
		return array_keys( $this->definitions() );
	}

	/** @return array<string, string> `raw` and `previous` are JSON as Provenance\Packed packs it. */
	private function definitions(): array {
		return array(
			'provenance' => '
				id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
				tenant_id BIGINT UNSIGNED NOT NULL,
				sf_id VARCHAR(18) NOT NULL,
				post_id BIGINT UNSIGNED NOT NULL,
				run_id BIGINT UNSIGNED NOT NULL,
				mapping_id VARCHAR(64) NOT NULL,
				mapping_version INT UNSIGNED NOT NULL,
				stamp_ms BIGINT NOT NULL,
				read_ms BIGINT NOT NULL,
				at_ms BIGINT NOT NULL,
				raw MEDIUMTEXT NULL,
				previous MEDIUMTEXT NULL,
				PRIMARY KEY (id),
				KEY record (tenant_id, sf_id, id)',
			'override'   => '
				id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
				tenant_id BIGINT UNSIGNED NOT NULL,
				sf_id VARCHAR(18) NOT NULL,
				post_id BIGINT UNSIGNED NOT NULL,
				target VARCHAR(255) NOT NULL,
				value MEDIUMTEXT NOT NULL,
				replaced MEDIUMTEXT NOT NULL,
				reason VARCHAR(500) NOT NULL,
				user_id BIGINT UNSIGNED NULL,
				created_ms BIGINT NOT NULL,
				ended_ms BIGINT NULL,
				ended_why VARCHAR(32) NULL,
				PRIMARY KEY (id),
				KEY standing (tenant_id, ended_ms),
				KEY record (tenant_id, sf_id, id)',
		);
	}
}
