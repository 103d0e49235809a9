<?php
/**
 * Activates the plugin in an installed WordPress, as the Plugins screen would. The last line it prints is JSON.
 */

declare(strict_types=1);

if ( 'cli' !== PHP_SAPI ) {
	exit( 1 );
}

$orders = json_decode( (string) stream_get_contents( STDIN ), true, 8, JSON_THROW_ON_ERROR );

$_SERVER['HTTP_HOST']   = (string) preg_replace( '#^https?://#', '', $orders['url'] );
$_SERVER['REQUEST_URI'] = '/';

require $orders['folder'] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';

wp_set_current_user( 1 );
$plugin = 'callboard/callboard.php';
if ( ! file_exists( WP_PLUGIN_DIR . '/' . $plugin ) ) {
	echo json_encode( array( 'plugin' => 'absent' ) ) . "\n";
	exit( 0 );
}
$result = activate_plugin( $plugin );
if ( is_wp_error( $result ) ) {
	fwrite( STDERR, $result->get_error_code() . ': ' . $result->get_error_message() . ' ' . wp_json_encode( $result->get_error_data() ) . "\n" );
	exit( 1 );
}
flush_rewrite_rules( false );
echo json_encode( array( 'plugin' => is_plugin_active( $plugin ) ? 'active' : 'inactive' ) ) . "\n";
