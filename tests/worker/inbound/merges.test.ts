import type { Mapping } from '../../../sync-worker/src/contract';
import type { Worked } from '../../../sync-worker/src/inbound/work';
import { startSimulator, type Simulator } from '../../simulator';
import { doorTo, preset, workBetween } from '../doubles/chain';
import { WordPressDoor } from '../doubles/wordpress-door';

/** Venues kept as accounts. */
const venues: Mapping = {
	...( preset.mappings[ 0 ] as Mapping ),
	id: 'venues',
	name: 'Venues',
	sobject: 'Account',
	filter: null,
	fields: [ { to: 'title', from: 'Name', owner: 'salesforce', empty: 'reject' } ],
};

let simulator: Simulator;
let door: WordPressDoor;
let ids: string[];

beforeEach( async () => {
	simulator = await startSimulator( { clock: { now: Date.UTC( 2026, 10, 22, 12 ), frozen: true } } );
	const { org } = simulator.world;
	door = await doorTo( simulator, [ venues ] );
	ids = [ 'Alpha', 'Beta', 'Gamma' ].map( ( Name ) => org.writer.create( 'Account', { Name } ) );
	org.clock.advance( 3600_000 );
	expect( await work() ).toMatchObject( { state: 'succeeded' } );
	door.deliveries.length = 0;
	org.clock.advance( 3600_000 );
} );

afterEach( async () => {
	await door.close();
	await simulator.close();
} );

function work(): Promise< Worked > {
	door.due();
	return workBetween( simulator, door );
}

async function delivered(): Promise< { withdrawals: unknown[]; records: string[] } > {
	door.deliveries.length = 0;
	simulator.world.org.clock.advance( 10_000 );
	expect( await work() ).toMatchObject( { state: 'succeeded' } );
	return {
		withdrawals: door.deliveries.flatMap( ( { withdrawals } ) =>
			withdrawals.map( ( { external_id: id, reason, into } ) => ( { id, reason, ...( into ? { into } : {} ) } ) )
		),
		records: door.deliveries.flatMap( ( { records } ) => records.map( ( { external_id: id } ) => id ) ),
	};
}

describe( 'a merge in Salesforce', () => {
	it( 'is told as a merge with its winner, and costs no call beside the poll', async () => {
		const [ alpha, beta ] = ids as [ string, string, string ];
		simulator.world.org.writer.merge( 'Account', alpha, [ beta ] );
		simulator.world.log.clear();
		const { withdrawals } = await delivered();
		expect( withdrawals ).toEqual( [ { id: beta, reason: 'merged', into: alpha } ] );
		expect( door.completed.at( -1 )?.api_calls ).toBeLessThanOrEqual( 2 );
	} );

	it( 'names each winner in a line of merges', async () => {
		const [ alpha, beta, gamma ] = ids as [ string, string, string ];
		simulator.world.org.writer.merge( 'Account', beta, [ gamma ] );
		simulator.world.org.writer.merge( 'Account', alpha, [ beta ] );
		const { withdrawals } = await delivered();
		expect( withdrawals ).toHaveLength( 2 );
		expect( withdrawals ).toEqual(
			expect.arrayContaining( [
				{ id: gamma, reason: 'merged', into: beta },
				{ id: beta, reason: 'merged', into: alpha },
			] )
		);
	} );

	it( 'is no merge when the record was simply deleted, and none any more when it comes back', async () => {
		const [ , beta ] = ids as [ string, string, string ];
		simulator.world.org.writer.delete( 'Account', beta );
		expect( ( await delivered() ).withdrawals ).toEqual( [ { id: beta, reason: 'deleted' } ] );
		simulator.world.org.writer.undelete( 'Account', beta );
		expect( await delivered() ).toEqual( { withdrawals: [], records: [ beta ] } );
	} );
} );

describe( 'an org that hides who won a merge', () => {
	it( 'is polled all the same, and asked rightly at once from then on', async () => {
		const { org } = simulator.world;
		org.hideField( 'Account', 'MasterRecordId' );
		org.writer.update( 'Account', ids[ 0 ] ?? '', { Name: 'Renamed' } );
		org.clock.advance( 10_000 );
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( door.rows.get( ids[ 0 ] ?? '' )?.values.title ).toBe( 'Renamed' );
		org.clock.advance( 60_000 );
		simulator.world.log.clear();
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( simulator.world.log.since( 0 ).filter( ( { path: asked } ) => asked.includes( '/describe' ) ) ).toEqual( [] );
	} );
} );
