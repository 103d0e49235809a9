<?php
declare(strict_types=1);

namespace Callboard\Worker;

use Callboard\Clock\Clock;
use Callboard\Database\Db;
use Callboard\Vault\SecretStore;

defined( 'ABSPATH' ) || exit;

/** Keys of workers; their secrets are in the vault and leave it once, inside the connection string. */
final class WorkerKeys {
	private const TOUCH_MS = 60000;

	public function __construct(
		private readonly Db $db,
		private readonly Clock $clock,
		private readonly SecretStore $secrets
	) {}

	/** @throws \Callboard\Failure\Failure When this server has no cipher. */
	public function create( string $name, ?int $user_id = null ): NewWorkerKey {
		$key_id = bin2hex( random_bytes( 8 ) );
		$secret = bin2hex( random_bytes( 32 ) );
		$key    = new WorkerKey( $key_id, mb_substr( $name, 0, 200 ), $user_id, $this->clock->now_ms(), null );
		$this->db->transaction(
			function () use ( $key, $secret ): void {
				$this->secrets->put( SecretStore::INSTALLATION, $this->field( $key->key_id ), $secret );
				$this->db->query(
					"INSERT INTO {$this->table()} (key_id, name, created_by, created_ms) VALUES (%s, %s, %d, %d)",
					array( $key->key_id, $key->name, $key->created_by, $key->created_ms )
				);
			}
		);
		return new NewWorkerKey( $key, $this->connection_of( $key_id, $secret ) );
	}

	/** @return list<WorkerKey> Newest first. */
	public function all(): array {
		return array_map(
			array( WorkerKey::class, 'from_row' ),
			$this->db->rows( "SELECT * FROM {$this->table()} ORDER BY created_ms DESC, key_id" )
		);
	}

	public function find( string $key_id ): ?WorkerKey {
		$row = $this->db->row( "SELECT * FROM {$this->table()} WHERE key_id = %s", array( $key_id ) );
		return null === $row ? null : WorkerKey::from_row( $row );
	}

	/** Null for a key that is unknown or revoked; a Failure when the vault cannot open it. */
	public function secret( string $key_id ): ?string {
		return null === $this->find( $key_id ) ? null : $this->secrets->get( SecretStore::INSTALLATION, $this->field( $key_id ) );
	}

	public function revoke( string $key_id ): bool {
		return $this->db->transaction(
			function () use ( $key_id ): bool {
				$this->secrets->forget( SecretStore::INSTALLATION, $this->field( $key_id ) );
				return 1 === $this->db->query( "DELETE FROM {$this->table()} WHERE key_id = %s", array( $key_id ) );
			}
		);
	}

	/** Once a minute is enough to show that a key is in use. */
	public function touch( string $key_id ): void {
		$now = $this->clock->now_ms();
		$this->db->query(
			"UPDATE {$this->table()} SET last_used_ms = %d WHERE key_id = %s AND (last_used_ms IS NULL OR last_used_ms < %d)",
			array( $now, $key_id, $now - self::TOUCH_MS )
		);
	}

	/** The key in use last: a ping is signed with it. */
	public function in_use(): ?WorkerKey {
		$keys = $this->all();
		usort( $keys, static fn( WorkerKey $a, WorkerKey $b ) => ( $b->last_used_ms ?? 0 ) <=> ( $a->last_used_ms ?? 0 ) );
		return $keys[0] ?? null;
	}

	/** For the worker that this server starts itself: its connection goes over stdin and nowhere else. */
	public function connection( string $key_id ): ?string {
		$secret = $this->secret( $key_id );
		return null === $secret ? null : $this->connection_of( $key_id, $secret );
	}

	private function connection_of( string $key_id, #[\SensitiveParameter] string $secret ): string {
		$json = (string) wp_json_encode(
			array(
				'rest_root' => get_rest_url( null, '/' ),
				'key'       => $key_id,
				'secret'    => $secret,
			),
			JSON_UNESCAPED_SLASHES
		);
		return rtrim( strtr( base64_encode( $json ), '+/', '-_' ), '=' );
	}

	private function field( string $key_id ): string {
		return "worker_key:{$key_id}";
	}

	private function table(): string {
		return $this->db->table( 'worker_key' );
	}
}
