<?php
declare(strict_types=1);

namespace Callboard\Worker;

use Callboard\Clock\Clock;
use Callboard\Run\Run;
use Callboard\Usage\ApiUsage;
use Callboard\Usage\FailedCalls;
use Callboard\Usage\OrgLimits;
use Callboard\Vault\Connections;

defined( 'ABSPATH' ) || exit;

/** What a heartbeat or the end of a run says of the calls to Salesforce: how many, what the org counts, which failed. */
final class NoteCalls {
	public function __construct(
		private readonly Clock $clock,
		private readonly Connections $connections,
		private readonly ApiUsage $usage,
		private readonly FailedCalls $failed,
		private readonly OrgLimits $limits
	) {}

	/**
	 * @param Run                  $run  As it stood before this report.
	 * @param array<string, mixed> $body A body that passed the contract.
	 */
	public function run( Run $run, array $body ): void {
		$now_ms = $this->clock->now_ms();
		$this->usage->add( $run->tenant_id, $run->calls_before + (int) $body['api_calls'] - $run->api_calls, $now_ms );
		$org_id = isset( $body['usage'] ) || isset( $body['org_limits'] ) ? $this->connections->find( $run->tenant_id )?->org_id : null;
		if ( null !== $org_id && isset( $body['usage'] ) ) {
			$this->usage->saw_org( $org_id, (int) $body['usage']['used'], (int) $body['usage']['limit'], $now_ms );
		}
		if ( null !== $org_id && isset( $body['org_limits'] ) ) {
			$this->limits->saw( $org_id, array_values( $body['org_limits'] ), $now_ms );
		}
		if ( array() !== ( $body['calls_failed'] ?? array() ) ) {
			$this->failed->add( $run->tenant_id, $run->id, array_values( $body['calls_failed'] ) );
		}
	}
}
