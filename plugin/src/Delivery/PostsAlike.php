<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Database\Db;
use Callboard\Database\Sql;
use Callboard\Event\Taxonomies;
use Callboard\Mapping\Mapping;

defined( 'ABSPATH' ) || exit;

/** Posts from before Callboard that say what a record says: one query for all titles of a batch, one for the venues. */
final class PostsAlike {
	private const CHUNK = 1000;

	public function __construct( private readonly Db $db ) {}

	/**
	 * @param array<int, Wanted> $new
	 * @return array<int, non-empty-list<int>> Position → posts of the mapping's type that no record has, oldest first.
	 */
	public function of( Mapping $mapping, array $new ): array {
		$asked = array_filter( array_map( static fn( Wanted $one ) => Likeness::of( $mapping, $one ), $new ) );
		$posts = $this->with_titles( $mapping, array_map( static fn( Likeness $one ) => $one->title, $asked ) );
		$found = array();
		foreach ( $asked as $position => $likeness ) {
			foreach ( $posts[ Likeness::folded( $likeness->title ) ] ?? array() as $post_id => $post ) {
				if ( $likeness->is_of( $post['title'], $post['parent'], $post['starts'], $post['keys'] ) ) {
					$found[ $position ][] = $post_id;
				}
			}
		}
		$venues = $this->venues_of( array_values( array_unique( array_merge( ...array_values( $found ) ) ) ) );
		foreach ( $found as $position => $ids ) {
			$found[ $position ] = array_values( array_filter( $ids, static fn( int $id ) => $asked[ $position ]->is_at( $venues[ $id ] ?? array() ) ) );
		}
		return array_filter( $found );
	}

	/**
	 * @param array<int, string> $titles As WordPress stores them.
	 * @return array<string, array<int, array{title: string, parent: int, starts: list<string>, keys: list<string>}>> Folded title → post → what it says.
	 */
	private function with_titles( Mapping $mapping, array $titles ): array {
		$core   = $this->db->wpdb();
		$key    = Targets::meta_key( (string) $mapping->natural_key ) ?? '';
		$titles = array_unique( array( ...$titles, ...array_map( static fn( string $title ) => html_entity_decode( $title, ENT_QUOTES | ENT_HTML5, 'UTF-8' ), $titles ) ) );
		$posts  = array();
		foreach ( array_chunk( $titles, self::CHUNK ) as $chunk ) {
			$rows = $this->db->rows(
				"SELECT p.ID, p.post_title, p.post_parent, m.meta_key, m.meta_value FROM {$core->posts} p
				LEFT JOIN {$this->db->table( 'ledger' )} l ON l.post_id = p.ID
				LEFT JOIN {$core->postmeta} m ON m.post_id = p.ID AND m.meta_key IN (%s, %s)
				WHERE p.post_type = %s AND p.post_status IN ('publish', 'draft', 'pending', 'private', 'future')
				AND p.post_title IN (" . Sql::places( $chunk ) . ') AND l.id IS NULL ORDER BY p.ID',
				array( Likeness::START, $key, $mapping->post_type, ...$chunk )
			);
			foreach ( $rows as $row ) {
				$folded = Likeness::folded( (string) $row['post_title'] );
				$posts[ $folded ][ (int) $row['ID'] ] ??= array( 'title' => (string) $row['post_title'], 'parent' => (int) $row['post_parent'], 'starts' => array(), 'keys' => array() );
				if ( Likeness::START === $row['meta_key'] ) {
					$posts[ $folded ][ (int) $row['ID'] ]['starts'][] = (string) $row['meta_value'];
				} elseif ( null !== $row['meta_key'] ) {
					$posts[ $folded ][ (int) $row['ID'] ]['keys'][] = (string) $row['meta_value'];
				}
			}
		}
		return $posts;
	}

	/**
	 * @param list<int> $post_ids
	 * @return array<int, list<int>> Post → term_taxonomy ids.
	 */
	private function venues_of( array $post_ids ): array {
		$core   = $this->db->wpdb();
		$venues = array();
		foreach ( array_chunk( $post_ids, self::CHUNK ) as $chunk ) {
			$rows = $this->db->rows(
				"SELECT r.object_id, r.term_taxonomy_id FROM {$core->term_relationships} r INNER JOIN {$core->term_taxonomy} t ON t.term_taxonomy_id = r.term_taxonomy_id
				WHERE r.object_id IN (" . Sql::places( $chunk, '%d' ) . ') AND t.taxonomy = %s',
				array( ...$chunk, Taxonomies::venue() )
			);
			foreach ( $rows as $row ) {
				$venues[ (int) $row['object_id'] ][] = (int) $row['term_taxonomy_id'];
			}
		}
		return $venues;
	}
}
