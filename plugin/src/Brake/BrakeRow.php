<?php
declare(strict_types=1);

namespace Callboard\Brake;

defined( 'ABSPATH' ) || exit;

/** A brake that fired for one mapping: contract/brake.schema.json. */
final class BrakeRow {
	public const OPEN     = 'open';
	public const APPROVED = 'approved';
	public const REFUSED  = 'refused';
	public const SETTLED  = 'settled';

	public const LIMIT        = 'limit';
	public const EMPTY_SOURCE = 'empty_source';
	public const WITHIN_A_DAY = 'within_a_day';

	/** None fired: a person took the mapping out of the sync, and its listings off the site. */
	public const RETIRED = 'retired';

	public function __construct(
		public readonly int $id,
		public readonly int $tenant_id,
		public readonly string $mapping_id,
		public readonly string $state,
		public readonly string $cause,
		public readonly int $run_id,
		/** Withdrawals of the run that fired it; WITHIN_A_DAY: and of those before it. */
		public readonly int $withdrawals,
		/** Listings of the mapping before that run, or before the first of them. */
		public readonly int $listed,
		public readonly int $opened_ms,
		public readonly ?int $decided_by,
		public readonly ?int $decided_ms
	) {}

	/** Without anybody's word a brake is settled when every record it held came back. */
	public function settled_by_approval(): bool {
		return self::SETTLED === $this->state && null !== $this->decided_by;
	}

	/** @param array<string, string|null> $row */
	public static function from_row( array $row ): self {
		return new self(
			(int) $row['id'],
			(int) $row['tenant_id'],
			(string) $row['mapping_id'],
			(string) $row['state'],
			(string) $row['cause'],
			(int) $row['run_id'],
			(int) $row['withdrawals'],
			(int) $row['listed'],
			(int) $row['opened_ms'],
			null === $row['decided_by'] ? null : (int) $row['decided_by'],
			null === $row['decided_ms'] ? null : (int) $row['decided_ms']
		);
	}
}
