<?php
declare(strict_types=1);

namespace Callboard\Listing;

defined( 'ABSPATH' ) || exit;

/** How far a rebuild is: contract/rebuild.answer.schema.json. */
final class RebuildProgress {
	/** Re-derived and compared with what is there; most rebuilds end with this. */
	public const VERIFYING = 'verifying';
	public const DERIVING  = 'deriving';
	public const COMPARING = 'comparing';
	public const SWAPPING  = 'swapping';
	public const PURGING   = 'purging';
	public const FINISHED  = 'finished';

	public function __construct(
		public readonly string $phase,
		public readonly int $done,
		public readonly ?int $total,
		public readonly int $differed
	) {}

	public function is_finished(): bool {
		return self::FINISHED === $this->phase;
	}

	/** @return array{finished: bool, phase: string, done: int, total: ?int, differed: int} */
	public function to_array(): array {
		return array(
			'finished' => $this->is_finished(),
			'phase'    => $this->phase,
			'done'     => $this->done,
			'total'    => $this->total,
			'differed' => $this->differed,
		);
	}
}
