<?php
declare(strict_types=1);

namespace Callboard\Tests\Vault;

use Callboard\Failure\Failure;
use Callboard\Tenant\Tenant;
use Callboard\Tests\Worker\FakeOrg;
use Callboard\Tests\Worker\WorkerTestCase;
use Callboard\Vault\ConnectionDetails;
use Callboard\Vault\SalesforceTokens;

require_once dirname( __DIR__ ) . '/Worker/WorkerTestCase.php';

/** @group data */
final class SalesforceTokensTest extends WorkerTestCase {
	private SalesforceTokens $tokens;
	private Tenant $tenant;

	protected function setUp(): void {
		parent::setUp();
		$this->tokens = $this->plugin->salesforce_tokens();
		$this->tenant = $this->connected_tenant();
	}

	public function test_the_assertion_says_who_asks_whom_and_for_how_long(): void {
		$this->tokens->current( $this->tenant->id );
		self::assertSame(
			array(
				'iss' => 'consumer-key',
				'sub' => 'sync@playhouse.example',
				'aud' => FakeOrg::LOGIN,
				'exp' => intdiv( $this->clock->now_ms(), 1000 ) + 150,
			),
			$this->org->assertions[0]
		);
	}

	public function test_a_token_is_used_again_and_stored_encrypted(): void {
		$first = $this->tokens->current( $this->tenant->id );
		self::assertEquals( $first, $this->tokens->current( $this->tenant->id ) );
		self::assertCount( 1, $this->org->assertions );
		foreach ( array( 'secret', 'connection' ) as $table ) {
			$stored = (string) wp_json_encode( $this->plugin->db()->rows( "SELECT * FROM {$this->plugin->db()->table( $table )}" ) );
			self::assertStringNotContainsString( 'token-1', $stored );
			self::assertStringNotContainsString( 'PRIVATE KEY', $stored );
		}
	}

	public function test_after_a_refusal_the_next_one_is_issued_once(): void {
		$first = $this->tokens->current( $this->tenant->id );
		$next  = $this->tokens->next( $this->tenant->id, $first->generation );
		self::assertSame( $first->generation + 1, $next->generation );
		self::assertNotSame( $first->token, $next->token );
		self::assertEquals( $next, $this->tokens->next( $this->tenant->id, $first->generation ), 'A second worker that was refused the same one.' );
		self::assertCount( 2, $this->org->assertions );
	}

	public function test_the_row_is_locked_while_salesforce_is_asked(): void {
		$locked               = null;
		$this->org->meanwhile = function () use ( &$locked ): void {
			$locked = $this->plugin->db()->is_sqlite() ? $this->plugin->db()->in_transaction() : $this->is_locked_for_others();
		};
		$this->tokens->current( $this->tenant->id );
		self::assertTrue( $locked );
		self::assertFalse( $this->plugin->db()->in_transaction() );
	}

	public function test_an_hour_later_a_new_one_is_asked_for(): void {
		$this->tokens->current( $this->tenant->id );
		$this->clock->advance( 60 * 60 * 1000 );
		self::assertSame( 2, $this->tokens->current( $this->tenant->id )->generation );
		self::assertNotSame( $this->org->assertions[0]['exp'], $this->org->assertions[1]['exp'] );
	}

	public function test_another_org_is_refused_and_nothing_of_it_is_kept(): void {
		$first             = $this->tokens->current( $this->tenant->id );
		$this->org->org_id = '00D000000000002AAA';
		$failure           = $this->failure_of( fn() => $this->tokens->next( $this->tenant->id, $first->generation ) );
		self::assertSame( array( 'config', 'salesforce_other_org' ), array( $failure->kind, $failure->code_name ) );
		self::assertStringContainsString( 'another org', $failure->getMessage() );
		self::assertEquals( $first, $this->tokens->current( $this->tenant->id ) );
		self::assertSame( FakeOrg::ORG, $this->plugin->connections()->find( $this->tenant->id )?->org_id );
	}

	public function test_an_instance_address_inside_the_network_is_refused(): void {
		$this->org->instance_url = 'https://169.254.169.254';
		self::assertSame( 'address_not_allowed', $this->failure_of( fn() => $this->tokens->current( $this->tenant->id ) )->code_name );
	}

