<?php
declare(strict_types=1);

namespace Callboard\Tests\Rest;

use Callboard\Rest\WorkerBody;
use Callboard\Tests\Worker\WorkerTestCase;
use Callboard\Worker\SignedMessage;
use WP_REST_Request;

require_once dirname( __DIR__ ) . '/Worker/WorkerTestCase.php';
require_once __DIR__ . '/SilentServer.php';

/** @group data */
final class WorkerDoorTest extends WorkerTestCase {
	public function test_the_same_request_a_second_time_is_refused(): void {
		$request = $this->signed( 'claim', (string) wp_json_encode( $this->claim_body() ) );
		self::assertSame( 200, rest_do_request( $request )->get_status() );
		$again = new WP_REST_Request( 'POST', $request->get_route() );
		$again->set_headers( $request->get_headers() );
		$again->set_body( $request->get_body() );
		$this->refused( 'callboard_nonce_seen', 401, rest_do_request( $again ) );
	}

	/** @dataProvider tamperings */
	public function test_whatever_is_changed_after_signing_is_noticed( callable $tamper ): void {
		$request = $this->signed( 'heartbeat', '{"run_id":1}', str_repeat( 'ab', 32 ) );
		$this->refused( 'callboard_signature_invalid', 401, rest_do_request( $tamper( $request ) ?? $request ) );
	}

	/** @return array<string, array{0: callable(WP_REST_Request): ?WP_REST_Request}> */
	public static function tamperings(): array {
		$header = static fn( string $name, string $value ) => static fn( WP_REST_Request $request ) => $request->set_header( $name, $value );
		return array(
			'body'              => array( static fn( WP_REST_Request $request ) => $request->set_body( '{"run_id":2}' ) ),
			'route'             => array(
				static function ( WP_REST_Request $request ): WP_REST_Request {
					$other = new WP_REST_Request( 'POST', '/callboard/v1/worker/complete' );
					$other->set_headers( $request->get_headers() );
					$other->set_body( $request->get_body() );
					return $other;
				},
			),
			'run token'         => array( $header( 'X-Callboard-Run', str_repeat( 'cd', 32 ) ) ),
			'nonce'             => array( $header( 'X-Callboard-Nonce', str_repeat( '0', 32 ) ) ),
			'timestamp'         => array( $header( 'X-Callboard-Timestamp', '1795348800001' ) ),
			'key'               => array( $header( 'X-Callboard-Key', '0123456789abcdef' ) ),
			'signature'         => array( $header( 'X-Callboard-Signature', str_repeat( '0', 64 ) ) ),
			'no signature'      => array( static fn( WP_REST_Request $request ) => $request->remove_header( 'X-Callboard-Signature' ) ),
			'signature with LF' => array( static fn( WP_REST_Request $request ) => $request->set_header( 'X-Callboard-Signature', $request->get_header( 'X-Callboard-Signature' ) . "\n" ) ),
			'key with quotes'   => array( $header( 'X-Callboard-Key', "' OR 1=1 --" ) ),
		);
	}

	public function test_a_refused_request_spends_no_nonce(): void {
		$request = $this->signed( 'claim', '{}' );
		$request->set_body( '{"a":1}' );
		rest_do_request( $request );
		self::assertSame( '0', $this->plugin->db()->value( "SELECT COUNT(*) FROM {$this->plugin->db()->table( 'nonce' )}" ) );
	}

	public function test_a_wrong_clock_is_told_the_right_time(): void {
		$message = new SignedMessage( '/callboard/v1/worker/claim', '{}', (string) ( $this->clock->now_ms() - 300001 ), str_repeat( 'a', 32 ) );
		$answer  = $this->refused( 'callboard_clock_skew', 401, rest_do_request( $this->signed( 'claim', '{}', '', $message ) ) );
		self::assertSame( $this->clock->now_ms(), $answer['data']['server_time_ms'] );
	}

	public function test_a_revoked_key_is_refused_at_once(): void {
		self::assertTrue( $this->plugin->worker_keys()->revoke( $this->key_id ) );
		$this->refused( 'callboard_signature_invalid', 401, $this->ask( 'claim', $this->claim_body() ) );
	}

	public function test_force_login_lets_signed_requests_in_and_nobody_else(): void {
		add_filter( 'rest_authentication_errors', static fn() => new \WP_Error( 'rest_not_logged_in', 'You are not currently logged in.', array( 'status' => 401 ) ), 999 );
		$this->connected_tenant();

		self::assertSame( 'rest_not_logged_in', $this->over_http( new WP_REST_Request( 'POST', '/callboard/v1/worker/claim' ) )['code'] );
		self::assertSame( 'rest_not_logged_in', $this->over_http( new WP_REST_Request( 'GET', '/wp/v2/posts' ) )['code'] );
		$elsewhere = $this->signed( 'claim', '{}', '', new SignedMessage( '/wp/v2/posts', '{}', (string) $this->clock->now_ms(), str_repeat( 'b', 32 ) ) );
		$elsewhere->set_route( '/wp/v2/posts' );
		self::assertSame( 'rest_not_logged_in', $this->over_http( $elsewhere )['code'] );

		$answer = $this->over_http( $this->signed( 'claim', (string) wp_json_encode( $this->claim_body() ) ) );
		self::assertSame( 'incremental', $answer['run']['kind'] ?? $answer );
		$forged = $this->signed( 'claim', '{}' );
		$forged->set_header( 'X-Callboard-Signature', str_repeat( '0', 64 ) );
		self::assertSame( 'callboard_signature_invalid', $this->over_http( $forged )['code'] );
	}

