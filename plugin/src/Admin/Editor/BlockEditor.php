<?php
declare(strict_types=1);

namespace Callboard\Admin\Editor;

use Callboard\Admin\Assets;

defined( 'ABSPATH' ) || exit;

/** The panel "From Salesforce" and the padlocks of the block editor. The screen explains; the locks hold by themselves. */
final class BlockEditor {
	private const HANDLE = 'callboard-editor';

	public function __construct( private readonly SourceFacts $facts ) {}

	public function register(): void {
		add_action( 'enqueue_block_editor_assets', array( $this, 'enqueue' ) );
	}

	public function enqueue(): void {
		$post  = get_post();
		$facts = $post instanceof \WP_Post && is_admin() ? $this->facts->of_post( $post->ID ) : null;
		$asset = null === $facts ? null : Assets::asset( 'editor' );
		if ( null === $asset ) {
			return;
		}
		wp_enqueue_script( self::HANDLE, plugins_url( 'build/editor.js', CALLBOARD_FILE ), $asset['dependencies'], $asset['version'], array( 'in_footer' => true ) );
		wp_set_script_translations( self::HANDLE, 'callboard', plugin_dir_path( CALLBOARD_FILE ) . 'languages' );
		wp_add_inline_script( self::HANDLE, 'window.callboardEditor = ' . wp_json_encode( $facts, JSON_HEX_TAG | JSON_HEX_AMP ) . ';', 'before' );
		wp_enqueue_style( self::HANDLE, plugins_url( 'build/editor.css', CALLBOARD_FILE ), array(), $asset['version'] );
		wp_style_add_data( self::HANDLE, 'rtl', 'replace' );
	}
}
