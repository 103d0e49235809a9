<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Event\Moment;
use Callboard\Event\Taxonomies;
use Callboard\Mapping\FieldMapping;
use Callboard\Mapping\Mapping;

defined( 'ABSPATH' ) || exit;

/**
 * What a post from before Callboard must say to be this record: the same title, venue and start. A production or natural key
 * that the post does not have speaks neither for nor against; one it has must be the same. Without a start it must carry
 * the same natural key.
 */
final class Likeness {
	public const START = 'callboard_start';

	/** @param ?list<int> $venues Sorted term_taxonomy ids; null: the mapping does not write them. */
	private function __construct(
		public readonly string $title,
		private readonly ?int $parent,
		private readonly ?string $start,
		private readonly ?string $key,
		private readonly ?array $venues
	) {}

	/** @return ?self Null: it has neither start nor natural key, or its mapping asks for a field that it does not tell. */
	public static function of( Mapping $mapping, Wanted $wanted ): ?self {
		$told  = $wanted->draft->values;
		$venue = 'taxonomy:' . Taxonomies::venue();
		foreach ( array( 'parent', $venue, 'meta:' . self::START, (string) $mapping->natural_key ) as $target ) {
			if ( null !== $mapping->field( $target ) && ! array_key_exists( $target, $told ) ) {
				return null; // A field that may not be read: nothing can be said about it.
			}
		}
		$start = self::text( $told[ 'meta:' . self::START ] ?? null );
		$key   = null === $mapping->natural_key ? null : self::text( $told[ $mapping->natural_key ] ?? null );
		if ( null === $start && null === $key ) {
			return null;
		}
		$venues = self::is_ours( $mapping, $venue ) ? ( $wanted->term_ids[ Taxonomies::venue() ] ?? array() ) : null;
		null === $venues || sort( $venues );
		return new self( (string) $wanted->columns['post_title'], self::is_ours( $mapping, 'parent' ) ? (int) ( $wanted->columns['post_parent'] ?? 0 ) : null, $start, $key, $venues );
	}

	/**
	 * @param list<string> $starts What the post stores as its start.
	 * @param list<string> $keys   What it stores as its natural key.
	 */
	public function is_of( string $title, int $parent, array $starts, array $keys ): bool {
		$keys = array_values( array_filter( array_map( array( self::class, 'text' ), $keys ) ) );
		return self::folded( $title ) === self::folded( $this->title )
			&& ( null === $this->parent || 0 === $parent || $parent === $this->parent )
			&& $this->starts_at( $starts )
			&& ( array() === $keys ? null !== $this->start : array( $this->key ) === $keys );
	}

	/** @param list<int> $term_ids Of the venue taxonomy. */
	public function is_at( array $term_ids ): bool {
		sort( $term_ids );
		return null === $this->venues || $term_ids === $this->venues;
	}

	/** Titles are typed with capitals and entities in more than one way. */
	public static function folded( string $title ): string {
		return mb_strtolower( trim( html_entity_decode( $title, ENT_QUOTES | ENT_HTML5, 'UTF-8' ) ) );
	}

	/** @param list<string> $starts */
	private function starts_at( array $starts ): bool {
		$starts = array_values( array_filter( array_map( array( self::class, 'text' ), $starts ) ) );
		if ( null === $this->start ) {
			return array() === $starts;
		}
		$moment = static fn( string $text ) => Moment::to_ms( $text ) ?? $text;
		return array( $moment( $this->start ) ) === array_map( $moment, $starts );
	}

	private static function is_ours( Mapping $mapping, string $target ): bool {
		$field = $mapping->field( $target );
		return null !== $field && FieldMapping::OWNER_WORDPRESS !== $field->owner;
	}

	private static function text( mixed $value ): ?string {
		$text = is_scalar( $value ) ? trim( (string) $value ) : '';
		return '' === $text ? null : $text;
	}
}
