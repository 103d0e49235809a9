import fc from 'fast-check';
import { Client, codeOf, messageOf } from './client';

const PERFORMANCE = 'PatronTicket__EventInstance__c';
const PRODUCTION = 'PatronTicket__TicketableEvent__c';

let client: Client;
beforeAll( async () => {
	client = await Client.open();
} );
afterAll( () => client.close() );

const names = async ( where: string ): Promise< unknown[] > =>
	( await client.rows( `SELECT Name FROM ${ PRODUCTION } WHERE ${ where } ORDER BY Name` ) ).map( ( row ) => row.Name );

describe( 'a query', () => {
	it( 'answers canonical names whatever case was typed, and the id only when asked', async () => {
		const [ row ] = await client.rows( `select id, NAME from ${ PERFORMANCE.toLowerCase() } limit 1` );
		expect( Object.keys( row! ) ).toEqual( [ 'attributes', 'Id', 'Name' ] );
		const [ bare ] = await client.rows( `SELECT Name FROM ${ PERFORMANCE } LIMIT 1` );
		expect( Object.keys( bare! ) ).toEqual( [ 'attributes', 'Name' ] );
	} );

	it( 'nests parents, with null for a parent that is not there', async () => {
		const rows = await client.rows(
			`SELECT Name, PatronTicket__Venue__r.Name, PatronTicket__TicketableEvent__r.Owner.Name FROM ${ PERFORMANCE } WHERE PatronTicket__TicketableEvent__r.Name = 'a show without a date' AND PatronTicket__InstanceDate__c = null ORDER BY PatronTicket__Venue__c NULLS LAST`
		);
		expect( rows ).toHaveLength( 2 );
		expect( rows[ 0 ] ).toMatchObject( {
			PatronTicket__Venue__r: { Name: 'Prairie Playhouse' },
		} );
		expect( rows[ 1 ] ).toMatchObject( {
			PatronTicket__Venue__r: null,
			PatronTicket__TicketableEvent__r: {
				Owner: { Name: 'Callboard Integration' },
			},
		} );
	} );

	it( 'nests children with their own conditions, null when there are none', async () => {
		const select = `SELECT Name, (SELECT Id FROM PatronTicket__EventInstances__r ORDER BY PatronTicket__InstanceDate__c LIMIT 2) FROM ${ PRODUCTION }`;
		const rows = await client.rows( `${ select } WHERE Name IN ('Saltwater', 'Between Seasons') ORDER BY Name` );
		expect( rows[ 0 ] ).toMatchObject( {
			Name: 'Between Seasons',
			PatronTicket__EventInstances__r: null,
		} );
		expect( rows[ 1 ] ).toMatchObject( {
			PatronTicket__EventInstances__r: { totalSize: 2, done: true },
		} );
	} );

	it( 'understands INCLUDES, EXCLUDES, LIKE, NOT and parentheses', async () => {
		expect( await names( "PatronTicket__Category__c INCLUDES ('Opera;Comedy')" ) ).toEqual( [ 'Così fan Brooklyn', 'The Pirate Accountants' ] );
		expect( await names( "PatronTicket__Category__c INCLUDES ('Talk') AND PatronTicket__Category__c EXCLUDES ('Play')" ) ).not.toContain(
			'Letters to a Lamplighter'
		);
		expect( await names( "Name LIKE 'the b_okbin%'" ) ).toEqual( [ 'The Bookbinder' ] );
		expect( await names( "(NOT Name LIKE '%e%') AND (Name LIKE 'S%' OR Name LIKE 'N%')" ) ).toEqual( [
			'Night Post',
			'Sonatas for Rain',
			'Spring Forward, Fall Back',
			'Standing Room Only',
		] );
		expect( await names( "NOT (PatronTicket__Active__c = true OR PatronTicket__Type__c != 'Tickets')" ) ).toEqual( [ 'Last Year’s Success' ] );
	} );

	it( 'reads escapes and refuses unknown ones', async () => {
		expect( await names( "Name = 'Moth \\u0026 Flame'" ) ).toEqual( [ 'Moth & Flame' ] );
		const reply = await client.query( `SELECT Id FROM ${ PRODUCTION } WHERE Name = 'a\\qb'` );
		expect( codeOf( reply ) ).toBe( 'MALFORMED_QUERY' );
	} );

	it( 'counts, groups and folds', async () => {
		const count = await client.query( `SELECT COUNT() FROM ${ PRODUCTION }` );
		expect( count.json ).toEqual( {
			totalSize: 63,
			done: true,
			records: [],
		} );
		const groups = await client.rows(
			`SELECT PatronTicket__Type__c, COUNT(Id) many, MAX(Name) FROM ${ PRODUCTION } GROUP BY PatronTicket__Type__c HAVING COUNT(Id) < 5`
		);
		expect( groups ).toEqual( [
			{
				attributes: { type: 'AggregateResult' },
				PatronTicket__Type__c: 'Membership',
				many: 1,
				expr0: 'Friends of the Lantern',
			},
		] );
	} );

	it( 'answers semi-joins', async () => {
		const soldOut = `Id IN (SELECT PatronTicket__TicketableEvent__c FROM ${ PERFORMANCE } WHERE PatronTicket__Status__c = 'Postponed')`;
		expect( await names( soldOut ) ).toEqual( [ 'Waiting for the Tenor' ] );
	} );

	it( 'knows date literals in the user’s time zone', async () => {
		const rows = async ( where: string ): Promise< number > => ( await client.rows( `SELECT Id FROM ${ PERFORMANCE } WHERE ${ where }` ) ).length;
		const before = await rows( 'PatronTicket__InstanceDate__c < TODAY' );
		const today = await rows( 'PatronTicket__InstanceDate__c = TODAY' );
		const after = await rows( 'PatronTicket__InstanceDate__c > TODAY' );
		const without = await rows( 'PatronTicket__InstanceDate__c = null' );
		expect( before + today + after + without ).toBe( client.simulator.counts.performances );
		expect( await rows( 'PatronTicket__InstanceDate__c = NEXT_N_DAYS:7' ) ).toBe(
			await rows( 'PatronTicket__InstanceDate__c >= 2026-11-23T00:00:00-05:00 AND PatronTicket__InstanceDate__c < 2026-11-30T00:00:00-05:00' )
		);
	} );

	it( 'reads the keyset page of a sync in order, each row once', async () => {
		const seen: unknown[] = [];
		let where = '';
		for (;;) {
			const rows = await client.rows( `SELECT Id, SystemModstamp FROM ${ PERFORMANCE } ${ where } ORDER BY SystemModstamp, Id LIMIT 37` );
			if ( rows.length === 0 ) {
				break;
			}
			seen.push( ...rows.map( ( row ) => row.Id ) );
			const last = rows[ rows.length - 1 ]!;
			const stamp = String( last.SystemModstamp ).replace( '+0000', 'Z' );
			where = `WHERE (SystemModstamp > ${ stamp } OR (SystemModstamp = ${ stamp } AND Id > '${ String( last.Id ) }'))`;
		}
		expect( new Set( seen ).size ).toBe( seen.length );
		expect( seen ).toHaveLength( client.simulator.counts.performances );
	} );
} );

