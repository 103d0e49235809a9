<?php
declare(strict_types=1);

namespace Callboard\Cron;

use Callboard\Delivery\Deliveries;
use Callboard\Delivery\Rehearsed;
use Callboard\Delivery\SupersededPictures;
use Callboard\Provenance\Provenance;
use Callboard\Run\RunItems;
use Callboard\Run\Schedule;
use Callboard\Usage\ApiUsage;
use Callboard\Usage\FailedCalls;
use Callboard\Worker\Nonces;
use Callboard\Worker\SignatureCheck;
use Callboard\Worker\Workers;

defined( 'ABSPATH' ) || exit;

/** Lets go of what nobody will ask for again. */
final class Housekeeping {
	private const DAY_MS = 24 * 60 * 60 * 1000;

	public function __construct(
		private readonly Schedule $schedule,
		private readonly RunItems $run_items,
		private readonly Nonces $nonces,
		private readonly Workers $workers,
		private readonly Provenance $provenance,
		private readonly ApiUsage $usage,
		private readonly FailedCalls $failed_calls,
		private readonly Deliveries $deliveries,
		private readonly Rehearsed $rehearsed,
		private readonly SupersededPictures $superseded_pictures
	) {}

	public function run( int $now_ms ): void {
		// Twice the allowed distance of clocks: an older request is refused by its timestamp anyway.
		$this->nonces->prune( $now_ms - 2 * SignatureCheck::SKEW_MS );
		$this->schedule->prune( $now_ms );
		$this->run_items->prune( $now_ms - 30 * self::DAY_MS );
		$this->workers->prune( $now_ms - 7 * self::DAY_MS );
		$this->provenance->prune( $now_ms );
		$this->usage->prune( $now_ms );
		$this->failed_calls->prune( $now_ms );
		$this->deliveries->prune( $now_ms - 7 * self::DAY_MS );
		$this->rehearsed->prune( $now_ms - 30 * self::DAY_MS );
		$this->superseded_pictures->prune( $now_ms );
	}
}
