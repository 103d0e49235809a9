import type { Mapping } from '../../../sync-worker/src/contract';
import type { Worked } from '../../../sync-worker/src/inbound/work';
import { startSimulator, type Simulator } from '../../simulator';
import { makeId } from '../../simulator/org/ids';
import { USER_ID } from '../../simulator/org/org';
import { newRow } from '../../simulator/org/store';
import { aField, aMapping } from '../doubles/builders';
import { doorTo, workBetween } from '../doubles/chain';
import { WordPressDoor } from '../doubles/wordpress-door';

const hour = 3600_000;
let simulator: Simulator;
let door: WordPressDoor;
let cases = 0;

const history = aMapping( {
	id: 'history',
	name: 'History',
	sobject: 'CaseHistory',
	order: 1,
	fields: [ aField( { to: 'title', from: 'Field', empty: 'reject' } ) ],
} );
const roles = aMapping( { id: 'roles', name: 'Roles', sobject: 'UserRole', order: 2 } );
const accounts = aMapping( { id: 'accounts', name: 'Accounts', sobject: 'Account', order: 3 } );

beforeEach( async () => {
	simulator = await startSimulator( { clock: { now: Date.UTC( 2026, 10, 22, 12 ), frozen: true } } );
	door = await doorTo( simulator );
	cases = 0;
} );

afterEach( async () => {
	await door.close();
	await simulator.close();
} );

function work( mappings: Mapping[], kind: 'incremental' | 'reconciliation' = 'incremental' ): Promise< Worked > {
	door.mappings = mappings;
	door.due( kind );
	simulator.world.log.clear();
	return workBetween( simulator, door );
}

/** As Salesforce writes one when a tracked field changes: now, and never again. */
function happened( field: string ): string {
	const { store, clock } = simulator.world.org;
	const id = makeId( '017', ++cases );
	const stamp = clock.stamp();
	store.seed(
		newRow( 'CaseHistory', id, {
			Id: id,
			IsDeleted: false,
			CaseId: null,
			CreatedById: USER_ID,
			CreatedDate: stamp,
			// The simulator’s own order of rows; no field of the object.
			SystemModstamp: stamp,
			Field: field,
			DataType: null,
		} )
	);
	return id;
}

const delivered = (): string[] => door.deliveries.splice( 0 ).flatMap( ( { records } ) => records.map( ( { external_id: id } ) => id ) );

describe( 'an object without SystemModstamp', () => {
	it( 'is read from the start, polled, and compared, by the stamp describe shows', async () => {
		const first = happened( 'Status' );
		expect( await work( [ history, accounts ] ) ).toMatchObject( { state: 'succeeded' } );
		expect( delivered() ).toContain( first );
		expect( door.rows.get( first )?.stamp_ms ).toBe( simulator.world.org.clock.now() );
		simulator.world.org.clock.advance( 2 * hour );
		const second = happened( 'Priority' );
		simulator.world.org.clock.advance( 10_000 );
		expect( await work( [ history, accounts ] ) ).toMatchObject( { state: 'succeeded' } );
		expect( delivered() ).toEqual( [ second ] );
		door.rows.delete( first );
		expect( await work( [ history ], 'reconciliation' ) ).toMatchObject( { state: 'succeeded' } );
		expect( delivered() ).toEqual( [ first ] );
	} );

	it( 'is asked rightly at once by the next poll: one API call when nothing changed', async () => {
		happened( 'Status' );
		simulator.world.org.clock.advance( 2 * hour );
		await work( [ history, roles, accounts ] );
		const lists: string[] = [];
		for ( let run = 0; run < 3; run++ ) {
			simulator.world.org.clock.advance( 2 * hour );
			expect( await work( [ history, roles, accounts ] ) ).toMatchObject( { state: 'succeeded' } );
			lists.push(
				simulator.world.log
					.since( 0 )
					.map( ( { path } ) => path.split( '/' ).at( -1 ) )
					.join()
			);
		}
		// That roles have no IsDeleted is found out by the first poll.
		expect( lists ).toEqual( [ 'composite,describe,composite', 'composite', 'composite' ] );
	} );

	it( 'is polled without IsDeleted, and without the list of deletions, where there is neither', async () => {
		expect( await work( [ roles ] ) ).toMatchObject( { state: 'succeeded' } );
		simulator.world.org.clock.advance( 2 * hour );
		expect( await work( [ roles ] ) ).toMatchObject( { state: 'succeeded' } );
		expect( door.completed.at( -1 )?.watermarks ).toMatchObject( [ { mapping_id: 'roles', stamp_ms: simulator.world.org.clock.now() - 5000 } ] );
	} );

	it( 'and without any stamp is named, and the others are brought', async () => {
		const stampless: Mapping = {
			...aMapping( { id: 'logins', name: 'Logins', sobject: 'LoginHistory', order: 1 } ),
			fields: [ aField( { to: 'title', from: 'Status' } ) ],
		};
		for ( let run = 0; run < 2; run++ ) {
			const worked = await work( [ stampless, accounts ] );
			expect( worked ).toMatchObject( { state: 'failed', failure: { kind: 'config', code: 'stamp_missing' } } );
			expect( worked.state === 'failed' && worked.failure.message ).toContain( '“Logins” (LoginHistory)' );
			expect( door.completed.at( -1 )?.watermarks ).toMatchObject( [ { mapping_id: 'accounts' } ] );
			// A watermark from better times: the poll finds it out too.
			door.watermarks.set( 'logins', { stamp_ms: simulator.world.org.clock.now() - hour, deleted_covered_ms: null, swept_ms: null } );
		}
	} );
} );
