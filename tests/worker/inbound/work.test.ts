import type { Mapping } from '../../../sync-worker/src/contract';
import { SyncFailure } from '../../../sync-worker/src/failure';
import { workOnce, type Worked } from '../../../sync-worker/src/inbound/work';
import { RestWordPress } from '../../../sync-worker/src/wordpress/client';
import { aField, aMapping, anId, aRecord, FrozenClock, listLogger } from '../doubles/builders';
import { ScriptedSalesforce } from '../doubles/salesforce';
import { WordPressDoor } from '../doubles/wordpress-door';

let door: WordPressDoor;
let salesforce: ScriptedSalesforce;
const clock = new FrozenClock();
const now = clock.now();
const minute = 60_000;
const shows = aMapping();
const filtered: Mapping = aMapping( { filter: 'Active__c = true' } );

beforeEach( async () => {
	salesforce = new ScriptedSalesforce();
	door = await new WordPressDoor( {
		mappings: [ shows ],
		now: () => now,
		salesforce: () => ( { access_token: 'x', instance_url: 'http://127.0.0.1:1' } ),
	} ).open();
} );

afterEach( () => door.close() );

async function work( stop?: AbortSignal, byClock = clock ): Promise< Worked > {
	const logger = listLogger();
	return workOnce( {
		wordpress: new RestWordPress( { connection: door.connection, clock, logger, retries: 1, retryPauseMs: 1 } ),
		connectSalesforce: async () => salesforce,
		clock: byClock,
		logger,
		worker: { id: 'w', version: '0', node: 'v20', mode: 'pull' },
		...( stop ? { stop } : {} ),
	} );
}

const readTo = ( stampMs: number, coveredMs: number | null = stampMs ) =>
	door.watermarks.set( 'shows', { stamp_ms: stampMs, deleted_covered_ms: coveredMs, swept_ms: stampMs } );
const state = ( number: number, stampMs: number, deleted = false ) => ( { ...aRecord( number, stampMs ), IsDeleted: deleted } );
const transient = new SyncFailure( { kind: 'transient', code: 'salesforce_unavailable', message: 'Away.', actions: [ 'Wait.' ] } );

