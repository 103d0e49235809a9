<?php
declare(strict_types=1);

namespace Callboard\Vault;

use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;

defined( 'ABSPATH' ) || exit;

/** XChaCha20-Poly1305, bound to its place by associated data; by libsodium or by WordPress's sodium_compat. */
final class Cipher {
	private const FORMAT      = 'v1';
	private const NONCE_BYTES = 24;

	public function __construct( private readonly VaultKey $key ) {}

	public static function is_available(): bool {
		return function_exists( 'sodium_crypto_aead_xchacha20poly1305_ietf_encrypt' );
	}

	/** @throws Failure Without a cipher nothing is stored: never plain text. */
	public function seal( #[\SensitiveParameter] string $plain, string $place ): string {
		if ( ! self::is_available() ) {
			throw self::missing();
		}
		$nonce  = random_bytes( self::NONCE_BYTES );
		$sealed = sodium_crypto_aead_xchacha20poly1305_ietf_encrypt( $plain, $place, $nonce, $this->key->bytes() );
		return implode( '.', array( self::FORMAT, $this->key->fingerprint(), base64_encode( $nonce . $sealed ) ) );
	}

	/** Null when this key, at this place, does not open it. */
	public function open( string $sealed, string $place ): ?string {
		if ( ! self::is_available() ) {
			throw self::missing();
		}
		$parts = explode( '.', $sealed );
		$bytes = 3 === count( $parts ) && self::FORMAT === $parts[0] ? base64_decode( $parts[2], true ) : false;
		if ( false === $bytes || strlen( $bytes ) <= self::NONCE_BYTES ) {
			return null;
		}
		try {
			$plain = sodium_crypto_aead_xchacha20poly1305_ietf_decrypt(
				substr( $bytes, self::NONCE_BYTES ),
				$place,
				substr( $bytes, 0, self::NONCE_BYTES ),
				$this->key->bytes()
			);
		} catch ( \SodiumException ) {
			// sodium_compat throws where libsodium returns false.
			return null;
		}
		return false === $plain ? null : $plain;
	}

	private static function missing(): Failure {
		return new Failure(
			FailureKind::CONFIG,
			'vault_cipher_missing',
			__( 'This server cannot encrypt: PHP has no sodium extension, and WordPress brought no replacement.', 'callboard' ),
			array( __( 'Ask your host to switch on the PHP extension “sodium”.', 'callboard' ) )
		);
	}
}
