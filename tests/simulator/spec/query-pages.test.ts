import { Client, codeOf, messageOf } from './client';

interface Page {
	totalSize: number;
	done: boolean;
	nextRecordsUrl?: string;
	records: Record< string, unknown >[];
}

const NOW = '2026-11-22T12:00:00Z';
let client: Client;

beforeEach( async () => {
	client = await Client.open( { season: 'empty', clock: { now: NOW, frozen: true } } );
} );
afterEach( () => client.close() );

const org = (): Client[ 'simulator' ][ 'world' ][ 'org' ] => client.simulator.world.org;
const load = (
	count: number,
	type = 'Account',
	fields: ( n: number ) => Record< string, unknown > = ( n ) => ( { Name: `Account ${ String( n ).padStart( 4, '0' ) }` } )
): string[] => Array.from( { length: count }, ( _, n ) => org().writer.load( type, fields( n ), '2026-11-22T11:00:00.000+0000' ) );
const pageOf = async ( path: string, headers: Record< string, string > = {} ): Promise< Page > => {
	const reply = await client.get( path.replace( '/services/data/v66.0', '' ), headers );
	if ( reply.status !== 200 ) {
		throw new Error( reply.text );
	}
	return reply.json as Page;
};
const ask = ( soql: string, headers: Record< string, string > = {}, door = 'query' ): Promise< Page > =>
	pageOf( `/${ door }?q=${ encodeURIComponent( soql ) }`, headers );

describe( 'a page', () => {
	it( 'holds 2,000 rows, as few as 200 when asked, and never another number', async () => {
		load( 2100 );
		const sizes = async ( batchSize?: string ): Promise< number > =>
			( await ask( 'SELECT Id FROM Account', batchSize === undefined ? {} : { 'Sforce-Query-Options': `batchSize=${ batchSize }` } ) ).records.length;
		expect( await sizes() ).toBe( 2000 );
		expect( await sizes( '5000' ) ).toBe( 2000 );
		expect( await sizes( '500' ) ).toBe( 500 );
		expect( await sizes( '1' ) ).toBe( 200 );
	} );

	it( 'holds 200 rows when they have two long texts or more', async () => {
		load( 300, 'PatronTicket__TicketableEvent__c', ( n ) => ( { Name: `Show ${ n }` } ) );
		const size = async ( fields: string ): Promise< number > => ( await ask( `SELECT ${ fields } FROM PatronTicket__TicketableEvent__c` ) ).records.length;
		expect( await size( 'PatronTicket__Description__c' ) ).toBe( 300 );
		expect( await size( 'PatronTicket__Description__c, PatronTicket__LongTitle__c' ) ).toBe( 200 );
	} );

	it( 'says where the next one is, by cursor and offset, until all is done', async () => {
		const ids = load( 450 );
		const small = { 'Sforce-Query-Options': 'batchSize=200' };
		const first = await ask( 'SELECT Id FROM Account ORDER BY Id', small );
		expect( first ).toMatchObject( { totalSize: 450, done: false } );
		expect( first.nextRecordsUrl ).toMatch( /^\/services\/data\/v66\.0\/query\/01g\w{15}-200$/ );
		const second = await pageOf( first.nextRecordsUrl! );
		const third = await pageOf( second.nextRecordsUrl! );
		expect( third ).toMatchObject( { totalSize: 450, done: true } );
		expect( third.nextRecordsUrl ).toBeUndefined();
		expect( [ first, second, third ].flatMap( ( page ) => page.records.map( ( row ) => row.Id ) ) ).toEqual( ids );
	} );
} );

