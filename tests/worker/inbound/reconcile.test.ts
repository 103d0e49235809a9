import { bulkReading } from '../../../sync-worker/src/inbound/context';
import type { Worked } from '../../../sync-worker/src/inbound/work';
import { startSimulator, type Simulator } from '../../simulator';
import { USER_ID } from '../../simulator/org/org';
import { listLogger } from '../doubles/builders';
import { doorTo, mappingOf, movingClock, performance, preset, production, workBetween } from '../doubles/chain';
import { WordPressDoor } from '../doubles/wordpress-door';

const performances = mappingOf( performance );
const day = 24 * 3600_000;
const upcoming = 'PatronTicket__InstanceDate__c >= TODAY';

let simulator: Simulator;
let door: WordPressDoor;
let logger = listLogger();

beforeEach( async () => {
	simulator = await startSimulator( { clock: { now: Date.UTC( 2026, 10, 22, 12 ), frozen: true } } );
	door = await doorTo( simulator, [ performances ] );
} );

afterEach( async () => {
	await door.close();
	await simulator.close();
} );

function work(
	kind: Parameters< WordPressDoor[ 'due' ] >[ 0 ] | null,
	options?: Parameters< WordPressDoor[ 'due' ] >[ 1 ],
	bulk = bulkReading
): Promise< Worked > {
	logger = listLogger();
	if ( kind !== null ) {
		door.due( kind, options );
	}
	return workBetween( simulator, door, { logger, bulk, clock: movingClock( simulator ) } );
}

/** Reads everything once by this filter, and forgets how. */
async function readBy( filter: string | null ): Promise< string[] > {
	door.mappings = [ { ...performances, filter } ];
	expect( await work( 'incremental' ) ).toMatchObject( { state: 'succeeded' } );
	forget();
	return live();
}

function forget(): void {
	door.deliveries.length = 0;
	door.offers.length = 0;
	simulator.world.log.clear();
}

async function reconciled( bulk = bulkReading ): Promise< { added: string[]; withdrawn: Record< string, string > } > {
	forget();
	expect( await work( 'reconciliation', undefined, bulk ) ).toMatchObject( { state: 'succeeded' } );
	return {
		added: door.deliveries.flatMap( ( { records } ) => records.map( ( { external_id: id } ) => id ) ).sort(),
		withdrawn: Object.fromEntries( door.deliveries.flatMap( ( { withdrawals } ) => withdrawals.map( ( { external_id: id, reason } ) => [ id, reason ] ) ) ),
	};
}

const live = (): string[] => [ ...door.rows ].flatMap( ( [ id, row ] ) => ( row.live ? [ id ] : [] ) ).sort();
const rows = () => [ ...simulator.world.org.store.table( performance ).all() ].filter( ( row ) => ! row.deleted );
/** From the integration user alone. */
const hide = ( ...ids: string[] ): unknown => simulator.world.org.hiding.records.set( USER_ID, new Set( ids ) );
const nothing = { added: [], withdrawn: {} };

it( 'compares a season that is in step with three calls beside the ids, and delivers nothing', async () => {
	const before = await readBy( null );
	const mark = { ...door.watermarks.get( 'performances' ) };
	expect( await reconciled() ).toEqual( nothing );
	const pages = Math.ceil( rows().length / 2000 );
	expect( door.completed.at( -1 )?.api_calls ).toBeLessThanOrEqual( 3 + pages );
	// What was refused, and what is in the ledger.
	expect( door.calls.filter( ( route ) => route === 'presence' ) ).toHaveLength( 2 );
	expect( live() ).toEqual( before );
	expect( door.watermarks.get( 'performances' ) ).toEqual( mark );
} );

