<?php
declare(strict_types=1);

namespace Callboard\Delivery;

defined( 'ABSPATH' ) || exit;

/** One record of one rehearsal. */
final class RehearsedRecord {
	public function __construct(
		public readonly int $id,
		public readonly string $external_id,
		public readonly string $mapping_id,
		public readonly int $mapping_version,
		public readonly string $outcome,
		/** The source fingerprint; empty for what is no draft. */
		public readonly string $fingerprint,
		/** Of a withdrawal. */
		public readonly ?string $reason,
		public readonly ?string $twin_key,
		/** The post it has, or would adopt; null for one that would be made. */
		public readonly ?int $post_id = null
	) {}

	/** @param array<string, string|null> $row */
	public static function from_row( array $row ): self {
		return new self(
			(int) $row['id'],
			(string) $row['sf_id'],
			(string) $row['mapping_id'],
			(int) $row['mapping_version'],
			(string) $row['outcome'],
			(string) $row['fingerprint'],
			$row['reason'],
			$row['twin_key'],
			null === ( $row['post_id'] ?? null ) ? null : (int) $row['post_id']
		);
	}

	public static function of( Delivery $delivery, Draft|Withdrawal|Rejection $item, Outcome $outcome, ?string $twin_key ): self {
		return new self(
			0,
			$item->external_id,
			$delivery->mapping_id,
			$delivery->mapping_version,
			$outcome->outcome,
			$item instanceof Draft ? $item->fingerprint : '',
			$item instanceof Withdrawal ? $item->reason : null,
			$twin_key,
			$outcome->post_id
		);
	}

	/** Is this the very thing that was rehearsed? */
	public function is( Draft|Withdrawal|Rejection $item ): bool {
		return match ( true ) {
			$item instanceof Draft      => null === $this->reason && $this->fingerprint === $item->fingerprint,
			$item instanceof Withdrawal => $this->reason === $item->reason,
			default                     => null === $this->reason && '' === $this->fingerprint,
		};
	}

	/** Would its record have a listing after the rehearsed run? */
	public function is_listed(): bool {
		return in_array( $this->outcome, array( Outcome::CREATED, Outcome::UPDATED, Outcome::UNCHANGED ), true );
	}
}
