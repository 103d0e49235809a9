<?php
declare(strict_types=1);

namespace Callboard\Database\Migration;

use Callboard\Database\Db;
use Callboard\Database\Migration;
use Callboard\Database\SchemaChange;

defined( 'ABSPATH' ) || exit;

/** By which fields the object of a mapping tells its state, where they are not the usual two. */
final class M0013StateFields implements Migration {
	public function up( Db $db ): void {
		SchemaChange::add_columns( $db, 'mapping_trait', array( 'state_fields' => 'VARCHAR(64) NULL' ) );
	}

	public function tables(): array {
		return array();
	}
}
