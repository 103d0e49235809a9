<?php
declare(strict_types=1);

namespace Callboard\Run;

use Callboard\Failure\FailureKind;

defined( 'ABSPATH' ) || exit;

/** A run in one sentence, for screens, commands and progress read aloud. */
final class RunSentence {
	public static function of( Run $run ): string {
		return match ( $run->state ) {
			RunState::QUEUED    => __( 'Waiting for the sync worker.', 'callboard' ),
			RunState::CLAIMED   => self::progress( $run ),
			RunState::SUCCEEDED => self::result( $run ),
			RunState::CANCELLED => __( 'Stopped before the end. What was already written stays.', 'callboard' ),
			default             => self::failed( $run ),
		};
	}

	private static function failed( Run $run ): string {
		$message = $run->failure?->getMessage() ?? __( 'The run failed.', 'callboard' );
		return FailureKind::RATE_LIMIT !== $run->failure?->kind ? $message : sprintf(
			/* translators: 1: what is used up, as a sentence, 2: date and time */
			__( '%1$s The sync goes on at %2$s.', 'callboard' ),
			$message,
			wp_date( 'Y-m-d H:i', intdiv( Breaker::goes_on_ms( $run ), 1000 ) ) ?: ''
		);
	}

	private static function progress( Run $run ): string {
		$phase = match ( $run->phase ) {
			'reading'    => __( 'Reading from Salesforce', 'callboard' ),
			'comparing'  => __( 'Comparing with the site', 'callboard' ),
			'writing'    => __( 'Writing to the site', 'callboard' ),
			'rebuilding' => __( 'Renewing the listing', 'callboard' ),
			'checking'   => __( 'Checking', 'callboard' ),
			default      => __( 'Starting', 'callboard' ),
		};
		if ( null === $run->total || 0 === $run->total ) {
			return $phase . '…';
		}
		/* translators: 1: what is going on, 2: how many are done, 3: how many there are. */
		return sprintf( __( '%1$s: %2$s of %3$s', 'callboard' ), $phase, number_format_i18n( $run->done ), number_format_i18n( $run->total ) );
	}

	private static function result( Run $run ): string {
		if ( Run::REBUILD === $run->kind ) {
			return __( 'The listing is renewed.', 'callboard' );
		}
		if ( Run::NO_MATCH === $run->outcome ) {
			return __( 'No record in Salesforce matches what was asked for. Nothing was changed.', 'callboard' );
		}
		$parts  = array();
		$counts = $run->counts;
		// What the brake holds is held too: say it once, in its own words.
		$counts['held'] = ( $counts['held'] ?? 0 ) - ( $counts['braked'] ?? 0 );
		foreach ( self::labels() as $outcome => $label ) {
			if ( ( $counts[ $outcome ] ?? 0 ) > 0 ) {
				$parts[] = sprintf( $label, number_format_i18n( $counts[ $outcome ] ) );
			}
		}
		if ( $run->is_rehearsal() ) {
			return array() === $parts
				? __( 'Rehearsal: a sync would change nothing.', 'callboard' )
				/* translators: %s: what would happen, e.g. "3 new, 2 changed" */
				: sprintf( __( 'Rehearsal, nothing was written. A sync would bring: %s.', 'callboard' ), implode( ', ', $parts ) );
		}
		return array() === $parts
			? __( 'Nothing had changed.', 'callboard' )
			: implode( ', ', $parts ) . '.';
	}

	/** @return array<string, string> */
	private static function labels(): array {
		return array(
			/* translators: %s: a number. */
			'created'   => __( '%s new', 'callboard' ),
			/* translators: %s: a number. */
			'updated'   => __( '%s changed', 'callboard' ),
			/* translators: %s: a number. */
			'withdrawn' => __( '%s withdrawn', 'callboard' ),
			/* translators: %s: a number. */
			'unchanged' => __( '%s as before', 'callboard' ),
			/* translators: %s: a number. */
			'waiting'   => __( '%s waiting for their show', 'callboard' ),
			/* translators: %s: a number. */
			'held'      => __( '%s held for a person', 'callboard' ),
			/* translators: %s: a number. */
			'rejected'  => __( '%s need attention', 'callboard' ),
			/* translators: %s: a number. */
			'braked'    => __( 'the brake is on: %s withdrawals wait for a person', 'callboard' ),
		);
	}
}
