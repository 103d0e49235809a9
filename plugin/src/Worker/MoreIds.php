<?php
declare(strict_types=1);

namespace Callboard\Worker;

use Callboard\Clock\Clock;
use Callboard\Database\Db;
use Callboard\Mapping\Mapping;
use Callboard\Mapping\Mappings;
use Callboard\Run\Leases;
use Callboard\Run\Run;

defined( 'ABSPATH' ) || exit;

/**
 * The next page of a long inbox: a claim that carried 10,000 ids would be slow for everybody who finds none. And its
 * first page anew, for a run that looks again at what it is done with while it reads another mapping from the start.
 */
final class MoreIds implements LeasedFlow {
	private const FIRST = 'first';

	public function __construct(
		private readonly Clock $clock,
		private readonly Db $db,
		private readonly Leases $leases,
		private readonly Mappings $mappings,
		private readonly DueIds $due
	) {}

	public function run( Run $run, array $body ): array {
		$this->db->transaction( fn() => $this->leases->assert_held( $run->id, (int) $body['fence'] ) );
		$ids = array_map( static fn( Mapping $mapping ) => $mapping->id, $this->mappings->current( $run->tenant_id ) );
		if ( self::FIRST === $body['after'] ) {
			return $this->due->first( $run->tenant_id, $ids, $this->clock->now_ms() );
		}
		return $this->due->after( $run->tenant_id, $ids, (string) $body['after'] );
	}
}
