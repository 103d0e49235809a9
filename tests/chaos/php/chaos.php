<?php
/**
 * Plugin Name: Callboard chaos
 * Description: What the chaos suite asks of one request, by headers: whose time it is, and where it dies.
 *
 * X-Chaos-Now: milliseconds; Callboard's clock stands there for the whole request.
 * X-Chaos-Host: by which name the site was asked.
 * X-Chaos-Minute: WP-Cron's minute comes with this request.
 * X-Chaos-Death: `php query 17` | `php before-commit 1` | `php after-commit 1` | `php end 1` | `db query 17 PID` | …:
 * who is killed by SIGKILL, and right before or after which statement.
 */

declare(strict_types=1);

defined( 'ABSPATH' ) || exit;

( static function (): void {
	$now = $_SERVER['HTTP_X_CHAOS_NOW'] ?? '';
	if ( 1 === preg_match( '/^\d{13}$/', $now ) ) {
		require_once WP_PLUGIN_DIR . '/callboard/src/Autoloader.php';
		Callboard\Autoloader::register( WP_PLUGIN_DIR . '/callboard/src' );
		Callboard\Plugin::use_clock( new Callboard\Clock\FixedClock( (int) $now ) );
	}

	// Half of what such a request costs is what WordPress prepares for pages and for its own routes: here only these ask.
	if ( 1 === preg_match( '#callboard(/|%2F)v1(/|%2F)worker(/|%2F)#i', $_SERVER['REQUEST_URI'] ?? '' ) ) {
		remove_action( 'rest_api_init', 'create_initial_rest_routes', 99 );
		remove_action( 'init', '_register_theme_block_patterns' );
		remove_action( 'init', 'register_core_block_style_handles', 9 );
		remove_action( 'init', 'wp_widgets_init', 1 );
		foreach ( array_keys( $GLOBALS['wp_filter']['init']->callbacks[10] ) as $name ) {
			if ( str_starts_with( $name, 'register_block_core_' ) || 'register_core_block_types_from_metadata' === $name ) {
				remove_action( 'init', $name );
			}
		}
	}

	if ( isset( $_SERVER['HTTP_X_CHAOS_HOST'] ) ) {
		$_SERVER['HTTP_HOST'] = $_SERVER['HTTP_X_CHAOS_HOST'];
	}
	if ( isset( $_SERVER['HTTP_X_CHAOS_MINUTE'] ) ) {
		add_action( 'wp_loaded', static fn() => do_action( 'callboard_ping' ), PHP_INT_MAX );
	}

	$death = explode( ' ', $_SERVER['HTTP_X_CHAOS_DEATH'] ?? '' );
	if ( count( $death ) < 3 ) {
		return;
	}
	list( $who, $where, $at ) = $death;
	$victim = 'db' === $who ? (int) $death[3] : (int) getmypid();
	$kill   = static function () use ( $victim, $who ): void {
		posix_kill( $victim, SIGKILL );
		// A dying database leaves its requests alone with that; a dying PHP does not get here.
		usleep( 'db' === $who ? 20000 : 1000000 );
	};
	if ( 'end' === $where ) {
		// All is stored, and nobody has been told yet: output waits in the buffers until after this.
		add_filter(
			'rest_post_dispatch',
			static function ( $answer ) use ( $kill ) {
				$kill();
				return $answer;
			},
			PHP_INT_MAX
		);
		return;
	}
	$seen = 0;
	add_filter(
		'query',
		static function ( $sql ) use ( &$seen, $where, $at, $kill ) {
			$commit = 'COMMIT' === $sql;
			if ( ( 'query' === $where || $commit ) && ++$seen === (int) $at ) {
				if ( 'after-commit' === $where ) {
					global $wpdb;
					$wpdb->__get( 'dbh' )->query( 'COMMIT' );
				}
				$kill();
			}
			return $sql;
		}
	);
} )();
