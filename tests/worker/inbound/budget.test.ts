import type { Worked } from '../../../sync-worker/src/inbound/work';
import { startSimulator, type Simulator } from '../../simulator';
import { aField, aMapping } from '../doubles/builders';
import { doorTo, tokenOf, workBetween } from '../doubles/chain';
import { WordPressDoor } from '../doubles/wordpress-door';

const accounts = aMapping( {
	id: 'accounts',
	sobject: 'Account',
	filter: null,
	record_types: [],
	natural_key: null,
	fields: [ aField( { to: 'title', from: 'Name' } ) ],
} );
const total = 9000;

let simulator: Simulator;
let door: WordPressDoor;
const tokens: string[] = [];

beforeEach( async () => {
	simulator = await startSimulator( { season: 'empty', rows: { Account: total }, clock: { now: Date.UTC( 2026, 10, 22, 12 ), frozen: true } } );
	door = await doorTo( simulator, [ accounts ], ( org ) => {
		const token = tokenOf( org );
		tokens.push( token );
		return token;
	} );
} );

afterEach( async () => {
	await door.close();
	await simulator.close();
} );

const work = (): Promise< Worked > => workBetween( simulator, door );

const bounded = ( calls: number ) => ( {
	calls,
	scope: 'run' as const,
	resume_ms: simulator.world.org.clock.now() + 60_000,
	org_share: 0.8,
	org_resume_ms: simulator.world.org.clock.now() + 900_000,
} );

it( 'ends a long first read cleanly when its calls are spent, and goes on where it stopped', async () => {
	door.budget = bounded( 2 );
	let runs = 0;
	let resume = null;
	for ( let state = ''; state !== 'succeeded' && runs < 10; runs++ ) {
		door.queue.push( { kind: 'incremental', resume } );
		const worked = await work();
		state = worked.state;
		resume = door.heartbeats.findLast( ( beat ) => beat.resume )?.resume ?? null;
		if ( worked.state === 'failed' ) {
			expect( worked.failure ).toMatchObject( { kind: 'rate_limit', code: 'api_budget_spent', details: { scope: 'run' } } );
			expect( door.completed.at( -1 ) ).toMatchObject( { outcome: 'failed', api_calls: 2, watermarks: [] } );
		}
	}
	expect( runs ).toBeGreaterThan( 1 );
	expect( runs ).toBeLessThan( 10 );
	const delivered = door.deliveries.flatMap( ( { records } ) => records.map( ( { external_id: id } ) => id ) );
	expect( delivered ).toHaveLength( total );
	expect( new Set( delivered ).size ).toBe( total );
}, 60_000 );

it( 'leaves the reserve of the org alone after the first call, and reports what the org says', async () => {
	door.budget = bounded( 1000 );
	simulator.world.org.usage.limit = 1;
	door.due();
	expect( await work() ).toMatchObject( { state: 'failed', failure: { kind: 'rate_limit', details: { scope: 'org' } } } );
	expect( door.completed.at( -1 ) ).toMatchObject( { api_calls: 1, usage: { used: 1, limit: 1 } } );
} );

it( 'lets an idle poll through whatever the org has used: it needs one call', async () => {
	const now = simulator.world.org.clock.now();
	simulator.world.org.clock.advance( 2 * 3600_000 );
	door.watermarks.set( 'accounts', { stamp_ms: now + 2 * 3600_000, deleted_covered_ms: now + 2 * 3600_000, swept_ms: now + 2 * 3600_000 } );
	door.budget = bounded( 1000 );
	simulator.world.org.usage.limit = 1;
	door.due();
	expect( await work() ).toMatchObject( { state: 'succeeded' } );
	expect( door.completed.at( -1 ) ).toMatchObject( { api_calls: 1 } );
} );

it.each( [ '503', '403-limit', 'html', 'drop', '401' ] as const )( 'reports each call that failed as %s, and no token with it', async ( kind ) => {
	simulator.fault( { kind, times: -1 } );
	door.due();
	expect( await work() ).toMatchObject( { state: 'failed' } );
	const { calls_failed: failed = [] } = door.completed.at( -1 ) ?? {};
	expect( failed ).not.toHaveLength( 0 );
	expect( failed[ 0 ] ).toMatchObject( { method: 'POST', endpoint: expect.stringMatching( /\/composite$/ ) as unknown, attempt: 1 } );
	expect( failed[ 0 ]?.request ).toContain( 'FROM Account' );
	const text = JSON.stringify( failed );
	tokens.forEach( ( token ) => expect( text ).not.toContain( token ) );
	expect( text ).not.toMatch( /00D\w{12,15}!/ );
} );
