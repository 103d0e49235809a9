<?php
declare(strict_types=1);

namespace Callboard\Run;

defined( 'ABSPATH' ) || exit;

/**
 * What a run is asked to cover or to be, as contract/claim.answer.schema.json (run.options):
 * rehearsal, approves_run, objects (mapping ids), created_from_ms, created_to_ms, condition, ids.
 */
final class RunOptions {
	/**
	 * One form for one meaning: what says nothing is left out, lists are sets, keys have an order.
	 *
	 * @param array<string, mixed> $options
	 * @return array<string, mixed>
	 */
	public static function normal( array $options ): array {
		$normal = array();
		foreach ( $options as $name => $value ) {
			$value = is_string( $value ) ? trim( $value ) : $value;
			if ( null === $value || false === $value || '' === $value || array() === $value ) {
				continue;
			}
			if ( is_array( $value ) && array_is_list( $value ) ) {
				$value = array_values( array_unique( $value, SORT_REGULAR ) );
				sort( $value );
			}
			$normal[ $name ] = $value;
		}
		ksort( $normal );
		return $normal;
	}

	/** @param array<string, mixed> $options In normal form. */
	public static function to_json( array $options ): ?string {
		return array() === $options ? null : (string) wp_json_encode( $options );
	}

	/**
	 * Tells runs of one kind apart that are asked for different things; empty for a run without options.
	 *
	 * @param array<string, mixed> $options In normal form.
	 */
	public static function key( array $options ): string {
		$json = self::to_json( $options );
		return null === $json ? '' : substr( hash( 'sha256', $json ), 0, 12 );
	}
}
