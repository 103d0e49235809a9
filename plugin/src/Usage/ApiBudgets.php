<?php
declare(strict_types=1);

namespace Callboard\Usage;

use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;
use Callboard\Vault\Connections;

defined( 'ABSPATH' ) || exit;

/** How many API calls a run may make: bounded for one run, for the tenant's day, and by what the org's other users need. */
final class ApiBudgets {
	private const MINUTE_MS = 60 * 1000;

	/** So long the org's word is believed; then one call asks again. Two tenants of one org share what either heard. */
	private const ORG_PAUSE_MS = 15 * 60 * 1000;

	public function __construct(
		private readonly ApiUsage $usage,
		private readonly OrgLimits $limits,
		private readonly Connections $connections
	) {}

	/**
	 * @param bool $asked By a person: one call shows whether the org has calls again.
	 * @return array{calls: int, scope: string, resume_ms: int, org_share: float, org_resume_ms: int, bulk?: string} As claim.answer `budget`.
	 * @throws Failure When nothing is left: no call is made to find that out.
	 */
	public function of( int $tenant_id, int $now_ms, bool $asked ): array {
		$settings = BudgetSettings::read();
		$share    = ( 100 - $settings->reserve_percent ) / 100;
		$hours    = null === $settings->calls_per_day ? array() : $this->usage->hours( $tenant_id, $now_ms );
		$left     = null === $settings->calls_per_day ? PHP_INT_MAX : $settings->calls_per_day - array_sum( $hours );
		if ( $left < 1 ) {
			throw self::spent( 'day', __( 'The sync has made as many calls to Salesforce as it may in 24 hours.', 'callboard' ), ApiUsage::free_again_ms( $hours, (int) $settings->calls_per_day ) );
		}
		$org_id = (string) $this->connections->find( $tenant_id )?->org_id;
		$org    = $asked ? null : $this->usage->org( $org_id );
		if ( null !== $org && $now_ms - $org['seen_ms'] < self::ORG_PAUSE_MS && $org['used'] >= $share * $org['limit'] ) {
			throw self::spent( 'org', __( 'The org has used so many of its API calls of 24 hours that the rest is left to its other users.', 'callboard' ), $org['seen_ms'] + self::ORG_PAUSE_MS );
		}
		$of_day = $left < $settings->calls_per_run;
		$bulk   = $this->limits->bulk( $org_id, $share, $now_ms );
		return array(
			'calls'         => min( $left, $settings->calls_per_run ),
			'scope'         => $of_day ? 'day' : 'run',
			'resume_ms'     => $of_day ? max( $now_ms + self::MINUTE_MS, ApiUsage::free_again_ms( $hours, (int) $settings->calls_per_day ) ) : $now_ms + self::MINUTE_MS,
			'org_share'     => $share,
			'org_resume_ms' => $now_ms + self::ORG_PAUSE_MS,
		) + ( null === $bulk ? array() : array( 'bulk' => $bulk ) );
	}

	private static function spent( string $scope, string $message, int $resume_ms ): Failure {
		return new Failure(
			FailureKind::RATE_LIMIT,
			'api_budget_spent',
			$message,
			array(
				__( 'Nothing to do: the sync goes on by itself.', 'callboard' ),
				__( 'If this comes often, look at what uses the calls, or raise the budget on “Settings”.', 'callboard' ),
			),
			array(
				'scope'     => $scope,
				'resume_ms' => $resume_ms,
			)
		);
	}
}
