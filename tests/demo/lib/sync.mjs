/**
 * Presses "Sync now" and watches until the org's changes and the rebuild behind them are through.
 */
import { say, StackFailure } from '../../stack/lib/say.mjs';
import { progressDisplay } from './progress.mjs';

const TRIES = 3;
const PATIENCE_MS = 15 * 60_000;
const isOver = ( run ) => [ 'succeeded', 'failed', 'cancelled' ].includes( run.state );
const pause = ( ms ) => new Promise( ( resolve ) => setTimeout( resolve, ms ) );

const newestRuns = ( browser, tenant ) => browser.rest( 'GET', `/callboard/v1/tenants/${ tenant.id }/runs?per_page=20` );

/** The highest run id of a site at rest: what comes after belongs to the next step. */
export async function lastRunId( browser, running ) {
	return Math.max( 0, ...( await atRest( browser, running ) ).map( ( { id } ) => id ) );
}

/** A run that an outage ended is healed by the next one; the demo says so and goes on. */
const isPassing = ( run ) => run.state === 'failed' && run.failure?.kind === 'transient';

function refuseFailure( run ) {
	if ( isPassing( run ) ) {
		say( `  Run ${ run.id } failed: ${ run.failure.message } The next run starts where it stopped.` );
	} else if ( run.state !== 'succeeded' ) {
		throw new StackFailure( `Run ${ run.id } ended as ${ run.state }: ${ run.failure?.message ?? run.sentence }`, run.failure?.actions ?? [] );
	}
	return run;
}

async function follow( browser, run, { everyMs, worker, onLook } ) {
	const end = Date.now() + PATIENCE_MS;
	let seen = run;
	while ( ! isOver( seen ) ) {
		if ( worker.hasEnded() ) {
			throw new StackFailure( `The worker ended in the middle of run ${ run.id }:\n${ worker.lastWords() }` );
		}
		if ( Date.now() > end ) {
			throw new StackFailure( `Run ${ run.id } did not end within ${ PATIENCE_MS / 60_000 } minutes.` );
		}
		await pause( everyMs );
		seen = await browser.rest( 'GET', `/callboard/v1/runs/${ run.id }` );
		onLook( seen );
	}
	return refuseFailure( seen );
}

/** Waits for what the schedule has begun; answers the newest runs, none of them open. */
async function atRest( browser, { tenant, worker, everyMs, onLook = () => {} } ) {
	for (;;) {
		const runs = await newestRuns( browser, tenant );
		const open = runs.find( ( run ) => ! isOver( run ) );
		if ( open === undefined ) {
			return runs;
		}
		await follow( browser, open, { everyMs, worker, onLook } );
	}
}

const addCounts = ( runs ) => {
	const sum = {};
	for ( const { counts } of runs ) {
		Object.entries( counts ).forEach( ( [ name, n ] ) => ( sum[ name ] = ( sum[ name ] ?? 0 ) + n ) );
	}
	return sum;
};

/**
 * One sync, its rebuild included. A scheduled run may have taken the change already:
 * the counts are those of every run after `since`.
 */
export async function syncNow( browser, { tenant, worker, everyMs, since } ) {
	const display = progressDisplay();
	const options = { everyMs, worker, onLook: display.show };
	const pressed = () => browser.rest( 'POST', `/callboard/v1/tenants/${ tenant.id }/runs` );
	try {
		// A run that is open now may have read the org before the change; pressing the button would only join it.
		await atRest( browser, { tenant, ...options } );
		let run = await follow( browser, await pressed(), options );
		for ( let more = TRIES - 1; more > 0 && isPassing( run ); more-- ) {
			run = await follow( browser, await pressed(), options );
		}
		if ( isPassing( run ) ) {
			throw new StackFailure( `${ TRIES } runs in a row failed: ${ run.failure.message }`, run.failure.actions );
		}
		const runs = ( await atRest( browser, { tenant, ...options } ) ).filter( ( { id } ) => id > since );
		runs.filter( ( one ) => ! isPassing( one ) ).forEach( refuseFailure );
		return {
			runs,
			counts: addCounts( runs.filter( ( { kind } ) => kind !== 'rebuild' ) ),
			rebuilds: runs.filter( ( { kind } ) => kind === 'rebuild' ).length,
		};
	} finally {
		display.end();
	}
}
