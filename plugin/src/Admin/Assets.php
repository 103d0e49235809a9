<?php
declare(strict_types=1);

namespace Callboard\Admin;

defined( 'ABSPATH' ) || exit;

/** Loads the bundle of the settings page, on that page only. */
final class Assets {

	private const HANDLE = 'callboard-settings';

	public function register(): void {
		add_action( 'admin_enqueue_scripts', array( $this, 'enqueue' ) );
	}

	public function enqueue( string $hook ): void {
		if ( 'toplevel_page_' . Menu::PAGE !== $hook ) {
			return;
		}
		$asset = self::asset( 'settings' );
		if ( null === $asset ) {
			add_action( 'admin_notices', array( $this, 'say_not_built' ) );
			return;
		}
		wp_enqueue_script(
			self::HANDLE,
			plugins_url( 'build/settings.js', CALLBOARD_FILE ),
			$asset['dependencies'],
			$asset['version'],
			array( 'in_footer' => true )
		);
		wp_set_script_translations( self::HANDLE, 'callboard', plugin_dir_path( CALLBOARD_FILE ) . 'languages' );
		wp_add_inline_script( self::HANDLE, 'window.callboardSettings = ' . wp_json_encode( self::facts(), JSON_HEX_TAG | JSON_HEX_AMP ) . ';', 'before' );
		wp_enqueue_style( self::HANDLE, plugins_url( 'build/settings.css', CALLBOARD_FILE ), array( 'wp-components' ), $asset['version'] );
		wp_style_add_data( self::HANDLE, 'rtl', 'replace' );
	}

	public function say_not_built(): void {
		printf(
			'<div class="notice notice-error"><p>%s</p></div>',
			esc_html__( 'The screens of Callboard are not built in this copy of the plugin. Install callboard.zip, or run npm run build.', 'callboard' )
		);
	}

	/**
	 * What wp-scripts wrote beside a bundle.
	 *
	 * @return array{dependencies: list<non-empty-string>, version: string}|null
	 */
	public static function asset( string $entry ): ?array {
		$file = plugin_dir_path( CALLBOARD_FILE ) . 'build/' . $entry . '.asset.php';
		if ( ! is_readable( $file ) ) {
			return null;
		}
		$asset = require $file;
		return array(
			'dependencies' => array_values( array_filter( (array) ( $asset['dependencies'] ?? array() ), static fn( mixed $handle ): bool => is_string( $handle ) && '' !== $handle ) ),
			'version'      => (string) ( $asset['version'] ?? CALLBOARD_VERSION ),
		);
	}

	/** @return array<string, mixed> Nothing secret: this stands in the page's source. */
	private static function facts(): array {
		return array(
			'page_url' => Menu::url(),
			'site_url' => home_url( '/' ),
			'version'  => CALLBOARD_VERSION,
		);
	}
}
