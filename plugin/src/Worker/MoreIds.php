<?php
declare(strict_types=1);

namespace Callboard\Worker;

use Callboard\Database\Db;
use Callboard\Mapping\Mapping;
use Callboard\Mapping\Mappings;
use Callboard\Run\Leases;
use Callboard\Run\Run;

defined( 'ABSPATH' ) || exit;

/** The next page of a long inbox: a claim that carried 10,000 ids would be slow for everybody who finds none. */
final class MoreIds implements LeasedFlow {
	public function __construct(
		private readonly Db $db,
		private readonly Leases $leases,
		private readonly Mappings $mappings,
		private readonly DueIds $due
	) {}

	public function run( Run $run, array $body ): array {
		$this->db->transaction( fn() => $this->leases->assert_held( $run->id, (int) $body['fence'] ) );
		$ids = array_map( static fn( Mapping $mapping ) => $mapping->id, $this->mappings->current( $run->tenant_id ) );
		return $this->due->after( $run->tenant_id, $ids, (string) $body['after'] );
	}
}
