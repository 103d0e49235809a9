import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Mapping, Preset } from '../../../sync-worker/src/contract';
import { workOnce, type Worked } from '../../../sync-worker/src/inbound/work';
import { JsforceConnection } from '../../../sync-worker/src/salesforce/connection';
import { RestWordPress } from '../../../sync-worker/src/wordpress/client';
import { startSimulator, type Simulator } from '../../simulator';
import { USER_ID } from '../../simulator/org/org';
import { listLogger } from '../doubles/builders';
import { WordPressDoor } from '../doubles/wordpress-door';

const preset: Preset = JSON.parse( readFileSync( path.resolve( __dirname, '../../../plugin/presets/patronticket.json' ), 'utf8' ) );
const performance = 'PatronTicket__EventInstance__c';
const [ performances ] = preset.mappings.filter( ( { sobject } ) => sobject === performance ) as [ Mapping ];
const start = Date.UTC( 2026, 10, 22, 12 );
const asPages = { above_records: 100_000, page_records: 50 };
const asJob = { above_records: 100, page_records: 50 };

let simulator: Simulator;
let door: WordPressDoor;
let logger = listLogger();

beforeEach( async () => {
	simulator = await startSimulator( { clock: { now: start, frozen: true } } );
	const { org } = simulator.world;
	const issue = () => org.sessions.issue( org.clock.now(), { userId: USER_ID, app: 'Callboard', scopes: [ 'api' ] } );
	door = await new WordPressDoor( { mappings: [ performances ], salesforce: () => ( { access_token: issue(), instance_url: simulator.url } ) } ).open();
} );

afterEach( async () => {
	await door.close();
	await simulator.close();
} );

function work( bulk = asPages ): Promise< Worked > {
	const { clock } = simulator.world.org;
	const sleep = ( ms: number ) => Promise.resolve( clock.advance( ms ) );
	logger = listLogger();
	return workOnce( {
		wordpress: new RestWordPress( { connection: door.connection, clock: { now: () => Date.now(), sleep }, logger, retries: 0 } ),
		connectSalesforce: async ( token, tokens, runLogger, meter ) =>
			new JsforceConnection( { token, tokens, meter, logger: runLogger, retries: 0, retryPauseMs: 1 } ),
		clock: { now: () => clock.now(), sleep },
		logger,
		worker: { id: 'test', version: '0', node: process.version, mode: 'pull' },
		bulk,
	} );
}

const rows = () => [ ...simulator.world.org.store.table( performance ).all() ].filter( ( { deleted } ) => ! deleted );
/** Runs once when WordPress is asked for this, and before it answers. */
function before( route: string, after: number, act: () => void ): void {
	door.fail( route, () => void act(), 1, after );
}
const claims = () => door.calls.filter( ( route ) => route === 'claim' ).length;

/** Everything is read once, then forgotten by WordPress, so that a backfill has everything to write. */
async function readOnce(): Promise< void > {
	door.due();
	expect( await work() ).toMatchObject( { state: 'succeeded' } );
	[ ...door.rows.values() ].forEach( ( row ) => ( row.fingerprint = '' ) );
	door.completed.length = 0;
	door.deliveries.length = 0;
	door.calls.length = 0;
}

describe.each( [
	[ 'backfill', 'pages', asPages ],
	[ 'backfill', 'a job', asJob ],
	[ 'reconciliation', 'pages', asPages ],
	[ 'refresh', 'pages', asPages ],
] as const )( 'while a %s by %s goes on', ( kind, _, bulk ) => {
	it( 'a change reaches the site with the poll that is due, and stays', async () => {
		await readOnce();
		const { org } = simulator.world;
		const id = rows().at( -1 )?.id ?? '';
		let movedOn = false;
		// The long run has read or is about to read its old state; a minute later the poll is due.
		before( kind === 'reconciliation' ? 'presence' : 'heartbeat', 0, () => {
			org.clock.advance( 2000 );
			org.writer.update( performance, id, { Name: 'Moved to the small stage' } );
			org.clock.advance( 60_000 );
			door.due();
			movedOn = true;
		} );
		door.due( kind );
		expect( await work( bulk ) ).toMatchObject( { state: 'succeeded' } );
		expect( movedOn ).toBe( true );
		expect( door.completed.map( ( { outcome, watermarks } ) => [ outcome, watermarks.length ] ) ).toEqual( [
			[ 'succeeded', 1 ],
			[ 'succeeded', 0 ],
		] );
		const [ poll, long ] = door.completed;
		expect( poll?.run_id ).toBeGreaterThan( long?.run_id ?? Infinity );
		const byPoll = door.deliveries.filter( ( { run_id } ) => run_id === poll?.run_id );
		expect( byPoll.flatMap( ( { records } ) => records.map( ( record ) => record.external_id ) ) ).toEqual( [ id ] );
		expect( door.rows.get( id ) ).toMatchObject( { live: true, values: { title: expect.stringContaining( 'small stage' ) } } );
		expect( door.watermarks.get( performances.id )?.stamp_ms ).toBeGreaterThanOrEqual( start + 50_000 );
	} );
} );

