<?php
declare(strict_types=1);

namespace Callboard\Failure;

defined( 'ABSPATH' ) || exit;

/** Code of other plugins that we call: what it throws is logged, once a request for each place, and stops nobody else. */
final class Foreign {
	/** @var array<string, true> Name and place of what was logged. */
	private static array $logged = array();

	public static function call( string $name, callable $code, mixed ...$arguments ): mixed {
		try {
			return $code( ...$arguments );
		} catch ( \Throwable $error ) {
			$told = "Callboard: {$name} failed: " . $error::class . " in {$error->getFile()}:{$error->getLine()}";
			if ( ! isset( self::$logged[ $told ] ) ) {
				self::$logged[ $told ] = true;
				// phpcs:ignore WordPress.PHP.DevelopmentFunctions.error_log_error_log -- the site's own log is where a foreign error belongs.
				error_log( "{$told}: {$error->getMessage()}" );
			}
			return null;
		}
	}
}
