<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Database\Db;
use Callboard\Database\Sql;
use Callboard\Mapping\FieldMapping;
use Callboard\Mapping\Mapping;

defined( 'ABSPATH' ) || exit;

/** Reads the rows of many listings in three queries: only the columns, keys and taxonomies a mapping speaks of. */
final class StoredPosts {
	private const ALWAYS = array( 'ID', 'post_title', 'post_name', 'post_status', 'post_type', 'post_parent', 'post_modified_gmt', 'post_date_gmt' );
	private const CHUNK  = 2000;

	public function __construct( private readonly Db $db ) {}

	/**
	 * @param list<int> $post_ids
	 * @return array<int, StoredPost> Posts that are gone are missing.
	 */
	public function read( Mapping $mapping, array $post_ids, bool $lock = false ): array {
		$posts = array();
		foreach ( array_chunk( $post_ids, self::CHUNK ) as $ids ) {
			$posts += $this->read_chunk( $mapping, implode( ',', array_map( 'intval', $ids ) ), $lock );
		}
		return $posts;
	}

	/** @return array<int, StoredPost> */
	private function read_chunk( Mapping $mapping, string $ids, bool $lock ): array {
		$core  = $this->db->wpdb();
		$posts = array();
		$names = implode( ', ', $this->columns( $mapping ) );
		foreach ( $this->db->rows( "SELECT {$names} FROM {$core->posts} WHERE ID IN ({$ids})" . ( $lock ? $this->db->for_update() : '' ) ) as $row ) {
			$posts[ (int) $row['ID'] ] = new StoredPost( (int) $row['ID'], $row );
		}
		if ( array() !== $posts ) {
			// A transaction sees what was there when it began: what an editor filled in since must not be written over.
			$this->add_meta( $posts, $mapping, $ids, $lock && $this->shares( $mapping, static fn( FieldMapping $field ) => 'image' === $field->to || null !== Targets::meta_key( $field->to ) ) );
			$this->add_terms( $posts, $mapping, $ids, $lock && $this->shares( $mapping, static fn( FieldMapping $field ) => null !== Targets::taxonomy( $field->to ) ) );
		}
		return $posts;
	}

	/** @param \Closure( FieldMapping ): bool $is_stored_there */
	private function shares( Mapping $mapping, \Closure $is_stored_there ): bool {
		foreach ( $mapping->fields as $field ) {
			if ( in_array( $field->owner, array( FieldMapping::OWNER_FILL, FieldMapping::OWNER_NEWEST ), true ) && $is_stored_there( $field ) ) {
				return true;
			}
		}
		return false;
	}

	/** @param array<int, StoredPost> $posts */
	private function add_meta( array $posts, Mapping $mapping, string $ids, bool $lock ): void {
		$keys = $this->meta_keys( $mapping );
		if ( array() === $keys ) {
			return;
		}
		$rows = $this->db->objects(
			"SELECT meta_id, post_id, meta_key, meta_value FROM {$this->db->wpdb()->postmeta} WHERE post_id IN ({$ids}) AND meta_key IN (" . Sql::places( $keys ) . ')' . ( $lock ? $this->db->for_update() : '' ),
			$keys
		);
		$several = array();
		foreach ( $rows as $row ) {
			$post = $posts[ (int) $row->post_id ] ?? null;
			if ( null !== $post ) {
				$post->meta[ $row->meta_key ][] = array( (int) $row->meta_id, (string) $row->meta_value );
				if ( isset( $post->meta[ $row->meta_key ][1] ) ) {
					$several[] = array( $post, $row->meta_key );
				}
			}
		}
		// Sorted here: the database would sort all of them for the few keys that have several rows.
		foreach ( $several as list( $post, $key ) ) {
			sort( $post->meta[ $key ] );
		}
	}

	/** @param array<int, StoredPost> $posts */
	private function add_terms( array $posts, Mapping $mapping, string $ids, bool $lock ): void {
		$taxonomies = array_values( array_filter( array_map( static fn( $field ) => Targets::taxonomy( $field->to ), $mapping->fields ) ) );
		if ( array() === $taxonomies ) {
			return;
		}
		$core = $this->db->wpdb();
		$rows = $this->db->objects(
			"SELECT r.object_id, r.term_taxonomy_id, t.taxonomy FROM {$core->term_relationships} r INNER JOIN {$core->term_taxonomy} t ON t.term_taxonomy_id = r.term_taxonomy_id
			WHERE r.object_id IN ({$ids}) AND t.taxonomy IN (" . Sql::places( $taxonomies ) . ') ORDER BY r.object_id, r.term_order' . ( $lock ? $this->db->for_update() : '' ),
			$taxonomies
		);
		foreach ( $rows as $row ) {
			$post = $posts[ (int) $row->object_id ] ?? null;
			if ( null !== $post ) {
				$post->terms[ $row->taxonomy ][] = (int) $row->term_taxonomy_id;
			}
		}
	}

	/** @return list<string> */
	private function columns( Mapping $mapping ): array {
		$mapped = array_map( static fn( $field ) => Targets::COLUMNS[ $field->to ] ?? null, $mapping->fields );
		return array_values( array_unique( array( ...self::ALWAYS, ...array_values( array_filter( $mapped ) ) ) ) );
	}

	/** @return list<string> */
	private function meta_keys( Mapping $mapping ): array {
		$keys = array_map(
			static fn( $field ) => 'image' === $field->to ? Targets::IMAGE_META : Targets::meta_key( $field->to ),
			$mapping->fields
		);
		$references = array_map( static fn( $field ) => str_starts_with( $field->to, 'acf:' ) ? '_' . substr( $field->to, 4 ) : null, $mapping->fields );
		$thumbnail  = FieldMapping::OWNER_SALESFORCE === $mapping->field( 'image' )?->owner ? Targets::THUMBNAIL : null;
		return array_values( array_unique( array_filter( array( ...$keys, ...$references, $thumbnail ) ) ) );
	}
}
