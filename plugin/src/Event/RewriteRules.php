<?php
declare(strict_types=1);

namespace Callboard\Event;

defined( 'ABSPATH' ) || exit;

/**
 * Flushes the rewrite rules once after anything in them changed, when every plugin has registered its own.
 *
 * Flushing in the activation hook would be too early: our post types are not registered in that request.
 */
final class RewriteRules {
	public const OPTION = 'callboard_rewrite_signature';

	public function register(): void {
		add_action( 'wp_loaded', array( $this, 'flush_if_changed' ) );
	}

	public function flush_if_changed(): void {
		$signature = implode( ' ', array( ...PostTypes::all(), ...Taxonomies::all() ) );
		if ( get_option( self::OPTION ) === $signature ) {
			return;
		}
		flush_rewrite_rules( false );
		update_option( self::OPTION, $signature, true );
	}

	/** For deactivation: the next request rebuilds the rules without ours, and the next activation flushes again. */
	public static function forget(): void {
		delete_option( self::OPTION );
		delete_option( 'rewrite_rules' );
	}
}
