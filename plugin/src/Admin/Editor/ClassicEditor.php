<?php
declare(strict_types=1);

namespace Callboard\Admin\Editor;

use Callboard\Admin\Assets;

defined( 'ABSPATH' ) || exit;

/** The same words in the classic editor, and closed fields there and in quick and bulk edit. */
final class ClassicEditor {
	private const HANDLE = 'callboard-forms';

	public function __construct( private readonly SourceFacts $facts ) {}

	public function register(): void {
		add_action( 'add_meta_boxes', array( $this, 'add_meta_box' ), 10, 2 );
		add_action( 'admin_enqueue_scripts', array( $this, 'enqueue' ) );
	}

	public function add_meta_box( string $post_type, mixed $post ): void {
		if ( ! $post instanceof \WP_Post || null === $this->facts->of_post( $post->ID ) ) {
			return;
		}
		// The block editor has its own panel: "back compat" hides this box there.
		add_meta_box( 'callboard-source', __( 'From Salesforce', 'callboard' ), array( $this, 'print_meta_box' ), null, 'side', 'high', array( '__back_compat_meta_box' => true ) );
	}

	public function print_meta_box( \WP_Post $post ): void {
		$facts = $this->facts->of_post( $post->ID );
		if ( null === $facts ) {
			return;
		}
		/* translators: %s: date and time. */
		echo '<p>' . esc_html( sprintf( __( 'Last checked against Salesforce: %s', 'callboard' ), $facts['last_synced'] ) ) . '</p>';
		if ( null !== $facts['record_url'] ) {
			printf( '<p><a href="%s">%s</a></p>', esc_url( $facts['record_url'] ), esc_html__( 'Open in Salesforce', 'callboard' ) );
		}
		if ( null !== $facts['why_url'] ) {
			printf( '<p><a href="%s">%s</a></p>', esc_url( $facts['why_url'] ), esc_html__( 'Where its values come from, and why it is or is not on the page', 'callboard' ) );
		}
		echo '<p>' . esc_html__( 'These are kept in Salesforce and cannot be changed here:', 'callboard' ) . '</p><ul class="ul-disc">';
		foreach ( $facts['locked'] as $locked ) {
			printf( '<li><strong>%s</strong><br>%s</li>', esc_html( $locked['label'] ), esc_html( $locked['reason'] ) );
		}
		echo '</ul><p>' . esc_html( $facts['contact'] ) . '</p>';
	}

	public function enqueue( string $hook ): void {
		if ( ! in_array( $hook, array( 'post.php', 'edit.php' ), true ) ) {
			return;
		}
		$asset = Assets::asset( 'forms' );
		if ( null === $asset ) {
			return;
		}
		wp_enqueue_script( self::HANDLE, plugins_url( 'build/forms.js', CALLBOARD_FILE ), array( ...$asset['dependencies'], ...( 'edit.php' === $hook ? array( 'inline-edit-post' ) : array() ) ), $asset['version'], array( 'in_footer' => true ) );
		wp_set_script_translations( self::HANDLE, 'callboard', plugin_dir_path( CALLBOARD_FILE ) . 'languages' );
		$post  = get_post();
		$facts = 'post.php' === $hook && $post instanceof \WP_Post ? $this->facts->of_post( $post->ID ) : null;
		wp_add_inline_script( self::HANDLE, 'window.callboardForms = ' . wp_json_encode( $facts['locked'] ?? array(), JSON_HEX_TAG | JSON_HEX_AMP ) . ';', 'before' );
	}
}
