<?php
/**
 * Loads a real, installed WordPress with Callboard active, then the base classes of the tests.
 * Started by tests/stack/phpunit.mjs, which names the site's folder.
 */

declare(strict_types=1);

// PHPUnit includes this file inside a function: what core's files declare at top level must be made global by name.
global $wpdb, $wp, $wp_query, $wp_rewrite, $shortcode_tags, $wp_theme_directories, $wp_version, $table_prefix;

$callboard_site = getenv( 'CALLBOARD_WORDPRESS' );
if ( ! is_string( $callboard_site ) || ! is_file( $callboard_site . '/wp-load.php' ) ) {
	fwrite( STDERR, "These tests need a WordPress of their own. Start them with: node tests/stack/phpunit.mjs\n" );
	exit( 1 );
}

$_SERVER['HTTP_HOST']      = '127.0.0.1:8080';
$_SERVER['REQUEST_URI']    = '/';
$_SERVER['REQUEST_METHOD'] = 'GET';
$_SERVER['SERVER_NAME']    = '127.0.0.1';
$_SERVER['REMOTE_ADDR']    = '127.0.0.1';

define( 'ABSPATH', $callboard_site . '/' );
if ( is_file( dirname( __DIR__, 2 ) . '/plugin/src/Plugin.php' ) ) {
	// Before WordPress loads the plugin: services that hook themselves then keep the tests' time from the start.
	Callboard\Plugin::use_clock( new Callboard\Clock\FixedClock( 1795348800000 ) );
}
require_once $callboard_site . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';
require_once __DIR__ . '/TestCase.php';
require_once __DIR__ . '/CommittingTestCase.php';

wp_set_current_user( 0 );
