/**
 * A worker of this process: the product's flows and adapters, with the suite's clock and the suite's line.
 * Its pauses between attempts pass at once; everything else is what `wire.ts` builds.
 */
import { JsforceConnection, parseConnectionString, RestWordPress, workOnce, workUntilIdle } from './flows.mjs';
import { Line } from './line.mjs';

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined, child: () => silent };
let born = 0;

/** The same delivery twice, as a retry makes it whose first answer was lost; the worker believes the later answer. */
function echoing( wordpress, { echo } ) {
	if ( echo === undefined ) {
		return wordpress;
	}
	return {
		claim: ( request ) => wordpress.claim( request ),
		forRun: ( token ) => {
			const leased = wordpress.forRun( token );
			const deliver = async ( request ) => {
				const first = leased.deliver( request );
				if ( echo === 'after' ) {
					await first;
				}
				const second = leased.deliver( request );
				await Promise.allSettled( [ first, second ] );
				return second;
			};
			return { ...leased, deliver };
		},
	};
}

/**
 * `patienceMs`, of real time: short where a fault leaves calls without an answer, long where a slow machine must not look like a fault.
 *
 * @return {Promise<{ line: Line, failure: object|null, error: Error|null }>}
 */
export async function work( world, line = new Line(), patienceMs = 2000 ) {
	const clock = { now: () => world.nowMs() + line.skewMs, sleep: () => new Promise( ( resolve ) => setImmediate( resolve ) ) };
	const connection = parseConnectionString( world.connection );
	const wordpress = echoing( new RestWordPress( { connection, clock, logger: silent, retryPauseMs: 1 } ), line );
	const worker = { id: `chaos-${ ++born }`, version: line.version, node: process.version, mode: 'cron' };
	const { stop } = line;
	const connectSalesforce = async ( token, tokens, logger, { meter, goOn } ) =>
		new JsforceConnection( { token, tokens, logger, meter, goOn, retryPauseMs: 1, deadlineMs: patienceMs, queryDeadlineMs: patienceMs } );
	try {
		const { failure } = await line.run( () =>
			workUntilIdle( { work: () => workOnce( { stop, wordpress, clock, logger: silent, worker, connectSalesforce } ), stop } )
		);
		return { line, failure, error: null };
	} catch ( error ) {
		return { line, failure: null, error };
	}
}
