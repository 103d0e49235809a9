<?php
declare(strict_types=1);

namespace Callboard\Tests\Rest;

use Callboard\Cli\RehearseCommand;
use Callboard\Delivery\RehearsedRecord;
use Callboard\Plugin;
use Callboard\Run\Run;
use Callboard\Run\RunItem;
use Callboard\Run\RunState;
use Callboard\Tests\Cli\RecordedOutput;

require_once __DIR__ . '/../Cli/RecordedOutput.php';

final class RehearsalsControllerTest extends AdminRestCase {
	public function test_a_rehearsal_is_asked_for_beside_the_sync_and_told_apart(): void {
		$tenant    = $this->tenant_with_shows();
		$route     = "/callboard/v1/tenants/{$tenant->id}/runs";
		$sync      = $this->rest( 'POST', $route )->get_data();
		$rehearsal = $this->rest( 'POST', $route, array( 'rehearsal' => true ) );
		self::assertSame( 201, $rehearsal->get_status() );
		self::assertNotSame( $sync['id'], $rehearsal->get_data()['id'] );
		self::assertEquals( (object) array( 'rehearsal' => true ), (object) (array) $rehearsal->get_data()['options'] );
		self::assertSame( $sync['id'], $this->rest( 'POST', $route, array( 'rehearsal' => false ) )->get_data()['id'] );
		self::assertSame( 400, $this->rest( 'POST', $route, array( 'rehearsal' => 'yes please' ) )->get_status() );
	}

	public function test_the_items_carry_the_diff(): void {
		$run  = $this->rehearsed( $this->tenant_with_shows()->id );
		$item = $this->rest( 'GET', "/callboard/v1/runs/{$run->id}/items" )->get_data()[0];
		self::assertSame( array( array( 'field' => 'title', 'label' => 'Title', 'before' => 'Old', 'after' => 'New' ) ), $item['diff'] );
	}

	public function test_applying_asks_for_a_run_that_approves_it_once(): void {
		$tenant = $this->tenant_with_shows();
		$run    = $this->rehearsed( $tenant->id );
		$first  = $this->rest( 'POST', "/callboard/v1/runs/{$run->id}/apply" );
		self::assertSame( array( 201, $run->id, 'incremental' ), array( $first->get_status(), ( (array) $first->get_data()['options'] )['approves_run'], $first->get_data()['kind'] ) );
		self::assertSame( $first->get_data()['id'], $this->rest( 'POST', "/callboard/v1/runs/{$run->id}/apply" )->get_data()['id'] );
		self::assertSame( 'rehearsal_applied', Plugin::instance()->audit()->page( $tenant->id )[0]->event );
	}

	public function test_what_cannot_be_applied_as_rehearsed_is_refused_in_words(): void {
		$plugin = Plugin::instance();
		$tenant = $this->tenant_with_shows();
		$code   = fn( Run $run ) => $this->rest( 'POST', "/callboard/v1/runs/{$run->id}/apply" )->get_data()['code'];
		self::assertSame( 404, $this->rest( 'POST', '/callboard/v1/runs/99999/apply' )->get_status() );
		self::assertSame( 'run_is_no_rehearsal', $code( $plugin->runs()->enqueue( $tenant->id, Run::INCREMENTAL, 'test' ) ) );
		$open = $plugin->runs()->enqueue( $tenant->id, Run::INCREMENTAL, 'test', null, array( 'rehearsal' => true ) );
		self::assertSame( 'rehearsal_unfinished', $code( $open ) );
		$this->finish( $open );
		self::assertSame( 'rehearsal_empty', $code( $open ) );
		$run     = $this->rehearsed( $tenant->id );
		$mapping = $plugin->mappings()->find( $tenant->id, 'productions' );
		$plugin->mappings()->save( $tenant->id, $mapping->with_owners( array( 'content' => 'wordpress' ) ) );
		$refused = $this->rest( 'POST', "/callboard/v1/runs/{$run->id}/apply" );
		self::assertSame( array( 422, 'mapping_changed_since_rehearsal' ), array( $refused->get_status(), $refused->get_data()['code'] ) );
		self::assertStringContainsString( $mapping->name, $refused->get_data()['message'] );
	}

	public function test_the_command_rehearses_shows_and_applies(): void {
		$plugin  = Plugin::instance();
		$tenant  = $this->tenant_with_shows();
		$output  = new RecordedOutput();
		$command = new RehearseCommand( $output, $plugin->runnable_tenants(), $plugin->runs(), $plugin->run_items(), $plugin->apply_rehearsal(), $plugin->wake() );
		$command( array(), array( 'tenant' => (string) $tenant->id ) );
		self::assertNotNull( $plugin->runs()->open( $tenant->id, Run::INCREMENTAL, array( 'rehearsal' => true ) ) );
		$run = $this->rehearsed( $tenant->id );
		$command( array(), array( 'show' => (string) $run->id ) );
		self::assertSame( array( 'Title', 'Old', 'New' ), array( $output->rows[0]['field'], $output->rows[0]['before'], $output->rows[0]['after'] ) );
		$command( array(), array( 'apply' => (string) $run->id ) );
		self::assertNotNull( $plugin->runs()->open( $tenant->id, Run::INCREMENTAL, array( 'approves_run' => $run->id ) ) );
		$command( array(), array( 'apply' => '99999' ) );
		self::assertCount( 1, $output->failures );
	}

	private function rehearsed( int $tenant_id ): Run {
		$plugin  = Plugin::instance();
		$run     = $plugin->runs()->enqueue( $tenant_id, Run::INCREMENTAL, 'test', null, array( 'rehearsal' => true ) );
		$version = $plugin->mappings()->find( $tenant_id, 'productions' )->version;
		$diff    = array( array( 'field' => 'title', 'label' => 'Title', 'before' => 'Old', 'after' => 'New' ) );
		$plugin->rehearsed()->add_many( $run->id, array( new RehearsedRecord( 0, 'a0E000000000001AAA', 'productions', $version, 'updated', str_repeat( 'a', 64 ), null, null ) ), self::NOW_MS );
		$plugin->run_items()->add_many( $tenant_id, $run->id, array( new RunItem( 0, $run->id, 'productions', 'a0E000000000001AAA', 'updated', 7, 'New', null, self::NOW_MS, null, $diff ) ) );
		return $this->finish( $run );
	}

	private function finish( Run $run ): Run {
		$db = Plugin::instance()->db();
		$db->query( "UPDATE {$db->table( 'run' )} SET state = %s, open_key = NULL, finished_ms = %d WHERE id = %d", array( RunState::SUCCEEDED, self::NOW_MS, $run->id ) );
		return Plugin::instance()->runs()->find( $run->id );
	}
}
