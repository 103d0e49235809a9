<?php
declare(strict_types=1);

namespace Callboard\Tests\Vault;

use Callboard\Failure\Failure;
use Callboard\Plugin;
use Callboard\Tests\CommittingTestCase;
use Callboard\Vault\Cipher;
use Callboard\Vault\SecretStore;
use Callboard\Vault\VaultKey;

/** @group data */
final class SecretStoreTest extends CommittingTestCase {
	public function test_what_is_put_comes_back_and_is_not_stored_in_the_clear(): void {
		$store = $this->store( 'one key' );
		$store->put( 7, 'private_key', 'the secret, with ünï' );
		self::assertSame( 'the secret, with ünï', $store->get( 7, 'private_key' ) );
		self::assertSame( 'ready', $store->state( 7, 'private_key' ) );
		self::assertStringNotContainsString( 'the secret', (string) wp_json_encode( $this->rows() ) );
		$first = $this->rows()[0]['ciphertext'];
		$store->put( 7, 'private_key', 'the secret, with ünï' );
		self::assertNotSame( $first, $this->rows()[0]['ciphertext'], 'Each time another nonce.' );
		self::assertCount( 1, $this->rows() );
	}

	public function test_missing_and_undecryptable_are_told_apart(): void {
		$this->store( 'old salts' )->put( 1, 'private_key', 'secret' );
		$after = $this->store( 'new salts' );
		self::assertSame( 'missing', $after->state( 1, 'access_token' ) );
		self::assertNull( $after->get( 1, 'access_token' ) );
		self::assertSame( 'undecryptable', $after->state( 1, 'private_key' ) );
		$this->expectExceptionObject( new Failure( 'config', 'vault_undecryptable', 'Callboard holds secrets it can no longer decrypt: the keys or salts of this site have changed.' ) );
		$after->get( 1, 'private_key' );
	}

	/** @dataProvider elsewhere */
	public function test_a_ciphertext_moved_elsewhere_does_not_open( int $tenant_id, string $field ): void {
		$store = $this->store( 'one key' );
		$store->put( 1, 'private_key', 'secret' );
		Plugin::instance()->db()->query( "UPDATE {$this->table()} SET tenant_id = %d, field = %s", array( $tenant_id, $field ) );
		self::assertSame( 'undecryptable', $store->state( $tenant_id, $field ) );
	}

	/** @return array<string, array{0: int, 1: string}> */
	public static function elsewhere(): array {
		return array(
			'another tenant' => array( 2, 'private_key' ),
			'another field'  => array( 1, 'access_token' ),
			'both shifted'   => array( 11, 'private_key' ),
		);
	}

	/** @dataProvider damages */
	public function test_a_damaged_ciphertext_is_undecryptable_and_no_error( string $stored ): void {
		$store = $this->store( 'one key' );
		$store->put( 1, 'private_key', 'secret' );
		Plugin::instance()->db()->query( "UPDATE {$this->table()} SET ciphertext = %s", array( $stored ) );
		self::assertSame( 'undecryptable', $store->state( 1, 'private_key' ) );
	}

	/** @return array<string, array{0: string}> */
	public static function damages(): array {
		return array(
			'empty'       => array( '' ),
			'plain text'  => array( 'secret' ),
			'no base64'   => array( 'v1.0000000000000000.***' ),
			'too short'   => array( 'v1.0000000000000000.' . base64_encode( 'short' ) ),
			'other bytes' => array( 'v1.0000000000000000.' . base64_encode( str_repeat( 'x', 60 ) ) ),
			'a v2'        => array( 'v2.0000000000000000.' . base64_encode( str_repeat( 'x', 60 ) ) ),
		);
	}

	public function test_the_key_comes_from_the_environment_before_the_salts(): void {
		self::assertSame( 'salts', VaultKey::find()->source );
		putenv( 'CALLBOARD_VAULT_KEY=from the environment' );
		try {
			$key = VaultKey::find();
			self::assertSame( 'environment', $key->source );
			self::assertSame( VaultKey::of( 'from the environment' )->bytes(), $key->bytes() );
			self::assertSame( 32, strlen( $key->bytes() ) );
		} finally {
			putenv( 'CALLBOARD_VAULT_KEY' );
		}
	}

	/** What WordPress Playground encrypts with sodium_compat, libsodium opens, and the other way round. */
	public function test_the_pure_php_cipher_is_the_same(): void {
		if ( ! class_exists( \ParagonIE_Sodium_Compat::class ) && is_file( ABSPATH . WPINC . '/sodium_compat/autoload.php' ) ) {
			require_once ABSPATH . WPINC . '/sodium_compat/autoload.php';
		}
		self::assertTrue( class_exists( \ParagonIE_Sodium_Compat::class ), 'WordPress brings sodium_compat.' );
		$sealed = ( new Cipher( VaultKey::of( 'k' ) ) )->seal( 'secret', '1|private_key' );
		$bytes  = (string) base64_decode( explode( '.', $sealed )[2], true );
		self::assertSame(
			'secret',
			\ParagonIE_Sodium_Compat::crypto_aead_xchacha20poly1305_ietf_decrypt( substr( $bytes, 24 ), '1|private_key', substr( $bytes, 0, 24 ), VaultKey::of( 'k' )->bytes() )
		);
	}

	private function store( string $key ): SecretStore {
		return new SecretStore( Plugin::instance()->db(), $this->clock, new Cipher( VaultKey::of( $key ) ) );
	}

	/** @return list<array<string, string|null>> */
	private function rows(): array {
		return Plugin::instance()->db()->rows( "SELECT * FROM {$this->table()}" );
	}

	private function table(): string {
		return Plugin::instance()->db()->table( 'secret' );
	}
}
