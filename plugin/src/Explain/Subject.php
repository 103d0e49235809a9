<?php
declare(strict_types=1);

namespace Callboard\Explain;

use Callboard\Ledger\LedgerEntry;

defined( 'ABSPATH' ) || exit;

/** A record of one tenant that somebody asks about; the site may not know it. */
final class Subject {
	public function __construct(
		public readonly int $tenant_id,
		public readonly string $external_id,
		public readonly ?LedgerEntry $entry,
		public readonly ?string $title
	) {}

	public function post_id(): ?int {
		return $this->entry?->post_id;
	}

	/** @return array<string, mixed> contract/subject.schema.json */
	public function to_array(): array {
		return array(
			'tenant_id'   => $this->tenant_id,
			'external_id' => $this->external_id,
			'post_id'     => $this->post_id(),
			'title'       => $this->title,
			'state'       => $this->entry->state ?? 'unknown',
			'mapping_id'  => $this->entry?->mapping_id,
		);
	}
}
