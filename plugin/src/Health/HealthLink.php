<?php
declare(strict_types=1);

namespace Callboard\Health;

defined( 'ABSPATH' ) || exit;

/** One link of the chain from the clock to the public page. */
final class HealthLink {
	public const GOOD        = 'good';
	public const RECOMMENDED = 'recommended';
	public const CRITICAL    = 'critical';

	/** @param list<string> $actions */
	public function __construct(
		public readonly string $id,
		public readonly string $label,
		public readonly string $status,
		public readonly string $message,
		public readonly array $actions = array(),
		public readonly ?int $last_success_ms = null
	) {}

	/** @return array<string, mixed> */
	public function to_array(): array {
		return get_object_vars( $this );
	}
}
