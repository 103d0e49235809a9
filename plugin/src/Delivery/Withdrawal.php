<?php
declare(strict_types=1);

namespace Callboard\Delivery;

defined( 'ABSPATH' ) || exit;

/** Proof that a record is no listing any more. */
final class Withdrawal {
	public const DELETED        = 'deleted';
	public const OUTSIDE_FILTER = 'outside_filter';
	public const MERGED         = 'merged';

	public function __construct(
		public readonly string $external_id,
		public readonly int $stamp_ms,
		public readonly int $read_ms,
		public readonly string $reason,
		/** With MERGED: the record that this one became part of. */
		public readonly ?string $into = null
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
		) + ( null === $this->into ? array() : array( 'into' => $this->into ) );
	}

	/** @param array<string, mixed> $withdrawal */
	public static function from_array( array $withdrawal ): self {
		return new self(
			(string) $withdrawal['external_id'],
			(int) $withdrawal['version']['stamp_ms'],
			(int) $withdrawal['version']['read_ms'],
			(string) $withdrawal['reason'],
			isset( $withdrawal['into'] ) ? (string) $withdrawal['into'] : null
		);
	}
}