	public function test_a_key_that_does_not_belong_to_the_certificate_is_told_apart(): void {
		openssl_pkey_export( openssl_pkey_new( array( 'private_key_bits' => 2048 ) ), $other );
		$this->plugin->connections()->save( $this->tenant->id, new ConnectionDetails( FakeOrg::LOGIN, 'consumer-key', 'sync@playhouse.example', null, $other ) );
		self::assertSame( 'salesforce_assertion', $this->failure_of( fn() => $this->tokens->current( $this->tenant->id ) )->code_name );
	}

	public function test_saving_the_connection_drops_the_token_of_the_earlier_one(): void {
		$this->tokens->current( $this->tenant->id );
		$this->plugin->connections()->save( $this->tenant->id, new ConnectionDetails( FakeOrg::LOGIN, 'consumer-key', 'other@playhouse.example' ) );
		$token = $this->tokens->current( $this->tenant->id );
		self::assertSame( 'other@playhouse.example', $this->org->assertions[1]['sub'] );
		self::assertSame( 2, $token->generation, 'Generations never go back: a worker may still hold the first.' );
	}

	public function test_an_undecryptable_vault_asks_nobody_and_says_so(): void {
		$this->plugin->db()->query( "UPDATE {$this->plugin->db()->table( 'secret' )} SET ciphertext = %s WHERE field = 'private_key'", array( 'v1.0000000000000000.' . base64_encode( random_bytes( 80 ) ) ) );
		self::assertSame( 'undecryptable', $this->plugin->connections()->describe( $this->tenant )['key_state'] );
		self::assertSame( 'vault_undecryptable', $this->failure_of( fn() => $this->tokens->current( $this->tenant->id ) )->code_name );
		self::assertSame( array(), $this->org->assertions );
	}

	public function test_without_a_connection_or_a_key_it_says_what_to_do(): void {
		$empty = $this->plugin->tenants()->create( 'Empty' );
		self::assertSame( 'connection_missing', $this->failure_of( fn() => $this->tokens->current( $empty->id ) )->code_name );
		$this->plugin->secrets()->forget( $this->tenant->id, 'private_key' );
		self::assertSame( 'private_key_missing', $this->failure_of( fn() => $this->tokens->current( $this->tenant->id ) )->code_name );
	}

	/** @dataProvider answers */
	public function test_what_salesforce_answers_becomes_a_failure_in_words( int $status, string $body, string $kind, string $code ): void {
		$this->org->instead = array( $status, $body );
		$failure            = $this->failure_of( fn() => $this->tokens->current( $this->tenant->id ) );
		self::assertSame( array( $kind, $code ), array( $failure->kind, $failure->code_name ) );
		self::assertNotEmpty( $failure->actions );
		self::assertIsArray( $this->plugin->contract()->parse( 'failure', $failure->to_array() ) );
		self::assertNull( $this->plugin->connections()->find( $this->tenant->id )?->token_issued_ms );
	}

