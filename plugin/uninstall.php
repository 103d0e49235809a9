<?php
/**
 * Run by WordPress when the plugin is deleted; the plugin itself is not loaded then.
 *
 * @package Callboard
 */

declare(strict_types=1);

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

// WordPress deletes plugins on any PHP version, also one that cannot read these files.
if ( version_compare( PHP_VERSION, '8.1', '>=' ) ) {
	require_once __DIR__ . '/src/Autoloader.php';
	Callboard\Autoloader::register( __DIR__ . '/src' );
	Callboard\Uninstall::run();
}
