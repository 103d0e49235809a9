import fc from 'fast-check';
import { isKnownIn, nextStamps, windowOf } from '../../../sync-worker/src/inbound/window';
import { startSimulator, type Simulator } from '../../simulator';
import { someLimits } from '../doubles/builders';
import { doorTo, preset, production, workBetween } from '../doubles/chain';
import { WordPressDoor } from '../doubles/wordpress-door';

const second = 1000;
const minute = 60 * second;

let simulator: Simulator;
let door: WordPressDoor;
/** How far the worker’s clock is off; Salesforce’s own is the only one that may count. */
let skewMs = 0;
const start = Date.UTC( 2026, 10, 22, 12 );

beforeEach( async () => {
	skewMs = 0;
	simulator = await startSimulator( { clock: { now: start, frozen: true } } );
	door = await doorTo(
		simulator,
		preset.mappings.filter( ( { id } ) => id === 'productions' )
	);
	// As WordPress asks for it: “Sync now” sees the change made a second ago.
	door.limits = { ...door.limits, lag_seconds: 0 };
	await poll();
	forget();
	// Out of reach of every overlap: what the tests see is what they changed.
	wait( 40 * minute );
	await poll();
	forget();
} );

afterEach( async () => {
	await door.close();
	await simulator.close();
} );

function forget(): void {
	door.deliveries.length = 0;
	door.offers.length = 0;
	door.calls.length = 0;
	simulator.world.log.clear();
}

const wait = ( ms: number ): void => simulator.world.org.clock.advance( ms );

/** One run, asked for as WordPress would; the API calls it made. */
async function poll(): Promise< number > {
	door.due();
	const clock = { now: () => simulator.world.org.clock.now() + skewMs, sleep: () => Promise.resolve() };
	const worked = await workBetween( simulator, door, { clock, retries: 0 } );
	expect( worked ).toMatchObject( { state: 'succeeded' } );
	return door.completed.at( -1 )?.api_calls ?? NaN;
}

/** A poll each minute, so that the watermark keeps moving on. */
async function minutes( count: number ): Promise< number[] > {
	const calls: number[] = [];
	for ( let at = 0; at < count; at++ ) {
		wait( minute );
		calls.push( await poll() );
	}
	return calls;
}

const shows = () =>
	[ ...simulator.world.org.store.table( production ).all() ].filter(
		( row ) => ! row.deleted && row.values.PatronTicket__Active__c === true && row.values.PatronTicket__Type__c === 'Tickets' && door.rows.has( row.id )
	);

function aShow(): string {
	const [ show ] = shows();
	if ( ! show ) {
		throw new Error( 'The season has no show.' );
	}
	return show.id;
}

const rename = ( id: string, name: string ): unknown => simulator.world.org.writer.update( production, id, { PatronTicket__LongTitle__c: name } );
const renameSlowly = ( id: string, name: string, ms: number ): void =>
	simulator.world.org.slowly( ms, ( writer ) => void writer.update( production, id, { PatronTicket__LongTitle__c: name } ) );
const titleOf = ( id: string ): unknown => door.rows.get( id )?.values.title;
const delivered = ( id: string ) => door.deliveries.flatMap( ( { records } ) => records ).filter( ( { external_id: one } ) => one === id );