it.each( [
	[ 'pages', bulkReading ],
	[ 'a job', { above_records: 100, page_records: 60 } ],
] )( 'reads again what was hidden, edited and shown again between two nights, by %s', async ( _, bulk ) => {
	const [ id = '', other = '' ] = await readBy( null );
	simulator.world.org.writer.update( performance, id, { Name: 'Edited in the dark' } );
	hide( id );
	for ( let polls = 0; polls < 3; polls++ ) {
		expect( await work( 'incremental' ) ).toMatchObject( { state: 'succeeded' } );
		simulator.world.org.clock.advance( 3600_000 );
	}
	simulator.world.org.hiding.records.clear();
	expect( await work( 'incremental' ) ).toMatchObject( { state: 'succeeded' } );
	expect( JSON.stringify( door.rows.get( id )?.values ) ).not.toContain( 'Edited in the dark' );
	expect( await reconciled( bulk ) ).toEqual( { added: [ id ], withdrawn: {} } );
	expect( JSON.stringify( door.rows.get( id )?.values ) ).toContain( 'Edited in the dark' );
	expect( door.offers.flatMap( ( { records } ) => records.map( ( [ offered ] ) => offered ) ) ).not.toContain( other );
	expect( await reconciled( bulk ) ).toEqual( nothing );
} );

describe( 'a filter with dates', () => {
	it.each( [ upcoming, 'DAY_ONLY(PatronTicket__InstanceDate__c) >= TODAY' ] )(
		'keeps what merely became past, and goes on keeping it: %s',
		async ( filter ) => {
			const before = await readBy( filter );
			simulator.world.org.clock.advance( 30 * day );
			expect( await reconciled() ).toEqual( nothing );
			expect( live() ).toEqual( before );
			const now = simulator.world.org.clock.now();
			const past = rows().filter( ( { id, values } ) => before.includes( id ) && Date.parse( String( values.PatronTicket__InstanceDate__c ) ) < now );
			expect( past.length ).toBeGreaterThan( 3 );
		}
	);

	it( 'keeps a production whose last performance merely became past', async () => {
		door.mappings = preset.mappings.filter( ( { sobject } ) => sobject === production );
		const filter = `Id IN (SELECT PatronTicket__TicketableEvent__c FROM ${ performance } WHERE ${ upcoming })`;
		door.mappings = door.mappings.map( ( mapping ) => ( { ...mapping, filter } ) );
		expect( await work( 'incremental' ) ).toMatchObject( { state: 'succeeded' } );
		const before = live();
		const now = simulator.world.org.clock.now() + 400 * day;
		const playing = rows().filter( ( { values } ) => Date.parse( String( values.PatronTicket__InstanceDate__c ) ) >= now );
		const ended = before.filter( ( id ) => playing.every( ( { values } ) => values.PatronTicket__TicketableEvent__c !== id ) );
		expect( ended.length ).toBeGreaterThan( 3 );
		simulator.world.org.clock.advance( 400 * day );
		expect( await reconciled() ).toEqual( nothing );
		expect( live() ).toEqual( before );
	} );

	it( 'adds what the calendar brings into the filter', async () => {
		const before = await readBy( 'PatronTicket__InstanceDate__c = NEXT_N_DAYS:30' );
		simulator.world.org.clock.advance( 20 * day );
		const { added, withdrawn } = await reconciled();
		expect( withdrawn ).toEqual( {} );
		expect( added.length ).toBeGreaterThan( 0 );
		expect( added.filter( ( id ) => before.includes( id ) ) ).toEqual( [] );
		expect( await reconciled() ).toEqual( nothing );
	} );

	it( 'withdraws what was moved beyond the filter, not into the past', async () => {
		const [ moved = '', cancelled = '' ] = await readBy( `PatronTicket__InstanceDate__c = NEXT_N_DAYS:60 AND PatronTicket__Status__c != 'Cancelled'` );
		simulator.world.org.writer.update( performance, moved, { PatronTicket__InstanceDate__c: '2027-11-22T20:00:00Z' } );
		simulator.world.org.writer.update( performance, cancelled, { PatronTicket__Status__c: 'Cancelled' } );
		expect( await reconciled() ).toEqual( { added: [], withdrawn: { [ moved ]: 'outside_filter', [ cancelled ]: 'outside_filter' } } );
	} );

	it( 'lets a poll bring an edit of a past performance that is listed, and none of one that is not', async () => {
		const [ listed = '' ] = await readBy( upcoming );
		const unlisted = rows().find( ( { id } ) => ! door.rows.has( id ) )?.id ?? '';
		expect( unlisted ).not.toBe( '' );
		simulator.world.org.clock.advance( 400 * day );
		simulator.world.org.writer.update( performance, listed, { Name: 'As it was' } );
		simulator.world.org.writer.update( performance, unlisted, { Name: 'Long ago' } );
		expect( await work( 'incremental' ) ).toMatchObject( { state: 'succeeded' } );
		expect( door.rows.get( listed ) ).toMatchObject( { live: true, values: { title: 'As it was' } } );
		expect( door.rows.has( unlisted ) ).toBe( false );
		expect( door.deliveries.flatMap( ( { withdrawals } ) => withdrawals ) ).toEqual( [] );
	} );
} );

