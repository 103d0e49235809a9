<?php
declare(strict_types=1);

namespace Callboard\Tests\Rest;

use Callboard\Plugin;
use Callboard\Run\BackfillTimes;
use Callboard\Run\Run;

final class TimetableControllerTest extends AdminRestCase {
	protected function setUp(): void {
		parent::setUp();
		delete_option( BackfillTimes::OPTION );
		update_option( 'timezone_string', 'Europe/Vienna' );
	}

	public function test_the_default_is_shown_with_its_next_time_by_the_clock_of_the_site(): void {
		$tenant = $this->tenant_with_shows();
		$answer = $this->rest( 'GET', self::route( $tenant->id ) );
		self::assertSame( 200, $answer->get_status(), (string) wp_json_encode( $answer->get_data() ) );
		self::assertSame( array( 'weekly', 'weekly', null, null, 'Europe/Vienna' ), array( $answer->get_data()['every'], $answer->get_data()['default'], $answer->get_data()['last_run_id'], $answer->get_data()['last_ms'], $answer->get_data()['timezone'] ) );
		self::assertSame( '2026-11-23 04:00 Mon', self::local( $answer->get_data()['next_ms'] ) );
	}

	public function test_a_choice_is_of_one_tenant_alone_and_logged(): void {
		$tenant = $this->tenant_with_shows();
		$other  = $this->connected_tenant( 'Hillside Opera' );
		self::assertSame( '2026-11-23 04:00 Mon', self::local( $this->choose( $tenant->id, 'nightly' )->get_data()['next_ms'] ) );
		$this->clock->set( self::NOW_MS + 24 * 3600 * 1000 );
		$run = Plugin::instance()->runs()->enqueue( $tenant->id, Run::BACKFILL, 'schedule' );
		$now = $this->rest( 'GET', self::route( $tenant->id ) )->get_data();
		self::assertSame( array( $run->id, $run->created_ms, '2026-11-24 04:00 Tue' ), array( $now['last_run_id'], $now['last_ms'], self::local( $now['next_ms'] ) ) );
		self::assertNull( $this->choose( $tenant->id, 'off' )->get_data()['next_ms'] );
		self::assertSame( 'weekly', $this->rest( 'GET', self::route( $other->id ) )->get_data()['every'] );
		self::assertSame( array( 'timetable_chosen', array( 'every' => 'off' ) ), array( Plugin::instance()->audit()->page( $tenant->id )[0]->event, Plugin::instance()->audit()->page( $tenant->id )[0]->data ) );
	}

	public function test_one_that_is_due_comes_now_and_the_hour_survives_a_change_of_clocks(): void {
		$tenant = $this->tenant_with_shows();
		$this->choose( $tenant->id, 'nightly' );
		$this->clock->set( self::NOW_MS + 24 * 3600 * 1000 );
		self::assertSame( self::NOW_MS + 24 * 3600 * 1000, $this->rest( 'GET', self::route( $tenant->id ) )->get_data()['next_ms'], 'The night went by without one.' );
		// The clocks went forward on 28 March 2027, at two: the night after has the same hour.
		$saturday = ( new \DateTimeImmutable( '2027-03-27 05:00', wp_timezone() ) )->getTimestamp() * 1000;
		$this->clock->set( $saturday );
		Plugin::instance()->runs()->enqueue( $tenant->id, Run::BACKFILL, 'schedule' );
		self::assertSame( '2027-03-28 04:00 Sun', self::local( $this->rest( 'GET', self::route( $tenant->id ) )->get_data()['next_ms'] ) );
	}

	public function test_what_is_no_choice_is_refused(): void {
		$tenant = $this->tenant_with_shows();
		self::assertSame( array( 400, 400, 404 ), array( $this->choose( $tenant->id, 'hourly' )->get_status(), $this->rest( 'PUT', self::route( $tenant->id ), array() )->get_status(), $this->choose( 999, 'off' )->get_status() ) );
		self::assertSame( 'weekly', $this->rest( 'GET', self::route( $tenant->id ) )->get_data()['every'] );
	}

	private function choose( int $tenant_id, string $every ): \WP_REST_Response {
		return $this->rest( 'PUT', self::route( $tenant_id ), array( 'every' => $every ) );
	}

	private static function route( int $tenant_id ): string {
		return "/callboard/v1/tenants/{$tenant_id}/timetable";
	}

	private static function local( int $ms ): string {
		return (string) wp_date( 'Y-m-d H:i D', intdiv( $ms, 1000 ) );
	}
}
