/** The worker as a process, watched from outside (Linux tells more than other systems do). */
import { readFileSync } from 'node:fs';
import { startWorker } from '../../e2e/lib/worker.mjs';
import { StackFailure } from '../../stack/lib/say.mjs';
import { round } from './figures.mjs';

const SAMPLE_MS = 20;
/** Of /proc/PID/stat, on every Linux that Node runs on. */
const TICKS_A_SECOND = 100;

/** The kernel keeps the highest resident size of a process, and its CPU time: the last readings before the end count. */
function reading( pid ) {
	try {
		const peak = Number( /VmHWM:\s+(\d+) kB/.exec( readFileSync( `/proc/${ pid }/status`, 'utf8' ) )?.[ 1 ] ) / 1024;
		// Behind the name, which may hold anything: state is the third field, utime and stime the 14th and 15th.
		const fields = readFileSync( `/proc/${ pid }/stat`, 'utf8' )
			.replace( /^.*\) /s, '' )
			.split( ' ' );
		const cpu = ( Number( fields[ 11 ] ) + Number( fields[ 12 ] ) ) / TICKS_A_SECOND;
		return Number.isNaN( peak ) ? undefined : { peak, cpu };
	} catch {
		return undefined; // It has ended, or this system has no /proc.
	}
}

/** Works off what is due; answers `{ seconds, worker_peak_mb, worker_cpu_seconds }`, the last two null where the system does not tell. */
export async function watchedWorker( connection ) {
	const started = performance.now();
	const worker = startWorker( connection, [ 'run', '--once' ] );
	let last;
	const sampling = setInterval( () => ( last = reading( worker.pid ) ?? last ), SAMPLE_MS );
	const { code } = await worker.ended;
	clearInterval( sampling );
	const took = ( performance.now() - started ) / 1000;
	await worker.stop();
	if ( code !== 0 ) {
		throw new StackFailure( `The worker ended with ${ code }:\n${ worker.log().trim().split( '\n' ).slice( -8 ).join( '\n' ) }` );
	}
	return { seconds: took, worker_peak_mb: last ? round( last.peak, 1 ) : null, worker_cpu_seconds: last ? round( last.cpu ) : null };
}
