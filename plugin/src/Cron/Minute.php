<?php
declare(strict_types=1);

namespace Callboard\Cron;

use Callboard\Clock\Clock;
use Callboard\Delivery\Effects;
use Callboard\Delivery\RenewPictures;
use Callboard\Run\Leases;
use Callboard\Run\Schedule;
use Callboard\Tenant\RunnableTenants;
use Callboard\Worker\Wake;

defined( 'ABSPATH' ) || exit;

/** WP-Cron's door, each minute: make what is due, wake a worker for it, finish what a killed request left. */
final class Minute {
	public const HOOK      = 'callboard_ping';
	public const FREQUENCY = 'callboard_minute';
	public const OPTION    = 'callboard_last_cron_ms';

	private const EFFECTS_MS  = 10 * 1000;
	private const PICTURES_MS = 5 * 1000;

	public function __construct(
		private readonly Clock $clock,
		private readonly Schedule $schedule,
		private readonly Leases $leases,
		private readonly RunnableTenants $runnable,
		private readonly Wake $wake,
		private readonly RenewPictures $renew_pictures,
		private readonly Effects $effects,
		private readonly Rebuilder $rebuilder,
		private readonly Housekeeping $housekeeping
	) {}

	public function run(): void {
		$now = $this->clock->now_ms();
		update_option( self::OPTION, $now, false );
		$this->schedule->enqueue_due( $now );
		if ( $this->leases->has_work( $this->runnable->ids() ) ) {
			$this->wake->now();
		}
		$this->renew_pictures->run_due( $now + self::PICTURES_MS );
		$this->effects->drain( $this->clock->now_ms() + self::EFFECTS_MS );
		$this->rebuilder->run_if_no_worker_does();
		$this->housekeeping->run( $now );
	}
}
