<?php
declare(strict_types=1);

namespace Callboard\Tests\Rest;

use Callboard\Plugin;
use Callboard\Vault\Connection;

final class ConnectionControllerTest extends AdminRestCase {
	private const BODY = array(
		'name'         => 'Harbour Theatre',
		'login_url'    => FakeOrg::LOGIN_URL,
		'consumer_key' => '3MVG9consumer',
		'username'     => 'sync@harbour.example',
	);

	public function test_a_tenant_that_was_never_connected_answers_a_blank_connection(): void {
		$answer = $this->rest( 'GET', "/callboard/v1/tenants/{$this->tenant()->id}/connection" );
		self::assertSame( 200, $answer->get_status() );
		self::assertSame( '', $answer->get_data()['consumer_key'] );
		self::assertFalse( $answer->get_data()['has_private_key'] );
	}

	public function test_a_pasted_key_is_stored_and_never_answered(): void {
		$tenant = $this->tenant();
		$answer = $this->rest( 'PUT', "/callboard/v1/tenants/{$tenant->id}/connection", self::BODY + array( 'private_key' => Keys::PRIVATE_KEY, 'certificate' => Keys::CERTIFICATE ) );
		self::assertSame( 200, $answer->get_status() );
		self::assertTrue( $answer->get_data()['has_private_key'] );
		self::assertSame( 'ready', $answer->get_data()['key_state'] );
		self::assertStringNotContainsString( 'PRIVATE KEY', (string) wp_json_encode( $answer->get_data() ) );
		self::assertSame( Keys::PRIVATE_KEY, trim( (string) Plugin::instance()->secrets()->get( $tenant->id, Connection::PRIVATE_KEY ) ) );
	}

	public function test_the_second_admin_reads_who_connected_and_when_the_key_was_taken(): void {
		$tenant = $this->connected_tenant();
		$this->rest( 'POST', "/callboard/v1/tenants/{$tenant->id}/connection/test" );
		$name = wp_get_current_user()->display_name;
		$this->act_as( 'administrator' );
		$data = $this->rest( 'GET', "/callboard/v1/tenants/{$tenant->id}/connection" )->get_data();
		self::assertSame( $name, $data['connected_by'] );
		self::assertSame( self::NOW_MS, $data['connected_ms'] );
		self::assertSame( FakeOrg::ORG_ID, $data['org_id'] );
	}

	public function test_generating_a_key_answers_its_certificate_before_anything_else_is_known(): void {
		$tenant = $this->tenant();
		$answer = $this->rest( 'POST', "/callboard/v1/tenants/{$tenant->id}/connection/key" );
		self::assertSame( 201, $answer->get_status() );
		self::assertSame( array( 'certificate' ), array_keys( $answer->get_data() ) );
		$facts = openssl_x509_parse( $answer->get_data()['certificate'] );
		self::assertSame( 'Callboard Harbour Theatre', $facts['subject']['CN'] );
		$key = openssl_pkey_get_private( (string) Plugin::instance()->secrets()->get( $tenant->id, Connection::PRIVATE_KEY ) );
		self::assertTrue( openssl_x509_check_private_key( $answer->get_data()['certificate'], $key ) );
		self::assertSame( 2048, openssl_pkey_get_details( $key )['bits'] );
	}

	public function test_saving_without_a_key_keeps_the_generated_one(): void {
		$tenant = $this->tenant();
		$this->rest( 'POST', "/callboard/v1/tenants/{$tenant->id}/connection/key" );
		$answer = $this->rest( 'PUT', "/callboard/v1/tenants/{$tenant->id}/connection", self::BODY );
		self::assertSame( 200, $answer->get_status() );
		self::assertSame( 'ready', $answer->get_data()['key_state'] );
		self::assertNotNull( $answer->get_data()['certificate'] );
	}

	/** @dataProvider unusable_keys */
	public function test_a_pasted_key_that_cannot_work_is_refused_in_words( string $code, array $key ): void {
		$tenant = $this->tenant();
		$answer = $this->rest( 'PUT', "/callboard/v1/tenants/{$tenant->id}/connection", self::BODY + $key );
		self::assertSame( 422, $answer->get_status() );
		$data = $answer->get_data();
		self::assertSame( $code, $data['code'] );
		self::assertNotSame( array(), $data['data']['failure']['actions'] );
		self::assertFalse( Plugin::instance()->secrets()->has( $tenant->id, Connection::PRIVATE_KEY ) );
	}

