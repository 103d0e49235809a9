<?php
declare(strict_types=1);

namespace Callboard\Mapping;

defined( 'ABSPATH' ) || exit;

/** How records of one Salesforce object become posts: contract/mapping.schema.json as an object. */
final class Mapping {
	/**
	 * @param list<string>       $record_types
	 * @param list<FieldMapping> $fields
	 */
	private function __construct(
		public readonly string $id,
		public readonly int $version,
		public readonly string $name,
		public readonly string $direction,
		public readonly string $sobject,
		public readonly ?string $filter,
		public readonly array $record_types,
		public readonly string $post_type,
		public readonly string $withdrawal,
		public readonly ?string $timezone,
		public readonly ?string $natural_key,
		public readonly int $order,
		public readonly array $fields,
		/** Which posts from before Callboard new records take over: off, natural_key (those that say the same), or meta:<key> that holds the record's id. */
		public readonly string $adopt = 'off'
	) {}

	/** @param array<string, mixed> $body A body that passed mapping.schema.json. */
	public static function from_array( array $body ): self {
		return new self(
			(string) $body['id'],
			(int) $body['version'],
			(string) $body['name'],
			(string) $body['direction'],
			(string) $body['sobject'],
			null === $body['filter'] ? null : (string) $body['filter'],
			array_values( (array) $body['record_types'] ),
			(string) $body['post_type'],
			(string) $body['withdrawal'],
			null === $body['timezone'] ? null : (string) $body['timezone'],
			null === $body['natural_key'] ? null : (string) $body['natural_key'],
			(int) $body['order'],
			array_map( array( FieldMapping::class, 'from_array' ), array_values( (array) $body['fields'] ) ),
			(string) ( $body['adopt'] ?? 'off' )
		);
	}

	public function adopts_alike(): bool {
		return 'natural_key' === $this->adopt;
	}

	/** Whether its records have what a listing must share with them: a start, or a natural key. */
	public function tells_alike(): bool {
		return null !== $this->natural_key || null !== $this->field( 'meta:callboard_start' );
	}

	public function with_adopt( string $adopt ): self {
		return self::from_array( array( 'adopt' => $adopt ) + $this->to_array() );
	}

	public function with_version( int $version ): self {
		return self::from_array( array( 'version' => $version ) + $this->to_array() );
	}

	public function with_withdrawal( string $policy ): self {
		return self::from_array( array( 'withdrawal' => $policy ) + $this->to_array() );
	}

	/** @param array<string, string> $owners Target → owner; targets not named keep theirs. */
	public function with_owners( array $owners ): self {
		$fields = array_map(
			static fn( FieldMapping $field ) => $field->with_owner( $owners[ $field->to ] ?? $field->owner )->to_array(),
			$this->fields
		);
		return self::from_array( array( 'fields' => $fields ) + $this->to_array() );
	}

	/** @return list<string> Targets that Salesforce owns. */
	public function owned_targets(): array {
		return $this->targets_of( FieldMapping::OWNER_SALESFORCE );
	}

	/** @return list<string> */
	public function targets_of( string $owner ): array {
		$owned = array_filter( $this->fields, static fn( FieldMapping $field ) => $field->owner === $owner );
		return array_values( array_map( static fn( FieldMapping $field ) => $field->to, $owned ) );
	}

	public function field( string $to ): ?FieldMapping {
		foreach ( $this->fields as $field ) {
			if ( $field->to === $to ) {
				return $field;
			}
		}
		return null;
	}

	/** @return array<string, mixed> */
	public function to_array(): array {
		$body           = get_object_vars( $this );
		$body['fields'] = array_map( static fn( FieldMapping $field ) => $field->to_array(), $this->fields );
		if ( 'off' === $this->adopt ) {
			unset( $body['adopt'] );
		}
		return $body;
	}
}
