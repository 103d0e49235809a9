<?php
declare(strict_types=1);

namespace Callboard\Database\Migration;

use Callboard\Database\Db;
use Callboard\Database\Migration;
use Callboard\Database\SchemaChange;

defined( 'ABSPATH' ) || exit;

/** What became of each record: ledger, inbox, deliveries, effects, run items, and the listing index with its shadow. */
final class M0002Content implements Migration {
	public function up( Db $db ): void {
		SchemaChange::create_tables( $db, $this->definitions() );
	}

	public function tables(): array {
		return array_keys( $this->definitions() );
	}

	/** @return array<string, string> */
	private function definitions(): array {
		return $this->of_records() + $this->of_deliveries() + $this->of_the_listing();
	}

	/** @return array<string, string> */
	private function of_records(): array {
		return array(
			'ledger' => '
				id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
				tenant_id BIGINT UNSIGNED NOT NULL,
				destination VARCHAR(64) NOT NULL,
				sf_id VARCHAR(18) NOT NULL,
				mapping_id VARCHAR(64) NOT NULL,
				mapping_version INT UNSIGNED NOT NULL,
				state VARCHAR(16) NOT NULL,
				post_id BIGINT UNSIGNED NULL,
				remote_key VARCHAR(191) NULL,
				parent_sf_id VARCHAR(18) NULL,
				stamp_ms BIGINT NOT NULL,
				read_ms BIGINT NOT NULL,
				source_fingerprint VARCHAR(64) NOT NULL,
				values_fingerprint VARCHAR(64) NOT NULL,
				stored_fingerprint VARCHAR(64) NOT NULL,
				twin_key VARCHAR(64) NULL,
				base_values LONGTEXT NULL,
				withdrawn_status VARCHAR(20) NULL,
				created_ms BIGINT NOT NULL,
				updated_ms BIGINT NOT NULL,
				PRIMARY KEY (id),
				UNIQUE KEY record (tenant_id, destination, sf_id),
				UNIQUE KEY post (post_id),
				KEY twin (tenant_id, twin_key),
				KEY parent (tenant_id, parent_sf_id),
				KEY mapping_state (tenant_id, mapping_id, state)',
			'inbox'  => '
				id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
				tenant_id BIGINT UNSIGNED NOT NULL,
				sf_id VARCHAR(18) NOT NULL,
				mapping_id VARCHAR(64) NOT NULL,
				reason VARCHAR(32) NOT NULL,
				parent_sf_id VARCHAR(18) NULL,
				attempts INT UNSIGNED NOT NULL DEFAULT 0,
				next_ms BIGINT NOT NULL,
				created_ms BIGINT NOT NULL,
				PRIMARY KEY (id),
				UNIQUE KEY record (tenant_id, sf_id),
				KEY due (tenant_id, next_ms),
				KEY parent (tenant_id, parent_sf_id)',
		);
	}

	/** @return array<string, string> */
	private function of_deliveries(): array {
		return array(
			'delivery'      => '
				id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
				tenant_id BIGINT UNSIGNED NOT NULL,
				delivery_id VARCHAR(36) NOT NULL,
				run_id BIGINT UNSIGNED NOT NULL,
				answer LONGTEXT NOT NULL,
				created_ms BIGINT NOT NULL,
				PRIMARY KEY (id),
				UNIQUE KEY delivery (tenant_id, delivery_id),
				KEY created (created_ms)',
			'effects'       => '
				id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
				tenant_id BIGINT UNSIGNED NOT NULL,
				run_id BIGINT UNSIGNED NOT NULL,
				kind VARCHAR(16) NOT NULL,
				payload LONGTEXT NOT NULL,
				attempts INT UNSIGNED NOT NULL DEFAULT 0,
				next_ms BIGINT NOT NULL,
				created_ms BIGINT NOT NULL,
				PRIMARY KEY (id),
				KEY due (next_ms, id)',
			'run_item'      => '
				id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
				tenant_id BIGINT UNSIGNED NOT NULL,
				run_id BIGINT UNSIGNED NOT NULL,
				mapping_id VARCHAR(64) NOT NULL,
				external_id VARCHAR(18) NOT NULL,
				outcome VARCHAR(16) NOT NULL,
				post_id BIGINT UNSIGNED NULL,
				title VARCHAR(500) NULL,
				failure TEXT NULL,
				at_ms BIGINT NOT NULL,
				PRIMARY KEY (id),
				KEY run_page (run_id, id),
				KEY run_outcome (run_id, outcome, id),
				KEY record (tenant_id, external_id, id),
				KEY at_ms (at_ms)',
			'content_state' => '
				name VARCHAR(64) NOT NULL,
				value LONGTEXT NOT NULL,
				updated_ms BIGINT NOT NULL,
				PRIMARY KEY (name)',
		);
	}

	/** @return array<string, string> The live tables and the shadow that a rebuild fills and swaps in. */
	private function of_the_listing(): array {
		$listing = '
			post_id BIGINT UNSIGNED NOT NULL,
			tenant_id BIGINT UNSIGNED NOT NULL,
			event_id BIGINT UNSIGNED NOT NULL,
			title VARCHAR(255) NOT NULL,
			event_title VARCHAR(255) NOT NULL,
			subtitle VARCHAR(255) NOT NULL,
			start_ms BIGINT NOT NULL,
			end_ms BIGINT NULL,
			timezone VARCHAR(64) NOT NULL,
			venue VARCHAR(200) NOT NULL,
			city VARCHAR(191) NOT NULL,
			sale_status VARCHAR(32) NOT NULL,
			event_status VARCHAR(32) NOT NULL,
			price_min VARCHAR(32) NOT NULL,
			price_max VARCHAR(32) NOT NULL,
			purchase_url VARCHAR(1000) NOT NULL,
			access_text VARCHAR(255) NOT NULL,
			search_text TEXT NOT NULL,
			row_hash VARCHAR(32) NOT NULL,
			PRIMARY KEY (post_id),
			KEY start (start_ms, post_id),
			KEY tenant_start (tenant_id, start_ms, post_id),
			KEY event_start (event_id, start_ms)';
		$facet   = '
			post_id BIGINT UNSIGNED NOT NULL,
			facet VARCHAR(20) NOT NULL,
			value VARCHAR(191) NOT NULL,
			label VARCHAR(200) NOT NULL,
			tenant_id BIGINT UNSIGNED NOT NULL,
			start_ms BIGINT NOT NULL,
			PRIMARY KEY (post_id, facet, value),
			KEY value_start (facet, value, start_ms, post_id),
			KEY start (start_ms, facet, value)';
		return array(
			'listing'              => $listing,
			'listing_facet'        => $facet,
			'listing_shadow'       => $listing,
			'listing_facet_shadow' => $facet,
		);
	}
}
