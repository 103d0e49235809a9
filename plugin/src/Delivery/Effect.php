<?php
declare(strict_types=1);

namespace Callboard\Delivery;

defined( 'ABSPATH' ) || exit;

/** One row of work that follows a commit. */
final class Effect {
	/** @param array<string, mixed> $payload */
	private function __construct(
		public readonly int $id,
		public readonly int $tenant_id,
		public readonly int $run_id,
		public readonly string $kind,
		public readonly array $payload,
		public readonly int $attempts,
		public readonly int $created_ms
	) {}

	/** @param array<string, string|null> $row */
	public static function from_row( array $row ): self {
		return new self(
			(int) $row['id'],
			(int) $row['tenant_id'],
			(int) $row['run_id'],
			(string) $row['kind'],
			(array) json_decode( (string) $row['payload'], true ),
			1 + (int) $row['attempts'],
			(int) $row['created_ms']
		);
	}
}
