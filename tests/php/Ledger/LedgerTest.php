<?php
declare(strict_types=1);

namespace Callboard\Tests\Ledger;

use Callboard\Database\DatabaseError;
use Callboard\Ledger\Ledger;
use Callboard\Ledger\LedgerEntry;
use Callboard\Ledger\LedgerState;
use Callboard\Plugin;
use Callboard\Tests\CommittingTestCase;

/** @group data */
final class LedgerTest extends CommittingTestCase {
	private Ledger $ledger;

	protected function setUp(): void {
		parent::setUp();
		$this->ledger = Plugin::instance()->ledger();
	}

	public function test_a_new_record_never_takes_the_place_of_the_one_that_has_the_post(): void {
		$this->save( array( $this->entry( 'a0P000000000001AAA', 501 ) ) );
		try {
			$this->save( array( $this->entry( 'a0P000000000002AAA', 501 ) ) );
			self::fail( 'The post is another record’s.' );
		} catch ( DatabaseError $error ) {
			self::assertTrue( $error->is_duplicate() );
			self::assertFalse( $error->is_conflict() );
		}
		self::assertSame( array( 'a0P000000000001AAA' ), $this->records() );
	}

	public function test_a_known_record_never_takes_the_post_of_another(): void {
		$this->save( array( $this->entry( 'a0P000000000001AAA', 501 ), $this->entry( 'a0P000000000002AAA', 502 ) ) );
		$known = $this->ledger->by_external_ids( 7, array( 'a0P000000000002AAA' ) )['a0P000000000002AAA'];
		try {
			$this->save( array( $known->with( array( 'post_id' => 501 ) ) ) );
			self::fail( 'The post is another record’s.' );
		} catch ( DatabaseError $error ) {
			self::assertTrue( $error->is_duplicate() );
		}
		self::assertSame( 501, $this->ledger->by_external_ids( 7, array( 'a0P000000000001AAA' ) )['a0P000000000001AAA']->post_id );
		self::assertSame( 502, $this->ledger->by_external_ids( 7, array( 'a0P000000000002AAA' ) )['a0P000000000002AAA']->post_id );
	}

	public function test_known_and_new_records_are_saved_together(): void {
		$this->save( array( $this->entry( 'a0P000000000001AAA', 501 ) ) );
		$known = $this->ledger->by_external_ids( 7, array( 'a0P000000000001AAA' ), true )['a0P000000000001AAA'];
		$this->save( array( $known->with( array( 'stamp_ms' => 9, 'post_id' => 503, 'base_values' => array( 'title' => 'Ödön' ) ) ), $this->entry( 'a0P000000000002AAA', 502 ) ) );
		$after = $this->ledger->by_external_ids( 7, array( 'a0P000000000001AAA', 'a0P000000000002AAA' ), true );
		self::assertSame( array( $known->id, 9, 503, array( 'title' => 'Ödön' ) ), array( $after['a0P000000000001AAA']->id, $after['a0P000000000001AAA']->stamp_ms, $after['a0P000000000001AAA']->post_id, $after['a0P000000000001AAA']->base_values ) );
		self::assertSame( 502, $after['a0P000000000002AAA']->post_id );
	}

	public function test_a_record_that_somebody_else_wrote_meanwhile_is_found_by_the_second_try(): void {
		$tries = 0;
		$db    = Plugin::instance()->db();
		if ( $db->is_sqlite() ) {
			self::markTestSkipped( 'SQLite has one writer: nobody comes in between.' );
		}
		$db->transaction(
			function () use ( &$tries ): void {
				$found = $this->ledger->by_external_ids( 7, array( 'a0P000000000001AAA' ), true )['a0P000000000001AAA'] ?? null;
				if ( 1 === ++$tries ) {
					$this->another_connection_writes( 'a0P000000000001AAA' );
				}
				$this->ledger->save( array( null === $found ? $this->entry( 'a0P000000000001AAA', 501 ) : $found->with( array( 'stamp_ms' => 77 ) ) ) );
			}
		);
		self::assertSame( 2, $tries );
		$after = $this->ledger->by_external_ids( 7, array( 'a0P000000000001AAA' ) )['a0P000000000001AAA'];
		self::assertSame( array( 77, 601 ), array( $after->stamp_ms, $after->post_id ) );
	}

	private function another_connection_writes( string $external_id ): void {
		$other = new \wpdb( DB_USER, DB_PASSWORD, DB_NAME, DB_HOST );
		$other->insert(
			Plugin::instance()->db()->table( 'ledger' ),
			array(
				'tenant_id'          => 7,
				'destination'        => Ledger::WORDPRESS,
				'sf_id'              => $external_id,
				'mapping_id'         => 'performances',
				'mapping_version'    => 1,
				'state'              => LedgerState::LIVE,
				'post_id'            => 601,
				'stamp_ms'           => 1,
				'read_ms'            => 1,
				'source_fingerprint' => '',
				'values_fingerprint' => '',
				'stored_fingerprint' => '',
				'created_ms'         => 1,
				'updated_ms'         => 1,
			)
		);
		$other->close();
	}

	/** @param list<LedgerEntry> $entries */
	private function save( array $entries ): void {
		Plugin::instance()->db()->transaction( fn() => $this->ledger->save( $entries ) );
	}

	private function entry( string $external_id, int $post_id ): LedgerEntry {
		return new LedgerEntry( 0, 7, Ledger::WORDPRESS, $external_id, 'performances', 1, LedgerState::LIVE, $post_id, null, 5, 5, 's', 'v', 't', null, null, null, 1, 1 );
	}

	/** @return list<string> */
	private function records(): array {
		$db = Plugin::instance()->db();
		return array_map( 'strval', $db->column( "SELECT sf_id FROM {$db->table( 'ledger' )} ORDER BY sf_id" ) );
	}
}
