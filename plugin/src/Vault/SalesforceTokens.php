<?php
declare(strict_types=1);

namespace Callboard\Vault;

use Callboard\Clock\Clock;
use Callboard\Database\Db;
use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;

defined( 'ABSPATH' ) || exit;

/** The only issuer of Salesforce access tokens: one at a time per tenant, stored encrypted before anyone uses it. */
final class SalesforceTokens {
	// Salesforce names no lifetime; the shortest session setting that an org offers is 15 minutes of idleness,
	// the default two hours. A token refused earlier is replaced by next().
	private const REUSE_MS = 60 * 60 * 1000;

	public function __construct(
		private readonly Db $db,
		private readonly Clock $clock,
		private readonly Connections $connections,
		private readonly SecretStore $secrets,
		private readonly TokenEndpoint $endpoint
	) {}

	/** @throws Failure Of kind config, auth, rate_limit or transient. */
	public function current( int $tenant_id ): AccessToken {
		$connection = $this->usable( $this->connections->find( $tenant_id ) );
		return $this->stored( $connection ) ?? $this->issue( $tenant_id, $connection->token_generation );
	}

	/**
	 * The token after the one Salesforce refused; a second worker that was refused the same one gets the same next.
	 *
	 * @throws Failure Of kind config, auth, rate_limit or transient.
	 */
	public function next( int $tenant_id, int $failed_generation ): AccessToken {
		$this->usable( $this->connections->find( $tenant_id ) );
		return $this->issue( $tenant_id, $failed_generation );
	}

	/** Issues anew, for a connection test: what is stored proves nothing about a key that was just changed. */
	public function fresh( int $tenant_id ): AccessToken {
		return $this->issue( $tenant_id, $this->usable( $this->connections->find( $tenant_id ) )->token_generation );
	}

	/**
	 * Under the connection's row lock, in a transaction of its own: whoever waited for the lock finds the token
	 * that the first one issued. On SQLite the one writer's lock is held for the call, at most 10 s.
	 */
	private function issue( int $tenant_id, int $after_generation ): AccessToken {
		return $this->db->transaction(
			function () use ( $tenant_id, $after_generation ): AccessToken {
				$connection = $this->usable( $this->connections->find_locked( $tenant_id ) );
				$stored     = $this->stored( $connection );
				if ( null !== $stored && $stored->generation > $after_generation ) {
					return $stored;
				}
				$token = $this->endpoint->issue( $connection, $this->private_key( $tenant_id ) );
				$this->assert_same_org( $connection, $token );
				$generation = max( $connection->token_generation, $after_generation ) + 1;
				$this->connections->store_token( $tenant_id, $token, $generation );
				return new AccessToken( $token->access_token, $token->instance_url, $generation, $connection->api_version, $token->org_id, $this->clock->now_ms() );
			}
		);
	}

	private function stored( Connection $connection ): ?AccessToken {
		$fresh = null !== $connection->token_issued_ms && $this->clock->now_ms() - $connection->token_issued_ms < self::REUSE_MS;
		$token = $fresh && null !== $connection->token_instance_url
			? $this->secrets->get( $connection->tenant_id, Connection::ACCESS_TOKEN )
			: null;
		return null === $token ? null : new AccessToken(
			$token,
			(string) $connection->token_instance_url,
			$connection->token_generation,
			$connection->api_version,
			$connection->org_id,
			(int) $connection->token_issued_ms
		);
	}

	/** Before any call to Salesforce: a copied or restored site stands still until an admin has answered. */
	private function usable( ?Connection $connection ): Connection {
		if ( null === $connection || ! $connection->is_complete() ) {
			throw new Failure(
				FailureKind::CONFIG,
				'connection_missing',
				__( 'This organisation is not connected to Salesforce yet.', 'callboard' ),
				array( __( 'Fill in the connection in Callboard’s settings.', 'callboard' ) )
			);
		}
		if ( ! $connection->is_bound() ) {
			throw new Failure(
				FailureKind::CONFIG,
				'site_copied',
				__( 'This site has another address than the one that was connected to Salesforce. Everything stands still until you say what happened.', 'callboard' ),
				array( __( 'Open Callboard’s settings and answer: has the site moved, or is this a copy?', 'callboard' ) )
			);
		}
		return $connection;
	}

	private function private_key( int $tenant_id ): string {
		return $this->secrets->get( $tenant_id, Connection::PRIVATE_KEY ) ?? throw new Failure(
			FailureKind::CONFIG,
			'private_key_missing',
			__( 'There is no private key to sign in with.', 'callboard' ),
			array( __( 'Make or paste a key in Callboard’s settings.', 'callboard' ) )
		);
	}

	private function assert_same_org( Connection $connection, IssuedToken $token ): void {
		if ( null === $connection->org_id || $connection->org_id === $token->org_id ) {
			return;
		}
		throw new Failure(
			FailureKind::CONFIG,
			'salesforce_other_org',
			__( 'This is another org: the sign-in leads to a different Salesforce org than the one this organisation was connected to.', 'callboard' ),
			array(
				__( 'Check the login address and the user name.', 'callboard' ),
				__( 'To connect another org on purpose, add a new organisation.', 'callboard' ),
			),
			array(
				'expected' => $connection->org_id,
				'answered' => $token->org_id,
			)
		);
	}
}
