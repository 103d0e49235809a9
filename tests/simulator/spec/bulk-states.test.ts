import { BulkClient, jsonOf, rowsOf } from './bulk-client';
import { Client, codeOf, messageOf } from './client';

const HOUR = 3600 * 1000;
const INSERT = { object: 'Account', operation: 'insert' };
const rows = ( count: number ): string => `Name\n${ Array.from( { length: count }, ( _row, k ) => `Row ${ k }\n` ).join( '' ) }`;

let client: Client;
let bulk: BulkClient;

beforeEach( async () => {
	client = await Client.open( { season: 'empty' } );
	bulk = new BulkClient( client );
} );
afterEach( () => client.close() );

const advance = ( ms: number ): void => bulk.world.org.clock.advance( ms );
const state = async ( id: string, family = 'ingest' ): Promise< unknown > => ( await bulk.info( id, family ) ).state;
const count = async (): Promise< number > => ( await client.rows( 'SELECT Id FROM Account' ) ).length;

/** The session outlives the days that a test lets pass. */
async function days( howMany: number ): Promise< void > {
	advance( howMany * 24 * HOUR );
	await client.signIn();
}

describe( 'an ingest job', () => {
	it( 'goes from Open over UploadComplete to JobComplete', async () => {
		const id = await bulk.open( INSERT );
		expect( await state( id ) ).toBe( 'Open' );
		await bulk.upload( id, rows( 1 ) );
		expect( await bulk.info( id ) ).toMatchObject( { state: 'Open', contentUrl: expect.any( String ) as unknown, numberRecordsProcessed: 0 } );
		const closed = jsonOf( await bulk.patch( id, 'UploadComplete' ) );
		expect( closed ).toMatchObject( { id, state: 'UploadComplete' } );
		expect( Object.keys( closed ) ).not.toEqual( expect.arrayContaining( [ 'jobType' ] ) );
		expect( await bulk.info( id ) ).toMatchObject( { state: 'JobComplete', jobType: 'V2Ingest', isPkChunkingSupported: false } );
	} );

	it( 'is InProgress for as many polls as it is told, and does its work meanwhile', async () => {
		bulk.behave( { polls: 3 } );
		const id = await bulk.load( INSERT, rows( 8 ) );
		expect( await count() ).toBe( 0 );
		const seen: unknown[] = [];
		for ( let poll = 0; poll < 4; poll++ ) {
			const info = await bulk.info( id );
			seen.push( [ info.state, info.numberRecordsProcessed, await count() ] );
		}
		expect( seen ).toEqual( [
			[ 'InProgress', 2, 2 ],
			[ 'InProgress', 4, 4 ],
			[ 'InProgress', 6, 6 ],
			[ 'JobComplete', 8, 8 ],
		] );
	} );

	it( 'takes as long by the clock as it is told, watched or not', async () => {
		bulk.behave( { ms: 60_000 } );
		const id = await bulk.load( INSERT, rows( 6 ) );
		advance( 30_000 );
		expect( await count() ).toBe( 3 );
		expect( await bulk.info( id ) ).toMatchObject( { state: 'InProgress', numberRecordsProcessed: 3, totalProcessingTime: 30_000 } );
		advance( 30_000 );
		expect( await count() ).toBe( 6 );
		advance( 30_000 );
		expect( await bulk.info( id ) ).toMatchObject( { state: 'JobComplete', systemModstamp: '2026-11-22T12:01:00.000+0000' } );
	} );

	it( 'has no results before it is over', async () => {
		bulk.behave( { polls: 5 } );
		const id = await bulk.load( INSERT, rows( 2 ) );
		await bulk.info( id );
		for ( const file of [ 'successfulResults', 'failedResults', 'unprocessedrecords' ] ) {
			const reply = await client.get( `/jobs/ingest/${ id }/${ file }` );
			expect( [ reply.status, codeOf( reply ) ] ).toEqual( [ 400, 'INVALIDJOBSTATE' ] );
		}
	} );

	it( 'keeps what it did when it is aborted half-way, and gives back the rest', async () => {
		bulk.behave( { polls: 1 } );
		const id = await bulk.load( INSERT, rows( 4 ) );
		await bulk.info( id );
		expect( jsonOf( await bulk.patch( id, 'Aborted' ) ) ).toMatchObject( { id, state: 'Aborted' } );
		expect( await bulk.info( id ) ).toMatchObject( { state: 'Aborted', numberRecordsProcessed: 2 } );
		expect( ( await bulk.successes( id ) ).map( ( row ) => row.Name ) ).toEqual( [ 'Row 0', 'Row 1' ] );
		expect( rowsOf( await bulk.file( id, 'unprocessedrecords' ) ).map( ( row ) => row.Name ) ).toEqual( [ 'Row 2', 'Row 3' ] );
		expect( await count() ).toBe( 2 );
	} );

	it( 'that is aborted before it began gives back everything', async () => {
		const id = await bulk.open( INSERT );
		await bulk.upload( id, rows( 2 ) );
		await bulk.patch( id, 'Aborted' );
		expect( rowsOf( await bulk.file( id, 'unprocessedrecords' ) ) ).toHaveLength( 2 );
		expect( await bulk.successes( id ) ).toEqual( [] );
		expect( await count() ).toBe( 0 );
	} );

	it( 'dies of what it is told to die of, after so many rows', async () => {
		bulk.behave( { failure: 'TooManyLockFailure : Too many lock failures', failureAfter: 3 }, 1 );
		const id = await bulk.load( INSERT, rows( 5 ) );
		expect( await bulk.info( id ) ).toMatchObject( {
			state: 'Failed',
			errorMessage: 'TooManyLockFailure : Too many lock failures',
			numberRecordsProcessed: 3,
		} );
		expect( rowsOf( await bulk.file( id, 'unprocessedrecords' ) ) ).toHaveLength( 2 );
		expect( await state( await bulk.load( INSERT, rows( 1 ) ) ) ).toBe( 'JobComplete' );
	} );

	it( 'dies when it was closed without data, or when nobody closed it for a day', async () => {
		const empty = await bulk.open( INSERT );
		await bulk.patch( empty, 'UploadComplete' );
		expect( await bulk.info( empty ) ).toMatchObject( { state: 'Failed', errorMessage: 'InvalidBatch : The job has no data' } );
		const open = await bulk.open( INSERT );
		advance( 24 * HOUR - 1 );
		await client.signIn();
		expect( await state( open ) ).toBe( 'Open' );
		advance( 1 );
		expect( await bulk.info( open ) ).toMatchObject( { state: 'Failed', errorMessage: expect.stringContaining( '24 hours' ) as unknown } );
	} );

	it( 'uses the rights that its maker has when it runs', async () => {
		bulk.behave( { ms: 1000 } );
		const id = await bulk.load( INSERT, rows( 1 ) );
		bulk.world.org.hideObject( 'Account' );
		advance( 1000 );
		expect( await bulk.info( id ) ).toMatchObject( { state: 'Failed', errorMessage: 'InvalidBatch : Unable to find object: Account' } );
	} );

	it( 'changes state only as it may', async () => {
		const id = await bulk.load( INSERT, rows( 1 ) );
		const abort = await bulk.patch( id, 'Aborted' );
		expect( [ codeOf( abort ), messageOf( abort ) ] ).toEqual( [ 'INVALIDJOBSTATE', 'Aborting already Completed Job not allowed' ] );
		expect( codeOf( await bulk.patch( id, 'UploadComplete' ) ) ).toBe( 'INVALIDJOBSTATE' );
		expect( codeOf( await bulk.patch( await bulk.open( INSERT ), 'JobComplete' ) ) ).toBe( 'INVALIDJOBSTATE' );
		expect( codeOf( await client.rest( 'PATCH', `/jobs/ingest/${ id }`, { state: 'Aborted', object: 'Account' } ) ) ).toBe( 'JSON_PARSER_ERROR' );
	} );

	it( 'is deleted only when nothing is under way', async () => {
		const remove = async ( id: string ): Promise< number > => ( await client.rest( 'DELETE', `/jobs/ingest/${ id }` ) ).status;
		expect( await remove( await bulk.open( INSERT ) ) ).toBe( 400 );
		const over = await bulk.load( INSERT, rows( 1 ) );
		expect( await remove( over ) ).toBe( 204 );
		expect( ( await client.get( `/jobs/ingest/${ over }` ) ).status ).toBe( 404 );
		bulk.behave( { polls: 2 } );
		const slow = await bulk.load( INSERT, rows( 1 ) );
		await bulk.info( slow );
		expect( await remove( slow ) ).toBe( 400 );
		const waiting = await bulk.load( INSERT, rows( 1 ) );
		expect( await remove( waiting ) ).toBe( 204 );
	} );

	it( 'is there for seven days, with its results', async () => {
		const id = await bulk.load( INSERT, rows( 1 ) );
		await days( 6.99 );
		expect( await bulk.successes( id ) ).toHaveLength( 1 );
		await days( 0.01 );
		expect( ( await client.get( `/jobs/ingest/${ id }` ) ).status ).toBe( 404 );
		expect( ( await client.get( `/jobs/ingest/${ id }/successfulResults` ) ).status ).toBe( 404 );
	} );

	it( 'is known by 15 characters too, and only to its family and its owner', async () => {
		const id = await bulk.load( INSERT, rows( 1 ) );
		expect( await state( id.slice( 0, 15 ) ) ).toBe( 'JobComplete' );
		expect( ( await client.get( `/jobs/query/${ id }` ) ).status ).toBe( 404 );
		expect( ( await client.get( '/jobs/ingest/nonsense' ) ).status ).toBe( 404 );
		const { org } = bulk.world;
		const other = org.personNamed( 'boxoffice@callboard.example' )!;
		client.token = org.sessions.issue( org.clock.now(), { userId: other.userId, app: 'test', scopes: [ 'api' ] } );
		expect( ( await client.get( `/jobs/ingest/${ id }` ) ).status ).toBe( 404 );
		expect( jsonOf( await client.get( '/jobs/ingest' ) ).records ).toEqual( [] );
	} );
} );

