<?php
declare(strict_types=1);

namespace Callboard\Database;

defined( 'ABSPATH' ) || exit;

interface Migration {
	/** May run twice at once (two first requests after an update): every statement must bear repetition. */
	public function up( Db $db ): void;

	/** @return list<string> Names without prefix of the tables it adds, for uninstall. */
	public function tables(): array;
}
