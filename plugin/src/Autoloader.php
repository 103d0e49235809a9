<?php
declare(strict_types=1);

namespace Callboard;

defined( 'ABSPATH' ) || exit;

/** PSR-4 for our one prefix: the plugin ships no Composer package. */
final class Autoloader {
	public static function register( string $folder ): void {
		spl_autoload_register(
			static function ( string $class_name ) use ( $folder ): void {
				if ( ! str_starts_with( $class_name, __NAMESPACE__ . '\\' ) ) {
					return;
				}
				$relative = str_replace( '\\', '/', substr( $class_name, strlen( __NAMESPACE__ ) + 1 ) );
				$file     = $folder . '/' . $relative . '.php';
				if ( is_file( $file ) ) {
					require_once $file;
				}
			}
		);
	}
}