describe( 'a query job', () => {
	it( 'is InProgress for as many polls as it is told', async () => {
		bulk.behave( { polls: 1 } );
		await bulk.load( INSERT, rows( 4 ) );
		bulk.behave( { polls: 1 } );
		await bulk.info( bulk.world.bulk.all()[ 0 ]!.base.id );
		await bulk.info( bulk.world.bulk.all()[ 0 ]!.base.id );
		const id = await bulk.query( 'SELECT Id FROM Account' );
		expect( await bulk.info( id, 'query' ) ).toMatchObject( { state: 'InProgress', numberRecordsProcessed: 2 } );
		expect( await bulk.info( id, 'query' ) ).toMatchObject( { state: 'JobComplete', numberRecordsProcessed: 4 } );
	} );

	it( 'can be aborted and then deleted, and not before', async () => {
		bulk.behave( { polls: 3 } );
		const id = await bulk.query( 'SELECT Id FROM Account' );
		expect( codeOf( await client.rest( 'DELETE', `/jobs/query/${ id }` ) ) ).toBe( 'INVALIDJOBSTATE' );
		expect( codeOf( await bulk.patch( id, 'UploadComplete', 'query' ) ) ).toBe( 'INVALIDJOBSTATE' );
		expect( jsonOf( await bulk.patch( id, 'Aborted', 'query' ) ).state ).toBe( 'Aborted' );
		expect( codeOf( await bulk.patch( id, 'Aborted', 'query' ) ) ).toBe( 'INVALIDJOBSTATE' );
		expect( codeOf( await bulk.results( id ) ) ).toBe( 'INVALIDJOBSTATE' );
		expect( ( await client.rest( 'DELETE', `/jobs/query/${ id }` ) ).status ).toBe( 204 );
		expect( ( await bulk.results( id ) ).status ).toBe( 404 );
	} );

	it( 'dies of what it is told to die of', async () => {
		bulk.behave( { failure: 'InternalServerError : retried 15 times' } );
		const id = await bulk.query( 'SELECT Id FROM Account' );
		expect( await bulk.info( id, 'query' ) ).toMatchObject( { state: 'Failed', errorMessage: 'InternalServerError : retried 15 times' } );
	} );
} );

