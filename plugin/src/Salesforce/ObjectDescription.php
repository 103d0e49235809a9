<?php
declare(strict_types=1);

namespace Callboard\Salesforce;

defined( 'ABSPATH' ) || exit;

/** The part of a describe that a mapping is checked against. Fields the user may not read are missing from it. */
final class ObjectDescription {

	/**
	 * @param array<string, true>         $fields     Lower-case names of the fields.
	 * @param array<string, list<string>> $references Lower-case relationship name → objects it leads to.
	 */
	private function __construct(
		public readonly string $name,
		public readonly string $label,
		private readonly array $fields,
		private readonly array $references,
	) {}

	/** @param array<mixed> $answer */
	public static function from_answer( array $answer ): self {
		$fields     = array();
		$references = array();
		foreach ( is_array( $answer['fields'] ?? null ) ? $answer['fields'] : array() as $field ) {
			if ( ! is_array( $field ) || ! is_string( $field['name'] ?? null ) ) {
				continue;
			}
			$fields[ strtolower( $field['name'] ) ] = true;
			if ( is_string( $field['relationshipName'] ?? null ) && is_array( $field['referenceTo'] ?? null ) ) {
				$references[ strtolower( $field['relationshipName'] ) ] = array_values( array_filter( $field['referenceTo'], 'is_string' ) );
			}
		}
		$name = is_string( $answer['name'] ?? null ) ? $answer['name'] : '';
		return new self( $name, is_string( $answer['label'] ?? null ) ? $answer['label'] : $name, $fields, $references );
	}

	public function has_field( string $name ): bool {
		return isset( $this->fields[ strtolower( $name ) ] );
	}

	/** @return list<string>|null Null when there is no such relationship. */
	public function leads_to( string $relationship ): ?array {
		return $this->references[ strtolower( $relationship ) ] ?? null;
	}
}
