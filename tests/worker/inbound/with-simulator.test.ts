import type { Mapping } from '../../../sync-worker/src/contract';
import type { Worked } from '../../../sync-worker/src/inbound/work';
import { startSimulator, type Simulator } from '../../simulator';
import { listLogger } from '../doubles/builders';
import { doorTo, performance, preset, production, workBetween } from '../doubles/chain';
import { WordPressDoor } from '../doubles/wordpress-door';

let simulator: Simulator;
let door: WordPressDoor;
const hour = 3600_000;
let logger = listLogger();

/** The org’s clock stands two hours behind its rows’ last change: nothing is inside the overlap unless a test changes it. */
beforeEach( async () => {
	simulator = await startSimulator( { clock: { now: Date.UTC( 2026, 10, 22, 12 ), frozen: true } } );
	door = await doorTo( simulator, preset.mappings );
	logger = listLogger();
} );

afterEach( async () => {
	await door.close();
	await simulator.close();
} );

const work = ( retries = 1 ): Promise< Worked > => workBetween( simulator, door, { logger, retries } );

async function synced(): Promise< void > {
	door.due();
	expect( await work() ).toMatchObject( { state: 'succeeded' } );
	door.deliveries.length = 0;
	door.offers.length = 0;
	door.rejections.length = 0;
	simulator.world.log.clear();
	simulator.world.org.clock.advance( 2 * hour );
}

const expectedProductions = () =>
	[ ...simulator.world.org.store.table( production ).all() ].filter(
		( row ) => ! row.deleted && row.values.PatronTicket__Active__c === true && row.values.PatronTicket__Type__c === 'Tickets'
	);
/** The season has three records on purpose that no listing can take: a title far too long, two without a date. */
const hopeless = 3;
const listed = (): number => expectedProductions().length + live( performance ).length - hopeless;
const live = ( table: string ) => [ ...simulator.world.org.store.table( table ).all() ].filter( ( row ) => ! row.deleted );

