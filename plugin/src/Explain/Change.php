<?php
declare(strict_types=1);

namespace Callboard\Explain;

defined( 'ABSPATH' ) || exit;

/** One time a field of a listing changed: by a sync, or by a person who overrode it or lifted the override. */
final class Change {
	public const SYNC     = 'sync';
	public const OVERRIDE = 'override';
	public const LIFT     = 'lift';

	/**
	 * @param string|list<int>|null $before What was stored.
	 * @param int                   $number Of the version (a sync) or of the override.
	 */
	public function __construct(
		public readonly string $kind,
		public readonly string $target,
		public readonly string|array|null $before,
		public readonly int $at_ms,
		public readonly int $number,
		public readonly ?int $run_id,
		public readonly ?int $user_id
	) {}
}
