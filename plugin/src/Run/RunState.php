<?php
declare(strict_types=1);

namespace Callboard\Run;

defined( 'ABSPATH' ) || exit;

/** The states of a run and the table of allowed transitions. */
final class RunState {
	public const QUEUED    = 'queued';
	public const CLAIMED   = 'claimed';
	public const SUCCEEDED = 'succeeded';
	public const FAILED    = 'failed';
	public const CANCELLED = 'cancelled';

	private const TRANSITIONS = array(
		array( self::QUEUED, self::CLAIMED ),
		array( self::QUEUED, self::CANCELLED ),
		// Taken over: the lease expired, another worker carries on.
		array( self::CLAIMED, self::CLAIMED ),
		array( self::CLAIMED, self::SUCCEEDED ),
		array( self::CLAIMED, self::FAILED ),
		array( self::CLAIMED, self::CANCELLED ),
	);

	public static function may( string $from, string $to ): bool {
		return in_array( array( $from, $to ), self::TRANSITIONS, true );
	}

	public static function is_open( string $state ): bool {
		return in_array( $state, array( self::QUEUED, self::CLAIMED ), true );
	}

	public static function assert( string $from, string $to ): void {
		if ( ! self::may( $from, $to ) ) {
			throw new \LogicException( esc_html( "A run does not go from {$from} to {$to}." ) );
		}
	}
}
