<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Database\Db;

defined( 'ABSPATH' ) || exit;

/** Slugs as wp_unique_post_slug() gives them one post after the other, for many posts in a handful of queries. */
final class Slugs {
	private const FIRST_PROBE = 32;

	/** @var array<string, array<int, true>> Place → posts that have it; 0 stands for new ones. */
	private array $taken = array();

	/** @var array<int, string> Post that may leave its slug → the place it has. */
	private array $place = array();

	private bool $in_tree = false;

	public function __construct( private readonly Db $db ) {}

	/**
	 * @param array<int, SlugWish> $wishes In the order in which core would have written the posts.
	 * @return array<int, string> The same keys → a slug nobody else has.
	 */
	public function unique( string $post_type, array $wishes ): array {
		$this->taken   = array();
		$this->place   = array();
		$this->in_tree = is_post_type_hierarchical( $post_type );
		$this->look_up( $post_type, array_values( array_unique( array_map( static fn( SlugWish $wish ) => $wish->slug, $wishes ) ) ) );
		$unique = array();
		$next   = array();
		foreach ( $wishes as $key => $wish ) {
			$unique[ $key ] = $wish->as_is ? $wish->slug : $this->filtered( $this->free( $post_type, $wish, $next ), $post_type, $wish );
			$this->move( $wish->own, $this->place_of( $unique[ $key ], $wish->parent ) );
		}
		return $unique;
	}

	/** @param array<string, array{suffix: int, probed: int}> $next */
	private function free( string $post_type, SlugWish $wish, array &$next ): string {
		return $this->is_free( $wish->slug, $wish->parent, $wish->own ) && ! $this->is_reserved( $wish, $post_type )
			? $wish->slug
			: $this->next_free( $post_type, $wish, $next );
	}

	private function is_free( string $slug, int $parent, int $own ): bool {
		return array() === array_diff_key( $this->taken[ $this->place_of( $slug, $parent ) ] ?? array(), 0 === $own ? array() : array( $own => true ) );
	}

	private function move( int $id, string $place ): void {
		if ( 0 !== $id && isset( $this->place[ $id ] ) ) {
			unset( $this->taken[ $this->place[ $id ] ][ $id ] );
		}
		$this->taken[ $place ][ $id ] = true;
		$this->place[ $id ]           = $place;
	}

	private function place_of( string $slug, int $parent ): string {
		return $this->in_tree ? "{$parent}/{$slug}" : $slug;
	}

	private function is_reserved( SlugWish $wish, string $post_type ): bool {
		$slug = $wish->slug;
		if ( in_array( $slug, (array) $GLOBALS['wp_rewrite']->feeds, true ) || 'embed' === $slug ) {
			return true;
		}
		if ( $this->in_tree ) {
			return 1 === preg_match( "@^({$GLOBALS['wp_rewrite']->pagination_base})?\\d+$@", $slug )
				// phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals.NonPrefixedHooknameFound -- core's filter, asked as core asks it.
				|| apply_filters( 'wp_unique_post_slug_is_bad_hierarchical_slug', false, $slug, $post_type, $wish->parent );
		}
		$has_it = 0 !== $wish->own && ( $this->place[ $wish->own ] ?? null ) === $slug; // Core does not look again at a date a post has got.
		return ( 'post' === $post_type && ! $has_it && $this->looks_like_a_date( $slug ) )
			// phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals.NonPrefixedHooknameFound -- core's filter, asked as core asks it.
			|| apply_filters( 'wp_unique_post_slug_is_bad_flat_slug', false, $slug, $post_type );
	}

	/** Core's rule for posts: a slug of digits may be the address of an archive of a year, a month or a day. */
	private function looks_like_a_date( string $slug ): bool {
		$number = 1 === preg_match( '/^[0-9]+$/', $slug ) ? (int) $slug : 0;
		if ( 0 === $number ) {
			return false;
		}
		$parts = array_values( array_filter( explode( '/', (string) get_option( 'permalink_structure' ) ) ) );
		$at    = array_search( '%postname%', $parts, true );
		return 0 === $at || ( false !== $at && '%year%' === $parts[ $at - 1 ] && 13 > $number ) || ( false !== $at && '%monthnum%' === $parts[ $at - 1 ] && 32 > $number );
	}

	/**
	 * Core tries -2, -3 … one query each; here a growing block of candidates is asked for at once.
	 *
	 * @param array<string, array{suffix: int, probed: int}> $next Base slug → where the search stands.
	 */
	private function next_free( string $post_type, SlugWish $wish, array &$next ): string {
		$place = $this->place_of( $wish->slug, $wish->parent );
		$state = $next[ $place ] ?? array(
			'suffix' => 2,
			'probed' => 1,
		);
		// A slug that was taken may have become free since, but only when a post left it.
		$suffix = 0 === $wish->own ? $state['suffix'] : 2;
		for ( ; ; $suffix++ ) {
			if ( $suffix > $state['probed'] ) {
				$size = max( self::FIRST_PROBE, $state['probed'] );
				$this->look_up( $post_type, array_map( fn( int $number ) => $this->suffixed( $wish->slug, $number ), range( $suffix, $suffix + $size - 1 ) ) );
				$state['probed'] = $suffix + $size - 1;
			}
			if ( $this->is_free( $this->suffixed( $wish->slug, $suffix ), $wish->parent, $wish->own ) ) {
				$next[ $place ] = array( 'suffix' => $suffix ) + $state;
				return $this->suffixed( $wish->slug, $suffix );
			}
		}
	}

	private function suffixed( string $slug, int $suffix ): string {
		return _truncate_post_slug( $slug, 200 - ( strlen( (string) $suffix ) + 1 ) ) . "-$suffix";
	}

	private function filtered( string $slug, string $post_type, SlugWish $wish ): string {
		if ( ! has_filter( 'wp_unique_post_slug' ) ) {
			return $slug;
		}
		// phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals.NonPrefixedHooknameFound -- core's filter, asked as core asks it.
		return (string) apply_filters( 'wp_unique_post_slug', $slug, $wish->own, 'publish', $post_type, $wish->parent, $wish->slug );
	}

	/** @param list<string> $slugs */
	private function look_up( string $post_type, array $slugs ): void {
		$types = $this->in_tree ? array( $post_type, 'attachment' ) : array( $post_type );
		foreach ( array_chunk( $slugs, Db::LOOKED_UP ) as $chunk ) {
			$rows = $this->db->rows( "SELECT ID, post_name, post_parent FROM {$this->db->wpdb()->posts} WHERE post_name IN ({$this->db->sql->texts( $chunk )}) AND post_type IN ({$this->db->sql->texts( $types )})" );
			foreach ( $rows as $row ) {
				$id    = (int) $row['ID'];
				$place = $this->place_of( (string) $row['post_name'], (int) $row['post_parent'] );
				if ( ! isset( $this->place[ $id ] ) ) {
					$this->taken[ $place ][ $id ] = true;
					$this->place[ $id ]           = $place;
				}
			}
		}
	}
}
