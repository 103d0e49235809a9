<?php
declare(strict_types=1);

namespace Callboard\Tenant;

defined( 'ABSPATH' ) || exit;

/** An organisation with its own Salesforce org, or a segment of a shared one. */
final class Tenant {
	public const ACTIVE = 'active';
	public const PAUSED = 'paused';

	public function __construct(
		public readonly int $id,
		public readonly string $name,
		public readonly string $state,
		public readonly int $created_ms
	) {}

	public function is_active(): bool {
		return self::ACTIVE === $this->state;
	}
}
