<?php
declare(strict_types=1);

namespace Callboard\Worker;

defined( 'ABSPATH' ) || exit;

/** How the last attempt to wake a worker went, kept for Health. */
final class WakeResult {
	private const OPTION = 'callboard_last_wake';

	public function __construct(
		public readonly string $mode,
		public readonly bool $ok,
		public readonly string $message,
		public readonly int $at_ms
	) {}

	public static function last(): ?self {
		$stored = get_option( self::OPTION );
		return is_array( $stored )
			? new self( (string) $stored['mode'], (bool) $stored['ok'], (string) $stored['message'], (int) $stored['at_ms'] )
			: null;
	}

	public function remember(): self {
		update_option( self::OPTION, get_object_vars( $this ), false );
		return $this;
	}

	public static function forget(): void {
		delete_option( self::OPTION );
	}
}
