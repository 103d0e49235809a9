<?php
declare(strict_types=1);

namespace Callboard\Health;

use Callboard\Clock\Clock;
use Callboard\Cron\Minute;

defined( 'ABSPATH' ) || exit;

final class CronCheck implements Check {
	private const LATE_MS = 15 * 60 * 1000;

	public function __construct( private readonly Clock $clock ) {}

	public function look(): HealthLink {
		$label = __( 'The site’s clock work (WP-Cron)', 'callboard' );
		$last  = (int) get_option( Minute::OPTION, 0 );
		if ( false === wp_next_scheduled( Minute::HOOK ) ) {
			return new HealthLink( 'cron', $label, HealthLink::CRITICAL, __( 'Callboard’s entry in WP-Cron is missing.', 'callboard' ), array( __( 'Switch the plugin off and on again.', 'callboard' ) ) );
		}
		if ( $this->clock->now_ms() - $last > self::LATE_MS ) {
			return new HealthLink(
				'cron',
				$label,
				HealthLink::RECOMMENDED,
				__( 'WP-Cron has not run for a while: it needs visitors, or a system cron.', 'callboard' ),
				array( __( 'Let the host call wp-cron.php each minute. A worker that asks for work by itself (pull) does without.', 'callboard' ) ),
				0 === $last ? null : $last
			);
		}
		return new HealthLink( 'cron', $label, HealthLink::GOOD, __( 'WP-Cron runs.', 'callboard' ), array(), $last );
	}
}
