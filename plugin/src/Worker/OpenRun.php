<?php
declare(strict_types=1);

namespace Callboard\Worker;

use Callboard\Run\LeaseLost;
use Callboard\Run\Leases;
use Callboard\Run\Run;
use Callboard\Tenant\RunnableTenants;
use Callboard\Tenant\Tenants;

defined( 'ABSPATH' ) || exit;

/** The run a token opens, while its tenant may work: a paused tenant and a copied site stand still at once. */
final class OpenRun {
	public function __construct(
		private readonly Leases $leases,
		private readonly Tenants $tenants,
		private readonly RunnableTenants $runnable
	) {}

	/** @throws LeaseLost */
	public function by_token( int $run_id, #[\SensitiveParameter] string $token ): Run {
		$run = $this->leases->run_of_token( $run_id, $token );
		if ( null === $run || ! $this->runnable->may_run( $this->tenants->find( $run->tenant_id ) ) ) {
			throw new LeaseLost();
		}
		return $run;
	}
}
