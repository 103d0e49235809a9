<?php
declare(strict_types=1);

namespace Callboard\Ledger;

defined( 'ABSPATH' ) || exit;

/** Which of the offered records this site needs. */
final class OfferAnswer {
	/** @param list<string> $wanted */
	public function __construct(
		public readonly array $wanted,
		public readonly int $unchanged,
		public readonly int $stale
	) {}

	/** @return array{wanted: list<string>, unchanged: int, stale: int} */
	public function to_array(): array {
		return array(
			'wanted'    => $this->wanted,
			'unchanged' => $this->unchanged,
			'stale'     => $this->stale,
		);
	}
}
