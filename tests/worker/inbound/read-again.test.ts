import type { Mapping } from '../../../sync-worker/src/contract';
import { bulkReading } from '../../../sync-worker/src/inbound/context';
import { workOnce, type Worked } from '../../../sync-worker/src/inbound/work';
import { JsforceConnection } from '../../../sync-worker/src/salesforce/connection';
import { RestWordPress } from '../../../sync-worker/src/wordpress/client';
import { startSimulator, type Simulator } from '../../simulator';
import { USER_ID } from '../../simulator/org/org';
import { listLogger } from '../doubles/builders';
import { doorTo, mappingOf, preset, production, workBetween } from '../doubles/chain';
import { WordPressDoor } from '../doubles/wordpress-door';

// A mapping whose rules have changed is read from the start again. What went before that is not in what it reads.

const productions = mappingOf( production );
const minute = 60_000;

let simulator: Simulator;
let door: WordPressDoor;

beforeEach( async () => {
	simulator = await startSimulator( { clock: { now: Date.UTC( 2026, 10, 22, 12 ), frozen: true } } );
	door = await doorTo( simulator, [ productions ] );
} );

afterEach( async () => {
	await door.close();
	await simulator.close();
} );

async function work( bulk = bulkReading ): Promise< void > {
	expect( await attempt( bulk ) ).toMatchObject( { state: 'succeeded' } );
}

function attempt( bulk = bulkReading ): Promise< Worked > {
	door.due();
	return workBetween( simulator, door, { bulk, retries: 0 } );
}

/** As WordPress does when a new version of the mapping is saved. */
function changeRules( change: Partial< Mapping > = {}, version = productions.version + 1 ): void {
	const before = door.watermarks.get( productions.id );
	door.watermarks.set( productions.id, { deleted_covered_ms: null, swept_ms: null, ...before, stamp_ms: null } );
	door.mappings = [ { ...productions, ...change, version } ];
}

const listed = (): string[] => [ ...door.rows ].filter( ( [ , { live } ] ) => live ).map( ( [ id ] ) => id );

it( 'what a transaction deleted that was open during the first read is withdrawn, though the recycle bin was emptied', async () => {
	const { org } = simulator.world;
	const [ row ] = org.store.table( production ).all();
	const id = String( row?.id );
	org.slowly( 9 * minute, ( writer ) => writer.delete( production, id ) );
	org.clock.advance( 8 * minute );
	await work();
	expect( listed() ).toContain( id );
	org.clock.advance( 2 * minute );
	org.settleTransactions();
	org.recycleBin.empty();
	org.clock.advance( 16 * minute );
	await work();
	expect( listed() ).not.toContain( id );
} );

it.each( [ 1, 40, 24 * 60 ] )( 'what was deleted or left the filter, then %i minutes and a change of the rules, is withdrawn', async ( minutes ) => {
	const { org } = simulator.world;
	await work();
	org.clock.advance( 2 * minute );
	await work();
	const [ deleted, emptied, left ] = listed() as [ string, string, string ];
	org.clock.advance( minute );
	org.writer.delete( production, emptied );
	org.recycleBin.empty();
	org.writer.delete( production, deleted );
	org.writer.update( production, left, { PatronTicket__Active__c: false } );
	org.clock.advance( minutes * minute );
	changeRules();
	await work();
	org.clock.advance( 16 * minute );
	await work();
	expect( [ deleted, emptied, left ].filter( ( id ) => listed().includes( id ) ) ).toEqual( [] );
} );

