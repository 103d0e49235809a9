<?php
declare(strict_types=1);

namespace Callboard\Run;

defined( 'ABSPATH' ) || exit;

/** Up to where a mapping has been read; null: never, or its rules changed. */
final class Watermark {
	public function __construct(
		public readonly string $mapping_id,
		public readonly ?int $stamp_ms,
		public readonly ?int $deleted_covered_ms,
		/** Where the last sweep ended, by Salesforce's clock: what showed late lies behind it by ten minutes at most. */
		public readonly ?int $swept_ms = null
	) {}

	/** @param array<string, mixed> $body An item of complete.request `watermarks`. */
	public static function from_array( array $body ): self {
		return new self(
			(string) $body['mapping_id'],
			null === $body['stamp_ms'] ? null : (int) $body['stamp_ms'],
			null === $body['deleted_covered_ms'] ? null : (int) $body['deleted_covered_ms'],
			null === $body['swept_ms'] ? null : (int) $body['swept_ms']
		);
	}

	/** Deletions stay: latestDateCovered is no clock, but what Salesforce says it has looked through. */
	public function no_later_than( int $ms ): self {
		return new self( $this->mapping_id, null === $this->stamp_ms ? null : min( $this->stamp_ms, $ms ), $this->deleted_covered_ms, null === $this->swept_ms ? null : min( $this->swept_ms, $ms ) );
	}

	/** @return array{mapping_id: string, stamp_ms: ?int, deleted_covered_ms: ?int, swept_ms: ?int} */
	public function to_array(): array {
		return array(
			'mapping_id'         => $this->mapping_id,
			'stamp_ms'           => $this->stamp_ms,
			'deleted_covered_ms' => $this->deleted_covered_ms,
			'swept_ms'           => $this->swept_ms,
		);
	}
}
