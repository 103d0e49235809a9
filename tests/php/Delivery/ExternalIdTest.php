<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

use Callboard\Delivery\ExternalId;

/** 15 and 18 characters are one id, wherever it enters. */
final class ExternalIdTest extends SeasonCase {
	private const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

	public function test_short_and_long_are_one_and_capitals_keep_two_apart_for_a_reader_blind_to_case(): void {
		mt_srand( 20261125 );
		for ( $n = 0; $n < 2000; $n++ ) {
			$short = '';
			for ( $i = 0; $i < 15; $i++ ) {
				$short .= self::LETTERS[ mt_rand( 0, 61 ) ];
			}
			$long = (string) ExternalId::of_18( $short );
			self::assertMatchesRegularExpression( '/^[A-Za-z0-9]{15}[A-Z0-5]{3}$/', $long );
			self::assertSame( $short, substr( $long, 0, 15 ) );
			self::assertSame( $long, ExternalId::of_18( $long ) );
			$at    = mt_rand( 0, 14 );
			$other = ctype_lower( $short[ $at ] ) ? strtoupper( $short[ $at ] ) : strtolower( $short[ $at ] );
			if ( $other !== $short[ $at ] ) {
				self::assertNotSame( strtolower( $long ), strtolower( (string) ExternalId::of_18( substr_replace( $short, $other, $at, 1 ) ) ) );
			}
		}
	}

	public function test_it_agrees_with_ids_of_real_orgs(): void {
		foreach ( array( '001D000000K0fXOIAZ', '003RO0000035WQgYAM' ) as $id ) {
			self::assertSame( $id, ExternalId::of_18( substr( $id, 0, 15 ) ) );
		}
		foreach ( array( '', '001D000000K0fX', '001D000000K0fXOIA', '001D000000K0fXOIAZZ', "001D000000K0fXO\n", "001D000000K0fXOIAZ\n", '001D000000K0f-O' ) as $wrong ) {
			self::assertNull( ExternalId::of_18( $wrong ) );
		}
	}

	public function test_a_performance_finds_its_production_by_the_short_id(): void {
		$production = self::draft( '001D000000K0fXOIAZ', array( 'title' => 'Hamlet' ), 1000, 5000 );
		$this->deliver( 'productions', array( $production ) );
		$performance = $this->performance( 1, 1, array( 'parent' => '001D000000K0fXO' ) );
		self::assertSame( array( 'created' ), self::words( $this->deliver( 'performances', array( $performance ) ) ) );
		self::assertSame( $this->post_of( $production ), (int) get_post( (int) $this->post_of( $performance ) )->post_parent );
		self::assertSame( '001D000000K0fXOIAZ', $this->plugin->ledger()->by_post( (int) $this->post_of( $performance ) )->parent_external_id );
	}

	public function test_a_performance_that_came_first_waits_under_the_long_id_and_is_woken(): void {
		$performance = $this->performance( 1, 1, array( 'parent' => '001D000000K0fXO' ) );
		self::assertSame( array( 'waiting' ), self::words( $this->deliver( 'performances', array( $performance ) ) ) );
		$db = $this->plugin->db();
		self::assertSame( array( '001D000000K0fXOIAZ' ), $db->column( "SELECT parent_sf_id FROM {$db->table( 'inbox' )}" ) );
	}
}
