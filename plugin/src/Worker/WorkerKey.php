<?php
declare(strict_types=1);

namespace Callboard\Worker;

defined( 'ABSPATH' ) || exit;

/** A key a worker signs with, without its secret. */
final class WorkerKey {
	public function __construct(
		public readonly string $key_id,
		public readonly string $name,
		public readonly ?int $created_by,
		public readonly int $created_ms,
		public readonly ?int $last_used_ms
	) {}

	/** @param array<string, string|null> $row */
	public static function from_row( array $row ): self {
		return new self(
			(string) $row['key_id'],
			(string) $row['name'],
			null === $row['created_by'] ? null : (int) $row['created_by'],
			(int) $row['created_ms'],
			null === $row['last_used_ms'] ? null : (int) $row['last_used_ms']
		);
	}
}
