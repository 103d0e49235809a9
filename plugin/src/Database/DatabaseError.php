<?php
declare(strict_types=1);

namespace Callboard\Database;

defined( 'ABSPATH' ) || exit;

final class DatabaseError extends \RuntimeException {
	// Gone away, lost in the middle of a question, shutting down, killed (MariaDB), idle for too long (MySQL 8).
	private const LOST = array( 2006, 2013, 1053, 1927, 4031 );

	/** @param bool $is_of_commit Whether all of it is stored, or nothing, is not known. */
	public function __construct( string $message, public readonly int $errno, public readonly string $statement, private readonly bool $is_of_commit = false ) {
		parent::__construct( $message, $errno );
	}

	public function of_commit(): self {
		return new self( $this->getMessage(), $this->errno, $this->statement, true );
	}

	/** A row with this key is there already: another writer's, which the same work, done again, finds; or one that will not go away. */
	public function is_duplicate(): bool {
		return in_array( $this->errno, array( 1062, 1586 ), true ) || 1 === preg_match( '/UNIQUE constraint failed/i', $this->getMessage() );
	}

	/** With it the transaction: the same work, done again, succeeds, unless it is what ends the connection each time. */
	public function is_lost(): bool {
		return in_array( $this->errno, self::LOST, true );
	}

	/** Whoever asked asks again, and finds what was stored. */
	public function is_in_doubt(): bool {
		return $this->is_of_commit && $this->is_lost();
	}

	/** Another writer was in the way: the same work, done again, succeeds. */
	public function is_conflict(): bool {
		// 1213 deadlock, 1205 lock wait time-out, 1020 a row changed since this transaction's snapshot (MariaDB 11.6.2 and
		// later), 1412 a table was swapped meanwhile; SQLite has words only ("database is locked", "… table is locked").
		return in_array( $this->errno, array( 1213, 1205, 1020, 1412 ), true )
			|| 1 === preg_match( '/database (table )?is (locked|busy)|SQLITE_BUSY/i', $this->getMessage() );
	}
}
