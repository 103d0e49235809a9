<?php
declare(strict_types=1);

namespace Callboard\Tests\Database;

use Callboard\Database\Migration\M0006Rehearsal;
use Callboard\Database\Migrations;
use Callboard\Plugin;
use Callboard\Run\RunItem;
use Callboard\Tests\CommittingTestCase;

/** @group data */
final class RehearsalMigrationTest extends CommittingTestCase {
	public function test_it_takes_the_database_of_before_along_and_bears_repetition(): void {
		$db = Plugin::instance()->db();
		foreach ( ( new M0006Rehearsal() )->tables() as $table ) {
			$db->query( "DROP TABLE `{$db->table( $table )}`" );
		}
		$db->query( "ALTER TABLE `{$db->table( 'run_item' )}` DROP COLUMN diff" );
		$db->query( "INSERT INTO `{$db->table( 'run_item' )}` (tenant_id, run_id, mapping_id, external_id, outcome, at_ms) VALUES (1, 7, 'productions', 'a0E000000000001AAA', 'created', 7)" );
		foreach ( array( 'after an update', 'twice' ) as $when ) {
			update_option( Migrations::OPTION, 5 );
			Plugin::instance()->migrations()->run();
			self::assertSame( Plugin::instance()->migrations()->latest(), Plugin::instance()->migrations()->version(), $when );
		}
		$items = Plugin::instance()->run_items();
		$items->add_many( 1, 7, array( new RunItem( 0, 7, 'productions', 'a0E000000000002AAA', 'created', null, null, null, 8, null, array() ) ) );
		self::assertSame( array( null, array() ), array_map( static fn( RunItem $item ) => $item->diff, $items->page( 7 ) ) );
		self::assertSame( array(), Plugin::instance()->brakes()->standing( 1 ) );
	}

	/** @dataProvider queries */
	public function test_the_query_uses_its_index( string $table, string $index, string $query ): void {
		if ( $this->is_sqlite() ) {
			self::assertTrue( $this->is_sqlite(), 'EXPLAIN is not in the SQLite dialect; the indexes are the same.' );
			return;
		}
		$db = Plugin::instance()->db();
		$this->fill();
		$plan = $db->rows( 'EXPLAIN ' . str_replace( array( '{table}', '{ledger}' ), array( $db->table( $table ), $db->table( 'ledger' ) ), $query ) );
		$used = array_column( $plan, null, 'key' )[ $index ] ?? null;
		self::assertNotNull( $used, (string) wp_json_encode( $plan ) );
		self::assertLessThan( 700, (int) $used['rows'], (string) wp_json_encode( $plan ) );
	}

	/** @return array<string, array{0: string, 1: string, 2: string}> */
	public static function queries(): array {
		return array(
			'the open brake'         => array( 'brake', 'tenant_state', "SELECT * FROM {table} WHERE tenant_id = 3 AND state = 'open' AND mapping_id = 'm1' ORDER BY id LIMIT 1" ),
			'a page of a brake'      => array( 'brake_item', 'brake', 'SELECT * FROM {table} WHERE brake_id = 3 ORDER BY id LIMIT 50' ),
			'what holds a record'    => array( 'brake_item', 'record', "SELECT * FROM {table} WHERE tenant_id = 3 AND sf_id IN ('a01000000000103AAA', 'a01000000000203AAA')" ),
			'does it hold anything'  => array( 'brake_item', 'record', 'SELECT id FROM {table} WHERE tenant_id = 3 LIMIT 1' ),
			'a limit'                => array( 'brake_limit', 'PRIMARY', 'SELECT mapping_id, percent, records FROM {table} WHERE tenant_id = 3' ),
			'what was rehearsed'     => array( 'rehearsed', 'record', "SELECT * FROM {table} WHERE run_id = 3 AND sf_id IN ('a01000000000103AAA', 'a01000000000203AAA')" ),
			'rehearsed twins'        => array( 'rehearsed', 'twin', "SELECT * FROM {table} WHERE run_id = 3 AND twin_key IN ('t103', 't203')" ),
			'rehearsals to let go'   => array( 'rehearsed', 'at_ms', 'DELETE FROM {table} WHERE at_ms < 20' ),
			'versions of a mapping'  => array( 'rehearsed', 'record', 'SELECT mapping_id, MAX(mapping_version) AS version FROM {table} WHERE run_id = 3 GROUP BY mapping_id' ),
		);
	}

	private function fill(): void {
		$db   = Plugin::instance()->db();
		$rows = array(
			'brake'       => array( array( 'tenant_id', 'mapping_id', 'state', 'cause', 'run_id', 'withdrawals', 'listed', 'opened_ms' ), static fn( int $i ) => array( $i % 100, 'm' . $i % 7, 0 === $i % 5 ? 'open' : 'settled', 'limit', $i, 1, 1, $i ) ),
			'brake_item'  => array( array( 'brake_id', 'tenant_id', 'sf_id', 'reason', 'stamp_ms', 'read_ms', 'body', 'created_ms' ), static fn( int $i ) => array( $i % 100, $i % 100, sprintf( 'a01%012dAAA', $i ), 'deleted', $i, $i, '{}', $i ) ),
			'brake_limit' => array( array( 'tenant_id', 'mapping_id', 'percent', 'records' ), static fn( int $i ) => array( $i % 100, 'm' . intdiv( $i, 100 ), 20, 10 ) ),
			'rehearsed'   => array( array( 'run_id', 'sf_id', 'mapping_id', 'mapping_version', 'outcome', 'fingerprint', 'twin_key', 'at_ms' ), static fn( int $i ) => array( $i % 100, sprintf( 'a01%012dAAA', $i ), 'm1', 1, 'created', 'f', "t{$i}", $i ) ),
		);
		foreach ( $rows as $table => list( $columns, $row ) ) {
			$db->insert_rows( $db->table( $table ), $columns, array_map( $row, range( 1, 3000 ) ) );
			$db->query( "ANALYZE TABLE {$db->table( $table )}" );
		}
	}
}
