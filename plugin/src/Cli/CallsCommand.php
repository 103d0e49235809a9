<?php
declare(strict_types=1);

namespace Callboard\Cli;

use Callboard\Tenant\Tenants;
use Callboard\Usage\BudgetSettings;
use Callboard\Usage\FailedCalls;

defined( 'ABSPATH' ) || exit;

/** What the sync asks of Salesforce: the calls that failed, and how many there may be. */
final class CallsCommand {
	public function __construct(
		private readonly Output $output,
		private readonly Tenants $tenants,
		private readonly FailedCalls $calls
	) {}

	/**
	 * `wp callboard calls [--tenant=<id>] [--limit=<n>]`: calls that failed, newest first.
	 *
	 * @param list<string>         $args
	 * @param array<string, mixed> $options
	 */
	public function failed( array $args, array $options = array() ): void {
		$limit = max( 1, min( FailedCalls::KEPT, (int) ( $options['limit'] ?? 20 ) ) );
		$rows  = array();
		foreach ( $this->tenants->all() as $tenant ) {
			if ( ! isset( $options['tenant'] ) || $tenant->id === (int) $options['tenant'] ) {
				$rows = array( ...$rows, ...array_map( static fn( array $call ) => self::row( $tenant->id, $call ), $this->calls->page( $tenant->id, 1, $limit ) ) );
			}
		}
		if ( array() === $rows ) {
			$this->output->line( __( 'No call to Salesforce has failed.', 'callboard' ) );
			return;
		}
		$this->output->table( $rows );
	}

	/**
	 * `wp callboard budget [--reserve=<percent>] [--run=<calls>] [--day=<calls>|none]`: shows and sets the budget.
	 *
	 * @param list<string>         $args
	 * @param array<string, mixed> $options
	 */
	public function budget( array $args, array $options = array() ): void {
		$settings = BudgetSettings::read()->to_array();
		foreach ( array( 'reserve' => 'reserve_percent', 'run' => 'calls_per_run', 'day' => 'calls_per_day' ) as $option => $name ) {
			if ( isset( $options[ $option ] ) ) {
				if ( ! is_numeric( $options[ $option ] ) && 'none' !== $options[ $option ] ) {
					$this->output->fail( __( 'A budget is a number.', 'callboard' ) );
					return;
				}
				$settings[ $name ] = is_numeric( $options[ $option ] ) ? (int) $options[ $option ] : null;
			}
		}
		BudgetSettings::from_array( $settings )->save();
		$this->output->table( array( BudgetSettings::read()->to_array() ) );
	}

	/**
	 * @param array<string, mixed> $call
	 * @return array<string, scalar|null>
	 */
	private static function row( int $tenant_id, array $call ): array {
		return array(
			'at'      => wp_date( 'Y-m-d H:i:s', intdiv( (int) $call['at_ms'], 1000 ) ) ?: '',
			'tenant'  => $tenant_id,
			'run'     => (int) $call['run_id'],
			'call'    => "{$call['method']} {$call['endpoint']}",
			'status'  => (int) $call['status'],
			'try'     => (int) $call['attempt'],
			'code'    => (string) $call['code'],
			'request' => (string) $call['request'],
			'answer'  => (string) $call['answer'],
		);
	}
}
