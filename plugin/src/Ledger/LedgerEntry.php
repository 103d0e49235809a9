<?php
declare(strict_types=1);

namespace Callboard\Ledger;

defined( 'ABSPATH' ) || exit;

/** One record of one tenant, and what this site made of it. */
final class LedgerEntry {
	public const SEPARATE = 'separate';

	/** @param ?array<string, mixed> $base_values The last applied values of fields that both sides may edit. */
	public function __construct(
		public readonly int $id,
		public readonly int $tenant_id,
		public readonly string $destination,
		public readonly string $external_id,
		public readonly string $mapping_id,
		public readonly int $mapping_version,
		public readonly string $state,
		public readonly ?int $post_id,
		public readonly ?string $parent_external_id,
		public readonly int $stamp_ms,
		public readonly int $read_ms,
		public readonly string $source_fingerprint,
		public readonly string $values_fingerprint,
		public readonly string $stored_fingerprint,
		public readonly ?string $twin_key,
		public readonly ?array $base_values,
		public readonly ?string $withdrawn_status,
		public readonly int $created_ms,
		public readonly int $updated_ms,
		/** The record this one became part of, while it is a tombstone of a merge. */
		public readonly ?string $merged_into = null,
		/** SEPARATE, once a person said that it is no twin. */
		public readonly ?string $decided = null
	) {}

	/** @param array<string, string|null> $row */
	public static function from_row( array $row ): self {
		return new self(
			(int) $row['id'],
			(int) $row['tenant_id'],
			(string) $row['destination'],
			(string) $row['sf_id'],
			(string) $row['mapping_id'],
			(int) $row['mapping_version'],
			(string) $row['state'],
			null === $row['post_id'] ? null : (int) $row['post_id'],
			$row['parent_sf_id'],
			(int) $row['stamp_ms'],
			(int) $row['read_ms'],
			(string) $row['source_fingerprint'],
			(string) $row['values_fingerprint'],
			(string) $row['stored_fingerprint'],
			$row['twin_key'],
			null === $row['base_values'] ? null : (array) json_decode( $row['base_values'], true ),
			$row['withdrawn_status'],
			(int) $row['created_ms'],
			(int) $row['updated_ms'],
			$row['merged_into'] ?? null,
			$row['decided'] ?? null
		);
	}

	public function is_live(): bool {
		return LedgerState::LIVE === $this->state && null !== $this->post_id;
	}

	public function is_withdrawn(): bool {
		return in_array( $this->state, LedgerState::WITHDRAWN, true );
	}

	/** Promise 3: a version is (SystemModstamp, the moment Salesforce was read). */
	public function is_newer_than( int $stamp_ms, int $read_ms ): bool {
		return array( $this->stamp_ms, $this->read_ms ) > array( $stamp_ms, $read_ms );
	}

	/** @param array<string, mixed> $changes Property → value. */
	public function with( array $changes ): self {
		return new self( ...array_merge( get_object_vars( $this ), $changes ) );
	}
}
