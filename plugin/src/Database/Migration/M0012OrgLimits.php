<?php
declare(strict_types=1);

namespace Callboard\Database\Migration;

use Callboard\Database\Db;
use Callboard\Database\Migration;
use Callboard\Database\SchemaChange;

defined( 'ABSPATH' ) || exit;

/** What an org last said of its limits beside the calls, and when. */
final class M0012OrgLimits implements Migration {
	public function up( Db $db ): void {
		SchemaChange::add_columns(
			$db,
			'org_limit',
			array(
				'limits'    => 'TEXT NULL',
				'limits_ms' => 'BIGINT NULL',
			)
		);
	}

	public function tables(): array {
		return array();
	}
}
