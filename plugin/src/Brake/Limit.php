<?php
declare(strict_types=1);

namespace Callboard\Brake;

defined( 'ABSPATH' ) || exit;

/** How many listings a run may take off the site by itself. */
final class Limit {
	public const PERCENT = 20;
	public const RECORDS = 10;

	public function __construct( public readonly int $percent = self::PERCENT, public readonly int $records = self::RECORDS ) {}

	/** How many listings must be counted to judge this many withdrawals: more than these cannot change the answer. */
	public function enough( int $withdrawals ): int {
		return 0 === $this->percent ? $withdrawals + 1 : intdiv( $withdrawals * 100, $this->percent ) + 1;
	}

	public function is_exceeded( int $withdrawals, int $listed ): bool {
		return $withdrawals > $this->records && $withdrawals * 100 > $this->percent * $listed;
	}

	/**
	 * One listing that ends is no empty source; two that go at once and leave none are.
	 *
	 * @param int $listed Live records before the run, those included that it took away already.
	 * @return ?string Why a person must look at it, or null.
	 */
	public function cause( int $withdrawals, int $listed ): ?string {
		return match ( true ) {
			$withdrawals >= $listed && $withdrawals > 1   => BrakeRow::EMPTY_SOURCE,
			$this->is_exceeded( $withdrawals, $listed ) => BrakeRow::LIMIT,
			default                                       => null,
		};
	}
}