	public function test_a_request_that_came_over_http_cannot_be_repeated(): void {
		$request = $this->signed( 'claim', (string) wp_json_encode( $this->claim_body() ) );
		self::assertArrayHasKey( 'run', $this->over_http( $request ) );
		self::assertSame( 'callboard_nonce_seen', $this->over_http( $request )['code'] );
	}

	public function test_a_gzipped_body_is_read(): void {
		$request = $this->signed( 'claim', (string) gzencode( (string) wp_json_encode( $this->claim_body() ) ) );
		$request->set_header( 'X-Callboard-Encoding', 'gzip' );
		self::assertSame( 200, rest_do_request( $request )->get_status() );
	}

	/** @dataProvider bad_bodies */
	public function test_a_bad_body_is_refused_in_words( string $body, string $encoding, string $code, int $status ): void {
		$request = $this->signed( 'claim', $body );
		$request->set_header( 'X-Callboard-Encoding', $encoding );
		$this->refused( $code, $status, rest_do_request( $request ) );
	}

	/** @return array<string, array{0: string, 1: string, 2: string, 3: int}> */
	public static function bad_bodies(): array {
		$invalid = 'callboard_body_invalid';
		return array(
			'nothing'            => array( '', 'identity', $invalid, 400 ),
			'not JSON'           => array( '<html>', 'identity', $invalid, 400 ),
			'a list'             => array( '[1]', 'identity', $invalid, 400 ),
			'null'               => array( 'null', 'identity', $invalid, 400 ),
			'invalid UTF-8'      => array( "{\"protocol\":1,\"worker\":\"\xff\"}", 'identity', $invalid, 400 ),
			'another shape'      => array( '{"protocol":1}', 'identity', $invalid, 400 ),
			'a field too many'   => array( '{"protocol":1,"worker":{"id":"w","version":"1","node":"20","mode":"pull"},"x":1}', 'identity', $invalid, 400 ),
			'not gzip'           => array( '{}', 'gzip', $invalid, 400 ),
			'half a gzip'        => array( substr( (string) gzencode( str_repeat( 'x', 5000 ) ), 0, 20 ), 'gzip', $invalid, 400 ),
			'another encoding'   => array( '{}', 'br', $invalid, 400 ),
			'a zip bomb'         => array( (string) gzencode( str_repeat( ' ', WorkerBody::INFLATED_BYTES + 1 ), 9 ), 'gzip', 'callboard_body_too_large', 413 ),
			'too many raw bytes' => array( str_repeat( ' ', WorkerBody::RAW_BYTES + 1 ), 'identity', 'callboard_body_too_large', 413 ),
			'too deep'           => array( str_repeat( '{"a":', 100 ) . '1' . str_repeat( '}', 100 ), 'identity', $invalid, 400 ),
		);
	}

	public function test_answers_are_kept_by_no_cache_and_routes_are_not_advertised(): void {
		self::assertSame( 'no-store', $this->ask( 'claim', $this->claim_body() )->get_headers()['Cache-Control'] );
		$index = rest_do_request( new WP_REST_Request( 'GET', '/callboard/v1' ) )->get_data();
		self::assertArrayNotHasKey( '/callboard/v1/worker/claim', $index['routes'] );
	}

	public function test_a_bug_is_answered_without_its_message(): void {
		$log = ini_set( 'error_log', '/dev/null' );
		$fault = static fn( string $query ) => str_contains( $query, 'callboard_worker ' ) ? throw new \RuntimeException( 'password=hunter2' ) : $query;
		add_filter( 'query', $fault );
		$answer = $this->refused( 'callboard_wordpress_unexpected', 500, $this->ask( 'claim', $this->claim_body() ) );
		remove_filter( 'query', $fault );
		ini_set( 'error_log', (string) $log );
		self::assertStringNotContainsString( 'hunter2', (string) wp_json_encode( $answer ) );
		self::assertSame( 'bug', $answer['data']['failure']['kind'] );
	}

	/**
	 * Sends a request the way WordPress receives one from outside, authentication filters included.
	 *
	 * @return array<string, mixed>
	 */
	private function over_http( WP_REST_Request $request ): array {
		$GLOBALS['wp']->query_vars['rest_route'] = $request->get_route();
		$server                                  = $_SERVER;
		$_SERVER['REQUEST_METHOD']               = $request->get_method();
		foreach ( $request->get_headers() as $name => $values ) {
			$_SERVER[ 'HTTP_' . strtoupper( $name ) ] = $values[0];
		}
		$GLOBALS['HTTP_RAW_POST_DATA'] = $request->get_body();
		$GLOBALS['wp_rest_server']     = null;
		add_filter( 'wp_rest_server_class', static fn() => SilentServer::class );
		ob_start();
		try {
			rest_get_server()->serve_request( $request->get_route() );
			return (array) json_decode( (string) ob_get_contents(), true );
		} finally {
			ob_end_clean();
			$_SERVER = $server;
			unset( $GLOBALS['HTTP_RAW_POST_DATA'], $GLOBALS['wp']->query_vars['rest_route'] );
		}
	}
}
