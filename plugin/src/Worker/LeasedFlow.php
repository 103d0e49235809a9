<?php
declare(strict_types=1);

namespace Callboard\Worker;

use Callboard\Run\Run;

defined( 'ABSPATH' ) || exit;

/** What a worker may ask for under a lease. The run is the one its token opens; the fence is still to be asserted. */
interface LeasedFlow {
	/**
	 * @param array<string, mixed> $body A body that passed the contract.
	 * @return array<string, mixed> An answer by the contract.
	 */
	public function run( Run $run, array $body ): array;
}