describe( 'a run', () => {
	it( 'is not begun when nothing is due', async () => {
		expect( await work() ).toEqual( { state: 'idle', next_poll_seconds: 5 } );
		expect( door.calls ).toEqual( [ 'claim' ] );
	} );

	it( 'reads a large object page by page, and saves where it stands after each has been settled', async () => {
		const page = ( from: number, size: number ) => ( {
			records: Array.from( { length: size }, ( _, index ) => aRecord( from + index, now - 1000 * ( 4000 - from - index ) ) ),
		} );
		salesforce
			.on( `Id > '${ anId( 3999 ) }'`, page( 4000, 10 ) )
			.on( `Id > '${ anId( 1999 ) }'`, page( 2000, 2000 ) )
			.on( 'LIMIT 2000', page( 0, 2000 ) );
		door.due();
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( door.rows.size ).toBe( 4010 );
		const positions = door.heartbeats.filter( ( { resume } ) => resume );
		expect( positions.map( ( { resume } ) => resume ) ).toMatchObject( [
			{ first_read: { shows: { after: { id: anId( 1999 ) }, finished: false } } },
			{ first_read: { shows: { after: { id: anId( 3999 ) }, finished: false } } },
			{ first_read: { shows: { finished: true } } },
		] );
		expect( salesforce.asked[ 1 ] ).toContain( 'SystemModstamp <= 2026-11-22T12:00:00Z' );
		expect( door.watermarks.get( 'shows' ) ).toEqual( { stamp_ms: now - 5000, deleted_covered_ms: now - 5000 - 20 * minute, swept_ms: now - 5000 } );
	} );

	it( 'resumes a first read where the last holder was, with the moment it began', async () => {
		const first_read = { shows: { version: 1, started_ms: now - minute, after: { id: anId( 5 ), stamp_ms: now - 2 * minute }, finished: false } };
		door.queue.push( { kind: 'incremental', resume: { first_read } } );
		salesforce.on( `Id > '${ anId( 5 ) }'`, { records: [ aRecord( 6, now - minute ) ] } );
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( [ ...door.rows.keys() ] ).toEqual( [ anId( 6 ) ] );
		expect( door.watermarks.get( 'shows' )?.stamp_ms ).toBe( now - minute - 5000 );
	} );

	it( 'begins again when the mapping changed meanwhile', async () => {
		const first_read = { shows: { version: 0, started_ms: 1, after: { id: anId( 5 ), stamp_ms: 1 }, finished: true } };
		door.queue.push( { kind: 'incremental', resume: { first_read } } );
		salesforce.on( 'LIMIT 2000', { records: [ aRecord( 1, now - minute ) ] } );
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( salesforce.asked[ 0 ] ).not.toContain( 'Id >' );
	} );

	it( 'looks back by the overlap, and moves the watermark to the server’s time less the lag, never to a stamp', async () => {
		readTo( now - 10 * minute );
		salesforce
			.on( 'SystemModstamp >= 2026-11-22T11:49:00Z', { records: [ state( 1, now - 9 * minute ) ] } )
			.on( 'Id IN', { records: [ aRecord( 1, now - 9 * minute ) ] } );
		door.due();
		await work();
		expect( door.watermarks.get( 'shows' )?.stamp_ms ).toBe( now - 5000 );
		expect( salesforce.apiCalls ).toBe( 2 );
	} );

	it( 'never moves a watermark back', async () => {
		readTo( now + minute );
		salesforce.on( 'SystemModstamp >=', {} );
		door.due();
		await work();
		expect( door.watermarks.get( 'shows' )?.stamp_ms ).toBe( now + minute );
	} );

	const listed = ( ...numbers: number[] ) =>
		numbers.forEach( ( number ) =>
			door.rows.set( anId( number ), { mapping_id: 'shows', fingerprint: '', stamp_ms: 1, read_ms: 1, live: true, values: {} } )
		);

	it( 'withdraws deleted rows, and those outside the filter, each with its reason', async () => {
		door.mappings = [ filtered ];
		listed( 2, 3 );
		readTo( now - minute );
		salesforce
			.on( 'SystemModstamp >=', { records: [ state( 1, now - 2000 ), state( 2, now - 2000 ), state( 3, now - 2000, true ) ] } )
			.on( 'Id IN', { records: [ aRecord( 1, now - 2000 ) ] } );
		door.due();
		await work();
		expect( door.deliveries.at( -1 )?.withdrawals ).toEqual( [
			{ external_id: anId( 3 ), reason: 'deleted', version: { stamp_ms: now - 2000, read_ms: now } },
			{ external_id: anId( 2 ), reason: 'outside_filter', version: { stamp_ms: now - 2000, read_ms: now } },
		] );
	} );

	it( 'withdraws last, and with each delivery says how many listings the whole run takes away', async () => {
		door.mappings = [ filtered ];
		const gone = Array.from( { length: 1400 }, ( _, index ) => index + 10 );
		listed( ...gone );
		readTo( now - minute );
		const all = [ ...gone, 5000, 5001 ].map( ( number ) => state( number, now - 2000, true ) );
		salesforce
			.on( 'SystemModstamp >=', { records: [ state( 1, now - 2000 ), ...all.slice( 0, 600 ) ], total: all.length + 1, next: '/second' } )
			.on( 'Id IN', { records: [ aRecord( 1, now - 2000 ) ] } );
		salesforce.nextPages.set( '/second', { records: all.slice( 600 ), total: all.length + 1, next: null } );
		door.due();
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( door.deliveries.map( ( { records, withdrawals, withdrawals_total } ) => [ records.length, withdrawals.length, withdrawals_total ] ) ).toEqual( [
			[ 1, 0, undefined ],
			[ 0, 1000, 1400 ],
			[ 0, 400, 1400 ],
		] );
		expect( door.watermarks.get( 'shows' )?.stamp_ms ).toBe( now - 5000 );
	} );

	it( 'withdraws nothing of a window it could not read to the end', async () => {
		listed( 2, 3 );
		readTo( now - minute );
		salesforce.on( 'SystemModstamp >=', { records: [ state( 2, now - 2000, true ) ], total: 2, next: '/gone' } );
		door.due();
		expect( await work() ).toMatchObject( { state: 'failed' } );
		expect( door.deliveries ).toEqual( [] );
		expect( door.watermarks.get( 'shows' )?.stamp_ms ).toBe( now - minute );
	} );

	it( 'takes absence for no proof: without a filter, a row that does not come back is left alone', async () => {
		readTo( now - minute );
		salesforce.on( 'SystemModstamp >=', { records: [ state( 1, now - 2000 ) ] } ).on( 'Id IN', {} );
		door.due();
		await work();
		expect( door.deliveries ).toEqual( [] );
	} );

	it( 'asks every five minutes for what the recycle bin no longer shows', async () => {
		readTo( now - minute, now - 6 * minute );
		door.rows.set( anId( 4 ), { fingerprint: '', stamp_ms: 1, read_ms: 1, live: true, values: {} } );
		salesforce.on( 'SystemModstamp >=', {} );
		salesforce.deleted = { ok: true, value: { ids: [ { id: anId( 4 ).slice( 0, 15 ), deleted_ms: now - 3 * minute } ], covered_ms: now - 2 * minute } };
		door.due();
		await work();
		expect( salesforce.windows ).toEqual( [ { sobject: 'Show__c', start_ms: now - 6 * minute, end_ms: now } ] );
		expect( door.rows.get( anId( 4 ) )?.live ).toBe( false );
		expect( door.watermarks.get( 'shows' )?.deleted_covered_ms ).toBe( now - 2 * minute );
		expect( salesforce.apiCalls ).toBe( 1 );
	} );

	it( 'says so when Salesforce has forgotten what was deleted, and goes on from here', async () => {
		readTo( now - minute, now - 40 * 24 * 60 * minute );
		salesforce.on( 'SystemModstamp >=', {} );
		salesforce.deleted = {
			ok: false,
			failure: new SyncFailure( { kind: 'config', code: 'salesforce_deletions_unknown', message: 'Forgotten.', actions: [ 'Compare.' ] } ),
		};
		door.due();
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( door.completed[ 0 ]?.notices ).toMatchObject( [ { failure: { code: 'salesforce_deletions_unknown' } } ] );
		// As far back as a transaction that is still open may have begun.
		expect( door.watermarks.get( 'shows' )?.deleted_covered_ms ).toBe( now - 20 * minute );
	} );

	it.each( [
		[ 'was away for longer than getDeleted looks back', 20 * 24 * 60, undefined, true ],
		[ 'was away for longer than Salesforce remembers', 13 * 24 * 60, 12 * 24 * 60, true ],
		[ 'was away for a week', 7 * 24 * 60, 15 * 24 * 60, false ],
	] )( 'tells of deletions nobody knows where it %s', async ( _name, away, earliest, told ) => {
		readTo( now - away * minute );
		salesforce.on( 'SystemModstamp >=', {} );
		const value = { ids: [], covered_ms: now - minute, ...( earliest === undefined ? {} : { earliest_ms: now - earliest * minute } ) };
		salesforce.deleted = { ok: true, value };
		door.due();
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( door.completed[ 0 ]?.notices?.map( ( { mapping_id, failure } ) => [ mapping_id, failure.code ] ) ?? [] ).toEqual(
			told ? [ [ 'shows', 'salesforce_deletions_unknown' ] ] : []
		);
		expect( door.watermarks.get( 'shows' )?.deleted_covered_ms ).toBe( now - minute );
	} );

	it( 'asks for deletions by Salesforce’s time where the worker’s clock is hours behind', async () => {
		const salesforceMs = now + 180 * minute;
		salesforce.server_ms = salesforceMs;
		readTo( salesforceMs - minute, salesforceMs - 7 * minute );
		salesforce.on( 'SystemModstamp >=', {} );
		door.due();
		await work();
		expect( salesforce.windows ).toEqual( [ { sobject: 'Show__c', start_ms: salesforceMs - 7 * minute, end_ms: salesforceMs - minute } ] );
	} );

	it( 'takes an empty page that counts itself as more for no end of a first read', async () => {
		salesforce.on( 'LIMIT 2000', { records: [], total: 1500 } );
		door.due();
		expect( await work() ).toMatchObject( { state: 'failed', failure: { code: 'salesforce_answer_incomplete' } } );
		expect( door.watermarks.has( 'shows' ) ).toBe( false );
	} );

	it( 'refuses a poll that counts more rows than it sends', async () => {
		readTo( now - minute );
		salesforce.on( 'SystemModstamp >=', { records: [ state( 1, now - 2000 ) ], total: 2 } ).on( 'Id IN', { records: [ aRecord( 1, now - 2000 ) ] } );
		door.due();
		expect( await work() ).toMatchObject( { state: 'failed', failure: { code: 'salesforce_answer_incomplete' } } );
		expect( door.watermarks.get( 'shows' )?.stamp_ms ).toBe( now - minute );
	} );

	it( 'keeps the watermark when the second page fails', async () => {
		readTo( now - minute );
		salesforce
			.on( 'SystemModstamp >=', { records: [ state( 1, now - 2000 ) ], total: 2, next: '/gone' } )
			.on( 'Id IN', { records: [ aRecord( 1, now - 2000 ) ] } );
		door.due();
		expect( await work() ).toMatchObject( { state: 'failed' } );
		expect( door.completed[ 0 ] ).toMatchObject( { outcome: 'failed', watermarks: [] } );
		expect( door.rows.has( anId( 1 ) ) ).toBe( true );
	} );

	it( 'sends nothing for what WordPress has already', async () => {
		salesforce.on( 'LIMIT 2000', { records: [ aRecord( 1, now - 2000 ) ] } );
		door.due().due();
		await work();
		door.watermarks.clear();
		door.deliveries.length = 0;
		await work();
		expect( door.offers ).toHaveLength( 2 );
		expect( door.deliveries ).toEqual( [] );
	} );

	it( 'stops the other mappings too when the org is away, but not when one mapping is at fault', async () => {
		door.mappings = [ shows, aMapping( { id: 'others', name: 'Others', sobject: 'Other__c', order: 20 } ) ];
		salesforce.on( 'FROM Show__c', transient ).on( 'FROM Other__c', { records: [ aRecord( 9, now - 2000 ) ] } );
		door.due();
		expect( await work() ).toMatchObject( { state: 'failed', failure: { kind: 'transient' } } );
		expect( salesforce.asked ).toHaveLength( 1 );
		door.mappings = [ { ...shows, fields: [ aField( { to: 'title', expression: '(' } ) ] }, door.mappings[ 1 ] ?? shows ];
		door.due();
		expect( await work() ).toMatchObject( { state: 'failed', failure: { kind: 'config', code: 'expression_invalid', details: { others_read: true } } } );
		expect( door.watermarks.has( 'others' ) ).toBe( true );
		expect( door.watermarks.has( 'shows' ) ).toBe( false );
	} );

	it( 'refuses a filter that is none, naming the mapping', async () => {
		door.mappings = [ aMapping( { filter: 'Active__c = true LIMIT 1' } ) ];
		door.due();
		const worked = await work();
		expect( worked ).toMatchObject( { state: 'failed', failure: { kind: 'config', code: 'filter_invalid' } } );
		expect( worked.state === 'failed' && worked.failure.message ).toContain( '“Shows”' );
	} );
} );

