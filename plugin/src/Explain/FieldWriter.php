<?php
declare(strict_types=1);

namespace Callboard\Explain;

use Callboard\Delivery\Targets;
use Callboard\Failure\Failure;
use Callboard\Listing\PageCaches;

defined( 'ABSPATH' ) || exit;

/** Puts stored values back through WordPress's own functions, so that everyone who listens hears of it. */
final class FieldWriter {
	/** A production or a picture of then may be gone; whether a listing is published follows Salesforce alone. */
	private const COLUMNS = array( 'title', 'content', 'excerpt', 'slug' );

	public function __construct( private readonly PageCaches $page_caches ) {}

	public static function takes( string $target ): bool {
		return in_array( $target, self::COLUMNS, true ) || null !== Targets::meta_key( $target ) || null !== Targets::taxonomy( $target );
	}

	/**
	 * @param string|list<int>|null $value
	 * @throws Failure
	 */
	public function assert_writable( Listed $listed, string $target, string|array|null $value ): void {
		if ( ! self::takes( $target ) || null === $listed->mapping->field( $target ) ) {
			throw Words::target_fixed( $listed->label( $target ), $target );
		}
		foreach ( is_array( $value ) ? $value : array() as $id ) {
			if ( ! get_term_by( 'term_taxonomy_id', $id, (string) Targets::taxonomy( $target ) ) instanceof \WP_Term ) {
				throw Words::term_gone( $listed->label( $target ) );
			}
		}
	}

	/** @param array<string, string|list<int>|null> $values Target → as it was stored. */
	public function write( Listed $listed, array $values ): void {
		$post_id = $listed->post->post_id;
		$columns = array( 'ID' => $post_id );
		foreach ( $values as $target => $value ) {
			$key      = Targets::meta_key( $target );
			$taxonomy = Targets::taxonomy( $target );
			if ( null !== $key ) {
				$this->write_meta( $post_id, $key, is_array( $value ) ? null : $value );
			} elseif ( null !== $taxonomy ) {
				wp_set_object_terms( $post_id, $this->term_ids( $taxonomy, is_array( $value ) ? $value : array() ), $taxonomy );
			} else {
				$columns = self::column( $target, wp_slash( is_array( $value ) ? '' : (string) $value ) ) + $columns;
			}
		}
		// Last, and also where no column changes: the listing index follows saved posts.
		wp_update_post( $columns );
		$this->page_caches->purge( array( $post_id ), isset( $values['title'] ) || isset( $values['slug'] ) ? array( $post_id ) : array() );
		$this->page_caches->reindex( array( $post_id ) );
	}

	/** @return array{post_title?: string, post_content?: string, post_excerpt?: string, post_name?: string} */
	private static function column( string $target, string $value ): array {
		return match ( $target ) {
			'title'   => array( 'post_title' => $value ),
			'content' => array( 'post_content' => $value ),
			'excerpt' => array( 'post_excerpt' => $value ),
			'slug'    => array( 'post_name' => $value ),
			default   => array(),
		};
	}

	private function write_meta( int $post_id, string $key, ?string $value ): void {
		if ( null === $value ) {
			delete_post_meta( $post_id, $key );
		} else {
			update_post_meta( $post_id, $key, wp_slash( maybe_unserialize( $value ) ) );
		}
	}

	/**
	 * @param array<int> $tt_ids
	 * @return list<int>
	 */
	private function term_ids( string $taxonomy, array $tt_ids ): array {
		$terms = array_map( static fn( int $id ) => get_term_by( 'term_taxonomy_id', $id, $taxonomy ), array_values( $tt_ids ) );
		return array_values( array_map( static fn( \WP_Term $term ) => $term->term_id, array_filter( $terms, static fn( $term ) => $term instanceof \WP_Term ) ) );
	}
}
