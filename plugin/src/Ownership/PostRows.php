<?php
declare(strict_types=1);

namespace Callboard\Ownership;

use Callboard\Database\Db;

defined( 'ABSPATH' ) || exit;

/** The stored columns of a post, past every cache; and back as they were, without calling anybody: core's writers would run every listener. */
final class PostRows {
	private const COLUMNS = array( 'post_status', 'post_type' );

	public function __construct( private readonly Db $db ) {}

	/** @return array<string, string|null>|null */
	public function read( int $post_id ): ?array {
		return $this->db->row(
			"SELECT post_title, post_content, post_excerpt, post_name, post_status, post_parent, post_type, post_date, post_date_gmt FROM {$this->db->wpdb()->posts} WHERE ID = %d",
			array( $post_id )
		);
	}

	public function put_back( int $post_id, string $column, string $value ): void {
		if ( ! in_array( $column, self::COLUMNS, true ) ) {
			throw new \InvalidArgumentException( esc_html( $column ) );
		}
		$this->db->query( "UPDATE {$this->db->wpdb()->posts} SET {$column} = %s WHERE ID = %d", array( $value, $post_id ) );
		clean_post_cache( $post_id );
	}
}
