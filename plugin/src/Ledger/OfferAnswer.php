<?php
declare(strict_types=1);

namespace Callboard\Ledger;

use Callboard\Retry\RetryEntry;

defined( 'ABSPATH' ) || exit;

/** Which of the offered records this site needs. */
final class OfferAnswer {
	/**
	 * @param list<string>     $wanted
	 * @param list<RetryEntry> $recovered  Refused before, and as they were again.
	 * @param list<RetryEntry> $not_ours   Refused before, and not for this site.
	 * @param list<string>     $seen_again Told as not visible before; external ids.
	 */
	public function __construct(
		public readonly array $wanted,
		public readonly int $unchanged,
		public readonly int $stale,
		public readonly array $recovered = array(),
		public readonly array $not_ours = array(),
		public readonly array $seen_again = array()
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
