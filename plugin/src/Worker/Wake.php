<?php
declare(strict_types=1);

namespace Callboard\Worker;

use Callboard\Clock\Clock;
use Callboard\Failure\Failure;
use Callboard\Tenant\RunnableTenants;

defined( 'ABSPATH' ) || exit;

/** Tells a worker that there is work, the way the settings say; one that pulls needs no telling. */
final class Wake {
	public function __construct(
		private readonly Clock $clock,
		private readonly WorkerKeys $keys,
		private readonly RunnableTenants $runnable
	) {}

	public function now(): ?WakeResult {
		$settings = Settings::read();
		// Nothing to do for anyone, or a copied site: it must not wake the original's worker.
		if ( ! in_array( $settings->worker_mode, array( 'ping', 'spawn' ), true ) || array() === $this->runnable->ids() ) {
			return null;
		}
		try {
			$message = 'ping' === $settings->worker_mode ? $this->ping( $settings ) : $this->spawn();
			return ( new WakeResult( $settings->worker_mode, true, $message, $this->clock->now_ms() ) )->remember();
		} catch ( Failure $failure ) {
			return ( new WakeResult( $settings->worker_mode, false, $failure->getMessage(), $this->clock->now_ms() ) )->remember();
		}
	}

	private function ping( Settings $settings ): string {
		( new Ping( $this->clock, $this->keys ) )->send( (string) $settings->ping_url );
		return __( 'The worker answered the ping.', 'callboard' );
	}

	private function spawn(): string {
		// The directory's zip leaves the file out that starts processes.
		if ( ! class_exists( Spawn::class ) ) {
			throw WakeFailures::spawn_left_out();
		}
		( new Spawn( $this->keys ) )->start();
		return __( 'The worker was started on this server.', 'callboard' );
	}
}
