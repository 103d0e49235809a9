<?php
declare(strict_types=1);

namespace Callboard\Delivery;

defined( 'ABSPATH' ) || exit;

/** What the listeners of a batch's posts must be told, small when nobody but core listens. */
final class PostEffect {
	public const POST_HOOKS = array(
		'transition_post_status',
		'edit_post',
		'post_updated',
		'save_post',
		'wp_insert_post',
		'wp_after_insert_post',
	);
	public const META_HOOKS = array( 'added_post_meta', 'updated_post_meta', 'deleted_post_meta' );

	/** What is kept by post. */
	public const BY_POST = array( 'status', 'old_status', 'before', 'meta_keys', 'terms_before', 'parents_before', 'headings' );

	/**
	 * @param array<int, string>                     $status       Post → its status now.
	 * @param array<int, string>                     $old_status   Post → its status before; "new" for a new one.
	 * @param list<int>                              $counted      Term_taxonomy ids counted anew.
	 * @param array<int, array<string, string|null>> $before       Post → columns before, when somebody asks for them.
	 * @param array<int, array<string, array<mixed>>> $meta_keys   Post → added, updated and deleted keys, when somebody listens.
	 * @param array<int, array<string, list<int>>>   $terms_before Post → taxonomy → ids before, when somebody listens.
	 * @param array<int, int>                        $parents_before Post → its parent before, where it had one.
	 * @param array<int, true>                       $headings     Posts whose title or address is another now.
	 */
	public function __construct(
		public readonly string $post_type,
		public readonly string $mapping_id,
		public readonly array $status,
		public readonly array $old_status,
		public readonly array $counted,
		public readonly array $before,
		public readonly array $meta_keys,
		public readonly array $terms_before,
		public readonly array $parents_before = array(),
		public readonly array $headings = array()
	) {}

	public static function of( Batch $batch, Listeners $listeners ): self {
		$changes = $batch->changes;
		$type    = $batch->mapping->post_type;
		$old     = array_map( static fn( array $before ) => (string) ( $before['post_status'] ?? 'new' ), $changes->posts );
		$asked   = $listeners->any( 'post_updated', 'wp_after_insert_post' );
		return new self(
			$type,
			$batch->mapping->id,
			$changes->status,
			$old,
			$changes->counted_terms,
			$asked ? array_filter( $changes->posts ) : array(),
			$listeners->any( ...self::META_HOOKS ) ? array_filter( $changes->meta_keys ) : array(),
			$listeners->any( 'set_object_terms' ) ? array_filter( $changes->terms_before ) : array(),
			array_filter( array_map( static fn( array $before ) => (int) ( $before['post_parent'] ?? 0 ), $changes->posts ) ),
			$changes->headings
		);
	}

	/** @param array<string, mixed> $payload */
	public static function from_array( array $payload ): self {
		return new self(
			(string) $payload['post_type'],
			(string) $payload['mapping_id'],
			(array) $payload['status'],
			(array) $payload['old_status'],
			array_map( 'intval', array_values( (array) $payload['counted'] ) ),
			(array) $payload['before'],
			(array) $payload['meta_keys'],
			(array) $payload['terms_before'],
			// Rows from before an update of the plugin lack them.
			(array) ( $payload['parents_before'] ?? array() ),
			(array) ( $payload['headings'] ?? array() )
		);
	}

	public function to_json(): string {
		return (string) wp_json_encode( get_object_vars( $this ) );
	}

	/** @return list<int> */
	public function post_ids(): array {
		return array_map( 'intval', array_keys( $this->status ) );
	}

	/** @return list<int> Posts that carry another name or address now, or came or went. */
	public function renamed(): array {
		$moved = array_filter( $this->status, fn( string $status, int $id ) => ( $this->old_status[ $id ] ?? '' ) !== $status, ARRAY_FILTER_USE_BOTH );
		return array_map( 'intval', array_keys( $moved + $this->headings ) );
	}

	/** @return list<string> */
	public function post_hooks(): array {
		return array( ...self::POST_HOOKS, "save_post_{$this->post_type}", "edit_post_{$this->post_type}", ...self::META_HOOKS, 'set_object_terms', 'clean_post_cache', ...$this->transition_hooks() );
	}

	/** @return list<string> */
	private function transition_hooks(): array {
		$hooks = array();
		foreach ( $this->status as $id => $status ) {
			$old           = $this->old_status[ $id ];
			$hooks[ "{$status}_{$this->post_type}" ] = true;
			$hooks[ "{$old}_to_{$status}" ]          = true;
			if ( $old !== $status && in_array( 'trash', array( $old, $status ), true ) ) {
				$hooks[ 'trash' === $status ? 'trashed_post' : 'untrashed_post' ] = true;
			}
		}
		return array_keys( $hooks );
	}
}
