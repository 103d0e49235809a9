<?php
declare(strict_types=1);

namespace Callboard\Usage;

use Callboard\Clock\Clock;
use Callboard\Failure\Failure;
use Callboard\Vault\Connections;

defined( 'ABSPATH' ) || exit;

/** Calls that this site makes itself in the course of a sync, such as those for pictures: of the same budget as the worker's. */
final class CallsOfSite {
	public function __construct(
		private readonly Clock $clock,
		private readonly ApiBudgets $budgets,
		private readonly ApiUsage $usage,
		private readonly Connections $connections
	) {}

	/** @throws Failure When nothing is left, before the call. */
	public function before( int $tenant_id ): void {
		$this->budgets->of( $tenant_id, $this->clock->now_ms(), false );
		$this->usage->add( $tenant_id, 1, $this->clock->now_ms() );
	}

	/** @param mixed $limit_info The header `Sforce-Limit-Info: api-usage=18/100000` of the answer, where it has one. */
	public function after( int $tenant_id, mixed $limit_info ): void {
		$org_id = is_string( $limit_info ) && 1 === preg_match( '~api-usage=(\d+)/(\d+)~', $limit_info, $said ) ? $this->connections->find( $tenant_id )?->org_id : null;
		if ( null !== $org_id && isset( $said[2] ) ) {
			$this->usage->saw_org( $org_id, (int) $said[1], (int) $said[2], $this->clock->now_ms() );
		}
	}
}
