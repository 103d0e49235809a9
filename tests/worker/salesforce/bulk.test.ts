import type { Mapping } from '../../../sync-worker/src/contract';
import { Selected } from '../../../sync-worker/src/inbound/fetch';
import { mapBatch } from '../../../sync-worker/src/inbound/map';
import { Notices } from '../../../sync-worker/src/inbound/notices';
import type { SourceRecord } from '../../../sync-worker/src/mapping';
import { Meter } from '../../../sync-worker/src/meter';
import { JobQueries } from '../../../sync-worker/src/salesforce/bulk';
import { JsforceConnection } from '../../../sync-worker/src/salesforce/connection';
import type { ResultPart } from '../../../sync-worker/src/salesforce/port';
import { everything, pageAfter } from '../../../sync-worker/src/salesforce/soql';
import { startSimulator, type Simulator } from '../../simulator';
import { USER_ID } from '../../simulator/org/org';
import { aField, aMapping, compiled, listLogger } from '../doubles/builders';

const performance = 'PatronTicket__EventInstance__c';
let simulator: Simulator;

beforeAll( async () => {
	simulator = await startSimulator( { clock: { now: Date.UTC( 2026, 10, 22, 12 ), frozen: true } } );
} );
afterAll( () => simulator.close() );
beforeEach( () => {
	simulator.world.faults.clear();
	simulator.world.bulk.clear();
} );

const issue = (): string => simulator.world.org.sessions.issue( simulator.world.org.clock.now(), { userId: USER_ID, app: 'Callboard', scopes: [ 'api' ] } );

function connect( options: { token?: string; version?: string; queryDeadlineMs?: number; meter?: Meter } = {} ): JsforceConnection & { renewed: number } {
	const counted = { renewed: 0 };
	const tokenOf = ( generation: number, access_token: string ) => ( {
		access_token,
		instance_url: simulator.url,
		generation,
		api_version: options.version ?? '66.0',
	} );
	const connection = new JsforceConnection( {
		token: tokenOf( 1, options.token ?? issue() ),
		tokens: { next: async ( generation ) => ( ( counted.renewed += 1 ), tokenOf( generation + 1, issue() ) ) },
		logger: listLogger(),
		retries: 1,
		retryPauseMs: 1,
		...( options.meter ? { meter: options.meter } : {} ),
		...( options.queryDeadlineMs ? { queryDeadlineMs: options.queryDeadlineMs } : {} ),
	} );
	return Object.defineProperty( connection, 'renewed', { get: () => counted.renewed } ) as JsforceConnection & { renewed: number };
}

const reading = ( sobject: string, paths: string[], filter: string | null = null ): Mapping =>
	aMapping( { sobject, filter, fields: paths.map( ( from, index ) => aField( { to: `meta:f${ index }`, from } ) ) } );

async function overRest( selected: Selected, salesforce: JsforceConnection ): Promise< SourceRecord[] > {
	const { pages } = await salesforce.read( [ { soql: pageAfter( selected.selection, null, null ), all: false } ] );
	const [ page ] = pages;
	if ( ! page?.ok ) {
		throw page?.failure ?? new Error( 'no page' );
	}
	return [ ...page.value.records ];
}

async function partsOf( results: AsyncIterable< ResultPart > ): Promise< { records: SourceRecord[]; end: ResultPart[ 'end' ] } > {
	const records: SourceRecord[] = [];
	let end: ResultPart[ 'end' ] = null;
	for await ( const part of results ) {
		records.push( ...part.records );
		end = part.end ?? end;
	}
	return { records, end };
}

async function overBulk( selected: Selected, salesforce: JsforceConnection, size: number ): Promise< SourceRecord[] > {
	const bulk = await salesforce.bulk();
	const job = await bulk.create( everything( selected.selection ) );
	const shape = { sobject: selected.mapping.mapping.sobject, paths: selected.selection.paths, describes: await selected.describes() };
	expect( await bulk.state( job ) ).toMatchObject( { finished: true, state: 'JobComplete' } );
	const all: SourceRecord[] = [];
	let locator: string | null = null;
	do {
		const { records, end } = await partsOf( bulk.results( job, locator, { records: size, shape } ) );
		expect( end?.rows ).toBe( records.length );
		all.push( ...records );
		locator = end?.next ?? null;
	} while ( locator !== null );
	await bulk.discard( job );
	return all;
}

const byId = ( records: readonly SourceRecord[] ): SourceRecord[] =>
	[ ...records ].sort( ( left, right ) => ( String( left.Id ) < String( right.Id ) ? -1 : 1 ) );

/** A row’s type and address, which a job does not tell and nobody reads. */
const withoutAttributes = ( record: SourceRecord ): SourceRecord =>
	JSON.parse( JSON.stringify( record, ( name, value: unknown ) => ( name === 'attributes' ? undefined : value ) ) ) as SourceRecord;