describe( 'a poll after a change', () => {
	it( 'costs one API call and no further request while the overlap still shows the change', async () => {
		const id = aShow();
		rename( id, 'Changed' );
		wait( 10 * second );
		expect( await poll() ).toBe( 2 );
		expect( titleOf( id ) ).toBe( 'Changed' );
		forget();
		wait( 45 * second );
		expect( await poll() ).toBe( 1 );
		expect( door.calls ).toEqual( [ 'claim', 'complete' ] );
	} );

	it( 'sees a second edit in the second of the first', async () => {
		const id = aShow();
		rename( id, 'First' );
		await poll();
		rename( id, 'Second' );
		await poll();
		expect( titleOf( id ) ).toBe( 'Second' );
	} );

	it( 'reads what the inbox asks for, known or not', async () => {
		const id = aShow();
		rename( id, 'Changed' );
		wait( 10 * second );
		await poll();
		forget();
		door.inbox = [ { mapping_id: 'productions', ids: [ id ] } ];
		await poll();
		expect( door.offers.flatMap( ( { records } ) => records.map( ( [ one ] ) => one ) ) ).toEqual( [ id ] );
	} );

	it( 'says once that it was away for longer than deletions are remembered', async () => {
		const said = () => door.completed.at( -1 )?.notices?.map( ( { failure } ) => failure.code );
		wait( 13 * 24 * 60 * minute );
		await poll();
		expect( said() ).toBeUndefined();
		wait( 20 * 24 * 60 * minute );
		await poll();
		expect( said() ).toEqual( [ 'salesforce_deletions_unknown' ] );
		wait( 6 * minute );
		await poll();
		expect( said() ).toBeUndefined();
	} );

	it( 'withdraws a deleted record once', async () => {
		const id = aShow();
		simulator.world.org.writer.delete( production, id );
		wait( 10 * second );
		await poll();
		expect( door.rows.get( id )?.live ).toBe( false );
		forget();
		wait( 40 * second );
		expect( await poll() ).toBe( 1 );
		expect( door.deliveries ).toEqual( [] );
	} );
} );

describe( 'a slow transaction', () => {
	// 9 minutes: begun just after a sweep minus ten minutes, shown just after that sweep. 1,200 s before the last *poll* would miss it.
	it.each( [ 90 * second, 5 * minute, 9 * minute, 10 * minute ] )(
		'that shows %d ms after its stamp is brought by the sweep at the latest, once',
		async ( ms ) => {
			const id = aShow();
			for ( let offset = 0; offset < 8; offset++ ) {
				const name = `Slow ${ offset }`;
				renameSlowly( id, name, ms );
				await minutes( Math.ceil( ms / minute ) + 15 );
				expect( titleOf( id ) ).toBe( name );
				expect( delivered( id ).map( ( { values } ) => values.title ) ).toEqual( [ name ] );
				forget();
				// The next one begins at another distance from the sweeps.
				await minutes( 2 - ( offset % 2 ) );
			}
		}
	);

	it( 'that shares the second of an earlier edit is brought by the sweep', async () => {
		const id = aShow();
		rename( id, 'Quick' );
		renameSlowly( id, 'Slow', 5 * minute );
		await minutes( 1 );
		expect( titleOf( id ) ).toBe( 'Quick' );
		await minutes( 21 );
		expect( titleOf( id ) ).toBe( 'Slow' );
	} );
} );

it( 'sweeps each quarter of an hour with one API call when nothing has changed', async () => {
	expect( await minutes( 31 ) ).toEqual( Array.from( { length: 31 }, () => 1 ) );
	const swept = new Set( door.completed.slice( -31 ).map( ( { watermarks } ) => watermarks[ 0 ]?.swept_ms ) );
	expect( [ ...swept ] ).toEqual( [ 41, 56, 71 ].map( ( at ) => start + at * minute ) );
} );

it( 'takes a record for known in the very version that WordPress has, and in a sweep never', () => {
	const known = { mapping_id: 'm', records: [ [ 'a', start, false ] ] };
	const ofAMinute = { from_ms: 0, sweep: false };
	expect( isKnownIn( known, ofAMinute )( { id: 'a', stamp_ms: start, deleted: false } ) ).toBe( true );
	expect( isKnownIn( known, ofAMinute )( { id: 'a', stamp_ms: start + second, deleted: false } ) ).toBe( false );
	expect( isKnownIn( known, ofAMinute )( { id: 'a', stamp_ms: start, deleted: true } ) ).toBe( false );
	expect( isKnownIn( undefined, ofAMinute )( { id: 'a', stamp_ms: start, deleted: false } ) ).toBe( false );
	expect( isKnownIn( known, { from_ms: 0, sweep: true } )( { id: 'a', stamp_ms: start, deleted: false } ) ).toBe( false );
} );

