<?php
declare(strict_types=1);

namespace Callboard\Run;

use Callboard\Retry\RetryState;

defined( 'ABSPATH' ) || exit;

/** One record in one run: contract/run-item.schema.json. */
final class RunItem {
	/**
	 * @param ?array<string, mixed>                                                           $failure A body of failure.schema.json.
	 * @param ?array{id: int, state: string, attempts_left: int, next_ms: ?int} $retry   Where it stands in the list of retries.
	 * @param ?array<string, mixed>                                                                   $failure A body of failure.schema.json.
	 * @param ?list<array{field: string, label: string, before: ?string, after: ?string}> $diff    Of a rehearsal: what would change; null for a run that wrote.
	 */
	public function __construct(
		public readonly int $id,
		public readonly int $run_id,
		public readonly string $mapping_id,
		public readonly string $external_id,
		public readonly string $outcome,
		public readonly ?int $post_id,
		public readonly ?string $title,
		public readonly ?array $failure,
		public readonly int $at_ms,
		public readonly ?array $retry = null,
		public readonly ?array $diff = null
	) {}

	/** @param array<string, string|null> $row */
	public static function from_row( array $row ): self {
		return new self(
			(int) $row['id'],
			(int) $row['run_id'],
			(string) $row['mapping_id'],
			(string) $row['external_id'],
			(string) $row['outcome'],
			null === $row['post_id'] ? null : (int) $row['post_id'],
			$row['title'],
			null === $row['failure'] ? null : (array) json_decode( $row['failure'], true ),
			(int) $row['at_ms'],
			self::retry( $row ),
			null === $row['diff'] ? null : array_values( (array) json_decode( $row['diff'], true ) )
		);
	}

	/**
	 * @param array<string, string|null> $row
	 * @return ?array{id: int, state: string, attempts_left: int, next_ms: ?int}
	 */
	private static function retry( array $row ): ?array {
		if ( ! isset( $row['retry_id'] ) ) {
			return null;
		}
		return array(
			'id'            => (int) $row['retry_id'],
			'state'         => (string) $row['retry_state'],
			'attempts_left' => (int) $row['attempts_left'],
			'next_ms'       => RetryState::DUE === $row['retry_state'] ? (int) $row['next_ms'] : null,
		);
	}

	/** @return array<string, mixed> */
	public function to_array(): array {
		$item = get_object_vars( $this );
		if ( null === $this->retry ) {
			unset( $item['retry'] );
		}
		// PHP's empty array would become [], and the shape says object.
		if ( array() === ( $item['failure']['details'] ?? null ) ) {
			unset( $item['failure']['details'] );
		}
		if ( null === $item['diff'] ) {
			unset( $item['diff'] );
		}
		return $item;
	}
}
