<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Event\Taxonomies;
use Callboard\Ledger\LedgerEntry;

defined( 'ABSPATH' ) || exit;

/** A draft in the form WordPress stores it: what the listing should look like. */
final class Wanted {
	/** @var array<string, list<int>> Taxonomy → term_taxonomy ids, once the terms exist. */
	public array $term_ids = array();

	/** @var array<string, true> Targets that an override holds: what is stored stays. */
	public array $held = array();

	public ?int $post_id = null;

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

	/** Worked out when the ledger is written: the database is busy then, and PHP is not. */
	public function values_fingerprint(): string {
		return Fingerprints::of_values( $this->draft->values, $this->owners );
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
}
