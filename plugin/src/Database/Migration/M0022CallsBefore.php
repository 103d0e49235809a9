<?php
declare(strict_types=1);

namespace Callboard\Database\Migration;

use Callboard\Database\Db;
use Callboard\Database\Migration;
use Callboard\Database\SchemaChange;

defined( 'ABSPATH' ) || exit;

/** What workers before its present one had called for a run: each counts from nothing. */
final class M0022CallsBefore implements Migration {
	public function up( Db $db ): void {
		SchemaChange::add_columns( $db, 'run', array( 'calls_before' => 'BIGINT UNSIGNED NOT NULL DEFAULT 0' ) );
	}

	public function tables(): array {
		return array();
	}
}
