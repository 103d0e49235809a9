<?php
declare(strict_types=1);

namespace Callboard\Cli;

use Callboard\Run\Run;
use Callboard\Run\Runs;
use Callboard\Tenant\Tenants;

defined( 'ABSPATH' ) || exit;

/** `wp callboard runs [--tenant=<id>] [--limit=<n>]`: the last runs, in words. */
final class RunsCommand {
	public function __construct(
		private readonly Output $output,
		private readonly Tenants $tenants,
		private readonly Runs $runs
	) {}

	/**
	 * @param list<string>         $args
	 * @param array<string, mixed> $options
	 */
	public function __invoke( array $args, array $options = array() ): void {
		$limit  = max( 1, min( 200, (int) ( $options['limit'] ?? 20 ) ) );
		$wanted = isset( $options['tenant'] ) ? (int) $options['tenant'] : null;
		$rows   = array();
		foreach ( $this->tenants->all() as $tenant ) {
			if ( null === $wanted || $tenant->id === $wanted ) {
				$rows = array( ...$rows, ...array_map( fn( Run $run ) => $this->row( $tenant->name, $run ), $this->runs->page( $tenant->id, 1, $limit ) ) );
			}
		}
		if ( array() === $rows ) {
			$this->output->line( __( 'There are no runs yet.', 'callboard' ) );
			return;
		}
		$this->output->table( $rows );
	}

	/** @return array<string, scalar|null> */
	private function row( string $tenant, Run $run ): array {
		return array(
			'id'      => $run->id,
			'tenant'  => $tenant,
			'kind'    => $run->kind,
			'state'   => $run->state,
			'created' => wp_date( 'Y-m-d H:i:s', intdiv( $run->created_ms, 1000 ) ) ?: '',
			'what'    => $run->to_array()['sentence'],
		);
	}
}
