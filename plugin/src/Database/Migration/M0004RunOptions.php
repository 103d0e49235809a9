<?php
declare(strict_types=1);

namespace Callboard\Database\Migration;

use Callboard\Database\Db;
use Callboard\Database\Migration;
use Callboard\Database\SchemaChange;

defined( 'ABSPATH' ) || exit;

/** What a run is asked to cover, and the name of an outcome that counts cannot tell: nothing matched. */
final class M0004RunOptions implements Migration {
	public function up( Db $db ): void {
		SchemaChange::add_columns(
			$db,
			'run',
			array(
				'options' => 'LONGTEXT NULL',
				'outcome' => 'VARCHAR(32) NULL',
			)
		);
	}

	public function tables(): array {
		return array();
	}
}
