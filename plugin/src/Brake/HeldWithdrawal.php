<?php
declare(strict_types=1);

namespace Callboard\Brake;

use Callboard\Delivery\Withdrawal;

defined( 'ABSPATH' ) || exit;

/** A withdrawal that waits for a person, or that a person refused. */
final class HeldWithdrawal {
	private function __construct(
		public readonly int $brake_id,
		/** Of its brake: open, approved or refused. */
		public readonly string $state,
		public readonly Withdrawal $withdrawal,
		public readonly int $since_ms
	) {}

	/** @param array<string, string|null> $row A row of brake_item with the `state` of its brake. */
	public static function from_row( array $row ): self {
		return new self(
			(int) $row['brake_id'],
			(string) $row['state'],
			Withdrawal::from_array( (array) json_decode( (string) $row['body'], true, 16, JSON_THROW_ON_ERROR ) ),
			(int) $row['created_ms']
		);
	}

	/** Does this say what was said before? Gone is gone, deleted or merged; having left the filter is another matter. */
	public function says( Withdrawal $other ): bool {
		return ( Withdrawal::OUTSIDE_FILTER === $this->withdrawal->reason ) === ( Withdrawal::OUTSIDE_FILTER === $other->reason );
	}
}
