<?php
declare(strict_types=1);

namespace Callboard\Tests\Rest;

final class ConnectionTestControllerTest extends AdminRestCase {
	public function test_it_says_what_the_org_answers(): void {
		self::assertSame(
			array(
				'ok'              => true,
				'org_name'        => 'Harbour Theatre',
				'org_id'          => FakeOrg::ORG_ID,
				'username'        => 'sync@harbour.example',
				'sandbox'         => false,
				'edition'         => 'Enterprise Edition',
				'api_version'     => '66.0',
				'api_calls_left'  => 99982,
				'objects_visible' => 4,
				'missing'         => array(),
			),
			$this->test_connection()
		);
	}

	public function test_an_object_the_mappings_need_is_named_when_it_vanishes(): void {
		$tenant = $this->tenant_with_shows();
		$this->org->answers['/services/data/v66.0/sobjects'][1]['sobjects'] = array( array( 'name' => 'Account' ) );
		$data = $this->rest( 'POST', "/callboard/v1/tenants/{$tenant->id}/connection/test" )->get_data();
		self::assertFalse( $data['ok'] );
		self::assertCount( 2, $data['missing'] );
		self::assertStringContainsString( 'PatronTicket__TicketableEvent__c', $data['missing'][0] );
	}

	public function test_a_user_without_setup_rights_is_connected_all_the_same(): void {
		$this->org->answers['/services/data/v66.0/limits'] = array( 403, array( array( 'errorCode' => 'INSUFFICIENT_ACCESS', 'message' => 'no' ) ) );
		$data = $this->test_connection();
		self::assertTrue( $data['ok'] );
		self::assertNull( $data['api_calls_left'] );
		self::assertStringContainsString( 'View Setup', $data['missing'][0] );
	}

	/** @dataProvider refusals */
	public function test_a_refusal_is_told_in_words_with_what_to_do( string $path, array $answer, string $kind, string $code ): void {
		$this->org->answers[ $path ] = $answer;
		$data = $this->test_connection();
		self::assertFalse( $data['ok'] );
		self::assertSame( array( $kind, $code ), array( $data['failure']['kind'], $data['failure']['code'] ) );
		self::assertNotSame( '', $data['failure']['message'] );
		self::assertNotSame( array(), $data['failure']['actions'] );
		self::assertStringNotContainsString( 'TOPSECRET', (string) wp_json_encode( $data ) );
	}

	/** @return array<string, array{0: string, 1: array{0: int, 1: mixed}, 2: string, 3: string}> */
	public static function refusals(): array {
		$token = '/services/oauth2/token';
		$grant = static fn( string $error, string $description ) => array( 400, array( 'error' => $error, 'error_description' => $description ) );
		$error = static fn( int $status, string $code ) => array( $status, array( array( 'errorCode' => $code, 'message' => 'x' ) ) );
		$query = '/services/data/v66.0/query';
		return array(
			'a wrong private key'      => array( $token, $grant( 'invalid_grant', 'invalid assertion' ), 'config', 'salesforce_assertion' ),
			'a wrong audience'         => array( $token, $grant( 'invalid_grant', 'audience is invalid' ), 'config', 'salesforce_audience' ),
			'an unknown consumer key'  => array( $token, $grant( 'invalid_client_id', 'client identifier invalid' ), 'config', 'salesforce_unknown_app' ),
			'a user not approved'      => array( $token, $grant( 'invalid_grant', "user hasn't approved this consumer" ), 'auth', 'salesforce_not_approved' ),
			'an unreachable host'      => array( $token, array( 0, new \WP_Error( 'http_request_failed', 'cURL error 6' ) ), 'transient', 'salesforce_unreachable' ),
			'HTML for a token'         => array( $token, array( 200, '<html>Welcome</html>' ), 'transient', 'salesforce_sign_in_unavailable' ),
			'HTML for data'            => array( $query, array( 200, '<html>Maintenance</html>' ), 'transient', 'salesforce_answer_not_json' ),
			'HTML with 503'            => array( $query, array( 503, '<html>Maintenance</html>' ), 'transient', 'salesforce_answer_not_json' ),
			'no calls left'            => array( $query, $error( 403, 'REQUEST_LIMIT_EXCEEDED' ), 'rate_limit', 'salesforce_limit_exceeded' ),
			'a user without the API'   => array( $query, $error( 403, 'API_DISABLED_FOR_ORG' ), 'config', 'salesforce_api_disabled' ),
			'a waking org'             => array( $query, array( 420, '' ), 'transient', 'salesforce_unavailable' ),
			'an answer nobody knows'   => array( $query, $error( 400, 'SOMETHING_NEW' ), 'bug', 'salesforce_unexpected' ),
			'an org too old'           => array( '/services/data', array( 200, array( array( 'version' => '41.0' ) ) ), 'config', 'salesforce_version_unsupported' ),
			'data that hangs up'       => array( $query, array( 0, new \WP_Error( 'http_request_failed', 'cURL error 28' ) ), 'transient', 'salesforce_unreachable' ),
		);
	}

	public function test_a_session_refused_once_is_renewed_once(): void {
		$refusals = 0;
		add_filter(
			'pre_http_request',
			static function ( $answer, array $arguments, string $url ) use ( &$refusals ) {
				if ( ! str_contains( $url, '/query' ) || $refusals > 0 ) {
					return $answer;
				}
				++$refusals;
				return array( 'headers' => array(), 'body' => '[{"errorCode":"INVALID_SESSION_ID","message":"Session expired or invalid"}]', 'response' => array( 'code' => 401, 'message' => '' ), 'cookies' => array(), 'filename' => null );
			},
			20,
			3
		);
		self::assertTrue( $this->test_connection()['ok'] );
		self::assertSame( 2, array_count_values( $this->org->asked )['/services/oauth2/token'] );
	}

	public function test_without_a_connection_nothing_is_called(): void {
		$data = $this->rest( 'POST', "/callboard/v1/tenants/{$this->tenant()->id}/connection/test" )->get_data();
		self::assertSame( 'connection_missing', $data['failure']['code'] );
		self::assertSame( array(), $this->org->asked );
	}

	/** @return array<string, mixed> */
	private function test_connection(): array {
		$answer = $this->rest( 'POST', "/callboard/v1/tenants/{$this->connected_tenant()->id}/connection/test" );
		self::assertSame( 200, $answer->get_status() );
		return $answer->get_data();
	}
}
