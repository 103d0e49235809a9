<?php
declare(strict_types=1);

namespace Callboard\Salesforce;

use Callboard\Clock\Clock;
use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;
use Callboard\Vault\Connection;
use Callboard\Vault\ConnectionDetails;
use Callboard\Vault\Connections;
use Callboard\Vault\SecretStore;

defined( 'ABSPATH' ) || exit;

/** A pasted key and certificate must belong together, also when only one of the two is new. */
final class PastedKey {

	public function __construct(
		private readonly Connections $connections,
		private readonly SecretStore $secrets,
		private readonly Clock $clock,
	) {}

	/** @throws Failure When what would be stored is not a usable pair. */
	public function check( int $tenant_id, ConnectionDetails $details ): void {
		if ( null === $details->private_key && null === $details->certificate ) {
			return;
		}
		if ( null !== $details->private_key ) {
			KeyPair::from_pasted( $details->private_key, $details->certificate, $this->clock->now_ms() );
			$this->refuse_stale_certificate( $tenant_id, $details );
			return;
		}
		$stored_certificate = $this->connections->find( $tenant_id )?->certificate;
		if ( null !== $stored_certificate && trim( $stored_certificate ) === $details->certificate ) {
			return;
		}
		$stored = $this->secrets->get( $tenant_id, Connection::PRIVATE_KEY );
		if ( null === $stored ) {
			throw new Failure(
				FailureKind::CONFIG,
				'private_key_missing',
				__( 'A certificate alone is not enough: Callboard signs with its private key.', 'callboard' ),
				array( __( 'Paste the private key that belongs to this certificate, or generate a new pair here.', 'callboard' ) )
			);
		}
		KeyPair::from_pasted( $stored, $details->certificate, $this->clock->now_ms() );
	}

	/** A new key beside the certificate of an old one would show a certificate that never works. */
	private function refuse_stale_certificate( int $tenant_id, ConnectionDetails $details ): void {
		$certificate = $this->connections->find( $tenant_id )?->certificate;
		if ( null === $details->certificate && null !== $certificate ) {
			KeyPair::from_pasted( (string) $details->private_key, $certificate, $this->clock->now_ms() );
		}
	}
}
