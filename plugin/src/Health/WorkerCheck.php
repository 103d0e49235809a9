<?php
declare(strict_types=1);

namespace Callboard\Health;

use Callboard\Clock\Clock;
use Callboard\Worker\Workers;

defined( 'ABSPATH' ) || exit;

final class WorkerCheck implements Check {
	private const LATE_MS     = 5 * 60 * 1000;
	private const LOWEST_NODE = 22;

	public function __construct( private readonly Clock $clock, private readonly Workers $workers ) {}

	public function look(): HealthLink {
		$label = __( 'The sync worker', 'callboard' );
		$cure  = array( __( 'Start the worker with the connection string of a worker key, and look at its log.', 'callboard' ) );
		$last  = $this->workers->last_seen();
		if ( null === $last ) {
			return new HealthLink( 'worker', $label, HealthLink::CRITICAL, __( 'No sync worker has ever asked for work.', 'callboard' ), $cure );
		}
		if ( $this->clock->now_ms() - (int) $last->last_seen_ms > self::LATE_MS ) {
			return new HealthLink( 'worker', $label, HealthLink::CRITICAL, __( 'The sync worker has not asked for work for more than five minutes.', 'callboard' ), $cure, $last->last_seen_ms );
		}
		if ( (int) $last->node < self::LOWEST_NODE ) {
			return new HealthLink(
				'worker',
				$label,
				HealthLink::RECOMMENDED,
				/* translators: %s: a version number of Node. */
				sprintf( __( 'The sync worker runs on Node %s, which gets no security updates any more.', 'callboard' ), $last->node ),
				array( __( 'Run it on Node 22 or newer.', 'callboard' ) ),
				$last->last_seen_ms
			);
		}
		return new HealthLink( 'worker', $label, HealthLink::GOOD, __( 'The sync worker asks for work.', 'callboard' ), array(), $last->last_seen_ms );
	}
}
