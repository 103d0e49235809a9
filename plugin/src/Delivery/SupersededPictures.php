<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Database\Db;
use Callboard\Database\Sql;

defined( 'ABSPATH' ) || exit;

/** Attachments that a newer version of their file took the place of: removed a day later, unless somebody uses them. */
final class SupersededPictures {
	public const META = '_callboard_superseded_ms';

	/** Pages in caches that no purge reaches show the earlier picture for a while. */
	private const KEPT_MS = 24 * 60 * 60 * 1000;

	/** Looking through all texts of a site takes its time. */
	private const A_MINUTE = 3;

	/** What holds names of files for reasons of its own: an attachment's own, and our note of a source. */
	private const NO_USE = array( '_wp_attached_file', '_wp_attachment_metadata', Targets::IMAGE_META );

	public function __construct( private readonly Db $db ) {}

	public static function mark( int $attachment_id, int $now_ms ): void {
		update_post_meta( $attachment_id, self::META, (string) $now_ms );
	}

	public function prune( int $now_ms ): void {
		$rows = $this->db->rows( "SELECT post_id, meta_value FROM {$this->db->wpdb()->postmeta} WHERE meta_key = %s ORDER BY meta_id LIMIT %d", array( self::META, self::A_MINUTE ) );
		foreach ( $rows as $row ) {
			$attachment_id = (int) $row['post_id'];
			if ( $now_ms - (int) $row['meta_value'] < self::KEPT_MS ) {
				continue;
			}
			// Asked once: whoever uses it today may count on it.
			delete_post_meta( $attachment_id, self::META );
			/**
			 * Filters whether a picture that a newer version replaced stays in the media library.
			 *
			 * @param bool $keep          Whether something on this site was found to use it.
			 * @param int  $attachment_id
			 */
			if ( ! apply_filters( 'callboard_keep_superseded_picture', $this->is_used( $attachment_id ), $attachment_id ) ) {
				wp_delete_attachment( $attachment_id, true );
			}
		}
	}

	/** Finds rather too much than too little: a number or a name of a file that only looks like this one keeps it. */
	private function is_used( int $id ): bool {
		// Cropped or turned by a person: that is work of theirs.
		if ( metadata_exists( 'post', $id, '_wp_attachment_backup_sizes' ) || null !== $this->db->value( "SELECT attachment_id FROM {$this->db->table( 'picture' )} WHERE attachment_id = %d LIMIT 1", array( $id ) ) ) {
			return true;
		}
		$names   = $this->names( $id );
		$numbers = array( "%\":{$id}%", "%\"{$id}\"%", "%i:{$id};%" );
		$lists   = array( "{$id},%", "%,{$id}", "%,{$id},%" );
		$texts   = array( "%wp-image-{$id}%", "%attachment_{$id}%", "%ids=%{$id}%", ...$numbers, ...$names );
		$values  = array( (string) $id, ...$numbers, ...$lists, ...$names );
		$no_use  = Sql::places( self::NO_USE );
		return $this->is_there( "{$this->db->wpdb()->postmeta} WHERE post_id <> %d AND meta_key NOT IN ({$no_use})", 'meta_value', $values, array( $id, ...self::NO_USE ) )
			|| $this->is_there( "{$this->db->wpdb()->posts} WHERE ID <> %d", 'post_content', $texts, array( $id ) )
			|| $this->is_there( "{$this->db->wpdb()->posts} WHERE ID <> %d AND post_excerpt <> ''", 'post_excerpt', $texts, array( $id ) )
			|| $this->is_there( "{$this->db->wpdb()->options} WHERE option_name NOT LIKE %s", 'option_value', $values, array( '%\\_transient\\_%' ) )
			|| $this->is_there( "{$this->db->wpdb()->termmeta} WHERE meta_key <> %s", 'meta_value', $values, array( '' ) )
			|| $this->is_there( "{$this->db->wpdb()->usermeta} WHERE meta_key <> %s", 'meta_value', $values, array( '' ) );
	}

	/** @return list<string> Its file in any size, as part of an address; a slash may be written \/ before it. */
	private function names( int $id ): array {
		$file = (string) get_post_meta( $id, '_wp_attached_file', true );
		$name = (string) preg_replace( '/-scaled$/', '', pathinfo( $file, PATHINFO_FILENAME ) );
		$like = $this->db->wpdb()->esc_like( $name );
		return '' === $name ? array() : array( "%/{$like}.%", "%/{$like}-%" );
	}

	/**
	 * @param list<string>     $patterns
	 * @param list<int|string> $arguments Of the source.
	 */
	private function is_there( string $source, string $column, array $patterns, array $arguments ): bool {
		$any = implode( ' OR ', array_fill( 0, count( $patterns ), "{$column} LIKE %s" ) );
		return null !== $this->db->value( "SELECT 1 FROM {$source} AND ({$any}) LIMIT 1", array( ...$arguments, ...$patterns ) );
	}
}
