<?php
declare(strict_types=1);

namespace Callboard\Delivery;

defined( 'ABSPATH' ) || exit;

/** What a trial saw before it was undone, by position in its delivery. */
final class Tried {
	/**
	 * @param list<Outcome>                                                                              $outcomes
	 * @param array<int, list<array{field: string, label: string, before: ?string, after: ?string}>>     $diffs
	 * @param array<int, ?string>                                                                        $twin_keys
	 */
	public function __construct(
		public readonly array $outcomes,
		public readonly array $diffs,
		public readonly array $twin_keys
	) {}
}
