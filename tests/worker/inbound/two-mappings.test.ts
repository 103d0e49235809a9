import type { Worked } from '../../../sync-worker/src/inbound/work';
import { startSimulator, type Simulator } from '../../simulator';
import { aField, aMapping } from '../doubles/builders';
import { doorTo, workBetween } from '../doubles/chain';
import { WordPressDoor } from '../doubles/wordpress-door';

const section = ( id: string, order: number ) =>
	aMapping( {
		id,
		name: id,
		order,
		sobject: 'Account',
		filter: `AccountNumber = '${ id }'`,
		post_type: id === 'main' ? 'event' : 'page',
		fields: [ aField( { to: 'title', from: 'Name' } ) ],
	} );

let simulator: Simulator;
let door: WordPressDoor;

const org = () => simulator.world.org;
const add = ( name: string, where: string ) => org().writer.create( 'Account', { Name: name, AccountNumber: where } );
const move = ( id: string, where: string ) => org().writer.update( 'Account', id, { AccountNumber: where } );

beforeEach( async () => {
	simulator = await startSimulator( { season: 'empty', clock: { now: Date.UTC( 2026, 10, 22, 12 ), frozen: true } } );
} );

afterEach( async () => {
	await door.close();
	await simulator.close();
} );

const work = (): Promise< Worked > => workBetween( simulator, door );

/** Ten minutes pass: deletions are asked for too, and nothing is inside the overlap. */
async function sync(): Promise< void > {
	org().clock.advance( 10 * 60_000 );
	door.deliveries.length = 0;
	door.due();
	expect( await work() ).toMatchObject( { state: 'succeeded' } );
}

const brought = () => door.deliveries.flatMap( ( { mapping_id: by, records } ) => records.map( ( { external_id: id } ) => [ by, id ] ) );
const withdrawn = () =>
	door.deliveries.flatMap( ( { mapping_id: by, withdrawals } ) => withdrawals.map( ( { external_id: id, reason } ) => [ by, id, reason ] ) );
const listed = () => [ ...door.rows ].filter( ( [ , { live } ] ) => live ).map( ( [ id, { mapping_id: by } ] ) => [ by, id ] );

describe.each( [
	[ 'main', 'studio' ],
	[ 'studio', 'main' ],
] )( 'two mappings of one object, %s read before %s', ( first, second ) => {
	let shows: Record< 'main' | 'studio' | 'elsewhere', string >;

	beforeEach( async () => {
		shows = { main: add( 'Hamlet', 'main' ), studio: add( 'Krapp', 'studio' ), elsewhere: add( 'Office', 'elsewhere' ) };
		door = await doorTo( simulator, [ section( first, 10 ), section( second, 20 ) ] );
		await sync();
	} );

	it( 'reads both, each what passes its filter, and costs one call when nothing changed', async () => {
		expect( listed().sort() ).toEqual( [
			[ 'main', shows.main ],
			[ 'studio', shows.studio ],
		] );
		expect( withdrawn() ).toEqual( [] );
		await sync();
		simulator.world.log.clear();
		org().clock.advance( 60_000 );
		door.deliveries.length = 0;
		door.due();
		await work();
		expect( simulator.world.log.since( 0 ) ).toHaveLength( 1 );
		expect( door.deliveries ).toEqual( [] );
	} );

	it.each( [
		[ 'main', 'studio' ],
		[ 'studio', 'main' ],
	] as const )( 'a record that moves from %s to %s is listed once all along', async ( from, to ) => {
		move( shows[ from ], to );
		await sync();
		expect( brought() ).toEqual( [ [ to, shows[ from ] ] ] );
		expect( listed().sort() ).toEqual( [
			[ to, shows.main ],
			[ to, shows.studio ],
		] );
		// Whose it was no longer counts: what leaves the new filter leaves the site.
		move( shows[ from ], 'elsewhere' );
		await sync();
		expect( withdrawn() ).toEqual( [ [ to, shows[ from ], 'outside_filter' ] ] );
		move( shows[ from ], from );
		await sync();
		expect( listed().find( ( [ , id ] ) => id === shows[ from ] ) ).toEqual( [ from, shows[ from ] ] );
	} );

	it( 'a deletion is told by the mapping that holds the record', async () => {
		org().writer.delete( 'Account', shows.studio );
		org().writer.delete( 'Account', shows.elsewhere );
		await sync();
		expect( withdrawn() ).toEqual( [ [ 'studio', shows.studio, 'deleted' ] ] );
		expect( listed() ).toEqual( [ [ 'main', shows.main ] ] );
	} );

	it( 'an id that both are asked for is brought by the one it belongs to', async () => {
		door.rows.clear();
		const ids = Object.values( shows );
		door.inbox = [
			{ mapping_id: 'main', ids },
			{ mapping_id: 'studio', ids },
		];
		await sync();
		expect( brought().sort() ).toEqual( [
			[ 'main', shows.main ],
			[ 'studio', shows.studio ],
		] );
		expect( withdrawn() ).toEqual( [] );
		expect( door.rejections ).toEqual( [] );
	} );

	it( 'the filter of one that Salesforce refuses leaves the other alone', async () => {
		door.mappings = [ { ...section( first, 10 ), filter: 'Nowhere__c = true' }, section( second, 20 ) ];
		org().writer.update( 'Account', shows.main, { Name: 'Hamlet, Prince of Denmark' } );
		org().writer.update( 'Account', shows.studio, { Name: 'Krapp’s Last Tape' } );
		org().clock.advance( 10 * 60_000 );
		door.deliveries.length = 0;
		door.due();
		await work();
		expect( brought() ).toEqual( [ [ second, shows[ second as 'main' | 'studio' ] ] ] );
		expect( withdrawn() ).toEqual( [] );
	} );
} );
