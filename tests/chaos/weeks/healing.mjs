/**
 * What went wrong and how it ended, out of what was seen: runs that failed, and visits at which WordPress did not answer.
 */

/** A worker that was told to stop has met no fault: it stands with the runs that went to another worker. */
const STOPPED = 'worker_stopped';

const ofRun = ( { kind, state, failure, finished } ) =>
	state === 'failed' && failure?.code !== STOPPED
		? { at: finished, what: kind, failed: failure?.code ?? 'unknown' }
		: state === 'succeeded'
			? { at: finished, what: kind }
			: undefined;
const ofVisit = ( { at, error } ) => ( { at, what: 'visit', ...( error === null ? {} : { failed: error } ) } );

/**
 * An incident begins with a failure, and ends when each kind of run that failed in it has gone well again and WordPress
 * answers. `byPerson`: the sync had waited for somebody.
 *
 * @return {{ from: number, until: number|null, codes: string[], runs: number, byPerson: boolean }[]}
 */
export function incidentsOf( { runs, visits, people } ) {
	const events = [ ...runs.map( ofRun ), ...visits.map( ofVisit ) ].filter( Boolean ).sort( ( a, b ) => a.at - b.at );
	const incidents = [];
	let open = null;
	const failing = new Set();
	for ( const { at, what, failed } of events ) {
		if ( failed === undefined ) {
			failing.delete( what );
			if ( open !== null && failing.size === 0 ) {
				open.until = at;
				open = null;
			}
			continue;
		}
		if ( open === null ) {
			open = { from: at, until: null, codes: new Set(), runs: 0 };
			incidents.push( open );
		}
		failing.add( what );
		open.codes.add( failed );
		open.runs += what === 'visit' ? 0 : 1;
	}
	return incidents.map( ( one ) => ( {
		...one,
		codes: [ ...one.codes ],
		byPerson: people.some( ( { at, cures } ) => cures && at >= one.from && ( one.until === null || at <= one.until ) ),
	} ) );
}

/** `17 min`, `8 h 5 min`, `2 d 6 h` */
export function inTime( ms ) {
	const minutes = Math.round( ms / 60_000 );
	const [ days, hours ] = [ Math.floor( minutes / 1440 ), Math.floor( ( minutes % 1440 ) / 60 ) ];
	const parts =
		days > 0
			? [
					[ days, 'd' ],
					[ hours, 'h' ],
				]
			: [
					[ hours, 'h' ],
					[ minutes % 60, 'min' ],
				];
	const told = parts.filter( ( [ n ] ) => n > 0 ).map( ( [ n, unit ] ) => `${ n } ${ unit }` );
	return told.length > 0 ? told.join( ' ' ) : 'less than a minute';
}
