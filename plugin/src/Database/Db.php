<?php
declare(strict_types=1);

namespace Callboard\Database;

defined( 'ABSPATH' ) || exit;

/** The only way repositories reach $wpdb: prepared, throwing, and the same on MariaDB and on SQLite. */
final class Db {
	private const TRIES = 4;

	/**
	 * Up to so many values of a list MySQL and MariaDB look into the key itself (eq_range_index_dive_limit is 200). For longer
	 * lists they guess; the guess lags behind in a table that is just being filled, and then all of it is read, batch after batch.
	 */
	public const LOOKED_UP = 190;

	/** Small enough that the database is soon at work, and large enough to be worth a statement. */
	private const MEANWHILE_BYTES = 131072;

	private int $depth  = 0;
	private bool $inner = false;

	/** Of the transaction that is open, once it stores something meanwhile. */
	private ?Meanwhile $meanwhile = null;

	/** @var array<string, true> Tables that an insert of the open transaction had a warning for. */
	private array $altered = array();

	public readonly Sql $sql;
	private readonly Connection $connection;
	private readonly Session $session;

	public function __construct( private readonly \wpdb $wpdb ) {
		$this->connection = new Connection( $wpdb );
		$this->sql        = new Sql( $wpdb, $this->connection );
		$this->session    = new Session( $wpdb, $this->connection );
	}

	public function table( string $name ): string {
		return $this->wpdb->prefix . 'callboard_' . $name;
	}

	public function wpdb(): \wpdb {
		return $this->wpdb;
	}

	public function is_sqlite(): bool {
		return $this->connection->is_sqlite();
	}

	/** The tables are read in the order in which the statement names them. */
	public function in_this_order(): string {
		return $this->is_sqlite() ? '' : 'STRAIGHT_JOIN ';
	}

	/** SQLite has one writer and no row locks: BEGIN IMMEDIATE already is the lock. */
	public function for_update(): string {
		return $this->is_sqlite() ? '' : ' FOR UPDATE';
	}

	/**
	 * @param list<scalar|null> $args
	 * @return int Rows the statement touched.
	 */
	public function query( string $sql, array $args = array() ): int {
		return $this->session->touched( $this->sql->prepared( $sql, $args ) );
	}

	/**
	 * @param list<scalar|null> $args
	 * @return list<array<string, string|null>>
	 */
	public function rows( string $sql, array $args = array() ): array {
		return $this->session->rows( $this->sql->prepared( $sql, $args ) );
	}

	/**
	 * As rows(), for thousands of them: $wpdb makes objects, and turning each into an array takes as long again.
	 *
	 * @param list<scalar|null> $args
	 * @return list<\stdClass>
	 */
	public function objects( string $sql, array $args = array() ): array {
		return $this->session->objects( $this->sql->prepared( $sql, $args ) );
	}

	/**
	 * @param list<scalar|null> $args
	 * @return array<string, string|null>|null
	 */
	public function row( string $sql, array $args = array() ): ?array {
		return $this->rows( $sql, $args )[0] ?? null;
	}

	/** @param list<scalar|null> $args */
	public function value( string $sql, array $args = array() ): ?string {
		$row = $this->row( $sql, $args );
		return null === $row ? null : array_values( $row )[0];
	}

	/**
	 * @param list<scalar|null> $args
	 * @return list<string|null>
	 */
	public function column( string $sql, array $args = array() ): array {
		return array_map( static fn( array $row ) => array_values( $row )[0], $this->rows( $sql, $args ) );
	}

	/** The id of the last single-row INSERT; never of a multi-row one (MySQL says the first, SQLite the last). */
	public function insert_id(): int {
		return (int) $this->wpdb->insert_id;
	}

	/**
	 * Multi-row INSERT, split by bytes so that no statement outgrows max_allowed_packet.
	 *
	 * @param list<string>                $columns
	 * @param iterable<list<scalar|null>> $rows
	 * @param string                      $suffix e.g. "ON DUPLICATE KEY UPDATE …", constant text of the caller.
	 * @return int Rows the statements touched (an upsert counts differently on each database).
	 */
	public function insert_rows( string $full_table, array $columns, iterable $rows, string $suffix = '' ): int {
		$touched = 0;
		$insert  = $this->sql->insert_into( $full_table, $columns );
		foreach ( $this->sql->values( $rows, $this->statement_bytes(), $this->meanwhile ) as $values ) {
			$touched += $this->query( "{$insert}{$values} {$suffix}" );
			if ( 0 < (int) ( $this->session->held() ?? $this->connection->mysqli() )?->warning_count ) {
				$this->altered[ $full_table ] = true;
			}
		}
		return $touched;
	}

	/**
	 * As insert_rows(), but without waiting: the database stores while PHP prepares what comes next.
	 * Whatever goes wrong with it is thrown by the next use of the database, and by COMMIT at the latest.
	 *
	 * @param list<string>                $columns
	 * @param iterable<list<scalar|null>> $rows
	 */
	public function insert_rows_meanwhile( string $full_table, array $columns, iterable $rows, string $suffix = '' ): void {
		$mysqli = $this->session->held();
		if ( null === $mysqli || ! $this->tells_what_it_altered() ) {
			$this->insert_rows( $full_table, $columns, $rows, $suffix );
			return;
		}
		$this->meanwhile ??= new Meanwhile( $mysqli );

		$insert = $this->sql->insert_into( $full_table, $columns );
		foreach ( $this->sql->values( $rows, min( self::MEANWHILE_BYTES, $this->statement_bytes() ), $this->meanwhile ) as $values ) {
			$this->meanwhile->start( $full_table, "{$insert}{$values} {$suffix}" );
		}
	}

