<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

use Callboard\Delivery\Withdrawal;

/**
 * Promise 10: killed before any query of a delivery, then delivered again: the same end state, no twin.
 *
 * @group data
 */
final class KilledTest extends SeasonCase {
	public function test_killed_before_any_query_and_delivered_again_it_ends_the_same(): void {
		$expected = $this->story( null, 0 );
		$queries  = $expected['queries'];
		self::assertGreaterThan( 30, $queries );
		// Every boundary on MariaDB; on SQLite, where a query costs more, every fourth.
		for ( $kill_at = 1; $kill_at <= $queries; $kill_at += $this->is_sqlite() ? 4 : 1 ) {
			$this->undo();
			$this->begin();
			wp_cache_flush();
			$this->tenant_id = $this->new_tenant( 'Royal House' );
			$this->lease     = $this->claim( $this->tenant_id );
			self::assertSame( $expected['state'], $this->story( $kill_at, $kill_at )['state'], "killed before query $kill_at" );
		}
	}

	/** @return array{queries: int, state: array<mixed>} */
	private function story( ?int $kill_at, int $number ): array {
		$this->deliver( 'productions', array( $this->production( 1 ), $this->production( 3 ) ) );
		$this->deliver( 'performances', array( $this->performance( 1, 1 ) ) );
		$delivery = $this->delivery(
			'performances',
			array( $this->performance( 1, 1, array( 'title' => 'New title', 'taxonomy:venue' => 'Studio' ), 2000, 6000 ), $this->performance( 2, 1 ), $this->performance( 3, 2 ) ),
			array( new Withdrawal( self::id( 'a0P', 9 ), 2000, 6000, 'deleted' ) )
		);
		$count  = 0;
		$killer = static function ( string $query ) use ( &$count, $kill_at ): string {
			++$count;
			return null !== $kill_at && $count >= $kill_at ? throw new Killed() : $query;
		};
		add_filter( 'query', $killer );
		try {
			$this->plugin->apply_delivery()->run( $this->tenant_id, $delivery );
			$this->plugin->effects()->drain( PHP_INT_MAX );
		} catch ( Killed ) {
			self::assertGreaterThanOrEqual( $kill_at, $count ); // The roll-back counts too.
		} finally {
			remove_filter( 'query', $killer );
		}
		$GLOBALS['wpdb']->query( 'ROLLBACK' ); // The connection of a killed process is closed.
		wp_cache_flush();
		$this->plugin = new \Callboard\Plugin();
		$this->plugin->apply_delivery()->run( $this->tenant_id, $delivery );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		$this->clock->advance( 180000 );
		$this->plugin->effects()->drain( PHP_INT_MAX );
		return array(
			'queries' => $count,
			'state'   => $this->state(),
		);
	}

	/** @return array<mixed> */
	private function state(): array {
		global $wpdb;
		$ledger = $wpdb->prefix . 'callboard_ledger';
		return array(
			$wpdb->get_results( "SELECT l.sf_id, l.state, l.stamp_ms, p.post_title, p.post_status, p.post_name FROM $ledger l LEFT JOIN {$wpdb->posts} p ON p.ID = l.post_id ORDER BY l.sf_id", ARRAY_A ),
			$wpdb->get_col( "SELECT post_title FROM {$wpdb->posts} WHERE post_type IN ('event', 'performance') ORDER BY post_title" ),
			$wpdb->get_results( "SELECT t.name, tt.count FROM {$wpdb->terms} t INNER JOIN {$wpdb->term_taxonomy} tt ON tt.term_id = t.term_id WHERE tt.taxonomy = 'venue' ORDER BY t.name", ARRAY_A ),
			array_map( static fn( array $row ) => array( $row['title'], $row['venue'] ), $this->listing() ),
			$this->plugin->runs()->find( $this->lease->run->id )->counts,
			$this->plugin->run_items()->count( $this->lease->run->id ),
			$this->plugin->effect_queue()->count(),
		);
	}
}
