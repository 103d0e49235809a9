<?php
declare(strict_types=1);

namespace Callboard\Vault;

use Callboard\Clock\Clock;
use Callboard\Database\Db;
use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;
use Callboard\Tenant\Tenant;

defined( 'ABSPATH' ) || exit;

final class Connections {
	public function __construct(
		private readonly Db $db,
		private readonly Clock $clock,
		private readonly SecretStore $secrets
	) {}

	public function find( int $tenant_id ): ?Connection {
		return $this->one( $tenant_id, '' );
	}

	/** Inside a transaction: whoever holds this row issues the token. */
	public function find_locked( int $tenant_id ): ?Connection {
		return $this->one( $tenant_id, $this->db->for_update() );
	}

	/** @throws Failure When the address must not be called, the key is not a key, or nothing can be encrypted. */
	public function save( int $tenant_id, ConnectionDetails $details ): Connection {
		OutsideUrl::check( $details->login_url );
		if ( null !== $details->private_key ) {
			$this->assert_private_key( $details->private_key );
		}
		return $this->db->transaction(
			function () use ( $tenant_id, $details ): Connection {
				$before = $this->find_locked( $tenant_id );
				if ( null !== $details->private_key ) {
					$this->secrets->put( $tenant_id, Connection::PRIVATE_KEY, $details->private_key );
				}
				$this->write( $tenant_id, $details, $before );
				// A token of the earlier user or key must not serve the new one.
				$this->secrets->forget( $tenant_id, Connection::ACCESS_TOKEN );
				return $this->find( $tenant_id ) ?? throw new \LogicException( 'A connection that was just saved is gone.' );
			}
		);
	}

	/** A new key and its certificate, possibly before the rest of the connection is known. */
	public function store_key( int $tenant_id, #[\SensitiveParameter] string $private_key, string $certificate ): void {
		$this->assert_private_key( $private_key );
		$this->db->transaction(
			function () use ( $tenant_id, $private_key, $certificate ): void {
				$this->secrets->put( $tenant_id, Connection::PRIVATE_KEY, $private_key );
				$this->secrets->forget( $tenant_id, Connection::ACCESS_TOKEN );
				$before = $this->find_locked( $tenant_id );
				$this->write(
					$tenant_id,
					new ConnectionDetails( $before->login_url ?? '', $before->consumer_key ?? '', $before->username ?? '', $certificate, null, $before?->connected_by ),
					$before
				);
			}
		);
	}

	public function store_token( int $tenant_id, IssuedToken $token, int $generation ): void {
		$this->secrets->put( $tenant_id, Connection::ACCESS_TOKEN, $token->access_token );
		$this->db->query(
			"UPDATE {$this->table()} SET token_generation = %d, token_instance_url = %s, token_issued_ms = %d, org_id = %s, connected_ms = COALESCE(connected_ms, %d) WHERE tenant_id = %d",
			array( $generation, $token->instance_url, $this->clock->now_ms(), $token->org_id, $this->clock->now_ms(), $tenant_id )
		);
	}

	/** The site moved: the same installation, at a new address. */
	public function answer_moved( int $tenant_id ): void {
		$this->db->query( "UPDATE {$this->table()} SET site_hash = %s WHERE tenant_id = %d", array( SiteBinding::hash(), $tenant_id ) );
	}

	/** This is a copy: it forgets the original's secrets, so that it never speaks in its name. */
	public function answer_copy( int $tenant_id ): void {
		$this->db->transaction(
			function () use ( $tenant_id ): void {
				$this->secrets->forget( $tenant_id, Connection::PRIVATE_KEY );
				$this->secrets->forget( $tenant_id, Connection::ACCESS_TOKEN );
				$this->db->query(
					"UPDATE {$this->table()} SET site_hash = %s, org_id = NULL, certificate = NULL, connected_by = NULL, connected_ms = NULL, token_instance_url = NULL, token_issued_ms = NULL WHERE tenant_id = %d",
					array( SiteBinding::hash(), $tenant_id )
				);
			}
		);
	}

