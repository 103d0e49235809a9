<?php
declare(strict_types=1);

namespace Callboard\Database\Migration;

use Callboard\Database\Db;
use Callboard\Database\Migration;
use Callboard\Database\SchemaChange;

defined( 'ABSPATH' ) || exit;

/** Tenants, connections and their secrets, mappings, runs, watermarks, workers, audit. Times are BIGINT milliseconds. */
final class M0001State implements Migration {
	public function up( Db $db ): void {
		SchemaChange::create_tables( $db, $this->definitions() );
	}

	public function tables(): array {
		return array_keys( $this->definitions() );
	}

	/** @return array<string, string> */
	private function definitions(): array {
		return $this->of_tenants() + $this->of_runs() + $this->of_workers();
	}

	/** @return array<string, string> */
	private function of_tenants(): array {
		return array(
			'tenant'     => '
				id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
				name VARCHAR(200) NOT NULL,
				state VARCHAR(16) NOT NULL,
				created_ms BIGINT NOT NULL,
				PRIMARY KEY (id)',
			'connection' => '
				tenant_id BIGINT UNSIGNED NOT NULL,
				login_url VARCHAR(500) NOT NULL,
				consumer_key VARCHAR(500) NOT NULL,
				username VARCHAR(200) NOT NULL,
				certificate TEXT NULL,
				api_version VARCHAR(8) NOT NULL,
				org_id VARCHAR(18) NULL,
				site_hash CHAR(64) NOT NULL,
				connected_by BIGINT UNSIGNED NULL,
				connected_ms BIGINT NULL,
				token_generation BIGINT UNSIGNED NOT NULL DEFAULT 0,
				token_instance_url VARCHAR(500) NULL,
				token_issued_ms BIGINT NULL,
				PRIMARY KEY (tenant_id)',
			'secret'     => '
				tenant_id BIGINT UNSIGNED NOT NULL,
				field VARCHAR(64) NOT NULL,
				ciphertext MEDIUMTEXT NOT NULL,
				updated_ms BIGINT NOT NULL,
				PRIMARY KEY (tenant_id, field)',
			'mapping'    => '
				tenant_id BIGINT UNSIGNED NOT NULL,
				mapping_id VARCHAR(64) NOT NULL,
				version INT UNSIGNED NOT NULL,
				is_current TINYINT UNSIGNED NOT NULL,
				body MEDIUMTEXT NOT NULL,
				created_ms BIGINT NOT NULL,
				PRIMARY KEY (tenant_id, mapping_id, version),
				KEY tenant_current (tenant_id, is_current)',
			'audit'      => '
				id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
				tenant_id BIGINT UNSIGNED NULL,
				event VARCHAR(64) NOT NULL,
				data TEXT NOT NULL,
				user_id BIGINT UNSIGNED NULL,
				at_ms BIGINT NOT NULL,
				PRIMARY KEY (id),
				KEY tenant (tenant_id, id),
				KEY event (event, id)',
		);
	}

	/** @return array<string, string> */
	private function of_runs(): array {
		return array(
			'run'       => '
				id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
				tenant_id BIGINT UNSIGNED NOT NULL,
				kind VARCHAR(16) NOT NULL,
				trigger_name VARCHAR(32) NOT NULL,
				state VARCHAR(16) NOT NULL,
				open_key VARCHAR(40) NULL,
				phase VARCHAR(32) NULL,
				done BIGINT UNSIGNED NOT NULL DEFAULT 0,
				total BIGINT UNSIGNED NULL,
				counts TEXT NOT NULL,
				changed BIGINT UNSIGNED NOT NULL DEFAULT 0,
				api_calls BIGINT UNSIGNED NOT NULL DEFAULT 0,
				failure TEXT NULL,
				requested_by BIGINT UNSIGNED NULL,
				fence INT UNSIGNED NOT NULL DEFAULT 0,
				takeovers INT UNSIGNED NOT NULL DEFAULT 0,
				token_hash CHAR(64) NULL,
				token_generation BIGINT UNSIGNED NOT NULL DEFAULT 0,
				worker_id VARCHAR(64) NULL,
				lease_expires_ms BIGINT NULL,
				resume MEDIUMTEXT NULL,
				created_ms BIGINT NOT NULL,
				started_ms BIGINT NULL,
				heartbeat_ms BIGINT NULL,
				finished_ms BIGINT NULL,
				PRIMARY KEY (id),
				UNIQUE KEY open_key (open_key),
				KEY state_created (state, created_ms),
				KEY tenant_page (tenant_id, id),
				KEY tenant_kind (tenant_id, kind, id),
				KEY finished (finished_ms)',
			'watermark' => '
				tenant_id BIGINT UNSIGNED NOT NULL,
				mapping_id VARCHAR(64) NOT NULL,
				stamp_ms BIGINT NULL,
				deleted_covered_ms BIGINT NULL,
				updated_ms BIGINT NOT NULL,
				PRIMARY KEY (tenant_id, mapping_id)',
		);
	}

	/** @return array<string, string> */
	private function of_workers(): array {
		return array(
			'worker'     => '
				worker_id VARCHAR(64) NOT NULL,
				key_id VARCHAR(32) NOT NULL,
				version VARCHAR(32) NOT NULL,
				node VARCHAR(32) NOT NULL,
				mode VARCHAR(16) NOT NULL,
				first_seen_ms BIGINT NOT NULL,
				last_seen_ms BIGINT NOT NULL,
				PRIMARY KEY (worker_id),
				KEY last_seen (last_seen_ms)',
			'worker_key' => '
				key_id VARCHAR(32) NOT NULL,
				name VARCHAR(200) NOT NULL,
				created_by BIGINT UNSIGNED NULL,
				created_ms BIGINT NOT NULL,
				last_used_ms BIGINT NULL,
				PRIMARY KEY (key_id)',
			'nonce'      => '
				nonce CHAR(32) NOT NULL,
				at_ms BIGINT NOT NULL,
				PRIMARY KEY (nonce),
				KEY at_ms (at_ms)',
		);
	}
}
