import { __, _n, sprintf } from '@wordpress/i18n';
import type { Run, RunItem } from '../../sync-worker/src/contract/types';

type Outcome = RunItem[ 'outcome' ];

export function outcomeLabel( outcome: Outcome ): string {
	switch ( outcome ) {
		case 'created':
			return __( 'New', 'callboard' );
		case 'updated':
			return __( 'Changed', 'callboard' );
		case 'unchanged':
			return __( 'As before', 'callboard' );
		case 'withdrawn':
			return __( 'Withdrawn', 'callboard' );
		case 'held':
			return __( 'Held for a person', 'callboard' );
		case 'rejected':
			return __( 'Needs attention', 'callboard' );
		case 'waiting':
			return __( 'Waiting for its show', 'callboard' );
		case 'stale':
			return __( 'Older than what is shown', 'callboard' );
		case 'ignored':
			return __( 'Not ours', 'callboard' );
	}
}

export const outcomes: Outcome[] = [ 'rejected', 'held', 'waiting', 'created', 'updated', 'withdrawn', 'stale', 'ignored' ];

export function stateLabel( state: Run[ 'state' ] ): string {
	switch ( state ) {
		case 'queued':
			return __( 'Waiting for the worker', 'callboard' );
		case 'claimed':
			return __( 'Running', 'callboard' );
		case 'succeeded':
			return __( 'Done', 'callboard' );
		case 'failed':
			return __( 'Failed', 'callboard' );
		case 'cancelled':
			return __( 'Stopped', 'callboard' );
	}
}

function kindLabel( kind: Run[ 'kind' ] ): string {
	switch ( kind ) {
		case 'rebuild':
			return __( 'Listing renewal', 'callboard' );
		case 'reconciliation':
			return __( 'Comparison with Salesforce', 'callboard' );
		case 'refresh':
			return __( 'Refresh of calculated values', 'callboard' );
		case 'backfill':
			return __( 'Read again from Salesforce', 'callboard' );
		default:
			return __( 'Sync', 'callboard' );
	}
}

/** What a run is: a rehearsal looks like a sync and writes nothing. */
export function runLabel( { kind, options }: Run ): string {
	if ( options?.rehearsal ) {
		return __( 'Rehearsal', 'callboard' );
	}
	return options?.approves_run === undefined ? kindLabel( kind ) : __( 'Sync, exactly as rehearsed', 'callboard' );
}

/** Who or what asked for a run. */
export const triggerLabel = ( run: Run ) => {
	if ( run.requested_by !== null ) {
		return run.requested_by;
	}
	return run.trigger === 'manual' ? __( 'By hand', 'callboard' ) : __( 'Automatic', 'callboard' );
};

export const isOpen = ( run: Run ) => run.state === 'queued' || run.state === 'claimed';

export const phases = [ 'reading', 'comparing', 'writing', 'rebuilding', 'checking' ] as const;

export function phaseLabel( phase: ( typeof phases )[ number ] ): string {
	switch ( phase ) {
		case 'reading':
			return __( 'Reading Salesforce', 'callboard' );
		case 'comparing':
			return __( 'Comparing', 'callboard' );
		case 'writing':
			return __( 'Writing', 'callboard' );
		case 'rebuilding':
			return __( 'Rebuilding the listing', 'callboard' );
		case 'checking':
			return __( 'Checking', 'callboard' );
	}
}

export interface Progress {
	/** Null until the total is known: the bar then says "busy", not a number. */
	percent: number | null;
	text: string;
}

/** Never 100 % of nothing: an unknown or empty total is not a share of anything. */
export function progressOf( run: Run ): Progress {
	if ( run.total === null || run.total === 0 ) {
		return { percent: null, text: run.sentence };
	}
	const done = Math.min( run.done, run.total );
	return {
		percent: Math.floor( ( 100 * done ) / run.total ),
		/* translators: 1: records done, 2: records in all */
		text: sprintf( __( '%1$d of %2$d', 'callboard' ), done, run.total ),
	};
}

/** Only after a tenth is there enough to guess from. */
export function timeLeft( run: Run, nowMs: number ): string | null {
	if ( ! run.total || run.started_ms === null || run.done * 10 < run.total || run.done >= run.total ) {
		return null;
	}
	const leftMs = ( ( nowMs - run.started_ms ) / run.done ) * ( run.total - run.done );
	const minutes = Math.max( 1, Math.ceil( leftMs / 60_000 ) );
	/* translators: %d: number of minutes */
	return sprintf( _n( 'about %d minute left', 'about %d minutes left', minutes, 'callboard' ), minutes );
}
