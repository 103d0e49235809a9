<?php
declare(strict_types=1);

namespace Callboard\Delivery;

defined( 'ABSPATH' ) || exit;

/** What this site knows of one source of pictures of a tenant. */
final class Picture {
	/** @param ?array<string, mixed> $failure A body of failure.schema.json: why the source brings nothing newer. */
	private function __construct(
		public readonly string $key,
		/** Null: a person deleted it, or it never came. */
		public readonly ?int $attachment_id,
		/** Of the stored bytes, in the word of the org or of the server; null where it has none. */
		public readonly ?string $version,
		/** The version that was asked for last; of an address the moment. */
		public readonly ?string $asked,
		/** When its bytes were last fetched, or known to be the same. */
		public readonly int $looked_ms,
		public readonly ?array $failure
	) {}

	/** @param array<string, string|null> $row */
	public static function from_row( array $row ): self {
		return new self(
			(string) $row['source'],
			null === $row['found_id'] ? null : (int) $row['found_id'],
			$row['version'],
			$row['asked'],
			(int) $row['looked_ms'],
			null === $row['failure'] ? null : (array) json_decode( $row['failure'], true )
		);
	}

	/** Has what was asked for come already, for another listing that shows the same? */
	public function has( PictureSource $source, ?string $asked ): bool {
		if ( null === $asked || null === $this->attachment_id ) {
			return false;
		}
		return PictureSource::URL === $source->kind ? $this->looked_ms >= (int) $asked : $this->version === $asked;
	}
}
