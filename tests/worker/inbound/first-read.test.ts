import type { HeartbeatRequest, Mapping } from '../../../sync-worker/src/contract';
import type { Worked } from '../../../sync-worker/src/inbound/work';
import { JsforceConnection } from '../../../sync-worker/src/salesforce/connection';
import { startSimulator, type Simulator } from '../../simulator';
import { text } from '../../simulator/org/fields';
import { aField, listLogger } from '../doubles/builders';
import { doorTo, mappingOf, performance, preset, workBetween } from '../doubles/chain';
import { WordPressDoor } from '../doubles/wordpress-door';

const performances = mappingOf( performance );
/** Two of the season’s performances have no date: rejected, as they should be. */
const small = { above_records: 100, page_records: 150 };

let simulator: Simulator;
let door: WordPressDoor;
let logger = listLogger();
let waits: number[] = [];
let onWait: () => void = () => undefined;
let onRead: ( soql: string ) => void = () => undefined;

class WatchedConnection extends JsforceConnection {
	public override async read( ...asked: Parameters< JsforceConnection[ 'read' ] > ): ReturnType< JsforceConnection[ 'read' ] > {
		const answer = await super.read( ...asked );
		asked[ 0 ].forEach( ( { soql } ) => onRead( soql ) );
		return answer;
	}
}

beforeEach( async () => {
	simulator = await startSimulator( { clock: { now: Date.UTC( 2026, 10, 22, 12 ), frozen: true } } );
	door = await doorTo( simulator, [ performances ] );
	logger = listLogger();
	waits = [];
	onWait = () => undefined;
	onRead = () => undefined;
} );

afterEach( async () => {
	await door.close();
	await simulator.close();
} );

function work( options: { bulk?: typeof small; stop?: AbortSignal } = {} ): Promise< Worked > {
	const { clock } = simulator.world.org;
	return workBetween( simulator, door, {
		logger,
		connect: ( given ) => new WatchedConnection( { ...given, queryDeadlineMs: 2000 } ),
		clock: {
			now: () => clock.now(),
			sleep: ( ms ) => {
				waits.push( ms );
				clock.advance( ms );
				onWait();
				return Promise.resolve();
			},
		},
		bulk: small,
		...options,
	} );
}

const live = () => [ ...simulator.world.org.store.table( performance ).all() ].filter( ( row ) => ! row.deleted );
const settledIds = (): string[] => [ ...door.rows.keys(), ...door.rejections.map( ( { external_id: id } ) => id ) ];
const everyone = (): string[] => live().map( ( { id } ) => id );
const requests = ( pattern: RegExp ) => simulator.world.log.since( 0 ).filter( ( { method, path: url } ) => pattern.test( `${ method } ${ url }` ) );
const created = () => requests( /^POST .*jobs\/query/ );
const said = ( message: string ) =>
	logger.lines.filter( ( line ) => line.message === message ).map( ( { fields } ) => ( fields.failure as { code: string } ).code );
const positions = () => door.heartbeats.flatMap( ( { resume } ) => ( resume ? [ ( resume.first_read as Record< string, unknown > ).performances ] : [] ) );

function expectWhole(): void {
	expect( [ ...new Set( settledIds() ) ].sort() ).toEqual( everyone().sort() );
}

async function readWhole(): Promise< void > {
	door.due();
	expect( await work() ).toMatchObject( { state: 'succeeded' } );
	expectWhole();
}

