<?php
declare(strict_types=1);

namespace Callboard\Tests\Database;

use Callboard\Database\Migrations;
use Callboard\Plugin;
use Callboard\Run\Run;
use Callboard\Tests\CommittingTestCase;

/** @group data */
final class RunOptionsMigrationTest extends CommittingTestCase {
	public function test_it_takes_the_runs_of_before_along_and_bears_repetition(): void {
		$db = Plugin::instance()->db();
		$db->query( "ALTER TABLE `{$db->table( 'run' )}` DROP COLUMN options" );
		$db->query( "ALTER TABLE `{$db->table( 'run' )}` DROP COLUMN outcome" );
		$db->query( "INSERT INTO `{$db->table( 'run' )}` (tenant_id, kind, trigger_name, state, open_key, counts, created_ms) VALUES (1, 'incremental', 'schedule', 'queued', '1:incremental', '{}', 7)" );
		foreach ( array( 'after an update', 'twice' ) as $when ) {
			update_option( Migrations::OPTION, 3 );
			Plugin::instance()->migrations()->run();
			self::assertSame( Plugin::instance()->migrations()->latest(), Plugin::instance()->migrations()->version(), $when );
		}
		$run = Plugin::instance()->runs()->open( 1, Run::INCREMENTAL );
		self::assertSame( array( array(), null ), array( $run?->options, $run?->outcome ) );
	}
}
