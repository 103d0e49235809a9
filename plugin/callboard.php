<?php
/**
 * Plugin Name:       Callboard for Salesforce
 * Description:       Season listings in WordPress that stay in step with Salesforce.
 * Version:           0.1.0
 * Requires at least: 6.8
 * Requires PHP:      8.1
 * License:           GPL-2.0-or-later
 * License URI:       https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain:       callboard
 *
 * @package Callboard
 */

declare(strict_types=1);

defined( 'ABSPATH' ) || exit;

define( 'CALLBOARD_VERSION', '0.1.0' );
define( 'CALLBOARD_FILE', __FILE__ );
define( 'CALLBOARD_DIR', __DIR__ );

require_once __DIR__ . '/src/Requirements.php';

( static function (): void {
	$unmet = Callboard\Requirements::unmet( PHP_VERSION, $GLOBALS['wp_version'], get_loaded_extensions() );
	if ( array() !== $unmet ) {
		add_action( 'admin_notices', static fn() => Callboard\Requirements::print_notice( $unmet ) );
		return;
	}
	require_once __DIR__ . '/src/Autoloader.php';
	Callboard\Autoloader::register( __DIR__ . '/src' );

	register_activation_hook( __FILE__, array( Callboard\Activation::class, 'activate' ) );
	register_deactivation_hook( __FILE__, array( Callboard\Activation::class, 'deactivate' ) );
	Callboard\Plugin::instance()->register();
} )();
