<?php
declare(strict_types=1);

namespace Callboard\Health;

use Callboard\Clock\Clock;
use Callboard\Failure\FailureKind;
use Callboard\Run\Breaker;
use Callboard\Run\Run;
use Callboard\Run\Runs;
use Callboard\Tenant\Tenant;
use Callboard\Tenant\Tenants;
use Callboard\Vault\Connection;
use Callboard\Vault\Connections;
use Callboard\Vault\SecretState;
use Callboard\Vault\SecretStore;

defined( 'ABSPATH' ) || exit;

/** By what is stored: looking at Health must not spend a call to Salesforce. */
final class SalesforceCheck implements Check {
	public function __construct(
		private readonly Tenants $tenants,
		private readonly Connections $connections,
		private readonly SecretStore $secrets,
		private readonly Runs $runs,
		private readonly Breaker $breaker,
		private readonly Clock $clock
	) {}

	public function look(): HealthLink {
		$issued = null;
		foreach ( $this->tenants->all() as $tenant ) {
			$problem = $this->problem( $tenant );
			if ( null !== $problem ) {
				return $problem;
			}
			$issued = max( $issued, $this->connections->find( $tenant->id )?->token_issued_ms );
		}
		return null === $issued
			? $this->link( HealthLink::RECOMMENDED, __( 'No organisation is connected to Salesforce yet.', 'callboard' ), array( __( 'Fill in the connection in Callboard’s settings.', 'callboard' ) ) )
			: $this->link( HealthLink::GOOD, __( 'Salesforce lets Callboard in.', 'callboard' ), array(), $issued );
	}

	private function problem( Tenant $tenant ): ?HealthLink {
		$connection = $this->connections->find( $tenant->id );
		if ( null === $connection ) {
			return null;
		}
		if ( ! $connection->is_bound() ) {
			return $this->link(
				HealthLink::CRITICAL,
				__( 'This site has another address than the one that was connected. Everything stands still.', 'callboard' ),
				array( __( 'Open Callboard’s settings and answer: has the site moved, or is this a copy?', 'callboard' ) )
			);
		}
		$state = $this->secrets->state( $tenant->id, Connection::PRIVATE_KEY );
		if ( SecretState::UNDECRYPTABLE === $state ) {
			return $this->link( HealthLink::CRITICAL, SecretState::in_words( $state ), array( __( 'Put the earlier salts or CALLBOARD_VAULT_KEY back into wp-config.php, or store the private key anew.', 'callboard' ) ) );
		}
		$failure = $this->runs->latest( $tenant->id, Run::INCREMENTAL )?->failure;
		return in_array( $failure?->kind, array( FailureKind::AUTH, FailureKind::CONFIG ), true )
			? $this->link( HealthLink::CRITICAL, trim( "{$tenant->name}: {$failure->getMessage()} {$this->breaker->of( $tenant->id )->sentence( $this->clock->now_ms() )}" ), $failure->actions )
			: null;
	}

	/** @param list<string> $actions */
	private function link( string $status, string $message, array $actions, ?int $last_success_ms = null ): HealthLink {
		return new HealthLink( 'salesforce', __( 'The connection to Salesforce', 'callboard' ), $status, $message, $actions, $last_success_ms );
	}
}
