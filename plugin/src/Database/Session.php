<?php
declare(strict_types=1);

namespace Callboard\Database;

defined( 'ABSPATH' ) || exit;

/** Where prepared statements go: to $wpdb, and while a transaction is open to the connection it began on. */
final class Session {
	/** Where $wpdb is core's own, with one connection. */
	private ?HeldConnection $held = null;

	/** What the open transaction began on; where $wpdb holds another by now, that one knows nothing of it. */
	private ?\mysqli $began_on = null;

	public function __construct( private readonly \wpdb $wpdb, private readonly Connection $connection ) {}

	public function hold(): void {
		// HyperDB and its kin change connections with each statement.
		$this->began_on = property_exists( $this->wpdb, 'dbhs' ) ? null : $this->connection->mysqli();
		$this->held     = null === $this->began_on || \wpdb::class !== $this->wpdb::class ? null : new HeldConnection( $this->wpdb, $this->began_on );
	}

	public function let_go(): void {
		$this->began_on = null;
		$this->held     = null;
	}

	public function held(): ?\mysqli {
		return $this->held?->mysqli;
	}

	public function touched( string $statement ): int {
		// phpcs:ignore WordPress.DB.PreparedSQL.NotPrepared -- Db has prepared it.
		$result = null !== $this->held ? $this->held->rows( $statement ) : $this->by_wpdb( $statement, fn() => $this->wpdb->query( $statement ) );
		return is_int( $result ) ? $result : 0;
	}

	/** @return list<array<string, string|null>> */
	public function rows( string $statement ): array {
		// phpcs:ignore WordPress.DB.PreparedSQL.NotPrepared -- Db has prepared it.
		$result = null !== $this->held ? $this->held->rows( $statement ) : $this->by_wpdb( $statement, fn() => $this->wpdb->get_results( $statement, 'ARRAY_A' ) );
		return is_array( $result ) ? array_values( $result ) : array();
	}

	/** @return list<\stdClass> */
	public function objects( string $statement ): array {
		// phpcs:ignore WordPress.DB.PreparedSQL.NotPrepared -- Db has prepared it.
		return null !== $this->held ? $this->held->objects( $statement ) : array_values( (array) $this->by_wpdb( $statement, fn() => $this->wpdb->get_results( $statement ) ) );
	}

	private function by_wpdb( string $statement, callable $ask ): mixed {
		$suppress = $this->wpdb->suppress_errors( true );
		try {
			$result = $ask();
		} finally {
			$this->wpdb->suppress_errors( $suppress );
		}
		if ( '' !== $this->wpdb->last_error || false === $result ) {
			$errno = $this->connection->errno(); // Escaping may read an option, and so forget it.
			throw new DatabaseError( esc_html( $this->wpdb->last_error ), $errno, substr( $statement, 0, 500 ) );
		}
		if ( null !== $this->began_on && $this->connection->mysqli() !== $this->began_on ) {
			throw new DatabaseError( 'The connection was lost, and with it the transaction.', 2006, substr( $statement, 0, 500 ) );
		}
		return $result;
	}
}
