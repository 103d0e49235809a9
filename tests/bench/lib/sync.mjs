/** One sync as cron would start it: a worker that works until nothing is due, watched from outside. */
import { say, seconds, StackFailure } from '../../stack/lib/say.mjs';
import { watchOrg } from './org.mjs';
import { forgetRequests, workerRequests } from './requests.mjs';
import { watchedWorker } from './watched.mjs';

const PROGRESS_MS = 10_000;

function progress( folder, started ) {
	const calls = {};
	workerRequests( folder ).forEach( ( { call } ) => ( calls[ call ] = ( calls[ call ] ?? 0 ) + 1 ) );
	const words = Object.entries( calls ).map( ( [ call, count ] ) => `${ count } × ${ call }` );
	say( `  … ${ seconds( performance.now() - started ) }: ${ words.join( ', ' ) || 'no request yet' }` );
}

async function watched( { connection, folder } ) {
	const started = performance.now();
	const talking = setInterval( () => progress( folder, started ), PROGRESS_MS );
	try {
		return await watchedWorker( connection );
	} finally {
		clearInterval( talking );
	}
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

/** Asks for a sync and works it off; answers `{ seconds, worker_peak_mb, worker_cpu_seconds, runs, requests, api_calls, polling_calls, … }`. */
export async function syncOnce( house ) {
	const { folder, org } = house;
	const asked = await askForSync( house );
	forgetRequests( folder );
	const seen = await watchOrg( org );
	const worked = await watched( house );
	const requests = workerRequests( folder );
	const runs = await runsSince( house, asked );
	return { ...worked, runs, requests, ...( await seen() ) };
}

export const secondsOf = ( { started_ms: from, finished_ms: to } ) => ( to - from ) / 1000;
