<?php
declare(strict_types=1);

namespace Callboard\Delivery;

defined( 'ABSPATH' ) || exit;

/** A batch of one mapping: contract/delivery.schema.json. */
final class Delivery {
	/**
	 * @param list<Draft>      $records
	 * @param list<Withdrawal> $withdrawals
	 * @param list<Rejection>  $rejections
	 */
	public function __construct(
		public readonly string $delivery_id,
		public readonly int $run_id,
		public readonly int $fence,
		public readonly string $mapping_id,
		public readonly int $mapping_version,
		public readonly array $records,
		public readonly array $withdrawals,
		public readonly array $rejections,
		/** How many listings of the mapping the whole run takes off the site; null: the worker did not say. */
		public readonly ?int $withdrawals_total = null
	) {}

	/** @param array<string, mixed> $parsed A body that passed delivery.schema.json. */
	public static function from_array( array $parsed ): self {
		return new self(
			(string) $parsed['delivery_id'],
			(int) $parsed['run_id'],
			(int) $parsed['fence'],
			(string) $parsed['mapping_id'],
			(int) $parsed['mapping_version'],
			array_map( array( Draft::class, 'from_array' ), array_values( (array) $parsed['records'] ) ),
			array_map( array( Withdrawal::class, 'from_array' ), array_values( (array) $parsed['withdrawals'] ) ),
			array_map( array( Rejection::class, 'from_array' ), array_values( (array) $parsed['rejections'] ) ),
			isset( $parsed['withdrawals_total'] ) ? (int) $parsed['withdrawals_total'] : null
		);
	}

	/**
	 * The same delivery with fewer records, for a batch that failed as a whole.
	 *
	 * @param list<Draft|Withdrawal|Rejection> $items
	 */
	public function with_items( array $items ): self {
		return new self(
			$this->delivery_id,
			$this->run_id,
			$this->fence,
			$this->mapping_id,
			$this->mapping_version,
			array_values( array_filter( $items, static fn( $item ) => $item instanceof Draft ) ),
			array_values( array_filter( $items, static fn( $item ) => $item instanceof Withdrawal ) ),
			array_values( array_filter( $items, static fn( $item ) => $item instanceof Rejection ) ),
			$this->withdrawals_total
		);
	}

	/** @return list<Draft|Withdrawal|Rejection> */
	public function items(): array {
		return array( ...$this->records, ...$this->withdrawals, ...$this->rejections );
	}
}