describe( 'a run during which the clock is put back', () => {
	it( 'is completed all the same, with its watermark', async () => {
		const putBack = new FrozenClock();
		salesforce.on( 'LIMIT 2000', () => {
			putBack.advance( -3_600_000 );
			return { records: [ aRecord( 1, now - 2000 ) ] };
		} );
		door.due();
		expect( await work( undefined, putBack ) ).toMatchObject( { state: 'succeeded' } );
		expect( door.completed ).toMatchObject( [ { outcome: 'succeeded', watermarks: [ { mapping_id: 'shows' } ], seconds: { run: 0 } } ] );
	} );
} );

describe( 'a lease', () => {
	const threeRecords = () => salesforce.on( 'LIMIT 2000', { records: [ 1, 2, 3 ].map( ( number ) => aRecord( number, now - 2000 ) ) } );

	it( 'that was lost ends the run without a word: nothing is written, nothing completed', async () => {
		threeRecords();
		door.fail( 'deliver', { status: 409, body: { code: 'callboard_lease_lost', message: '', data: { status: 409 } } } );
		door.due();
		expect( await work() ).toMatchObject( { state: 'abandoned' } );
		expect( door.calls ).not.toContain( 'complete' );
	} );

	it( 'whose run was cancelled ends at the next heartbeat', async () => {
		threeRecords();
		door.stopRun = true;
		door.due();
		expect( await work() ).toMatchObject( { state: 'abandoned' } );
		expect( door.deliveries ).toEqual( [] );
		expect( door.calls ).not.toContain( 'complete' );
	} );

	it( 'ends as a failure in words when the worker itself is told to stop', async () => {
		threeRecords();
		const stop = new AbortController();
		stop.abort();
		door.due();
		expect( await work( stop.signal ) ).toMatchObject( { state: 'failed', failure: { kind: 'transient', code: 'worker_stopped' } } );
		expect( door.completed[ 0 ] ).toMatchObject( { outcome: 'failed', watermarks: [] } );
	} );
} );

