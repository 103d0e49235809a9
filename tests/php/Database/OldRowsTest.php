<?php
declare(strict_types=1);

namespace Callboard\Tests\Database;

use Callboard\Database\OldRows;
use Callboard\Plugin;
use Callboard\Run\RunItem;
use Callboard\Tests\TestCase;

final class OldRowsTest extends TestCase {
	public function test_old_rows_leave_a_page_a_statement_and_so_many_a_call(): void {
		$db = Plugin::instance()->db();
		$rows = array();
		for ( $number = 1; $number <= 2600; $number++ ) {
			$rows[] = array( 7, "delivery-{$number}", 1, '{}', $number );
		}
		$db->insert_rows( $db->table( 'delivery' ), array( 'tenant_id', 'delivery_id', 'run_id', 'answer', 'created_ms' ), $rows );
		$remove  = fn(): int => ( new OldRows( $db ) )->remove( 'delivery', 'created_ms', 'created_ms < %d', array( 2501 ), 2300 );
		$queries = $this->queries_of( static fn() => self::assertSame( 2300, $remove() ) );
		self::assertSame( array( 1000, 1000, 300 ), array_map( static fn( string $query ) => 1 + substr_count( $query, ',' ), self::deletions( $queries ) ) );
		self::assertSame( '2301', $db->value( "SELECT MIN(created_ms) FROM {$db->table( 'delivery' )}" ), 'The oldest first.' );
		self::assertSame( 200, $remove() );
		self::assertSame( array( 0, '100' ), array( $remove(), $db->value( "SELECT COUNT(*) FROM {$db->table( 'delivery' )}" ) ) );
	}

	public function test_what_runs_did_with_a_large_org_leaves_in_pages_too(): void {
		$plugin = Plugin::instance();
		$items  = array();
		for ( $number = 1; $number <= OldRows::A_PAGE + 1; $number++ ) {
			$items[] = new RunItem( 0, 1, 'productions', sprintf( 'a0E%012dAAA', $number ), 'created', null, null, null, 1000 );
		}
		$plugin->run_items()->add_many( 7, 1, $items );
		$queries = $this->queries_of( static fn() => self::assertSame( OldRows::A_PAGE + 1, $plugin->run_items()->prune( 2000 ) ) );
		self::assertCount( 2, self::deletions( $queries ) );
	}

	/**
	 * @param list<string> $queries
	 * @return list<string>
	 */
	private static function deletions( array $queries ): array {
		return array_values( array_filter( $queries, static fn( string $query ) => str_starts_with( $query, 'DELETE' ) ) );
	}
}
