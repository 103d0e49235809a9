<?php
declare(strict_types=1);

namespace Callboard\Admin;

use Callboard\Event\PostTypes;
use Callboard\Run\Pause;
use Callboard\Run\Run;

defined( 'ABSPATH' ) || exit;

/** The one sentence of the overview, in the words of a theatre. */
final class StandingSentence {

	/**
	 * @param array<string, int> $listed Post type → listings.
	 */
	public static function of( string $state, ?Run $run, ?Run $success, int $now_ms, array $listed, int $unsettled, ?Pause $pause = null ): string {
		return match ( $state ) {
			'not_connected' => __( 'Callboard is not connected to Salesforce yet.', 'callboard' ),
			'copied'        => __( 'This site is a copy, or it has moved. Everything stands still until you say which.', 'callboard' ),
			'no_mapping'    => __( 'Connected. Callboard does not know yet which Salesforce records are your shows.', 'callboard' ),
			'no_worker'     => __( 'Waiting for the sync worker: none has asked for work yet.', 'callboard' ),
			'never_run'     => __( 'Ready. Nothing has been synced yet.', 'callboard' ),
			'running'       => null === $run ? '' : (string) $run->to_array()['sentence'],
			'failed'        => trim( self::failed( $run, $success, $now_ms ) . ' ' . (string) $pause?->sentence( $now_ms ) ),
			'stale'         => self::stale( $success, $now_ms ),
			'attention'     => self::attention( $listed, $unsettled ),
			default         => self::up_to_date( $listed, $success, $now_ms ),
		};
	}

	/** @param array<string, int> $listed */
	private static function up_to_date( array $listed, ?Run $success, int $now_ms ): string {
		return sprintf(
			/* translators: 1: "60 shows and 412 performances", 2: "3 minutes" */
			__( 'Up to date. %1$s match Salesforce, checked %2$s ago.', 'callboard' ),
			self::listings( $listed ),
			self::since( $success, $now_ms )
		);
	}

	/** @param array<string, int> $listed */
	private static function attention( array $listed, int $number ): string {
		return sprintf(
			/* translators: 1: "60 shows and 412 performances", 2: a number */
			_n( '%1$s match Salesforce, %2$s needs attention.', '%1$s match Salesforce, %2$s need attention.', $number, 'callboard' ),
			self::listings( $listed ),
			number_format_i18n( $number )
		);
	}

	private static function failed( ?Run $run, ?Run $success, int $now_ms ): string {
		$cause = $run?->failure?->getMessage() ?? __( 'The last sync failed.', 'callboard' );
		return null === $success
			? $cause
			/* translators: 1: what went wrong, 2: "3 minutes" */
			: sprintf( __( '%1$s The listing shows what was true %2$s ago.', 'callboard' ), $cause, self::since( $success, $now_ms ) );
	}

	private static function stale( ?Run $success, int $now_ms ): string {
		/* translators: %s: "3 hours" */
		return sprintf( __( 'Nothing has been checked for %s. Is the sync worker running?', 'callboard' ), self::since( $success, $now_ms ) );
	}

	/** @param array<string, int> $listed */
	private static function listings( array $listed ): string {
		$shows        = $listed[ PostTypes::event() ] ?? 0;
		$performances = $listed[ PostTypes::performance() ] ?? 0;
		$parts        = array();
		if ( $shows > 0 || 0 === $performances ) {
			/* translators: %s: a number */
			$parts[] = sprintf( _n( '%s show', '%s shows', $shows, 'callboard' ), number_format_i18n( $shows ) );
		}
		if ( $performances > 0 ) {
			/* translators: %s: a number */
			$parts[] = sprintf( _n( '%s performance', '%s performances', $performances, 'callboard' ), number_format_i18n( $performances ) );
		}
		return wp_sprintf( '%l', $parts );
	}

	private static function since( ?Run $success, int $now_ms ): string {
		$then_ms = $success->finished_ms ?? $now_ms;
		return $now_ms - $then_ms < 60000
			? __( 'less than a minute', 'callboard' )
			: human_time_diff( intdiv( $then_ms, 1000 ), intdiv( $now_ms, 1000 ) );
	}
}
