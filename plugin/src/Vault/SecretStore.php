<?php
declare(strict_types=1);

namespace Callboard\Vault;

use Callboard\Clock\Clock;
use Callboard\Database\Db;
use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;

defined( 'ABSPATH' ) || exit;

/** Secrets by tenant and field. Tenant 0 holds those of the installation (worker keys). */
final class SecretStore {
	public const INSTALLATION = 0;

	public function __construct(
		private readonly Db $db,
		private readonly Clock $clock,
		private readonly Cipher $cipher
	) {}

	/** @throws Failure When this server has no cipher. */
	public function put( int $tenant_id, string $field, #[\SensitiveParameter] string $plain ): void {
		$this->db->query(
			"INSERT INTO {$this->table()} (tenant_id, field, ciphertext, updated_ms) VALUES (%d, %s, %s, %d)
			ON DUPLICATE KEY UPDATE ciphertext = VALUES(ciphertext), updated_ms = VALUES(updated_ms)",
			array( $tenant_id, $field, $this->cipher->seal( $plain, $this->place( $tenant_id, $field ) ), $this->clock->now_ms() )
		);
	}

	/** Null when nothing is stored; a Failure when something is, and cannot be read: the two need different cures. */
	public function get( int $tenant_id, string $field ): ?string {
		$sealed = $this->sealed( $tenant_id, $field );
		if ( null === $sealed ) {
			return null;
		}
		return $this->cipher->open( $sealed, $this->place( $tenant_id, $field ) ) ?? throw $this->undecryptable();
	}

	public function has( int $tenant_id, string $field ): bool {
		return null !== $this->sealed( $tenant_id, $field );
	}

	/** One of SecretState. */
	public function state( int $tenant_id, string $field ): string {
		$sealed = $this->sealed( $tenant_id, $field );
		return match ( true ) {
			null === $sealed => SecretState::MISSING,
			! Cipher::is_available(),
			null === $this->cipher->open( $sealed, $this->place( $tenant_id, $field ) ) => SecretState::UNDECRYPTABLE,
			default          => SecretState::READY,
		};
	}

	public function forget( int $tenant_id, string $field ): void {
		$this->db->query( "DELETE FROM {$this->table()} WHERE tenant_id = %d AND field = %s", array( $tenant_id, $field ) );
	}

	private function sealed( int $tenant_id, string $field ): ?string {
		return $this->db->value( "SELECT ciphertext FROM {$this->table()} WHERE tenant_id = %d AND field = %s", array( $tenant_id, $field ) );
	}

	/** A ciphertext moved to another tenant or field does not open there. */
	private function place( int $tenant_id, string $field ): string {
		return "{$tenant_id}|{$field}";
	}

	private function undecryptable(): Failure {
		return new Failure(
			FailureKind::CONFIG,
			'vault_undecryptable',
			__( 'Callboard holds secrets it can no longer decrypt: the keys or salts of this site have changed.', 'callboard' ),
			array(
				__( 'Put the earlier salts or CALLBOARD_VAULT_KEY back into wp-config.php,', 'callboard' ),
				__( 'or store the private key and the worker keys anew in Callboard’s settings.', 'callboard' ),
			)
		);
	}

	private function table(): string {
		return $this->db->table( 'secret' );
	}
}
