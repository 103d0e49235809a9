<?php
declare(strict_types=1);

namespace Callboard\Tests\Run;

use Callboard\Plugin;
use Callboard\Run\Watermark;
use Callboard\Run\Watermarks;
use Callboard\Tests\CommittingTestCase;

/**
 * Watermarks move by Salesforce's clock, and no faster than time.
 *
 * @group data
 */
final class WatermarksTest extends CommittingTestCase {
	private const MINUTE = 60 * 1000;
	private const DAY    = 24 * 60 * self::MINUTE;

	private Watermarks $watermarks;

	protected function setUp(): void {
		parent::setUp();
		$this->watermarks = Plugin::instance()->watermarks();
	}

	public function test_a_date_that_runs_ahead_counts_as_the_time_that_has_passed(): void {
		$this->poll( 0 );
		$this->clock->advance( self::MINUTE );
		$this->poll( self::MINUTE + self::DAY );
		self::assertSame( array( self::MINUTE, self::MINUTE ), $this->mark(), 'The sweep of that answer reached no further either.' );
		$this->clock->advance( self::MINUTE );
		$this->poll( 2 * self::MINUTE );
		self::assertSame( array( 2 * self::MINUTE, 2 * self::MINUTE ), $this->mark(), 'The next right Date is taken as it is.' );
	}

	public function test_a_long_run_costs_no_time(): void {
		$this->poll( 0 );
		$began = $this->clock->now_ms();
		$this->clock->advance( 40 * self::MINUTE );
		$this->poll( self::MINUTE, $began );
		$this->clock->advance( self::MINUTE );
		$this->poll( 41 * self::MINUTE );
		self::assertSame( 41 * self::MINUTE, $this->mark()[0] );
	}

	public function test_a_site_whose_clock_was_set_back_loses_a_minute_and_no_more(): void {
		$this->poll( 0 );
		$this->clock->set( self::NOW_MS - self::DAY );
		$this->poll( self::MINUTE );
		$this->clock->advance( self::MINUTE );
		$this->poll( 2 * self::MINUTE );
		self::assertSame( 2 * self::MINUTE, $this->mark()[0] );
		$this->clock->set( self::NOW_MS - 2 * self::DAY );
		$this->poll( 12 * self::MINUTE );
		$this->clock->advance( 7 * self::MINUTE );
		$this->poll( 19 * self::MINUTE );
		self::assertSame( 9 * self::MINUTE, $this->mark()[0], 'What nobody could count is looked at again, and time goes on.' );
	}

	/** Seeded: any distance of the two clocks, any order of right Dates and of Dates that run ahead or lag behind. */
	public function test_no_order_of_wrong_dates_moves_it_ahead_of_the_org(): void {
		mt_srand( 20261125 );
		for ( $plan = 0; $plan < 60; $plan++ ) {
			$this->watermarks->clear( 1, 'm' );
			$org = mt_rand( 100, 200 ) * self::DAY;
			$this->clock->set( mt_rand( 1, 400 ) * self::DAY );
			$this->poll_at( $org );
			for ( $step = 0; $step < 20; $step++ ) {
				$passed = mt_rand( 0, 90 ) * self::MINUTE;
				$org   += $passed;
				$this->clock->advance( $passed );
				$wrong = 0 === mt_rand( 0, 2 ) ? mt_rand( 6, 3000 ) * self::MINUTE * ( 0 === mt_rand( 0, 1 ) ? 1 : -1 ) : 0;
				$this->poll_at( $org + $wrong );
				$at = $this->watermarks->of( 1, array( 'm' ) )[0]->stamp_ms;
				self::assertLessThanOrEqual( $org, $at, "Plan {$plan}, step {$step}: changes would be passed over." );
			}
		}
	}

	public function test_a_date_that_lags_far_behind_is_forgotten_with_the_next_right_one(): void {
		$this->poll( 0 );
		$this->clock->advance( 30 * self::MINUTE );
		$this->poll( 30 * self::MINUTE - self::DAY );
		self::assertSame( 0, $this->mark()[0] );
		$this->clock->advance( self::MINUTE );
		$this->poll( 31 * self::MINUTE );
		self::assertSame( 31 * self::MINUTE, $this->mark()[0] );
	}

	private function poll( int $after_ms, ?int $began_ms = null ): void {
		$at = self::NOW_MS + 3 * self::DAY + $after_ms;
		$this->watermarks->advance( 1, new Watermark( 'm', $at, null, $at ), $began_ms );
	}

	private function poll_at( int $ms ): void {
		$this->watermarks->advance( 1, new Watermark( 'm', $ms, null, $ms ) );
	}

	/** @return array{0: int, 1: int} Since the first poll. */
	private function mark(): array {
		$mark  = $this->watermarks->of( 1, array( 'm' ) )[0];
		$first = self::NOW_MS + 3 * self::DAY;
		return array( (int) $mark->stamp_ms - $first, (int) $mark->swept_ms - $first );
	}
}
