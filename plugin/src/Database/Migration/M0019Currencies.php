<?php
declare(strict_types=1);

namespace Callboard\Database\Migration;

use Callboard\Database\Db;
use Callboard\Database\Migration;
use Callboard\Database\SchemaChange;

defined( 'ABSPATH' ) || exit;

/** Where the amounts of a mapping have their currency from, as a worker found it. */
final class M0019Currencies implements Migration {
	public function up( Db $db ): void {
		SchemaChange::add_columns( $db, 'mapping_trait', array( 'currencies' => 'TEXT NULL' ) );
	}

	public function tables(): array {
		return array();
	}
}
