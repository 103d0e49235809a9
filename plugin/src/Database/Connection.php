<?php
declare(strict_types=1);

namespace Callboard\Database;

defined( 'ABSPATH' ) || exit;

/** What stands behind $wpdb: MySQL or MariaDB over mysqli, or SQLite. */
final class Connection {
	public function __construct( private readonly \wpdb $wpdb ) {}

	public function is_sqlite(): bool {
		return is_a( $this->wpdb, 'WP_SQLite_DB' );
	}

	/** Asked for anew each time: $wpdb connects again when the server went away. */
	public function mysqli(): ?\mysqli {
		// wpdb keeps the connection protected but hands it out through __get.
		$mysqli = $this->is_sqlite() ? null : $this->wpdb->__get( 'dbh' );
		return $mysqli instanceof \mysqli ? $mysqli : null;
	}

	public function errno(): int {
		return (int) $this->mysqli()?->errno; // SQLite has no error numbers.
	}
}
