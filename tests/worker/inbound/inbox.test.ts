import type { Worked } from '../../../sync-worker/src/inbound/work';
import { id18 } from '../../../sync-worker/src/mapping';
import { startSimulator, type Simulator } from '../../simulator';
import { aField, aMapping } from '../doubles/builders';
import { doorTo, workBetween } from '../doubles/chain';
import { WordPressDoor } from '../doubles/wordpress-door';

const total = 10_000;
const accounts = aMapping( {
	id: 'accounts',
	sobject: 'Account',
	filter: "Name != 'Hidden'",
	record_types: [],
	natural_key: null,
	fields: [ aField( { to: 'title', from: 'Name' } ) ],
} );

let simulator: Simulator;
let door: WordPressDoor;
let ids: string[];

const store = () => simulator.world.org.store.table( 'Account' );

/** The mapping has been read before: what follows is the work of the inbox alone. */
beforeAll( async () => {
	simulator = await startSimulator( { season: 'empty', rows: { Account: total }, clock: { now: Date.UTC( 2026, 10, 22, 12 ), frozen: true } } );
	ids = [ ...store().all() ]
		.filter( ( { deleted } ) => ! deleted )
		.map( ( { id } ) => id )
		.slice( 0, total );
	simulator.world.org.clock.advance( 2 * 3600_000 );
} );

afterAll( () => simulator.close() );

beforeEach( async () => {
	door = await doorTo( simulator, [ accounts ] );
	const now = simulator.world.org.clock.now();
	door.watermarks.set( 'accounts', { stamp_ms: now, deleted_covered_ms: now, swept_ms: now } );
	simulator.world.log.clear();
} );

afterEach( () => door.close() );

const work = (): Promise< Worked > => workBetween( simulator, door );

const pagesOf2000 = () =>
	Array.from( { length: total / 2000 }, ( _, page ) => [ { mapping_id: 'accounts', ids: ids.slice( page * 2000, ( page + 1 ) * 2000 ) } ] );

it( 'drains 10,000 ids in twelve API calls, none of them twice', async () => {
	const [ first = [], ...rest ] = pagesOf2000();
	door.inbox = first;
	door.inboxPages = rest;
	door.due();
	expect( await work() ).toMatchObject( { state: 'succeeded' } );
	// The poll, one describe for the key prefix, and for each 2,000 ids their states and their records.
	expect( door.completed.at( -1 )?.api_calls ).toBe( 12 );
	const delivered = door.deliveries.flatMap( ( { records } ) => records.map( ( { external_id: id } ) => id ) );
	expect( delivered ).toHaveLength( total );
	expect( new Set( delivered ) ).toEqual( new Set( ids ) );
	expect( door.calls.filter( ( call ) => call === 'inbox' ) ).toHaveLength( 4 );
}, 60_000 );

it( 'asks for the next page only once the one before is settled', async () => {
	const [ first = [], second = [] ] = pagesOf2000();
	door.inbox = first;
	door.inboxPages = [ second ];
	door.due();
	await work();
	const asked = door.calls.indexOf( 'inbox' );
	const before = door.calls.slice( 0, asked ).filter( ( call ) => call === 'deliver' ).length;
	expect( before ).toBe( 2 );
	expect( door.calls.slice( asked ).filter( ( call ) => call === 'deliver' ) ).toHaveLength( 2 );
}, 60_000 );

it( 'reads an id once, however often it is asked for', async () => {
	const [ one = '' ] = ids;
	door.inbox = [ { mapping_id: 'accounts', ids: [ one, one, one ] } ];
	door.due();
	await work();
	expect( door.deliveries.flatMap( ( { records } ) => records ) ).toHaveLength( 1 );
} );

it( 'names an id of another object, and one that nobody may see; the rest goes on', async () => {
	const [ one = '' ] = ids;
	const absent = id18( `${ one.slice( 0, 8 ) }zzzzzzz` ) ?? '';
	door.inbox = [ { mapping_id: 'accounts', ids: [ '003000000000001AAA', one, absent ] } ];
	door.due();
	expect( await work() ).toMatchObject( { state: 'succeeded' } );
	expect( door.rejections.map( ( { external_id: id, failure } ) => [ id, failure.kind, failure.code ] ) ).toEqual( [
		[ '003000000000001AAA', 'record', 'id_foreign' ],
		[ absent, 'record', 'record_not_visible' ],
	] );
	expect( door.deliveries.flatMap( ( { records } ) => records.map( ( { external_id: id } ) => id ) ) ).toEqual( [ one ] );
	expect( door.deliveries.flatMap( ( { withdrawals } ) => withdrawals ) ).toEqual( [] );
} );

it( 'leaves what it could not settle for the next run when Salesforce goes away between two pages', async () => {
	const [ first = [], second = [] ] = pagesOf2000();
	door.inbox = first;
	door.inboxPages = [ second ];
	door.due();
	simulator.fault( { kind: '503', times: 2, after: 4 } );
	expect( await work() ).toMatchObject( { state: 'failed', failure: { kind: 'transient' } } );
	expect( door.completed.at( -1 )?.watermarks ).toEqual( [] );
	expect( door.deliveries.flatMap( ( { records } ) => records ) ).toHaveLength( 2000 );
}, 60_000 );
