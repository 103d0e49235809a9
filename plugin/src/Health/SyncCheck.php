<?php
declare(strict_types=1);

namespace Callboard\Health;

use Callboard\Clock\Clock;
use Callboard\Failure\FailureKind;
use Callboard\Run\Notices;
use Callboard\Run\Run;
use Callboard\Run\Runs;
use Callboard\Run\RunSentence;
use Callboard\Tenant\RunnableTenants;
use Callboard\Tenant\Tenant;

defined( 'ABSPATH' ) || exit;

/** The last good run of a kind, for each tenant that works: the sync itself, or the rebuild of the listing. */
final class SyncCheck implements Check {
	private const LATE_MS = 15 * 60 * 1000;

	private function __construct(
		private readonly Clock $clock,
		private readonly Runs $runs,
		private readonly RunnableTenants $runnable,
		private readonly string $kind,
		private readonly ?Notices $notices = null
	) {}

	public static function of_sync( Clock $clock, Runs $runs, RunnableTenants $runnable, Notices $notices ): self {
		return new self( $clock, $runs, $runnable, Run::INCREMENTAL, $notices );
	}

	public static function of_listing( Clock $clock, Runs $runs, RunnableTenants $runnable ): self {
		return new self( $clock, $runs, $runnable, Run::REBUILD );
	}

	public function look(): HealthLink {
		$last   = null;
		$notice = null;
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
			$notice ??= $this->first_notice( $tenant, $good );
			$last     = max( $last, $good );
		}
		if ( null !== $notice ) {
			return $notice;
		}
		return null === $last
			? $this->link( HealthLink::GOOD, __( 'Nothing has been synced yet.', 'callboard' ) )
			: $this->link( HealthLink::GOOD, __( 'The last one went well.', 'callboard' ), array(), $last );
	}

	/** The sync goes on, but something of a whole mapping waits for a person. */
	private function first_notice( Tenant $tenant, ?int $good ): ?HealthLink {
		$failure = ( $this->notices?->standing( $tenant->id )[0] ?? null )?->failure;
		return null === $failure ? null : $this->link( HealthLink::RECOMMENDED, "{$tenant->name}: {$failure['message']}", array_values( array_map( 'strval', $failure['actions'] ) ), $good );
	}

	/** @param list<string> $actions */
	private function link( string $status, string $message, array $actions = array(), ?int $last_success_ms = null ): HealthLink {
		return Run::INCREMENTAL === $this->kind
			? new HealthLink( 'sync', __( 'The sync', 'callboard' ), $status, $message, $actions, $last_success_ms )
			: new HealthLink( 'listing', __( 'The listing index', 'callboard' ), $status, $message, $actions, $last_success_ms );
	}
}
