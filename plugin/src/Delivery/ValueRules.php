<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Event\Moment;
use Callboard\Failure\Failure;
use Callboard\Ledger\LedgerEntry;
use Callboard\Mapping\FieldMapping;
use Callboard\Mapping\Mapping;

defined( 'ABSPATH' ) || exit;

/** Draft → Wanted: shape, length and text of every value, then what WordPress makes of it. */
final class ValueRules {
	/** WordPress takes any title; a longer one is no title, and breaks every page that shows it. */
	private const TITLE_LIMIT = 1000;
	private const TERM_LIMIT  = 200;
	private const TEXT_BYTES  = 65535;
	private const STATUSES    = array( 'publish', 'draft', 'pending', 'private' );

	/** @var array<string, bool> "type key" → is a sanitize callback registered? */
	private array $sanitized_meta = array();

	/** @var array<string, string> Target → owner. */
	private array $owners = array();

	/** @var array<string, array{0: ?string, 1: ?string}> Target → meta key, taxonomy. */
	private array $places = array();

	private readonly string $venue;

	/** @var array<string, string> Name of an ACF field → its key. */
	private readonly array $acf_keys;

	public function __construct( private readonly Mapping $mapping, private readonly PostText $text, private readonly RichText $rich_text ) {
		foreach ( $mapping->fields as $field ) {
			$this->owners[ $field->to ] = $field->owner;
			$this->places[ $field->to ] = array( Targets::meta_key( $field->to ), Targets::taxonomy( $field->to ) );
		}
		$this->acf_keys = AcfReferences::of( $mapping );
		$this->venue    = Twins::venue();
	}

	/**
	 * @param ?int $parent_id The post of the production, when the draft names one.
	 * @throws Failure When the record cannot be listed.
	 */
	public function wanted( Draft $draft, ?LedgerEntry $entry, ?int $parent_id ): Wanted {
		$columns = array();
		$meta    = array();
		$terms   = array();
		$owners  = array();
		foreach ( $draft->values as $target => $value ) {
			$owner = $this->owners[ $target ] ?? FieldMapping::OWNER_WORDPRESS;
			if ( FieldMapping::OWNER_WORDPRESS === $owner ) {
				continue; // PHP takes owners from its own mapping, never from the worker.
			}
			$owners[ $target ] = $owner;

			list( $key, $taxonomy ) = $this->places[ $target ];
			if ( null !== $key ) {
				$meta[ $key ] = $this->meta( $target, $key, $value );
				if ( isset( $this->acf_keys[ $key ] ) && ( null !== $meta[ $key ] || FieldMapping::OWNER_SALESFORCE === $owner ) ) {
					$meta[ "_{$key}" ] = null === $meta[ $key ] ? null : $this->acf_keys[ $key ];
				}
			} elseif ( null !== $taxonomy ) {
				$terms[ $taxonomy ] = $this->terms( $target, $taxonomy, $value );
			} elseif ( 'image' === $target ) {
				$meta[ Targets::IMAGE_META ] = '' === (string) $this->scalar( $target, $value ) ? null : (string) $value;
			} elseif ( 'parent' === $target ) {
				$columns['post_parent'] = (int) $parent_id;
			} else {
				$columns[ Targets::COLUMNS[ $target ] ] = $this->column( $target, $this->scalar( $target, $value ) );
			}
		}
		$this->require_title( $columns, $entry );
		return new Wanted(
			$draft,
			$entry,
			$columns,
			$meta,
			$terms,
			$owners,
			$this->parent_external_id( $draft ),
			Twins::key( $this->mapping, $draft, $this->venue )
		);
	}

	public function parent_external_id( Draft $draft ): ?string {
		$parent = $draft->values['parent'] ?? null;
		$owner  = $this->owners['parent'] ?? FieldMapping::OWNER_WORDPRESS;
		return is_string( $parent ) && FieldMapping::OWNER_WORDPRESS !== $owner ? ExternalId::of_18( $parent ) : null;
	}

	/** The fingerprint of what a draft would store, without the mapping's version. */
	public function values_fingerprint( Draft $draft ): string {
		$sent = array_intersect_key( $this->owners, $draft->values );
		return Fingerprints::of_values( $draft->values, array_diff( $sent, array( FieldMapping::OWNER_WORDPRESS ) ), $this->mapping->post_type );
	}

