<?php
declare(strict_types=1);

namespace Callboard\Database;

defined( 'ABSPATH' ) || exit;

/**
 * Statements that the database works on, one after the other, while PHP prepares what follows (mysqli's MYSQLI_ASYNC).
 *
 * Everything that goes through $wpdb passes the `query` filter first, other plugins' statements too: there the end of
 * what is under way is awaited, so that none meets a busy connection.
 */
final class Meanwhile {
	private const FIRST = -1000;

	/** Asking costs a microsecond, and a statement takes thousands. */
	private const ASK_EVERY = 16;

	private int $asked = 0;

	/** @var array{0: string, 1: string}|null Table and statement. */
	private ?array $under_way = null;

	/** @var list<array{0: string, 1: string}> What is sent when the one under way has ended. */
	private array $waiting = array();

	/** A statement of ours passes the filter: the connection is free, and nobody waits for it. */
	private bool $sending = false;

	/** @var array<string, true> */
	private array $altered = array();

	/** Told to everyone who asks anything more of this transaction: another plugin may have swallowed it once. */
	private ?DatabaseError $came_to_nothing = null;

	public function __construct( private readonly \mysqli $connection ) {}

	public static function is_possible(): bool {
		return function_exists( 'mysqli_reap_async_query' );
	}

	/** @throws DatabaseError When one before it failed, or this one cannot be sent. */
	public function start( string $table, string $sql ): void {
		if ( false === has_filter( 'query', array( $this, 'wait' ) ) ) {
			add_filter( 'query', array( $this, 'wait' ), self::FIRST );
		}
		$this->waiting[] = array( $table, $sql );
		if ( null === $this->under_way || $this->has_ended() ) {
			$this->next();
		}
	}

	public function keep_going(): void {
		if ( array() !== $this->waiting && ++$this->asked % self::ASK_EVERY === 0 && $this->has_ended() ) {
			$this->next();
		}
	}

	private function has_ended(): bool {
		$read   = array( $this->connection );
		$error  = array( $this->connection );
		$reject = array();
		// phpcs:ignore WordPress.DB.RestrictedFunctions.mysql_mysqli_poll -- asks, and does not wait.
		return 0 < (int) mysqli_poll( $read, $error, $reject, 0, 0 );
	}

	/** Takes the end of the one under way, and sends the one after it. */
	private function next(): void {
		$this->reap();
		$next = array_shift( $this->waiting );
		if ( null === $next ) {
			return;
		}
		$this->sending = true;
		try {
			$sql = (string) apply_filters( 'query', $next[1] );
		} finally {
			$this->sending = false;
		}
		// phpcs:ignore WordPress.DB.RestrictedFunctions.mysql_mysqli_query -- $wpdb cannot do this; the caller has escaped every value.
		if ( ! mysqli_query( $this->connection, $sql, MYSQLI_ASYNC ) ) {
			throw $this->nothing_came_of( $sql );
		}
		$this->under_way = array( $next[0], $sql );
	}

	private function reap(): void {
		if ( null === $this->under_way ) {
			return;
		}
		list( $table, $sql ) = $this->under_way;
		$this->under_way     = null;
		// phpcs:ignore WordPress.DB.RestrictedFunctions.mysql_mysqli_reap_async_query -- the other half of next().
		if ( false === mysqli_reap_async_query( $this->connection ) ) {
			throw $this->nothing_came_of( $sql );
		}
		if ( 0 < $this->connection->warning_count ) {
			$this->altered[ $table ] = true;
		}
	}

	/** @return array<string, true> Tables for which the database had a warning. */
	public function altered(): array {
		return $this->altered;
	}

	/** @throws DatabaseError When one of those under way failed, or one before in this transaction did. */
	public function wait( mixed $passed = null ): mixed {
		if ( ! $this->sending ) {
			do {
				$this->next();
			} while ( null !== $this->under_way );
		}
		if ( null !== $this->came_to_nothing ) {
			throw $this->came_to_nothing;
		}
		return $passed;
	}

	/** Before ROLLBACK: what is under way is part of what is taken back. */
	public function give_up(): void {
		$this->waiting = array();
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
		$this->waiting = array();

		$errno = $this->connection->errno; // Escaping may read an option, and so forget it.

		$this->came_to_nothing = new DatabaseError( esc_html( $this->connection->error ), $errno, substr( $sql, 0, 500 ) );
		return $this->came_to_nothing;
	}
}
