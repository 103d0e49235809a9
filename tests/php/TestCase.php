<?php
/**
 * The base of every test: a real WordPress, rolled back after each test.
 */

declare(strict_types=1);

namespace Callboard\Tests;

use Callboard\Clock\FixedClock;
use Callboard\Plugin;
use WP_REST_Request;
use WP_REST_Response;

abstract class TestCase extends \PHPUnit\Framework\TestCase {
	/** 22 November 2026, 12:00 UTC: inside the invented season, away from any change of clocks. */
	public const NOW_MS = 1795348800000;

	protected FixedClock $clock;

	/** @var array<string, array<int, mixed>> The hooks before the test, by name. */
	private array $hooks = array();

	/** @var list<string> Addresses asked for without an answer prepared by the test. */
	private array $unexpected_requests = array();

	protected function setUp(): void {
		parent::setUp();
		$this->remember_hooks();
		$this->clock               = self::clock_of_the_plugin();
		$this->unexpected_requests = array();
		// Last in line: a test answers requests with a filter of an earlier priority.
		add_filter( 'pre_http_request', array( $this, 'refuse_request' ), PHP_INT_MAX, 3 );
		wp_set_current_user( 0 );
		wp_cache_flush();
		$this->begin();
	}

	protected function tearDown(): void {
		$this->undo();
		$this->restore_hooks();
		wp_cache_flush();
		wp_set_current_user( 0 );
		$_GET  = array();
		$_POST = array();
		unset( $GLOBALS['post'] );
		$GLOBALS['wp_rest_server'] = null;
		parent::tearDown();
	}

	/** The one clock that every service of the running plugin holds, set back to NOW_MS. */
	private static function clock_of_the_plugin(): FixedClock {
		$clock = Plugin::instance()->clock();
		self::assertInstanceOf( FixedClock::class, $clock );
		$clock->set( self::NOW_MS );
		return $clock;
	}

	protected function assertPostConditions(): void {
		parent::assertPostConditions();
		self::assertSame( array(), $this->unexpected_requests, 'The code asked for addresses that this test does not answer.' );
	}

	protected function begin(): void {
		global $wpdb;
		$wpdb->query( 'START TRANSACTION' );
		// Transactions of the code under test become savepoints inside this one.
		Plugin::instance()->db()->inside_open_transaction( true );
		add_filter( 'query', array( $this, 'make_tables_temporary' ) );
	}

	protected function undo(): void {
		global $wpdb;
		Plugin::instance()->db()->inside_open_transaction( false );
		$wpdb->query( 'ROLLBACK' );
	}

	/** CREATE TABLE commits in MySQL; a temporary table does not, and vanishes with the connection. */
	public function make_tables_temporary( string $query ): string {
		if ( defined( 'DB_ENGINE' ) && 'sqlite' === DB_ENGINE ) {
			return $query; // In SQLite a table is created, and rolled back, like anything else.
		}
		$query = (string) preg_replace( '/^\s*CREATE TABLE/i', 'CREATE TEMPORARY TABLE', $query );
		return (string) preg_replace( '/^\s*DROP TABLE/i', 'DROP TEMPORARY TABLE', $query );
	}

	/** A test with a server of its own says which addresses are real. */
	protected function may_leave( string $url ): bool {
		return false;
	}

	/**
	 * @param mixed                $answer
	 * @param array<string, mixed> $arguments
	 * @return mixed
	 */
	public function refuse_request( $answer, array $arguments, string $url ) {
		if ( false !== $answer || $this->may_leave( $url ) ) {
			return $answer;
		}
		$this->unexpected_requests[] = $url;
		return new \WP_Error( 'callboard_tests_unexpected_request', 'No test answers ' . $url );
	}

	/** For a test about requests that fail: forgets the ones refused so far and returns them. @return list<string> */
	protected function take_unexpected_requests(): array {
		$taken                     = $this->unexpected_requests;
		$this->unexpected_requests = array();
		return $taken;
	}

	protected function is_sqlite(): bool {
		return defined( 'DB_ENGINE' ) && 'sqlite' === DB_ENGINE;
	}

	/** A new user of this role, who becomes the current one. */
	protected function act_as( string $role ): int {
		$user = wp_insert_user(
			array(
				'user_login' => uniqid( $role ),
				'user_pass'  => 'secret',
				'role'       => $role,
			)
		);
		self::assertIsInt( $user );
		wp_set_current_user( $user );
		return $user;
	}

	/** @param array<string, mixed>|null $body */
	protected function rest( string $method, string $route, ?array $body = null ): WP_REST_Response {
		$request = new WP_REST_Request( $method, $route );
		if ( null !== $body && 'GET' === $method ) {
			$request->set_query_params( $body );
		} elseif ( null !== $body ) {
			$request->set_header( 'Content-Type', 'application/json' );
			$request->set_body( (string) wp_json_encode( $body ) );
		}
		return rest_do_request( $request );
	}

	/**
	 * Every query sent to the database while $work runs.
	 *
	 * @return list<string>
	 */
	protected function queries_of( callable $work ): array {
		$queries = array();
		$listen  = static function ( string $query ) use ( &$queries ): string {
			$queries[] = $query;
			return $query;
		};
		add_filter( 'query', $listen, PHP_INT_MAX );
		try {
			$work();
		} finally {
			remove_filter( 'query', $listen, PHP_INT_MAX );
		}
		return $queries;
	}

	/** @return list<string> The queries that would change a row of this table (without prefix). */
	protected static function writes_to( string $table, array $queries ): array {
		global $wpdb;
		$pattern = '/^\s*(?:INSERT|UPDATE|DELETE|REPLACE|TRUNCATE)\b[^;]*?\b' . preg_quote( $wpdb->prefix . $table, '/' ) . '\b/i';
		return array_values( preg_grep( $pattern, $queries ) ?: array() );
	}

	private function remember_hooks(): void {
		foreach ( $GLOBALS['wp_filter'] as $name => $hook ) {
			$this->hooks[ $name ] = $hook->callbacks;
		}
	}

	private function restore_hooks(): void {
		foreach ( array_keys( $GLOBALS['wp_filter'] ) as $name ) {
			if ( ! isset( $this->hooks[ $name ] ) ) {
				unset( $GLOBALS['wp_filter'][ $name ] );
				continue;
			}
			if ( $GLOBALS['wp_filter'][ $name ]->callbacks !== $this->hooks[ $name ] ) {
				$this->put_callbacks( $name );
			}
		}
		$this->hooks = array();
	}

	/** A new WP_Hook keeps an ordered list of priorities that assigning `callbacks` alone would leave stale. */
	private function put_callbacks( string $name ): void {
		$hook = new \WP_Hook();
		foreach ( $this->hooks[ $name ] as $priority => $callbacks ) {
			foreach ( $callbacks as $callback ) {
				$hook->add_filter( $name, $callback['function'], (int) $priority, (int) $callback['accepted_args'] );
			}
		}
		$GLOBALS['wp_filter'][ $name ] = $hook;
	}
}
