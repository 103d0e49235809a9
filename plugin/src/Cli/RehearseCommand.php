<?php
declare(strict_types=1);

namespace Callboard\Cli;

use Callboard\Delivery\ApplyRehearsal;
use Callboard\Failure\Failure;
use Callboard\Run\Run;
use Callboard\Run\RunItem;
use Callboard\Run\RunItems;
use Callboard\Run\Runs;
use Callboard\Tenant\RunnableTenants;
use Callboard\Tenant\Tenant;
use Callboard\Worker\Wake;

defined( 'ABSPATH' ) || exit;

/** `wp callboard rehearse [--tenant=<id>] | --show=<run> [--page=<n>] | --apply=<run>`: what a sync would change, before it does. */
final class RehearseCommand {
	private const ROWS = 100;

	public function __construct(
		private readonly Output $output,
		private readonly RunnableTenants $runnable,
		private readonly Runs $runs,
		private readonly RunItems $items,
		private readonly ApplyRehearsal $apply,
		private readonly Wake $wake
	) {}

	/**
	 * @param list<string>         $args
	 * @param array<string, mixed> $options
	 */
	public function __invoke( array $args, array $options = array() ): void {
		match ( true ) {
			isset( $options['show'] )  => $this->of_run( (int) $options['show'], fn( Run $run ) => $this->show( $run, max( 1, (int) ( $options['page'] ?? 1 ) ) ) ),
			isset( $options['apply'] ) => $this->of_run( (int) $options['apply'], fn( Run $run ) => $this->apply( $run ) ),
			default                    => $this->rehearse( isset( $options['tenant'] ) ? (int) $options['tenant'] : null ),
		};
	}

	private function rehearse( ?int $wanted ): void {
		$tenants = array_values( array_filter( $this->runnable->all(), static fn( Tenant $tenant ) => null === $wanted || $tenant->id === $wanted ) );
		if ( array() === $tenants ) {
			$this->output->fail( __( 'No organisation is ready to sync. `wp callboard health` says what is missing.', 'callboard' ) );
			return;
		}
		foreach ( $tenants as $tenant ) {
			$run = $this->runs->enqueue( $tenant->id, Run::INCREMENTAL, 'cli', null, array( 'rehearsal' => true ) );
			/* translators: 1: name of an organisation, 2: number of a run. */
			$this->output->line( sprintf( __( '%1$s: rehearsal %2$d is waiting for the worker. `wp callboard rehearse --show=%2$d` tells what it says.', 'callboard' ), $tenant->name, $run->id ) );
		}
		$this->wake();
	}

	private function show( Run $run, int $page ): void {
		$this->output->line( (string) $run->to_array()['sentence'] );
		$rows = array();
		foreach ( $this->items->page( $run->id, null, $page, self::ROWS ) as $item ) {
			$rows = array( ...$rows, ...$this->rows( $item ) );
		}
		if ( array() !== $rows ) {
			$this->output->table( $rows );
		}
	}

	/** @return list<array<string, scalar|null>> One row a field, or one that gives the reason. */
	private function rows( RunItem $item ): array {
		$head = array(
			'record'  => $item->external_id,
			'title'   => (string) $item->title,
			'outcome' => $item->outcome,
		);
		$rows = array_map(
			static fn( array $field ) => $head + array(
				'field'  => $field['label'],
				'before' => (string) $field['before'],
				'after'  => (string) $field['after'],
			),
			$item->diff ?? array()
		);
		return array() !== $rows ? $rows : array(
			$head + array(
				'field'  => '',
				'before' => '',
				'after'  => (string) ( $item->failure['message'] ?? '' ),
			),
		);
	}

	private function apply( Run $rehearsal ): void {
		try {
			$run = $this->apply->run( $rehearsal, 'cli', null );
		} catch ( Failure $failure ) {
			$this->output->fail( implode( ' ', array( $failure->getMessage(), ...$failure->actions ) ) );
			return;
		}
		/* translators: 1: number of a rehearsal, 2: number of a run. */
		$this->output->line( sprintf( __( 'Run %2$d applies exactly what rehearsal %1$d said. It is waiting for the worker.', 'callboard' ), $rehearsal->id, $run->id ) );
		$this->wake();
	}

	/** @param callable( Run ): void $work */
	private function of_run( int $run_id, callable $work ): void {
		$run = $this->runs->find( $run_id );
		null === $run ? $this->output->fail( __( 'There is no such run.', 'callboard' ) ) : $work( $run );
	}

	private function wake(): void {
		$woken = $this->wake->now();
		if ( null !== $woken ) {
			$this->output->line( $woken->message );
		}
	}
}