async function bothWays( mapping: Mapping, size = 200 ): Promise< { rest: SourceRecord[]; bulk: SourceRecord[] } > {
	const salesforce = connect();
	const notices = new Notices();
	const selected = new Selected( compiled( mapping ), { salesforce, notices } );
	const rest = byId( await overRest( selected, salesforce ) );
	const bulk = byId( await overBulk( selected, salesforce, size ) );
	const drafts = ( records: SourceRecord[] ) => mapBatch( { mapping: selected.mapping, records, withdrawals: [], read_ms: 1 }, { notices, salesforce } );
	expect( await drafts( bulk ) ).toEqual( await drafts( rest ) );
	expect( notices.all() ).toEqual( [] );
	return { rest: rest.map( withoutAttributes ), bulk };
}

const venue = 'PatronTicket__Venue__r';
const awkward = [
	'Straße 🎭 東京',
	'two\nlines',
	'carriage\r\nreturn',
	'a "quoted" word',
	'"',
	',;|^`\t',
	' leading and trailing ',
	'true',
	'27000.0',
	'null',
	'#N/A',
	'""\n""',
];

describe( 'a query too long for a job', () => {
	it( 'is refused in words before anything is asked', async () => {
		const salesforce = connect();
		const paths = Array.from( { length: 5000 }, ( _, at ) => `Field_number_${ at }__c` );
		const soql = everything( { sobject: performance, filter: null, record_types: [], paths } );
		await expect( ( await salesforce.bulk() ).create( soql ) ).rejects.toMatchObject( { kind: 'config', code: 'salesforce_query_too_long' } );
		expect( salesforce.apiCalls ).toBe( 0 );
	} );
} );

describe( 'records read as a job', () => {
	it( 'are those REST answers: same values, same types, same parents, same fingerprints', async () => {
		const { org } = simulator.world;
		const rows = [ ...org.store.table( performance ).all() ].filter( ( row ) => ! row.deleted );
		awkward.forEach( ( words, index ) => {
			org.writer.update( performance, rows[ index ]?.id ?? '', {
				PatronTicket__Code__c: words,
				PatronTicket__MinPrice__c: [ 27000, 0, 12.5, 0.1, null ][ index % 5 ],
				PatronTicket__Access__c: index % 2 ? 'Captioned;Relaxed' : null,
				PatronTicket__SoldOut__c: index % 3 === 0,
				...( index === 5 ? { PatronTicket__Venue__c: null } : {} ),
			} );
		} );
		const { rest, bulk } = await bothWays(
			reading( performance, [
				'name',
				'PatronTicket__TicketableEvent__c',
				'PatronTicket__TicketableEvent__r.Name',
				'PatronTicket__TicketableEvent__r.PatronTicket__Active__c',
				'PatronTicket__InstanceDate__c',
				'PatronTicket__EndDate__c',
				`${ venue }.Performance_Count__c`,
				`${ venue }.PatronTicket__AddressInformation__c`,
				'PatronTicket__SoldOut__c',
				'PatronTicket__MinPrice__c',
				'PatronTicket__MaxPrice__c',
				'PatronTicket__Access__c',
				'PatronTicket__Code__c',
				'Production_Name__c',
				'CreatedDate',
			] )
		);
		expect( bulk ).toEqual( rest );
		expect( bulk.some( ( record ) => record[ venue ] === null ) ).toBe( true );
		expect( bulk.map( ( { PatronTicket__MinPrice__c: price } ) => price ) ).toContain( 27000 );
		const codes = bulk.map( ( { PatronTicket__Code__c: code } ) => code );
		awkward.filter( ( words ) => words.trim() === words ).forEach( ( words ) => expect( codes ).toContain( words ) );
	} );

	it( 'tell a parent that has no value from no parent', async () => {
		const { org } = simulator.world;
		const [ first ] = [ ...org.store.table( performance ).all() ].filter( ( { deleted, values } ) => ! deleted && values.PatronTicket__Venue__c !== null );
		org.writer.update( 'PatronTicket__Venue__c', String( first?.values.PatronTicket__Venue__c ), { PatronTicket__City__c: null } );
		const { rest, bulk } = await bothWays( reading( performance, [ `${ venue }.PatronTicket__City__c` ] ) );
		expect( bulk ).toEqual( rest );
		expect( bulk.find( ( { Id } ) => Id === first?.id )?.[ venue ] ).toMatchObject( { PatronTicket__City__c: null } );
	} );

	it( 'keep percentages, dates and parents of more than one type', async () => {
		const { writer } = simulator.world.org;
		const account = writer.create( 'Account', { Name: 'Friends, “of” the house', AnnualRevenue: 27000, NumberOfEmployees: 12 } );
		const details = { StageName: 'Prospecting', CloseDate: '2026-12-24', Probability: 12, Amount: 1000.5 };
		writer.create( 'Opportunity', { Name: 'Gala', AccountId: account, ...details } );
		writer.create( 'Opportunity', { Name: 'Bar', ...details, Amount: null } );
		const opportunities = await bothWays(
			reading( 'Opportunity', [
				'Name',
				'Amount',
				'Probability',
				'CloseDate',
				'IsClosed',
				'Account.Name',
				'Account.AnnualRevenue',
				'Account.NumberOfEmployees',
				'Account.Owner.Name',
			] )
		);
		expect( opportunities.bulk ).toEqual( opportunities.rest );
		expect( opportunities.bulk.find( ( { Name } ) => Name === 'Gala' ) ).toMatchObject( {
			Probability: 12,
			CloseDate: '2026-12-24',
			IsClosed: false,
			Account: { AnnualRevenue: 27000, NumberOfEmployees: 12 },
		} );
		writer.create( 'Case', { Subject: 'Lost scarf' } );
		const cases = await bothWays( reading( 'Case', [ 'Subject', 'Owner.Name', 'IsClosed' ] ) );
		expect( cases.bulk ).toEqual( cases.rest );
	} );

	it( 'are all there, page after page, whatever the size of a page', async () => {
		const whole = await bothWays( reading( performance, [ 'Name' ] ), 100_000 );
		for ( const size of [ 1000, 37 ] ) {
			const { bulk } = await bothWays( reading( performance, [ 'Name' ] ), size );
			expect( bulk ).toEqual( whole.bulk );
		}
	} );

	it( 'are none when nothing matches', async () => {
		const { bulk } = await bothWays( reading( performance, [ 'Name' ], "Name = 'nobody is called this'" ) );
		expect( bulk ).toEqual( [] );
	} );
} );

