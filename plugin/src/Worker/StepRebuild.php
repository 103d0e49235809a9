<?php
declare(strict_types=1);

namespace Callboard\Worker;

use Callboard\Clock\Clock;
use Callboard\Database\Db;
use Callboard\Listing\Rebuild;
use Callboard\Run\Leases;
use Callboard\Run\Run;

defined( 'ABSPATH' ) || exit;

/** One step of the listing rebuild, short enough for any host's time limit. */
final class StepRebuild implements LeasedFlow {
	public const STEP_SECONDS = 10;

	public function __construct(
		private readonly Clock $clock,
		private readonly Db $db,
		private readonly Leases $leases,
		private readonly Rebuild $rebuild
	) {}

	public function run( Run $run, array $body ): array {
		$this->db->transaction( fn() => $this->leases->assert_held( $run->id, (int) $body['fence'] ) );
		return $this->rebuild->step( $run->tenant_id, $run->id, $this->clock->now_ms() + self::STEP_SECONDS * 1000 )->to_array();
	}
}
