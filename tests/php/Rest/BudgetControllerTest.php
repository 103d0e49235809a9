<?php
declare(strict_types=1);

namespace Callboard\Tests\Rest;

use Callboard\Plugin;
use Callboard\Usage\BudgetSettings;

final class BudgetControllerTest extends AdminRestCase {
	protected function setUp(): void {
		parent::setUp();
		delete_option( BudgetSettings::OPTION );
	}

	protected function tearDown(): void {
		delete_option( BudgetSettings::OPTION );
		parent::tearDown();
	}

	public function test_it_tells_the_limits_and_who_made_the_calls_of_the_last_day(): void {
		$tenant = $this->connected_tenant();
		$other  = $this->connected_tenant( 'Hillside Opera' );
		$usage  = Plugin::instance()->api_usage();
		$usage->add( $tenant->id, 30, self::NOW_MS );
		$usage->add( $tenant->id, 4, self::NOW_MS, true );
		$usage->add( $tenant->id, 2, self::NOW_MS - 5 * 3600 * 1000, true );
		$usage->add( $tenant->id, 1000, self::NOW_MS - 26 * 3600 * 1000 );
		$usage->add( $other->id, 500, self::NOW_MS );
		$answer = $this->rest( 'GET', self::route( $tenant->id ) );
		self::assertSame( 200, $answer->get_status(), (string) wp_json_encode( $answer->get_data() ) );
		$usual = array( 'reserve_percent' => 20, 'calls_per_run' => 10000, 'calls_per_day' => null );
		self::assertSame( $usual + array( 'default' => $usual, 'used' => array( 'worker' => 30, 'site' => 6 ), 'org' => null, 'spent' => null ), $answer->get_data() );
	}

	public function test_a_call_that_this_site_makes_is_the_sites(): void {
		$tenant = $this->connected_tenant();
		self::assertSame( 200, $this->rest( 'POST', "/callboard/v1/tenants/{$tenant->id}/connection/test" )->get_status() );
		$used = $this->rest( 'GET', self::route( $tenant->id ) )->get_data()['used'];
		self::assertSame( 0, $used['worker'] );
		self::assertGreaterThan( 0, $used['site'] );
	}

	public function test_what_is_chosen_holds_for_the_site_and_is_logged(): void {
		$tenant = $this->connected_tenant();
		$wanted = array( 'reserve_percent' => 35, 'calls_per_run' => 500, 'calls_per_day' => 4000 );
		self::assertSame( $wanted, array_intersect_key( $this->save( $tenant->id, $wanted )->get_data(), $wanted ) );
		self::assertSame( $wanted, BudgetSettings::read()->to_array() );
		$entry = Plugin::instance()->audit()->page( null )[0];
		self::assertSame( array( 'budget_saved', $wanted, get_current_user_id() ), array( $entry->event, $entry->data, $entry->user_id ) );
		self::assertNull( $this->save( $tenant->id, array( 'calls_per_day' => null ) + $wanted )->get_data()['calls_per_day'] );
	}

	public function test_it_says_what_holds_the_next_run_back_and_until_when(): void {
		$tenant = $this->connected_tenant();
		self::assertSame( 200, $this->rest( 'POST', "/callboard/v1/tenants/{$tenant->id}/connection/test" )->get_status(), 'From now on the org is known.' );
		$usage = Plugin::instance()->api_usage();
		$usage->add( $tenant->id, 41, self::NOW_MS );
		$this->save( $tenant->id, array( 'reserve_percent' => 20, 'calls_per_run' => 100, 'calls_per_day' => 40 ) );
		$spent = $this->rest( 'GET', self::route( $tenant->id ) )->get_data()['spent'];
		self::assertSame( 'day', $spent['scope'] );
		self::assertGreaterThan( self::NOW_MS, $spent['resume_ms'] );
		$usage->saw_org( FakeOrg::ORG_ID, 81000, 100000, self::NOW_MS );
		$this->save( $tenant->id, array( 'reserve_percent' => 20, 'calls_per_run' => 100, 'calls_per_day' => null ) );
		$now = $this->rest( 'GET', self::route( $tenant->id ) )->get_data();
		self::assertSame( array( array( 'used' => 81000, 'limit' => 100000, 'seen_ms' => self::NOW_MS ), 'org' ), array( $now['org'], $now['spent']['scope'] ) );
		self::assertNull( $this->save( $tenant->id, array( 'reserve_percent' => 10, 'calls_per_run' => 100, 'calls_per_day' => null ) )->get_data()['spent'] );
	}

	/** @dataProvider nonsense */
	public function test_what_is_no_budget_is_refused_and_changes_nothing( array $change ): void {
		$tenant = $this->connected_tenant();
		$good   = array( 'reserve_percent' => 20, 'calls_per_run' => 100, 'calls_per_day' => null );
		self::assertSame( 400, $this->save( $tenant->id, $change + $good )->get_status() );
		self::assertSame( 404, $this->save( 999, $good )->get_status() );
		self::assertFalse( get_option( BudgetSettings::OPTION ) );
	}

	/** @return array<string, array{0: array<string, mixed>}> */
	public static function nonsense(): array {
		return array(
			'all of it kept back' => array( array( 'reserve_percent' => 96 ) ),
			'less than nothing'   => array( array( 'reserve_percent' => -1 ) ),
			'too few for a run'   => array( array( 'calls_per_run' => 19 ) ),
			'none a day'          => array( array( 'calls_per_day' => 0 ) ),
			'words'               => array( array( 'calls_per_day' => 'many' ) ),
			'something else'      => array( array( 'unknown' => 1 ) ),
		);
	}

	/** @param array<string, mixed> $body */
	private function save( int $tenant_id, array $body ): \WP_REST_Response {
		return $this->rest( 'PUT', self::route( $tenant_id ), $body );
	}

	private static function route( int $tenant_id ): string {
		return "/callboard/v1/tenants/{$tenant_id}/budget";
	}
}
