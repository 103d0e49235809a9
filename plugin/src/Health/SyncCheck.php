<?php
declare(strict_types=1);

namespace Callboard\Health;

use Callboard\Clock\Clock;
use Callboard\Failure\FailureKind;
use Callboard\Run\Run;
use Callboard\Run\Runs;
use Callboard\Run\RunSentence;
use Callboard\Tenant\RunnableTenants;

defined( 'ABSPATH' ) || exit;

/** The last good run of a kind, for each tenant that works: the sync itself, or the rebuild of the listing. */
final class SyncCheck implements Check {
	private const LATE_MS = 15 * 60 * 1000;

	private function __construct(
		private readonly Clock $clock,
		private readonly Runs $runs,
		private readonly RunnableTenants $runnable,
		private readonly string $kind
	) {}

	public static function of_sync( Clock $clock, Runs $runs, RunnableTenants $runnable ): self {
		return new self( $clock, $runs, $runnable, Run::INCREMENTAL );
	}

	public static function of_listing( Clock $clock, Runs $runs, RunnableTenants $runnable ): self {
		return new self( $clock, $runs, $runnable, Run::REBUILD );
	}

	public function look(): HealthLink {
		$last = null;
		foreach ( $this->runnable->all() as $tenant ) {
			$good = $this->runs->latest_succeeded( $tenant->id, $this->kind )?->finished_ms;
			$run  = $this->runs->latest( $tenant->id, $this->kind );
			if ( null !== $run?->failure ) {
				// Spent calls come back by themselves, and the run goes on where it stopped.
				$status = FailureKind::RATE_LIMIT === $run->failure->kind ? HealthLink::RECOMMENDED : HealthLink::CRITICAL;
				return $this->link( $status, "{$tenant->name}: " . RunSentence::of( $run ), $run->failure->actions, $good );
			}
			if ( Run::INCREMENTAL === $this->kind && $this->clock->now_ms() - (int) $good > self::LATE_MS ) {
				return $this->link(
					HealthLink::RECOMMENDED,
					/* translators: %s: the name of an organisation. */
					sprintf( __( '%s has not been in step with Salesforce for more than a quarter of an hour.', 'callboard' ), $tenant->name ),
					array( __( 'Look at the last runs in Callboard.', 'callboard' ) ),
					$good
				);
			}
			$last = max( $last, $good );
		}
		return null === $last
			? $this->link( HealthLink::GOOD, __( 'Nothing has been synced yet.', 'callboard' ) )
			: $this->link( HealthLink::GOOD, __( 'The last one went well.', 'callboard' ), array(), $last );
	}

	/** @param list<string> $actions */
	private function link( string $status, string $message, array $actions = array(), ?int $last_success_ms = null ): HealthLink {
		return Run::INCREMENTAL === $this->kind
			? new HealthLink( 'sync', __( 'The sync', 'callboard' ), $status, $message, $actions, $last_success_ms )
			: new HealthLink( 'listing', __( 'The listing index', 'callboard' ), $status, $message, $actions, $last_success_ms );
	}
}