	/** @return array<string, array{0: int, 1: string, 2: string, 3: string}> */
	public static function answers(): array {
		$grant = static fn( string $description ) => (string) wp_json_encode( array( 'error' => 'invalid_grant', 'error_description' => $description ) );
		$error = static fn( string $error ) => (string) wp_json_encode( array( 'error' => $error, 'error_description' => 'words that change' ) );
		return array(
			'not approved'        => array( 400, $grant( "user hasn't approved this consumer" ), 'auth', 'salesforce_not_approved' ),
			'audience'            => array( 400, $grant( 'audience is invalid' ), 'config', 'salesforce_audience' ),
			'audience, new words' => array( 400, $grant( 'Audience validation failed' ), 'config', 'salesforce_audience' ),
			'assertion'           => array( 400, $grant( 'invalid assertion' ), 'config', 'salesforce_assertion' ),
			'clock'               => array( 400, $grant( 'expired authorization code' ), 'config', 'salesforce_clock' ),
			'locked user'         => array( 400, $grant( 'user is locked' ), 'auth', 'salesforce_user_blocked' ),
			'inactive user'       => array( 400, $grant( 'inactive user' ), 'auth', 'salesforce_user_blocked' ),
			'ip'                  => array( 400, $grant( 'ip restricted' ), 'auth', 'salesforce_ip_restricted' ),
			'too many'            => array( 400, $grant( 'login rate exceeded' ), 'rate_limit', 'salesforce_login_rate' ),
			'some other grant'    => array( 400, $grant( 'authentication failure' ), 'auth', 'salesforce_grant' ),
			'unknown app'         => array( 400, $error( 'invalid_client_id' ), 'config', 'salesforce_unknown_app' ),
			'wrong secret'        => array( 401, $error( 'invalid_client' ), 'config', 'salesforce_unknown_app' ),
			'no permission set'   => array( 400, $error( 'invalid_app_access' ), 'auth', 'salesforce_not_approved' ),
			'org gone'            => array( 400, $error( 'inactive_org' ), 'auth', 'salesforce_inactive_org' ),
			'flow off'            => array( 400, $error( 'unsupported_grant_type' ), 'config', 'salesforce_flow_off' ),
			'an unknown code'     => array( 400, $error( 'something_new' ), 'auth', 'salesforce_grant' ),
			'maintenance'         => array( 503, '<html>Down for maintenance</html>', 'transient', 'salesforce_sign_in_unavailable' ),
			'waking org'          => array( 420, '', 'transient', 'salesforce_sign_in_unavailable' ),
			'throttled'           => array( 429, '', 'rate_limit', 'salesforce_sign_in_unavailable' ),
			'a proxy says 200'    => array( 200, '<html>Sign in to the Wi-Fi</html>', 'transient', 'salesforce_sign_in_unavailable' ),
			'half an answer'      => array( 200, '{"access_token":"00D', 'transient', 'salesforce_sign_in_unavailable' ),
			'no id'               => array( 200, '{"access_token":"a","instance_url":"https://a.my.salesforce.com","id":"https://x/nothing"}', 'config', 'salesforce_identity_unreadable' ),
			'redirect'            => array( 302, '', 'config', 'salesforce_login_redirects' ),
			'not salesforce'      => array( 404, 'Not found', 'config', 'salesforce_login_address_wrong' ),
		);
	}

	public function test_an_unreachable_salesforce_is_transient(): void {
		add_filter( 'pre_http_request', static fn() => new \WP_Error( 'http_request_failed', 'cURL error 28 https://secret' ), 20 );
		$failure = $this->failure_of( fn() => $this->tokens->current( $this->tenant->id ) );
		self::assertSame( array( 'transient', 'salesforce_unreachable' ), array( $failure->kind, $failure->code_name ) );
	}

	public function test_a_run_is_given_the_next_token_once_and_then_told_why_not(): void {
		$run   = $this->claim()['run'];
		$body  = array( 'run_id' => $run['id'], 'fence' => $run['fence'] );
		$token = $this->ok( 'token.answer', $this->ask( 'token', $body + array( 'failed_generation' => 1 ), $run['token'] ) );
		self::assertSame( 2, $token['generation'] );
		$refusal = $this->refused( 'callboard_salesforce_session_rejected', 422, $this->ask( 'token', $body + array( 'failed_generation' => 2 ), $run['token'] ) );
		self::assertSame( 'auth', $refusal['data']['failure']['kind'] );
		self::assertCount( 2, $this->org->assertions );

		$this->clock->advance( 11 * 60 * 1000 );
		self::assertSame( 3, $this->ok( 'token.answer', $this->ask( 'token', $body + array( 'failed_generation' => 2 ), $run['token'] ) )['generation'], 'One that worked for a while has expired.' );
	}

	private function failure_of( callable $work ): Failure {
		try {
			$work();
		} catch ( Failure $failure ) {
			return $failure;
		}
		self::fail( 'A failure was expected.' );
	}

	private function is_locked_for_others(): bool {
		$other = new \mysqli();
		$host  = $GLOBALS['wpdb']->parse_db_host( DB_HOST );
		$other->real_connect( $host[0], DB_USER, DB_PASSWORD, DB_NAME, $host[1] ?? 0, $host[2] ?? '' );
		// WordPress switches mysqli's exceptions off.
		$other->query( "SELECT * FROM {$this->plugin->db()->table( 'connection' )} WHERE tenant_id = {$this->tenant->id} FOR UPDATE NOWAIT" );
		$errno = $other->errno;
		$other->close();
		return 1205 === $errno;
	}
}
