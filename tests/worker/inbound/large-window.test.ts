import type { Mapping } from '../../../sync-worker/src/contract';
import type { Worked } from '../../../sync-worker/src/inbound/work';
import { startSimulator, type Simulator } from '../../simulator';
import { listLogger } from '../doubles/builders';
import { doorTo, mappingOf, performance, workBetween } from '../doubles/chain';
import type { WordPressDoor } from '../doubles/wordpress-door';

const unfiltered = mappingOf( performance );
const filtered: Mapping = { ...unfiltered, filter: 'PatronTicket__SoldOut__c = false' };
/** More changes than a hundred are many here. */
const bulk = { above_records: 100, page_records: 50 };
const byIds = { ...bulk, above_records: 100_000 };

let simulator: Simulator;
let door: WordPressDoor;
let logger = listLogger();
let onWait: () => void = () => undefined;

const org = () => simulator.world.org;
const live = () => [ ...org().store.table( performance ).all() ].filter( ( row ) => ! row.deleted );
const requests = ( pattern: RegExp ) => simulator.world.log.since( 0 ).filter( ( { method, path: url } ) => pattern.test( `${ method } ${ url }` ) );
const jobs = () => requests( /^POST .*jobs\/query/ );
const listed = (): string[] => [ ...door.rows ].filter( ( [ , row ] ) => row.live ).map( ( [ id ] ) => id );
const withdrawn = () => door.deliveries.flatMap( ( { withdrawals } ) => withdrawals.map( ( { external_id: id, reason } ) => [ id, reason ] ) );
const warned = ( message: string ) =>
	logger.lines.filter( ( line ) => line.message === message ).map( ( { fields } ) => ( fields.failure as { code: string } ).code );

function work( options: { bulk?: typeof bulk } = {} ): Promise< Worked > {
	const { clock } = org();
	const sleep = ( ms: number ): Promise< void > => {
		clock.advance( ms );
		onWait();
		return Promise.resolve();
	};
	return workBetween( simulator, door, { logger, clock: { now: () => clock.now(), sleep }, bulk, ...options } );
}

const succeed = async ( options: Parameters< typeof work >[ 0 ] = {} ): Promise< void > =>
	expect( await work( options ) ).toMatchObject( { state: 'succeeded' } );

/** An org that has been read once by this mapping, and an hour in which nobody looked. */
async function readOnce( mapping: Mapping ): Promise< void > {
	door.mappings = [ mapping ];
	door.due();
	await succeed( { bulk: byIds } );
	org().clock.advance( 3600_000 );
	forget();
}

function forget(): void {
	simulator.world.log.clear();
	door.deliveries.length = 0;
	door.heartbeats.length = 0;
	door.completed.length = 0;
	door.offers.length = 0;
	door.rejections.length = 0;
}

const edit = ( id: string, fields: Record< string, unknown > = {} ): void =>
	org().writer.update( performance, id, { PatronTicket__PurchaseUrl__c: `https://tickets.example/${ id }/${ org().clock.now() }`, ...fields } );

/** A data loader that touches every record. */
function load(): void {
	live().forEach( ( { id } ) => edit( id ) );
	org().clock.advance( 60_000 );
}

/** WordPress lists what the org has and the filter lets through, in its newest version. */
function expectInStep( { filter }: Mapping ): void {
	const refused = new Set( door.rejections.map( ( { external_id: id } ) => id ) );
	const shown = live().filter( ( row ) => filter === null || row.values.PatronTicket__SoldOut__c !== true );
	const wanted = shown.filter( ( { id } ) => ! refused.has( id ) );
	expect( listed().sort() ).toEqual( wanted.map( ( { id } ) => id ).sort() );
	const stamps = Object.fromEntries( wanted.map( ( { id, values } ) => [ id, Date.parse( String( values.SystemModstamp ) ) ] ) );
	expect( Object.fromEntries( listed().map( ( id ) => [ id, door.rows.get( id )?.stamp_ms ] ) ) ).toEqual( stamps );
}

beforeEach( async () => {
	simulator = await startSimulator( { clock: { now: Date.UTC( 2026, 10, 22, 12 ), frozen: true } } );
	door = await doorTo( simulator );
	logger = listLogger();
	onWait = () => undefined;
} );

afterEach( async () => {
	await door.close();
	await simulator.close();
} );

