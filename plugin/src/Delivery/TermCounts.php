<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Database\Db;
use Callboard\Database\Sql;
use Callboard\Failure\Foreign;

defined( 'ABSPATH' ) || exit;

/** Has core count the terms that a batch cannot count itself, and those whose counts somebody listens to. */
final class TermCounts {
	private const HOOKS = array( 'update_term_count', 'edit_term_taxonomy', 'edited_term_taxonomy' );

	public function __construct( private readonly Db $db, private readonly Listeners $listeners ) {}

	/** Whether its terms count the published posts that carry them: what wp_update_term_count_now() does where nobody says otherwise. */
	public static function is_plain( string $taxonomy ): bool {
		$known = get_taxonomy( $taxonomy );
		if ( false === $known ) {
			return true;
		}
		return in_array( $known->update_count_callback, array( '', '_update_post_term_count' ), true )
			&& array() === array_filter( (array) $known->object_type, static fn( string $type ) => ! post_type_exists( explode( ':', $type )[0] ) )
			&& ! has_filter( 'update_post_term_count_statuses' );
	}

	/**
	 * @param list<int> $ids Term_taxonomy ids whose posts moved.
	 * @return bool Whether anything foreign may have run.
	 */
	public function update( array $ids ): bool {
		$listened = $this->listeners->any( ...self::HOOKS );
		// Every site has the categories of its links, which no post carries.
		$own = array_filter( array_diff( get_taxonomies(), array( 'link_category' ) ), static fn( string $taxonomy ) => $listened || ! self::is_plain( $taxonomy ) );
		if ( array() === $ids || array() === $own ) {
			return false;
		}
		$rows  = $this->db->rows(
			"SELECT term_taxonomy_id, taxonomy FROM {$this->db->wpdb()->term_taxonomy} WHERE term_taxonomy_id IN (" . Sql::places( $ids, '%d' ) . ') AND taxonomy IN (' . Sql::places( $own ) . ')',
			array( ...$ids, ...array_values( $own ) )
		);
		$terms = array();
		foreach ( $rows as $row ) {
			$terms[ (string) $row['taxonomy'] ][] = (int) $row['term_taxonomy_id'];
		}
		foreach ( $terms as $taxonomy => $counted ) {
			Foreign::call( "the count of {$taxonomy}", 'wp_update_term_count_now', $counted, $taxonomy );
		}
		return array() !== $terms;
	}
}
