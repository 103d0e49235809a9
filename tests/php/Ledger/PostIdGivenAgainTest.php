<?php
declare(strict_types=1);

namespace Callboard\Tests\Ledger;

use Callboard\Delivery\Outcome;
use Callboard\Ledger\Ledger;
use Callboard\Ledger\LedgerEntry;
use Callboard\Ledger\LedgerState;
use Callboard\Tests\Delivery\SeasonCase;

require_once dirname( __DIR__ ) . '/Delivery/SeasonCase.php';

/** @group data */
final class PostIdGivenAgainTest extends SeasonCase {
	/** A database that was restarted may give an id out again whose post was deleted behind WordPress's back. */
	public function test_it_costs_the_record_that_had_it_nothing_and_nobody_hears_of_a_listing_that_is_not_his(): void {
		$last = (int) wp_insert_post( array( 'post_title' => 'The last one' ) );
		foreach ( range( 1, 6 ) as $ahead ) {
			$this->plugin->ledger()->save( array( $this->entry( 100 + $ahead, $last + $ahead ) ) );
		}
		$before = $this->posts();
		ini_set( 'error_log', '/dev/null' );
		$outcomes = $this->deliver( 'productions', array( $this->production( 1 ), $this->production( 2 ), $this->production( 3 ) ) );
		ini_restore( 'error_log' );
		$words = self::words( $outcomes );
		self::assertSame( array(), array_diff( $words, array( Outcome::CREATED, Outcome::REJECTED ) ), (string) wp_json_encode( $words ) );
		self::assertSame( $before, array_intersect_key( $this->posts(), $before ) );
		$created = array_diff_key( $this->posts(), $before );
		self::assertCount( count( array_keys( $words, Outcome::CREATED, true ) ), $created );
		self::assertSame( array(), array_intersect( $created, $before ) );
	}

	private function entry( int $number, int $post_id ): LedgerEntry {
		return new LedgerEntry( 0, $this->tenant_id, Ledger::WORDPRESS, self::id( 'a0E', $number ), 'productions', 1, LedgerState::LIVE, $post_id, null, 1, 1, 'f', 'f', 'f', null, null, null, 1, 1 );
	}

	/** @return array<string, int> Record → post. */
	private function posts(): array {
		return array_map( 'intval', array_column( $this->plugin->db()->rows( "SELECT sf_id, post_id FROM {$this->plugin->db()->table( 'ledger' )} ORDER BY sf_id" ), 'post_id', 'sf_id' ) );
	}
}