describe( 'a large first read', () => {
	it( 'runs as one job, and leaves WordPress as pages would have', async () => {
		const start = simulator.world.org.clock.now();
		await readWhole();
		expect( created() ).toHaveLength( 1 );
		expect( simulator.world.bulk.all() ).toEqual( [] );
		expect( door.watermarks.get( 'performances' )?.stamp_ms ).toBe( start - 5000 );
		expect( door.completed[ 0 ] ).not.toHaveProperty( 'notices' );
		const asJob = new Map( [ ...door.rows ].map( ( [ id, { fingerprint, stamp_ms: stamp } ] ) => [ id, `${ fingerprint } ${ stamp }` ] ) );
		door.rows.clear();
		door.watermarks.clear();
		door.due();
		expect( await work( { bulk: { ...small, above_records: 100_000 } } ) ).toMatchObject( { state: 'succeeded' } );
		expect( created() ).toHaveLength( 1 );
		expect( new Map( [ ...door.rows ].map( ( [ id, { fingerprint, stamp_ms: stamp } ] ) => [ id, `${ fingerprint } ${ stamp }` ] ) ) ).toEqual( asJob );
	} );

	it( 'costs no call more than pages would for a small object, but for the first look at its currency', async () => {
		door.due();
		await work( { bulk: { ...small, above_records: live().length } } );
		expect( created() ).toEqual( [] );
		expect( requests( /composite$/ ) ).toHaveLength( 1 );
		expect( requests( /(describe|Soap.*)$/ ) ).toHaveLength( 2 );
		expect( simulator.world.log.since( 0 ) ).toHaveLength( 3 );
		expectWhole();
	} );

	it( 'costs eight calls with its shows, currency included, besides looking whether the job is done', async () => {
		door.mappings = preset.mappings;
		door.due();
		const { length } = live();
		expect( await work( { bulk: { above_records: length - 1, page_records: Math.ceil( length / 2 ) } } ) ).toMatchObject( { state: 'succeeded' } );
		const looking = /^GET .*jobs\/query\/\w+$/;
		const asked = requests( /./ ).map( ( { method, path: url } ) => `${ method } ${ url.replace( /\?.*|.*\/(?=(sobjects|jobs|Soap)\b)/g, '' ) }` );
		// The describe of the performances rides along with the shows. Where the org’s limits are due, they are the ninth.
		expect( asked.filter( ( one ) => ! looking.test( one ) ).map( ( one ) => one.replace( /75\w+/, '…' ) ) ).toEqual( [
			'POST /services/data/v66.0/composite',
			'POST Soap/u/66.0',
			'POST /services/data/v66.0/composite',
			'POST jobs/query',
			'GET sobjects/PatronTicket__Venue__c/describe',
			'GET jobs/query/…/results',
			'GET jobs/query/…/results',
			'DELETE jobs/query/…',
		] );
	} );

	it( 'counts what the filter lets through, not what the object holds', async () => {
		door.mappings = [ { ...performances, filter: `Id IN ('${ everyone().slice( 0, 100 ).join( "','" ) }')` } ];
		door.due();
		await work();
		expect( created() ).toEqual( [] );
		expect( new Set( settledIds() ).size ).toBe( 100 );
	} );

	it( 'saves the job before it looks at it, and its page once that has been settled', async () => {
		simulator.world.bulk.behave( { pageSize: 150 } );
		await readWhole();
		const saved = positions() as { bulk: { job: string | null; locator: string | null; seen: number } | null; finished: boolean }[];
		const pages = Math.ceil( live().length / small.page_records );
		expect( saved.map( ( { bulk } ) => bulk?.seen ) ).toEqual( [
			0,
			0,
			...Array.from( { length: pages - 1 }, ( _, page ) => 150 * ( page + 1 ) ),
			live().length,
		] );
		expect( saved[ 0 ]?.bulk?.job ).toBeNull();
		expect( saved[ 1 ]?.bulk?.job ).toMatch( /^750/ );
		expect( saved.at( -1 ) ).toMatchObject( { finished: true } );
		const { calls } = door;
		expect( calls.indexOf( 'heartbeat' ) ).toBeLessThan( calls.indexOf( 'offer' ) );
	} );

	it( 'waits for the job ever longer, and keeps its lease meanwhile', async () => {
		simulator.world.bulk.behave( { ms: 120_000, pageSize: 150 }, 1 );
		await readWhole();
		expect( waits.slice( 0, 4 ) ).toEqual( [ 500, 750, 1125, 1688 ] );
		expect( Math.max( ...waits ) ).toBeLessThanOrEqual( 5000 );
		const looks = requests( /^GET .*jobs\/query\/750\w+$/ ).map( ( { at } ) => Date.parse( at ) );
		const pauses = looks.slice( 1 ).map( ( at, index ) => at - ( looks[ index ] ?? 0 ) );
		expect( pauses ).toEqual( [ ...pauses ].sort( ( left, right ) => left - right ) );
		expect( door.heartbeats.length ).toBeGreaterThan( waits.length );
	} );

	it( 'ends at once when the run is cancelled while the job runs', async () => {
		simulator.world.bulk.behave( { ms: 600_000 }, 1 );
		onWait = () => ( door.stopRun = true );
		door.due();
		expect( await work() ).toMatchObject( { state: 'abandoned' } );
		// Heartbeats are two seconds apart: the third pause ends after the first that hears of it.
		expect( waits ).toEqual( [ 500, 750, 1125 ] );
	} );

	it( 'ends at once when the worker is stopped while the job runs', async () => {
		simulator.world.bulk.behave( { ms: 600_000 }, 1 );
		const stop = new AbortController();
		onWait = () => stop.abort();
		door.due();
		expect( await work( { stop: stop.signal } ) ).toMatchObject( { state: 'failed', failure: { code: 'worker_stopped' } } );
		expect( waits ).toHaveLength( 1 );
	} );

	it( 'goes on with the job of a holder that was lost, from the page it had not settled', async () => {
		simulator.world.bulk.behave( { pageSize: 150 } );
		door.fail( 'deliver', () => ( door.expireLease(), 'drop' as const ), 1, 2 );
		door.due();
		expect( await work() ).toMatchObject( { state: 'abandoned' } );
		simulator.world.org.clock.advance( 60_000 );
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expectWhole();
		expect( created() ).toHaveLength( 1 );
		expect( requests( /\/results$/ ) ).toHaveLength( 1 );
		// What changed while the second holder read is the next poll’s: the watermark is the first holder’s.
		expect( door.watermarks.get( 'performances' )?.stamp_ms ).toBe( simulator.world.org.clock.now() - 65_000 );
	} );

	it( 'begins the job again when it is gone, and still covers deletions since the very start', async () => {
		const start = simulator.world.org.clock.now();
		let lostOnce = false;
		simulator.world.bulk.behave( { ms: 20_000 }, 1 );
		onWait = () => {
			if ( waits.length < 3 || lostOnce ) {
				return;
			}
			simulator.world.bulk.all().forEach( ( job ) => simulator.world.bulk.delete( job ) );
			lostOnce = true;
		};
		await readWhole();
		expect( created() ).toHaveLength( 2 );
		expect( said( 'job begun again' ) ).toEqual( [ 'salesforce_bulk_lost' ] );
		expect( door.watermarks.get( 'performances' ) ).toMatchObject( { stamp_ms: start - 5000, deleted_covered_ms: start - 5000 - 20 * 60_000 } );
		// What the second job shows is newer than the first one’s start, and says so.
		expect( door.deliveries[ 0 ]?.records[ 0 ]?.version.read_ms ).toBe( start + 2000 );
		expect( door.completed[ 0 ] ).not.toHaveProperty( 'notices' );
	} );

	it( 'reads a page again that broke off, and delivers nothing twice', async () => {
		simulator.fault( { kind: 'cut', match: 'locator=', times: 1 } );
		await readWhole();
		expect( created() ).toHaveLength( 1 );
		const delivered = door.deliveries.flatMap( ( { records } ) => records.map( ( { external_id: id } ) => id ) );
		expect( new Set( delivered ).size ).toBe( delivered.length );
	} );
} );