describe( 'a window of very many changes', () => {
	it( 'is one job, and leaves WordPress as reading them by their ids would have', async () => {
		await readOnce( unfiltered );
		load();
		const watermarks = new Map( door.watermarks );
		const rows = new Map( [ ...door.rows ].map( ( [ id, row ] ) => [ id, { ...row } ] ) );
		const now = org().clock.now();
		door.due();
		await succeed();
		expect( jobs() ).toHaveLength( 1 );
		expect( simulator.world.bulk.all() ).toEqual( [] );
		expect( door.watermarks.get( unfiltered.id )?.stamp_ms ).toBe( now - 5000 );
		expectInStep( unfiltered );
		const print = () => Object.fromEntries( [ ...door.rows ].map( ( [ id, { fingerprint, stamp_ms: stamp } ] ) => [ id, `${ fingerprint } ${ stamp }` ] ) );
		const asJob = print();
		rows.forEach( ( row, id ) => door.rows.set( id, row ) );
		watermarks.forEach( ( watermark, id ) => door.watermarks.set( id, watermark ) );
		door.due();
		await succeed( { bulk: byIds } );
		expect( jobs() ).toHaveLength( 1 );
		expect( print() ).toEqual( asJob );
	} );

	it( 'reads from the stamp the window begins with, and nothing older', async () => {
		await readOnce( unfiltered );
		org().clock.advance( 3600_000 );
		const touched = live()
			.slice( 0, 150 )
			.map( ( { id } ) => id );
		touched.forEach( ( id ) => edit( id ) );
		door.due();
		await succeed();
		expect( door.offers.flatMap( ( { records } ) => records.map( ( [ id ] ) => id ) ).sort() ).toEqual( touched.sort() );
		expect( jobs() ).toHaveLength( 1 );
	} );

	it( 'withdraws what was deleted and what left the filter, on proof, last and with the whole number', async () => {
		await readOnce( filtered );
		const [ gone = '', out = '' ] = listed();
		load();
		edit( out, { PatronTicket__SoldOut__c: true } );
		org().writer.delete( performance, gone );
		org().clock.advance( 60_000 );
		door.due();
		await succeed();
		expectInStep( filtered );
		expect( withdrawn().sort() ).toEqual(
			[
				[ gone, 'deleted' ],
				[ out, 'outside_filter' ],
			].sort()
		);
		expect( door.deliveries.at( -1 ) ).toMatchObject( { records: [], withdrawals_total: 2 } );
		expect( door.deliveries.slice( 0, -1 ).every( ( { withdrawals } ) => withdrawals.length === 0 ) ).toBe( true );
		// The records, the ids that pass, and all states.
		expect( jobs() ).toHaveLength( 3 );
	} );

	it( 'asks one call for what was deleted where there is no filter to leave', async () => {
		await readOnce( unfiltered );
		const [ gone = '' ] = listed();
		load();
		org().writer.delete( performance, gone );
		org().clock.advance( 60_000 );
		door.due();
		await succeed();
		expectInStep( unfiltered );
		expect( withdrawn() ).toEqual( [ [ gone, 'deleted' ] ] );
		expect( jobs() ).toHaveLength( 1 );
	} );

	it( 'takes a whole season’s deletion off the site in one number', async () => {
		await readOnce( unfiltered );
		const gone = listed();
		live().forEach( ( { id } ) => org().writer.delete( performance, id ) );
		org().clock.advance( 60_000 );
		door.due();
		await succeed();
		expect( listed() ).toEqual( [] );
		expect( withdrawn() ).toHaveLength( gone.length );
		expect( new Set( door.deliveries.map( ( { withdrawals_total: total } ) => total ) ) ).toEqual( new Set( [ gone.length ] ) );
	} );

	it( 'asks by id only for what WordPress has where an archive outside the filter was touched', async () => {
		const outside = live().slice( 0, -1 );
		outside.forEach( ( { id } ) => edit( id, { PatronTicket__SoldOut__c: true } ) );
		await readOnce( filtered );
		const [ out = '' ] = listed();
		load();
		edit( out, { PatronTicket__SoldOut__c: true } );
		org().clock.advance( 60_000 );
		door.due();
		await succeed();
		expect( withdrawn() ).toEqual( [ [ out, 'outside_filter' ] ] );
		const asked = simulator.world.log.since( 0 ).filter( ( { path: url } ) => decodeURIComponent( url ).includes( 'Id IN' ) );
		expect( asked.length ).toBeLessThanOrEqual( 1 );
		expect( door.offers.flatMap( ( { withdrawals = [] } ) => withdrawals.map( ( [ id ] ) => id ) ) ).toEqual( [ out ] );
	} );

	it( 'reads what the inbox asks for first', async () => {
		await readOnce( unfiltered );
		const asked = listed().at( -1 ) ?? '';
		load();
		door.inbox = [ { mapping_id: unfiltered.id, ids: [ asked ] } ];
		door.due();
		await succeed();
		expect( door.deliveries[ 0 ]?.records.map( ( { external_id: id } ) => id ) ).toEqual( [ asked ] );
		expectInStep( unfiltered );
	} );

	it( 'leaves to the next poll what changes meanwhile, and loses none of it', async () => {
		await readOnce( filtered );
		load();
		const now = org().clock.now();
		const [ edited = '', out = '', gone = '' ] = listed();
		let changed = 0;
		onWait = () => {
			// Once while the records are read, once while what left is looked for.
			if ( [ 1, 2 ].includes( ( changed += 1 ) ) ) {
				edit( edited );
				return;
			}
			if ( changed === 3 ) {
				edit( out, { PatronTicket__SoldOut__c: true } );
				org().writer.delete( performance, gone );
			}
		};
		simulator.world.bulk.behave( { ms: 5000 } );
		door.due();
		await succeed();
		expect( changed ).toBeGreaterThan( 3 );
		expect( door.watermarks.get( filtered.id )?.stamp_ms ).toBe( now - 5000 );
		onWait = () => undefined;
		org().clock.advance( 60_000 );
		door.due();
		await succeed();
		expectInStep( filtered );
		// Whatever was told twice is in the version that was told last.
		for ( const { records } of door.deliveries ) {
			records.forEach( ( { external_id: id, version } ) => expect( version.stamp_ms ).toBeLessThanOrEqual( door.rows.get( id )?.stamp_ms ?? 0 ) );
		}
	} );
} );

