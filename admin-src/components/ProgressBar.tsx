import { __ } from '@wordpress/i18n';
import type { Run } from '../../sync-worker/src/contract/types';
import { progressOf, timeLeft } from '../format/runs';

interface Props {
	run: Run;
	nowMs: number;
}

/** All of it comes from the server, so that it says the same in every tab, and after this one is closed. */
export function ProgressBar( { run, nowMs }: Props ) {
	const { percent, text } = progressOf( run );
	const left = timeLeft( run, nowMs );
	const known = percent === null ? {} : { 'aria-valuenow': percent };
	return (
		<div className="callboard-progress">
			<div
				role="progressbar"
				aria-label={ __( 'Progress of the sync', 'callboard' ) }
				aria-valuemin={ 0 }
				aria-valuemax={ 100 }
				aria-valuetext={ text }
				{ ...known }
				className={ percent === null ? 'callboard-bar is-indeterminate' : 'callboard-bar' }
			>
				<span style={ percent === null ? undefined : { inlineSize: `${ percent }%` } } />
			</div>
			<p role="status">
				{ run.sentence }
				{ left && ` (${ left })` }
			</p>
			<p className="description">{ __( 'You can close this page: the sync goes on without it.', 'callboard' ) }</p>
		</div>
	);
}
