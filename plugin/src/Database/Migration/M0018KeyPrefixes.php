<?php
declare(strict_types=1);

namespace Callboard\Database\Migration;

use Callboard\Database\Db;
use Callboard\Database\Migration;
use Callboard\Database\SchemaChange;

defined( 'ABSPATH' ) || exit;

/** How the ids of a mapping's object begin; and an id may wait for each of the mappings that read its object. */
final class M0018KeyPrefixes implements Migration {
	public function up( Db $db ): void {
		SchemaChange::add_columns( $db, 'mapping_trait', array( 'key_prefix' => 'VARCHAR(3) NULL' ) );
		SchemaChange::add_unique_key( $db, 'inbox', 'record_mapping', 'tenant_id, sf_id, mapping_id' );
		SchemaChange::drop_key( $db, 'inbox', 'record' );
	}

	public function tables(): array {
		return array();
	}
}
