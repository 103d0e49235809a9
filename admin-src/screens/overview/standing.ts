import { __ } from '@wordpress/i18n';
import type { Overview } from '../../../sync-worker/src/contract/types';

type State = Overview[ 'state' ];

export function toneOf( state: State ): 'success' | 'info' | 'warning' | 'error' {
	switch ( state ) {
		case 'up_to_date':
			return 'success';
		case 'failed':
		case 'copied':
			return 'error';
		case 'stale':
		case 'attention':
		case 'no_worker':
			return 'warning';
		default:
			return 'info';
	}
}

/** Where the cure is. */
export function nextStep( { state, run_id: runId }: Overview ): { path: string; label: string } | null {
	switch ( state ) {
		case 'not_connected':
			return { path: '/connect', label: __( 'Connect to Salesforce', 'callboard' ) };
		case 'no_mapping':
			return { path: '/shows', label: __( 'Choose what your shows are', 'callboard' ) };
		case 'no_worker':
		case 'stale':
			return { path: '/worker', label: __( 'Set up the sync worker', 'callboard' ) };
		case 'attention':
			return { path: '/attention', label: __( 'See what needs attention', 'callboard' ) };
		case 'failed':
			return runId === null ? null : { path: `/runs/${ runId }`, label: __( 'See what failed', 'callboard' ) };
		default:
			return null;
	}
}

export const canSync = ( { state }: Overview ) => ! [ 'not_connected', 'copied', 'no_mapping' ].includes( state );

/** The run itself is polled faster by LiveRun. */
export const pollMs = ( overview: Overview | null ) => ( overview?.state === 'running' ? 5_000 : 20_000 );
