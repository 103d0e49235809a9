<?php
declare(strict_types=1);

namespace Callboard\Delivery;

defined( 'ABSPATH' ) || exit;

/** Tells a site's own code of each record that changed, after the commit. */
final class RecordHook {
	public const NAME = 'callboard_record_changed';

	/** Records told of by one row of `effects`: a crash repeats no more than these. */
	private const RECORDS = 100;

	public function __construct( private readonly Listeners $listeners ) {}

	/** @return list<string> Payloads; none when nobody listens, at the price of one has_action(). */
	public static function payloads( Batch $batch ): array {
		$payloads = array();
		foreach ( array_chunk( $batch->record_changes->all(), self::RECORDS ) as $records ) {
			$payloads[] = (string) wp_json_encode(
				array(
					'object'     => $batch->mapping->sobject,
					'mapping_id' => $batch->mapping->id,
					'records'    => $records,
				),
				JSON_INVALID_UTF8_SUBSTITUTE
			);
		}
		return $payloads;
	}

	/** A listener that throws is logged; the others, and the other records, are told all the same. */
	public function fire( Effect $effect ): void {
		$object = (string) $effect->payload['object'];
		foreach ( (array) $effect->payload['records'] as $record ) {
			$record = (array) $record;
			$before = $this->side( $effect, $record, 'before' );
			$after  = $this->side( $effect, $record, 'after' );
			/**
			 * Fires for each record that changed, after the commit, at least once.
			 *
			 * @param int     $tenant_id
			 * @param string  $object  Name of the object in Salesforce, such as "Opportunity".
			 * @param ?array  $before  id, post_id, mapping_id, values by target; null when the record was not listed.
			 * @param ?array  $after   The same; null when it was withdrawn.
			 */
			$this->listeners->tell( self::NAME, $effect->tenant_id, $object, $before, $after );
		}
	}

	/**
	 * @param array<mixed> $record
	 * @return ?array{id: string, post_id: int, mapping_id: string, values: array<string, mixed>}
	 */
	private function side( Effect $effect, array $record, string $side ): ?array {
		if ( null === $record[ $side ] ) {
			return null;
		}
		$values = array();
		foreach ( (array) $record[ $side ] as $target => $value ) {
			$taxonomy                   = Targets::taxonomy( (string) $target );
			$values[ (string) $target ] = null === $taxonomy ? maybe_unserialize( $value ) : $this->names( (array) $value );
		}
		return array(
			'id'         => (string) $record['id'],
			'post_id'    => (int) $record['post_id'],
			'mapping_id' => (string) $effect->payload['mapping_id'],
			'values'     => $values,
		);
	}

	/**
	 * @param array<mixed> $term_taxonomy_ids
	 * @return list<string>
	 */
	private function names( array $term_taxonomy_ids ): array {
		$terms = array_map( static fn( $id ) => get_term_by( 'term_taxonomy_id', (int) $id ), array_values( $term_taxonomy_ids ) );
		return array_values( array_map( static fn( \WP_Term $term ) => $term->name, array_filter( $terms, static fn( $term ) => $term instanceof \WP_Term ) ) );
	}
}
