<?php
declare(strict_types=1);

namespace Callboard\Delivery;

defined( 'ABSPATH' ) || exit;

/** One row of work that follows a commit. */
final class Effect {
	/** Listings or records of a part; a smaller one is parted into single ones. */
	private const PART = 25;

	/** @param array<string, mixed> $payload */
	private function __construct(
		public readonly int $id,
		public readonly int $tenant_id,
		public readonly int $run_id,
		public readonly string $kind,
		public readonly array $payload,
		public readonly int $attempts,
		public readonly int $created_ms
	) {}

	/**
	 * The same work in smaller parts, each without what it can spare.
	 *
	 * @return list<array<string, mixed>> Payloads; one when it cannot be parted.
	 */
	public function parts(): array {
		$items   = match ( $this->kind ) {
			EffectQueue::TERMS => array( 'terms' ),
			EffectQueue::NEWS  => array( 'records' ),
			default            => PostEffect::BY_POST,
		};
		$all     = (array) ( $this->payload[ $items[0] ] ?? array() );
		$parts   = array();
		foreach ( array_chunk( $all, count( $all ) > self::PART ? self::PART : 1, true ) as $some ) {
			$part = $this->payload;
			foreach ( $items as $name ) {
				$part[ $name ] = array_intersect_key( (array) ( $this->payload[ $name ] ?? array() ), $some );
			}
			$parts[] = $part;
		}
		return $parts;
	}

	/** Of a picture that is to be renewed: the version that was asked for, or the moment. */
	public function asked(): ?string {
		$asked = $this->payload['asked'] ?? null;
		return is_string( $asked ) ? $asked : null;
	}

	/** @param array<string, string|null> $row */
	public static function from_row( array $row ): self {
		return new self(
			(int) $row['id'],
			(int) $row['tenant_id'],
			(int) $row['run_id'],
			(string) $row['kind'],
			(array) json_decode( (string) $row['payload'], true ),
			1 + (int) $row['attempts'],
			(int) $row['created_ms']
		);
	}
}
