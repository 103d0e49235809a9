<?php
declare(strict_types=1);

namespace Callboard\Vault;

defined( 'ABSPATH' ) || exit;

/** Where the vault's key comes from: constant → environment → WordPress's salts. */
final class VaultKey {
	private const NAME = 'CALLBOARD_VAULT_KEY';

	private function __construct(
		public readonly string $source,
		#[\SensitiveParameter]
		private readonly string $material
	) {}

	public static function find(): self {
		if ( defined( self::NAME ) && is_string( constant( self::NAME ) ) && '' !== constant( self::NAME ) ) {
			return new self( 'constant', (string) constant( self::NAME ) );
		}
		$environment = getenv( self::NAME );
		if ( is_string( $environment ) && '' !== $environment ) {
			return new self( 'environment', $environment );
		}
		return new self( 'salts', wp_salt( 'auth' ) . wp_salt( 'secure_auth' ) );
	}

	public static function of( #[\SensitiveParameter] string $material ): self {
		return new self( 'given', $material );
	}

	/** 32 bytes for the cipher, whatever length the material has. */
	public function bytes(): string {
		return hash_hkdf( 'sha256', $this->material, 32, 'callboard vault v1' );
	}

	/** Stored beside each ciphertext: tells "other key" from "damaged" without revealing anything of the key. */
	public function fingerprint(): string {
		return substr( hash_hmac( 'sha256', 'callboard vault key fingerprint', $this->bytes() ), 0, 16 );
	}
}
