<?php
declare(strict_types=1);

namespace Callboard\Tests\Database;

use Callboard\Database\DatabaseError;
use Callboard\Database\Migrations;
use Callboard\Database\SchemaChange;
use Callboard\Plugin;
use Callboard\Run\Watermark;
use Callboard\Tests\CommittingTestCase;

/** @group data */
final class WindowsMigrationTest extends CommittingTestCase {
	public function test_it_takes_the_database_of_before_along_and_bears_repetition(): void {
		$db = Plugin::instance()->db();
		$db->query( "ALTER TABLE `{$db->table( 'watermark' )}` DROP COLUMN swept_ms" );
		$db->query( "ALTER TABLE `{$db->table( 'ledger' )}` DROP KEY mapping_stamp" );
		$db->query( "INSERT INTO `{$db->table( 'watermark' )}` (tenant_id, mapping_id, stamp_ms, updated_ms) VALUES (1, 'productions', 7, 7)" );
		foreach ( array( 'after an update', 'twice' ) as $when ) {
			update_option( Migrations::OPTION, 2 );
			Plugin::instance()->migrations()->run();
			self::assertSame( Plugin::instance()->migrations()->latest(), Plugin::instance()->migrations()->version(), $when );
		}
		self::assertEquals( array( new Watermark( 'productions', 7, null, null ) ), Plugin::instance()->watermarks()->of( 1, array( 'productions' ) ) );
		self::assertNotSame( array(), $db->rows( "SHOW INDEX FROM `{$db->table( 'ledger' )}` WHERE Key_name = 'mapping_stamp'" ) );
	}

	public function test_the_other_of_two_first_requests_does_not_stumble(): void {
		$db    = Plugin::instance()->db();
		$unmet = "SHOW COLUMNS FROM `{$db->table( 'watermark' )}` LIKE 'not_yet_seen'";
		SchemaChange::once( $db, $unmet, "ALTER TABLE `{$db->table( 'watermark' )}` ADD COLUMN swept_ms BIGINT NULL" );
		SchemaChange::once( $db, $unmet, "ALTER TABLE `{$db->table( 'ledger' )}` ADD KEY mapping_stamp (tenant_id, mapping_id, stamp_ms)" );
		$this->expectException( DatabaseError::class );
		SchemaChange::once( $db, $unmet, "ALTER TABLE `{$db->table( 'nowhere' )}` ADD COLUMN swept_ms BIGINT NULL" );
	}
}
