<?php
/**
 * Installs WordPress into an empty database. Reads its orders as JSON from stdin; the last line it prints is JSON.
 */

declare(strict_types=1);

if ( 'cli' !== PHP_SAPI ) {
	exit( 1 );
}

$orders = json_decode( (string) stream_get_contents( STDIN ), true, 8, JSON_THROW_ON_ERROR );

define( 'WP_INSTALLING', true );
$_SERVER['HTTP_HOST']   = (string) preg_replace( '#^https?://#', '', $orders['url'] );
$_SERVER['REQUEST_URI'] = '/';

require $orders['folder'] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';

// The installer would otherwise try to mail the administrator and to reach the site over HTTP.
add_filter( 'pre_wp_mail', '__return_false' );
add_filter( 'pre_http_request', static fn() => new WP_Error( 'stack', 'No requests while installing.' ) );

wp_install( $orders['title'], $orders['login'], $orders['email'], true, '', $orders['password'] );
update_option( 'siteurl', $orders['url'] );
update_option( 'home', $orders['url'] );
update_option( 'show_avatars', 0 );
update_option( 'permalink_structure', '/%year%/%monthnum%/%day%/%postname%/' );
update_option( 'timezone_string', 'America/New_York' );
update_user_meta( 1, 'show_welcome_panel', 0 );
delete_option( 'rewrite_rules' );


if ( defined( 'DB_ENGINE' ) && 'sqlite' === DB_ENGINE ) {
	update_option( 'active_plugins', array( 'sqlite-database-integration/load.php' ) );
}

// Plugins are activated by a second process, in a WordPress that is installed.
echo json_encode(
	array(
		'version' => $GLOBALS['wp_version'],
		'plugin'  => file_exists( WP_PLUGIN_DIR . '/callboard/callboard.php' ) ? 'present' : 'absent',
	)
) . "\n";
