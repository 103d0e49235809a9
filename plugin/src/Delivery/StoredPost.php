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

	public function status(): string {
		return (string) ( $this->columns['post_status'] ?? '' );
	}
}