describe( 'what the new rules leave out', () => {
	const pages = { above_records: 100_000, page_records: 50 };
	const job = { above_records: 1, page_records: 5 };
	const field = 'Name';
	const calls = (): number => door.completed.at( -1 )?.api_calls ?? 0;
	const withdrawn = () => door.deliveries.flatMap( ( { withdrawals } ) => withdrawals.map( ( { external_id: id, reason } ) => [ id, reason ] ) );
	const rows = () => [ ...simulator.world.org.store.table( production ).all() ].filter( ( { deleted } ) => ! deleted );
	/** A filter that names all listed records but these, which no edit has touched. */
	const without = ( ...ids: string[] ): string =>
		`${ productions.filter ?? '' } AND ${ field } NOT IN (${ ids.map( ( id ) => `'${ String( rows().find( ( row ) => row.id === id )?.values[ field ] ) }'` ).join( ', ' ) })`;

	beforeEach( async () => {
		await work();
		simulator.world.org.clock.advance( 5 * minute );
		await work();
		door.deliveries.length = 0;
	} );

	it.each( [
		[ 'pages', pages ],
		[ 'a job', job ],
	] )( 'is withdrawn by the run that reads by them, by %s, and asked for in two calls', async ( _, bulk ) => {
		changeRules();
		await work( bulk );
		const same = calls();
		const [ one, other ] = listed() as [ string, string ];
		const before = listed();
		changeRules( { filter: without( one, other ) }, productions.version + 2 );
		door.deliveries.length = 0;
		await work( bulk );
		expect( withdrawn().sort() ).toEqual(
			[
				[ one, 'outside_filter' ],
				[ other, 'outside_filter' ],
			].sort()
		);
		expect( listed() ).toEqual( before.filter( ( id ) => id !== one && id !== other ) );
		// Whatever is missing: its states, its records. Describe tells which ids are ours.
		expect( calls() - same ).toBeLessThanOrEqual( 3 );
		expect( door.deliveries.flatMap( ( { withdrawals_total: total } ) => ( total ? [ total ] : [] ) ) ).toEqual( [ 2 ] );
	} );

	it( 'costs no call where nothing is missing, and what was read once is not read again', async () => {
		const before = calls();
		door.completed.length = 0;
		changeRules();
		await work();
		const first = calls();
		expect( before ).toBe( 1 );
		// As much as the very first read of a site that knows nothing.
		door.rows.clear();
		door.watermarks.clear();
		await work();
		expect( first ).toBe( calls() );
	} );

	it( 'is not looked for where the mapping was never read', async () => {
		door.rows.clear();
		door.watermarks.clear();
		door.calls.length = 0;
		await work();
		expect( door.calls ).not.toContain( 'presence' );
	} );

	it( 'is found by reading the ids where another worker had read the first pages', async () => {
		const [ left ] = listed() as [ string ];
		changeRules( { filter: without( left ) } );
		// Killed after the reading, before the comparison.
		door.fail( 'presence', { status: 500, body: {} }, 10 );
		const worked = await attempt();
		expect( worked.state ).toBe( 'failed' );
		door.faults.length = 0;
		const resume = door.heartbeats.filter( ( beat ) => beat.resume ).at( -1 )?.resume ?? null;
		expect( resume ).not.toBeNull();
		door.due();
		const queued = door.queue.pop();
		door.queue.push( { kind: 'incremental', options: {}, ...queued, resume } );
		const { clock } = simulator.world.org;
		expect( door.watermarks.get( productions.id )?.stamp_ms ).toBeNull();
		await workOnce( {
			wordpress: new RestWordPress( {
				connection: door.connection,
				clock: { now: () => Date.now(), sleep: () => Promise.resolve() },
				logger: listLogger(),
			} ),
			connectSalesforce: async ( token, tokens, runLogger ) => new JsforceConnection( { token, tokens, logger: runLogger } ),
			clock: { now: () => clock.now(), sleep: () => Promise.resolve() },
			logger: listLogger(),
			worker: { id: 'test', version: '0', node: process.version, mode: 'pull' },
		} );
		expect( withdrawn() ).toEqual( [ [ left, 'outside_filter' ] ] );
		expect( door.watermarks.get( productions.id )?.stamp_ms ).not.toBeNull();
	} );

	it( 'is told a person where Salesforce does not show it, and stays listed', async () => {
		const [ hidden ] = listed() as [ string ];
		simulator.world.org.hiding.records.set( USER_ID, new Set( [ hidden ] ) );
		changeRules();
		await work();
		expect( withdrawn() ).toEqual( [] );
		expect( listed() ).toContain( hidden );
		expect( [ ...door.unseen ] ).toEqual( [ hidden ] );
	} );

	it( 'is nothing to withdraw where it is all there is: the mapping is named, and its watermark stays', async () => {
		const before = listed();
		expect( before.length ).toBeGreaterThan( 10 );
		changeRules( { filter: `${ field } = 'No such show'` } );
		expect( await attempt() ).toMatchObject( { state: 'failed', failure: { code: 'salesforce_source_empty' } } );
		expect( listed() ).toEqual( before );
		expect( door.watermarks.get( productions.id )?.stamp_ms ).toBeNull();
	} );

	it( 'is kept where it merely became past', async () => {
		const performance = preset.mappings.find( ( { sobject } ) => sobject === 'PatronTicket__EventInstance__c' ) as Mapping;
		const upcoming = { ...performance, filter: 'PatronTicket__InstanceDate__c >= TODAY' };
		door.mappings = [ upcoming ];
		door.rows.clear();
		await work();
		const before = listed();
		simulator.world.org.clock.advance( 30 * 24 * 60 * minute );
		door.deliveries.length = 0;
		door.watermarks.set( performance.id, { deleted_covered_ms: null, swept_ms: null, ...door.watermarks.get( performance.id ), stamp_ms: null } );
		door.mappings = [ { ...upcoming, version: upcoming.version + 1 } ];
		await work();
		expect( withdrawn() ).toEqual( [] );
		expect( listed() ).toEqual( before );
	} );

	it( 'passes to another mapping of the object in the same run without leaving the site', async () => {
		const [ moves ] = listed() as [ string ];
		const name = String( rows().find( ( row ) => row.id === moves )?.values[ field ] );
		changeRules( { filter: without( moves ) } );
		door.mappings = [ ...door.mappings, { ...productions, id: 'others', version: 9, order: productions.order + 1, filter: `${ field } = '${ name }'` } ];
		await work();
		expect( withdrawn() ).toEqual( [] );
		expect( listed() ).toContain( moves );
		expect( door.rows.get( moves )?.mapping_id ).toBe( 'others' );
	} );
} );
