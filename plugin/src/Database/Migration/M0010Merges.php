<?php
declare(strict_types=1);

namespace Callboard\Database\Migration;

use Callboard\Database\Db;
use Callboard\Database\Migration;
use Callboard\Database\SchemaChange;

defined( 'ABSPATH' ) || exit;

/** Which record a merged one became part of: its old address leads there. */
final class M0010Merges implements Migration {
	public function up( Db $db ): void {
		SchemaChange::add_columns( $db, 'ledger', array( 'merged_into' => 'VARCHAR(18) NULL' ) );
	}

	public function tables(): array {
		return array();
	}
}