describe( 'a cursor', () => {
	const names = ( page: Page ): unknown[] => page.records.map( ( row ) => row.Name );

	it( 'remembers which rows there were, and reads their values when the page is read', async () => {
		org().exactBatchSize = 2;
		const ids = load( 5 );
		const first = await ask( 'SELECT Name FROM Account ORDER BY Name' );
		org().writer.update( 'Account', ids[ 2 ]!, { Name: 'Renamed' } );
		org().writer.create( 'Account', { Name: 'Account 0002b' } );
		org().writer.delete( 'Account', ids[ 3 ]! );
		const second = await pageOf( first.nextRecordsUrl! );
		expect( names( second ) ).toEqual( [ 'Renamed' ] );
		expect( second ).toMatchObject( { totalSize: 5, done: false } );
		org().writer.purge( 'Account', ids[ 4 ]! );
		expect( await pageOf( second.nextRecordsUrl! ) ).toEqual( { totalSize: 5, done: true, records: [] } );
	} );

	it( 'leaves out what sharing has hidden meanwhile', async () => {
		org().exactBatchSize = 2;
		const ids = load( 4 );
		const first = await ask( 'SELECT Name FROM Account ORDER BY Name' );
		org().hiding.records.set( '*', new Set( [ ids[ 2 ]! ] ) );
		org().forgetAccess();
		expect( names( await pageOf( first.nextRecordsUrl! ) ) ).toEqual( [ 'Account 0003' ] );
	} );

	it( 'of queryAll keeps deleted rows and goes on below either path', async () => {
		org().exactBatchSize = 2;
		const ids = load( 3 );
		org().writer.delete( 'Account', ids[ 1 ]! );
		const first = await ask( 'SELECT Name, IsDeleted FROM Account ORDER BY Name', {}, 'queryAll' );
		expect( first.totalSize ).toBe( 3 );
		org().writer.delete( 'Account', ids[ 2 ]! );
		const second = await pageOf( first.nextRecordsUrl! );
		expect( second.records ).toMatchObject( [ { Name: 'Account 0002', IsDeleted: true } ] );
		expect( await pageOf( first.nextRecordsUrl!.replace( '/query/', '/queryAll/' ) ) ).toEqual( second );
	} );

	it( 'gives the same page as often as it is asked', async () => {
		org().exactBatchSize = 2;
		load( 5 );
		const first = await ask( 'SELECT Name FROM Account' );
		const second = await pageOf( first.nextRecordsUrl! );
		expect( await pageOf( first.nextRecordsUrl! ) ).toEqual( second );
	} );

	it( 'is good for two days, for the one who opened it, until all are ended', async () => {
		org().exactBatchSize = 2;
		load( 5 );
		const { nextRecordsUrl } = await ask( 'SELECT Name FROM Account' );
		const path = nextRecordsUrl!.replace( '/services/data/v66.0', '' );
		const other = new Client( client.simulator );
		const admin = org().personNamed( 'admin@callboard.example' )!;
		other.token = org().sessions.issue( org().clock.now(), { userId: admin.userId, app: 'test', scopes: [ 'api' ] } );
		expect( codeOf( await other.get( path ) ) ).toBe( 'INVALID_QUERY_LOCATOR' );
		expect( ( await client.get( path ) ).status ).toBe( 200 );
		org().clock.advance( 2 * 24 * 3600 * 1000 - 1 );
		await client.signIn();
		expect( ( await client.get( path ) ).status ).toBe( 200 );
		org().clock.advance( 1 );
		await client.signIn();
		const late = await client.get( path );
		expect( late.status ).toBe( 400 );
		expect( messageOf( late ) ).toBe( 'invalid query locator' );
		const again = await ask( 'SELECT Name FROM Account' );
		client.simulator.world.cursors.expireAll();
		expect( codeOf( await client.get( again.nextRecordsUrl!.replace( '/services/data/v66.0', '' ) ) ) ).toBe( 'INVALID_QUERY_LOCATOR' );
	} );

	it( 'is forgotten once it has expired', async () => {
		org().exactBatchSize = 2;
		load( 5 );
		await ask( 'SELECT Name FROM Account' );
		org().clock.advance( 3 * 24 * 3600 * 1000 );
		await client.signIn();
		await ask( 'SELECT Name FROM Account' );
		expect( client.simulator.world.cursors.size ).toBe( 1 );
	} );

	it.each( [ '01g000000000001AAA-200', 'nonsense', '01g5e0000000001AAA', '01g5e0000000001AAA--1', '01g5e0000000001AAA-99999' ] )(
		'was never opened: %s',
		async ( locator ) => {
			const reply = await client.get( `/query/${ locator }` );
			expect( [ reply.status, codeOf( reply ) ] ).toEqual( [ 400, 'INVALID_QUERY_LOCATOR' ] );
		}
	);
} );

describe( 'a set of more than 200 children', () => {
	it( 'shows the first 200 and goes on by a locator of its own', async () => {
		const [ parent = '' ] = load( 1 );
		load( 450, 'Contact', ( n ) => ( { LastName: `Contact ${ String( n ).padStart( 4, '0' ) }`, AccountId: parent } ) );
		const page = await ask( 'SELECT Name, (SELECT LastName FROM Contacts ORDER BY LastName) FROM Account', { 'Sforce-Query-Options': 'batchSize=200' } );
		const children = page.records[ 0 ]!.Contacts as Page;
		expect( children ).toMatchObject( { totalSize: 450, done: false } );
		expect( children.records ).toHaveLength( 200 );
		const second = await pageOf( children.nextRecordsUrl! );
		const third = await pageOf( second.nextRecordsUrl! );
		expect( third.done ).toBe( true );
		const all = [ children, second, third ].flatMap( ( one ) => one.records.map( ( row ) => row.LastName ) );
		expect( all ).toEqual( Array.from( { length: 450 }, ( _, n ) => `Contact ${ String( n ).padStart( 4, '0' ) }` ) );
	} );
} );

