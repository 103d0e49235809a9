<?php
declare(strict_types=1);

namespace Callboard\Database;

defined( 'ABSPATH' ) || exit;

final class DatabaseError extends \RuntimeException {
	public function __construct( string $message, public readonly int $errno, public readonly string $statement ) {
		parent::__construct( $message, $errno );
	}

	/** Another writer was in the way: the same work, done again, succeeds. */
	public function is_conflict(): bool {
		// 1213 deadlock, 1205 lock wait time-out, 1020 a row changed since this transaction's snapshot (MariaDB 11.6.2 and
		// later), 1412 a table was swapped meanwhile; SQLite has words only ("database is locked", "… table is locked").
		return in_array( $this->errno, array( 1213, 1205, 1020, 1412 ), true )
			|| 1 === preg_match( '/database (table )?is (locked|busy)|SQLITE_BUSY/i', $this->getMessage() );
	}
}
