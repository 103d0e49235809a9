<?php
declare(strict_types=1);

namespace Callboard\Audit;

defined( 'ABSPATH' ) || exit;

final class AuditEntry {
	/** @param array<string, mixed> $data */
	private function __construct(
		public readonly int $id,
		public readonly ?int $tenant_id,
		public readonly string $event,
		public readonly array $data,
		public readonly ?int $user_id,
		public readonly int $at_ms
	) {}

	/** @param array<string, string|null> $row */
	public static function from_row( array $row ): self {
		return new self(
			(int) $row['id'],
			null === $row['tenant_id'] ? null : (int) $row['tenant_id'],
			(string) $row['event'],
			(array) json_decode( (string) $row['data'], true, 64, JSON_THROW_ON_ERROR ),
			null === $row['user_id'] ? null : (int) $row['user_id'],
			(int) $row['at_ms']
		);
	}
}
