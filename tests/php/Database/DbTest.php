<?php
declare(strict_types=1);

namespace Callboard\Tests\Database;

use Callboard\Database\DatabaseError;
use Callboard\Database\Db;
use Callboard\Plugin;
use Callboard\Tests\CommittingTestCase;

/** @group data */
final class DbTest extends CommittingTestCase {
	private Db $db;
	private string $table;

	protected function setUp(): void {
		parent::setUp();
		$this->db    = Plugin::instance()->db();
		$this->table = $this->db->table( 'audit' );
	}

	public function test_null_arguments_become_null_and_not_an_empty_string(): void {
		$this->db->query(
			"INSERT INTO {$this->table} (tenant_id, event, data, user_id, at_ms) VALUES (%d, %s, %s, %d, %d)",
			array( null, '100 % %s %d', 'é', null, 5 )
		);
		$row = $this->db->row( "SELECT * FROM {$this->table} WHERE event = %s", array( '100 % %s %d' ) );
		self::assertNotNull( $row );
		self::assertNull( $row['tenant_id'] );
		self::assertNull( $row['user_id'] );
		self::assertSame( 'é', $row['data'] );
		self::assertSame( '5', $row['at_ms'] );
	}

	public function test_a_refused_statement_throws_and_prints_nothing(): void {
		$this->expectOutputString( '' );
		$this->expectException( DatabaseError::class );
		$this->db->query( 'SELECT * FROM no_such_table' );
	}

	public function test_rows_are_split_by_bytes_and_all_arrive(): void {
		$rows = array();
		for ( $i = 0; $i < 300; $i++ ) {
			$rows[] = array( $i, 'bulk', str_repeat( "it's 100% \\ ünï", 400 ), null, 1 );
		}
		$statements = $this->queries_of(
			fn() => self::assertSame( 300, $this->db->insert_rows( $this->table, array( 'tenant_id', 'event', 'data', 'user_id', 'at_ms' ), $rows ) )
		);
		self::assertGreaterThan( 1, count( preg_grep( '/^INSERT/', $statements ) ) );
		self::assertSame( '300', $this->db->value( "SELECT COUNT(*) FROM {$this->table} WHERE event = 'bulk' AND user_id IS NULL" ) );
		self::assertSame( $rows[7][2], $this->db->value( "SELECT data FROM {$this->table} WHERE tenant_id = 7" ) );
	}

	/** Whatever the text: a quote, a backslash, half a character, the very marks between the parts of a statement. */
	public function test_every_value_arrives_as_it_is(): void {
		$parts = array( "\x01", "\x02", "\x03", "'", '\\', '"', '%s', "\n", "\x1a", 'é', '’', '漢', ',', '(', ')', 'NULL', '', 'x', ' ' );
		mt_srand( 20261125 );
		for ( $round = 0; $round < 60; $round++ ) {
			$rows = array();
			for ( $number = 0; $number < 8; $number++ ) {
				$text   = implode( '', array_map( static fn() => $parts[ mt_rand( $round < 30 ? 3 : 0, count( $parts ) - 1 ) ], range( 0, mt_rand( 0, 6 ) ) ) );
				$rows[] = array( mt_rand( 0, 2 ) ? $number : null, "round {$round}", $text, null, $number );
			}
			$this->db->insert_rows( $this->table, array( 'tenant_id', 'event', 'data', 'user_id', 'at_ms' ), $rows );
			$stored = $this->db->rows( "SELECT tenant_id, data, user_id, at_ms FROM {$this->table} WHERE event = %s ORDER BY at_ms", array( "round {$round}" ) );
			self::assertSame( array_map( static fn( array $row ) => array( null === $row[0] ? null : (string) $row[0], $row[2], null, (string) $row[4] ), $rows ), array_map( 'array_values', $stored ) );
			$found = $this->db->column( "SELECT at_ms FROM {$this->table} WHERE event = {$this->db->sql->literal( "round {$round}" )} AND data IN ({$this->db->sql->texts( array_column( $rows, 2 ) )})" );
			self::assertCount( 8, $found );
		}
	}

