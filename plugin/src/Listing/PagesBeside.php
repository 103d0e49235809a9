<?php
declare(strict_types=1);

namespace Callboard\Listing;

use Callboard\Database\Db;
use Callboard\Event\PostTypes;

defined( 'ABSPATH' ) || exit;

/** Whose pages show something of a listing besides its own: a show prints its dates, a performance the name of its show. */
final class PagesBeside {
	public function __construct( private readonly Db $db ) {}

	/**
	 * @param list<int> $post_ids
	 * @return list<int> The shows of those among them that are performances.
	 */
	public function shows_of( array $post_ids ): array {
		return $this->ids(
			$post_ids,
			fn( string $list ) => $this->db->column(
				"SELECT DISTINCT post_parent FROM {$this->db->wpdb()->posts} WHERE ID IN ({$list}) AND post_type = %s AND post_parent > 0",
				array( PostTypes::performance() )
			)
		);
	}

	/**
	 * @param list<int> $post_ids
	 * @return list<int> The performances of those among them that are shows.
	 */
	public function performances_of( array $post_ids, int $most ): array {
		return $this->ids(
			$post_ids,
			fn( string $list ) => $this->db->column(
				"SELECT ID FROM {$this->db->wpdb()->posts} WHERE post_parent IN ({$list}) AND post_type = %s LIMIT %d",
				array( PostTypes::performance(), $most )
			)
		);
	}

	/**
	 * @param list<int>                              $post_ids
	 * @param callable( string ): list<string|null> $read
	 * @return list<int>
	 */
	private function ids( array $post_ids, callable $read ): array {
		return array() === $post_ids ? array() : array_map( 'intval', $read( implode( ',', array_map( 'intval', $post_ids ) ) ) );
	}
}