type Step = { kind: 'edit' | 'slow'; show: number; ms: number } | { kind: 'wait'; ms: number } | { kind: 'poll' };

const steps: fc.Arbitrary< Step[] > = fc.array(
	fc.oneof(
		fc.record( { kind: fc.constant( 'edit' as const ), show: fc.nat( 2 ), ms: fc.constant( 0 ) } ),
		fc.record( { kind: fc.constant( 'slow' as const ), show: fc.nat( 2 ), ms: fc.integer( { min: 1, max: 600 } ).map( ( s ) => s * second ) } ),
		fc.record( { kind: fc.constant( 'wait' as const ), ms: fc.integer( { min: 0, max: 20 * 60 } ).map( ( s ) => s * second ) } ),
		fc.record( { kind: fc.constant( 'poll' as const ) } )
	),
	{ minLength: 1, maxLength: 25 }
);

it( 'brings each record’s last version, whatever the order of edits, slow transactions and polls, however wrong our clock', async () => {
	const ids = shows()
		.slice( 0, 3 )
		.map( ( { id } ) => id );
	let names = 0;
	ids.forEach( ( id ) => rename( id, `Name ${ ++names }` ) );
	await fc.assert(
		fc.asyncProperty( steps, fc.integer( { min: -86_400, max: 86_400 } ), async ( plan, skewSeconds ) => {
			skewMs = skewSeconds * second;
			forget();
			for ( const step of plan ) {
				const id = ids[ 'show' in step ? step.show : 0 ] ?? '';
				const row = simulator.world.org.store.table( production ).get( id );
				if ( step.kind === 'wait' ) {
					wait( step.ms );
					simulator.world.org.settleTransactions();
				} else if ( step.kind === 'poll' ) {
					await poll();
				} else if ( row && ! simulator.world.org.isLocked( row ) ) {
					const name = `Name ${ ++names }`;
					if ( step.kind === 'edit' ) {
						rename( id, name );
					} else {
						renameSlowly( id, name, step.ms );
					}
				}
			}
			// The dust settles: the last transaction commits, and a sweep comes by after it.
			for ( const ms of [ 10 * minute, 16 * minute, 0 ] ) {
				wait( ms );
				await poll();
			}
			for ( const id of ids ) {
				expect( titleOf( id ) ).toBe( simulator.world.org.store.table( production ).get( id )?.values.PatronTicket__LongTitle__c );
				const stamps = delivered( id ).map( ( { version } ) => version.stamp_ms );
				expect( stamps ).toEqual( [ ...stamps ].sort( ( left, right ) => left - right ) );
			}
		} ),
		{ numRuns: 25, seed: 20261125 }
	);
}, 240_000 );

/** Without an org, and therefore many: polls at any moments, rows that show up to ten minutes after their stamps. */
it( 'no row is outside every window that could show it', () => {
	const gap = fc.integer( { min: 0, max: 3 * 3600 } );
	fc.assert(
		fc.property( fc.array( gap, { minLength: 1, maxLength: 60 } ), fc.nat( 20_000 ), fc.integer( { min: 0, max: 600 } ), ( gaps, stampS, lateS ) => {
			const stamp = start + stampS * second;
			const shows_ms = stamp + lateS * second;
			let mark: Parameters< typeof windowOf >[ 0 ] = { mapping_id: 'm', stamp_ms: start, deleted_covered_ms: null, swept_ms: start };
			let at = start;
			let seen = false;
			// The given polls, then a poll a minute until a sweep that began after the row showed has come by.
			for ( const s of [ ...gaps, ...Array.from( { length: 400 }, () => 60 ) ] ) {
				at += s * second;
				const window = windowOf( mark, someLimits );
				seen ||= at >= shows_ms && stamp >= window.from_ms;
				mark = { ...mark, ...nextStamps( mark, window, at ) } as typeof mark;
			}
			return seen || at < shows_ms + 16 * minute;
		} ),
		{ numRuns: 2000, seed: 20261125 }
	);
} );
