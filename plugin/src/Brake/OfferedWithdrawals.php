<?php
declare(strict_types=1);

namespace Callboard\Brake;

use Callboard\Delivery\Outcome;
use Callboard\Delivery\Withdrawal;
use Callboard\Delivery\Withdrawals;
use Callboard\Ledger\Inbox;
use Callboard\Ledger\Ledger;
use Callboard\Ledger\LedgerEntry;
use Callboard\Retry\RetryEntries;
use Callboard\Retry\RetryEntry;

defined( 'ABSPATH' ) || exit;

/**
 * The gate for withdrawals: most records that were deleted or left the filter were never on this site. The worker
 * gathers what is left over the whole run, so that their number is known before the first is withdrawn.
 */
final class OfferedWithdrawals {
	public function __construct(
		private readonly Ledger $ledger,
		private readonly Brakes $brakes,
		private readonly Inbox $inbox,
		private readonly RetryEntries $retries
	) {}

	/**
	 * @param list<Withdrawal> $withdrawals
	 * @param bool             $writes      False in a rehearsal.
	 * @param int              $began_ms    When the reading began: an inbox that asked later still waits.
	 * @return array{listed: list<string>, others: list<string>, left: list<RetryEntry>} What must be delivered; the rest is settled already, and of it what was refused before is not tried again.
	 */
	public function answer( int $tenant_id, string $mapping_id, array $withdrawals, bool $writes = true, int $began_ms = PHP_INT_MAX ): array {
		$ids     = array_values( array_unique( array_map( static fn( Withdrawal $one ) => $one->external_id, $withdrawals ) ) );
		$entries = array_filter( $this->ledger->by_external_ids( $tenant_id, $ids ), static fn( LedgerEntry $entry ) => $entry->mapping_id === $mapping_id );
		$held    = array() === $entries ? array() : $this->brakes->held( $tenant_id, array_keys( $entries ) );
		$listed  = array();
		$others  = array();
		$gone    = array();
		$left    = array();
		foreach ( $withdrawals as $withdrawal ) {
			$entry = $entries[ $withdrawal->external_id ] ?? null;
			$outcome = Withdrawals::outcome( $entry, $withdrawal, $mapping_id );
			if ( Outcome::IGNORED === $outcome || Outcome::UNCHANGED === $outcome ) {
				$gone[ $withdrawal->external_id ] = max( $withdrawal->stamp_ms, $gone[ $withdrawal->external_id ] ?? 0 );
			}
			if ( null === $entry || Outcome::WITHDRAWN !== $outcome || $this->stands( $held[ $withdrawal->external_id ] ?? null, $withdrawal ) ) {
				continue;
			}
			if ( $entry->is_live() ) {
				$listed[ $withdrawal->external_id ] = true;
			} else {
				$others[ $withdrawal->external_id ] = true;
			}
		}
		if ( $writes ) {
			// What another mapping of the object waits for is none of this one's business.
			$this->inbox->settle( $tenant_id, array_values( array_diff( $ids, array_keys( $listed ), array_keys( $others ) ) ), $mapping_id, $began_ms );
			$left = $this->retries->leave( $tenant_id, $mapping_id, $gone );
		}
		return array(
			'listed' => array_map( 'strval', array_keys( $listed ) ),
			'others' => array_map( 'strval', array_keys( $others ) ),
			'left'   => $left,
		);
	}

	/** A list holds it already, or a person kept the listing: nothing to be told again. */
	private function stands( ?HeldWithdrawal $held, Withdrawal $withdrawal ): bool {
		return null !== $held && BrakeRow::APPROVED !== $held->state && $held->says( $withdrawal )
			&& ( BrakeRow::REFUSED === $held->state || $held->withdrawal->stamp_ms >= $withdrawal->stamp_ms );
	}
}
