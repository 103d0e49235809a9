<?php
declare(strict_types=1);

namespace Callboard\Vault;

use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;

defined( 'ABSPATH' ) || exit;

/** The signed statement of the JWT bearer flow: RS256, short-lived, a fresh one for each attempt. */
final class JwtAssertion {
	// Salesforce asks for no more than three minutes.
	private const LIFETIME_SECONDS = 150;

	public static function sign( Connection $connection, #[\SensitiveParameter] string $private_key, int $now_ms ): string {
		$head   = self::segment( array( 'alg' => 'RS256' ) );
		$claims = self::segment(
			array(
				'iss' => $connection->consumer_key,
				'sub' => $connection->username,
				'aud' => untrailingslashit( $connection->login_url ),
				'exp' => intdiv( $now_ms, 1000 ) + self::LIFETIME_SECONDS,
			)
		);
		$key    = openssl_pkey_get_private( $private_key );
		$signed = '';
		if ( false === $key || ! openssl_sign( "{$head}.{$claims}", $signed, $key, OPENSSL_ALGO_SHA256 ) ) {
			throw new Failure(
				FailureKind::CONFIG,
				'private_key_unusable',
				__( 'The stored private key cannot sign.', 'callboard' ),
				array( __( 'Make a new key in Callboard’s settings and upload its certificate to Salesforce.', 'callboard' ) )
			);
		}
		return "{$head}.{$claims}." . self::base64url( $signed );
	}

	/** @param array<string, mixed> $data */
	private static function segment( array $data ): string {
		return self::base64url( (string) wp_json_encode( $data, JSON_UNESCAPED_SLASHES ) );
	}

	private static function base64url( string $bytes ): string {
		return rtrim( strtr( base64_encode( $bytes ), '+/', '-_' ), '=' );
	}
}
