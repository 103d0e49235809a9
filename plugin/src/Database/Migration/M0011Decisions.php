<?php
declare(strict_types=1);

namespace Callboard\Database\Migration;

use Callboard\Database\Db;
use Callboard\Database\Migration;
use Callboard\Database\SchemaChange;

defined( 'ABSPATH' ) || exit;

/** What a person said of a record that was held as a twin. */
final class M0011Decisions implements Migration {
	public function up( Db $db ): void {
		SchemaChange::add_columns( $db, 'ledger', array( 'decided' => 'VARCHAR(16) NULL' ) );
	}

	public function tables(): array {
		return array();
	}
}