	/** @return array<string, mixed> As contract/connection.schema.json. */
	public function describe( Tenant $tenant ): array {
		$connection = $this->find( $tenant->id );
		$state      = $this->secrets->state( $tenant->id, Connection::PRIVATE_KEY );
		$user       = null === $connection?->connected_by ? false : get_userdata( $connection->connected_by );
		return array(
			'tenant_id'       => $tenant->id,
			'name'            => $tenant->name,
			'login_url'       => $connection->login_url ?? '',
			'consumer_key'    => $connection->consumer_key ?? '',
			'username'        => $connection->username ?? '',
			'certificate'     => $connection?->certificate,
			'has_private_key' => SecretState::MISSING !== $state,
			'key_state'       => $state,
			'site_state'      => $connection?->site_state() ?? SiteBinding::BOUND,
			'org_id'          => $connection?->org_id,
			'connected_by'    => false === $user ? null : mb_substr( $user->display_name, 0, 200 ),
			'connected_ms'    => $connection?->connected_ms,
			'api_version'     => $connection->api_version ?? Connection::API_VERSION,
		);
	}

	private function write( int $tenant_id, ConnectionDetails $details, ?Connection $before ): void {
		// Another login address or user may be another org: the next token says which, and that one is remembered.
		$same_org = null !== $before && $before->login_url === $details->login_url && $before->username === $details->username;
		$this->db->query(
			"INSERT INTO {$this->table()} (tenant_id, login_url, consumer_key, username, certificate, api_version, site_hash, connected_by) VALUES (%d, %s, %s, %s, %s, %s, %s, %d)
			ON DUPLICATE KEY UPDATE login_url = VALUES(login_url), consumer_key = VALUES(consumer_key), username = VALUES(username), certificate = VALUES(certificate), connected_by = VALUES(connected_by)",
			array(
				$tenant_id,
				$details->login_url,
				$details->consumer_key,
				$details->username,
				$details->certificate ?? $before?->certificate,
				Connection::API_VERSION,
				SiteBinding::hash(),
				$details->user_id,
			)
		);
		if ( ! $same_org ) {
			$this->db->query( "UPDATE {$this->table()} SET connected_ms = NULL WHERE tenant_id = %d", array( $tenant_id ) );
		}
	}

	private function assert_private_key( #[\SensitiveParameter] string $pem ): void {
		$key = openssl_pkey_get_private( $pem );
		if ( false !== $key && OPENSSL_KEYTYPE_RSA === ( openssl_pkey_get_details( $key )['type'] ?? null ) ) {
			return;
		}
		throw new Failure(
			FailureKind::CONFIG,
			'private_key_unreadable',
			__( 'The private key cannot be read: it must be an RSA key in PEM form, without a passphrase.', 'callboard' ),
			array( __( 'Paste the whole file, from “-----BEGIN PRIVATE KEY-----” to “-----END PRIVATE KEY-----”.', 'callboard' ) )
		);
	}

	private function one( int $tenant_id, string $lock ): ?Connection {
		$row = $this->db->row( "SELECT * FROM {$this->table()} WHERE tenant_id = %d{$lock}", array( $tenant_id ) );
		return null === $row ? null : $this->connection( $row );
	}

	/** @param array<string, string|null> $row */
	private function connection( array $row ): Connection {
		$integer = static fn( string $name ): ?int => null === $row[ $name ] ? null : (int) $row[ $name ];
		return new Connection(
			(int) $row['tenant_id'],
			(string) $row['login_url'],
			(string) $row['consumer_key'],
			(string) $row['username'],
			$row['certificate'],
			(string) $row['api_version'],
			$row['org_id'],
			(string) $row['site_hash'],
			$integer( 'connected_by' ),
			$integer( 'connected_ms' ),
			(int) $row['token_generation'],
			$row['token_instance_url'],
			$integer( 'token_issued_ms' )
		);
	}

	private function table(): string {
		return $this->db->table( 'connection' );
	}
}
