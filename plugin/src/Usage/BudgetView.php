<?php
declare(strict_types=1);

namespace Callboard\Usage;

use Callboard\Clock\Clock;
use Callboard\Failure\Failure;
use Callboard\Vault\Connections;

defined( 'ABSPATH' ) || exit;

/** How many calls a tenant may make and has made, and what holds it back: contract/budget.schema.json. */
final class BudgetView {
	public function __construct(
		private readonly Clock $clock,
		private readonly ApiBudgets $budgets,
		private readonly ApiUsage $usage,
		private readonly Connections $connections
	) {}

	/** @return array<string, mixed> */
	public function of( int $tenant_id ): array {
		$now   = $this->clock->now_ms();
		$spent = $this->spent( $tenant_id, $now );
		return BudgetSettings::read()->to_array() + array(
			'default' => ( new BudgetSettings() )->to_array(),
			'used'    => $this->usage->by_whom( $tenant_id, $now ),
			'org'     => $this->usage->org( (string) $this->connections->find( $tenant_id )?->org_id ),
			'spent'   => null === $spent ? null : array(
				'scope'     => (string) ( $spent->details['scope'] ?? '' ),
				'message'   => $spent->getMessage(),
				'resume_ms' => (int) ( $spent->details['resume_ms'] ?? 0 ),
			),
		);
	}

	/** As the next run of the timetable would hear it. */
	private function spent( int $tenant_id, int $now_ms ): ?Failure {
		try {
			$this->budgets->of( $tenant_id, $now_ms, false );
			return null;
		} catch ( Failure $spent ) {
			return $spent;
		}
	}
}
