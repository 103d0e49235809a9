<?php
declare(strict_types=1);

namespace Callboard\Database\Migration;

use Callboard\Database\Db;
use Callboard\Database\Migration;
use Callboard\Database\SchemaChange;

defined( 'ABSPATH' ) || exit;

/** Of the calls of an hour, those this site made itself. */
final class M0021SiteCalls implements Migration {
	public function up( Db $db ): void {
		SchemaChange::add_columns( $db, 'api_usage', array( 'site_calls' => 'BIGINT UNSIGNED NOT NULL DEFAULT 0' ) );
	}

	public function tables(): array {
		return array();
	}
}
