<?php
declare(strict_types=1);

namespace Callboard\Tests\Cron;

use Callboard\Brake\BrakeRow;
use Callboard\Cron\Minute;
use Callboard\Cron\WithoutCron;
use Callboard\Delivery\Withdrawal;
use Callboard\Ledger\Inbox;
use Callboard\Tests\Delivery\SeasonCase;
use Callboard\Worker\WorkerInfo;

require_once dirname( __DIR__ ) . '/Delivery/SeasonCase.php';

/**
 * WP-Cron does not come: what it would do is done by claims that find nothing else.
 *
 * @group data
 */
final class WithoutCronTest extends SeasonCase {
	private const MINUTE = 60 * 1000;

	protected function setUp(): void {
		parent::setUp();
		update_option( Minute::OPTION, $this->clock->now_ms() - 2 * self::MINUTE, false );
		delete_option( WithoutCron::OPTION );
	}

	public function test_an_idle_claim_prunes_looks_for_drift_and_finishes_what_was_approved(): void {
		$this->deliver( 'productions', array_map( fn( int $number ) => $this->production( $number ), range( 1, 30 ) ) );
		$this->deliver( 'productions', array(), array_map( static fn( int $number ) => new Withdrawal( self::id( 'a0E', $number ), 2000, 6000, Withdrawal::DELETED ), range( 1, 12 ) ) );
		$brake = $this->plugin->brakes()->standing( $this->tenant_id )[0];
		$this->plugin->brakes()->move( $brake, BrakeRow::APPROVED, null, $this->clock->now_ms() );
		$this->write_by_raw_sql( 30 );
		$this->spend_an_old_nonce();

		$this->claim_nothing();

		self::assertSame( BrakeRow::SETTLED, $this->plugin->brakes()->find( $brake->id )?->state );
		self::assertSame( array( Inbox::DRIFT ), $this->reasons() );
		self::assertSame( 0, $this->nonces() );
	}

	public function test_not_where_wp_cron_comes_and_not_within_ten_minutes(): void {
		update_option( Minute::OPTION, $this->clock->now_ms() - 2 * self::MINUTE + 1, false );
		$this->spend_an_old_nonce();
		$this->claim_nothing();
		self::assertSame( 1, $this->nonces(), 'WP-Cron was here a moment ago.' );

		$this->clock->advance( 1 );
		$this->claim_nothing();
		self::assertSame( 0, $this->nonces() );

		$this->spend_an_old_nonce();
		$this->clock->advance( 10 * self::MINUTE - 1 );
		$this->claim_nothing();
		self::assertSame( 1, $this->nonces(), 'Ten minutes are not over.' );
		$this->clock->advance( 1 );
		$this->claim_nothing();
		self::assertSame( 0, $this->nonces() );
	}

	public function test_any_other_idle_claim_asks_nothing_about_posts(): void {
		global $wpdb;
		$this->deliver( 'productions', array( $this->production( 1 ) ) );
		$this->claim_nothing();
		wp_cache_flush();
		$queries = $this->queries_of( fn() => $this->claim_nothing() );
		self::assertSame( array(), array_values( preg_grep( "/\\b(?:{$wpdb->posts}|{$wpdb->postmeta})\\b/", $queries ) ) );
		self::assertCount( 1, preg_grep( '/callboard_last_/', $queries ) );
	}

	public function test_it_ends_in_time_and_begins_with_another_tenant_the_next_time(): void {
		$ids = array( $this->tenant_id, $this->new_tenant( 'Second House' ), $this->new_tenant( 'Third House' ) );
		$looked = array();
		$slow   = function ( string $query ) use ( &$looked ): string {
			if ( 1 === preg_match( "/SELECT value .* 'drift:(\\d+)'/", $query, $found ) ) {
				$looked[] = (int) $found[1];
				$this->clock->advance( 1000 );
			}
			return $query;
		};
		add_filter( 'query', $slow );
		$this->claim_nothing();
		$this->clock->advance( 10 * self::MINUTE );
		$this->claim_nothing();
		remove_filter( 'query', $slow );
		self::assertCount( 4, $looked, 'Two seconds are over after two of three.' );
		self::assertSame( $ids, array_values( array_intersect( $ids, $looked ) ) );
	}

	private function claim_nothing(): void {
		self::assertNull( $this->plugin->claim_work()->run( new WorkerInfo( 'w-1', '0.1.0', '20.20.0', 'pull' ), 'key' )['run'] );
	}

	private function spend_an_old_nonce(): void {
		$this->plugin->nonces()->spend( bin2hex( random_bytes( 16 ) ), $this->clock->now_ms() - 60 * self::MINUTE );
	}

	private function nonces(): int {
		return (int) $this->plugin->db()->value( "SELECT COUNT(*) FROM {$this->plugin->db()->table( 'nonce' )}" );
	}

	private function write_by_raw_sql( int $number ): void {
		global $wpdb;
		$wpdb->query( "UPDATE {$wpdb->posts} SET post_title = 'By raw SQL' WHERE ID = " . (int) $this->post_of( $this->production( $number ) ) );
	}

	/** @return list<string> */
	private function reasons(): array {
		return $this->plugin->db()->column( "SELECT reason FROM {$this->plugin->db()->table( 'inbox' )} WHERE tenant_id = %d", array( $this->tenant_id ) );
	}
}
