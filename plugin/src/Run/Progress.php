<?php
declare(strict_types=1);

namespace Callboard\Run;

defined( 'ABSPATH' ) || exit;

/** What a heartbeat says of a run. */
final class Progress {
	private function __construct(
		public readonly string $phase,
		public readonly int $done,
		public readonly ?int $total,
		public readonly int $api_calls,
		public readonly ?string $resume_json
	) {}

	/** @param array<string, mixed> $body A body that passed heartbeat.request. */
	public static function from_array( array $body ): self {
		return new self(
			(string) $body['phase'],
			(int) $body['done'],
			null === $body['total'] ? null : (int) $body['total'],
			(int) $body['api_calls'],
			null === ( $body['resume'] ?? null ) ? null : (string) wp_json_encode( (object) $body['resume'] )
		);
	}
}