describe( 'a filter that asks a parent', () => {
	it( 'withdraws and brings back what the parent decides, though no stamp moved', async () => {
		await readBy( `PatronTicket__TicketableEvent__r.PatronTicket__Active__c = true` );
		const show = String( rows().find( ( { id } ) => live().includes( id ) )?.values.PatronTicket__TicketableEvent__c );
		const ofShow = rows()
			.filter( ( { id, values } ) => values.PatronTicket__TicketableEvent__c === show && live().includes( id ) )
			.map( ( { id } ) => id );
		simulator.world.org.writer.update( production, show, { PatronTicket__Active__c: false } );
		expect( await reconciled() ).toEqual( { added: [], withdrawn: Object.fromEntries( ofShow.map( ( id ) => [ id, 'outside_filter' ] ) ) } );
		simulator.world.org.writer.update( production, show, { PatronTicket__Active__c: true } );
		expect( await reconciled() ).toEqual( { added: ofShow.sort(), withdrawn: {} } );
	} );
} );

describe( 'what is not there any more', () => {
	it( 'is withdrawn where Salesforce says it was deleted', async () => {
		const [ id = '' ] = await readBy( null );
		simulator.world.org.writer.delete( performance, id );
		expect( await reconciled() ).toEqual( { added: [], withdrawn: { [ id ]: 'deleted' } } );
	} );

	it( 'is listed for a person, and never withdrawn, where Salesforce does not show it; seen again, it leaves the list', async () => {
		const [ id = '' ] = await readBy( null );
		hide( id );
		expect( await reconciled() ).toEqual( nothing );
		expect( [ ...door.unseen ] ).toEqual( [ id ] );
		expect( live() ).toContain( id );
		simulator.world.org.hiding.records.clear();
		expect( await reconciled() ).toEqual( nothing );
		expect( [ ...door.unseen ] ).toEqual( [] );
	} );

	it( 'has what changed while it was hidden read when it is seen again: its stamp is long past', async () => {
		const [ id = '' ] = await readBy( null );
		const { org } = simulator.world;
		hide( id );
		expect( await reconciled() ).toEqual( nothing );
		org.hiding.records.clear();
		org.writer.update( performance, id, { Name: 'Renamed unseen' } );
		hide( id );
		org.clock.advance( day );
		expect( await work( 'incremental' ) ).toMatchObject( { state: 'succeeded' } );
		org.clock.advance( day );
		org.hiding.records.clear();
		expect( ( await reconciled() ).added ).toEqual( [ id ] );
		expect( door.rows.get( id )?.values ).toMatchObject( { title: 'Renamed unseen' } );
		expect( [ ...door.unseen ] ).toEqual( [] );
	} );

	it( 'fails in words, and withdraws nothing, where the org shows nothing at all', async () => {
		await readBy( null );
		hide( ...rows().map( ( { id } ) => id ) );
		forget();
		expect( await work( 'reconciliation' ) ).toMatchObject( { state: 'failed', failure: { kind: 'config', code: 'salesforce_source_empty' } } );
		expect( door.deliveries ).toEqual( [] );
		expect( door.unseen.size ).toBe( 0 );
	} );
} );

