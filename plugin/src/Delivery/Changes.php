<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Listing\Fresh;

defined( 'ABSPATH' ) || exit;

/** Which listings a batch changed, for the index and for everything that follows the commit. */
final class Changes {
	/** @var array<int, array<string, string|null>> Post → the columns it had before; empty for new posts. */
	public array $posts = array();

	/** @var array<int, true> Posts that did not exist before. */
	public array $created = array();

	/** @var array<int, string> Post → its status now. */
	public array $status = array();

	/** @var array<int, true> Posts whose title or slug is another now: pages beside their own show it. */
	public array $headings = array();

	/** @var array<int, array{added?: list<string>, updated?: list<string>, deleted?: array<string, list<int>>}> Post → meta keys written; of deleted ones the ids of their rows. */
	public array $meta_keys = array();

	/** @var array<int, array<string, list<int>>> Post → taxonomy → term_taxonomy ids it had before. */
	public array $terms_before = array();

	/** @var list<int> Term_taxonomy ids whose count changed. */
	public array $counted_terms = array();

	/** @var list<array{term_id: int, tt_id: int, taxonomy: string, args: array<string, mixed>}> Terms that did not exist before. */
	public array $created_terms = array();

	/** @var array<int, array{url: string, replace: bool, fresh: bool}> Post → picture to be fetched. */
	public array $images = array();

	/** @var array<int, list<string>> Post → marks of pictures inside its texts that are still to be fetched. */
	public array $text_images = array();

	/** What the listing index need not read again. */
	public readonly Fresh $fresh;

	public function __construct() {
		$this->fresh = new Fresh();
	}

	/**
	 * @param ?string                         $value As written; null: the rows are gone.
	 * @param list<array{0: int, 1: string}> $rows  The rows the key had.
	 */
	public function wrote_meta( int $post_id, string $key, ?string $value, array $rows ): void {
		if ( null === $value ) {
			$this->meta_keys[ $post_id ]['deleted'][ $key ] = array_column( $rows, 0 );
		} else {
			$this->meta_keys[ $post_id ][ array() === $rows ? 'added' : 'updated' ][] = $key;
		}
	}

	/** @return list<int> */
	public function post_ids(): array {
		return array_keys( $this->posts );
	}

	public function is_empty(): bool {
		return array() === $this->posts;
	}
}
