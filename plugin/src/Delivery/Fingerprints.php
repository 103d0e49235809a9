<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Mapping\Mapping;

defined( 'ABSPATH' ) || exit;

/** Hashes that only PHP compares; the source fingerprint is the worker's. */
final class Fingerprints {
	/**
	 * The mapped values and their owners, without the mapping's version.
	 *
	 * Owners belong to it: a field that passes from "fill if empty" to Salesforce must be applied though no value moved.
	 *
	 * @param array<string, mixed>  $values
	 * @param array<string, string> $owners
	 */
	public static function of_values( array $values, array $owners ): string {
		$sent = array_intersect_key( $values, $owners );
		ksort( $sent );
		ksort( $owners );
		return self::hash( array( $sent, $owners ) );
	}

	/** What the site stores in the fields that Salesforce owns: when it differs later, somebody wrote past the locks. */
	public static function of_stored( Mapping $mapping, StoredPost $stored ): string {
		// A listing is published by the sync even where no field maps the status.
		$parts = null === $mapping->field( 'status' ) ? array( 'status' => $stored->status() ) : array();
		foreach ( $mapping->owned_targets() as $target ) {
			$key      = Targets::meta_key( $target );
			$taxonomy = Targets::taxonomy( $target );
			if ( null !== $key ) {
				$parts[ $target ] = array_column( $stored->meta[ $key ] ?? array(), 1 );
			} elseif ( null !== $taxonomy ) {
				$ids = $stored->terms[ $taxonomy ] ?? array();
				sort( $ids );
				$parts[ $target ] = $ids;
			} elseif ( isset( Targets::COLUMNS[ $target ] ) ) {
				$parts[ $target ] = (string) ( $stored->columns[ Targets::COLUMNS[ $target ] ] ?? '' );
			}
		}
		ksort( $parts );
		return self::hash( $parts );
	}

	/** @param array<mixed> $parts */
	private static function hash( array $parts ): string {
		return hash( 'sha256', (string) json_encode( $parts, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE ) );
	}
}