describe( 'a large object', () => {
	const small = { above_records: 100, page_records: 150 };

	it( 'is compared by a job, page by page of the ledger, to the same end', async () => {
		const [ gone = '', hidden = '' ] = await readBy( null );
		door.presenceRecords = 97;
		simulator.world.org.writer.delete( performance, gone );
		hide( hidden );
		door.rows.delete( live().at( -1 ) ?? '' );
		const lost = rows().filter( ( { id } ) => ! door.rows.has( id ) && door.rejections.every( ( { external_id: one } ) => one !== id ) );
		const { added, withdrawn } = await reconciled( small );
		expect( withdrawn ).toEqual( { [ gone ]: 'deleted' } );
		expect( added ).toEqual( lost.map( ( { id } ) => id ) );
		expect( [ ...door.unseen ] ).toEqual( [ hidden ] );
		expect( simulator.world.bulk.all() ).toEqual( [] );
		expect( door.calls.filter( ( route ) => route === 'presence' ).length ).toBeGreaterThan( 2 );
	} );

	it( 'is compared page by page where jobs are used up', async () => {
		await readBy( null );
		simulator.world.bulk.limits.dailyQueryJobs = 0;
		expect( await reconciled( small ) ).toEqual( nothing );
	} );
} );

describe( 'hourly', () => {
	it.each( [
		[ null, false, 0 ],
		[ `PatronTicket__SaleStatus__c != 'Free'`, false, 0 ],
		[ upcoming, true, 1 ],
		[ `Production_Name__c != 'X'`, true, 1 ],
		[ `PatronTicket__Venue__r.Name != 'X'`, true, 1 ],
		[ `CALENDAR_YEAR(PatronTicket__InstanceDate__c) > 2000`, false, 0 ],
		[ `CALENDAR_YEAR(PatronTicket__TicketableEvent__r.CreatedDate) > 2000`, true, 1 ],
		[ `PatronTicket__TicketableEvent__c IN (SELECT Id FROM ${ production } WHERE Name != 'X')`, true, 1 ],
	] )( 'by the filter %s: moves without a stamp %s', async ( filter, moves, pages ) => {
		await readBy( filter );
		door.calls.length = 0;
		expect( await work( 'reconciliation', { objects: [ 'performances' ] } ) ).toMatchObject( { state: 'succeeded' } );
		expect( door.completed.at( -1 )?.traits ).toEqual( [
			{ mapping_id: 'performances', version: 1, filter_moves: moves, values_move: true, key_prefix: 'a0I', currencies: { fields: [], org: 'USD' } },
		] );
		expect( door.calls.filter( ( route ) => route === 'presence' ) ).toHaveLength( 2 * pages );
	} );
} );

