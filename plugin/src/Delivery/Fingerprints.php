<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Mapping\Mapping;

defined( 'ABSPATH' ) || exit;

/** Hashes that only PHP compares; the source fingerprint is the worker's. */
final class Fingerprints {
	/**
	 * The mapped values, their owners and what they become, without the mapping's version.
	 *
	 * Owners belong to it: a field that passes from "fill if empty" to Salesforce must be applied though no value moved.
	 *
	 * @param array<string, mixed>  $values
	 * @param array<string, string> $owners
	 */
	public static function of_values( array $values, array $owners, string $post_type ): string {
		$sent = array_intersect_key( $values, $owners );
		ksort( $sent );
		ksort( $owners );
		return self::hash( array( $sent, $owners, $post_type ) );
	}

	/** What the site stores in the fields that Salesforce owns: when it differs later, somebody wrote past the locks. */
	public static function of_stored( Mapping $mapping, StoredPost $stored ): string {
		$parts = array();
		foreach ( self::places( $mapping ) as $target => list( $kind, $name ) ) {
			if ( 'meta' === $kind ) {
				$rows             = $stored->meta[ $name ] ?? array();
				$parts[ $target ] = isset( $rows[0] ) && ! isset( $rows[1] ) ? array( $rows[0][1] ) : array_column( $rows, 1 );
			} elseif ( 'taxonomy' === $kind ) {
				$ids = $stored->terms[ $name ] ?? array();
				sort( $ids );
				$parts[ $target ] = $ids;
			} else {
				$parts[ $target ] = (string) ( $stored->columns[ $name ] ?? '' );
			}
		}
		$type = (string) ( $stored->columns['post_type'] ?? $mapping->post_type );
		// Only where it is another than it should be, which no sync leaves behind.
		return self::hash( $type === $mapping->post_type ? $parts : $parts + array( 'type' => $type ) );
	}

	/** @return array<string, array{0: string, 1: string}> Owned target → kind and name of where it is stored, by target; worked out once a mapping. */
	private static function places( Mapping $mapping ): array {
		static $known = null;
		$known      ??= new \WeakMap();
		if ( isset( $known[ $mapping ] ) ) {
			return $known[ $mapping ];
		}
		// A listing is published by the sync even where no field maps the status.
		$places = null === $mapping->field( 'status' ) ? array( 'status' => array( 'column', 'post_status' ) ) : array();
		foreach ( $mapping->owned_targets() as $target ) {
			$key      = 'image' === $target ? Targets::THUMBNAIL : Targets::meta_key( $target );
			$taxonomy = Targets::taxonomy( $target );
			if ( null !== $key ) {
				$places[ $target ] = array( 'meta', $key );
			} elseif ( null !== $taxonomy ) {
				$places[ $target ] = array( 'taxonomy', $taxonomy );
			} elseif ( isset( Targets::COLUMNS[ $target ] ) ) {
				$places[ $target ] = array( 'column', Targets::COLUMNS[ $target ] );
			}
		}
		ksort( $places );
		$known[ $mapping ] = $places;
		return $places;
	}

	/** @param array<mixed> $parts */
	private static function hash( array $parts ): string {
		return hash( 'sha256', (string) json_encode( $parts, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE ) );
	}
}
