/** One sync as cron would start it: a worker that works until nothing is due, watched from outside. */
import { readFileSync } from 'node:fs';
import { startWorker } from '../../e2e/lib/worker.mjs';
import { say, seconds, StackFailure } from '../../stack/lib/say.mjs';
import { round } from './figures.mjs';
import { watchOrg } from './org.mjs';
import { forgetRequests, workerRequests } from './requests.mjs';

const SAMPLE_MS = 20;
const PROGRESS_MS = 10_000;

/** The kernel keeps the highest resident size of a process; the last reading before the end is its peak. */
function peakMemoryMb( pid ) {
	try {
		return Number( /VmHWM:\s+(\d+) kB/.exec( readFileSync( `/proc/${ pid }/status`, 'utf8' ) )?.[ 1 ] ) / 1024;
	} catch {
		return undefined; // It has ended, or this system has no /proc.
	}
}

function progress( folder, started ) {
	const calls = {};
	workerRequests( folder ).forEach( ( { call } ) => ( calls[ call ] = ( calls[ call ] ?? 0 ) + 1 ) );
	const words = Object.entries( calls ).map( ( [ call, count ] ) => `${ count } × ${ call }` );
	say( `  … ${ seconds( performance.now() - started ) }: ${ words.join( ', ' ) || 'no request yet' }` );
}

async function watchedWorker( { connection, folder } ) {
	const started = performance.now();
	const worker = startWorker( connection, [ 'run', '--once' ] );
	let peak;
	const sampling = setInterval( () => ( peak = peakMemoryMb( worker.pid ) || peak ), SAMPLE_MS );
	const talking = setInterval( () => progress( folder, started ), PROGRESS_MS );
	const { code } = await worker.ended;
	clearInterval( sampling );
	clearInterval( talking );
	const took = ( performance.now() - started ) / 1000;
	await worker.stop();
	if ( code !== 0 ) {
		throw new StackFailure( `The worker ended with ${ code }:\n${ worker.log().trim().split( '\n' ).slice( -8 ).join( '\n' ) }` );
	}
	return { seconds: took, worker_peak_mb: peak === undefined ? null : round( peak, 1 ) };
}

/** "Sync now": a run that waits for a worker. */
export const askForSync = ( { admin, tenantId } ) => admin.rest( 'POST', `/callboard/v1/tenants/${ tenantId }/runs` );

/** The runs from `asked` on, newest first; one that did not go well is the end of a benchmark. */
export async function runsSince( { admin, tenantId }, asked ) {
	const runs = ( await admin.rest( 'GET', `/callboard/v1/tenants/${ tenantId }/runs?per_page=100` ) ).filter( ( { id } ) => id >= asked.id );
	const bad = runs.find( ( { state, counts } ) => state !== 'succeeded' || counts.rejected || counts.held || counts.waiting );
	if ( bad ) {
		throw new StackFailure(
			`Run ${ bad.id } (${ bad.kind }) did not go well: ${ bad.sentence } ${ JSON.stringify( bad.counts ) }`,
			bad.failure?.actions ?? []
		);
	}
	return runs;
}

/** Asks for a sync and works it off; answers `{ seconds, worker_peak_mb, runs, requests, api_calls, polling_calls, … }`. */
export async function syncOnce( house ) {
	const { folder, org } = house;
	const asked = await askForSync( house );
	forgetRequests( folder );
	const seen = await watchOrg( org );
	const worked = await watchedWorker( house );
	const requests = workerRequests( folder );
	const runs = await runsSince( house, asked );
	return { ...worked, runs, requests, ...( await seen() ) };
}

export const secondsOf = ( { started_ms: from, finished_ms: to } ) => ( to - from ) / 1000;
