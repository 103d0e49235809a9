<?php
declare(strict_types=1);

namespace Callboard\Cli;

use Callboard\Run\Run;
use Callboard\Run\Runs;
use Callboard\Tenant\RunnableTenants;
use Callboard\Tenant\Tenant;
use Callboard\Worker\Wake;

defined( 'ABSPATH' ) || exit;

/** `wp callboard sync [--tenant=<id>] [--post=<id>|--id=<sf id>]`: asks for a sync now, of all or of one show, and wakes the worker. */
final class SyncCommand {
	public function __construct(
		private readonly Output $output,
		private readonly RunnableTenants $runnable,
		private readonly Runs $runs,
		private readonly Wake $wake,
		private readonly ShowCommands $shows
	) {}

	/**
	 * @param list<string>         $args
	 * @param array<string, mixed> $options
	 */
	public function __invoke( array $args, array $options = array() ): void {
		$show = $options['post'] ?? $options['id'] ?? null;
		if ( null !== $show ) {
			$this->shows->sync( (string) $show );
			return;
		}
		$wanted  = isset( $options['tenant'] ) ? (int) $options['tenant'] : null;
		$tenants = array_values( array_filter( $this->runnable->all(), static fn( Tenant $tenant ) => null === $wanted || $tenant->id === $wanted ) );
		if ( array() === $tenants ) {
			$this->output->fail( __( 'No organisation is ready to sync. `wp callboard health` says what is missing.', 'callboard' ) );
			return;
		}
		foreach ( $tenants as $tenant ) {
			$run = $this->runs->enqueue( $tenant->id, Run::INCREMENTAL, 'cli' );
			/* translators: 1: name of an organisation, 2: number of a run. */
			$this->output->line( sprintf( __( '%1$s: run %2$d is waiting for the worker.', 'callboard' ), $tenant->name, $run->id ) );
		}
		$woken = $this->wake->now();
		if ( null !== $woken ) {
			$this->output->line( $woken->message );
		}
	}
}
