<?php
declare(strict_types=1);

namespace Callboard\Tests\Usage;

use Callboard\Failure\Failure;
use Callboard\Plugin;
use Callboard\Salesforce\Files;
use Callboard\Tests\Rest\AdminRestCase;
use Callboard\Tests\Rest\FakeOrg;
use Callboard\Usage\BudgetSettings;

/** Calls that PHP makes itself: of the same budget and in the same log as the worker's. */
final class CallsOfSiteTest extends AdminRestCase {
	protected function tearDown(): void {
		delete_option( BudgetSettings::OPTION );
		parent::tearDown();
	}

	public function test_a_test_of_the_connection_is_counted_and_hears_what_the_org_counts(): void {
		$this->org->headers = array( 'sforce-limit-info' => 'api-usage=18/100000' );
		$tenant_id          = $this->connected_tenant()->id;
		self::assertTrue( $this->test_connection( $tenant_id )['ok'] );
		self::assertSame( 4, $this->calls_made() );
		self::assertSame( 4, self::counted( $tenant_id ) );
		self::assertSame( array( 18, 100000 ), array_slice( array_values( (array) Plugin::instance()->api_usage()->org( FakeOrg::ORG_ID ) ), 0, 2 ) );
		self::assertSame( 0, Plugin::instance()->failed_calls()->count( $tenant_id ) );
	}

	public function test_choosing_a_preset_is_counted(): void {
		$tenant_id = $this->tenant_with_shows()->id;
		self::assertGreaterThan( 0, $this->calls_made() );
		self::assertSame( $this->calls_made(), self::counted( $tenant_id ) );
	}

	public function test_what_a_person_asks_for_goes_into_the_reserve_and_what_nobody_asked_for_does_not(): void {
		$this->org->headers = array( 'sforce-limit-info' => 'api-usage=95000/100000' );
		$tenant_id          = $this->connected_tenant()->id;
		self::assertTrue( $this->test_connection( $tenant_id )['ok'] );
		self::assertTrue( $this->test_connection( $tenant_id )['ok'], 'The org has said by now that the reserve has begun.' );
		self::assertSame( 8, self::counted( $tenant_id ) );
		$this->assert_spent( 'org', $tenant_id );

		Plugin::instance()->api_usage()->saw_org( FakeOrg::ORG_ID, 10, 100000, Plugin::instance()->clock()->now_ms() );
		$this->org->headers = array();
		( new BudgetSettings( 20, 10000, 5 ) )->save();
		self::assertTrue( $this->test_connection( $tenant_id )['ok'] );
		self::assertSame( 12, self::counted( $tenant_id ) );
		$this->assert_spent( 'day', $tenant_id );
	}

	public function test_each_refused_call_stands_in_the_log_with_its_attempt_and_without_a_secret(): void {
		$tenant_id = $this->connected_tenant()->id;
		$tries     = array(
			array( 401, '[{"errorCode":"INVALID_SESSION_ID","message":"Session expired or invalid: 00D5g000004XyZz!AQEAQTOPSECRETTOKEN"}]' ),
			array( 400, '[{"errorCode":"QUERY_TIMEOUT","message":"Your query took too long: WHERE Name = \'Ada Lovelace\' for ada@harbour.example"}]' ),
		);
		$this->answer_queries( $tries );
		self::assertSame( 'salesforce_busy', $this->test_connection( $tenant_id )['failure']['code'] );
		self::assertSame( array(), $tries );

		$calls = Plugin::instance()->failed_calls()->page( $tenant_id );
		self::assertSame( array( 2, 1 ), array_column( $calls, 'attempt' ) );
		self::assertSame( array( 'salesforce_busy', 'salesforce_session_rejected' ), array_column( $calls, 'code' ) );
		self::assertSame( array( 'transient', 'auth' ), array_column( $calls, 'kind' ) );
		self::assertSame( array( 400, 401 ), array_column( $calls, 'status' ) );
		self::assertSame( array( 0, 'GET', '/services/data/v66.0/query' ), array( $calls[0]['run_id'], $calls[0]['method'], $calls[0]['endpoint'] ) );
		self::assertSame( '?q=SELECT Id, Name, OrganizationType, IsSandbox FROM Organization', $calls[0]['request'] );
		self::assertSame( "QUERY_TIMEOUT: Your query took too long: WHERE Name = '…' for [e-mail]", $calls[0]['answer'] );
		self::assertStringNotContainsString( 'TOPSECRET', (string) wp_json_encode( $calls ) );
		self::assertSame( 3, self::counted( $tenant_id ), 'Versions, and the query twice.' );

		$page = $this->rest( 'GET', "/callboard/v1/tenants/{$tenant_id}/calls-failed" );
		self::assertSame( array( 200, '2' ), array( $page->get_status(), $page->get_headers()['X-WP-Total'] ) );
	}

	public function test_a_call_without_an_answer_is_counted_and_logged(): void {
		$tenant_id = $this->connected_tenant()->id;
		$this->org->answers['/services/data/v66.0/query'] = array( 0, new \WP_Error( 'http_request_failed', 'cURL error 28' ) );
		self::assertFalse( $this->test_connection( $tenant_id )['ok'] );
		$calls = Plugin::instance()->failed_calls()->page( $tenant_id );
		self::assertSame( array( array( 0, 'salesforce_unreachable', 1 ) ), array_map( static fn( array $call ) => array( $call['status'], $call['code'], $call['attempt'] ), $calls ) );
		self::assertSame( 2, self::counted( $tenant_id ) );
	}

	/** @param list<array{0: int, 1: string}> $tries Emptied as the org answers. */
	private function answer_queries( array &$tries ): void {
		add_filter(
			'pre_http_request',
			static function ( $answer, array $arguments, string $url ) use ( &$tries ) {
				$next = str_contains( $url, '/query' ) ? array_shift( $tries ) : null;
				return null === $next ? $answer : array( 'headers' => array(), 'body' => $next[1], 'response' => array( 'code' => $next[0], 'message' => '' ), 'cookies' => array(), 'filename' => null );
			},
			20,
			3
		);
	}

	private function assert_spent( string $scope, int $tenant_id ): void {
		$made = $this->calls_made();
		try {
			( new Files( Plugin::instance()->salesforce_tokens(), Plugin::instance()->calls_of_site() ) )->versions( $tenant_id, array( '0695g0000DocumentA' ) );
			self::fail( 'A picture went into the reserve.' );
		} catch ( Failure $failure ) {
			self::assertSame( array( 'api_budget_spent', $scope ), array( $failure->code_name, $failure->details['scope'] ) );
		}
		self::assertSame( $made, $this->calls_made() );
		self::assertSame( 0, Plugin::instance()->failed_calls()->count( $tenant_id ), 'A call that was not made did not fail.' );
	}

	private function calls_made(): int {
		return count( array_filter( $this->org->asked, static fn( string $path ) => str_starts_with( $path, '/services/data' ) ) );
	}

	private static function counted( int $tenant_id ): int {
		return array_sum( Plugin::instance()->api_usage()->hours( $tenant_id, Plugin::instance()->clock()->now_ms() ) );
	}

	/** @return array<string, mixed> */
	private function test_connection( int $tenant_id ): array {
		return $this->rest( 'POST', "/callboard/v1/tenants/{$tenant_id}/connection/test" )->get_data();
	}
}
