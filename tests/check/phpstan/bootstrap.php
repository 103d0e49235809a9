<?php
/**
 * What the plugin's main file, WordPress and its optional neighbours define, for PHPStan.
 */

declare(strict_types=1);

define( 'ABSPATH', __DIR__ . '/' );
define( 'WPINC', 'wp-includes' );
define( 'WP_CONTENT_DIR', ABSPATH . 'wp-content' );
define( 'WP_PLUGIN_DIR', WP_CONTENT_DIR . '/plugins' );
define( 'CALLBOARD_VERSION', '0.0.0' );
define( 'CALLBOARD_FILE', __FILE__ );
define( 'CALLBOARD_DIR', __DIR__ );