describe( 'a window of very many changes whose worker is killed', () => {
	type Body = { records?: readonly unknown[]; withdrawals?: readonly unknown[]; resume?: unknown };
	const some = ( list: readonly unknown[] = [] ): boolean => list.length > 0;
	/** Of the first request like this that comes after so many others, WordPress hears nothing; and the lease is gone. */
	function kill( route: string, isIt: ( body: Body ) => boolean, after: number ): void {
		let met = 0;
		door.faults.push( ( request ) => {
			if ( request.route !== route || ! isIt( request.body as Body ) || ( met += 1 ) !== after + 1 ) {
				return undefined;
			}
			door.expireLease();
			return 'drop';
		} );
	}
	const saved = ( { resume }: Body ): boolean => resume !== undefined;
	const ofRecords = ( { records }: Body ): boolean => some( records );
	const ofWithdrawals = ( { withdrawals }: Body ): boolean => some( withdrawals );
	/** Jobs that are made in all: one of the records, and two that look for what left. One that WordPress never heard of is made again. */
	it.each( [
		[ 'before anything is saved', 'heartbeat', saved, 0, 3 ],
		[ 'before its job is saved', 'heartbeat', saved, 1, 4 ],
		[ 'before the first page', 'offer', ofRecords, 0, 3 ],
		[ 'in the first page', 'deliver', ofRecords, 0, 3 ],
		[ 'before the first page is saved', 'heartbeat', saved, 2, 3 ],
		[ 'in a later page', 'deliver', ofRecords, 3, 3 ],
		[ 'when what left the recycle bin is offered', 'offer', ofWithdrawals, 0, 3 ],
		[ 'when what left the filter is offered', 'offer', ofWithdrawals, 2, 5 ],
		[ 'when what left is withdrawn', 'deliver', ofWithdrawals, 0, 5 ],
	] as const )( 'goes on with its job, and ends in the same state: %s', async ( _, route, isIt, after, made ) => {
		simulator.world.bulk.behave( { pageSize: 50 } );
		await readOnce( filtered );
		const [ gone = '', out = '' ] = listed();
		load();
		edit( out, { PatronTicket__SoldOut__c: true } );
		org().writer.delete( performance, gone );
		org().clock.advance( 60_000 );
		const now = org().clock.now();
		const isFirst = isIt === saved && after === 0;
		kill( route, isIt, after );
		door.due();
		expect( await work() ).toMatchObject( { state: 'abandoned' } );
		const settled = new Set( door.deliveries.flatMap( ( { records } ) => records.map( ( { external_id: id } ) => id ) ) );
		const edited = live().find( ( { id } ) => settled.has( id ) ) ?? live().at( -1 );
		org().clock.advance( 600_000 );
		edit( edited?.id ?? '' );
		await succeed();
		expect( jobs() ).toHaveLength( made );
		expect( withdrawn().sort() ).toEqual(
			[
				[ gone, 'deleted' ],
				[ out, 'outside_filter' ],
			].sort()
		);
		// The first holder’s: what changed since it began is the next window’s.
		expect( door.watermarks.get( filtered.id )?.stamp_ms ).toBe( isFirst ? now + 595_000 : now - 5000 );
		const delivered = door.deliveries.flatMap( ( { records } ) => records.map( ( { external_id: id } ) => id ) );
		expect( new Set( delivered ).size ).toBe( delivered.length );
		door.due();
		await succeed();
		expectInStep( filtered );
	} );

	it( 'goes on where a run that failed had come to', async () => {
		simulator.world.bulk.behave( { pageSize: 50 } );
		await readOnce( unfiltered );
		load();
		simulator.fault( { kind: '500', match: 'locator=', times: -1, after: 2 } );
		door.due();
		expect( await work() ).toMatchObject( { state: 'failed' } );
		expect( door.completed.at( -1 )?.watermarks ).toEqual( [] );
		const resume = door.heartbeats.flatMap( ( beat ) => ( beat.resume ? [ { ...beat.resume } ] : [] ) ).at( -1 ) ?? null;
		simulator.world.faults.clear();
		const before = requests( /^GET .*\/results/ ).length;
		// As Runs::inherit_position().
		door.queue.push( { kind: 'incremental', resume } );
		await succeed();
		expect( jobs() ).toHaveLength( 1 );
		expect( requests( /^GET .*\/results/ )[ before ]?.path ).toContain( 'locator=' );
		expectInStep( unfiltered );
	} );

	it( 'takes no position of another window for its own', async () => {
		await readOnce( unfiltered );
		load();
		const since = { version: unfiltered.version, started_ms: 1, after: null, finished: true, bulk: null, paged: false };
		for ( const position of [ since, { ...since, since_ms: 12_345 } ] ) {
			door.queue.push( { kind: 'incremental', resume: { first_read: { [ unfiltered.id ]: position } } } );
			await succeed();
			expectInStep( unfiltered );
			load();
		}
	} );
} );

