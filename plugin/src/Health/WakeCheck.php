<?php
declare(strict_types=1);

namespace Callboard\Health;

use Callboard\Worker\Settings;
use Callboard\Worker\WakeResult;

defined( 'ABSPATH' ) || exit;

final class WakeCheck implements Check {
	public function look(): HealthLink {
		$label = __( 'Waking the sync worker', 'callboard' );
		$mode  = Settings::read()->worker_mode;
		$last  = WakeResult::last();
		if ( ! in_array( $mode, array( 'ping', 'spawn' ), true ) ) {
			return new HealthLink( 'ping', $label, HealthLink::GOOD, __( 'The worker asks for work by itself.', 'callboard' ) );
		}
		if ( null === $last || $last->mode !== $mode ) {
			return new HealthLink( 'ping', $label, HealthLink::RECOMMENDED, __( 'The worker has not been woken yet.', 'callboard' ), array( __( 'Press “Sync now”.', 'callboard' ) ) );
		}
		return $last->ok
			? new HealthLink( 'ping', $label, HealthLink::GOOD, $last->message, array(), $last->at_ms )
			: new HealthLink( 'ping', $label, HealthLink::CRITICAL, $last->message, array( __( 'Look at the worker’s settings in Callboard.', 'callboard' ) ) );
	}
}