	public function test_it_tells_when_the_database_stored_something_else(): void {
		if ( $this->db->is_sqlite() ) {
			self::assertFalse( $this->db->transaction( fn() => $this->db->tells_what_it_altered() ) );
			return;
		}
		$altered = fn( callable $insert ): ?bool => $this->db->transaction(
			function () use ( $insert ): ?bool {
				$insert();
				return $this->db->has_altered( array( $this->table ) );
			}
		);
		self::assertFalse( $altered( fn() => $this->add_meanwhile( 'as sent' ) ) );
		self::assertTrue( $altered( fn() => $this->add_meanwhile( str_repeat( 'too long ', 40 ) ) ) );
		self::assertTrue( $altered( fn() => $this->db->insert_rows( $this->table, array( 'event', 'data', 'at_ms' ), array( array( str_repeat( 'x', 300 ), '{}', 1 ) ) ) ) );
		self::assertFalse( $altered( fn() => $this->add_meanwhile( 'as sent again' ) ) );
	}

	public function test_a_transaction_that_throws_leaves_nothing(): void {
		try {
			$this->db->transaction(
				function (): void {
					$this->add( 'one' );
					$this->db->transaction( fn() => $this->add( 'two' ) );
					throw new \RuntimeException( 'stop' );
				}
			);
			self::fail( 'The exception must come through.' );
		} catch ( \RuntimeException $error ) {
			self::assertSame( 'stop', $error->getMessage() );
		}
		self::assertSame( array(), $this->db->rows( "SELECT id FROM {$this->table}" ) );
		self::assertFalse( $this->db->in_transaction() );
	}

	public function test_work_is_repeated_when_another_writer_was_in_the_way(): void {
		$tries = 0;
		$this->db->transaction(
			function () use ( &$tries ): void {
				$this->add( 'again' );
				if ( ++$tries < 3 ) {
					throw new DatabaseError( 'Deadlock found', 1213, '' );
				}
			}
		);
		self::assertSame( 3, $tries );
		self::assertCount( 1, $this->db->rows( "SELECT id FROM {$this->table}" ) );
	}

	public function test_work_is_repeated_when_a_table_was_swapped_under_it(): void {
		if ( $this->db->is_sqlite() ) {
			self::markTestSkipped( 'The SQLite integration knows no second connection.' );
		}
		$this->db->query( "CREATE TABLE {$this->table}_a LIKE {$this->table}" );
		$this->db->query( "CREATE TABLE {$this->table}_b LIKE {$this->table}" );
		$other = new \wpdb( DB_USER, DB_PASSWORD, DB_NAME, DB_HOST );
		$tries = 0;
		try {
			$this->db->transaction(
				function () use ( &$tries, $other ): void {
					$this->db->value( "SELECT COUNT(*) FROM {$this->table}" );
					if ( 1 === ++$tries ) {
						$other->query( "RENAME TABLE {$this->table}_a TO {$this->table}_c, {$this->table}_b TO {$this->table}_a, {$this->table}_c TO {$this->table}_b" );
						$other->query( "ALTER TABLE {$this->table}_a ENGINE=InnoDB" );
					}
					$this->db->value( "SELECT COUNT(*) FROM {$this->table}_a" );
				}
			);
		} finally {
			$this->db->query( "DROP TABLE {$this->table}_a, {$this->table}_b" );
			$other->close();
		}
		self::assertSame( 2, $tries );
	}

	/** $wpdb connects anew and sends the statement once more: outside the transaction, whose first half is gone. */
	public function test_a_connection_that_is_lost_in_the_middle_leaves_no_half_of_a_transaction(): void {
		if ( $this->db->is_sqlite() ) {
			self::markTestSkipped( 'SQLite has no connection to lose.' );
		}
		$tries = 0;
		$this->db->transaction(
			function () use ( &$tries ): void {
				++$tries;
				$this->add( 'first half' );
				if ( 1 === $tries ) {
					$this->cut_the_connection();
				}
				$this->add( 'second half' );
			}
		);
		self::assertSame( array( 'first half', 'second half' ), $this->db->column( "SELECT event FROM {$this->table} ORDER BY id" ) );
		self::assertSame( 2, $tries );
	}

