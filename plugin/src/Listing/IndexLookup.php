<?php
declare(strict_types=1);

namespace Callboard\Listing;

use Callboard\Database\Db;
use Callboard\Event\PostTypes;

defined( 'ABSPATH' ) || exit;

/** What the index says of some posts, past or to come. */
final class IndexLookup {
	private const MOST = 2000;

	public function __construct( private readonly Db $db, private readonly Tables $tables ) {}

	/**
	 * @param list<int> $post_ids Of performances.
	 * @return list<ListingRow> By their start.
	 */
	public function rows( array $post_ids ): array {
		if ( array() === $post_ids ) {
			return array();
		}
		$rows = $this->db->rows(
			'SELECT ' . implode( ', ', ListingRow::COLUMNS ) . " FROM {$this->tables->listing()} WHERE post_id IN (" . implode( ',', array_map( 'intval', $post_ids ) ) . ') ORDER BY start_ms, post_id'
		);
		return array_map( array( ListingRow::class, 'from_row' ), $rows );
	}

	/** @return list<int> Whatever their status. */
	public function performances_of( int $event_id ): array {
		return array_map(
			'intval',
			$this->db->column( "SELECT ID FROM {$this->db->wpdb()->posts} WHERE post_parent = %d AND post_type = %s ORDER BY ID LIMIT %d", array( $event_id, PostTypes::performance(), self::MOST ) )
		);
	}
}
