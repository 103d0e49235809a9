<?php
declare(strict_types=1);

namespace Callboard\Tests\Database;

use Callboard\Database\Migrations;
use Callboard\Ledger\Inbox;
use Callboard\Plugin;
use Callboard\Tests\CommittingTestCase;

/** @group data */
final class KeyPrefixesMigrationTest extends CommittingTestCase {
	public function test_it_takes_the_inbox_of_before_along_and_bears_repetition(): void {
		$db = Plugin::instance()->db();
		$db->query( "ALTER TABLE `{$db->table( 'mapping_trait' )}` DROP COLUMN key_prefix" );
		$db->query( "ALTER TABLE `{$db->table( 'inbox' )}` DROP KEY record_mapping" );
		$db->query( "ALTER TABLE `{$db->table( 'inbox' )}` ADD UNIQUE KEY record (tenant_id, sf_id)" );
		$inbox = Plugin::instance()->inbox();
		$inbox->add( 1, 'stages', array( 'a0V000000000001AAA' ), Inbox::ASKED, 7 );
		foreach ( array( 'after an update', 'twice' ) as $when ) {
			update_option( Migrations::OPTION, 14 );
			Plugin::instance()->migrations()->run();
			self::assertSame( Plugin::instance()->migrations()->latest(), Plugin::instance()->migrations()->version(), $when );
		}
		$inbox->add( 1, 'halls', array( 'a0V000000000001AAA' ), Inbox::ASKED, 7 );
		$inbox->add( 1, 'halls', array( 'a0V000000000001AAA' ), Inbox::ASKED, 7 );
		self::assertSame( array( 'stages' => array( 'a0V000000000001AAA' ), 'halls' => array( 'a0V000000000001AAA' ) ), $inbox->due( 1, 7 ) );
		Plugin::instance()->traits()->store( 1, array( 'mapping_id' => 'halls', 'version' => 1, 'filter_moves' => false, 'values_move' => false, 'key_prefix' => 'a0V' ) );
		self::assertSame( array( 'a0V' ), $db->column( "SELECT key_prefix FROM {$db->table( 'mapping_trait' )}" ) );
	}
}
