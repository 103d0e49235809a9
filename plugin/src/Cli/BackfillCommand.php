<?php
declare(strict_types=1);

namespace Callboard\Cli;

use Callboard\Clock\Clock;
use Callboard\Failure\Failure;
use Callboard\Run\Backfills;
use Callboard\Run\BackfillTimes;
use Callboard\Run\Run;
use Callboard\Run\Runs;
use Callboard\Run\RunSentence;
use Callboard\Run\RunState;
use Callboard\Tenant\RunnableTenants;
use Callboard\Tenant\Tenant;
use Callboard\Worker\Wake;

defined( 'ABSPATH' ) || exit;

/**
 * `wp callboard backfill [--tenant=<id>] [--object=<mapping,…>] [--created-from=<YYYY-MM-DD>] [--created-to=<YYYY-MM-DD>]
 * [--where=<condition>] [--ids=<id,…>] [--no-wait]`: reads again, says how far it is, and ends with 1 when the run failed.
 * `wp callboard backfill --every=<off|nightly|weekly>`: when it happens by itself.
 */
final class BackfillCommand {
	private const PICKED_UP_WITHIN_MS = 2 * 60 * 1000;

	/** @param \Closure(int): void $sleep Seconds. */
	public function __construct(
		private readonly Output $output,
		private readonly Clock $clock,
		private readonly RunnableTenants $runnable,
		private readonly Backfills $backfills,
		private readonly BackfillTimes $times,
		private readonly Runs $runs,
		private readonly Wake $wake,
		private readonly \Closure $sleep
	) {}

	/**
	 * @param list<string>         $args
	 * @param array<string, mixed> $options
	 */
	public function __invoke( array $args, array $options = array() ): void {
		$tenant = $this->tenant( isset( $options['tenant'] ) ? (int) $options['tenant'] : null );
		if ( null === $tenant ) {
			return;
		}
		if ( isset( $options['every'] ) ) {
			$this->choose( $tenant, (string) $options['every'] );
			return;
		}
		try {
			$run = $this->backfills->ask( $tenant->id, $this->scope( $options ), 'cli' );
		} catch ( Failure $failure ) {
			$this->output->fail( self::told( $failure->getMessage(), $failure->actions ) );
			return;
		}
		/* translators: 1: name of an organisation, 2: number of a run. */
		$this->output->line( sprintf( __( '%1$s: run %2$d is waiting for the worker.', 'callboard' ), $tenant->name, $run->id ) );
		$woken = $this->wake->now();
		if ( null !== $woken ) {
			$this->output->line( $woken->message );
		}
		if ( false !== ( $options['wait'] ?? true ) ) {
			$this->follow( $run );
		}
	}

	private function tenant( ?int $wanted ): ?Tenant {
		$tenants = array_values( array_filter( $this->runnable->all(), static fn( Tenant $tenant ) => null === $wanted || $tenant->id === $wanted ) );
		if ( 1 === count( $tenants ) ) {
			return $tenants[0];
		}
		$this->output->fail(
			array() === $tenants
				? __( 'No organisation is ready to sync. `wp callboard health` says what is missing.', 'callboard' )
				: __( 'There are several organisations: say which one with --tenant=<id>.', 'callboard' )
		);
		return null;
	}

	private function choose( Tenant $tenant, string $every ): void {
		if ( ! in_array( $every, BackfillTimes::CHOICES, true ) ) {
			$this->output->fail( __( '--every is off, nightly or weekly.', 'callboard' ) );
			return;
		}
		$this->times->choose( $tenant->id, $every );
		/* translators: 1: name of an organisation, 2: off, nightly or weekly. */
		$this->output->line( sprintf( __( '%1$s is read again as a whole: %2$s.', 'callboard' ), $tenant->name, $every ) );
	}

	/**
	 * @param array<string, mixed> $options
	 * @return array<string, mixed> As RunOptions.
	 * @throws Failure When a date or an id is none.
	 */
	private function scope( array $options ): array {
		return array(
			'objects'         => self::items( $options['object'] ?? '' ),
			'created_from_ms' => isset( $options['created-from'] ) ? self::day( (string) $options['created-from'], 0 ) : null,
			// The last day is one of those asked for.
			'created_to_ms'   => isset( $options['created-to'] ) ? self::day( (string) $options['created-to'], 1 ) : null,
			'condition'       => isset( $options['where'] ) ? (string) $options['where'] : null,
			'ids'             => array_map( array( self::class, 'id' ), self::items( $options['ids'] ?? '' ) ),
		);
	}

	/** @return list<string> */
	private static function items( mixed $list ): array {
		return array_values( array_filter( array_map( 'trim', explode( ',', (string) $list ) ), static fn( string $item ) => '' !== $item ) );
	}

	private static function id( string $id ): string {
		if ( 1 !== preg_match( '/^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$/D', $id ) ) {
			/* translators: %s: what somebody typed. */
			throw new Failure( 'config', 'backfill_id_invalid', sprintf( __( '“%s” is no Salesforce id.', 'callboard' ), $id ), array( __( 'Copy the id from the address of the record in Salesforce.', 'callboard' ) ) );
		}
		return $id;
	}

	/** Midnight by the site's clock. @return int Milliseconds. */
	private static function day( string $text, int $days_later ): int {
		$day = \DateTimeImmutable::createFromFormat( '!Y-m-d', $text, wp_timezone() );
		if ( false === $day || $day->format( 'Y-m-d' ) !== $text ) {
			/* translators: %s: what somebody typed. */
			throw new Failure( 'config', 'backfill_date_invalid', sprintf( __( '“%s” is no date.', 'callboard' ), $text ), array( __( 'Write it as 2026-11-25.', 'callboard' ) ) );
		}
		return max( 0, $day->modify( "+{$days_later} days" )->getTimestamp() * 1000 );
	}

	private function follow( Run $run ): void {
		$told    = '';
		$give_up = $this->clock->now_ms() + self::PICKED_UP_WITHIN_MS;
		while ( $run->is_open() ) {
			if ( RunState::QUEUED === $run->state && $this->clock->now_ms() >= $give_up ) {
				/* translators: %d: number of a run. */
				$this->output->fail( sprintf( __( 'No worker has taken run %d yet. It goes on waiting; `wp callboard health` says what is missing.', 'callboard' ), $run->id ) );
				return;
			}
			( $this->sleep )( 1 );
			$run  = $this->runs->find( $run->id ) ?? throw new \LogicException( 'A run that is being followed is gone.' );
			$told = $run->is_open() ? $this->tell( RunSentence::of( $run ), $told ) : $told;
		}
		if ( RunState::SUCCEEDED === $run->state ) {
			$this->output->line( RunSentence::of( $run ) );
			return;
		}
		$this->output->fail( self::told( RunSentence::of( $run ), $run->failure->actions ?? array() ) );
	}

	private function tell( string $sentence, string $told ): string {
		if ( $sentence !== $told ) {
			$this->output->line( $sentence );
		}
		return $sentence;
	}

	/** @param list<string> $actions */
	private static function told( string $what, array $actions ): string {
		return implode( "\n", array( $what, ...array_map( static fn( string $action ) => "→ {$action}", $actions ) ) );
	}
}