describe( 'a wrong query', () => {
	it.each( [
		[ 'an unknown column', 'SELECT Bacon__c FROM Account', 'INVALID_FIELD', 8, "No such column 'Bacon__c' on entity 'Account'" ],
		[ 'an unknown object', 'select count() from XYZZY', 'INVALID_TYPE', 21, "sObject type 'XYZZY' is not supported" ],
		[ 'a column unknown in WHERE', "SELECT Id FROM Account WHERE Foo = 'x'", 'INVALID_FIELD', 30, "No such column 'Foo'" ],
		[ 'an unknown relationship', 'SELECT Foo.Name FROM Account', 'INVALID_FIELD', 8, "Didn't understand relationship 'Foo'" ],
		[ 'a missing end', 'SELECT Id FROM Account WHERE', 'MALFORMED_QUERY', 29, 'unexpected token: <EOF>' ],
		[ 'a stray word', 'SELECT Id, FROM Account', 'MALFORMED_QUERY', 12, "unexpected token: 'FROM'" ],
		[ 'a quoted date-time', "SELECT Id FROM Account WHERE CreatedDate > '2026-01-01T00:00:00Z'", 'INVALID_FIELD', 30, 'should not be enclosed in quotes' ],
		[ 'a long text in WHERE', "SELECT Id FROM Account WHERE Description = 'x'", 'INVALID_FIELD', 30, 'can not be filtered' ],
	] )( 'with %s points at the place', async ( _what, soql, code, column, text ) => {
		const reply = await client.query( soql );
		expect( reply.status ).toBe( 400 );
		expect( codeOf( reply ) ).toBe( code );
		expect( messageOf( reply ) ).toContain( `ERROR at Row:1:Column:${ column }\n` );
		expect( messageOf( reply ) ).toContain( text );
		expect( messageOf( reply ).split( '\n' )[ 2 ] ).toBe( `${ ' '.repeat( column - 1 ) }^` );
	} );

	it.each( [
		[ 'AND beside OR', "SELECT Id FROM Account WHERE Name = 'a' AND Name = 'b' OR Name = 'c'", 'MALFORMED_QUERY' ],
		[ 'a first word that is not SELECT', 'SELEKT Id FROM Account', 'MALFORMED_QUERY' ],
		[ 'FIELDS(ALL) without LIMIT', 'SELECT FIELDS(ALL) FROM Account', 'MALFORMED_QUERY' ],
		[ 'the same field twice', 'SELECT Id, id FROM Account', 'INVALID_FIELD' ],
		[ 'an id that is none', "SELECT Id FROM Account WHERE Id = 'x'", 'INVALID_QUERY_FILTER_OPERATOR' ],
		[ 'an offset too far', 'SELECT Id FROM Account OFFSET 2001', 'NUMBER_OUTSIDE_VALID_RANGE' ],
		[ 'nothing', '', 'MALFORMED_QUERY' ],
	] )( 'with %s is refused', async ( _what, soql, code ) => {
		const reply = await client.query( soql );
		expect( reply.status ).toBe( 400 );
		expect( codeOf( reply ) ).toBe( code );
	} );
} );

