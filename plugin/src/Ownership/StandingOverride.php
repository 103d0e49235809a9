<?php
declare(strict_types=1);

namespace Callboard\Ownership;

defined( 'ABSPATH' ) || exit;

/** A field that shows something else than Salesforce says, because a person decided so. */
final class StandingOverride {
	public const LIFTED   = 'lifted';
	public const CHANGED  = 'salesforce_changed';
	public const REPLACED = 'replaced';
	public const POST_NEW = 'listing_made_anew';

	/**
	 * @param string|list<int>|null $value    What is shown, as it is stored.
	 * @param string|list<int>|null $replaced What Salesforce's value was stored as; the override ends when that changes.
	 */
	public function __construct(
		public readonly int $id,
		public readonly int $tenant_id,
		public readonly string $external_id,
		public readonly int $post_id,
		public readonly string $target,
		public readonly string|array|null $value,
		public readonly string|array|null $replaced,
		public readonly string $reason,
		public readonly ?int $user_id,
		public readonly int $created_ms,
		public readonly ?int $ended_ms,
		public readonly ?string $ended_why
	) {}

	/** @param array<string, string|null> $row */
	public static function from_row( array $row ): self {
		return new self(
			(int) $row['id'],
			(int) $row['tenant_id'],
			(string) $row['sf_id'],
			(int) $row['post_id'],
			(string) $row['target'],
			self::value( (string) $row['value'] ),
			self::value( (string) $row['replaced'] ),
			(string) $row['reason'],
			null === $row['user_id'] ? null : (int) $row['user_id'],
			(int) $row['created_ms'],
			null === $row['ended_ms'] ? null : (int) $row['ended_ms'],
			$row['ended_why']
		);
	}

	public function is_standing(): bool {
		return null === $this->ended_ms;
	}

	/** @return string|list<int>|null */
	private static function value( string $json ): string|array|null {
		$value = json_decode( $json, true );
		return is_array( $value ) ? array_values( array_map( 'intval', $value ) ) : ( null === $value ? null : (string) $value );
	}
}
