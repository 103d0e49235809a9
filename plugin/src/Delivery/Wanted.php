<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Event\Taxonomies;
use Callboard\Ledger\LedgerEntry;
use Callboard\Mapping\FieldMapping;

defined( 'ABSPATH' ) || exit;

/** A draft in the form WordPress stores it: what the listing should look like. */
final class Wanted {
	/** @var array<string, list<int>> Taxonomy → term_taxonomy ids, once the terms exist. */
	public array $term_ids = array();

	/** @var array<string, true> Targets that an override holds: what is stored stays. */
	public array $held = array();

	public ?int $post_id = null;

	private ?string $values_fingerprint = null;

	/**
	 * @param array<string, string|int>   $columns Column of the posts table → value.
	 * @param array<string, ?string>      $meta    Meta key → value; null: no row.
	 * @param array<string, list<string>> $terms   Taxonomy → names.
	 * @param array<string, string>       $owners  Target → owner, of the targets that were sent.
	 */
	public function __construct(
		public readonly Draft $draft,
		public readonly ?LedgerEntry $entry,
		public readonly array $columns,
		public readonly array $meta,
		public readonly array $terms,
		public readonly array $owners,
		public readonly ?string $parent_external_id,
		public readonly ?string $twin_key
	) {
		$this->post_id = $entry?->post_id;
	}

	/** Worked out once, while the database is busy and PHP is not. */
	public function values_fingerprint( string $post_type ): string {
		return $this->values_fingerprint ??= Fingerprints::of_values( $this->draft->values, $this->owners, $post_type );
	}

	/** What a person said of it as it was is no word about what it says the same as now. */
	public function decided(): ?string {
		return $this->entry?->twin_key === $this->twin_key ? $this->entry?->decided : null;
	}

	/** @return array{start: ?string, venue: string} What a person needs to know it by, while it has no post. */
	public function facts(): array {
		$start = $this->draft->values[ 'meta:' . Likeness::START ] ?? null;
		return array(
			'start' => is_string( $start ) ? $start : null,
			'venue' => implode( ', ', $this->terms[ Taxonomies::venue() ] ?? array() ),
		);
	}

	public function status(): string {
		return (string) ( $this->columns['post_status'] ?? 'publish' );
	}

	/** @return array<string, mixed> The stored values of fields both sides may edit, to settle them three ways later. */
	public function base_values(): array {
		$base = array();
		foreach ( $this->owners as $target => $owner ) {
			if ( 'newest' === $owner ) {
				$base[ $target ] = $this->stored_value( $target );
			}
		}
		return $base;
	}

	public function stored_value( string $target ): mixed {
		$key = Targets::meta_key( $target );
		if ( null !== $key ) {
			return $this->meta[ $key ] ?? null;
		}
		$taxonomy = Targets::taxonomy( $target );
		return null === $taxonomy
			? (string) ( $this->columns[ Targets::COLUMNS[ $target ] ?? '' ] ?? '' )
			: ( $this->term_ids[ $taxonomy ] ?? array() );
	}

	/** Promise 2: what WordPress owns the sync never touches. */
	public function may_write( string $target, string $now, bool $is_empty, StoredPost $post ): bool {
		if ( isset( $this->held[ $target ] ) ) {
			return false;
		}
		return match ( $this->owners[ $target ] ?? FieldMapping::OWNER_SALESFORCE ) {
			FieldMapping::OWNER_WORDPRESS => false,
			FieldMapping::OWNER_FILL      => $is_empty,
			FieldMapping::OWNER_NEWEST    => $is_empty || $this->salesforce_is_newer( $target, $now, $post ),
			default                       => true,
		};
	}

	/** Three ways: WordPress kept the value of the last sync, or its own change is older than Salesforce's. */
	private function salesforce_is_newer( string $target, string $now, StoredPost $post ): bool {
		$base = $this->entry?->base_values[ $target ] ?? null;
		// Terms are kept in no order.
		$as_left = is_array( $base ) ? self::in_order( $base ) === self::in_order( explode( ',', $now ) ) : null !== $base && $now === (string) $base;
		if ( $as_left ) {
			return true;
		}
		return $this->draft->stamp_ms > 1000 * (int) strtotime( $post->columns['post_modified_gmt'] . ' UTC' );
	}

	/**
	 * @param array<mixed> $ids
	 * @return list<string>
	 */
	private static function in_order( array $ids ): array {
		$ids = array_map( 'strval', $ids );
		sort( $ids );
		return $ids;
	}

	/** @return array{url: string, replace: bool, fresh: bool}|null The picture to be fetched. */
	public function picture(): ?array {
		$url = $this->meta[ Targets::IMAGE_META ] ?? null;
		return null === $url ? null : array(
			'url'     => $url,
			'replace' => FieldMapping::OWNER_SALESFORCE === ( $this->owners['image'] ?? '' ),
			// Its bytes are asked for again, too: an address may bring others by now.
			'fresh'   => $this->is_read_anew(),
		);
	}

	/** Its field is empty now, and the mapping says that this empties the picture. */
	public function loses_picture(): bool {
		return $this->owns_picture() && null === ( $this->meta[ Targets::IMAGE_META ] ?? null );
	}

	/** The listing has no picture, or not the one it should have. */
	public function may_lack_picture( StoredPost $post ): bool {
		return $this->owns_picture() && ( ! isset( $post->meta[ Targets::THUMBNAIL ] ) || $this->is_read_anew() );
	}

	private function owns_picture(): bool {
		return FieldMapping::OWNER_SALESFORCE === ( $this->owners['image'] ?? '' ) && ! isset( $this->held['image'] );
	}

	/** The listing was not as the last sync left it, or a person asked for it. */
	private function is_read_anew(): bool {
		return true === $this->entry?->is_live() && '' === $this->entry->source_fingerprint;
	}
}
