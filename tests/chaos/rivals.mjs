/**
 * Two workers at once: one lease for a run, and the result of one.
 */
import assert from 'node:assert/strict';
import { startWorker } from '../e2e/lib/worker.mjs';
import { openWorkerDoor } from '../e2e/lib/worker-door.mjs';
import { enqueue, expectOrg, forget, letLeasesExpire } from './lib/runs.mjs';

export const claimBody = ( id ) => ( { protocol: 1, worker: { id, version: '0.0.0', node: process.versions.node, mode: 'cron' } } );

export const rivals = [
	[
		'of ten claims at the same moment one gets the run',
		async ( here ) => {
			await forget( here );
			await enqueue( here );
			const door = openWorkerDoor( here.connection );
			const answers = await Promise.all( Array.from( { length: 10 }, ( _, n ) => door( 'claim', claimBody( `rival-${ n }` ) ) ) );
			answers.forEach( ( { status, text } ) => assert.equal( status, 200, text ) );
			assert.equal( answers.filter( ( { body } ) => body.run !== null ).length, 1 );
			await letLeasesExpire( here );
		},
	],
	[
		'two workers started together make each record once',
		async ( here ) => {
			await forget( here );
			await enqueue( here );
			const both = [ 1, 2 ].map( () => startWorker( here.connection, [ 'run', '--once' ] ) );
			const ends = await Promise.all( both.map( ( { ended } ) => ended ) );
			ends.forEach( ( { code }, n ) => assert.equal( code, 0, both[ n ].log().slice( -2000 ) ) );
			const fences = await here.sql( "SELECT MAX(fence) FROM wp_callboard_run WHERE kind = 'incremental'" );
			assert.equal( fences.trim(), '1', 'the run was claimed twice' );
			await expectOrg( here );
		},
	],
];
