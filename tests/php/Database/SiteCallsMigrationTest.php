<?php
declare(strict_types=1);

namespace Callboard\Tests\Database;

use Callboard\Database\Migrations;
use Callboard\Plugin;
use Callboard\Tests\CommittingTestCase;

/** @group data */
final class SiteCallsMigrationTest extends CommittingTestCase {
	public function test_it_takes_the_calls_of_before_along_and_bears_repetition(): void {
		$plugin = Plugin::instance();
		$db     = $plugin->db();
		$db->query( "ALTER TABLE `{$db->table( 'api_usage' )}` DROP COLUMN site_calls" );
		$db->insert_rows( $db->table( 'api_usage' ), array( 'tenant_id', 'hour_ms', 'calls' ), array( array( 1, self::NOW_MS, 7 ) ) );
		foreach ( array( 'after an update', 'twice' ) as $when ) {
			update_option( Migrations::OPTION, 20 );
			$plugin->migrations()->run();
			self::assertSame( $plugin->migrations()->latest(), $plugin->migrations()->version(), $when );
		}
		$plugin->api_usage()->add( 1, 3, self::NOW_MS, true );
		self::assertSame( array( 'worker' => 7, 'site' => 3 ), $plugin->api_usage()->by_whom( 1, self::NOW_MS ) );
		self::assertSame( 10, array_sum( $plugin->api_usage()->hours( 1, self::NOW_MS ) ) );
	}
}