	private function column( string $target, string $value ): string {
		if ( 'title' === $target && mb_strlen( $value ) > self::TITLE_LIMIT ) {
			throw RecordFailures::too_long( $target, self::TITLE_LIMIT );
		}
		if ( 'excerpt' === $target && strlen( $value ) > self::TEXT_BYTES ) {
			throw RecordFailures::too_long( $target, self::TEXT_BYTES );
		}
		if ( 'status' === $target ) {
			return in_array( $value, self::STATUSES, true ) ? $value : throw RecordFailures::status_unknown( $value );
		}
		if ( in_array( $target, array( 'content', 'excerpt' ), true ) ) {
			$value = $this->rich_text->placed( $value );
		}
		$stored = $this->text->stored( Targets::COLUMNS[ $target ], $value );
		return 'slug' === $target ? sanitize_title( $stored ) : $stored;
	}

	private function meta( string $target, string $key, mixed $value ): ?string {
		if ( null === $value ) {
			return null;
		}
		$value = is_array( $value ) ? $this->texts( $target, $value ) : $this->checked( $target, $value );
		$value = is_string( $value ) && str_contains( $value, '<' ) ? RichText::without( $value ) : $value;
		$value = is_array( $value ) ? array_map( $this->text->meta( ... ), $value ) : ( is_string( $value ) ? $this->text->meta( $value ) : $value );
		if ( in_array( $key, array( 'callboard_start', 'callboard_end' ), true ) && '' !== $value && ! Moment::is_utc( $value ) ) {
			throw RecordFailures::date_invalid( $target );
		}
		if ( $this->is_sanitized( $key ) ) {
			$value = sanitize_meta( $key, $value, 'post', $this->mapping->post_type );
		}
		if ( is_string( $value ) && ! self::may_be_serialized( $value ) ) {
			return $value;
		}
		$stored = maybe_serialize( $value );
		return null === $stored ? null : (string) $stored;
	}

	/** What maybe_serialize() would serialize once more begins like "a:", "N;" or a blank; most texts do not, and it looks longer. */
	private static function may_be_serialized( string $value ): bool {
		return isset( $value[1] ) && ( ':' === $value[1] || ';' === $value[1] || $value[0] <= ' ' );
	}

	private function is_sanitized( string $key ): bool {
		return $this->sanitized_meta[ $key ] ??= has_filter( "sanitize_post_meta_{$key}" )
			|| has_filter( "sanitize_post_meta_{$key}_for_{$this->mapping->post_type}" );
	}

	/** @return list<string> */
	private function terms( string $target, string $taxonomy, mixed $value ): array {
		if ( ! taxonomy_exists( $taxonomy ) ) {
			throw RecordFailures::taxonomy_unknown( $taxonomy );
		}
		$names = array();
		foreach ( is_array( $value ) ? $this->texts( $target, $value ) : array( $this->scalar( $target, $value ) ) as $name ) {
			$name = trim( $name );
			if ( mb_strlen( $name ) > self::TERM_LIMIT ) {
				throw RecordFailures::too_long( $target, self::TERM_LIMIT );
			}
			if ( '' !== $name ) {
				$names[ $name ] = $name;
			}
		}
		return array_values( $names );
	}

	/**
	 * @param array<mixed> $values
	 * @return list<string>
	 */
	private function texts( string $target, array $values ): array {
		return array_map( fn( $value ) => $this->scalar( $target, $value ), array_values( $values ) );
	}

	private function scalar( string $target, mixed $value ): string {
		return null === $value ? '' : (string) $this->checked( $target, $value );
	}

	private function checked( string $target, mixed $value ): string|int|float|bool {
		if ( ! is_scalar( $value ) ) {
			throw RecordFailures::wrong_shape( $target, __( 'one text', 'callboard' ) );
		}
		if ( is_string( $value ) && ! mb_check_encoding( $value, 'UTF-8' ) ) {
			throw RecordFailures::text_invalid( $target );
		}
		return $value;
	}

	/** @param array<string, string|int> $columns */
	private function require_title( array $columns, ?LedgerEntry $entry ): void {
		$is_new = null === $entry?->post_id;
		if ( ( $is_new || array_key_exists( 'post_title', $columns ) ) && '' === (string) ( $columns['post_title'] ?? '' ) ) {
			throw RecordFailures::title_missing();
		}
	}
}
