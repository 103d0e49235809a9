<?php
declare(strict_types=1);

namespace Callboard\Database\Migration;

use Callboard\Database\Db;
use Callboard\Database\Migration;
use Callboard\Database\SchemaChange;

defined( 'ABSPATH' ) || exit;

/** Which version of a picture is stored, which was asked for last, when its source was looked at, and what is wrong with it. */
final class M0020PictureVersions implements Migration {
	public function up( Db $db ): void {
		SchemaChange::add_columns(
			$db,
			'picture',
			array(
				'version'   => 'VARCHAR(255) NULL',
				'asked'     => 'VARCHAR(255) NULL',
				'looked_ms' => 'BIGINT NOT NULL DEFAULT 0',
				'failure'   => 'TEXT NULL',
			)
		);
	}

	public function tables(): array {
		return array();
	}
}
