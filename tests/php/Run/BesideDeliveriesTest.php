<?php
declare(strict_types=1);

namespace Callboard\Tests\Run;

use Callboard\Delivery\EffectQueue;
use Callboard\Run\Lease;
use Callboard\Tests\Delivery\SeasonCase;

/** What one tenant's open transaction holds, no other tenant waits for. */
final class BesideDeliveriesTest extends SeasonCase {
	private ?\wpdb $delivery = null;

	protected function setUp(): void {
		parent::setUp();
		if ( $this->plugin->db()->is_sqlite() ) {
			self::markTestSkipped( 'SQLite has one writer: nobody writes beside another.' );
		}
		$this->plugin->db()->query( 'SET SESSION innodb_lock_wait_timeout = 1' );
		$this->delivery = new \wpdb( DB_USER, DB_PASSWORD, DB_NAME, DB_HOST );
		$this->delivery->query( 'START TRANSACTION' );
		$this->delivery->get_results( "SELECT * FROM {$this->plugin->db()->table( 'run' )} WHERE id = {$this->lease->run->id} FOR UPDATE" );
	}

	protected function tearDown(): void {
		$this->delivery?->query( 'ROLLBACK' );
		$this->delivery?->close();
		if ( ! $this->plugin->db()->is_sqlite() ) {
			$this->plugin->db()->query( 'SET SESSION innodb_lock_wait_timeout = DEFAULT' );
		}
		parent::tearDown();
	}

	public function test_a_claim_does_not_wait_for_the_delivery_of_another_tenant(): void {
		$other = $this->new_tenant( 'Other' );
		$this->plugin->runs()->enqueue( $other, 'incremental', 'test' );
		$lease = $this->plugin->leases()->claim( 'worker-2', array( $this->tenant_id, $other ) );
		self::assertInstanceOf( Lease::class, $lease );
		self::assertSame( $other, $lease->run->tenant_id );
	}

	public function test_work_after_a_commit_does_not_wait_for_the_rows_another_tenants_delivery_adds(): void {
		$other = $this->new_tenant( 'Other' );
		$table = $this->plugin->db()->table( 'effects' );
		$row   = fn( int $tenant_id ) => array( 'tenant_id' => $tenant_id, 'run_id' => 1, 'kind' => EffectQueue::NEWS, 'payload' => '{}', 'next_ms' => 1, 'created_ms' => 1 );
		$this->delivery->insert( $table, $row( $this->tenant_id ) );
		$this->plugin->db()->wpdb()->insert( $table, $row( $other ) );
		self::assertSame( $other, $this->plugin->effect_queue()->claim_of( $other, self::NOW_MS )?->tenant_id );
		self::assertNull( $this->plugin->effect_queue()->claim_in_turn( self::NOW_MS ) );
	}
}
