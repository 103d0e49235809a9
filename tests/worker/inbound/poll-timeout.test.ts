import type { Mapping } from '../../../sync-worker/src/contract';
import type { Worked } from '../../../sync-worker/src/inbound/work';
import { JsforceConnection } from '../../../sync-worker/src/salesforce/connection';
import { salesforceFailure } from '../../../sync-worker/src/salesforce/failures';
import { startSimulator, type Simulator } from '../../simulator';
import { doorTo, movingClock, performance, preset, production, workBetween } from '../doubles/chain';
import { WordPressDoor } from '../doubles/wordpress-door';

const start = Date.UTC( 2026, 10, 22, 12 );
const mappings = preset.mappings.filter( ( { sobject } ) => [ production, performance ].includes( sobject ) ) as Mapping[];

let simulator: Simulator;
let door: WordPressDoor;

beforeEach( async () => {
	simulator = await startSimulator( { clock: { now: start, frozen: true } } );
	door = await doorTo( simulator, mappings );
	door.due();
	expect( await work() ).toMatchObject( { state: 'succeeded' } );
	simulator.world.log.clear();
	door.deliveries.length = 0;
} );

afterEach( async () => {
	await door.close();
	await simulator.close();
} );

/** Each question takes Salesforce a minute, by every clock there is. */
class SlowConnection extends JsforceConnection {
	public override read( ...asked: Parameters< JsforceConnection[ 'read' ] > ): ReturnType< JsforceConnection[ 'read' ] > {
		simulator.world.org.clock.advance( 60_000 );
		return super.read( ...asked );
	}
}

/** One part of a call fails, and the call itself does not. */
const failing = ( errorCode: string ): typeof JsforceConnection =>
	class extends JsforceConnection {
		public override async read( ...asked: Parameters< JsforceConnection[ 'read' ] > ): ReturnType< JsforceConnection[ 'read' ] > {
			const answer = await super.read( ...asked );
			const failure = salesforceFailure( { errorCode, message: 'An unexpected error occurred.', status: 400 } );
			return {
				...answer,
				pages: answer.pages.map( ( page, index ) => ( asked[ 0 ][ index ]?.soql.includes( `FROM ${ production } ` ) ? { ok: false, failure } : page ) ),
			};
		}
	};

const work = ( Salesforce = JsforceConnection ): Promise< Worked > =>
	workBetween( simulator, door, { retries: 2, connect: ( options ) => new Salesforce( options ), clock: movingClock( simulator ) } );

/** Edits in four different seconds, a deletion, and ten minutes later the next poll. */
function edits(): { changed: string[]; gone: string } {
	const { org } = simulator.world;
	const ids = [ ...door.rows ].filter( ( [ , { live, mapping_id } ] ) => live && mapping_id === 'performances' ).map( ( [ id ] ) => id );
	const changed = ids.slice( 0, 4 );
	changed.forEach( ( id ) => {
		org.clock.advance( 60_000 );
		org.writer.update( performance, id, { PatronTicket__PurchaseUrl__c: `https://tickets.example/${ id }` } );
	} );
	const gone = ids.at( -1 ) ?? '';
	org.writer.delete( performance, gone );
	org.clock.advance( 360_000 );
	return { changed, gone };
}

const delivered = () => ( {
	records: [ ...new Set( door.deliveries.flatMap( ( { records } ) => records.map( ( { external_id: id } ) => id ) ) ) ].sort(),
	withdrawn: [ ...new Set( door.deliveries.flatMap( ( { withdrawals } ) => withdrawals.map( ( { external_id: id } ) => id ) ) ) ],
} );

/** Of this URL inside a composite. */
const poll = ( sobject: string ): string => `queryAll\\?q=.*FROM%20${ sobject }`;

it( 'asks each mapping alone where the call for all of them ran out of time', async () => {
	const { changed, gone } = edits();
	simulator.world.faults.arm( { kind: 'query-timeout', match: poll( performance ) } );
	door.due();
	expect( await work() ).toMatchObject( { state: 'succeeded' } );
	expect( delivered() ).toEqual( { records: changed.sort(), withdrawn: [ gone ] } );
	expect( door.watermarks.get( 'performances' )?.stamp_ms ).toBeGreaterThan( start + 500_000 );
	expect( door.watermarks.get( 'performances' )?.deleted_covered_ms ).toBeGreaterThan( start );
} );

