<?php
declare(strict_types=1);

namespace Callboard\Database\Migration;

use Callboard\Database\Db;
use Callboard\Database\Migration;
use Callboard\Database\SchemaChange;

defined( 'ABSPATH' ) || exit;

/** The mass-change brake: which withdrawals wait for a person, and from how many on they do. Rehearsals: what was said of each record. */
final class M0006Rehearsal implements Migration {
	public function up( Db $db ): void {
		SchemaChange::create_tables( $db, $this->definitions() );
		SchemaChange::add_columns( $db, 'run_item', array( 'diff' => 'MEDIUMTEXT NULL' ) );
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
			'rehearsed'   => '
				id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
				run_id BIGINT UNSIGNED NOT NULL,
				sf_id VARCHAR(18) NOT NULL,
				mapping_id VARCHAR(64) NOT NULL,
				mapping_version INT UNSIGNED NOT NULL,
				outcome VARCHAR(16) NOT NULL,
				fingerprint VARCHAR(64) NOT NULL,
				reason VARCHAR(32) NULL,
				twin_key VARCHAR(64) NULL,
				at_ms BIGINT NOT NULL,
				PRIMARY KEY (id),
				UNIQUE KEY record (run_id, sf_id),
				KEY twin (run_id, twin_key),
				KEY at_ms (at_ms)',
			'brake_limit' => '
				tenant_id BIGINT UNSIGNED NOT NULL,
				mapping_id VARCHAR(64) NOT NULL,
				percent INT UNSIGNED NOT NULL,
				records BIGINT UNSIGNED NOT NULL,
				PRIMARY KEY (tenant_id, mapping_id)',
		);
	}
}
