<?php
declare(strict_types=1);

namespace Callboard\Worker;

defined( 'ABSPATH' ) || exit;

/** What a signature covers. Strings as they travel: a number that was parsed and printed again may differ. */
final class SignedMessage {
	public function __construct(
		public readonly string $route,
		public readonly string $body,
		public readonly string $timestamp,
		public readonly string $nonce,
		#[\SensitiveParameter]
		public readonly string $run_token = ''
	) {}

	public static function now( string $route, string $body, int $now_ms ): self {
		return new self( $route, $body, (string) $now_ms, bin2hex( random_bytes( 16 ) ) );
	}
}