describe( 'lists of jobs', () => {
	it( 'page on from where they stopped, whatever is made meanwhile', async () => {
		bulk.world.bulk.limits.listedJobs = 2;
		const ids = [ await bulk.open( INSERT ), await bulk.load( INSERT, rows( 1 ) ), await bulk.open( INSERT ) ];
		const first = await client.get( '/jobs/ingest?jobType=V2Ingest&isPkChunkingEnabled=false' );
		const page = jsonOf( first );
		expect( first.text ).toContain( '"apiVersion":66.0' );
		expect( page.done ).toBe( false );
		expect( page.records ).toMatchObject( [
			{ id: ids[ 0 ], state: 'Open', jobType: 'V2Ingest' },
			{ id: ids[ 1 ], state: 'JobComplete' },
		] );
		bulk.world.bulk.delete( bulk.world.bulk.find( ids[ 0 ]! )! );
		const rest = jsonOf( await client.send( String( page.nextRecordsUrl ), { headers: { Authorization: `Bearer ${ client.token }` } } ) );
		expect( rest ).toMatchObject( { done: true, records: [ { id: ids[ 2 ] } ], nextRecordsUrl: null } );
		expect( codeOf( await client.get( '/jobs/ingest?queryLocator=nonsense' ) ) ).toBe( 'INVALID_QUERY_LOCATOR' );
	} );

	it( 'keep queries apart, and those that are split by id from the others', async () => {
		await bulk.open( INSERT );
		const [ whole, ordered ] = [ await bulk.query( 'SELECT Id FROM Account' ), await bulk.query( 'SELECT Id FROM Account ORDER BY Id' ) ];
		const listed = async ( parameters: string ): Promise< unknown[] > =>
			( jsonOf( await client.get( `/jobs/query${ parameters }` ) ).records as { id: string }[] ).map( ( job ) => job.id );
		expect( await listed( '' ) ).toEqual( [ whole, ordered ] );
		expect( await listed( '?isPkChunkingEnabled=true' ) ).toEqual( [ whole ] );
		expect( await listed( '?isPkChunkingEnabled=false' ) ).toEqual( [ ordered ] );
		expect( await listed( '?jobType=V2Query&concurrencyMode=parallel' ) ).toEqual( [ whole, ordered ] );
		expect( await listed( '?jobType=Classic' ) ).toEqual( [] );
	} );
} );

