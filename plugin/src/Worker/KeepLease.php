<?php
declare(strict_types=1);

namespace Callboard\Worker;

use Callboard\Database\Db;
use Callboard\Run\Leases;
use Callboard\Run\Progress;
use Callboard\Run\Run;
use Callboard\Run\RunState;

defined( 'ABSPATH' ) || exit;

/** A heartbeat: progress and resume position are stored, the lease is renewed; or the worker is told to stop. */
final class KeepLease implements LeasedFlow {
	public function __construct(
		private readonly Db $db,
		private readonly Leases $leases,
		private readonly NoteCalls $calls
	) {}

	public function run( Run $run, array $body ): array {
		if ( RunState::CANCELLED === $run->state ) {
			return array(
				'stop'             => true,
				'lease_expires_ms' => 0,
			);
		}
		return $this->db->transaction(
			function () use ( $run, $body ): array {
				$expires_ms = $this->leases->renew( $run->id, (int) $body['fence'], Progress::from_array( $body ) );
				$this->calls->run( $run, $body );
				return array(
					'stop'             => false,
					'lease_expires_ms' => $expires_ms,
				);
			}
		);
	}
}