describe( 'a refresh', () => {
	const saysOf = ( id: string | undefined ): string => JSON.stringify( door.rows.get( id ?? '' )?.values );

	it( 'brings what a parent says now, with an equal stamp and a later reading, and writes nothing else', async () => {
		await readBy( null );
		const row = rows().find( ( { id, values } ) => door.rows.has( id ) && values.PatronTicket__Venue__c );
		const venue = String( row?.values.PatronTicket__Venue__c );
		simulator.world.org.clock.advance( 3600_000 );
		simulator.world.org.writer.update( 'PatronTicket__Venue__c', venue, { PatronTicket__DisplayName__c: 'The New House' } );
		const mark = { ...door.watermarks.get( 'performances' ) };
		expect( await work( 'incremental' ) ).toMatchObject( { state: 'succeeded' } );
		expect( saysOf( row?.id ) ).not.toContain( 'The New House' );
		forget();
		expect( await work( 'refresh', { objects: [ 'performances' ] } ) ).toMatchObject( { state: 'succeeded' } );
		const ofVenue = rows().filter( ( { id, values } ) => values.PatronTicket__Venue__c === venue && door.rows.has( id ) );
		expect( door.deliveries.flatMap( ( { records } ) => records.map( ( { external_id: id } ) => id ) ).sort() ).toEqual(
			ofVenue.map( ( { id } ) => id ).sort()
		);
		expect( saysOf( row?.id ) ).toContain( 'The New House' );
		expect( door.completed.at( -1 )?.watermarks ).toEqual( [] );
		expect( door.watermarks.get( 'performances' )?.swept_ms ).toBe( mark.swept_ms );
	} );

	it( 'goes on where a killed one had been', async () => {
		await readBy( null );
		const small = { above_records: 100, page_records: 150 };
		simulator.world.bulk.behave( { pageSize: 150 } );
		door.fail( 'offer', () => ( door.expireLease(), 'drop' as const ), 1, 1 );
		expect( await work( 'refresh', undefined, small ) ).toMatchObject( { state: 'abandoned' } );
		const jobs = () => simulator.world.log.since( 0 ).filter( ( { method, path: url } ) => method === 'POST' && url.includes( '/jobs/query' ) );
		const offered = door.offers.length;
		expect( await work( null, undefined, small ) ).toMatchObject( { state: 'succeeded' } );
		expect( jobs() ).toHaveLength( 1 );
		const ids = door.offers.flatMap( ( { records } ) => records.map( ( [ id ] ) => id ) );
		expect( offered ).toBeGreaterThan( 0 );
		expect( [ ...new Set( ids ) ].sort() ).toEqual( live() );
		expect( ids.length ).toBe( new Set( ids ).size );
	} );
} );

describe( 'what is refused', () => {
	const required = performances.fields.filter( ( { to } ) => to === 'meta:callboard_start' );
	const refusedIds = () => [ ...new Set( door.rejections.map( ( { external_id: id } ) => id ) ) ].sort();
	const read = () => door.deliveries.flatMap( ( { rejections } ) => rejections.map( ( { external_id: id } ) => id ) ).sort();

	beforeEach( async () => {
		expect( required ).toHaveLength( 1 );
		await readBy( null );
		expect( refusedIds().length ).toBeGreaterThan( 0 );
	} );

	it( 'is not asked for again each night', async () => {
		expect( await reconciled() ).toEqual( nothing );
		expect( read() ).toEqual( [] );
	} );

	it( 'is, once its stamp has moved', async () => {
		const [ id = '', ...others ] = refusedIds();
		const { org } = simulator.world;
		org.clock.advance( 60_000 );
		// No poll sees it: hidden, edited, shown again.
		org.writer.update( performance, id, { PatronTicket__InstanceDate__c: '2027-01-05T19:00:00Z' } );
		expect( await reconciled() ).toEqual( { added: [ id ], withdrawn: {} } );
		expect( read() ).toEqual( [] );
		expect( others.filter( ( other ) => door.rows.get( other )?.live ) ).toEqual( [] );
		expect( await reconciled() ).toEqual( nothing );
	} );

	it( 'is, once the rules have changed', async () => {
		door.mappings = [ { ...performances, version: performances.version + 1 } ];
		await reconciled();
		expect( read() ).toEqual( refusedIds() );
		await reconciled();
		expect( read() ).toEqual( [] );
	} );

	it( 'is not, where an older version of it is listed', async () => {
		const [ id = '' ] = live();
		const { org } = simulator.world;
		org.clock.advance( 60_000 );
		org.writer.update( performance, id, { PatronTicket__InstanceDate__c: null } );
		expect( await work( 'incremental' ) ).toMatchObject( { state: 'succeeded' } );
		expect( refusedIds() ).toContain( id );
		expect( live() ).toContain( id );
		expect( await reconciled() ).toEqual( nothing );
		expect( read() ).toEqual( [] );
	} );
} );
