<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Database\Db;

defined( 'ABSPATH' ) || exit;

/** Slugs as wp_unique_post_slug() gives them, for many posts in a handful of queries. */
final class Slugs {
	private const FIRST_PROBE = 32;

	public function __construct( private readonly Db $db ) {}

	/**
	 * @param array<int, string> $wanted Key → slug, in the order in which core would have inserted the posts.
	 * @param array<int, int>    $own    Key → post that may keep its own slug.
	 * @return array<int, string> Key → a slug nobody else has.
	 */
	public function unique( string $post_type, array $wanted, array $own = array() ): array {
		$taken  = $this->taken( $post_type, array_values( array_unique( $wanted ) ), array_values( $own ) );
		$unique = array();
		$next   = array();
		foreach ( $wanted as $key => $slug ) {
			if ( ! isset( $taken[ $slug ] ) && ! $this->is_reserved( $slug, $post_type ) ) {
				$unique[ $key ] = $slug;
			} else {
				$unique[ $key ] = $this->next_free( $post_type, $slug, $taken, $next );
			}
			$taken[ $unique[ $key ] ] = true;
		}
		return $unique;
	}

	private function is_reserved( string $slug, string $post_type ): bool {
		return in_array( $slug, (array) $GLOBALS['wp_rewrite']->feeds, true ) || 'embed' === $slug
			// phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals.NonPrefixedHooknameFound -- core's filter, asked as core asks it.
			|| apply_filters( 'wp_unique_post_slug_is_bad_flat_slug', false, $slug, $post_type );
	}

	/**
	 * Core tries -2, -3 … one query each; here a growing block of candidates is asked for at once.
	 *
	 * @param array<string, true>                                    $taken
	 * @param array<string, array{suffix: int, probed: int}> $next Base slug → where the search stands.
	 */
	private function next_free( string $post_type, string $slug, array &$taken, array &$next ): string {
		$next[ $slug ] ??= array(
			'suffix' => 2,
			'probed' => 1,
		);
		$state           = &$next[ $slug ];
		for ( ; ; $state['suffix']++ ) {
			if ( $state['suffix'] > $state['probed'] ) {
				$size            = max( self::FIRST_PROBE, $state['probed'] );
				$candidates      = array_map( fn( int $suffix ) => $this->suffixed( $slug, $suffix ), range( $state['suffix'], $state['suffix'] + $size - 1 ) );
				$taken          += $this->taken( $post_type, $candidates );
				$state['probed'] = $state['suffix'] + $size - 1;
			}
			$candidate = $this->suffixed( $slug, $state['suffix'] );
			if ( ! isset( $taken[ $candidate ] ) ) {
				return $candidate;
			}
		}
	}

	private function suffixed( string $slug, int $suffix ): string {
		return _truncate_post_slug( $slug, 200 - ( strlen( (string) $suffix ) + 1 ) ) . "-$suffix";
	}

	/**
	 * @param list<string> $slugs
	 * @param list<int>    $except
	 * @return array<string, true>
	 */
	private function taken( string $post_type, array $slugs, array $except = array() ): array {
		$taken = array();
		foreach ( array_chunk( $slugs, 2000 ) as $chunk ) {
			$rows = $this->db->column(
				"SELECT post_name FROM {$this->db->wpdb()->posts} WHERE post_type = %s AND post_name IN (" . implode( ',', array_fill( 0, count( $chunk ), '%s' ) ) . ')'
					. ( array() === $except ? '' : ' AND ID NOT IN (' . implode( ',', $except ) . ')' ),
				array( $post_type, ...$chunk )
			);
			foreach ( $rows as $name ) {
				$taken[ (string) $name ] = true;
			}
		}
		return $taken;
	}
}
