<?php
/**
 * Loads the classes named on stdin (JSON) through the plugin's own loader, beside WordPress's stubs.
 * Prints what cannot be loaded; ends with 1 then.
 */

declare(strict_types=1);

if ( 'cli' !== PHP_SAPI ) {
	exit( 1 );
}

$root = $argv[1];
define( 'ABSPATH', __DIR__ . '/' );
// Callboard extends a few classes of WordPress (WP_REST_Controller, WP_CLI_Command): their declarations are enough here.
$stubs = dirname( __DIR__, 3 ) . '/vendor/php-stubs/wordpress-stubs/wordpress-stubs.php';
if ( is_file( $stubs ) ) {
	require_once $stubs;
}
require_once $root . '/src/Autoloader.php';
Callboard\Autoloader::register( $root . '/src' );

$missing = 0;
foreach ( json_decode( (string) stream_get_contents( STDIN ), true, 4, JSON_THROW_ON_ERROR ) as $class_name ) {
	try {
		$found = class_exists( $class_name ) || interface_exists( $class_name ) || trait_exists( $class_name ) || enum_exists( $class_name );
	} catch ( Throwable $error ) {
		$found = false;
		echo $error->getMessage() . "\n";
	}
	if ( ! $found ) {
		++$missing;
		echo $class_name . " cannot be loaded\n";
	}
}
exit( $missing > 0 ? 1 : 0 );