	/** As Query Monitor's class, which sends every statement itself: the loss is noticed after one of them. */
	public function test_where_another_class_speaks_to_the_database_a_lost_connection_is_noticed(): void {
		if ( $this->db->is_sqlite() ) {
			self::markTestSkipped( 'SQLite has no connection to lose.' );
		}
		$wpdb = new class( DB_USER, DB_PASSWORD, DB_NAME, DB_HOST ) extends \wpdb {};
		$wpdb->set_prefix( $this->db->wpdb()->prefix );
		$other = $this->db;
		$this->db = new Db( $wpdb );
		$tries = 0;
		$this->db->transaction(
			function () use ( &$tries ): void {
				++$tries;
				$this->add( 'first part' );
				if ( 1 === $tries ) {
					$this->cut_the_connection();
				}
				$this->add( 'second part' );
				$this->add( 'last part' );
			}
		);
		self::assertSame( 2, $tries );
		self::assertSame( array( '1', '1' ), $other->column( "SELECT COUNT(*) FROM {$this->table} WHERE event IN ('first part', 'last part') GROUP BY event" ) );
		$wpdb->close();
	}

	/** As HyperDB and its kin: the connection at hand is another for reading than for writing, and none was lost. */
	public function test_where_reads_have_a_connection_of_their_own_nothing_is_taken_for_lost(): void {
		if ( $this->db->is_sqlite() ) {
			self::markTestSkipped( 'SQLite has one connection.' );
		}
		$wpdb = new class( DB_USER, DB_PASSWORD, DB_NAME, DB_HOST ) extends \wpdb {
			/** @var array<string, \mysqli> */
			public array $dbhs = array();

			public function query( $query ) {
				$kind = str_starts_with( (string) $query, 'SELECT' ) ? 'read' : 'write';
				if ( ! isset( $this->dbhs[ $kind ] ) ) {
					$this->db_connect( false );
					$this->dbhs[ $kind ] = $this->dbh;
				}
				$this->dbh = $this->dbhs[ $kind ];
				return parent::query( $query );
			}
		};
		$wpdb->set_prefix( $this->db->wpdb()->prefix );
		$db    = new Db( $wpdb );
		$tries = 0;
		$db->transaction(
			function () use ( &$tries, $db ): void {
				++$tries;
				$db->query( "INSERT INTO {$this->table} (event, data, at_ms) VALUES ('written', '{}', 1)" );
				$db->value( "SELECT COUNT(*) FROM {$this->table}" );
			}
		);
		self::assertSame( 1, $tries );
		self::assertCount( 1, $this->db->rows( "SELECT id FROM {$this->table}" ) );
		array_map( static fn( \mysqli $one ) => $one->close(), $wpdb->dbhs );
	}

	/** Whether the database had stored it before it went is not known: who asked asks again, and finds out. */
	public function test_a_commit_that_nobody_answered_is_not_repeated_and_whoever_asked_may_ask_again(): void {
		if ( $this->db->is_sqlite() ) {
			self::markTestSkipped( 'SQLite has no connection to lose.' );
		}
		$tries = 0;
		try {
			$this->db->transaction(
				function () use ( &$tries ): void {
					++$tries;
					$this->add( 'all of it' );
					$this->cut_the_connection();
				}
			);
			self::fail( 'Nobody knows that it was stored.' );
		} catch ( DatabaseError $error ) {
			self::assertTrue( $error->is_in_doubt() );
		}
		self::assertSame( 1, $tries );
		self::assertSame( array(), $this->db->rows( "SELECT id FROM {$this->table}" ) );
	}

	public function test_a_mistake_is_not_repeated(): void {
		$tries = 0;
		$this->expectException( DatabaseError::class );
		try {
			$this->db->transaction(
				function () use ( &$tries ): void {
					++$tries;
					throw new DatabaseError( 'Unknown column', 1054, '' );
				}
			);
		} finally {
			self::assertSame( 1, $tries );
		}
	}