describe( 'the query resource', () => {
	it( 'wants a text, and GET', async () => {
		const missing = await client.get( '/query' );
		expect( [ missing.status, codeOf( missing ) ] ).toEqual( [ 400, 'MALFORMED_QUERY' ] );
		const posted = await client.rest( 'POST', '/query?q=SELECT+Id+FROM+Account', {} );
		expect( [ posted.status, codeOf( posted ) ] ).toEqual( [ 405, 'METHOD_NOT_ALLOWED' ] );
		expect( await ask( 'SELECT Id FROM Account' ) ).toEqual( { totalSize: 0, done: true, records: [] } );
		expect( ( await client.get( '/query/?q=SELECT+Id+FROM+Account' ) ).status ).toBe( 200 );
	} );

	it( 'explains how a query would be answered', async () => {
		const [ id = '' ] = load( 3 );
		const explain = async ( soql: string ): Promise< unknown > => ( await client.get( `/query?explain=${ encodeURIComponent( soql ) }` ) ).json;
		expect( await explain( `SELECT Id FROM Account WHERE Id = '${ id }'` ) ).toMatchObject( {
			plans: [ { cardinality: 1, fields: [ 'Id' ], leadingOperationType: 'Index', sobjectCardinality: 3, sobjectType: 'Account' } ],
		} );
		expect( await explain( "SELECT Id FROM Account WHERE Rating = 'Hot'" ) ).toMatchObject( { plans: [ { leadingOperationType: 'TableScan' } ] } );
		expect( codeOf( await client.get( '/query?explain=SELECT+Foo+FROM+Account' ) ) ).toBe( 'INVALID_FIELD' );
	} );
} );

describe( 'a big org', () => {
	it( 'looks at no more rows than a page needs', async () => {
		const { runSoql } = await import( '../soql/query' );
		const second = ( n: number ): string => `${ new Date( Date.parse( NOW ) - 3_600_000 + n * 1000 ).toISOString().slice( 0, 19 ) }.000+0000`;
		const ids = Array.from( { length: 4000 }, ( _, n ) => org().writer.load( 'Account', { Name: `Account ${ n }` }, second( Math.floor( n / 1000 ) ) ) );
		org().writer.load( 'Contact', { LastName: 'Doe', AccountId: ids[ 5 ] }, second( 0 ) );
		const judged = ( soql: string ): number => {
			const meter = { judged: 0 };
			const access = org().accessOf( org().personNamed( client.simulator.username )!.userId );
			runSoql( { soql, access, store: org().store, zone: org().zone, nowMs: org().clock.now(), includeDeleted: false, version: 'v66.0', meter } );
			return meter.judged;
		};
		const stamp = second( 1 ).replace( '+0000', 'Z' );
		expect( judged( 'SELECT Id FROM Account LIMIT 10' ) ).toBe( 10 );
		expect( judged( 'SELECT Id FROM Account ORDER BY SystemModstamp, Id LIMIT 10' ) ).toBe( 10 );
		expect( judged( 'SELECT Id FROM Account ORDER BY SystemModstamp DESC LIMIT 1' ) ).toBe( 1 );
		expect( judged( 'SELECT Id FROM Account ORDER BY Id DESC LIMIT 1' ) ).toBe( 1 );
		expect(
			judged(
				`SELECT Id FROM Account WHERE SystemModstamp > ${ stamp } OR (SystemModstamp = ${ stamp } AND Id > '${ ids[ 1899 ] }') ORDER BY SystemModstamp, Id LIMIT 10`
			)
		).toBe( 11 );
		expect( judged( `SELECT Id FROM Account WHERE Id > '${ ids[ 3000 ] }' ORDER BY Id LIMIT 10` ) ).toBe( 11 );
		expect(
			judged( `SELECT Id FROM Account WHERE SystemModstamp >= ${ stamp } AND SystemModstamp < ${ second( 2 ).replace( '+0000', 'Z' ) }` )
		).toBeLessThanOrEqual( 2000 );
		expect( judged( `SELECT Id FROM Account WHERE Id IN ('${ ids[ 7 ] }', '${ ids[ 8 ] }') AND Name != 'x'` ) ).toBe( 2 );
		expect( judged( `SELECT Id FROM Contact WHERE AccountId = '${ ids[ 5 ] }'` ) ).toBe( 1 );
		expect( judged( 'SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact)' ) ).toBe( 2 );
		expect( judged( `SELECT Id FROM Account WHERE Id = '${ ids[ 7 ] }' OR Id = '${ ids[ 9 ] }'` ) ).toBe( 2 );
	} );
} );