	/** @return array<string, array{0: string, 1: array<string, string>}> */
	public static function unusable_keys(): array {
		return array(
			'not a key'                    => array( 'private_key_unreadable', array( 'private_key' => 'hello' ) ),
			'a certificate'                => array( 'private_key_is_public', array( 'private_key' => Keys::CERTIFICATE ) ),
			'a key with a password'        => array( 'private_key_has_password', array( 'private_key' => Keys::LOCKED_KEY ) ),
			'an elliptic key'              => array( 'private_key_not_rsa', array( 'private_key' => Keys::ELLIPTIC_KEY ) ),
			'a key of 1,024 bits'          => array( 'private_key_not_rsa', array( 'private_key' => Keys::SMALL_KEY ) ),
			'a certificate of another key' => array( 'certificate_does_not_match', array( 'private_key' => Keys::PRIVATE_KEY, 'certificate' => Keys::OTHER_CERTIFICATE ) ),
			'a broken certificate'         => array( 'certificate_unreadable', array( 'private_key' => Keys::PRIVATE_KEY, 'certificate' => 'hello' ) ),
			'a certificate without a key'  => array( 'private_key_missing', array( 'certificate' => Keys::CERTIFICATE ) ),
		);
	}

	public function test_a_new_key_beside_the_certificate_of_the_old_one_is_refused(): void {
		$tenant = $this->connected_tenant();
		$answer = $this->rest( 'PUT', "/callboard/v1/tenants/{$tenant->id}/connection", self::BODY + array( 'private_key' => Keys::OTHER_PRIVATE_KEY ) );
		self::assertSame( 'certificate_does_not_match', $answer->get_data()['code'] );
		self::assertSame( Keys::PRIVATE_KEY, trim( (string) Plugin::instance()->secrets()->get( $tenant->id, Connection::PRIVATE_KEY ) ) );
	}

	/** @dataProvider bad_bodies */
	public function test_a_bad_body_changes_nothing( array $body, int $status ): void {
		$tenant = $this->connected_tenant();
		$before = $this->rest( 'GET', "/callboard/v1/tenants/{$tenant->id}/connection" )->get_data();
		self::assertSame( $status, $this->rest( 'PUT', "/callboard/v1/tenants/{$tenant->id}/connection", $body )->get_status() );
		self::assertEquals( $before, $this->rest( 'GET', "/callboard/v1/tenants/{$tenant->id}/connection" )->get_data() );
	}

	/** @return array<string, array{0: array<string, mixed>, 1: int}> */
	public static function bad_bodies(): array {
		return array(
			'empty'               => array( array(), 400 ),
			'no consumer key'     => array( array_diff_key( self::BODY, array( 'consumer_key' => 1 ) ), 400 ),
			'empty consumer key'  => array( array( 'consumer_key' => '' ) + self::BODY, 400 ),
			'a field of its own'  => array( array( 'org_id' => '00D' ) + self::BODY, 400 ),
			'username as a list'  => array( array( 'username' => array( 'a' ) ) + self::BODY, 400 ),
			'plain http'          => array( array( 'login_url' => 'http://example.com' ) + self::BODY, 422 ),
			'a private address'   => array( array( 'login_url' => 'https://10.0.0.8' ) + self::BODY, 422 ),
			'the metadata server' => array( array( 'login_url' => 'https://169.254.169.254' ) + self::BODY, 422 ),
			'no address'          => array( array( 'login_url' => 'salesforce' ) + self::BODY, 422 ),
		);
	}

	public function test_a_tenant_that_does_not_exist_is_not_found(): void {
		self::assertSame( 404, $this->rest( 'GET', '/callboard/v1/tenants/999999/connection' )->get_status() );
		self::assertSame( 404, $this->rest( 'PUT', '/callboard/v1/tenants/999999/connection', self::BODY )->get_status() );
	}

	public function test_a_copied_site_stands_still_until_answered(): void {
		$tenant = $this->connected_tenant();
		update_option( 'home', 'https://staging.harbour.example' );
		$data = $this->rest( 'GET', "/callboard/v1/tenants/{$tenant->id}/connection" )->get_data();
		self::assertSame( 'copied', $data['site_state'] );
		$test = $this->rest( 'POST', "/callboard/v1/tenants/{$tenant->id}/connection/test" )->get_data();
		self::assertSame( 'site_copied', $test['failure']['code'] );
		self::assertSame( array(), $this->org->asked );

		$moved = $this->rest( 'POST', "/callboard/v1/tenants/{$tenant->id}/site", array( 'answer' => 'moved' ) )->get_data();
		self::assertSame( array( 'bound', 'ready' ), array( $moved['site_state'], $moved['key_state'] ) );
	}

	public function test_a_copy_forgets_the_secrets_of_the_original(): void {
		$tenant = $this->connected_tenant();
		update_option( 'home', 'https://staging.harbour.example' );
		$copy = $this->rest( 'POST', "/callboard/v1/tenants/{$tenant->id}/site", array( 'answer' => 'copy' ) )->get_data();
		self::assertSame( array( 'bound', 'missing', false ), array( $copy['site_state'], $copy['key_state'], $copy['has_private_key'] ) );
		self::assertSame( 400, $this->rest( 'POST', "/callboard/v1/tenants/{$tenant->id}/site", array( 'answer' => 'perhaps' ) )->get_status() );
	}
}
