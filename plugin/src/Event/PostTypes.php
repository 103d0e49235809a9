<?php
declare(strict_types=1);

namespace Callboard\Event;

defined( 'ABSPATH' ) || exit;

/** Productions (`event`) and their performances; names are resolved through Names. */
final class PostTypes {
	private const EVENT       = 'event';
	private const PERFORMANCE = 'performance';
	private const FALLBACKS   = array(
		self::EVENT       => 'callboard_event',
		self::PERFORMANCE => 'callboard_perf',
	);

	public static function event(): string {
		return Names::of( self::EVENT );
	}

	public static function performance(): string {
		return Names::of( self::PERFORMANCE );
	}

	/** @return list<string> */
	public static function all(): array {
		return array( self::event(), self::performance() );
	}

	/** What a preset calls `event` or `performance` is what this site calls it; other types are taken as they are. */
	public static function resolve( string $post_type ): string {
		return isset( self::FALLBACKS[ $post_type ] ) ? Names::of( $post_type ) : $post_type;
	}

	public function register(): void {
		// Late, so that a plugin that owns `event` has registered it already and is left alone.
		add_action( 'init', array( $this, 'register_types' ), 99 );
	}

	public function register_types(): void {
		foreach ( self::FALLBACKS as $wanted => $fallback ) {
			/** @var lowercase-string&non-empty-string $name */
			$name = Names::choose( $wanted, $fallback, 'post_type_exists' );
			if ( ! post_type_exists( $name ) ) {
				register_post_type( $name, self::EVENT === $wanted ? $this->event_arguments() : $this->performance_arguments() );
			}
		}
	}

	/** @return array<string, mixed> */
	private function event_arguments(): array {
		return array(
			'labels'       => $this->event_labels(),
			'menu_icon'    => 'dashicons-tickets-alt',
			'rewrite'      => array(
				'slug'       => 'event',
				'with_front' => false,
			),
			'rest_base'    => self::event(),
			'has_archive'  => false,
			'show_in_rest' => true,
			'public'       => true,
			'map_meta_cap' => true,
			'supports'     => array( 'title', 'editor', 'excerpt', 'thumbnail', 'custom-fields' ),
		);
	}

	/** @return array<string, mixed> */
	private function performance_arguments(): array {
		return array(
			'labels'       => $this->performance_labels(),
			'show_in_menu' => 'edit.php?post_type=' . self::event(),
			'rewrite'      => array(
				'slug'       => 'performance',
				'with_front' => false,
			),
			'rest_base'    => self::performance(),
			'has_archive'  => false,
			'show_in_rest' => true,
			'public'       => true,
			'map_meta_cap' => true,
			'supports'     => array( 'title', 'editor', 'excerpt', 'thumbnail', 'custom-fields' ),
		);
	}

	/** @return array<string, string> */
	private function event_labels(): array {
		return array(
			'name'          => __( 'Shows', 'callboard' ),
			'singular_name' => __( 'Show', 'callboard' ),
			'add_new_item'  => __( 'Add show', 'callboard' ),
			'edit_item'     => __( 'Edit show', 'callboard' ),
			'view_item'     => __( 'View show', 'callboard' ),
			'search_items'  => __( 'Search shows', 'callboard' ),
			'not_found'     => __( 'No shows yet. They arrive with the first sync from Salesforce.', 'callboard' ),
			'all_items'     => __( 'All shows', 'callboard' ),
		);
	}

	/** @return array<string, string> */
	private function performance_labels(): array {
		return array(
			'name'          => __( 'Performances', 'callboard' ),
			'singular_name' => __( 'Performance', 'callboard' ),
			'add_new_item'  => __( 'Add performance', 'callboard' ),
			'edit_item'     => __( 'Edit performance', 'callboard' ),
			'view_item'     => __( 'View performance', 'callboard' ),
			'search_items'  => __( 'Search performances', 'callboard' ),
			'not_found'     => __( 'No performances yet. They arrive with the first sync from Salesforce.', 'callboard' ),
			'all_items'     => __( 'Performances', 'callboard' ),
		);
	}
}