describe( 'a job', () => {
	const shape = { sobject: performance, paths: [ 'Id' ], describes: new Map() };
	const soql = `SELECT Id FROM ${ performance }`;

	it( 'says what became of it when it failed or was stopped', async () => {
		const bulk = await connect().bulk();
		simulator.world.bulk.behave( { failure: 'InvalidBatch : Failed to process query: 15 retries' }, 1 );
		const failed = await bulk.create( soql );
		await expect( bulk.state( failed ) ).rejects.toMatchObject( {
			kind: 'transient',
			code: 'salesforce_bulk_failed',
			details: { said: 'InvalidBatch : Failed to process query: 15 retries' },
		} );
		simulator.world.bulk.behave( { polls: 3 }, 1 );
		const stopped = await bulk.create( soql );
		expect( await bulk.state( stopped ) ).toMatchObject( { finished: false } );
		simulator.world.bulk.find( stopped )?.abort();
		await expect( bulk.state( stopped ) ).rejects.toMatchObject( { code: 'salesforce_bulk_aborted' } );
	} );

	it( 'is lost when Salesforce knows it, its results or its version no more', async () => {
		const bulk = await connect().bulk();
		await expect( bulk.state( '750000000000099AAA' ) ).rejects.toMatchObject( { code: 'salesforce_bulk_lost' } );
		simulator.world.bulk.behave( { gone: true }, 1 );
		const job = await bulk.create( soql );
		await expect( partsOf( bulk.results( job, null, { records: 10, shape } ) ) ).rejects.toMatchObject( { code: 'salesforce_bulk_lost' } );
		const fine = await bulk.create( soql );
		await bulk.state( fine );
		await expect( partsOf( bulk.results( fine, 'rubbish', { records: 10, shape } ) ) ).rejects.toMatchObject( { code: 'salesforce_bulk_lost' } );
		const later = await connect( { version: '65.0' } ).bulk();
		await expect( partsOf( later.results( fine, null, { records: 10, shape } ) ) ).rejects.toMatchObject( { code: 'salesforce_bulk_lost' } );
	} );

	it( 'is refused by name when the day’s jobs are used up, or the query is none for a job', async () => {
		const bulk = await connect().bulk();
		await expect( bulk.create( 'SELECT BillingAddress FROM Account' ) ).rejects.toMatchObject( { code: 'salesforce_feature_missing' } );
		await expect( bulk.create( 'SELECT COUNT(Id) FROM Account' ) ).rejects.toMatchObject( { code: 'salesforce_bulk_refused' } );
		simulator.world.bulk.limits.dailyQueryJobs = 0;
		await expect( bulk.create( soql ) ).rejects.toMatchObject( { kind: 'rate_limit', code: 'salesforce_bulk_limit' } );
	} );

	it( 'never passes half a result for a whole one', async () => {
		const bulk = await connect().bulk();
		simulator.world.bulk.behave( { truncated: true }, 1 );
		const job = await bulk.create( soql );
		await bulk.state( job );
		await expect( partsOf( bulk.results( job, null, { records: 100, shape } ) ) ).rejects.toMatchObject( {
			kind: 'transient',
			code: expect.stringMatching( /unreadable|incomplete/ ),
		} );
		for ( const kind of [ 'cut', 'drop', 'html' ] as const ) {
			const fine = await bulk.create( soql );
			await bulk.state( fine );
			simulator.fault( { kind, match: '/results', times: 1 } );
			await expect( partsOf( bulk.results( fine, null, { records: 100, shape } ) ) ).rejects.toMatchObject( { kind: 'transient' } );
		}
	} );

	it( 'is remembered for each attempt at a page that failed, in the middle of it too', async () => {
		const meter = new Meter( { now: () => 0 } );
		const bulk = await connect( { meter } ).bulk();
		const job = await bulk.create( soql );
		await bulk.state( job );
		for ( const [ kind, code ] of [
			[ '503', 'salesforce_unavailable' ],
			[ 'cut', 'salesforce_unreachable' ],
			[ 'drop', 'salesforce_unreachable' ],
		] as const ) {
			// All on one page: the next one would be asked for beside it, and meet the next fault.
			simulator.fault( { kind, match: '/results', times: 1 } );
			await expect( partsOf( bulk.results( job, null, { records: null, shape } ) ) ).rejects.toMatchObject( { code } );
		}
		await partsOf( bulk.results( job, null, { records: null, shape } ) );
		const endpoint = `/services/data/v66.0/jobs/query/${ job }/results`;
		expect( meter.report().calls_failed ).toMatchObject( [
			{ endpoint, attempt: 1, status: 503, code: 'salesforce_unavailable' },
			{ endpoint, attempt: 2, code: 'salesforce_unreachable' },
			{ endpoint, attempt: 3, status: 0, code: 'salesforce_unreachable' },
		] );
	} );

	it( 'is read with the next token when the first is refused in the middle, and with a failure when that is too', async () => {
		const salesforce = connect();
		const bulk = await salesforce.bulk();
		const job = await bulk.create( soql );
		await bulk.state( job );
		simulator.fault( { kind: '401', times: 2 } );
		const { records } = await partsOf( bulk.results( job, null, { records: 10, shape } ) );
		expect( records ).toHaveLength( 10 );
		expect( salesforce.renewed ).toBe( 1 );
		simulator.fault( { kind: '401', times: -1 } );
		await expect( partsOf( bulk.results( job, null, { records: 10, shape } ) ) ).rejects.toMatchObject( { kind: 'auth' } );
	} );

	it( 'does not wait for ever for a result that hangs', async () => {
		const bulk = await connect( { queryDeadlineMs: 200 } ).bulk();
		const job = await bulk.create( soql );
		await bulk.state( job );
		simulator.fault( { kind: 'stall', match: '/results', times: 1, ms: 5000 } );
		await expect( partsOf( bulk.results( job, null, { records: 10, shape } ) ) ).rejects.toMatchObject( { code: 'salesforce_timeout' } );
	} );

	it( 'lets go of the line where a page does not say what it holds', async () => {
		const line = { open: false };
		async function* endless(): AsyncGenerator< Uint8Array > {
			try {
				for (;;) {
					await new Promise( setImmediate );
					yield Buffer.from( 'Id' );
				}
			} finally {
				line.open = false;
			}
		}
		const calls = {
			root: '/services/data/v66.0',
			logger: listLogger(),
			json: () => Promise.resolve( {} ),
			room: () => Promise.resolve(),
			open: async () => {
				line.open = true;
				return { headers: new Headers( { 'sforce-numberofrecords': '1' } ), encoding: 'gzip' as const, chunks: endless() };
			},
		};
		const results = new JobQueries( calls ).results( '750000000000001AAA', null, { records: 10, shape } );
		await expect( partsOf( results ) ).rejects.toMatchObject( { code: 'salesforce_answer_unreadable' } );
		for ( let turn = 0; line.open && turn < 100; turn++ ) {
			await new Promise( setImmediate );
		}
		expect( line.open ).toBe( false );
	} );

	it( 'is deleted even while it runs, and leaves no failure behind when it cannot be', async () => {
		const bulk = await connect().bulk();
		simulator.world.bulk.behave( { polls: 30 }, 1 );
		const job = await bulk.create( soql );
		simulator.world.log.clear();
		await bulk.discard( job );
		expect( simulator.world.bulk.find( job ) ).toBeUndefined();
		// A job under way is stopped first; that it cannot be deleted yet is not asked twice.
		expect( simulator.world.log.since( 0 ).map( ( { method } ) => method ) ).toEqual( [ 'DELETE', 'PATCH', 'DELETE' ] );
		await bulk.discard( job );
	} );
} );
