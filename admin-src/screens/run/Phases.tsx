import { __ } from '@wordpress/i18n';
import type { Run } from '../../../sync-worker/src/contract/types';
import { isOpen, phaseLabel, phases } from '../../format/runs';

interface Props {
	run: Run;
}

const runPhases = ( run: Run ) => ( run.kind === 'rebuild' ? ( [ 'rebuilding', 'checking' ] as const ) : phases.filter( ( phase ) => phase !== 'rebuilding' ) );

/** The steps of a run, with the one it is at. */
export function Phases( { run }: Props ) {
	if ( ! isOpen( run ) ) {
		return null;
	}
	return (
		<ol className="callboard-phases" aria-label={ __( 'Steps of this sync', 'callboard' ) }>
			<li aria-current={ run.state === 'queued' ? 'step' : undefined }>{ __( 'Waiting for the worker', 'callboard' ) }</li>
			{ runPhases( run ).map( ( phase ) => (
				<li key={ phase } aria-current={ run.state === 'claimed' && run.phase === phase ? 'step' : undefined }>
					{ phaseLabel( phase ) }
				</li>
			) ) }
		</ol>
	);
}
