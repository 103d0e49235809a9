<?php
declare(strict_types=1);

namespace Callboard\Ownership;

defined( 'ABSPATH' ) || exit;

/**
 * Guards fields of ACF and of SCF, which defines the same functions: functions are asked for, never plugin slugs.
 *
 * `acf/pre_update_value` is the choke point of forms, REST, abilities and update_field(); what writes post meta
 * beside ACF meets MetaLock. The field on screen is explained, and held by `inert`, which still posts its value:
 * a disabled select would post an empty one and wipe what is stored.
 */
final class AcfLock {
	/** The types that print `readonly` and then hold on screen. */
	private const READONLY_TYPES = array( 'text', 'textarea', 'number', 'email', 'url', 'password' );

	public function __construct( private readonly Lock $lock ) {}

	public function register(): void {
		add_filter( 'acf/pre_update_value', array( $this, 'on_update' ), PHP_INT_MAX, 4 );
		add_filter( 'acf/prepare_field', array( $this, 'explain' ), PHP_INT_MAX );
	}

	/** A field key (field_…) to its name; a name stays a name. */
	public static function name_of( string $name_or_key ): string {
		if ( ! str_starts_with( $name_or_key, 'field_' ) || ! function_exists( 'acf_get_field' ) ) {
			return $name_or_key;
		}
		$field = acf_get_field( $name_or_key );
		return is_array( $field ) && is_string( $field['name'] ?? null ) ? $field['name'] : $name_or_key;
	}

	/** @param array<string, mixed> $field */
	public function on_update( mixed $check, mixed $value, mixed $post_id, array $field ): mixed {
		if ( ! is_numeric( $post_id ) ) {
			return $check; // A user, a term or an options page.
		}
		$owned  = $this->lock->targets( (int) $post_id );
		$target = $this->target( $owned, $field );
		if ( null === $target ) {
			return $check;
		}
		$stored = get_post_meta( (int) $post_id, (string) $field['name'], true );
		if ( ! Sameness::of_values( $value, $stored ) ) {
			$this->lock->refuse( $owned, $target, 'acf/pre_update_value' );
		}
		return true;
	}

	/**
	 * @param array<string, mixed>|false $field False when something else hid it.
	 * @return array<string, mixed>|false
	 */
	public function explain( array|false $field ): array|false {
		$post_id = false === $field ? 0 : (int) get_the_ID();
		$owned   = $this->lock->targets( $post_id );
		$target  = false === $field ? null : $this->target( $owned, $field );
		if ( false === $field || null === $target ) {
			return $field;
		}
		$classes                   = (string) ( $field['wrapper']['class'] ?? '' );
		$field['wrapper']['class'] = trim( $classes . ' callboard-locked-field' );
		$field['instructions']     = trim( Words::reason( $target ) . ' ' . (string) ( $field['instructions'] ?? '' ) );
		if ( in_array( $field['type'] ?? '', self::READONLY_TYPES, true ) ) {
			$field['readonly'] = 1;
		}
		return $field;
	}

	/** @param array<string, mixed> $field */
	private function target( OwnedTargets $owned, array $field ): ?string {
		$name = (string) ( $field['name'] ?? '' );
		$key  = (string) ( $field['key'] ?? '' );
		if ( $owned->owns( 'acf:' . $key ) ) {
			return 'acf:' . $key;
		}
		// On screen ACF has renamed the field to its input name and keeps the stored one in `_name`.
		return $owned->target_of_meta( (string) ( $field['_name'] ?? $name ) ) ?? ( '' === $name ? null : $owned->target_of_meta( $name ) );
	}
}