describe( 'deliveries', () => {
	const many = ( count: number, size = 10 ) =>
		salesforce.on( 'LIMIT 2000', {
			records: Array.from( { length: count }, ( _, index ) => aRecord( index, now - 2000, { Name: `${ index } ${ 'x'.repeat( size ) }` } ) ),
		} );

	it( 'carry at most 1000 records', async () => {
		many( 1801 );
		door.due();
		await work();
		expect( Math.max( ...door.deliveries.map( ( { records } ) => records.length ) ) ).toBeLessThanOrEqual( 1000 );
		expect( door.rows.size ).toBe( 1801 );
	} );

	it( 'are halved when WordPress says they are too large', async () => {
		many( 4 );
		door.faults.push( ( { route, body } ) =>
			route === 'deliver' && ( body as { records: unknown[] } ).records.length > 1 ? { status: 413, body: '<html>413</html>' } : undefined
		);
		door.due();
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( door.deliveries.map( ( { records } ) => records.length ) ).toEqual( [ 1, 1, 1, 1 ] );
	} );

	it( 'are offered by halves where WordPress takes less than a whole offer', async () => {
		many( 10 );
		door.faults.push( ( { route, body } ) => {
			const { records = [], withdrawals = [] } = body as { records?: unknown[]; withdrawals?: unknown[] };
			return route === 'offer' && records.length + withdrawals.length > 3 ? { status: 413, body: '<html>413</html>' } : undefined;
		} );
		door.due();
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( door.rows.size ).toBe( 10 );
		expect( Math.max( ...door.offers.map( ( { records } ) => records.length ) ) ).toBe( 3 );
	} );

	it( 'are offered by halves where they are withdrawals, too', async () => {
		readTo( now - minute );
		salesforce.on( 'SystemModstamp >=', { records: Array.from( { length: 10 }, ( _, index ) => state( index, now - 2000, true ) ) } );
		const sizes: number[] = [];
		door.faults.push( ( { route, body } ) => {
			const { withdrawals = [] } = body as { withdrawals?: unknown[] };
			sizes.push( route === 'offer' ? withdrawals.length : 0 );
			return route === 'offer' && withdrawals.length > 3 ? { status: 413, body: '<html>413</html>' } : undefined;
		} );
		door.due();
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( sizes.filter( Boolean ) ).toEqual( [ 10, 5, 3, 2, 5, 3, 2 ] );
	} );

	it( 'that nothing makes small enough fail in words that say what to raise', async () => {
		many( 1 );
		door.fail( 'offer', { status: 413, body: '<html>413</html>' }, 99 );
		door.due();
		expect( await work() ).toMatchObject( { state: 'failed', failure: { kind: 'config', code: 'wordpress_body_too_large' } } );
	} );

	it( 'turn a record that is too large by itself into a rejection in words', async () => {
		many( 2 );
		door.faults.push( ( { route, body } ) =>
			route === 'deliver' && JSON.stringify( ( body as { records: unknown } ).records ).includes( anId( 1 ) ) ? { status: 413, body: '' } : undefined
		);
		door.due();
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( door.rejections ).toMatchObject( [ { external_id: anId( 1 ), failure: { code: 'record_too_large' } } ] );
		expect( [ ...door.rows.keys() ] ).toEqual( [ anId( 0 ) ] );
	} );

	it( 'bring each record as it was fetched, without Salesforce’s own notes', async () => {
		const attributes = { type: 'Show__c', url: '/services/data/v66.0/sobjects/Show__c/x' };
		const Venue__r = { attributes, Name: 'Main Stage' };
		salesforce.on( 'LIMIT 2000', { records: [ 0, 1 ].map( ( number ) => ( { attributes, ...aRecord( number, now - 2000, { Venue__r } ) } ) ) } );
		door.due();
		await work();
		const raws = door.deliveries.flatMap( ( { records } ) =>
			records.map( ( { external_id, raw } ) => [ external_id, JSON.parse( raw ?? '{}' ) as unknown ] )
		);
		expect( raws ).toMatchObject( [
			[ anId( 0 ), { Id: anId( 0 ), Name: 'Show 0', Venue__r: { Name: 'Main Stage' } } ],
			[ anId( 1 ), { Id: anId( 1 ), Name: 'Show 1', Venue__r: { Name: 'Main Stage' } } ],
		] );
		expect( JSON.stringify( raws ) ).not.toContain( 'attributes' );
	} );

	it( 'leave the fetched record behind before they give up a listing that would not fit with it', async () => {
		many( 2 );
		door.faults.push( ( { route, body } ) =>
			route === 'deliver' &&
			( body as { records: { external_id: string; raw?: string }[] } ).records.some( ( record ) => record.external_id === anId( 1 ) && record.raw )
				? { status: 413, body: '' }
				: undefined
		);
		door.due();
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( door.rejections ).toEqual( [] );
		expect( door.deliveries.flatMap( ( { records } ) => records.map( ( { external_id, raw } ) => [ external_id, raw !== undefined ] ) ) ).toEqual( [
			[ anId( 0 ), true ],
			[ anId( 1 ), false ],
		] );
	} );

	it( 'are sent again under the same id when the answer is lost: one effect', async () => {
		many( 2 );
		let seen = '';
		door.fail( 'deliver', 'drop' );
		door.faults.push( ( { route, body } ) => {
			if ( route === 'deliver' ) {
				seen = ( body as { delivery_id: string } ).delivery_id;
			}
			return undefined;
		} );
		door.due();
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( door.calls.filter( ( call ) => call === 'deliver' ) ).toHaveLength( 2 );
		expect( door.deliveries ).toHaveLength( 1 );
		expect( door.deliveries[ 0 ]?.delivery_id ).toBe( seen );
	} );
} );

describe( 'a rebuild', () => {
	it( 'is driven step by step until WordPress says it is finished, without a call to Salesforce', async () => {
		door.rebuildSteps = [
			{ finished: false, phase: 'deriving', done: 10, total: 20, differed: 0 },
			{ finished: false, phase: 'swapping', done: 20, total: 20, differed: 0 },
			{ finished: true, phase: 'finished', done: 20, total: 20, differed: 0 },
		];
		door.due( 'rebuild' );
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( door.calls.filter( ( call ) => call === 'rebuild' ) ).toHaveLength( 3 );
		expect( door.completed[ 0 ] ).toMatchObject( { outcome: 'succeeded', api_calls: 0, watermarks: [] } );
	} );

	it( 'is given up in words when it does not get on', async () => {
		door.rebuildSteps = Array.from( { length: 200 }, () => ( { finished: false, phase: 'deriving' as const, done: 1, total: 2, differed: 0 } ) );
		door.due( 'rebuild' );
		expect( await work() ).toMatchObject( { state: 'failed', failure: { code: 'rebuild_stuck' } } );
	} );
} );
