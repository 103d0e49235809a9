<?php
declare(strict_types=1);

namespace Callboard\Database;

defined( 'ABSPATH' ) || exit;

/**
 * One statement at a time that the database works on while PHP prepares the next (mysqli's MYSQLI_ASYNC).
 *
 * Everything that goes through $wpdb passes the `query` filter first, other plugins' statements too: there the end of
 * what is under way is awaited, so that none meets a busy connection.
 */
final class Meanwhile {
	private const FIRST = -1000;

	private ?string $under_way = null;

	private string $table = '';

	/** @var array<string, true> */
	private array $altered = array();

	/** Told to everyone who asks anything more of this transaction: another plugin may have swallowed it once. */
	private ?DatabaseError $came_to_nothing = null;

	public function __construct( private readonly \mysqli $connection ) {}

	public static function is_possible(): bool {
		return function_exists( 'mysqli_reap_async_query' );
	}

	/** @throws DatabaseError When the one before it failed, or this one cannot be sent. */
	public function start( string $table, string $sql ): void {
		if ( false === has_filter( 'query', array( $this, 'wait' ) ) ) {
			add_filter( 'query', array( $this, 'wait' ), self::FIRST );
		}
		$sql = (string) apply_filters( 'query', $sql );
		// phpcs:ignore WordPress.DB.RestrictedFunctions.mysql_mysqli_query -- $wpdb cannot do this; the caller has escaped every value.
		if ( ! mysqli_query( $this->connection, $sql, MYSQLI_ASYNC ) ) {
			throw $this->nothing_came_of( $sql );
		}
		$this->under_way = $sql;
		$this->table     = $table;
	}

	/** @return array<string, true> Tables for which the database had a warning. */
	public function altered(): array {
		return $this->altered;
	}

	/** @throws DatabaseError When what was under way failed, or one before it in this transaction did. */
	public function wait( mixed $passed = null ): mixed {
		$sql             = $this->under_way;
		$this->under_way = null;
		// phpcs:ignore WordPress.DB.RestrictedFunctions.mysql_mysqli_reap_async_query -- the other half of start().
		if ( null !== $sql && false === mysqli_reap_async_query( $this->connection ) ) {
			throw $this->nothing_came_of( $sql );
		}
		if ( null !== $sql && 0 < $this->connection->warning_count ) {
			$this->altered[ $this->table ] = true;
		}
		if ( null !== $this->came_to_nothing ) {
			throw $this->came_to_nothing;
		}
		return $passed;
	}

	/** Before ROLLBACK: what is under way is part of what is taken back. */
	public function give_up(): void {
		try {
			$this->wait();
		} catch ( DatabaseError ) {
			$this->came_to_nothing = null;
		}
	}

	public function stop_listening(): void {
		remove_filter( 'query', array( $this, 'wait' ), self::FIRST );
	}

	private function nothing_came_of( string $sql ): DatabaseError {
		$errno = $this->connection->errno; // Escaping may read an option, and so forget it.

		$this->came_to_nothing = new DatabaseError( esc_html( $this->connection->error ), $errno, substr( $sql, 0, 500 ) );
		return $this->came_to_nothing;
	}
}
