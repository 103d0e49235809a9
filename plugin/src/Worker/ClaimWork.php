<?php
declare(strict_types=1);

namespace Callboard\Worker;

use Callboard\Clock\Clock;
use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;
use Callboard\Ledger\Ledger;
use Callboard\Mapping\Mapping;
use Callboard\Mapping\Mappings;
use Callboard\Mapping\Traits;
use Callboard\Run\EndRun;
use Callboard\Run\Lease;
use Callboard\Run\Leases;
use Callboard\Run\Run;
use Callboard\Run\Schedule;
use Callboard\Run\Watermark;
use Callboard\Run\Watermarks;
use Callboard\Tenant\RunnableTenants;
use Callboard\Tenant\Tenants;
use Callboard\Usage\ApiBudgets;
use Callboard\Vault\AccessToken;
use Callboard\Vault\SalesforceTokens;

defined( 'ABSPATH' ) || exit;

/** A worker asks for work: due runs are made, one is leased, and everything it needs travels with the lease. */
final class ClaimWork {
	public const PROTOCOL        = 1;
	private const POLL_SECONDS   = 5;
	private const RUNS_PER_CLAIM = 20;
	private const OFFER_RECORDS  = 2000;
	private const DELIVERY_BYTES = 512 * 1024;

	// The minute poll finds what showed late by a second or two, the sweep what showed late by ten minutes,
	// which is how long a Salesforce transaction may last; the rest of its twenty is for slow answers.
	private const OVERLAP_SECONDS       = 60;
	private const SWEEP_OVERLAP_SECONDS = 1200;

	// A quarter of an hour, less a minute: that the last sweep is so old shows in the watermark of the poll before.
	private const SWEEP_EVERY_SECONDS = 840;
	private const KNOWN_RECORDS       = 2000;

	/** @param \Closure(): void $while_idle What a claim that found nothing may do instead, in a moment. */
	public function __construct(
		private readonly Clock $clock,
		private readonly Schedule $schedule,
		private readonly Leases $leases,
		private readonly EndRun $end_run,
		private readonly RunnableTenants $runnable,
		private readonly Tenants $tenants,
		private readonly Mappings $mappings,
		private readonly Watermarks $watermarks,
		private readonly SalesforceTokens $tokens,
		private readonly DueIds $due_ids,
		private readonly Ledger $ledger,
		private readonly Workers $workers,
		private readonly ApiBudgets $budgets,
		private readonly Traits $traits,
		private readonly \Closure $while_idle
	) {}

	/**
	 * @param ?array{run_id: int, fence: int} $beside The long run that this worker has paused to let a poll by; no other work then.
	 * @return array<string, mixed> As contract/claim.answer.schema.json.
	 */
	public function run( WorkerInfo $worker, string $key_id, ?array $beside = null ): array {
		$this->workers->saw( $worker, $key_id );
		$this->schedule->enqueue_due( $this->clock->now_ms() );
		if ( null !== $beside ) {
			$poll = $this->leases->claim_beside( $worker->id, (int) $beside['run_id'], (int) $beside['fence'], $this->runnable->ids(), $this->reads_only_changes( ... ) );
			return ( null === $poll ? null : $this->with_everything( $poll ) ) ?? $this->frame( null );
		}
		// A tenant whose sign-in fails must not keep the next one waiting: its run ends here, in words.
		for ( $i = 0; $i < self::RUNS_PER_CLAIM; $i++ ) {
			$lease = $this->leases->claim( $worker->id, $this->runnable->ids() );
			if ( null === $lease ) {
				( $this->while_idle )();
				break;
			}
			$answer = $this->with_everything( $lease );
			if ( null !== $answer ) {
				return $answer;
			}
		}
		return $this->frame( null );
	}

	/** A mapping that was never read is read from the start, which may take as long as the run it would pause. */
	private function reads_only_changes( int $tenant_id ): bool {
		$ids = array_map( static fn( Mapping $mapping ) => $mapping->id, $this->mappings->current( $tenant_id ) );
		return array() === array_filter( $this->watermarks->of( $tenant_id, $ids ), static fn( Watermark $mark ) => null === $mark->stamp_ms );
	}

	/** @return ?array<string, mixed> Null when the run had to end before it began. */
	private function with_everything( Lease $lease ): ?array {
		try {
			$mappings = $this->mappings->current( $lease->run->tenant_id );
			if ( Run::REBUILD === $lease->run->kind ) {
				return $this->frame( $lease ) + $this->contents( $lease->run, $mappings, null );
			}
			$budget = $this->budgets->of( $lease->run->tenant_id, $this->clock->now_ms(), null !== $lease->run->requested_by );
			return $this->frame( $lease ) + $this->contents( $lease->run, $mappings, $this->token( $lease->run, $mappings ) ) + array( 'budget' => $budget );
		} catch ( Failure $failure ) {
			$this->end_run->as_failed( $lease->run->id, $lease->run->fence, $failure );
			return null;
		}
	}

