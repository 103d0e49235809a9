<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Mapping\Mapping;

defined( 'ABSPATH' ) || exit;

/**
 * The keys that ACF and SCF keep beside each value: the row `_name` holds the key of the field `name`.
 * Without it get_field() answers the raw value, unformatted (seen with ACF 6.8).
 */
final class AcfReferences {
	/** @return array<string, string> Name of a mapped field → key (field_…); fields the site does not know are absent. */
	public static function of( Mapping $mapping ): array {
		$names = array();
		foreach ( $mapping->fields as $field ) {
			if ( str_starts_with( $field->to, 'acf:' ) ) {
				$names[ substr( $field->to, 4 ) ] = true;
			}
		}
		if ( array() === $names ) {
			return array();
		}
		/**
		 * Filters the keys of ACF fields by name, for sites whose fields exist for some posts of a type only.
		 *
		 * @param array<string, string> $keys      Name → key.
		 * @param string                $post_type
		 */
		$keys = (array) apply_filters( 'callboard_acf_references', self::of_post_type( $mapping->post_type ), $mapping->post_type );
		return array_filter( array_intersect_key( $keys, $names ), 'is_string' );
	}

	/** @return array<string, string> */
	private static function of_post_type( string $post_type ): array {
		$keys = array();
		if ( ! function_exists( 'acf_get_field_groups' ) || ! function_exists( 'acf_get_fields' ) ) {
			return $keys;
		}
		foreach ( (array) acf_get_field_groups( array( 'post_type' => $post_type ) ) as $group ) {
			foreach ( (array) acf_get_fields( $group ) as $field ) {
				if ( is_array( $field ) && is_string( $field['name'] ?? null ) && is_string( $field['key'] ?? null ) ) {
					$keys[ $field['name'] ] ??= $field['key'];
				}
			}
		}
		return $keys;
	}
}