describe( 'the control door', () => {
	const knob = async ( body: object ): Promise< unknown > => ( await client.control( 'POST', 'bulk', body ) ).json;

	it( 'makes the next jobs slow, and one of them fail', async () => {
		await knob( { polls: 1, times: 1 } );
		const slow = await bulk.load( INSERT, rows( 1 ) );
		expect( await state( slow ) ).toBe( 'InProgress' );
		expect( await state( await bulk.load( INSERT, rows( 1 ) ) ) ).toBe( 'JobComplete' );
		await knob( { job: slow, failure: 'InvalidBatch : somebody tripped' } );
		expect( await bulk.info( slow ) ).toMatchObject( { state: 'Failed', errorMessage: 'InvalidBatch : somebody tripped' } );
	} );

	it( 'aborts a job, and lets one expire', async () => {
		const id = await bulk.open( INSERT );
		expect( await knob( { job: id, abort: true } ) ).toMatchObject( { ok: true, job: { state: 'Aborted' } } );
		expect( await state( id ) ).toBe( 'Aborted' );
		await knob( { job: id, expire: true } );
		expect( ( await client.get( `/jobs/ingest/${ id }` ) ).status ).toBe( 404 );
	} );

	it( 'breaks results off, or takes them away', async () => {
		await bulk.load( INSERT, rows( 10 ) );
		const id = await bulk.query( 'SELECT Name FROM Account' );
		const whole = ( await bulk.results( id ) ).text;
		await knob( { job: id, truncated: true } );
		const half = await bulk.results( id );
		expect( half.text ).toBe( whole.slice( 0, Math.floor( whole.length / 2 ) ) );
		expect( half.headers.get( 'sforce-numberofrecords' ) ).toBe( '10' );
		await knob( { job: id, gone: true } );
		expect( ( await bulk.results( id ) ).status ).toBe( 404 );
		expect( await state( id, 'query' ) ).toBe( 'JobComplete' );
		const ingest = bulk.world.bulk.all()[ 0 ]!.base.id;
		await knob( { job: ingest, truncated: true } );
		expect( await bulk.file( ingest, 'failedResults' ) ).toBe( '"sf__Id","sf__' );
		await knob( { job: ingest, gone: true } );
		expect( ( await client.get( `/jobs/ingest/${ ingest }/successfulResults` ) ).status ).toBe( 404 );
	} );

	it( 'sets the size of pages', async () => {
		await knob( { pageSize: 4 } );
		await bulk.load( INSERT, rows( 10 ) );
		expect( ( await bulk.results( await bulk.query( 'SELECT Name FROM Account' ) ) ).headers.get( 'sforce-numberofrecords' ) ).toBe( '4' );
	} );

	it( 'tells what there is, and forgets it with a reset', async () => {
		const id = await bulk.load( INSERT, rows( 10 ) );
		await bulk.query( 'SELECT Name FROM Account' );
		expect( ( await client.control( 'GET', 'bulk' ) ).json ).toMatchObject( {
			counts: { batches: 1, queryJobs: 1, resultMegabytes: 0 },
			jobs: [ { id, state: 'JobComplete' }, { jobType: 'V2Query' } ],
		} );
		await knob( { polls: 9 } );
		await client.control( 'POST', 'reset' );
		expect( ( await client.control( 'GET', 'bulk' ) ).json ).toEqual( { counts: { batches: 0, queryJobs: 0, resultMegabytes: 0 }, jobs: [] } );
		expect( await state( await bulk.load( INSERT, rows( 1 ) ) ) ).toBe( 'JobComplete' );
	} );

	it( 'and /limits agree on what is left of the day', async () => {
		await bulk.load( INSERT, rows( 1 ) );
		await bulk.query( 'SELECT Name FROM Account' );
		expect( jsonOf( await client.get( '/limits' ) ) ).toMatchObject( {
			DailyBulkApiBatches: { Max: 15_000, Remaining: 14_999 },
			DailyBulkV2QueryJobs: { Max: 10_000, Remaining: 9_999 },
			DailyBulkV2QueryFileStorageMB: { Max: 976_562, Remaining: 976_562 },
		} );
	} );

	it.each( [ { poll: 1 }, { polls: -1 }, { polls: 'many' }, { truncated: 1 }, { job: 'nonsense' }, { abort: true, job: '' } ] )(
		'refuses %j',
		async ( body ) => {
			expect( ( await client.control( 'POST', 'bulk', body ) ).status ).toBe( 400 );
		}
	);
} );
