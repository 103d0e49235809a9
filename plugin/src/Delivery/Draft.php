<?php
declare(strict_types=1);

namespace Callboard\Delivery;

defined( 'ABSPATH' ) || exit;

/** A record as the worker mapped it. */
final class Draft {
	/**
	 * @param array<string, mixed> $values Target → value.
	 * @param ?string              $raw    The record as fetched, as JSON: kept for provenance, never read by the sync.
	 */
	public function __construct(
		public readonly string $external_id,
		public readonly int $stamp_ms,
		public readonly int $read_ms,
		public readonly string $fingerprint,
		public readonly array $values,
		public readonly ?string $raw = null
	) {}

	/** @param array<string, mixed> $record */
	public static function from_array( array $record ): self {
		return new self(
			(string) $record['external_id'],
			(int) $record['version']['stamp_ms'],
			(int) $record['version']['read_ms'],
			(string) $record['fingerprint'],
			(array) $record['values'],
			isset( $record['raw'] ) ? (string) $record['raw'] : null
		);
	}

	public function title(): ?string {
		$title = $this->values['title'] ?? null;
		return is_scalar( $title ) ? mb_scrub( (string) $title, 'UTF-8' ) : null;
	}
}
