<?php
declare(strict_types=1);

namespace Callboard\Database;

defined( 'ABSPATH' ) || exit;

final class DatabaseError extends \RuntimeException {
	public function __construct( string $message, public readonly int $errno, public readonly string $statement ) {
		parent::__construct( $message, $errno );
	}

	/** A row with this key is there already: another writer's, which the same work, done again, finds; or one that will not go away. */
	public function is_duplicate(): bool {
		return in_array( $this->errno, array( 1062, 1586 ), true ) || 1 === preg_match( '/UNIQUE constraint failed/i', $this->getMessage() );
	}

	/** Another writer was in the way: the same work, done again, succeeds. */
	public function is_conflict(): bool {
		// 1213 deadlock, 1205 lock wait time-out, 1020 a row changed since this transaction's snapshot (MariaDB 11.6.2 and
		// later), 1412 a table was swapped meanwhile; SQLite has words only ("database is locked", "… table is locked").
		return in_array( $this->errno, array( 1213, 1205, 1020, 1412 ), true )
			|| 1 === preg_match( '/database (table )?is (locked|busy)|SQLITE_BUSY/i', $this->getMessage() );
	}
}
