<?php
declare(strict_types=1);

namespace Callboard\Provenance;

defined( 'ABSPATH' ) || exit;

/** One version of a record as it was applied to its listing. */
final class Version {
	/**
	 * @param ?array<string, mixed> $raw      The record as fetched, only the selected fields; null when it was too large to travel.
	 * @param array<string, mixed>  $previous Target → what the listing stored before: text, null, or a list of term_taxonomy ids.
	 */
	public function __construct(
		public readonly int $id,
		public readonly string $external_id,
		public readonly int $post_id,
		public readonly int $run_id,
		public readonly string $mapping_id,
		public readonly int $mapping_version,
		public readonly int $stamp_ms,
		public readonly int $read_ms,
		public readonly int $at_ms,
		public readonly ?array $raw,
		public readonly array $previous
	) {}

	/** @param array<string, string|null> $row */
	public static function from_row( array $row ): self {
		return new self(
			(int) $row['id'],
			(string) $row['sf_id'],
			(int) $row['post_id'],
			(int) $row['run_id'],
			(string) $row['mapping_id'],
			(int) $row['mapping_version'],
			(int) $row['stamp_ms'],
			(int) $row['read_ms'],
			(int) $row['at_ms'],
			Packed::unpack( $row['raw'] ),
			Packed::unpack( $row['previous'] ) ?? array()
		);
	}

	/** Who changed the record in Salesforce, when its mapping reads that. */
	public function changed_by(): ?string {
		$name = $this->raw['LastModifiedBy']['Name'] ?? $this->raw['LastModifiedById'] ?? null;
		return is_string( $name ) && '' !== $name ? $name : null;
	}
}
