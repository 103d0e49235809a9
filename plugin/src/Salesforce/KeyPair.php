<?php
declare(strict_types=1);

namespace Callboard\Salesforce;

defined( 'ABSPATH' ) || exit;

use Callboard\Failure\Failure;

/** An RSA key and the certificate Salesforce checks its signatures with. */
final class KeyPair {

	private const BITS = 2048;
	private const DAYS = 730;

	private function __construct(
		public readonly string $private_key,
		public readonly ?string $certificate,
	) {}

	/** @throws Failure When this server's PHP cannot make keys (Playground, a missing openssl.cnf). */
	public static function generate( string $common_name ): self {
		if ( ! function_exists( 'openssl_pkey_new' ) ) {
			throw self::cannot_generate();
		}
		$key = openssl_pkey_new( array( 'private_key_bits' => self::BITS, 'private_key_type' => OPENSSL_KEYTYPE_RSA ) );
		if ( false === $key ) {
			throw self::cannot_generate();
		}
		$digest  = array( 'digest_alg' => 'sha256' );
		$request = openssl_csr_new( array( 'commonName' => self::common_name( $common_name ) ), $key, $digest );
		$signed  = $request instanceof \OpenSSLCertificateSigningRequest
			? openssl_csr_sign( $request, null, $key, self::DAYS, $digest, random_int( 1, PHP_INT_MAX ) )
			: false;
		$private_key = '';
		$certificate = '';
		if ( false === $signed || ! openssl_pkey_export( $key, $private_key ) || ! openssl_x509_export( $signed, $certificate ) ) {
			throw self::cannot_generate();
		}
		return new self( $private_key, $certificate );
	}

	/** @throws Failure When the pasted text is not a usable pair. */
	public static function from_pasted( string $private_key, ?string $certificate, int $now_ms ): self {
		$private_key = trim( $private_key );
		$key         = self::read_key( $private_key );
		$certificate = null === $certificate || '' === trim( $certificate ) ? null : trim( $certificate );
		if ( null !== $certificate ) {
			self::check_certificate( $certificate, $key, $now_ms );
		}
		return new self( $private_key . "\n", null === $certificate ? null : $certificate . "\n" );
	}

	private static function read_key( string $text ): \OpenSSLAsymmetricKey {
		if ( str_contains( $text, 'BEGIN CERTIFICATE' ) || str_contains( $text, 'BEGIN PUBLIC KEY' ) ) {
			throw self::refused( 'private_key_is_public', __( 'This is a certificate or a public key, not a private key.', 'callboard' ), __( 'Paste the file that begins with "-----BEGIN PRIVATE KEY-----", often called server.key.', 'callboard' ) );
		}
		if ( str_contains( $text, 'ENCRYPTED' ) ) {
			throw self::refused( 'private_key_has_password', __( 'This private key is protected by a password.', 'callboard' ), __( 'Paste a key without a password (openssl pkey -in server.key), or generate one here.', 'callboard' ) );
		}
		$key = '' === $text ? false : openssl_pkey_get_private( $text );
		if ( false === $key ) {
			throw self::refused( 'private_key_unreadable', __( 'This is not a private key Callboard can read.', 'callboard' ), __( 'Paste the whole file, from "-----BEGIN PRIVATE KEY-----" to "-----END PRIVATE KEY-----", or generate a key here.', 'callboard' ) );
		}
		$details = openssl_pkey_get_details( $key );
		if ( ! is_array( $details ) || OPENSSL_KEYTYPE_RSA !== $details['type'] || $details['bits'] < self::BITS ) {
			throw self::refused( 'private_key_not_rsa', __( 'Salesforce takes RSA keys of 2,048 bits or more; this key is of another kind.', 'callboard' ), __( 'Generate a key here, or paste an RSA key.', 'callboard' ) );
		}
		return $key;
	}

	private static function check_certificate( string $text, \OpenSSLAsymmetricKey $key, int $now_ms ): void {
		$certificate = @openssl_x509_read( $text ); // phpcs:ignore WordPress.PHP.NoSilencedErrors.Discouraged -- warns about text that is no certificate; the answer says so in words.
		if ( false === $certificate ) {
			throw self::refused( 'certificate_unreadable', __( 'This is not a certificate Callboard can read.', 'callboard' ), __( 'Paste the whole file, from "-----BEGIN CERTIFICATE-----" to "-----END CERTIFICATE-----".', 'callboard' ) );
		}
		if ( ! openssl_x509_check_private_key( $certificate, $key ) ) {
			throw self::refused( 'certificate_does_not_match', __( 'The certificate does not belong to this private key.', 'callboard' ), __( 'Paste the two files that were made together, or generate a new pair here.', 'callboard' ) );
		}
		$facts = openssl_x509_parse( $certificate );
		if ( is_array( $facts ) && $facts['validTo_time_t'] * 1000 < $now_ms ) {
			throw self::refused( 'certificate_expired', __( 'The certificate has expired.', 'callboard' ), __( 'Generate a new pair here and upload the new certificate in Salesforce.', 'callboard' ) );
		}
	}

	private static function refused( string $code, string $message, string $action ): Failure {
		return new Failure( 'config', $code, $message, array( $action ) );
	}

	private static function cannot_generate(): Failure {
		return new Failure(
			'config',
			'key_generation_unavailable',
			__( 'This server cannot make a key: PHP here has no working OpenSSL.', 'callboard' ),
			array(
				__( 'Make one on your computer and paste both files here: openssl req -x509 -newkey rsa:2048 -nodes -days 730 -subj /CN=callboard -keyout server.key -out server.crt', 'callboard' ),
			)
		);
	}

	/** X.509 allows 64 characters. */
	private static function common_name( string $name ): string {
		$plain = trim( (string) preg_replace( '/[^A-Za-z0-9 .-]+/', '', $name ) );
		return '' === $plain ? 'Callboard' : substr( 'Callboard ' . $plain, 0, 64 );
	}
}