describe( 'paging', () => {
	it.each( [ 1, 7, 199, 200, 397, 398, 399 ] )( 'by %i yields each row once', async ( size ) => {
		client.simulator.world.org.exactBatchSize = size;
		const ids: unknown[] = [];
		let reply = await client.query( `SELECT Id FROM ${ PERFORMANCE }` );
		for (;;) {
			const page = reply.json as {
				records: { Id: string }[];
				done: boolean;
				nextRecordsUrl?: string;
				totalSize: number;
			};
			ids.push( ...page.records.map( ( row ) => row.Id ) );
			expect( page.totalSize ).toBe( client.simulator.counts.performances );
			if ( page.done ) {
				expect( page.nextRecordsUrl ).toBeUndefined();
				break;
			}
			reply = await client.get( page.nextRecordsUrl!.replace( '/services/data/v66.0', '' ) );
		}
		client.simulator.world.org.exactBatchSize = null;
		expect( new Set( ids ).size ).toBe( client.simulator.counts.performances );
		expect( ids ).toHaveLength( client.simulator.counts.performances );
	} );

	it( 'never goes below 200 rows, whatever batch size is asked', async () => {
		const reply = await client.query( `SELECT Id FROM ${ PERFORMANCE }`, {
			headers: { 'Sforce-Query-Options': 'batchSize=5' },
		} );
		expect( ( reply.json as { records: unknown[] } ).records ).toHaveLength( 200 );
	} );

	it( 'refuses a locator it did not give', async () => {
		expect( codeOf( await client.get( '/query/01g000000000001AAA-200' ) ) ).toBe( 'INVALID_QUERY_LOCATOR' );
		expect( codeOf( await client.get( '/query/nonsense' ) ) ).toBe( 'INVALID_QUERY_LOCATOR' );
	} );
} );

