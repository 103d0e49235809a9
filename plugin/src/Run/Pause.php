<?php
declare(strict_types=1);

namespace Callboard\Run;

defined( 'ABSPATH' ) || exit;

/** When a tenant's next scheduled run may begin, and why not at once. */
final class Pause {
	public function __construct(
		/** Null: not before a person has done something. */
		public readonly ?int $until_ms,
		/** Kind of the failures behind it; null where nothing failed. */
		public readonly ?string $kind = null,
		public readonly int $failures = 0
	) {}

	public function allows( int $now_ms ): bool {
		return null !== $this->until_ms && $this->until_ms <= $now_ms;
	}

	/** What happens next, in words; empty where the next minute brings the next run. */
	public function sentence( int $now_ms ): string {
		if ( null === $this->until_ms ) {
			return __( 'The sync pauses until the connection is tested or renewed, or somebody presses “Sync now”.', 'callboard' );
		}
		return $this->until_ms - $now_ms <= Schedule::INTERVAL_MS ? '' : sprintf(
			/* translators: %s: "8 minutes" */
			__( 'The next attempt is in %s, or when somebody presses “Sync now”.', 'callboard' ),
			human_time_diff( intdiv( $now_ms, 1000 ), intdiv( $this->until_ms, 1000 ) )
		);
	}
}