	public function test_rows_stored_meanwhile_are_there_for_whoever_looks_next(): void {
		$foreign = $this->db->transaction(
			function (): string {
				$this->add_meanwhile( 'one', 'two' );
				// As another plugin would, through $wpdb itself.
				return (string) $this->db->wpdb()->get_var( "SELECT COUNT(*) FROM {$this->table}" );
			}
		);
		self::assertSame( '2', $foreign );
		self::assertSame( '2', $this->db->value( "SELECT COUNT(*) FROM {$this->table}" ) );
		self::assertArrayNotHasKey( -1000, $GLOBALS['wp_filter']['query']->callbacks ?? array() );
	}

	public function test_other_plugins_see_a_statement_stored_meanwhile_as_any_other(): void {
		$statements = $this->queries_of( fn() => $this->db->transaction( fn() => $this->add_meanwhile( 'seen' ) ) );
		self::assertCount( 1, preg_grep( "/^INSERT INTO .*'seen'/", $statements ) );
	}

	public function test_what_goes_wrong_meanwhile_is_thrown_at_commit_and_leaves_nothing(): void {
		try {
			$this->db->transaction(
				function (): void {
					$this->add( 'before' );
					$this->db->insert_rows_meanwhile( $this->table, array( 'no_such_column' ), array( array( 'x' ) ) );
				}
			);
			self::fail( 'The error must come through.' );
		} catch ( DatabaseError $error ) {
			self::assertStringContainsString( 'no_such_column', $error->getMessage() );
			self::assertFalse( $error->is_conflict() );
		}
		self::assertSame( array(), $this->db->rows( "SELECT id FROM {$this->table}" ) );
	}

	public function test_an_error_meanwhile_that_another_plugin_swallows_still_stops_the_commit(): void {
		try {
			$this->db->transaction(
				function (): void {
					$this->db->insert_rows_meanwhile( $this->table, array( 'no_such_column' ), array( array( 'x' ) ) );
					try {
						$this->db->wpdb()->get_var( 'SELECT 1' );
					} catch ( \Throwable ) {
						$this->add_meanwhile( 'after' );
					}
				}
			);
			self::fail( 'The error must come through.' );
		} catch ( DatabaseError ) {
			self::assertSame( array(), $this->db->rows( "SELECT id FROM {$this->table}" ) );
		}
		self::assertFalse( $this->db->in_transaction() );
	}

	public function test_another_writer_in_the_way_meanwhile_is_a_conflict_and_repeated(): void {
		if ( $this->db->is_sqlite() ) {
			self::markTestSkipped( 'SQLite has one writer: nothing runs meanwhile.' );
		}
		$this->db->query( "CREATE TRIGGER callboard_in_the_way BEFORE INSERT ON {$this->table} FOR EACH ROW IF NEW.event = 'first try' THEN SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO = 1213, MESSAGE_TEXT = 'Deadlock found'; END IF" );
		$tries = 0;
		try {
			$this->db->transaction(
				function () use ( &$tries ): void {
					$this->add_meanwhile( 1 === ++$tries ? 'first try' : 'second try' );
				}
			);
		} finally {
			$this->db->query( 'DROP TRIGGER callboard_in_the_way' );
		}
		self::assertSame( 2, $tries );
		self::assertCount( 1, $this->db->rows( "SELECT id FROM {$this->table}" ) );
	}

	private function cut_the_connection(): void {
		$other = new \wpdb( DB_USER, DB_PASSWORD, DB_NAME, DB_HOST );
		$other->query( 'KILL ' . (int) $this->db->value( 'SELECT CONNECTION_ID()' ) );
		$other->close();
	}

	private function add_meanwhile( string ...$events ): void {
		$this->db->insert_rows_meanwhile( $this->table, array( 'event', 'data', 'at_ms' ), array_map( static fn( string $event ) => array( $event, '{}', 1 ), $events ) );
	}

	private function add( string $event ): void {
		$this->db->query( "INSERT INTO {$this->table} (event, data, at_ms) VALUES (%s, '{}', 1)", array( $event ) );
	}
}
