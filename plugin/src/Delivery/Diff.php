<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Mapping\Mapping;

defined( 'ABSPATH' ) || exit;

/** Which fields of a listing differ, and how, for a person: contract/run-item `diff`. */
final class Diff {
	/** Bounds what one record may add to a rehearsal. */
	private const FIELDS = 60;

	/**
	 * @param array<int, string> $terms   Term_taxonomy id → name.
	 * @param array<int, string> $parents Post id of a production → what to call it.
	 * @return list<array{field: string, label: string, before: ?string, after: ?string}>
	 */
	public static function of( Mapping $mapping, ?StoredPost $before, StoredPost $after, array $terms = array(), array $parents = array() ): array {
		$diff = array();
		foreach ( self::targets( $mapping ) as $target => $label ) {
			$was = $before?->value_of( $target );
			$is  = $after->value_of( $target );
			if ( $was === $is || ( null === $before && in_array( $is, array( null, '', '0', array() ), true ) ) ) {
				continue;
			}
			list( $left, $right ) = Excerpt::of( self::text( $target, $was, $terms, $parents ), self::text( $target, $is, $terms, $parents ) );
			$diff[]               = array(
				'field'  => $target,
				'label'  => $label,
				'before' => $left,
				'after'  => $right,
			);
		}
		return array_slice( $diff, 0, self::FIELDS );
	}

	/** @return array<string, string> Target → label. */
	private static function targets( Mapping $mapping ): array {
		$targets = array();
		foreach ( $mapping->fields as $field ) {
			$targets[ $field->to ] = $field->label ?? $field->to;
		}
		// A listing is published and withdrawn even where no field maps the status.
		return $targets + array( 'status' => __( 'Status', 'callboard' ) );
	}

	/**
	 * @param string|list<int>|null $value
	 * @param array<int, string>    $terms
	 * @param array<int, string>    $parents
	 */
	private static function text( string $target, string|array|null $value, array $terms, array $parents ): ?string {
		if ( is_array( $value ) ) {
			return implode( ', ', array_map( static fn( int $id ) => $terms[ $id ] ?? "#{$id}", $value ) );
		}
		if ( 'parent' === $target && null !== $value ) {
			return '0' === $value || '' === $value ? null : ( $parents[ (int) $value ] ?? "#{$value}" );
		}
		return null === $value ? null : mb_scrub( $value, 'UTF-8' );
	}
}
