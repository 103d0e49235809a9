<?php
declare(strict_types=1);

namespace Callboard\Delivery;

defined( 'ABSPATH' ) || exit;

/** A listing as its rows are now. */
final class StoredPost {
	/** @var array<string, list<array{0: int, 1: string}>> Meta key → (meta id, value), oldest first. */
	public array $meta = array();

	/** @var array<string, list<int>> Taxonomy → term_taxonomy ids. */
	public array $terms = array();

	/** @param array<string, string|null> $columns */
	public function __construct( public readonly int $post_id, public readonly array $columns ) {}

	/** @return string|list<int>|null What a target of the mapping stores now; of a key with several rows, the oldest. */
	public function value_of( string $target ): string|array|null {
		$taxonomy = Targets::taxonomy( $target );
		if ( null !== $taxonomy ) {
			$ids = $this->terms[ $taxonomy ] ?? array();
			sort( $ids );
			return $ids;
		}
		$key = 'image' === $target ? Targets::IMAGE_META : Targets::meta_key( $target );
		if ( null !== $key ) {
			return $this->meta[ $key ][0][1] ?? null;
		}
		return (string) ( $this->columns[ Targets::COLUMNS[ $target ] ?? '' ] ?? '' );
	}

	public function status(): string {
		return (string) ( $this->columns['post_status'] ?? '' );
	}
}
