<?php
declare(strict_types=1);

namespace Callboard\Ownership;

defined( 'ABSPATH' ) || exit;

/**
 * The only thing that opens the locks. Our own flows run their writes inside; no request parameter, capability or
 * hook reaches it. Other people's listeners are called after it has closed.
 */
final class SyncContext {
	private static int $depth      = 0;
	private static int $generation = 0;

	/**
	 * @template T
	 * @param callable(): T $work
	 * @return T
	 */
	public static function run( callable $work ): mixed {
		++self::$depth;
		try {
			return $work();
		} finally {
			--self::$depth;
			++self::$generation;
		}
	}

	/**
	 * For what calls foreign code in the middle of a sync: it finds everything locked, as at any other time.
	 *
	 * @template T
	 * @param callable(): T $work
	 * @return T
	 */
	public static function closed( callable $work ): mixed {
		$depth       = self::$depth;
		self::$depth = 0;
		++self::$generation;
		try {
			return $work();
		} finally {
			self::$depth = $depth;
		}
	}

	public static function is_open(): bool {
		return self::$depth > 0;
	}

	/** Grows whenever a sync may have changed who owns what: whatever was remembered before is stale. */
	public static function generation(): int {
		return self::$generation;
	}
}
