<?php
declare(strict_types=1);

namespace Callboard\Database\Migration;

use Callboard\Database\Db;
use Callboard\Database\Migration;
use Callboard\Database\SchemaChange;

defined( 'ABSPATH' ) || exit;

/** Which post a rehearsed record would have: what one would adopt, a later one of the same rehearsal finds taken. */
final class M0014RehearsedPosts implements Migration {
	public function up( Db $db ): void {
		SchemaChange::add_columns( $db, 'rehearsed', array( 'post_id' => 'BIGINT UNSIGNED NULL' ) );
		SchemaChange::add_key( $db, 'rehearsed', 'post', 'post_id, run_id' );
	}

	public function tables(): array {
		return array();
	}
}
