import fc from 'fast-check';
import type { Worked } from '../../../sync-worker/src/inbound/work';
import { parseLimits } from '../../../sync-worker/src/salesforce/limits';
import { startSimulator, type Simulator } from '../../simulator';
import { USER_ID } from '../../simulator/org/org';
import { people } from '../../simulator/org/people';
import { aField, aMapping } from '../doubles/builders';
import { doorTo, movingClock, workBetween } from '../doubles/chain';
import { WordPressDoor } from '../doubles/wordpress-door';

const mapping = ( id: string, sobject: string ) =>
	aMapping( { id, sobject, filter: null, record_types: [], natural_key: null, fields: [ aField( { to: 'title', from: 'Name' } ) ] } );
const total = 300;

/** Reads records, and may not look at the setup of the org. */
const boxOffice = people().find( ( { username } ) => username.startsWith( 'boxoffice' ) )?.userId ?? '';

let user = USER_ID;
let simulator: Simulator;
let door: WordPressDoor;

beforeEach( async () => {
	simulator = await startSimulator( {
		season: 'empty',
		rows: { Account: total, Campaign: total },
		clock: { now: Date.UTC( 2026, 10, 22, 12 ), frozen: true },
	} );
	const { sessions, clock } = simulator.world.org;
	user = USER_ID;
	const issue = () => sessions.issue( clock.now(), { userId: user, app: 'Callboard', scopes: [ 'api' ] } );
	door = await doorTo( simulator, [ mapping( 'accounts', 'Account' ), mapping( 'campaigns', 'Campaign' ) ], issue );
	door.budget = budget();
	// Of a hundred, ten jobs are left; the reserve is twenty.
	simulator.world.bulk.limits.dailyQueryJobs = 100;
} );

afterEach( async () => {
	await door.close();
	await simulator.close();
} );

const budget = ( more: Partial< NonNullable< typeof door.budget > > = {} ) => ( {
	calls: 1000,
	scope: 'run' as const,
	resume_ms: simulator.world.org.clock.now() + 60_000,
	org_share: 0.8,
	org_resume_ms: simulator.world.org.clock.now() + 900_000,
	...more,
} );

function work(): Promise< Worked > {
	door.due();
	return workBetween( simulator, door, { clock: movingClock( simulator ), bulk: { above_records: 100, page_records: 1000 } } );
}

const requests = ( pattern: RegExp ) => simulator.world.log.since( 0 ).filter( ( { method, path } ) => pattern.test( `${ method } ${ path }` ) ).length;
const asked = () => requests( /^GET .*\/limits/ );
const jobs = () => requests( /^POST .*\/jobs\/query/ );
const told = () => [ ...door.heartbeats, ...door.completed ].flatMap( ( { org_limits: limits } ) => ( limits ? [ limits ] : [] ) );

/** Jobs of the org’s other users. */
async function useJobs( number: number ): Promise< void > {
	const { sessions, clock } = simulator.world.org;
	const token = sessions.issue( clock.now(), { userId: USER_ID, app: 'Another', scopes: [ 'api' ] } );
	for ( let job = 0; job < number; job++ ) {
		const answer = await fetch( `${ simulator.url }/services/data/v66.0/jobs/query`, {
			method: 'POST',
			headers: { Authorization: `Bearer ${ token }`, 'Content-Type': 'application/json' },
			body: JSON.stringify( { operation: 'query', query: 'SELECT Id FROM Account' } ),
		} );
		expect( answer.status ).toBe( 200 );
	}
}

describe( 'the limits of the org', () => {
	it( 'are asked once a run, before its first job, counted and told once', async () => {
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( [ asked(), jobs() ] ).toEqual( [ 1, 2 ] );
		expect( door.rows.size ).toBe( 2 * total );
		expect( told() ).toEqual( [
			expect.arrayContaining( [
				{ name: 'DailyBulkV2QueryJobs', used: 0, max: 100 },
				{ name: 'DailyApiRequests', used: expect.any( Number ) as number, max: simulator.world.org.usage.limit },
			] ),
		] );
		expect( door.completed.at( -1 )?.api_calls ).toBe( requests( /./ ) );
	} );

	it( 'are not asked where WordPress has seen them within the hour', async () => {
		door.budget = budget( { bulk: 'free' } );
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( [ asked(), jobs() ] ).toEqual( [ 0, 2 ] );
		expect( told() ).toEqual( [] );
	} );

	it( 'are not asked where no job is about to be made', async () => {
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( asked() ).toBe( 1 );
	} );

	it.each( [
		[ 79, 2 ],
		[ 80, 0 ],
		[ 90, 0 ],
	] )( 'of which others used %d of 100 bulk queries leave us %d jobs, and the rest is read by pages', async ( used, made ) => {
		await useJobs( used );
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( [ asked(), jobs() - used ] ).toEqual( [ 1, made ] );
		expect( door.rows.size ).toBe( 2 * total );
		const notices = door.completed.at( -1 )?.notices?.map( ( { failure } ) => [ failure.code, failure.details?.[ 'cause' ] ] ) ?? [];
		expect( notices ).toEqual( made > 0 ? [] : [ 1, 2 ].map( () => [ 'salesforce_read_by_page', 'salesforce_bulk_reserved' ] ) );
	} );

	it( 'whose reserve WordPress knows to be reached send the read to its pages without a call', async () => {
		door.budget = budget( { bulk: 'reserved' } );
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( [ asked(), jobs(), door.rows.size ] ).toEqual( [ 0, 0, 2 * total ] );
	} );

	it( 'end the run where its pages would cost more calls than there are, and say when it goes on', async () => {
		door.budget = budget( { bulk: 'reserved', calls: 2 } );
		const worked = await work();
		expect( worked ).toMatchObject( { state: 'failed', failure: { kind: 'rate_limit', code: 'api_budget_spent' } } );
		expect( door.completed.at( -1 )?.failure?.details ).toMatchObject( { resume_ms: door.budget.resume_ms } );
	} );

	it( 'that the integration user may not see are told as unknown, and the job is tried', async () => {
		user = boxOffice;
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( [ asked(), jobs() ] ).toEqual( [ 1, 2 ] );
		expect( told() ).toEqual( [ [] ] );
	} );
} );

describe( 'an answer of /limits', () => {
	it( 'is read whatever stands in it', () => {
		const odd = fc.dictionary( fc.constantFrom( 'DailyApiRequests', 'DailyBulkV2QueryJobs', '__proto__', 'Max' ), fc.jsonValue() );
		fc.assert(
			fc.property( odd, ( body ) => {
				parseLimits( body ).forEach( ( { used, max } ) => expect( Number.isInteger( used ) && used >= 0 && max >= 0 ).toBe( true ) );
			} ),
			{ seed: 20261125 }
		);
	} );

	it( 'counts what was used, though an org may overshoot', () => {
		expect( parseLimits( { DailyApiRequests: { Max: 100, Remaining: -3 }, PermissionSets: { Max: 1, Remaining: 1 } } ) ).toEqual( [
			{ name: 'DailyApiRequests', used: 103, max: 100 },
		] );
	} );

	it.each( [ [ [] ], [ 'x' ], [ null ] ] )( 'that is none is unreadable: %j', ( body ) => {
		expect( () => parseLimits( body ) ).toThrow( /cut short/ );
	} );
} );
