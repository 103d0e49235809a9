<?php
declare(strict_types=1);

namespace Callboard\Worker;

defined( 'ABSPATH' ) || exit;

/** How the worker is woken and what uninstall removes: the option `callboard_settings`. */
final class Settings {
	public const OPTION = 'callboard_settings';
	public const MODES  = array( 'pull', 'ping', 'spawn', 'cron' );

	public function __construct(
		public readonly string $worker_mode = 'pull',
		public readonly ?string $ping_url = null,
		public readonly bool $delete_data_on_uninstall = false
	) {}

	public static function read(): self {
		return self::from_array( (array) get_option( self::OPTION, array() ) );
	}

	/** @param array<string, mixed> $stored Missing or odd values fall back to the default. */
	public static function from_array( array $stored ): self {
		$mode = $stored['worker_mode'] ?? 'pull';
		$url  = $stored['ping_url'] ?? null;
		return new self(
			in_array( $mode, self::MODES, true ) ? $mode : 'pull',
			is_string( $url ) && '' !== $url ? $url : null,
			true === ( $stored['delete_data_on_uninstall'] ?? false )
		);
	}

	public function save(): void {
		// update_option() also says false when nothing changed: read back instead of asking it.
		update_option( self::OPTION, $this->to_array(), true );
	}

	/** @return array{worker_mode: string, ping_url: ?string, delete_data_on_uninstall: bool} */
	public function to_array(): array {
		return array(
			'worker_mode'              => $this->worker_mode,
			'ping_url'                 => $this->ping_url,
			'delete_data_on_uninstall' => $this->delete_data_on_uninstall,
		);
	}
}
