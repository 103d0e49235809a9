<?php
declare(strict_types=1);

namespace Callboard\Retry;

defined( 'ABSPATH' ) || exit;

/** The envelope of something that failed and is tried again: contract/retry-entry.schema.json. */
final class RetryEntry {
	public const RECORD = 'record';
	public const PULL   = 'pull';

	/** @param array<string, mixed> $failure A body of failure.schema.json. */
	private function __construct(
		public readonly int $id,
		public readonly string $subject,
		public readonly string $mapping_id,
		public readonly int $mapping_version,
		public readonly int $stamp_ms,
		public readonly ?string $title,
		public readonly string $state,
		public readonly int $attempts_left,
		public readonly array $failure,
		public readonly int $next_ms,
		public readonly int $created_ms,
		public readonly int $updated_ms
	) {}

	/** @param array<string, string|null> $row */
	public static function from_row( array $row ): self {
		$payload = (array) json_decode( (string) $row['payload'], true, 8, JSON_THROW_ON_ERROR );
		return new self(
			(int) $row['id'],
			(string) $row['subject'],
			(string) $row['mapping_id'],
			(int) $payload['mapping_version'],
			(int) $payload['stamp_ms'],
			$payload['title'] ?? null,
			(string) $row['state'],
			(int) $row['attempts_left'],
			(array) json_decode( (string) $row['failure'], true, 64, JSON_THROW_ON_ERROR ),
			(int) $row['next_ms'],
			(int) $row['created_ms'],
			(int) $row['updated_ms']
		);
	}

	/**
	 * What stands in the list after this attempt: the same entry where the attempt says nothing new.
	 * The overlap of each poll shows a refused record again and again; only a retry that was due spends an attempt.
	 */
	public static function after( ?self $known, Attempt $attempt, int $now_ms ): self {
		if ( null === $known || $known->is_outdated_by( $attempt ) ) {
			return self::failed( $attempt, BackOff::ATTEMPTS, $known->id ?? 0, $now_ms, $known->created_ms ?? $now_ms );
		}
		$was_due = RetryState::DUE === $known->state && $known->next_ms <= $now_ms;
		// What Salesforce did not show has no stamp: that of the version that failed before stays.
		return $was_due ? self::failed( $attempt, $known->attempts_left, $known->id, $now_ms, $known->created_ms, $known->stamp_ms ) : $known;
	}

	private static function failed( Attempt $attempt, int $attempts_left, int $id, int $now_ms, int $created_ms, int $stamp_ms = 0 ): self {
		$left = max( 0, $attempts_left - (int) $attempt->counts() );
		return new self(
			$id,
			$attempt->subject,
			$attempt->mapping_id,
			$attempt->mapping_version,
			max( $attempt->stamp_ms, $stamp_ms ),
			null === $attempt->title ? null : mb_substr( $attempt->title, 0, 500 ),
			0 === $left ? RetryState::DEAD : RetryState::DUE,
			$left,
			$attempt->failure->to_array(),
			$attempt->counts() ? BackOff::after( BackOff::ATTEMPTS - $left, $attempt->subject, $now_ms ) : BackOff::uncounted( $attempt->subject, $now_ms ),
			$created_ms,
			$now_ms
		);
	}

	/** A newer version of the record, or another version of the rules, is another question. */
	private function is_outdated_by( Attempt $attempt ): bool {
		return $attempt->stamp_ms > $this->stamp_ms
			|| ( $attempt->stamp_ms === $this->stamp_ms && array( $attempt->mapping_id, $attempt->mapping_version ) !== array( $this->mapping_id, $this->mapping_version ) );
	}

	/** @return array{stamp_ms: int, mapping_version: int, title: ?string} */
	public function payload(): array {
		return array(
			'stamp_ms'        => $this->stamp_ms,
			'mapping_version' => $this->mapping_version,
			'title'           => $this->title,
		);
	}

	/** @return array<string, mixed> */
	public function to_array(): array {
		$failure = $this->failure;
		if ( array() === ( $failure['details'] ?? null ) ) {
			unset( $failure['details'] );
		}
		return array(
			'id'            => $this->id,
			'external_id'   => $this->subject,
			'mapping_id'    => $this->mapping_id,
			'title'         => $this->title,
			'state'         => $this->state,
			'attempts_left' => $this->attempts_left,
			'next_ms'       => RetryState::DUE === $this->state ? $this->next_ms : null,
			'failure'       => $failure,
			'created_ms'    => $this->created_ms,
			'updated_ms'    => $this->updated_ms,
		);
	}
}
