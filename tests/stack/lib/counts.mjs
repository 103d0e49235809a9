/**
 * Every runner ends with one line, `12 passed, 0 failed`, so that any of them can be counted by another.
 */
const LINE = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm;

export const countsLine = ( { passed, failed, skipped = 0 } ) => `${ passed } passed, ${ failed } failed${ skipped > 0 ? `, ${ skipped } skipped` : '' }`;

export function printCounts( counts ) {
	process.stdout.write( `\n${ countsLine( counts ) }\n` );
}

/** The counts of a runner's output. One that died without its line, or denies a failure, counts as a failure. */
export function readCounts( output, code ) {
	const last = [ ...output.matchAll( LINE ) ].at( -1 );
	const counts = { passed: Number( last?.[ 1 ] ?? 0 ), failed: Number( last?.[ 2 ] ?? 0 ), skipped: Number( last?.[ 3 ] ?? 0 ) };
	return ( code !== 0 || last === undefined ) && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

export const sumCounts = ( all ) =>
	all.reduce( ( sum, counts ) => ( { passed: sum.passed + counts.passed, failed: sum.failed + counts.failed, skipped: sum.skipped + counts.skipped } ), {
		passed: 0,
		failed: 0,
		skipped: 0,
	} );
