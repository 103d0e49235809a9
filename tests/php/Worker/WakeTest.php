<?php
declare(strict_types=1);

namespace Callboard\Tests\Worker;

use Callboard\Worker\Settings;
use Callboard\Worker\Signature;
use Callboard\Worker\SignedMessage;
use Callboard\Worker\WakeResult;

require_once __DIR__ . '/WorkerTestCase.php';

/** @group data */
final class WakeTest extends WorkerTestCase {
	/** @var list<array{url: string, arguments: array<string, mixed>}> */
	private array $pings = array();

	/** @var int|\WP_Error */
	private $answer = 202;

	protected function setUp(): void {
		parent::setUp();
		$this->connected_tenant();
		add_filter(
			'pre_http_request',
			function ( $given, array $arguments, string $url ) {
				if ( false !== $given || ! str_contains( $url, 'worker' ) ) {
					return $given;
				}
				$this->pings[] = array( 'url' => $url, 'arguments' => $arguments );
				return is_int( $this->answer ) ? array( 'headers' => array(), 'body' => '', 'response' => array( 'code' => $this->answer, 'message' => '' ), 'cookies' => array(), 'filename' => null ) : $this->answer;
			},
			20,
			3
		);
	}

	public function test_a_worker_that_pulls_is_left_alone(): void {
		foreach ( array( 'pull', 'cron' ) as $mode ) {
			( new Settings( $mode ) )->save();
			self::assertNull( $this->plugin->wake()->now() );
		}
		self::assertSame( array(), $this->pings );
	}

	/** @dataProvider addresses */
	public function test_a_ping_is_signed_short_and_follows_no_redirect( string $url ): void {
		( new Settings( 'ping', $url ) )->save();
		self::assertTrue( $this->plugin->wake()->now()?->ok );
		list( 'url' => $called, 'arguments' => $arguments ) = $this->pings[0];
		self::assertSame( 'https://8.8.8.8/worker/ping', $called );
		self::assertSame( array( 5, 0 ), array( $arguments['timeout'], $arguments['redirection'] ) );
		$headers = $arguments['headers'];
		$message = new SignedMessage( '/ping', $arguments['body'], $headers['X-Callboard-Timestamp'], $headers['X-Callboard-Nonce'] );
		self::assertSame( Signature::of( $message, $this->secret ), $headers['X-Callboard-Signature'] );
		self::assertSame( home_url( '/' ), json_decode( $arguments['body'], true )['site'] );
		self::assertStringNotContainsString( $this->secret, (string) wp_json_encode( $arguments ) );
	}

	/** @return array<string, array{0: string}> */
	public static function addresses(): array {
		return array(
			'the worker'     => array( 'https://8.8.8.8/worker' ),
			'with a slash'   => array( 'https://8.8.8.8/worker/' ),
			'the ping itself' => array( 'https://8.8.8.8/worker/ping' ),
		);
	}

	/** @dataProvider failures */
	public function test_a_ping_that_fails_is_remembered_in_words( int|\WP_Error $answer, string $words ): void {
		$this->answer = $answer;
		( new Settings( 'ping', 'https://8.8.8.8/worker' ) )->save();
		$result = $this->plugin->wake()->now();
		self::assertFalse( $result?->ok );
		self::assertStringContainsString( $words, $result->message );
		self::assertEquals( $result, WakeResult::last() );
	}

	/** @return array<string, array{0: int|\WP_Error, 1: string}> */
	public static function failures(): array {
		return array(
			'nobody there'     => array( new \WP_Error( 'http_request_failed', 'refused' ), 'did not answer' ),
			'another key'      => array( 401, 'another key' ),
			'somebody else'    => array( 200, 'is not the sync worker' ),
			'a broken gateway' => array( 502, 'did not answer' ),
		);
	}

	public function test_a_ping_into_the_private_network_is_not_sent(): void {
		( new Settings( 'ping', 'https://10.0.0.1/worker' ) )->save();
		self::assertFalse( $this->plugin->wake()->now()?->ok );
		self::assertSame( array(), $this->pings );
	}

	public function test_a_copied_site_does_not_wake_the_worker_of_the_original(): void {
		( new Settings( 'ping', 'https://8.8.8.8/worker' ) )->save();
		update_option( 'home', 'https://staging.example' );
		self::assertNull( $this->plugin->wake()->now() );
		self::assertSame( array(), $this->pings );
	}

	public function test_a_connection_string_is_shown_once_and_never_stored_in_the_clear(): void {
		$new  = $this->plugin->worker_keys()->create( 'Another' );
		$data = $this->decoded( $new->connection );
		self::assertSame( array( 'rest_root', 'key', 'secret' ), array_keys( $data ) );
		self::assertSame( get_rest_url( null, '/' ), $data['rest_root'] );
		foreach ( array( 'worker_key', 'secret', 'audit' ) as $table ) {
			self::assertStringNotContainsString( $data['secret'], (string) wp_json_encode( $this->plugin->db()->rows( "SELECT * FROM {$this->plugin->db()->table( $table )}" ) ) );
		}
		self::assertStringNotContainsString( $data['secret'], (string) wp_json_encode( $this->plugin->worker_keys()->all() ) );
	}

	public function test_settings_survive_odd_values(): void {
		update_option( Settings::OPTION, array( 'worker_mode' => 'magic', 'ping_url' => array(), 'delete_data_on_uninstall' => '1' ) );
		self::assertEquals( new Settings(), Settings::read() );
		( new Settings( 'spawn', null, true ) )->save();
		self::assertEquals( new Settings( 'spawn', null, true ), Settings::read() );
	}
}
