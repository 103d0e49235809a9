<?php
declare(strict_types=1);

namespace Callboard\Delivery;

use Callboard\Mapping\Mapping;
use Callboard\Provenance\Packed;

defined( 'ABSPATH' ) || exit;

/** What a batch leaves behind for "where does this come from?": the record as fetched, and what the listing said before. */
final class Applied {
	/** @var array<int, array{0: Draft, 1: int, 2: array<string, mixed>}> Position → draft, post, previous values. */
	private array $drafts = array();

	/** @param array<string, mixed> $previous */
	public function add( int $position, Draft $draft, int $post_id, array $previous ): void {
		$this->drafts[ $position ] = array( $draft, $post_id, $previous );
	}

	/** @return list<list<scalar|null>> Rows of the provenance table. */
	public function rows( int $tenant_id, Delivery $delivery, int $now_ms ): array {
		$rows = array();
		foreach ( $this->drafts as list( $draft, $post_id, $previous ) ) {
			$rows[] = array(
				$tenant_id,
				$draft->external_id,
				$post_id,
				$delivery->run_id,
				$delivery->mapping_id,
				$delivery->mapping_version,
				$draft->stamp_ms,
				$draft->read_ms,
				$now_ms,
				null === $draft->raw ? null : Packed::pack( $draft->raw ),
				array() === $previous ? null : Packed::pack( (string) json_encode( $previous, JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE ) ),
			);
		}
		return $rows;
	}

	/**
	 * @return array<string, mixed> Target → what was stored before, only of targets that differ now.
	 */
	public static function previous( Mapping $mapping, StoredPost $before, StoredPost $after ): array {
		$previous = array();
		foreach ( $mapping->fields as $field ) {
			$was = $before->value_of( $field->to );
			if ( $was !== $after->value_of( $field->to ) ) {
				$previous[ $field->to ] = $was;
			}
		}
		if ( null === $mapping->field( 'status' ) && $before->status() !== $after->status() ) {
			$previous['status'] = $before->status();
		}
		return $previous;
	}
}
