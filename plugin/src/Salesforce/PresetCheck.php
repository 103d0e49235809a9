<?php
declare(strict_types=1);

namespace Callboard\Salesforce;

use Callboard\Failure\Failure;
use Callboard\Mapping\FieldMapping;
use Callboard\Mapping\Mapping;
use Callboard\Mapping\Preset;

defined( 'ABSPATH' ) || exit;

/**
 * Fits a preset to an org. A missing object, or a missing field a show cannot be without, refuses the preset;
 * any other missing field is left out and named.
 */
final class PresetCheck {

	/** @var list<string> */
	private array $missing = array();

	public function __construct( private readonly FieldPaths $paths ) {}

	/** @throws Failure When the org lacks what the preset cannot do without. */
	public function fit( Preset $preset ): FittedPreset {
		$this->missing = array();
		$this->refuse_missing_objects( $preset );
		$mappings = array();
		$required = array();
		foreach ( $preset->mappings as $mapping ) {
			$required   = array_merge( $required, $this->missing_required( $mapping ) );
			$mappings[] = $this->fitted( $mapping );
		}
		if ( array() !== $required ) {
			throw self::refused(
				'preset_fields_missing',
				/* translators: %s: list of Salesforce field names */
				__( 'Your org lacks fields no show can be listed without: %s.', 'callboard' ),
				array_values( array_unique( $required ) ),
				__( 'Give the Salesforce user read access to these fields, then choose the preset again.', 'callboard' )
			);
		}
		return new FittedPreset( array_values( array_filter( $mappings ) ), array_values( array_unique( $this->missing ) ) );
	}

	private function refuse_missing_objects( Preset $preset ): void {
		$missing = array();
		foreach ( $preset->mappings as $mapping ) {
			if ( null === $this->paths->object( $mapping->sobject ) ) {
				$missing[] = $mapping->sobject;
			}
		}
		if ( array() !== $missing ) {
			throw self::refused(
				'preset_objects_missing',
				/* translators: %s: list of Salesforce object names */
				__( 'Your org does not show these objects to Callboard: %s.', 'callboard' ),
				array_values( array_unique( $missing ) ),
				__( 'Choose the preset of the ticketing package you use, or give the Salesforce user read access to the objects.', 'callboard' )
			);
		}
	}

	/** @return list<string> */
	private function missing_required( Mapping $mapping ): array {
		$missing = array();
		foreach ( FieldPaths::in_text( $mapping->filter ?? '' ) as $path ) {
			if ( ! $this->paths->has( $mapping->sobject, $path ) ) {
				$missing[] = self::named( $mapping, $path );
			}
		}
		foreach ( $mapping->fields as $field ) {
			if ( 'reject' === $field->empty && array() === $this->readable( $mapping, $field ) ) {
				foreach ( FieldPaths::of_field( $field ) as $path ) {
					$missing[] = self::named( $mapping, $path );
				}
			}
		}
		return $missing;
	}

	private function fitted( Mapping $mapping ): ?Mapping {
		$kept = array();
		foreach ( $mapping->fields as $field ) {
			$paths    = FieldPaths::of_field( $field );
			$readable = $this->readable( $mapping, $field );
			foreach ( array_diff( $paths, $readable ) as $path ) {
				$this->missing[] = self::named( $mapping, $path );
			}
			// An expression with one path left still answers; a field without a source is WordPress's own.
			if ( array() === $paths || array() !== $readable ) {
				$kept[] = $field->to_array();
			}
		}
		if ( array() === $kept ) {
			return null;
		}
		$targets     = array_column( $kept, 'to' );
		$natural_key = in_array( $mapping->natural_key, $targets, true ) ? $mapping->natural_key : null;
		return Mapping::from_array(
			array(
				'fields'      => $kept,
				'natural_key' => $natural_key,
			) + $mapping->to_array()
		);
	}

	/** @return list<string> */
	private function readable( Mapping $mapping, FieldMapping $field ): array {
		return array_values( array_filter( FieldPaths::of_field( $field ), fn( string $path ): bool => $this->paths->has( $mapping->sobject, $path ) ) );
	}

	private static function named( Mapping $mapping, string $path ): string {
		return $mapping->sobject . '.' . $path;
	}

	/** @param list<string> $names */
	private static function refused( string $code, string $sentence, array $names, string $action ): Failure {
		return new Failure( 'config', $code, sprintf( $sentence, implode( ', ', $names ) ), array( $action ), array( 'missing' => $names ) );
	}
}
