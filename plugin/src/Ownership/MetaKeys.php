<?php
declare(strict_types=1);

namespace Callboard\Ownership;

defined( 'ABSPATH' ) || exit;

/** Targets ↔ the post meta keys they are stored under. */
final class MetaKeys {
	private const IMAGE_KEY = '_thumbnail_id';

	/** @return list<string> The targets that, if owned, own this key. */
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
