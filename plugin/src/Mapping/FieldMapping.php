<?php
declare(strict_types=1);

namespace Callboard\Mapping;

defined( 'ABSPATH' ) || exit;

/** One field: from → transforms → to, its owner, and what empty means. */
final class FieldMapping {
	public const OWNER_SALESFORCE = 'salesforce';
	public const OWNER_WORDPRESS  = 'wordpress';
	public const OWNER_NEWEST     = 'newest';
	public const OWNER_FILL       = 'fill_if_empty';

	/** @param list<array{name: string, options?: array<string, mixed>}> $transforms */
	public function __construct(
		public readonly string $to,
		public readonly ?string $from,
		public readonly ?string $expression,
		public readonly array $transforms,
		public readonly string $owner,
		public readonly string $empty,
		public readonly string|int|float|bool|null $default,
		public readonly bool $has_default,
		public readonly ?string $label
	) {}

	/** @param array<string, mixed> $field An item of mapping.schema.json `fields`. */
	public static function from_array( array $field ): self {
		return new self(
			(string) $field['to'],
			isset( $field['from'] ) ? (string) $field['from'] : null,
			isset( $field['expression'] ) ? (string) $field['expression'] : null,
			array_values( (array) ( $field['transforms'] ?? array() ) ),
			(string) $field['owner'],
			(string) $field['empty'],
			$field['default'] ?? null,
			array_key_exists( 'default', $field ),
			isset( $field['label'] ) ? (string) $field['label'] : null
		);
	}

	public function with_owner( string $owner ): self {
		return self::from_array( array( 'owner' => $owner ) + $this->to_array() );
	}

	/** @return array<string, mixed> */
	public function to_array(): array {
		$field = array(
			'to'    => $this->to,
			'owner' => $this->owner,
			'empty' => $this->empty,
		);
		foreach ( array( 'from', 'expression', 'label' ) as $name ) {
			if ( null !== $this->$name ) {
				$field[ $name ] = $this->$name;
			}
		}
		if ( $this->has_default ) {
			$field['default'] = $this->default;
		}
		if ( array() !== $this->transforms ) {
			$field['transforms'] = array_map( array( self::class, 'transform' ), $this->transforms );
		}
		return $field;
	}

	/**
	 * PHP writes an empty map as [], which the schema's "object" refuses on the other side: leave it out.
	 *
	 * @param array{name: string, options?: array<string, mixed>} $transform
	 * @return array{name: string, options?: array<string, mixed>}
	 */
	private static function transform( array $transform ): array {
		return array() === (array) ( $transform['options'] ?? array() ) ? array( 'name' => $transform['name'] ) : $transform;
	}
}
