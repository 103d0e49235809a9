<?php
declare(strict_types=1);

namespace Callboard\Ledger;

use Callboard\Clock\Clock;
use Callboard\Mapping\Mapping;
use Callboard\Retry\RetryEntries;
use Callboard\Retry\RetryEntry;

defined( 'ABSPATH' ) || exit;

/** Compares what the worker read with the ledger, so that only what changed travels. */
final class Offer {
	public function __construct(
		private readonly Ledger $ledger,
		private readonly Inbox $inbox,
		private readonly RetryEntries $retries,
		private readonly Clock $clock
	) {}

	/**
	 * Two reads for the whole page; a write only where a version moved or an inbox id turned out unchanged.
	 *
	 * @param list<array{0: string, 1: int, 2: string}> $records     External id, stamp, source fingerprint.
	 * @param bool                                       $writes      False in a rehearsal.
	 * @param bool                                       $listed_only Only what has its listing is brought up to date; nothing is added.
	 * @param int                                        $began_ms    When the reading began: an inbox that asked later still waits.
	 */
	public function answer( int $tenant_id, Mapping $mapping, array $records, int $read_ms, bool $writes = true, bool $listed_only = false, int $began_ms = PHP_INT_MAX ): OfferAnswer {
		$ids      = array_column( $records, 0 );
		$versions = array_column( $this->ledger->versions( $tenant_id, $ids ), null, 'sf_id' );
		$wanted   = array();
		$moved    = array();
		$settled  = array();
		$over     = array();
		$stale    = 0;
		$seen     = array();
		$left     = array();
		foreach ( $records as list( $external_id, $stamp_ms, $fingerprint ) ) {
			$known = $versions[ $external_id ] ?? null;
			if ( isset( $known['unseen_ms'] ) ) {
				$seen[] = $external_id;
			}
			if ( $listed_only && LedgerState::LIVE !== ( $known['state'] ?? null ) ) {
				// An inbox that asked for it has its answer: it is not for this site.
				$over[ $external_id ] = $stamp_ms;
				continue;
			}
			if ( null === $known ) {
				$wanted[] = $external_id;
			} elseif ( $this->is_stale( $known, $stamp_ms, $read_ms, $fingerprint ) ) {
				++$stale;
			} elseif ( ! $this->is_settled( $known, $mapping, $fingerprint ) ) {
				$wanted[] = $external_id;
			} else {
				$settled[ $external_id ] = $stamp_ms;
				if ( $stamp_ms > (int) $known['stamp_ms'] ) {
					$moved[ (int) $known['id'] ] = $stamp_ms;
				}
			}
		}
		if ( $writes ) {
			$this->ledger->move_versions( $moved, $read_ms, $this->clock->now_ms() );
			$this->inbox->settle( $tenant_id, array_map( 'strval', array_keys( $settled + $over ) ), null, $began_ms );
			$left = $this->retries->settle( $tenant_id, $settled + $over, array(), $this->clock->now_ms() );
		}
		return new OfferAnswer(
			$wanted,
			count( $settled ),
			$stale,
			array_values( array_filter( $left, static fn( RetryEntry $entry ) => isset( $settled[ $entry->subject ] ) ) ),
			array_values( array_filter( $left, static fn( RetryEntry $entry ) => isset( $over[ $entry->subject ] ) ) ),
			$seen
		);
	}

	/** @param array<string, string|null> $known */
	private function is_stale( array $known, int $stamp_ms, int $read_ms, string $fingerprint ): bool {
		if ( $stamp_ms !== (int) $known['stamp_ms'] ) {
			return $stamp_ms < (int) $known['stamp_ms'];
		}
		return $read_ms < (int) $known['read_ms'] && $fingerprint !== $known['source_fingerprint'];
	}

	/**
	 * A record that comes by another mapping than before travels: that mapping holds it from now on.
	 *
	 * @param array<string, string|null> $known
	 */
	private function is_settled( array $known, Mapping $mapping, string $fingerprint ): bool {
		return LedgerState::EXCLUDED === $known['state']
			|| ( LedgerState::LIVE === $known['state'] && $mapping->id === $known['mapping_id'] && $fingerprint === $known['source_fingerprint'] );
	}
}
