<?php
declare(strict_types=1);

namespace Callboard\Cli;

defined( 'ABSPATH' ) || exit;

interface Output {
	public function line( string $text ): void;

	/** @param list<array<string, scalar|null>> $rows */
	public function table( array $rows ): void;

	/** Ends the command with an exit code other than 0. */
	public function fail( string $text ): void;
}
