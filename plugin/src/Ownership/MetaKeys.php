<?php
declare(strict_types=1);

namespace Callboard\Ownership;

defined( 'ABSPATH' ) || exit;

/** Targets ↔ the post meta keys they are stored under. */
final class MetaKeys {
	private const IMAGE_KEY = '_thumbnail_id';

	/**
	 * Core finds rows by the collation of the database: keys that differ only so are one key to each that WordPress
	 * installs. What else is one (accents, blanks at the end) only the database can tell.
	 */
	public static function folded( string $meta_key ): string {
		return strtolower( $meta_key );
	}

	/** Whether folded() says all that the database would say of this key beside other plain ones. */
	public static function is_plain( string ...$meta_keys ): bool {
		return array() === preg_grep( '/[^\x20-\x7e]| $/D', $meta_keys );
	}

	/** @return list<string> The targets that, if owned, own this key as it is spelled here. */
	public static function candidates( string $meta_key ): array {
		$candidates = array( 'meta:' . $meta_key, 'acf:' . $meta_key );
		if ( self::IMAGE_KEY === $meta_key ) {
			$candidates[] = 'image';
		}
		// ACF keeps the key of the field beside its value, under the name with an underscore before it.
		if ( str_starts_with( $meta_key, '_' ) ) {
			$candidates[] = 'acf:' . substr( $meta_key, 1 );
		}
		return $candidates;
	}

	/**
	 * @param list<string> $targets
	 * @return list<string>
	 */
	public static function of_targets( array $targets ): array {
		$keys = array();
		foreach ( $targets as $target ) {
			[ $kind, $name ] = array( ...explode( ':', $target, 2 ), '' );
			$keys            = array(
				...$keys,
				...match ( $kind ) {
					'meta'  => array( $name ),
					'acf'   => array( $name, '_' . $name ),
					'image' => array( self::IMAGE_KEY ),
					default => array(),
				},
			);
		}
		return array_values( array_unique( $keys ) );
	}
}
