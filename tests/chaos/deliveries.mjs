/**
 * A delivery that arrives twice, or after its lease has gone to another.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { openWorkerDoor } from '../e2e/lib/worker-door.mjs';
import { claimBody } from './rivals.mjs';
import { enqueue, expectOrg, letLeasesExpire } from './lib/runs.mjs';

const EXTERNAL_ID = 'a0X000000000001EAA';

async function claimRun( here, door, id ) {
	await enqueue( here );
	const { body } = await door( 'claim', claimBody( id ) );
	assert.ok( body.run !== null, 'nothing to claim' );
	return body;
}

function delivery( { run, mappings }, title, stampMs = Date.now() ) {
	const mapping = mappings.find( ( { id } ) => id === 'productions' );
	return {
		delivery_id: randomUUID(),
		run_id: run.id,
		fence: run.fence,
		mapping_id: mapping.id,
		mapping_version: mapping.version,
		records: [
			{
				external_id: EXTERNAL_ID,
				version: { stamp_ms: stampMs, read_ms: Date.now() },
				fingerprint: title.length.toString( 16 ).padStart( 64, 'a' ),
				values: { title, content: '<p>Once.</p>' },
			},
		],
		withdrawals: [],
		rejections: [],
	};
}

const posts = async ( here ) =>
	( await here.sql( `SELECT p.ID, p.post_title FROM wp_posts p JOIN wp_callboard_ledger l ON l.post_id = p.ID WHERE l.sf_id = '${ EXTERNAL_ID }'` ) )
		.trim()
		.split( '\n' );

/** The record was ours alone: the org knows nothing of it, so it must not stay. */
async function withdraw( here, door, lease ) {
	const body = {
		...delivery( lease, 'x' ),
		records: [],
		withdrawals: [ { external_id: EXTERNAL_ID, version: { stamp_ms: Date.now() + 5000, read_ms: Date.now() + 5000 }, reason: 'deleted' } ],
	};
	assert.equal( ( await door( 'deliver', body, lease.run.token ) ).status, 200 );
}

export const deliveries = [
	[
		'the same delivery posted twice has one effect and the same answer',
		async ( here ) => {
			await expectOrg( here );
			const door = openWorkerDoor( here.connection );
			const lease = await claimRun( here, door, 'twice' );
			const body = delivery( lease, 'A title of the tests' );
			const first = await door( 'deliver', body, lease.run.token );
			const second = await door( 'deliver', body, lease.run.token );
			assert.equal( first.status, 200, first.text );
			assert.equal( first.body.outcomes[ 0 ].outcome, 'created', first.text );
			assert.equal( second.text, first.text );
			assert.equal( ( await posts( here ) ).length, 1 );
			await withdraw( here, door, lease );
			await expectOrg( here );
		},
	],
	[
		'the same delivery posted five times at once has one effect and the same answer',
		async ( here ) => {
			const door = openWorkerDoor( here.connection );
			const lease = await claimRun( here, door, 'at-once' );
			const body = delivery( lease, 'A title of the tests, again' );
			const answers = await Promise.all( Array.from( { length: 5 }, () => door( 'deliver', body, lease.run.token ) ) );
			const texts = new Set( answers.filter( ( { status } ) => status === 200 ).map( ( { text } ) => text ) );
			assert.equal( texts.size, 1, [ ...answers.map( ( { text } ) => text ) ].join( '\n' ) );
			assert.ok(
				answers.every( ( { status } ) => status === 200 || status === 409 || status === 503 ),
				answers.map( ( { status } ) => status ).join()
			);
			assert.equal( ( await posts( here ) ).length, 1 );
			await withdraw( here, door, lease );
			await expectOrg( here );
		},
	],
	[
		'a delivery under a lease that has passed to another is refused and writes nothing',
		async ( here ) => {
			const door = openWorkerDoor( here.connection );
			const old = await claimRun( here, door, 'old' );
			await letLeasesExpire( here );
			const { body: taken } = await door( 'claim', claimBody( 'new' ) );
			assert.equal( taken.run?.id, old.run.id );
			assert.ok( taken.run.fence > old.run.fence );
			const before = await posts( here );
			const late = await door( 'deliver', delivery( old, 'Too late' ), old.run.token );
			assert.equal( late.status, 409, late.text );
			assert.equal( late.body.code, 'callboard_lease_lost' );
			assert.deepEqual( await posts( here ), before );
			await expectOrg( here );
		},
	],
	[
		'an unsigned or wrongly signed request is refused',
		async ( here ) => {
			const { rest_root: root } = JSON.parse( Buffer.from( here.connection, 'base64url' ).toString() );
			const unsigned = await fetch( `${ root }${ root.includes( '?' ) ? '' : '/' }callboard/v1/worker/claim`.replace( /([^:])\/\//g, '$1/' ), {
				method: 'POST',
				body: '{}',
			} );
			assert.equal( unsigned.status, 401 );
			const forged = Buffer.from(
				JSON.stringify( { ...JSON.parse( Buffer.from( here.connection, 'base64url' ).toString() ), secret: 'not the secret' } )
			).toString( 'base64url' );
			const answer = await openWorkerDoor( forged )( 'claim', claimBody( 'forger' ) );
			assert.equal( answer.status, 401, answer.text );
			assert.equal( answer.body.code, 'callboard_signature_invalid' );
		},
	],
];