describe( 'a result of many pages', () => {
	const many = { above_records: 20, page_records: 20 };
	const listed = () => requests( /resultPages/ );
	const fetched = () => requests( /^GET .*\/results/ ).map( ( { path: url } ) => new URL( url, simulator.url ).searchParams.get( 'locator' ) ?? 'first' );
	const pages = () => Math.ceil( live().length / 50 );
	const wholeRead = async () => {
		door.due();
		expect( await work( { bulk: many } ) ).toMatchObject( { state: 'succeeded' } );
		expectWhole();
	};
	beforeEach( () => simulator.world.bulk.behave( { pageSize: 50 } ) );

	it( 'is fetched by Salesforce’s own list, each page once', async () => {
		await wholeRead();
		expect( new Set( fetched() ).size ).toBe( pages() );
		expect( fetched() ).toHaveLength( pages() );
		expect( listed() ).toHaveLength( Math.ceil( pages() / 5 ) );
		expect( created() ).toHaveLength( 1 );
		expect( door.completed[ 0 ] ).not.toHaveProperty( 'notices' );
	} );

	it( 'is read to its end when the list fails and a page breaks off, with nothing delivered twice', async () => {
		simulator.fault( { kind: '500', match: 'resultPages', times: -1 } );
		simulator.fault( { kind: 'cut', match: '/results\\?locator=', times: 1, after: 1 } );
		await wholeRead();
		const delivered = door.deliveries.flatMap( ( { records } ) => records.map( ( { external_id: id } ) => id ) );
		expect( new Set( delivered ).size ).toBe( delivered.length );
		expect( created() ).toHaveLength( 1 );
	} );

	it( 'is gone on with from the page that was not settled when its holder is lost', async () => {
		door.fail( 'deliver', () => ( door.expireLease(), 'drop' as const ), 1, 2 );
		door.due();
		expect( await work( { bulk: many } ) ).toMatchObject( { state: 'abandoned' } );
		const before = fetched().length;
		expect( await work( { bulk: many } ) ).toMatchObject( { state: 'succeeded' } );
		expectWhole();
		expect( created() ).toHaveLength( 1 );
		expect( fetched()[ before ] ).not.toBe( 'first' );
	} );

	it( 'is begun again when it is gone half way', async () => {
		let beats = 0;
		door.faults.push( ( { route } ) => {
			if ( route === 'offer' && ++beats === 3 ) {
				simulator.world.bulk.all().forEach( ( job ) => simulator.world.bulk.delete( job ) );
			}
			return undefined;
		} );
		await wholeRead();
		expect( created() ).toHaveLength( 2 );
		expect( said( 'job begun again' ) ).toEqual( [ 'salesforce_bulk_lost' ] );
	} );
} );