	/** @param list<Mapping> $mappings */
	private function token( Run $run, array $mappings ): AccessToken {
		if ( array() === $mappings ) {
			throw new Failure(
				FailureKind::CONFIG,
				'mapping_missing',
				__( 'Nothing says yet which Salesforce records become events.', 'callboard' ),
				array( __( 'Choose a preset in Callboard’s settings.', 'callboard' ) )
			);
		}
		$token = $this->tokens->current( $run->tenant_id );
		$this->leases->note_token_generation( $run->id, $token->generation );
		return $token;
	}

	/** @return array<string, mixed> */
	private function frame( ?Lease $lease ): array {
		return array(
			'protocol'          => self::PROTOCOL,
			'site'              => home_url( '/' ),
			'next_poll_seconds' => self::POLL_SECONDS,
			'run'               => null === $lease ? null : $this->run_of( $lease ),
		);
	}

	/** @return array<string, mixed> */
	private function run_of( Lease $lease ): array {
		$run = $lease->run;
		return array(
			'id'               => $run->id,
			'tenant_id'        => $run->tenant_id,
			'tenant'           => $this->tenants->find( $run->tenant_id )->name ?? '',
			'kind'             => $run->kind,
			'trigger'          => $run->trigger,
			'fence'            => $run->fence,
			'token'            => $lease->token,
			'lease_expires_ms' => (int) $run->lease_expires_ms,
			'resume'           => null === $run->resume ? null : (object) $run->resume,
			'options'          => (object) $run->options,
		);
	}

	/**
	 * @param list<Mapping> $mappings
	 * @return array<string, mixed>
	 */
	private function contents( Run $run, array $mappings, ?AccessToken $token ): array {
		$ids   = array_map( static fn( Mapping $mapping ) => $mapping->id, $mappings );
		$marks = array_map( fn( Watermark $mark ) => $this->since_first_listed( $run->tenant_id, $mark ), $this->watermarks->of( $run->tenant_id, $ids ) );
		return array(
			'salesforce' => $token?->to_array(),
			'mappings'   => array_map( static fn( Mapping $mapping ) => $mapping->to_array(), $mappings ),
			'watermarks' => array_map( static fn( Watermark $mark ) => $mark->to_array(), $marks ),
			'columns'    => null === $token ? array() : $this->traits->columns( $run->tenant_id, $mappings ),
			'currencies' => null === $token ? array() : $this->traits->currencies( $run->tenant_id, $mappings ),
			'known'      => null === $token ? array() : $this->known( $run->tenant_id, $mappings, $marks ),
			'limits'     => array(
				'offer_records'         => self::OFFER_RECORDS,
				'delivery_bytes'        => self::DELIVERY_BYTES,
				'overlap_seconds'       => self::OVERLAP_SECONDS,
				'sweep_overlap_seconds' => self::SWEEP_OVERLAP_SECONDS,
				'sweep_every_seconds'   => self::SWEEP_EVERY_SECONDS,
				// None: a stamp of the second in which the poll ran may be missed once, and the overlap finds it.
				'lag_seconds'           => 0,
				'rebuild_step_seconds'  => StepRebuild::STEP_SECONDS,
			),
		) + ( Run::INCREMENTAL === $run->kind ? $this->due_ids->first( $run->tenant_id, $ids, $this->clock->now_ms() ) : array() );
	}

	/**
	 * A first read that did not come to its end has listed records, and the next one begins later: what was deleted or left
	 * the filter between the two is looked for from the first of them on, and deletions as far back as a transaction open then may
	 * have stamped them.
	 */
	private function since_first_listed( int $tenant_id, Watermark $mark ): Watermark {
		if ( null !== $mark->stamp_ms || null !== $mark->swept_ms ) {
			return $mark;
		}
		$read_ms = $this->ledger->earliest_read( $tenant_id, $mark->mapping_id );
		$deleted = null === $read_ms ? null : $read_ms - self::SWEEP_OVERLAP_SECONDS * 1000;
		return new Watermark( $mark->mapping_id, null, $mark->deleted_covered_ms ?? $deleted, $read_ms );
	}

	/**
	 * What a minute's overlap will show again: without it, every change would be read three times.
	 *
	 * @param list<Mapping>   $mappings
	 * @param list<Watermark> $marks Of the same mappings, in the same order.
	 * @return list<array{mapping_id: string, records: list<array{0: string, 1: int, 2: bool}>}>
	 */
	private function known( int $tenant_id, array $mappings, array $marks ): array {
		$known = array();
		foreach ( $mappings as $i => $mapping ) {
			if ( null === $marks[ $i ]->stamp_ms ) {
				continue;
			}
			$records = $this->ledger->known_since( $tenant_id, $mapping, $marks[ $i ]->stamp_ms - self::OVERLAP_SECONDS * 1000, self::KNOWN_RECORDS );
			if ( array() !== $records ) {
				$known[] = array(
					'mapping_id' => $mapping->id,
					'records'    => $records,
				);
			}
		}
		return $known;
	}
}
