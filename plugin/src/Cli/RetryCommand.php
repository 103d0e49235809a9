<?php
declare(strict_types=1);

namespace Callboard\Cli;

use Callboard\Clock\Clock;
use Callboard\Retry\RetryEntries;
use Callboard\Retry\RetryEntry;
use Callboard\Retry\RetryState;
use Callboard\Run\Run;
use Callboard\Run\Runs;
use Callboard\Tenant\Tenants;

defined( 'ABSPATH' ) || exit;

/**
 * `wp callboard retry list [--tenant=<id>] [--state=due|dead|skipped] [--limit=<n>]`,
 * `wp callboard retry now <id>... --tenant=<id>`, `wp callboard retry skip <id>... --tenant=<id>`.
 */
final class RetryCommand {
	public function __construct(
		private readonly Output $output,
		private readonly Clock $clock,
		private readonly Tenants $tenants,
		private readonly RetryEntries $entries,
		private readonly Runs $runs
	) {}

	/**
	 * @param list<string>         $args
	 * @param array<string, mixed> $options
	 */
	public function __invoke( array $args, array $options = array() ): void {
		match ( $args[0] ?? '' ) {
			'list'  => $this->show( $options ),
			'now'   => $this->retry_now( array_slice( $args, 1 ), $options ),
			'skip'  => $this->skip( array_slice( $args, 1 ), $options ),
			default => $this->output->fail( __( 'Say what to do: list, now or skip.', 'callboard' ) ),
		};
	}

	/** @param array<string, mixed> $options */
	private function show( array $options ): void {
		$state = isset( $options['state'] ) ? (string) $options['state'] : null;
		if ( null !== $state && ! in_array( $state, RetryState::ALL, true ) ) {
			$this->output->fail( __( 'A state is due, dead or skipped.', 'callboard' ) );
			return;
		}
		$limit = max( 1, min( 1000, (int) ( $options['limit'] ?? 100 ) ) );
		$rows  = array();
		foreach ( $this->tenants->all() as $tenant ) {
			if ( ! isset( $options['tenant'] ) || $tenant->id === (int) $options['tenant'] ) {
				$rows = array( ...$rows, ...array_map( fn( RetryEntry $entry ) => $this->row( $tenant->id, $entry ), $this->entries->page( $tenant->id, $state, 1, $limit ) ) );
			}
		}
		if ( array() === $rows ) {
			$this->output->line( __( 'Nothing waits for another try.', 'callboard' ) );
			return;
		}
		$this->output->table( $rows );
	}

	/**
	 * @param list<string>         $ids
	 * @param array<string, mixed> $options
	 */
	private function retry_now( array $ids, array $options ): void {
		$tenant_id = $this->tenant( $ids, $options );
		if ( null === $tenant_id ) {
			return;
		}
		$changed = $this->entries->retry_now( $tenant_id, array_map( 'intval', $ids ), $this->clock->now_ms() );
		if ( $changed > 0 ) {
			$this->runs->enqueue( $tenant_id, Run::INCREMENTAL, 'cli' );
		}
		/* translators: %d: number of records */
		$this->output->line( sprintf( _n( '%d record is tried again with the next run.', '%d records are tried again with the next run.', $changed, 'callboard' ), $changed ) );
	}

	/**
	 * @param list<string>         $ids
	 * @param array<string, mixed> $options
	 */
	private function skip( array $ids, array $options ): void {
		$tenant_id = $this->tenant( $ids, $options );
		if ( null === $tenant_id ) {
			return;
		}
		$changed = $this->entries->skip( $tenant_id, array_map( 'intval', $ids ), $this->clock->now_ms() );
		/* translators: %d: number of records */
		$this->output->line( sprintf( _n( '%d record is left alone until it changes.', '%d records are left alone until they change.', $changed, 'callboard' ), $changed ) );
	}

	/**
	 * @param list<string>         $ids
	 * @param array<string, mixed> $options
	 */
	private function tenant( array $ids, array $options ): ?int {
		$tenant = $this->tenants->find( (int) ( $options['tenant'] ?? 0 ) );
		if ( null === $tenant || array() === $ids ) {
			$this->output->fail( __( 'Name the entries by their ids, and their tenant with --tenant=<id>; “wp callboard retry list” shows both.', 'callboard' ) );
			return null;
		}
		return $tenant->id;
	}

	/** @return array<string, scalar|null> */
	private function row( int $tenant_id, RetryEntry $entry ): array {
		return array(
			'id'         => $entry->id,
			'tenant'     => $tenant_id,
			'record'     => $entry->subject,
			'title'      => $entry->title,
			'state'      => $entry->state,
			'tries left' => $entry->attempts_left,
			'next'       => RetryState::DUE === $entry->state ? ( wp_date( 'Y-m-d H:i:s', intdiv( $entry->next_ms, 1000 ) ) ?: '' ) : '',
			'cause'      => (string) ( $entry->failure['message'] ?? '' ),
		);
	}
}
