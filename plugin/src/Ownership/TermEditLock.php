<?php
declare(strict_types=1);

namespace Callboard\Ownership;

defined( 'ABSPATH' ) || exit;

/**
 * Guards the terms themselves: renaming "Main Stage" would rename the venue of every show there.
 *
 * People are stopped by capability. Code that asks nobody keeps the old name, and a term it deleted is put back.
 */
final class TermEditLock {
	/** @var array<int, array<int, list<int>>> Term being deleted → owned post → its terms. */
	private array $before = array();

	public function __construct(
		private readonly Lock $lock,
		private readonly OwnedTerms $owned_terms,
	) {}

	public function register(): void {
		add_filter( 'map_meta_cap', array( $this, 'bar_by_capability' ), PHP_INT_MAX, 4 );
		add_filter( 'wp_update_term_data', array( $this, 'keep_name' ), PHP_INT_MAX, 3 );
		add_action( 'pre_delete_term', array( $this, 'deletion_begins' ), PHP_INT_MIN, 2 );
		add_action( 'delete_term', array( $this, 'put_back' ), PHP_INT_MIN, 4 );
	}

	/**
	 * @param list<string> $caps
	 * @param list<mixed>  $args
	 * @return list<string>
	 */
	public function bar_by_capability( array $caps, string $cap, int $user_id, array $args ): array {
		if ( ! in_array( $cap, array( 'edit_term', 'delete_term' ), true ) || ! isset( $args[0] ) ) {
			return $caps;
		}
		$term = get_term( (int) $args[0] );
		if ( ! $term instanceof \WP_Term ) {
			return $caps;
		}
		return null === $this->owned_terms->holder( $term->term_id, $term->taxonomy ) ? $caps : array( 'do_not_allow' );
	}

	/**
	 * @param array<string, mixed> $data
	 * @return array<string, mixed>
	 */
	public function keep_name( array $data, int $term_id, string $taxonomy ): array {
		$owned = $this->owned_terms->holder( $term_id, $taxonomy );
		$term  = null === $owned ? null : get_term( $term_id, $taxonomy );
		if ( null === $owned || ! $term instanceof \WP_Term ) {
			return $data;
		}
		$same = Sameness::of_text( (string) $data['name'], $term->name ) && $data['slug'] === $term->slug;
		if ( ! $same ) {
			$this->lock->refuse( $owned, 'taxonomy:' . $taxonomy, 'wp_update_term' );
		}
		$data['name'] = $term->name;
		$data['slug'] = $term->slug;
		return $data;
	}

	/** From here on core takes the term off every post; putting it back one by one would leave dead relationships. */
	public function deletion_begins( int $term_id, string $taxonomy ): void {
		$this->owned_terms->deletion_begins( $taxonomy );
		if ( null === $this->owned_terms->holder( $term_id, $taxonomy ) ) {
			return;
		}
		foreach ( (array) get_objects_in_term( $term_id, $taxonomy ) as $post_id ) {
			$owned = $this->lock->targets( (int) $post_id );
			if ( $owned->owns( 'taxonomy:' . $taxonomy ) ) {
				$this->lock->refuse( $owned, 'taxonomy:' . $taxonomy, 'wp_delete_term' );
				$terms                                          = wp_get_object_terms( (int) $post_id, $taxonomy, array( 'fields' => 'ids' ) );
				$this->before[ $term_id ][ $owned->post_id ] = is_array( $terms ) ? array_values( array_map( 'intval', $terms ) ) : array();
			}
		}
	}

	public function put_back( int $term_id, int $tt_id, string $taxonomy, mixed $deleted ): void {
		$before = $this->before[ $term_id ] ?? array();
		unset( $this->before[ $term_id ] );
		if ( array() !== $before && $deleted instanceof \WP_Term ) {
			$this->restore( $deleted, $before );
		}
		$this->owned_terms->deletion_ended( $taxonomy );
	}

	/** @param array<int, list<int>> $before Post → the terms it had, the deleted one among them. */
	private function restore( \WP_Term $deleted, array $before ): void {
		$made = wp_insert_term(
			wp_slash( $deleted->name ),
			$deleted->taxonomy,
			array(
				'slug'        => $deleted->slug,
				'description' => wp_slash( $deleted->description ),
				'parent'      => term_exists( $deleted->parent, $deleted->taxonomy ) ? max( 0, $deleted->parent ) : 0,
			)
		);
		if ( is_wp_error( $made ) ) {
			return; // The drift check finds the posts that stand without it.
		}
		foreach ( $before as $post_id => $terms ) {
			// Core may have given them the default term instead: exactly what they had, with the term's new id.
			$kept = array_diff( $terms, array( $deleted->term_id ) );
			wp_set_object_terms( $post_id, array( ...$kept, (int) $made['term_id'] ), $deleted->taxonomy );
		}
	}
}
