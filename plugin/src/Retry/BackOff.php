<?php
declare(strict_types=1);

namespace Callboard\Retry;

defined( 'ABSPATH' ) || exit;

/**
 * When the next attempt is made: about 1, 5, 25 and 125 minutes after the first to fourth, so that a plugin update or
 * a busy hour is outlived. Up to a fifth later by the subject's own name, so that what failed together does not come
 * back together, and the same entry gets the same moment in every test.
 */
final class BackOff {
	public const ATTEMPTS = 5;

	private const FIRST_MS = 60 * 1000;
	private const FACTOR   = 5;
	/** What is not the record's fault may last: asked again each quarter of an hour. */
	private const UNCOUNTED_MS = 15 * 60 * 1000;

	/** @param int $spent Attempts made and counted, 1 to 4. */
	public static function after( int $spent, string $subject, int $now_ms ): int {
		return $now_ms + self::with_jitter( self::FIRST_MS * self::FACTOR ** max( 0, min( self::ATTEMPTS, $spent ) - 1 ), "{$subject}:{$spent}" );
	}

	public static function uncounted( string $subject, int $now_ms ): int {
		return $now_ms + self::with_jitter( self::UNCOUNTED_MS, $subject );
	}

	private static function with_jitter( int $wait_ms, string $seed ): int {
		return $wait_ms + intdiv( $wait_ms * ( crc32( $seed ) % 1000 ), 5000 );
	}
}
