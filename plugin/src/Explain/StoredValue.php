<?php
declare(strict_types=1);

namespace Callboard\Explain;

use Callboard\Delivery\Targets;

defined( 'ABSPATH' ) || exit;

/** Stored values as people read them: terms by name, productions by title. */
final class StoredValue {
	/**
	 * @param string|list<int>|null $value
	 * @return string|list<string>|null
	 */
	public static function in_words( string $target, string|array|null $value ): string|array|null {
		$taxonomy = Targets::taxonomy( $target );
		if ( is_array( $value ) ) {
			return array_map( static fn( int $id ) => self::term( (string) $taxonomy, $id ), $value );
		}
		if ( 'parent' === $target && null !== $value && (int) $value > 0 ) {
			$title = get_the_title( (int) $value );
			return '' === $title ? $value : html_entity_decode( $title, ENT_QUOTES | ENT_HTML5, 'UTF-8' );
		}
		return $value;
	}

	private static function term( string $taxonomy, int $id ): string {
		$term = get_term_by( 'term_taxonomy_id', $id, $taxonomy );
		/* translators: %d: number of a term that no longer exists. */
		return $term instanceof \WP_Term ? html_entity_decode( $term->name, ENT_QUOTES | ENT_HTML5, 'UTF-8' ) : sprintf( __( 'deleted term %d', 'callboard' ), $id );
	}
}
