<?php
declare(strict_types=1);

namespace Callboard\Worker;

defined( 'ABSPATH' ) || exit;

/** A worker as it introduces itself. */
final class WorkerInfo {
	public function __construct(
		public readonly string $id,
		public readonly string $version,
		public readonly string $node,
		public readonly string $mode,
		public readonly ?int $last_seen_ms = null
	) {}

	/** @param array<string, mixed> $body The `worker` of claim.request. */
	public static function from_array( array $body ): self {
		return new self( (string) $body['id'], (string) $body['version'], (string) $body['node'], (string) $body['mode'] );
	}

	/** @param array<string, string|null> $row */
	public static function from_row( array $row ): self {
		return new self( (string) $row['worker_id'], (string) $row['version'], (string) $row['node'], (string) $row['mode'], (int) $row['last_seen_ms'] );
	}
}
