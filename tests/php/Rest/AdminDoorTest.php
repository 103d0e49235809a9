<?php
declare(strict_types=1);

namespace Callboard\Tests\Rest;

use Callboard\Plugin;

/** What holds for every route of the admin door, those added later too: they are read from the server. */
final class AdminDoorTest extends AdminRestCase {
	public function test_nobody_but_an_administrator_passes_any_route(): void {
		$routes = $this->admin_routes();
		self::assertGreaterThanOrEqual( 18, count( $routes ) );
		foreach ( array( 'subscriber' => 403, 'editor' => 403, '' => 401 ) as $role => $status ) {
			'' === $role ? wp_set_current_user( 0 ) : $this->act_as( $role );
			foreach ( $routes as list( $method, $route ) ) {
				self::assertSame( $status, $this->rest( $method, $route, array() )->get_status(), "{$role}: {$method} {$route}" );
			}
		}
	}

	public function test_an_editor_given_the_capability_by_the_site_passes(): void {
		add_filter( 'map_meta_cap', static fn( array $caps, string $cap ) => 'callboard_manage' === $cap ? array( 'edit_others_posts' ) : $caps, 20, 2 );
		$this->act_as( 'editor' );
		self::assertSame( 200, $this->rest( 'GET', '/callboard/v1/tenants' )->get_status() );
	}

	public function test_no_answer_of_any_route_carries_a_secret(): void {
		$tenant = $this->tenant_with_shows();
		$this->rest( 'POST', "/callboard/v1/tenants/{$tenant->id}/runs" );
		$key     = Plugin::instance()->worker_keys()->create( 'worker', null );
		$secrets = array(
			trim( (string) Plugin::instance()->secrets()->get( $tenant->id, 'private_key' ) ),
			(string) Plugin::instance()->secrets()->get( $tenant->id, 'access_token' ),
			(string) Plugin::instance()->secrets()->get( 0, "worker_key:{$key->key->key_id}" ),
		);
		self::assertNotContains( '', $secrets );
		foreach ( $this->admin_routes( $tenant->id ) as list( $method, $route ) ) {
			$answer = (string) wp_json_encode( $this->rest( $method, $route, array() )->get_data(), JSON_UNESCAPED_SLASHES );
			foreach ( $secrets as $secret ) {
				self::assertStringNotContainsString( (string) wp_json_encode( $secret, JSON_UNESCAPED_SLASHES ), $answer, "{$method} {$route}" );
				self::assertStringNotContainsString( $secret, stripcslashes( $answer ), "{$method} {$route}" );
			}
			self::assertStringNotContainsString( 'PRIVATE KEY-----', $answer, "{$method} {$route}" );
		}
	}

	/** But for the books of what asking Salesforce costs: a question is a call, whoever asks. */
	public function test_reading_changes_nothing(): void {
		$tenant = $this->tenant_with_shows();
		$this->rest( 'GET', '/callboard/v1/tenants' );
		foreach ( $this->admin_routes( $tenant->id ) as list( $method, $route ) ) {
			if ( 'GET' === $method ) {
				$queries = $this->queries_of( fn() => $this->rest( 'GET', $route ) );
				self::assertSame( array(), preg_grep( '/^\s*(INSERT|UPDATE|DELETE|REPLACE)\b(?!.*_transient|.*callboard_(api_usage|call_failure))/i', $queries ), $route );
			}
		}
	}

	public function test_an_answer_that_breaks_its_contract_is_held_back(): void {
		$answer = ( new \Callboard\Rest\Answers( Plugin::instance()->contract() ) )->one( 'certificate', array( 'certificate' => 'x', 'private_key' => 'TOPSECRET' ) );
		self::assertInstanceOf( \WP_Error::class, $answer );
		self::assertStringNotContainsString( 'TOPSECRET', (string) wp_json_encode( array( $answer->get_error_message(), $answer->get_error_data() ) ) );
	}

	/** @dataProvider broken_bodies */
	public function test_a_broken_body_is_a_bad_request_on_every_route_that_takes_one( string $body ): void {
		$tenant = $this->tenant_with_shows();
		foreach ( array( array( 'POST', '/tenants' ), array( 'PUT', "/tenants/{$tenant->id}/connection" ), array( 'POST', "/tenants/{$tenant->id}/site" ), array( 'POST', "/tenants/{$tenant->id}/preset" ), array( 'PUT', "/tenants/{$tenant->id}/mappings/productions/owners" ), array( 'PUT', "/tenants/{$tenant->id}/mappings/productions/adoption" ), array( 'POST', "/tenants/{$tenant->id}/records/a0E000000000001AAA/roll-back" ), array( 'POST', "/tenants/{$tenant->id}/records/a0E000000000001AAA/lift" ), array( 'POST', "/tenants/{$tenant->id}/runs" ), array( 'PUT', "/tenants/{$tenant->id}/brake-limits" ), array( 'PUT', "/tenants/{$tenant->id}/budget" ), array( 'POST', "/tenants/{$tenant->id}/overrides/give-back" ), array( 'PUT', "/tenants/{$tenant->id}/timetable" ), array( 'POST', "/tenants/{$tenant->id}/mappings/productions/retirement" ), array( 'POST', "/tenants/{$tenant->id}/twins/a0E000000000001AAA" ), array( 'PUT', '/settings' ), array( 'POST', '/worker-keys' ) ) as list( $method, $route ) ) {
			$request = new \WP_REST_Request( $method, "/callboard/v1{$route}" );
			$request->set_header( 'Content-Type', 'application/json' );
			$request->set_body( $body );
			self::assertSame( 400, rest_do_request( $request )->get_status(), "{$method} {$route}" );
		}
	}

	/** @return array<string, array{0: string}> */
	public static function broken_bodies(): array {
		return array(
			'half a body'   => array( '{"name": ' ),
			'a list'        => array( '[1, 2]' ),
			'invalid UTF-8' => array( "{\"name\": \"\xB1\x31\"}" ),
		);
	}

	/** @return list<array{0: string, 1: string}> Every method and route of our namespace but the worker's. */
	private function admin_routes( int $tenant_id = 1 ): array {
		$found = array();
		foreach ( rest_get_server()->get_routes( 'callboard/v1' ) as $route => $endpoints ) {
			if ( str_starts_with( $route, '/callboard/v1/worker/' ) || '/callboard/v1' === $route ) {
				continue;
			}
			$path = preg_replace( array( '/\(\?P<tenant_id>[^)]*\)/', '/\(\?P<run_id>[^)]*\)/', '/\(\?P<brake_id>[^)]*\)/', '/\(\?P<mapping_id>[^)]*\)/', '/\(\?P<key>[^)]*\)/', '/\(\?P<external_id>[^)]*\)/', '/\(\?P<version>[^)]*\)/', '/\(\?P<post_id>[^)]*\)/' ), array( (string) $tenant_id, '1', '1', 'productions', 'abc', 'a0E000000000001AAA', '1', '99999999' ), $route );
			foreach ( $endpoints as $endpoint ) {
				foreach ( array_keys( $endpoint['methods'] ) as $method ) {
					$found[] = array( $method, (string) $path );
				}
			}
		}
		return $found;
	}
}