it.each( [ 2, 3, 5 ] )( 'reads by halves what is too much alone, after %i timeouts, and misses nothing', async ( times ) => {
	const { changed, gone } = edits();
	simulator.world.faults.arm( { kind: 'query-timeout', match: poll( performance ), times } );
	door.due();
	expect( await work() ).toMatchObject( { state: 'succeeded' } );
	expect( delivered() ).toEqual( { records: changed.sort(), withdrawn: [ gone ] } );
	const mark = door.watermarks.get( 'performances' )?.stamp_ms ?? 0;
	expect( mark ).toBeGreaterThan( start + 500_000 );
	expect( mark ).toBeLessThanOrEqual( simulator.world.org.clock.now() );
} );

it( 'ends in words, and moves no watermark, where every part runs out of time', async () => {
	edits();
	const before = { ...door.watermarks.get( 'performances' ) };
	simulator.world.faults.arm( { kind: 'query-timeout', match: poll( performance ), times: -1 } );
	door.due();
	expect( await work() ).toMatchObject( { state: 'failed', failure: { kind: 'transient', code: 'salesforce_window_too_slow' } } );
	expect( door.watermarks.get( 'performances' ) ).toEqual( before );
	expect( door.completed.at( -1 )?.api_calls ).toBeLessThan( 30 );
} );

describe( 'a mapping whose own query', () => {
	it.each( [
		[
			'runs out of time each time',
			'salesforce_window_too_slow',
			(): typeof JsforceConnection => {
				simulator.world.faults.arm( { kind: 'query-timeout', match: poll( production ), times: -1 } );
				return JsforceConnection;
			},
		],
		[ 'fails in Salesforce beside others that do not', 'salesforce_unavailable', () => failing( 'UNKNOWN_EXCEPTION' ) ],
		[ 'is refused in a way nobody foresaw', 'salesforce_unexpected', () => failing( 'SOMETHING_NEW' ) ],
	] )( '%s is named, keeps its watermark, and leaves the other mappings alone', async ( _, code, connection ) => {
		const { changed, gone } = edits();
		const before = { ...door.watermarks.get( 'productions' ) };
		const performances = door.watermarks.get( 'performances' )?.stamp_ms ?? 0;
		door.due();
		expect( await work( connection() ) ).toMatchObject( { state: 'failed', failure: { code, details: { mapping: 'productions', others_read: true } } } );
		expect( delivered() ).toEqual( { records: changed.sort(), withdrawn: [ gone ] } );
		expect( door.watermarks.get( 'productions' ) ).toEqual( before );
		expect( door.watermarks.get( 'performances' )?.stamp_ms ).toBeGreaterThan( performances );
	} );
} );

it( 'ends at once where all questions fail alike: the org is away', async () => {
	edits();
	simulator.world.log.clear();
	simulator.world.faults.arm( { kind: '500', match: 'queryAll', times: -1 } );
	door.due();
	expect( await work() ).toMatchObject( { state: 'failed', failure: { code: 'salesforce_unavailable' } } );
	expect( door.completed.at( -1 )?.failure?.details ).not.toHaveProperty( 'others_read' );
	expect( door.completed.at( -1 )?.api_calls ).toBe( 3 );
} );

it( 'keeps the lease however long Salesforce takes over parts and halves', async () => {
	edits();
	const { clock } = simulator.world.org;
	const heard = [ clock.now() ];
	door.faults.push( ( { route } ) => void ( route === 'heartbeat' && heard.push( clock.now() ) ) );
	simulator.world.faults.arm( { kind: 'query-timeout', match: poll( performance ), times: -1 } );
	door.due();
	expect( await work( SlowConnection ) ).toMatchObject( { state: 'failed', failure: { code: 'salesforce_window_too_slow' } } );
	heard.push( clock.now() );
	expect( clock.now() - ( heard[ 0 ] ?? 0 ) ).toBeGreaterThan( 10 * 60_000 );
	heard.slice( 1 ).forEach( ( at, index ) => expect( at - ( heard[ index ] ?? 0 ) ).toBeLessThanOrEqual( 3 * 60_000 ) );
} );
