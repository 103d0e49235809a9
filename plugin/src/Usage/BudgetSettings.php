<?php
declare(strict_types=1);

namespace Callboard\Usage;

defined( 'ABSPATH' ) || exit;

/** How many API calls the sync may make: the option `callboard_api_budget`. */
final class BudgetSettings {
	public const OPTION = 'callboard_api_budget';

	public function __construct(
		/** Of the org's daily calls, left to its other users. */
		public readonly int $reserve_percent = 20,
		public readonly int $calls_per_run = 10000,
		/** Null: as many as the org leaves. */
		public readonly ?int $calls_per_day = null
	) {}

	public static function read(): self {
		return self::from_array( (array) get_option( self::OPTION, array() ) );
	}

	/** @param array<string, mixed> $stored Missing or odd values fall back to the default. */
	public static function from_array( array $stored ): self {
		$number = static fn( string $name ): ?int => is_numeric( $stored[ $name ] ?? null ) ? (int) $stored[ $name ] : null;
		$day    = $number( 'calls_per_day' );
		return new self(
			max( 0, min( 95, $number( 'reserve_percent' ) ?? 20 ) ),
			max( 20, $number( 'calls_per_run' ) ?? 10000 ),
			null === $day || $day < 1 ? null : $day
		);
	}

	public function save(): void {
		update_option( self::OPTION, $this->to_array(), false );
	}

	/** @return array{reserve_percent: int, calls_per_run: int, calls_per_day: ?int} */
	public function to_array(): array {
		return array(
			'reserve_percent' => $this->reserve_percent,
			'calls_per_run'   => $this->calls_per_run,
			'calls_per_day'   => $this->calls_per_day,
		);
	}
}
