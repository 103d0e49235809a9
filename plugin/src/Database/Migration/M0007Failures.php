<?php
declare(strict_types=1);

namespace Callboard\Database\Migration;

use Callboard\Database\Db;
use Callboard\Database\Migration;
use Callboard\Database\SchemaChange;

defined( 'ABSPATH' ) || exit;

/** What failed and is tried again, how many calls were made, and which of them failed. */
final class M0007Failures implements Migration {
	public function up( Db $db ): void {
		SchemaChange::create_tables( $db, $this->definitions() );
	}

	public function tables(): array {
		return array_keys( $this->definitions() );
	}

	/** @return array<string, string> */
	private function definitions(): array {
		return array(
			'retry'        => '
				id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
				tenant_id BIGINT UNSIGNED NOT NULL,
				type VARCHAR(32) NOT NULL,
				operation VARCHAR(16) NOT NULL,
				subject VARCHAR(64) NOT NULL,
				mapping_id VARCHAR(64) NOT NULL,
				payload TEXT NOT NULL,
				state VARCHAR(16) NOT NULL,
				attempts_left INT UNSIGNED NOT NULL,
				failure TEXT NOT NULL,
				next_ms BIGINT NOT NULL,
				created_ms BIGINT NOT NULL,
				updated_ms BIGINT NOT NULL,
				PRIMARY KEY (id),
				UNIQUE KEY subject (tenant_id, operation, subject),
				KEY due (tenant_id, operation, state, next_ms),
				KEY tenant_page (tenant_id, id)',
			'api_usage'    => '
				tenant_id BIGINT UNSIGNED NOT NULL,
				hour_ms BIGINT NOT NULL,
				calls BIGINT UNSIGNED NOT NULL,
				PRIMARY KEY (tenant_id, hour_ms),
				KEY hour_ms (hour_ms)',
			'org_limit'    => '
				org_id VARCHAR(18) NOT NULL,
				calls_used BIGINT UNSIGNED NOT NULL,
				calls_max BIGINT UNSIGNED NOT NULL,
				seen_ms BIGINT NOT NULL,
				PRIMARY KEY (org_id)',
			'call_failure' => '
				id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
				tenant_id BIGINT UNSIGNED NOT NULL,
				run_id BIGINT UNSIGNED NOT NULL,
				at_ms BIGINT NOT NULL,
				method VARCHAR(8) NOT NULL,
				endpoint VARCHAR(300) NOT NULL,
				status INT UNSIGNED NOT NULL,
				attempt INT UNSIGNED NOT NULL,
				kind VARCHAR(16) NOT NULL,
				code VARCHAR(64) NOT NULL,
				request TEXT NOT NULL,
				answer TEXT NOT NULL,
				PRIMARY KEY (id),
				KEY tenant_page (tenant_id, id),
				KEY at_ms (at_ms)',
		);
	}
}
