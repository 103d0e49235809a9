<?php
declare(strict_types=1);

namespace Callboard\Worker;

use Callboard\Database\Db;
use Callboard\Delivery\Rehearsed;
use Callboard\Ledger\Presence;
use Callboard\Retry\RetryEntries;
use Callboard\Retry\RetryEntry;
use Callboard\Run\Leases;
use Callboard\Run\Run;

defined( 'ABSPATH' ) || exit;

/** A page of what this site knows of a mapping's records: the worker compares it with what Salesforce shows. */
final class ListPresence implements LeasedFlow {
	public const RECORDS = 5000;

	public function __construct(
		private readonly Db $db,
		private readonly Leases $leases,
		private readonly Presence $presence,
		private readonly Rehearsed $rehearsed,
		private readonly RetryEntries $retries
	) {}

	public function run( Run $run, array $body ): array {
		if ( isset( $body['refused_by_version'] ) ) {
			return $this->refused( $run, $body );
		}
		$page = $this->db->transaction(
			function () use ( $run, $body ): array {
				$this->leases->assert_held( $run->id, (int) $body['fence'] );
				return isset( $body['missed_by_version'] )
					? $this->presence->missed( $run->tenant_id, (string) $body['mapping_id'], (int) $body['missed_by_version'], (int) $body['after'], self::RECORDS )
					: $this->presence->page( $run->tenant_id, (string) $body['mapping_id'], (int) $body['after'], self::RECORDS );
			}
		);
		// A rehearsal wrote no version: what it met stands in its own book.
		$met = isset( $body['missed_by_version'] ) && $run->is_rehearsal() ? $this->rehearsed->of( $run->id, array_column( $page, 'external_id' ) ) : array();
		return array(
			'records' => array_values(
				array_map(
					static fn( array $row ) => array( $row['external_id'], $row['state'], $row['unseen'], $row['stamp_ms'] ),
					array_filter( $page, static fn( array $row ) => ! isset( $met[ $row['external_id'] ] ) )
				)
			),
			'next'    => count( $page ) < self::RECORDS ? null : $page[ self::RECORDS - 1 ]['id'],
		);
	}

	/**
	 * What was refused by other rules is another question, and is not named.
	 *
	 * @param array<string, mixed> $body
	 * @return array<string, mixed>
	 */
	private function refused( Run $run, array $body ): array {
		$page = $this->db->transaction(
			function () use ( $run, $body ): array {
				$this->leases->assert_held( $run->id, (int) $body['fence'] );
				return $this->retries->of_mapping( $run->tenant_id, (string) $body['mapping_id'], (int) $body['after'], self::RECORDS );
			}
		);
		$here = array_filter( $page, static fn( RetryEntry $entry ) => (int) $body['refused_by_version'] === $entry->mapping_version );
		return array(
			'records' => array_values( array_map( static fn( RetryEntry $entry ) => array( $entry->subject, 'refused', false, $entry->stamp_ms ), $here ) ),
			'next'    => count( $page ) < self::RECORDS ? null : $page[ self::RECORDS - 1 ]->id,
		);
	}
}
