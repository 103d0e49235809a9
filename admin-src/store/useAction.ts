import { useCallback, useRef, useState } from '@wordpress/element';
import { toProblem, type Problem } from '../api/problem';

export interface Action< Arguments extends unknown[] > {
	run: ( ...given: Arguments ) => Promise< void >;
	isBusy: boolean;
	problem: Problem | null;
	dismiss: () => void;
}

/** One thing an admin does: busy while it runs, a problem when it fails, never twice at a time. */
export function useAction< Arguments extends unknown[], Answer >(
	work: ( ...given: Arguments ) => Promise< Answer >,
	onDone: ( answer: Answer ) => void
): Action< Arguments > {
	const [ isBusy, setBusy ] = useState( false );
	const [ problem, setProblem ] = useState< Problem | null >( null );
	const isRunning = useRef( false );
	const run = useCallback(
		async ( ...given: Arguments ) => {
			if ( isRunning.current ) {
				return;
			}
			isRunning.current = true;
			setBusy( true );
			setProblem( null );
			try {
				onDone( await work( ...given ) );
			} catch ( error ) {
				setProblem( toProblem( error ) );
			} finally {
				isRunning.current = false;
				setBusy( false );
			}
		},
		[ work, onDone ]
	);
	return { run, isBusy, problem, dismiss: useCallback( () => setProblem( null ), [] ) };
}
