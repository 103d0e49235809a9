<?php
declare(strict_types=1);

namespace Callboard\Run;

use Callboard\Failure\FailureKind;
use Callboard\Vault\Connections;

defined( 'ABSPATH' ) || exit;

/**
 * The circuit breaker of each tenant. It has no state of its own: the list of runs says how often in a row they failed,
 * so nothing can disagree with it after a crash or a restored backup. The run after the wait is the probe; one success closes.
 */
final class Breaker {
	/** Failures in a row after which the waits grow: 2, 4, 8, at most 15 minutes. */
	private const OPENS_AFTER    = 3;
	private const LONGEST_MS     = 15 * 60 * 1000;
	private const RATE_LIMIT_MS  = 15 * 60 * 1000;
	private const ASKS_PERSON_MS = 5 * 60 * 1000;
	public const LOOKS_BACK      = 12;

	/** The first refusal of a sign-in may be a hiccup; more would lock the account. */
	private const SIGN_INS = 2;

	public function __construct( private readonly Runs $runs, private readonly Connections $connections ) {}

	public function of( int $tenant_id ): Pause {
		$all     = $this->runs->last_finished( $tenant_id, self::LOOKS_BACK );
		$next_ms = isset( $all[0] ) ? $all[0]->created_ms + Schedule::INTERVAL_MS : 0;
		$runs    = array_values( array_filter( $all, static fn( Run $run ) => ! self::says_nothing( $run ) ) );
		// A run that waited in the queue ends after others that were asked for later.
		usort( $runs, static fn( Run $one, Run $other ) => (int) $other->finished_ms <=> (int) $one->finished_ms );
		$last    = $runs[0] ?? null;
		if ( null === $last?->failure ) {
			return new Pause( $next_ms );
		}
		$failures = $this->in_a_row( $runs, self::group( $last->failure->kind ) );
		$until_ms = $this->until( $tenant_id, $last, $failures );
		return new Pause( null === $until_ms ? null : max( $next_ms, $until_ms ), $last->failure->kind, $failures );
	}

	/** A queued run would sign in once more: where that was refused it waits like the next one, unless a person asks for it. */
	public function lets_sign_in( Run $run, int $now_ms ): bool {
		if ( Run::REBUILD === $run->kind || ! $run->is_of_the_timetable() ) {
			return true;
		}
		$pause = $this->of( $run->tenant_id );
		return FailureKind::AUTH !== $pause->kind || $pause->allows( $now_ms );
	}

	private function until( int $tenant_id, Run $last, int $failures ): ?int {
		$ended_ms = (int) $last->finished_ms;
		return match ( $last->failure?->kind ) {
			FailureKind::AUTH       => $failures < self::SIGN_INS || $this->signed_in_since( $tenant_id, $ended_ms ) ? $ended_ms + self::ASKS_PERSON_MS : null,
			FailureKind::CONFIG     => $last->created_ms + self::ASKS_PERSON_MS,
			FailureKind::RATE_LIMIT => self::goes_on_ms( $last ),
			default                 => $failures < self::OPENS_AFTER
				? $last->created_ms + Schedule::INTERVAL_MS
				: $ended_ms + min( self::LONGEST_MS, Schedule::INTERVAL_MS * 2 ** ( $failures - self::OPENS_AFTER + 1 ) ),
		};
	}

	/** When a run that met a limit is followed by the next: as its failure says, within reason. */
	public static function goes_on_ms( Run $run ): int {
		$ended_ms = (int) $run->finished_ms;
		return max( $ended_ms, min( $ended_ms + 26 * 3600 * 1000, (int) ( $run->failure->details['resume_ms'] ?? $ended_ms + self::RATE_LIMIT_MS ) ) );
	}

	/** A test that succeeded issued a token; new details have never been connected. */
	private function signed_in_since( int $tenant_id, int $ended_ms ): bool {
		$connection = $this->connections->find( $tenant_id );
		return null === $connection?->connected_ms || (int) $connection->token_issued_ms > $ended_ms;
	}

	/** @param list<Run> $runs The last to end first. */
	private function in_a_row( array $runs, string $group ): int {
		$number = 0;
		foreach ( $runs as $run ) {
			if ( null === $run->failure || self::group( $run->failure->kind ) !== $group ) {
				break;
			}
			++$number;
		}
		return $number;
	}

	/** What nobody foresaw is waited out like an outage: each minute it would only fill the list. */
	private static function group( string $kind ): string {
		return FailureKind::BUG === $kind ? FailureKind::TRANSIENT : $kind;
	}

	/**
	 * A run that somebody stopped, or whose worker was told to end, says nothing about Salesforce; nor does one mapping at
	 * fault about the others, or a comparison at night about the poll.
	 */
	private static function says_nothing( Run $run ): bool {
		$of_some = FailureKind::CONFIG === $run->failure?->kind && ( Run::INCREMENTAL !== $run->kind || true === ( $run->failure->details['others_read'] ?? false ) );
		return $of_some || RunState::CANCELLED === $run->state || 'worker_stopped' === $run->failure?->code_name;
	}
}
