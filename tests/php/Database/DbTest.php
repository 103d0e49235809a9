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

	private function add( string $event ): void {
		$this->db->query( "INSERT INTO {$this->table} (event, data, at_ms) VALUES (%s, '{}', 1)", array( $event ) );
	}
}
