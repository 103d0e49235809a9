<?php
declare(strict_types=1);

namespace Callboard\Worker;

use Callboard\Failure\Failure;
use Callboard\Failure\FailureKind;

defined( 'ABSPATH' ) || exit;

/** Why a worker could not be woken, in words. */
final class WakeFailures {
	public static function no_key(): Failure {
		return new Failure(
			FailureKind::CONFIG,
			'worker_key_missing',
			__( 'There is no worker key to sign with.', 'callboard' ),
			array( __( 'Make a worker key in Callboard’s settings.', 'callboard' ) )
		);
	}

	public static function ping_unanswered( string $reason ): Failure {
		return new Failure(
			FailureKind::TRANSIENT,
			'worker_ping_unanswered',
			__( 'The sync worker did not answer the ping.', 'callboard' ),
			array( __( 'Check that the worker is running (callboard-worker serve) and that this server reaches its address.', 'callboard' ) ),
			array( 'reason' => mb_substr( $reason, 0, 200 ) )
		);
	}

	public static function ping_refused( int $status ): Failure {
		return new Failure(
			FailureKind::CONFIG,
			'worker_ping_refused',
			401 === $status
				? __( 'The sync worker does not accept this site’s signature: it was given another key.', 'callboard' )
				: __( 'What answered the ping is not the sync worker.', 'callboard' ),
			array( __( 'Give the worker the connection string of a current key, and check the ping address.', 'callboard' ) ),
			array( 'status' => $status )
		);
	}

	public static function spawn_left_out(): Failure {
		return new Failure(
			FailureKind::CONFIG,
			'spawn_left_out',
			__( 'This copy of Callboard cannot start the worker itself.', 'callboard' ),
			array( __( 'Run the worker elsewhere and let it ask for work (pull).', 'callboard' ) )
		);
	}

	public static function spawn_impossible( string $words ): Failure {
		return new Failure(
			FailureKind::CONFIG,
			'spawn_impossible',
			$words,
			array( __( 'Ask the host for Node 20 or newer and the PHP function proc_open, or run the worker elsewhere and let it ask for work (pull).', 'callboard' ) )
		);
	}
}