/** The same conditions, evaluated the long way over plain objects. */
interface Sample {
	soql: string;
	holds: ( row: Record< string, unknown > ) => boolean;
}

const lower = ( value: unknown ): string => String( value ).toLowerCase();
const leaf: fc.Arbitrary< Sample > = fc.oneof(
	fc.constantFrom( 'Scheduled', 'cancelled', 'Postponed' ).map( ( value ) => ( {
		soql: `PatronTicket__Status__c = '${ value }'`,
		holds: ( row: Record< string, unknown > ) => lower( row.PatronTicket__Status__c ) === value.toLowerCase(),
	} ) ),
	fc.tuple( fc.constantFrom( '<', '<=', '>', '>=', '=', '!=' ), fc.integer( { min: 0, max: 60 } ) ).map( ( [ op, n ] ) => ( {
		soql: `PatronTicket__MinPrice__c ${ op } ${ n }`,
		holds: ( row: Record< string, unknown > ) => {
			const price = row.PatronTicket__MinPrice__c as number | null;
			if ( price === null ) {
				return op === '!=';
			}
			return {
				'<': price < n,
				'<=': price <= n,
				'>': price > n,
				'>=': price >= n,
				'=': price === n,
				'!=': price !== n,
			}[ op ];
		},
	} ) ),
	fc.constantFrom( 'true', 'false' ).map( ( value ) => ( {
		soql: `PatronTicket__SoldOut__c = ${ value }`,
		holds: ( row: Record< string, unknown > ) => String( row.PatronTicket__SoldOut__c ) === value,
	} ) ),
	fc.constantFrom( 'SP', 'CB1', 'cb', '0' ).map( ( start ) => ( {
		soql: `PatronTicket__Code__c LIKE '${ start }%'`,
		holds: ( row: Record< string, unknown > ) => lower( row.PatronTicket__Code__c ).startsWith( start.toLowerCase() ),
	} ) ),
	fc.integer( { min: -30, max: 270 } ).map( ( day ) => {
		const stamp = new Date( Date.UTC( 2026, 10, 22 + day ) ).toISOString().slice( 0, 19 );
		return {
			soql: `PatronTicket__InstanceDate__c >= ${ stamp }Z`,
			holds: ( row: Record< string, unknown > ) => row.PatronTicket__InstanceDate__c !== null && ( row.PatronTicket__InstanceDate__c as string ) >= stamp,
		};
	} )
);
const { tree } = fc.letrec< { tree: Sample; branch: Sample } >( ( tie ) => ( {
	tree: fc.oneof( { maxDepth: 4 }, leaf, tie( 'branch' ) ),
	branch: fc.tuple( fc.constantFrom( 'AND', 'OR', 'NOT' ), tie( 'tree' ), tie( 'tree' ) ).map( ( [ word, a, b ] ) =>
		word === 'NOT'
			? {
					soql: `(NOT ${ a.soql })`,
					holds: ( row ) => ! a.holds( row ),
				}
			: {
					soql: `(${ a.soql } ${ word } ${ b.soql })`,
					holds: ( row ) => ( word === 'AND' ? a.holds( row ) && b.holds( row ) : a.holds( row ) || b.holds( row ) ),
				}
	),
} ) );

describe( 'any condition', () => {
	it( 'selects what the plain evaluation of it selects', async () => {
		const all = await client.rows( `SELECT FIELDS(ALL) FROM ${ PERFORMANCE } LIMIT 200` );
		await fc.assert(
			fc.asyncProperty( tree, async ( sample ) => {
				const rows = await client.rows( `SELECT Id FROM ${ PERFORMANCE } WHERE ${ sample.soql }` );
				const got = new Set( rows.map( ( row ) => row.Id ) );
				for ( const row of all ) {
					expect( [ row.Id, got.has( row.Id ) ] ).toEqual( [ row.Id, sample.holds( row ) ] );
				}
			} ),
			{ numRuns: 60 }
		);
	} );
} );
