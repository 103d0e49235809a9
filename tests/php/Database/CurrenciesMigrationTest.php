<?php
declare(strict_types=1);

namespace Callboard\Tests\Database;

use Callboard\Database\Migrations;
use Callboard\Plugin;
use Callboard\Tests\CommittingTestCase;

/** @group data */
final class CurrenciesMigrationTest extends CommittingTestCase {
	public function test_it_comes_to_the_database_of_before_and_bears_repetition(): void {
		$db = Plugin::instance()->db();
		$db->query( "ALTER TABLE `{$db->table( 'mapping_trait' )}` DROP COLUMN currencies" );
		foreach ( array( 'after an update', 'twice' ) as $when ) {
			update_option( Migrations::OPTION, 18 );
			Plugin::instance()->migrations()->run();
			self::assertSame( Plugin::instance()->migrations()->latest(), Plugin::instance()->migrations()->version(), $when );
		}
		$found = array( 'fields' => array( 'CurrencyIsoCode' ), 'org' => 'EUR' );
		Plugin::instance()->traits()->store( 1, array( 'mapping_id' => 'halls', 'version' => 1, 'filter_moves' => false, 'values_move' => false, 'currencies' => $found ) );
		self::assertSame( array( (string) wp_json_encode( $found ) ), $db->column( "SELECT currencies FROM {$db->table( 'mapping_trait' )}" ) );
	}
}
