<?php
declare(strict_types=1);

namespace Callboard\Delivery;

defined( 'ABSPATH' ) || exit;

/** Tells of terms that appeared with a batch, after its commit, as wp_insert_term() would have. */
final class TermHooks {
	public function __construct( private readonly Listeners $listeners ) {}

	/** @return list<non-empty-string> What a new term sets off; caches are cleaned when others can see the term. */
	public static function of( string $taxonomy ): array {
		return array( 'create_term', "create_{$taxonomy}", 'clean_term_cache', 'created_term', "created_{$taxonomy}", 'saved_term', "saved_{$taxonomy}" );
	}

	/** @param list<array{term_id: int, tt_id: int, taxonomy: string, args: array<string, mixed>}> $terms */
	public static function payload( array $terms ): string {
		return (string) wp_json_encode( array( 'terms' => $terms ), JSON_INVALID_UTF8_SUBSTITUTE );
	}

	public function fire( Effect $effect ): void {
		foreach ( (array) $effect->payload['terms'] as $term ) {
			$id       = (int) $term['term_id'];
			$tt_id    = (int) $term['tt_id'];
			$taxonomy = (string) $term['taxonomy'];
			$args     = (array) $term['args'];
			if ( ! get_term( $id, $taxonomy ) instanceof \WP_Term ) {
				continue; // Somebody has deleted it since, and that was told.
			}
			$this->listeners->fire( 'create_term', $id, $tt_id, $taxonomy, $args );
			$this->listeners->fire( "create_{$taxonomy}", $id, $tt_id, $args );
			clean_term_cache( $id, $taxonomy );
			$this->listeners->fire( 'created_term', $id, $tt_id, $taxonomy, $args );
			$this->listeners->fire( "created_{$taxonomy}", $id, $tt_id, $args );
			$this->listeners->fire( 'saved_term', $id, $tt_id, $taxonomy, false, $args );
			$this->listeners->fire( "saved_{$taxonomy}", $id, $tt_id, false, $args );
		}
	}
}