	/**
	 * Has the database stored anything but what insert_rows() sent it in this transaction: cut a text, lost a character?
	 * Where WordPress is not strict it does so with a warning. Waits for what is under way.
	 *
	 * @param list<string> $full_tables
	 */
	public function has_altered( array $full_tables ): bool {
		$this->meanwhile?->wait();
		return array() !== array_intersect_key( array_flip( $full_tables ), $this->altered + ( $this->meanwhile?->altered() ?? array() ) );
	}

	/** In loops over thousands while rows are stored meanwhile: the next statement is sent as soon as the one before has ended. */
	public function keep_going(): void {
		$this->meanwhile?->keep_going();
	}

	/** Only in a transaction, which ends before anyone is told that it went well; not SQLite, nor what stands between us and the database where $wpdb is not core's own. */
	public function tells_what_it_altered(): bool {
		return null !== $this->session->held() && Meanwhile::is_possible();
	}

	/**
	 * All or nothing; run again when another writer was in the way. Inside another transaction it joins that one.
	 *
	 * @template T
	 * @param callable(): T $work Must be repeatable: it may run up to four times.
	 * @return T
	 */
	public function transaction( callable $work ): mixed {
		if ( $this->depth > 0 ) {
			return $work();
		}
		for ( $try = 1; ; $try++ ) {
			try {
				return $this->once_in_transaction( $work );
			} catch ( DatabaseError $error ) {
				// Inside a test's transaction nothing is retried: the conflict has ended the outer one.
				if ( $this->inner || $try >= self::TRIES || ! self::may_pass( $error, $try ) ) {
					throw $error;
				}
			}
		}
	}

	private static function may_pass( DatabaseError $error, int $try ): bool {
		return $error->is_conflict() || ( $error->is_lost() && ! $error->is_in_doubt() ) || ( 1 === $try && $error->is_duplicate() );
	}

	/**
	 * Runs and is undone, inside the caller's transaction: what it wrote was never there.
	 *
	 * @template T
	 * @param callable(): T $work
	 * @return T
	 */
	public function undone( callable $work ): mixed {
		if ( ! $this->in_transaction() ) {
			throw new \LogicException( 'Only inside a transaction a part of it can be undone.' );
		}
		$this->query( 'SAVEPOINT callboard_trial' );
		$result = null;
		try {
			$result = $work();
		} catch ( DatabaseError $error ) {
			if ( ! $error->is_conflict() && ! $error->is_lost() ) {
				$this->query( 'ROLLBACK TO SAVEPOINT callboard_trial' );
			}
			throw $error; // A conflict has rolled back everything already.
		} catch ( \Throwable $error ) {
			$this->query( 'ROLLBACK TO SAVEPOINT callboard_trial' );
			throw $error;
		}
		$this->query( 'ROLLBACK TO SAVEPOINT callboard_trial' );
		$this->query( 'RELEASE SAVEPOINT callboard_trial' );
		return $result;
	}

	public function in_transaction(): bool {
		return $this->depth > 0;
	}

	/** A test that rolls everything back holds the real transaction: ours become savepoints inside it. */
	public function inside_open_transaction( bool $inner ): void {
		$this->inner = $inner;
		$this->depth = 0;
	}

	private function once_in_transaction( callable $work ): mixed {
		$this->query( $this->inner ? 'SAVEPOINT callboard' : 'START TRANSACTION' );
		$this->depth   = 1;
		$this->altered = array();
		$this->session->hold();
		$is_over = false;
		try {
			$result  = $work();
			$is_over = true;
			$this->query( $this->inner ? 'RELEASE SAVEPOINT callboard' : 'COMMIT' );
			return $result;
		} catch ( \Throwable $error ) {
			$this->roll_back();
			throw $is_over && $error instanceof DatabaseError ? $error->of_commit() : $error;
		} finally {
			$this->depth = 0;
			$this->session->let_go();
			$this->meanwhile?->stop_listening();
			$this->meanwhile = null;
		}
	}

	private function roll_back(): void {
		$this->meanwhile?->give_up();
		try {
			$this->query( $this->inner ? 'ROLLBACK TO SAVEPOINT callboard' : 'ROLLBACK' );
		} catch ( DatabaseError ) {
			// A deadlock has already rolled back; the first error is the one to report.
			return;
		}
	}

	private function statement_bytes(): int {
		static $bytes = null;
		if ( null === $bytes ) {
			// The SQLite driver parses MySQL in PHP: long statements cost it many times their size in memory.
			$packet = $this->is_sqlite() ? 262144 : (int) $this->value( 'SELECT @@max_allowed_packet' );
			$bytes  = max( 16384, min( 1048576, intdiv( $packet, 4 ) ) );
		}
		return $bytes;
	}
}
