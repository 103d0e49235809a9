<?php
declare(strict_types=1);

namespace Callboard\Worker;

use Callboard\Clock\Clock;
use Callboard\Database\Db;
use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;
use Callboard\Run\Leases;
use Callboard\Run\Run;
use Callboard\Vault\SalesforceTokens;

defined( 'ABSPATH' ) || exit;

/** Salesforce refused a run's token: the next one, once. */
final class NextToken implements LeasedFlow {
	// A token that worked this long has expired; one refused sooner never worked.
	private const WORKED_MS = 10 * 60 * 1000;

	public function __construct(
		private readonly Clock $clock,
		private readonly Db $db,
		private readonly Leases $leases,
		private readonly SalesforceTokens $tokens
	) {}

	public function run( Run $run, array $body ): array {
		// Not in one transaction with the issuing: that one has its own, and must commit before anyone uses its token.
		$this->db->transaction( fn() => $this->leases->assert_held( $run->id, (int) $body['fence'] ) );
		$failed_generation = (int) $body['failed_generation'];
		if ( $failed_generation > $run->token_generation ) {
			$current = $this->tokens->current( $run->tenant_id );
			if ( $current->generation <= $failed_generation && $this->clock->now_ms() - $current->issued_ms < self::WORKED_MS ) {
				throw $this->refused_twice();
			}
		}
		return $this->tokens->next( $run->tenant_id, $failed_generation )->to_array();
	}

	private function refused_twice(): Failure {
		return new Failure(
			FailureKind::AUTH,
			'salesforce_session_rejected',
			__( 'Salesforce refuses sessions that it has just opened.', 'callboard' ),
			array(
				__( 'If sessions are locked to the address they began from, switch that off for the integration user, or let the sync worker and this site share one outgoing address.', 'callboard' ),
				__( 'Check that the user has “API Enabled”.', 'callboard' ),
			)
		);
	}
}