describe( 'where jobs will not do', () => {
	it.each( [
		[ 'fails', { failure: 'InvalidBatch : Failed to process query' }, [], 'salesforce_bulk_failed' ],
		[ 'loses its results twice', { gone: true }, [ 'salesforce_bulk_lost' ], 'salesforce_bulk_lost' ],
		[ 'never gets anywhere', { ms: 1e12 }, [], 'salesforce_bulk_stalled' ],
	] as const )( 'pages are read instead when the job %s, and the run says so', async ( _, behaviour, again, code ) => {
		simulator.world.bulk.behave( behaviour );
		await readWhole();
		expect( said( 'job begun again' ) ).toEqual( again );
		expect( said( 'read page by page instead' ) ).toEqual( [ code ] );
		expect( door.completed[ 0 ]?.notices ).toMatchObject( [
			{ mapping_id: 'performances', failure: { code: 'salesforce_read_by_page', details: { mapping: 'performances', cause: code } } },
		] );
	} );

	it( 'pages are read instead when results arrive by halves, again and again', async () => {
		simulator.world.bulk.behave( { truncated: true } );
		await readWhole();
		expect( created() ).toHaveLength( 2 );
		expect( said( 'read page by page instead' ) ).toHaveLength( 1 );
		expect( simulator.world.bulk.all() ).toEqual( [] );
	} );

	it( 'pages are read instead when the day’s jobs are used up', async () => {
		simulator.world.bulk.limits.dailyQueryJobs = 0;
		await readWhole();
		expect( said( 'read page by page instead' ) ).toEqual( [ 'salesforce_bulk_limit' ] );
	} );

	it( 'pages are read instead when a compound field is mapped', async () => {
		const { writer } = simulator.world.org;
		const ids = Array.from( { length: 5 }, ( _, n ) => writer.create( 'Account', { Name: `Patron ${ n }`, BillingCity: 'Hull' } ) );
		door.mappings = [
			{
				...performances,
				sobject: 'Account',
				filter: "Name LIKE 'Patron %'",
				fields: [
					...performances.fields.filter( ( { to } ) => to === 'title' ),
					{ to: 'meta:city', expression: '$lookup(BillingAddress, "city")', owner: 'salesforce', empty: 'clear' },
				],
			},
		];
		door.due();
		expect( await work( { bulk: { above_records: 2, page_records: 2 } } ) ).toMatchObject( { state: 'succeeded' } );
		expect( said( 'read page by page instead' ) ).toEqual( [ 'salesforce_feature_missing' ] );
		expect( [ ...door.rows.keys() ].sort() ).toEqual( ids.sort() );
	} );

	it( 'pages stay pages for the next holder too', async () => {
		simulator.world.bulk.limits.dailyQueryJobs = 0;
		door.fail( 'deliver', () => ( door.expireLease(), 'drop' as const ), 1 );
		door.due();
		expect( await work() ).toMatchObject( { state: 'abandoned' } );
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expectWhole();
		expect( created() ).toHaveLength( 1 );
	} );

	it( 'a job is made instead when a page is too much for Salesforce', async () => {
		simulator.fault( { kind: 'stall', match: 'ORDER', times: -1, ms: 4000 } );
		door.due();
		expect( await work( { bulk: { ...small, above_records: 100_000 } } ) ).toMatchObject( { state: 'succeeded' } );
		expectWhole();
		expect( said( 'read as a job instead' ) ).toEqual( [ 'salesforce_timeout' ] );
	} );

	it( 'a job is made instead when the query is longer than an address may be', async () => {
		// Nine characters each, as an address writes them.
		door.mappings = [ { ...performances, filter: `Name != '${ '東'.repeat( 2000 ) }'` } ];
		door.due();
		expect( await work( { bulk: { ...small, above_records: 100_000 } } ) ).toMatchObject( { state: 'succeeded' } );
		expectWhole();
		expect( said( 'read as a job instead' ) ).toEqual( [ 'salesforce_query_too_long' ] );
	} );

	it( 'neither way is tried in a circle: what both refuse ends the run in words', async () => {
		simulator.world.bulk.limits.dailyQueryJobs = 0;
		simulator.fault( { kind: 'stall', match: 'ORDER', times: -1, ms: 4000 } );
		door.due();
		expect( await work() ).toMatchObject( { state: 'failed', failure: { code: 'salesforce_timeout' } } );
	} );

	it( 'an org that is away ends the run, keeps the job, and the next run goes on with it', async () => {
		simulator.fault( { kind: '503', match: '/results', times: -1 } );
		door.due();
		expect( await work() ).toMatchObject( { state: 'failed', failure: { kind: 'transient', code: 'salesforce_unavailable' } } );
		expect( door.watermarks.size ).toBe( 0 );
		expect( simulator.world.bulk.all() ).toHaveLength( 1 );
		simulator.world.faults.clear();
		door.queue.push( { kind: 'incremental', resume: door.heartbeats.filter( ( { resume } ) => resume ).at( -1 )?.resume ?? null } );
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( created() ).toHaveLength( 1 );
		expectWhole();
	} );
} );

