<?php
declare(strict_types=1);

namespace Callboard\Delivery;

defined( 'ABSPATH' ) || exit;

/** Proof that a record is no listing any more. */
final class Withdrawal {
	public const DELETED        = 'deleted';
	public const OUTSIDE_FILTER = 'outside_filter';

	public function __construct(
		public readonly string $external_id,
		public readonly int $stamp_ms,
		public readonly int $read_ms,
		public readonly string $reason
	) {}

	/** @return array<string, mixed> As from_array() reads it. */
	public function to_array(): array {
		return array(
			'external_id' => $this->external_id,
			'version'     => array(
				'stamp_ms' => $this->stamp_ms,
				'read_ms'  => $this->read_ms,
			),
			'reason'      => $this->reason,
		);
	}

	/** @param array<string, mixed> $withdrawal */
	public static function from_array( array $withdrawal ): self {
		return new self(
			(string) $withdrawal['external_id'],
			(int) $withdrawal['version']['stamp_ms'],
			(int) $withdrawal['version']['read_ms'],
			(string) $withdrawal['reason']
		);
	}
}
