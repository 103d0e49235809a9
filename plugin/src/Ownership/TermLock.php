<?php
declare(strict_types=1);

namespace Callboard\Ownership;

defined( 'ABSPATH' ) || exit;

/**
 * Guards which terms a post has. Core offers no filter before that write, so it is taken back at the two actions
 * every way of assigning or removing terms passes: one per relationship added, one per set of them removed.
 */
final class TermLock {
	/** @var array<string, list<int>> What a post had just before some of it was removed. */
	private array $attached = array();

	/** Not a sync context: listeners of others run meanwhile, and everything else stays locked for them. */
	private bool $taking_back = false;

	public function __construct(
		private readonly Lock $lock,
		private readonly OwnedTerms $owned_terms,
	) {}

	public function register(): void {
		add_action( 'added_term_relationship', array( $this, 'take_back_added' ), PHP_INT_MIN, 3 );
		add_action( 'delete_term_relationships', array( $this, 'remember' ), PHP_INT_MAX, 3 );
		add_action( 'deleted_term_relationships', array( $this, 'take_back_removed' ), PHP_INT_MIN, 3 );
	}

	public function take_back_added( int $post_id, int|string $tt_id, string $taxonomy ): void {
		$owned = $this->owner( $post_id, $taxonomy );
		if ( null === $owned ) {
			return;
		}
		$this->lock->refuse( $owned, 'taxonomy:' . $taxonomy, 'set_object_terms' );
		$term = get_term_by( 'term_taxonomy_id', (int) $tt_id, $taxonomy );
		if ( $term instanceof \WP_Term ) {
			$this->take_back( static fn() => wp_remove_object_terms( $post_id, $term->term_id, $taxonomy ) );
		}
	}

	/** @param array<int|string> $tt_ids */
	public function remember( int $post_id, array $tt_ids, string $taxonomy ): void {
		if ( null === $this->owner( $post_id, $taxonomy ) ) {
			return;
		}
		// Past the cache: a write by other means may have left it behind, and a term nobody had is not put back.
		wp_cache_delete( $post_id, $taxonomy . '_relationships' );
		$terms = get_the_terms( $post_id, $taxonomy );
		$had   = array();
		foreach ( is_array( $terms ) ? $terms : array() as $term ) {
			if ( in_array( $term->term_taxonomy_id, array_map( 'intval', $tt_ids ), true ) ) {
				$had[] = $term->term_id;
			}
		}
		$this->attached[ $post_id . ':' . $taxonomy ] = $had;
	}

	/** @param array<int|string> $tt_ids */
	public function take_back_removed( int $post_id, array $tt_ids, string $taxonomy ): void {
		$had = $this->attached[ $post_id . ':' . $taxonomy ] ?? array();
		unset( $this->attached[ $post_id . ':' . $taxonomy ] );
		$owned = $this->owner( $post_id, $taxonomy );
		if ( array() === $had || null === $owned ) {
			return;
		}
		$this->lock->refuse( $owned, 'taxonomy:' . $taxonomy, 'set_object_terms' );
		$this->take_back( static fn() => wp_set_object_terms( $post_id, $had, $taxonomy, true ) );
	}

	private function take_back( callable $work ): void {
		$this->taking_back = true;
		try {
			$work();
		} finally {
			$this->taking_back = false;
		}
	}

	/** Relationships of a taxonomy belong to posts only when the taxonomy is one of this post's type. */
	private function owner( int $post_id, string $taxonomy ): ?OwnedTargets {
		if ( $this->taking_back || $this->owned_terms->is_being_deleted( $taxonomy ) ) {
			return null;
		}
		$owned = $this->lock->targets( $post_id );
		return $owned->owns( 'taxonomy:' . $taxonomy ) && is_object_in_taxonomy( $owned->post_type, $taxonomy ) ? $owned : null;
	}
}
