<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Failure\Failure;

defined( 'ABSPATH' ) || exit;

/** A record the worker could not map, with the reason. */
final class Rejection {
	public function __construct(
		public readonly string $external_id,
		public readonly int $stamp_ms,
		public readonly int $read_ms,
		public readonly Failure $failure
	) {}

	/** @param array<string, mixed> $rejection */
	public static function from_array( array $rejection ): self {
		return new self(
			(string) $rejection['external_id'],
			(int) $rejection['version']['stamp_ms'],
			(int) $rejection['version']['read_ms'],
			Failure::from_array( (array) $rejection['failure'] )
		);
	}
}
