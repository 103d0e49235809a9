<?php
declare(strict_types=1);

namespace Callboard\Database\Migration;

use Callboard\Database\Db;
use Callboard\Database\Migration;
use Callboard\Database\SchemaChange;

defined( 'ABSPATH' ) || exit;

/** Up to when each mapping has been swept, and the key by which a claim finds what the next poll will show again. */
final class M0003Windows implements Migration {
	public function up( Db $db ): void {
		SchemaChange::add_columns( $db, 'watermark', array( 'swept_ms' => 'BIGINT NULL' ) );
		SchemaChange::add_key( $db, 'ledger', 'mapping_stamp', 'tenant_id, mapping_id, stamp_ms' );
	}

	public function tables(): array {
		return array();
	}
}
