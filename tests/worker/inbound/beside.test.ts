import { Beside } from '../../../sync-worker/src/inbound/beside';
import type { Worked } from '../../../sync-worker/src/inbound/work';
import { startSimulator, type Simulator } from '../../simulator';
import { FrozenClock, listLogger } from '../doubles/builders';
import { doorTo, mappingOf, movingClock, performance, production, workBetween } from '../doubles/chain';
import { WordPressDoor } from '../doubles/wordpress-door';

const performances = mappingOf( performance );
const start = Date.UTC( 2026, 10, 22, 12 );
const asPages = { above_records: 100_000, page_records: 50 };
const asJob = { above_records: 100, page_records: 50 };

let simulator: Simulator;
let door: WordPressDoor;
let logger = listLogger();

beforeEach( async () => {
	simulator = await startSimulator( { clock: { now: start, frozen: true } } );
	door = await doorTo( simulator, [ performances ] );
} );

afterEach( async () => {
	await door.close();
	await simulator.close();
} );

function work( bulk = asPages ): Promise< Worked > {
	logger = listLogger();
	return workBetween( simulator, door, { logger, bulk, retries: 0, clock: movingClock( simulator ) } );
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

it.each( [
	[ 'takes the calls of its own tenant’s poll from the budget of the long run', 1, 'failed' ],
	[ 'leaves the calls of another tenant’s poll to that tenant', 2, 'succeeded' ],
] )( '%s', async ( _, tenantId, state ) => {
	await readOnce();
	// A page costs the backfill three, with the look at its currency: the fourth would be the page of “again”.
	door.budget = { calls: 4, scope: 'day', org_share: 0.8, resume_ms: start, org_resume_ms: start };
	before( 'heartbeat', 0, () => {
		simulator.world.org.clock.advance( 60_000 );
		door.due( 'incremental', {}, tenantId );
	} );
	door.mappings = [ performances, { ...performances, id: 'again', order: 99 } ];
	door.due( 'backfill' );
	expect( await work() ).toMatchObject( state === 'failed' ? { state, failure: { code: 'api_budget_spent' } } : { state } );
	expect( door.completed.map( ( { api_calls: calls } ) => calls ) ).toEqual( [ expect.any( Number ), state === 'failed' ? 3 : 4 ] );
} );

describe.each( [
	[ 'pages', asPages ],
	[ 'a job', asJob ],
] )( 'while the poll itself reads another mapping from the start, by %s', ( _, bulk ) => {
	const productions = mappingOf( production );
	const shows = () => [ ...simulator.world.org.store.table( production ).all() ].filter( ( { deleted } ) => ! deleted );
	const titles = () => shows().map( ( { id } ) => door.rows.get( id )?.values.title );

	beforeEach( async () => {
		door.mappings = [ productions ];
		await readOnce();
		door.due();
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		simulator.world.org.clock.advance( 60_000 );
		door.mappings = [ performances, productions ].map( ( mapping, order ) => ( { ...mapping, order } ) );
		door.completed.length = 0;
		door.deliveries.length = 0;
		door.heartbeats.length = 0;
	} );

	/** Once the first read has begun: what happens in Salesforce, and more than a minute after it. */
	function during( act: () => void, minutes = 1 ): void {
		let acted = false;
		door.faults.push( ( { route, body } ) => {
			if ( ! acted && route === 'heartbeat' && ( body as { resume?: unknown } ).resume ) {
				acted = true;
				act();
				simulator.world.org.clock.advance( minutes * 60_000 + 2000 );
			}
			return undefined;
		} );
	}

	it( 'a change of those that are done reaches the site before it ends, and their watermark moves with it', async () => {
		const [ show ] = shows();
		const id = show?.id ?? '';
		const before = door.watermarks.get( productions.id )?.stamp_ms ?? 0;
		let changedMs = 0;
		during( () => {
			simulator.world.org.writer.update( production, id, { Name: 'Renamed meanwhile' } );
			changedMs = simulator.world.org.clock.now();
		} );
		door.due();
		expect( await work( bulk ) ).toMatchObject( { state: 'succeeded' } );
		expect( titles() ).toContain( 'Renamed meanwhile' );
		expect( door.completed ).toHaveLength( 1 );
		expect( door.watermarks.get( productions.id )?.stamp_ms ).toBeGreaterThan( Math.max( before, changedMs ) );
		expect( door.watermarks.get( performances.id )?.stamp_ms ).toBeLessThanOrEqual( changedMs );
		// Nothing of the first read is missed for it.
		door.deliveries.length = 0;
		door.due( 'reconciliation' );
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( door.deliveries.flatMap( ( { records, withdrawals } ) => [ ...records, ...withdrawals ] ) ).toEqual( [] );
	} );

	it( 'a deletion takes its listing off the site, counted for itself', async () => {
		const id = shows()[ 0 ]?.id ?? '';
		during( () => void simulator.world.org.writer.delete( production, id ) );
		door.due();
		expect( await work( bulk ) ).toMatchObject( { state: 'succeeded' } );
		expect( door.rows.get( id )?.live ).toBe( false );
		expect( door.deliveries.filter( ( { withdrawals } ) => withdrawals.length > 0 ).map( ( { withdrawals_total: total } ) => total ) ).toEqual( [ 1 ] );
	} );

	it( 'what a person asks for is read', async () => {
		const id = shows()[ 0 ]?.id ?? '';
		during( () => {
			Object.assign( door.rows.get( id ) ?? {}, { fingerprint: '' } );
			door.inbox = [ { mapping_id: productions.id, ids: [ id ] } ];
		} );
		door.due();
		expect( await work( bulk ) ).toMatchObject( { state: 'succeeded' } );
		expect(
			door.deliveries.flatMap( ( { mapping_id: of, records } ) => ( of === productions.id ? records.map( ( record ) => record.external_id ) : [] ) )
		).toEqual( [ id ] );
	} );

	it( 'the change is the next run’s where this one is killed', async () => {
		const id = shows()[ 0 ]?.id ?? '';
		const before = { ...door.watermarks.get( productions.id ) };
		during( () => void simulator.world.org.writer.update( production, id, { Name: 'Renamed meanwhile' } ) );
		let died = false;
		door.faults.push( ( { route, body } ) => {
			const dies = ! died && route === 'deliver' && ( body as { mapping_id: string } ).mapping_id === productions.id;
			died ||= dies;
			return dies ? { status: 409, body: { code: 'callboard_lease_lost', message: 'gone', data: { status: 409 } } } : undefined;
		} );
		door.due();
		expect( await work( bulk ) ).toMatchObject( { state: 'abandoned' } );
		expect( died ).toBe( true );
		expect( door.watermarks.get( productions.id ) ).toEqual( before );
		door.expireLease();
		expect( await work( bulk ) ).toMatchObject( { state: 'succeeded' } );
		expect( titles() ).toContain( 'Renamed meanwhile' );
	} );

	it( 'costs one call a minute and mapping pair, and none before a minute is over', async () => {
		during( () => undefined, 0.5 );
		door.due();
		expect( await work( bulk ) ).toMatchObject( { state: 'succeeded' } );
		const alone = door.completed.at( -1 )?.api_calls ?? 0;
		door.rows.forEach( ( row, id ) => void ( row.mapping_id === performances.id && door.rows.delete( id ) ) );
		door.watermarks.delete( performances.id );
		door.faults.length = 0;
		simulator.world.org.clock.advance( 120_000 );
		// What the first run found out of its currency is a call too.
		door.traits.clear();
		during( () => undefined );
		door.due();
		expect( await work( bulk ) ).toMatchObject( { state: 'succeeded' } );
		expect( door.completed.at( -1 )?.api_calls ).toBe( alone + 1 );
	} );

	it( 'goes on where Salesforce does not answer the poll, which looks again from where it had looked', async () => {
		const id = shows()[ 0 ]?.id ?? '';
		const before = { ...door.watermarks.get( productions.id ) };
		during( () => {
			simulator.world.org.writer.update( production, id, { Name: 'Renamed meanwhile' } );
			simulator.world.faults.arm( { kind: 'query-timeout', match: `queryAll\\?q=.*FROM%20${ production }`, times: -1 } );
		} );
		door.due();
		expect( await work( bulk ) ).toMatchObject( { state: 'succeeded' } );
		expect( logger.lines.some( ( { message } ) => message === 'no poll within this run' ) ).toBe( true );
		expect( titles() ).not.toContain( 'Renamed meanwhile' );
		const after = door.watermarks.get( productions.id );
		expect( ( after?.stamp_ms ?? 0 ) - ( before.stamp_ms ?? 0 ) ).toBeLessThanOrEqual( 60_000 );
		simulator.world.faults.clear();
		door.due();
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( titles() ).toContain( 'Renamed meanwhile' );
	} );
} );

describe( 'a clock that is put back', () => {
	it( 'keeps no poll waiting until it is where it was', async () => {
		const clock = new FrozenClock();
		let polls = 0;
		const beside = new Beside( { clock, logger, everyMs: 5000, poll: async () => void ( polls += 1 ) } );
		clock.advance( -3_600_000 );
		await beside.letPollBy();
		await beside.letPollBy();
		clock.advance( 5000 );
		await beside.letPollBy();
		expect( polls ).toBe( 2 );
	} );
} );
