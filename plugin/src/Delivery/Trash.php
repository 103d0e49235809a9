<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Database\Db;

defined( 'ABSPATH' ) || exit;

/** The notes that wp_trash_post() leaves for wp_untrash_post(), for many posts: status, time, slug, and what their comments were. */
final class Trash {
	private const STATUS   = '_wp_trash_meta_status';
	private const TIME     = '_wp_trash_meta_time';
	private const SLUG     = '_wp_desired_post_slug';
	private const COMMENTS = '_wp_trash_meta_comments_status';

	/** Comments of a post in the trash have this status. */
	private const COMMENT = 'post-trashed';

	public function __construct( private readonly Db $db ) {}

	/** @param array<int, array{status: string, slug: string}> $posts Post → what it has before. */
	public function put( array $posts, int $now_ms ): void {
		$this->forget( array_keys( $posts ) );
		$meta = array();
		foreach ( $posts as $id => $was ) {
			$meta[] = array( $id, self::STATUS, $was['status'] );
			$meta[] = array( $id, self::TIME, (string) intdiv( $now_ms, 1000 ) );
			$meta[] = array( $id, self::SLUG, $was['slug'] );
		}
		$comments = $this->comments_of( array_keys( $posts ) );
		foreach ( $comments as $id => $statuses ) {
			$meta[] = array( $id, self::COMMENTS, serialize( $statuses ) ); // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.serialize_serialize -- as core stores it.
		}
		$this->db->insert_rows( $this->db->wpdb()->postmeta, array( 'post_id', 'meta_key', 'meta_value' ), $meta );
		if ( array() !== $comments ) {
			$this->db->query( "UPDATE {$this->db->wpdb()->comments} SET comment_approved = %s WHERE comment_post_ID IN (" . implode( ',', array_keys( $comments ) ) . ')', array( self::COMMENT ) );
		}
	}

	/**
	 * The slugs they had; one that was long is cut in the trash.
	 *
	 * @param list<int> $post_ids
	 * @return array<int, string>
	 */
	public function slugs( array $post_ids ): array {
		return $this->noted( self::SLUG, $post_ids );
	}

	/** @param list<int> $post_ids Posts that came back. */
	public function take_out( array $post_ids ): void {
		foreach ( $this->noted( self::COMMENTS, $post_ids ) as $statuses ) {
			$this->restore_comments( (array) maybe_unserialize( $statuses ) );
		}
		$this->forget( $post_ids );
	}

	/** @param array<mixed> $statuses Comment → its status before. */
	private function restore_comments( array $statuses ): void {
		$ids = array();
		foreach ( $statuses as $id => $status ) {
			$ids[ self::COMMENT === $status ? '0' : (string) $status ][] = (int) $id;
		}
		foreach ( $ids as $status => $of_status ) {
			$this->db->query( "UPDATE {$this->db->wpdb()->comments} SET comment_approved = %s WHERE comment_ID IN (" . implode( ',', $of_status ) . ')', array( (string) $status ) );
		}
	}

	/**
	 * @param list<int> $post_ids
	 * @return array<int, array<int, string>> Post → comment → its status.
	 */
	private function comments_of( array $post_ids ): array {
		$found = array();
		foreach ( array() === $post_ids ? array() : $this->db->rows( "SELECT comment_ID, comment_post_ID, comment_approved FROM {$this->db->wpdb()->comments} WHERE comment_post_ID IN (" . implode( ',', $post_ids ) . ') ORDER BY comment_ID' ) as $row ) {
			$found[ (int) $row['comment_post_ID'] ][ (int) $row['comment_ID'] ] = (string) $row['comment_approved'];
		}
		return $found;
	}

	/**
	 * @param list<int> $post_ids
	 * @return array<int, string> Post → the oldest note.
	 */
	private function noted( string $key, array $post_ids ): array {
		$noted = array();
		foreach ( array() === $post_ids ? array() : $this->db->rows( "SELECT post_id, meta_value FROM {$this->db->wpdb()->postmeta} WHERE meta_key = %s AND post_id IN (" . implode( ',', $post_ids ) . ') ORDER BY meta_id', array( $key ) ) as $row ) {
			$noted[ (int) $row['post_id'] ] ??= (string) $row['meta_value'];
		}
		return $noted;
	}

	/** @param list<int> $post_ids */
	private function forget( array $post_ids ): void {
		if ( array() !== $post_ids ) {
			$this->db->query( "DELETE FROM {$this->db->wpdb()->postmeta} WHERE post_id IN (" . implode( ',', $post_ids ) . ') AND meta_key IN (%s, %s, %s, %s)', array( self::STATUS, self::TIME, self::SLUG, self::COMMENTS ) );
		}
	}
}