describe( 'where Salesforce will not', () => {
	async function changedOnce(): Promise< string[] > {
		await readOnce( filtered );
		const [ gone = '', out = '' ] = listed();
		load();
		edit( out, { PatronTicket__SoldOut__c: true } );
		org().writer.delete( performance, gone );
		org().clock.advance( 60_000 );
		door.due();
		return [ gone, out ].sort();
	}
	const expectWithdrawn = ( ids: string[] ): void => {
		expect(
			withdrawn()
				.map( ( [ id ] ) => id )
				.sort()
		).toEqual( ids );
		expectInStep( filtered );
	};

	it.each( [ 1, 3 ] )( 'is read all the same when the poll’s query runs out of time (%i times)', async ( times ) => {
		const ids = await changedOnce();
		simulator.world.faults.arm( { kind: 'query-timeout', match: `queryAll\\?q=.*FROM%20${ performance }`, times } );
		await succeed();
		expectWithdrawn( ids );
	} );

	it( 'is a job when the query for its first page runs out of time', async () => {
		const ids = await changedOnce();
		simulator.world.faults.arm( { kind: 'query-timeout', match: 'query\\?q=.*LIMIT%202000', times: -1 } );
		await succeed();
		expectWithdrawn( ids );
	} );

	it.each( [
		[ 'fail', { failure: 'InvalidBatch : Failed to process query' } ],
		[ 'lose their results', { gone: true } ],
	] as const )( 'is read page by page, states too, where jobs %s', async ( _, behaviour ) => {
		const ids = await changedOnce();
		simulator.world.bulk.behave( behaviour );
		await succeed();
		expectWithdrawn( ids );
		expect( warned( 'states read page by page instead' ) ).toHaveLength( 1 );
	} );

	it( 'lists deleted rows as a job where there are very many of them', async () => {
		await readOnce( unfiltered );
		const gone = listed();
		live().forEach( ( { id } ) => org().writer.delete( performance, id ) );
		org().clock.advance( 60_000 );
		simulator.world.faults.arm( { kind: 'query-timeout', match: 'IsDeleted%20%3D%20true' } );
		door.due();
		await succeed();
		expect( jobs() ).toHaveLength( 1 );
		expect( withdrawn() ).toHaveLength( gone.length );
	} );
} );