describe( 'a mapping with more columns than an address holds, where jobs are closed', () => {
	const columns = Array.from( { length: 400 }, ( _, number ) => `A_Column_With_A_Name_As_Long_As_They_Get_${ number }__c` );
	const wide: Mapping = {
		...performances,
		fields: [
			...performances.fields.filter( ( { to } ) => to === 'title' ),
			...columns.map( ( from, number ) => aField( { to: `meta:m${ number }`, from } ) ),
		],
	};
	const asked: string[] = [];
	const value = ( id: string, target: string ) => door.rows.get( id )?.values[ target ];
	const listings = () => asked.filter( ( soql ) => soql.startsWith( `SELECT Id, SystemModstamp FROM ${ performance }` ) );
	const inParts = () => asked.filter( ( soql ) => /Id IN \(/.test( soql ) );
	const [ first = '', last = '' ] = [ columns[ 0 ], columns.at( -1 ) ];
	const editOnce = ( when: ( soql: string ) => boolean, edit: () => void ): void => {
		let done = false;
		onRead = ( soql ) => {
			asked.push( soql );
			if ( ! done && when( soql ) ) {
				done = true;
				edit();
			}
		};
	};

	beforeEach( () => {
		const { org } = simulator.world;
		columns.forEach( ( column ) => org.addField( performance, text( column ) ) );
		live().forEach( ( { id } ) => org.writer.update( performance, id, { [ first ]: `first ${ id }`, [ last ]: `last ${ id }` } ) );
		org.clock.advance( 3_600_000 );
		simulator.world.bulk.limits.dailyQueryJobs = 0;
		door.mappings = [ wide ];
		asked.length = 0;
		onRead = ( soql ) => void asked.push( soql );
	} );

	const expectRows = (): void => {
		expectWhole();
		expect( door.rows.size ).toBeGreaterThan( 250 );
		door.rows.forEach( ( _, id ) => expect( [ value( id, 'meta:m0' ), value( id, 'meta:m399' ) ] ).toEqual( [ `first ${ id }`, `last ${ id }` ] ) );
	};

	it.each( [ 'incremental', 'refresh', 'backfill' ] as const )( 'is read whole by a run of kind %s: ids are listed, then read in parts', async ( kind ) => {
		if ( kind === 'refresh' ) {
			const now = simulator.world.org.clock.now();
			door.watermarks.set( 'performances', { stamp_ms: now, deleted_covered_ms: now, swept_ms: now } );
		}
		door.due( kind, kind === 'incremental' ? {} : { objects: [ 'performances' ] } );
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expectRows();
		expect( said( 'read page by page instead' ) ).toEqual( [ 'salesforce_bulk_limit' ] );
		expect( door.completed[ 0 ]?.notices ).toMatchObject( [
			{ mapping_id: 'performances', failure: { code: 'salesforce_read_by_page', details: { cause: 'salesforce_bulk_limit' } } },
		] );
		expect( listings() ).toHaveLength( Math.ceil( ( live().length + 1 ) / 250 ) );
		expect( inParts().length ).toBeGreaterThan( listings().length );
	} );

	it( 'is gone on with from the page that was not settled when its holder is lost', async () => {
		const isSaved = ( { resume }: HeartbeatRequest ): boolean => JSON.stringify( resume?.first_read ?? {} ).includes( '"after":{' );
		let lost = false;
		door.faults.push( () => {
			if ( lost || ! door.heartbeats.some( isSaved ) ) {
				return undefined;
			}
			lost = true;
			door.expireLease();
			return 'drop';
		} );
		door.due();
		expect( await work() ).toMatchObject( { state: 'abandoned' } );
		const before = listings().length;
		expect( door.rows.size ).toBeGreaterThan( 0 );
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expectRows();
		expect( created() ).toHaveLength( 1 );
		expect( listings()[ before ] ).toContain( 'SystemModstamp >' );
	} );

	it( 'leaves what changed between two parts to the next poll, and delivers no half of it', async () => {
		const { org } = simulator.world;
		const [ edited, gone, stays ] = everyone().slice( 10 );
		editOnce(
			( soql ) => soql.includes( 'Id IN (' ) && soql.includes( first ),
			() => {
				// Behind the moment up to which this read looks.
				org.clock.advance( 1000 );
				org.writer.update( performance, edited ?? '', { [ last ]: 'edited' } );
				org.writer.delete( performance, gone ?? '' );
			}
		);
		door.due();
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( [ edited, gone, stays ].map( ( id ) => door.rows.has( id ?? '' ) ) ).toEqual( [ false, false, true ] );
		expect( new Set( settledIds() ).size ).toBe( live().length - 1 );
		org.clock.advance( 60_000 );
		door.due();
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
		expect( value( edited ?? '', 'meta:m399' ) ).toBe( 'edited' );
		expect( door.rows.get( gone ?? '' )?.live ?? false ).toBe( false );
		expectWhole();
	} );

	it( 'never takes a listing that ends early for its end', async () => {
		simulator.fault( { kind: 'truncate', match: 'SystemModstamp%20FROM', times: -1 } );
		door.due();
		expect( await work() ).toMatchObject( { state: 'failed', failure: { kind: 'transient' } } );
		expect( door.watermarks.size ).toBe( 0 );
	} );

	it( 'still fails in words where the filter alone is longer than an address may be', async () => {
		door.mappings = [ { ...wide, filter: `Name != '${ '東'.repeat( 2000 ) }'` } ];
		door.due();
		expect( await work() ).toMatchObject( { state: 'failed', failure: { code: 'salesforce_query_too_long' } } );
	} );
} );
