<?php
declare(strict_types=1);

namespace Callboard\Tests\Database;

use Callboard\Database\Migrations;
use Callboard\Plugin;
use Callboard\Tests\CommittingTestCase;

/** @group data */
final class CallsBeforeMigrationTest extends CommittingTestCase {
	public function test_it_takes_the_runs_of_before_along_and_bears_repetition(): void {
		$plugin = Plugin::instance();
		$db     = $plugin->db();
		$db->query( "ALTER TABLE `{$db->table( 'run' )}` DROP COLUMN calls_before" );
		$run = $plugin->runs()->enqueue( 1, 'incremental', 'test' );
		foreach ( array( 'after an update', 'twice' ) as $when ) {
			update_option( Migrations::OPTION, 21 );
			$plugin->migrations()->run();
			self::assertSame( $plugin->migrations()->latest(), $plugin->migrations()->version(), $when );
		}
		self::assertSame( 0, $plugin->runs()->find( $run->id )->calls_before );
	}
}
