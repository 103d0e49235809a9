<?php
declare(strict_types=1);

namespace Callboard\Cli;

defined( 'ABSPATH' ) || exit;

final class WpCliOutput implements Output {
	public function line( string $text ): void {
		\WP_CLI::line( $text ); // @phpstan-ignore class.notFound (WP-CLI has no stubs; this runs inside WP-CLI only)
	}

	public function table( array $rows ): void {
		if ( array() !== $rows ) {
			\WP_CLI\Utils\format_items( 'table', $rows, array_keys( $rows[0] ) ); // @phpstan-ignore function.notFound (WP-CLI has no stubs; this runs inside WP-CLI only)
		}
	}

	public function fail( string $text ): void {
		\WP_CLI::error( $text ); // @phpstan-ignore class.notFound (WP-CLI has no stubs; this runs inside WP-CLI only)
	}
}
