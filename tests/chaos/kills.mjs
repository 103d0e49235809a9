/**
 * SIGKILL at every request that a worker makes of WordPress: during a first read, a run with changes, and a rebuild.
 */
import assert from 'node:assert/strict';
import { control } from '../e2e/lib/org-client.mjs';
import { startWorker } from '../e2e/lib/worker.mjs';
import { enqueue, expectOrg, forget, letLeasesExpire, workOnce } from './lib/runs.mjs';
import { say } from '../stack/lib/say.mjs';

/** Lets a worker run into the strike; answers whether it was struck. */
async function strikeAt( here, at, moment ) {
	const worker = startWorker( here.tapped, [ 'run', '--once' ] );
	let struck = false;
	here.tap.strike( {
		at,
		moment,
		kill: async () => {
			struck = true;
			await worker.kill();
		},
	} );
	await worker.ended;
	here.tap.calm();
	return struck;
}

/** How many requests the whole of it takes when nobody interferes. */
async function countRequests( here ) {
	here.tap.calm();
	await workOnce( { ...here, connection: here.tapped } );
	return [ ...here.tap.calls ];
}

/** A kill at each request, each followed by a run that must end like the org. */
async function killAtEach( here, prepare ) {
	await prepare();
	const calls = await countRequests( here );
	say( `  ${ calls.length } requests: ${ calls.join( ' ' ) }` );
	let kills = 0;
	for ( let at = 1; at <= calls.length; at++ ) {
		for ( const moment of [ 'before', 'after' ] ) {
			await prepare();
			kills += ( await strikeAt( here, at, moment ) ) ? 1 : 0;
			await expectOrg( here, `${ moment } request ${ at }, ${ calls[ at - 1 ] }` );
		}
	}
	// Heartbeats go by the clock: a run may have fewer of them than the one that was counted, and a claim or two less.
	const certain = calls.filter( ( call ) => call !== 'heartbeat' ).length - 2;
	assert.ok( kills >= 2 * certain, `only ${ kills } of ${ 2 * calls.length } kills struck` );
}

async function changeEverything( here ) {
	for ( const kind of [ 'rename', 'reschedule', 'sell-out', 'delete', 'add' ] ) {
		await control( here.org, 'change', { kind } );
	}
}

export const kills = [
	[
		'a first read killed at any request ends like the org',
		( here ) =>
			killAtEach( here, async () => {
				await forget( here );
				await enqueue( here );
			} ),
	],
	[
		'a run with changes and its rebuild killed at any request end like the org',
		( here ) =>
			killAtEach( here, async () => {
				await changeEverything( here );
				await enqueue( here );
			} ),
	],
	[
		'a first read killed at one request after another ends like the org',
		async ( here ) => {
			await forget( here );
			await enqueue( here );
			for ( let at = 2; at < 8; at++ ) {
				await strikeAt( here, at, at % 2 === 0 ? 'before' : 'after' );
				await letLeasesExpire( here );
			}
			await expectOrg( here, 'six kills in a row' );
		},
	],
];
