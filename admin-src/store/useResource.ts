import { useCallback, useEffect, useRef, useState } from '@wordpress/element';
import { toProblem, type Problem } from '../api/problem';

interface Resource< T > {
	data: T | null;
	problem: Problem | null;
	isLoading: boolean;
	reload: () => void;
	set: ( data: T ) => void;
}

/**
 * Loads something from the server, again whenever `key` changes, and every `pollMs` while that is a number.
 * A failed poll keeps what was last known on the screen beside the problem.
 */
export function useResource< T >( key: string, load: () => Promise< T >, pollMs?: ( data: T | null ) => number | null ): Resource< T > {
	const [ data, setData ] = useState< T | null >( null );
	const [ problem, setProblem ] = useState< Problem | null >( null );
	const [ isLoading, setLoading ] = useState( true );
	const [ round, setRound ] = useState( 0 );
	const latest = useRef( { load, pollMs } );
	latest.current = { load, pollMs };

	useEffect( () => {
		setData( null );
		setProblem( null );
		setLoading( true );
	}, [ key ] );

	useEffect( () => {
		let isStale = false;
		let timer: ReturnType< typeof setTimeout > | undefined;
		const plan = ( known: T | null ) => {
			const wait = latest.current.pollMs?.( known ) ?? null;
			if ( wait !== null ) {
				timer = setTimeout( () => void ask(), wait );
			}
		};
		const ask = async () => {
			let known: T | null = null;
			try {
				known = await latest.current.load();
				if ( ! isStale ) {
					setData( known );
					setProblem( null );
				}
			} catch ( error ) {
				if ( ! isStale ) {
					setProblem( toProblem( error ) );
				}
			}
			if ( ! isStale ) {
				setLoading( false );
				plan( known );
			}
		};
		void ask();
		return () => {
			isStale = true;
			clearTimeout( timer );
		};
	}, [ key, round ] );

	const reload = useCallback( () => setRound( ( number ) => number + 1 ), [] );
	return { data, problem, isLoading, reload, set: setData };
}