it( 'pauses only where nothing of the long run is under way, and asks no more often than it is told to', async () => {
	await readOnce();
	simulator.world.bulk.behave( { pageSize: 50 } );
	let open = 0;
	let pauses = 0;
	door.fail( 'heartbeat', () => void simulator.world.org.clock.advance( 3000 ), Infinity );
	door.faults.push( ( { route, body } ) => {
		open += route === 'deliver' ? 1 : 0;
		const beside = ( body as { beside?: unknown } ).beside;
		if ( route === 'claim' && beside ) {
			pauses += 1;
			expect( door.deliveries ).toHaveLength( open );
		}
		return undefined;
	} );
	door.due( 'backfill' );
	expect( await work( asJob ) ).toMatchObject( { state: 'succeeded' } );
	expect( pauses ).toBeGreaterThan( 2 );
	expect( claims() ).toBe( pauses + 1 );
	expect( pauses * 5000 ).toBeLessThanOrEqual( simulator.world.org.clock.now() - start );
} );

it( 'goes on where WordPress would not hand a poll out', async () => {
	await readOnce();
	before( 'heartbeat', 0, () => {
		simulator.world.org.clock.advance( 60_000 );
		door.due();
	} );
	door.fail( 'claim', { status: 503, body: {} }, 1, 1 );
	door.due( 'backfill' );
	expect( await work() ).toMatchObject( { state: 'succeeded' } );
	expect( logger.lines.some( ( { message } ) => message === 'no poll beside this run' ) ).toBe( true );
	expect( door.completed ).toHaveLength( 1 );
	expect( door.queue ).toHaveLength( 1 );
} );

it( 'keeps the lease of the long run while the poll goes on', async () => {
	await readOnce();
	const { org } = simulator.world;
	before( 'heartbeat', 0, () => {
		org.clock.advance( 60_000 );
		rows().forEach( ( { id } ) => org.writer.update( performance, id, { Name: `${ id } renamed` } ) );
		door.due();
	} );
	// Each parcel of the poll takes WordPress two minutes.
	door.faults.push( ( { route, body } ) => {
		if ( route === 'deliver' && ( body as { run_id: number } ).run_id === 3 ) {
			org.clock.advance( 120_000 );
		}
		return undefined;
	} );
	door.due( 'backfill' );
	expect( await work() ).toMatchObject( { state: 'succeeded' } );
	const during = door.calls.slice( door.calls.lastIndexOf( 'claim' ), door.calls.indexOf( 'complete' ) );
	expect( during ).toContain( 'deliver' );
	const beats = door.heartbeats.filter( ( { run_id } ) => run_id === 2 );
	const polls = door.heartbeats.findIndex( ( { run_id } ) => run_id === 3 );
	expect( beats.length ).toBeGreaterThan( 1 );
	expect( door.heartbeats.slice( polls ).some( ( { run_id } ) => run_id === 2 ) ).toBe( true );
} );

it( 'takes the calls of the poll from the budget of the long run', async () => {
	await readOnce();
	door.budget = { calls: 2, scope: 'day', org_share: 0.8, resume_ms: start, org_resume_ms: start };
	before( 'heartbeat', 0, () => {
		simulator.world.org.clock.advance( 60_000 );
		door.due();
	} );
	door.mappings = [ performances, { ...performances, id: 'again', order: 99 } ];
	door.due( 'backfill' );
	expect( await work() ).toMatchObject( { state: 'failed', failure: { code: 'api_budget_spent' } } );
	expect( door.completed.map( ( { api_calls: calls } ) => calls ) ).toEqual( [ expect.any( Number ), 1 ] );
} );
