<?php
declare(strict_types=1);

namespace Callboard\Event;

defined( 'ABSPATH' ) || exit;

/** Genre, venue and season, on productions and performances alike. */
final class Taxonomies {
	private const GENRE  = 'genre';
	private const VENUE  = 'venue';
	private const SEASON = 'season';

	public static function genre(): string {
		return Names::of( self::GENRE );
	}

	public static function venue(): string {
		return Names::of( self::VENUE );
	}

	public static function season(): string {
		return Names::of( self::SEASON );
	}

	/** @return list<string> */
	public static function all(): array {
		return array( self::genre(), self::venue(), self::season() );
	}

	/** What a preset calls `genre`, `venue` or `season` is what this site calls it. */
	public static function resolve( string $taxonomy ): string {
		return in_array( $taxonomy, array( self::GENRE, self::VENUE, self::SEASON ), true ) ? Names::of( $taxonomy ) : $taxonomy;
	}

	public function register(): void {
		// After the post types, so that their final names are known.
		add_action( 'init', array( $this, 'register_taxonomies' ), 100 );
	}

	public function register_taxonomies(): void {
		foreach ( array( self::GENRE, self::VENUE, self::SEASON ) as $wanted ) {
			$name = Names::choose( $wanted, 'callboard_' . $wanted, 'taxonomy_exists' );
			if ( ! taxonomy_exists( $name ) ) {
				register_taxonomy( $name, PostTypes::all(), $this->arguments( $wanted ) );
			}
			foreach ( PostTypes::all() as $post_type ) {
				register_taxonomy_for_object_type( $name, $post_type );
			}
		}
	}

	/** @return array<string, mixed> */
	private function arguments( string $wanted ): array {
		return array(
			'labels'            => $this->labels( $wanted ),
			'public'            => true,
			'hierarchical'      => self::GENRE === $wanted,
			'show_admin_column' => true,
			'show_in_rest'      => true,
			'rewrite'           => array(
				'slug'       => $wanted,
				'with_front' => false,
			),
		);
	}

	/** @return array<string, string> */
	private function labels( string $wanted ): array {
		return match ( $wanted ) {
			self::GENRE => array(
				'name'          => __( 'Genres', 'callboard' ),
				'singular_name' => __( 'Genre', 'callboard' ),
				'no_terms'      => __( 'No genre', 'callboard' ),
			),
			self::VENUE => array(
				'name'          => __( 'Venues', 'callboard' ),
				'singular_name' => __( 'Venue', 'callboard' ),
				'no_terms'      => __( 'No venue', 'callboard' ),
			),
			default     => array(
				'name'          => __( 'Seasons', 'callboard' ),
				'singular_name' => __( 'Season', 'callboard' ),
				'no_terms'      => __( 'No season', 'callboard' ),
			),
		};
	}
}
