import { useEffect, useRef } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { Run } from '../../../sync-worker/src/contract/types';
import { fetchRun } from '../../api/runs';
import { FailureNotice } from '../../components/FailureNotice';
import { Link } from '../../components/Link';
import { ProgressBar } from '../../components/ProgressBar';
import { isOpen } from '../../format/runs';
import { useResource } from '../../store/useResource';

interface Props {
	runId: number;
	onEnd: ( run: Run ) => void;
}

export const runPollMs = ( run: Run | null ) => ( run === null || isOpen( run ) ? 1_500 : null );

/** Reads the run, never drives it: whoever closes the tab loses nothing. */
export function LiveRun( { runId, onEnd }: Props ) {
	const run = useResource( `run/${ runId }`, () => fetchRun( runId ), runPollMs );
	const ended = useRef( onEnd );
	ended.current = onEnd;
	const end = run.data !== null && ! isOpen( run.data ) ? run.data : null;
	useEffect( () => {
		if ( end ) {
			ended.current( end );
		}
	}, [ end ] );
	return (
		<section aria-label={ __( 'The sync that is running', 'callboard' ) }>
			<FailureNotice problem={ run.problem } />
			{ run.data && (
				<>
					<ProgressBar run={ run.data } nowMs={ run.data.heartbeat_ms ?? run.data.created_ms } />
					<Link to={ `/runs/${ runId }` }>{ __( 'Watch it in detail', 'callboard' ) }</Link>
				</>
			) }
		</section>
	);
}