describe( 'a season from the simulator to the door', () => {
	it( 'arrives whole on the first read, productions before performances', async () => {
		door.due();
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( door.rejections.map( ( { failure } ) => failure.code ).sort() ).toEqual( [
			'required_value_missing',
			'required_value_missing',
			'value_too_long',
		] );
		const refused = door.rejections.map( ( { external_id: id } ) => id );
		const ids = [ ...expectedProductions(), ...live( performance ) ].map( ( row ) => row.id ).filter( ( id ) => ! refused.includes( id ) );
		expect( [ ...door.rows.keys() ].sort() ).toEqual( ids.sort() );
		expect( door.deliveries[ 0 ]?.mapping_id ).toBe( 'productions' );
		expect( door.watermarks.get( 'performances' )?.stamp_ms ).toBe( simulator.world.org.clock.now() - 5000 );
		expect( door.completed[ 0 ] ).not.toHaveProperty( 'notices' );
	} );

	it( 'costs one API call, and nothing else, when nothing changed', async () => {
		await synced();
		door.due();
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( simulator.world.log.since( 0 ).length ).toBe( 1 );
		expect( door.completed.at( -1 )?.api_calls ).toBe( 1 );
		expect( door.offers ).toEqual( [] );
		expect( door.deliveries ).toEqual( [] );
	} );

	it.each( [ 'rename', 'reschedule', 'sell-out', 'cancel', 'add' ] )( 'brings %s as one record', async ( kind ) => {
		await synced();
		const change = simulator.change( { kind } );
		simulator.world.org.clock.advance( 10_000 );
		door.due();
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( door.deliveries.flatMap( ( { records } ) => records.map( ( { external_id: id } ) => id ) ) ).toEqual( [ change.id ] );
		expect( door.deliveries.flatMap( ( { withdrawals } ) => withdrawals ) ).toEqual( [] );
	} );

	it( 'withdraws what was deleted, and lists it again when it comes back', async () => {
		await synced();
		const { id } = simulator.change( { kind: 'delete' } );
		simulator.world.org.clock.advance( 10_000 );
		door.due();
		await work();
		expect( door.rows.get( id )?.live ).toBe( false );
		simulator.change( { kind: 'undelete' } );
		simulator.world.org.clock.advance( 10_000 );
		door.due();
		await work();
		expect( door.rows.get( id )?.live ).toBe( true );
	} );

	it( 'withdraws what left the filter, on proof', async () => {
		await synced();
		const row = expectedProductions()[ 0 ];
		simulator.world.org.writer.update( production, row?.id ?? '', { PatronTicket__Active__c: false } );
		simulator.world.org.clock.advance( 10_000 );
		door.due();
		await work();
		expect( door.deliveries.flatMap( ( { withdrawals } ) => withdrawals ) ).toMatchObject( [ { external_id: row?.id, reason: 'outside_filter' } ] );
	} );

	it( 'reads what the inbox asks for, and withdraws nothing that cannot be seen', async () => {
		await synced();
		const row = live( performance )[ 0 ];
		door.rows.delete( row?.id ?? '' );
		door.inbox = [ { mapping_id: 'performances', ids: [ row?.id ?? '', 'a0X000000000001AAA' ] } ];
		door.due();
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( door.deliveries ).toHaveLength( 1 );
		expect( door.deliveries[ 0 ] ).toMatchObject( { records: [ { external_id: row?.id } ], withdrawals: [] } );
	} );

	it.each( [
		[ '503', 'transient', 'salesforce_unavailable' ],
		[ '420', 'transient', 'salesforce_unavailable' ],
		[ 'html', 'transient', 'salesforce_answer_unreadable' ],
		[ 'truncate', 'transient', 'salesforce_answer_unreadable' ],
		[ 'drop', 'transient', 'salesforce_unreachable' ],
		[ '401', 'auth', 'salesforce_session_rejected' ],
		[ '403-limit', 'rate_limit', 'salesforce_limit_exceeded' ],
	] as const )( 'ends in words when Salesforce answers %s, moves no watermark, and heals', async ( kind, failureKind, code ) => {
		await synced();
		const before = new Map( door.watermarks );
		const { id } = simulator.change( { kind: 'rename' } );
		simulator.world.org.clock.advance( 10_000 );
		// The poll passes; the read of the changed records does not.
		simulator.fault( { kind, times: -1, after: 1 } );
		door.due();
		expect( await work() ).toMatchObject( { state: 'failed', failure: { kind: failureKind, code } } );
		expect( door.completed.at( -1 ) ).toMatchObject( { outcome: 'failed', watermarks: [], failure: { kind: failureKind } } );
		expect( door.completed.at( -1 )?.failure?.message ).toMatch( /Salesforce|org/ );
		expect( new Map( door.watermarks ) ).toEqual( before );
		simulator.world.faults.clear();
		door.due();
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( door.deliveries.flatMap( ( { records } ) => records.map( ( { external_id: one } ) => one ) ) ).toEqual( [ id ] );
	} );

	it( 'answers one refused session with the next token, once', async () => {
		await synced();
		const issued = door.tokensIssued;
		simulator.fault( { kind: '401', times: 1 } );
		door.due();
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( door.tokensIssued - issued ).toBe( 2 );
	} );

	it( 'keeps what is stored when a mapped field is not there, and says so once', async () => {
		door.mappings = preset.mappings.map( ( mapping ) => ( {
			...mapping,
			fields: [ ...mapping.fields, { to: 'meta:gone', from: 'Nowhere__c', owner: 'salesforce' as const, empty: 'clear' as const, label: 'Lost field' } ],
		} ) );
		door.due();
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( door.rows.size ).toBe( listed() );
		expect( [ ...door.rows.values() ].some( ( { values } ) => 'meta:gone' in values ) ).toBe( false );
		expect( door.completed[ 0 ]?.notices ).toMatchObject( [
			{ mapping_id: 'productions', failure: { code: 'field_unreadable' } },
			{ mapping_id: 'performances', failure: { code: 'field_unreadable' } },
		] );
		expect( door.completed[ 0 ]?.notices?.[ 0 ]?.failure.message ).toContain( 'Lost field' );
	} );

	it( 'names a mapping whose object is missing, and brings the others', async () => {
		const [ productions, performances ] = preset.mappings as [ Mapping, Mapping ];
		door.mappings = [ { ...productions, id: 'ghosts', name: 'Ghosts', sobject: 'Ghost__c', order: 1 }, productions, performances ];
		door.due();
		const worked = await work();
		expect( worked ).toMatchObject( { state: 'failed', failure: { kind: 'config', code: 'salesforce_object_missing' } } );
		expect( worked.state === 'failed' && worked.failure.message ).toContain( '“Ghosts” (Ghost__c)' );
		expect( door.rows.size ).toBe( listed() );
		expect( [ ...door.watermarks.keys() ].sort() ).toEqual( [ 'performances', 'productions' ] );
	} );

	it( 'refuses a title of 5,000 characters in words while the others go through', async () => {
		await synced();
		const [ bad, good ] = expectedProductions();
		simulator.world.org.writer.update( production, bad?.id ?? '', { PatronTicket__LongTitle__c: 'x'.repeat( 5000 ) } );
		simulator.world.org.writer.update( production, good?.id ?? '', { PatronTicket__LongTitle__c: 'A new title' } );
		simulator.world.org.clock.advance( 10_000 );
		door.due();
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( door.rejections ).toMatchObject( [ { external_id: bad?.id, failure: { kind: 'record', code: 'value_too_long' } } ] );
		expect( door.rows.get( good?.id ?? '' )?.values.title ).toBe( 'A new title' );
	} );

	it( 'goes on after its holder was killed in the middle: same end state, nothing twice', async () => {
		door.limits = { ...door.limits, delivery_bytes: 20_000 };
		door.fail(
			'deliver',
			() => {
				door.expireLease();
				return 'drop';
			},
			1,
			2
		);
		door.due();
		expect( await work() ).toMatchObject( { state: 'abandoned' } );
		expect( door.completed ).toEqual( [] );
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( door.rows.size ).toBe( listed() );
		const created = door.deliveries.flatMap( ( { records } ) => records.map( ( { external_id: id } ) => id ) );
		expect( new Set( created ).size ).toBe( created.length );
	} );
} );
