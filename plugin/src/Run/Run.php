<?php
declare(strict_types=1);

namespace Callboard\Run;

use Callboard\Failure\Failure;

defined( 'ABSPATH' ) || exit;

/** One task for a worker: its state, lease and what it did. */
final class Run {
	public const INCREMENTAL = 'incremental';
	public const BACKFILL    = 'backfill';
	public const REBUILD     = 'rebuild';

	/** Compares the ids of Salesforce with the ledger. */
	public const RECONCILIATION = 'reconciliation';

	/** Reads again what moves no stamp: formulas and parents. */
	public const REFRESH = 'refresh';

	/** Who asked, where it was no person. */
	public const TIMETABLE = array( 'schedule', 'nightly', 'hourly', 'after_changes', 'deletions_unknown' );

	/** It succeeded, and no record in Salesforce is what it was asked for. */
	public const NO_MATCH = 'no_match';

	/**
	 * @param array<string, int>    $counts
	 * @param ?array<string, mixed> $resume
	 * @param array<string, mixed>  $options
	 */
	public function __construct(
		public readonly int $id,
		public readonly int $tenant_id,
		public readonly string $kind,
		public readonly string $trigger,
		public readonly string $state,
		public readonly ?string $phase,
		public readonly int $done,
		public readonly ?int $total,
		public readonly array $counts,
		public readonly int $api_calls,
		public readonly ?Failure $failure,
		public readonly ?int $requested_by,
		public readonly int $fence,
		/** How many workers died over it. */
		public readonly int $takeovers,
		public readonly int $token_generation,
		public readonly ?string $worker_id,
		public readonly ?int $lease_expires_ms,
		public readonly ?array $resume,
		public readonly int $created_ms,
		public readonly ?int $started_ms,
		public readonly ?int $heartbeat_ms,
		public readonly ?int $finished_ms,
		/** What it is asked to cover: RunOptions. Empty for everything its kind does. */
		public readonly array $options = array(),
		/** A named outcome beside the counts: NO_MATCH or null. */
		public readonly ?string $outcome = null,
		/** Calls of the workers before the present one, which counts from nothing. */
		public readonly int $calls_before = 0
	) {}

	/**
	 * Rows of the site this run changed: what makes a rebuild due.
	 *
	 * @param array<string, int> $counts
	 */
	public static function changed( array $counts ): int {
		return ( $counts['created'] ?? 0 ) + ( $counts['updated'] ?? 0 ) + ( $counts['withdrawn'] ?? 0 );
	}

	/** The run of each minute: it moves the watermarks, and may go on beside a long run. */
	public function is_poll(): bool {
		return self::INCREMENTAL === $this->kind && array() === $this->options;
	}

	/** Everything but the writes. */
	public function is_rehearsal(): bool {
		return true === ( $this->options['rehearsal'] ?? false );
	}

	/** Whatever it read, it read no earlier. */
	public function began_ms(): int {
		return $this->started_ms ?? $this->created_ms;
	}

	/** The rehearsal whose outcome this run applies, and nothing else. */
	public function approves(): ?int {
		return isset( $this->options['approves_run'] ) ? (int) $this->options['approves_run'] : null;
	}

	public function is_of_the_timetable(): bool {
		return null === $this->requested_by && in_array( $this->trigger, self::TIMETABLE, true );
	}

	public function is_open(): bool {
		return RunState::is_open( $this->state );
	}

	/** @return array<string, mixed> As contract/run.schema.json. */
	public function to_array(): array {
		$user = null === $this->requested_by ? false : get_userdata( $this->requested_by );
		return array(
			'id'           => $this->id,
			'tenant_id'    => $this->tenant_id,
			'kind'         => $this->kind,
			'trigger'      => $this->trigger,
			'state'        => $this->state,
			'phase'        => $this->phase,
			'done'         => $this->done,
			'total'        => $this->total,
			// PHP's empty array would become [], and the shape says object.
			'counts'       => (object) $this->counts,
			'api_calls'    => $this->api_calls,
			'failure'      => $this->failure?->to_array(),
			'requested_by' => false === $user ? null : mb_substr( $user->display_name, 0, 200 ),
			'sentence'     => RunSentence::of( $this ),
			'created_ms'   => $this->created_ms,
			'started_ms'   => $this->started_ms,
			'heartbeat_ms' => $this->heartbeat_ms,
			'finished_ms'  => $this->finished_ms,
			'options'      => (object) $this->options,
			'outcome'      => $this->outcome,
		);
	}
}
