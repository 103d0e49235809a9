<?php
declare(strict_types=1);

namespace Callboard\Worker;

use Callboard\Database\Db;
use Callboard\Ledger\Presence;
use Callboard\Run\Leases;
use Callboard\Run\Run;

defined( 'ABSPATH' ) || exit;

/** A page of what this site knows of a mapping's records: the worker compares it with what Salesforce shows. */
final class ListPresence implements LeasedFlow {
	public const RECORDS = 5000;

	public function __construct(
		private readonly Db $db,
		private readonly Leases $leases,
		private readonly Presence $presence
	) {}

	public function run( Run $run, array $body ): array {
		$page = $this->db->transaction(
			function () use ( $run, $body ): array {
				$this->leases->assert_held( $run->id, (int) $body['fence'] );
				return $this->presence->page( $run->tenant_id, (string) $body['mapping_id'], (int) $body['after'], self::RECORDS );
			}
		);
		return array(
			'records' => array_map( static fn( array $row ) => array( $row['external_id'], $row['state'], $row['unseen'], $row['stamp_ms'] ), $page ),
			'next'    => count( $page ) < self::RECORDS ? null : $page[ self::RECORDS - 1 ]['id'],
		);
	}
}
