import fc from 'fast-check';
import { DELIMITERS, LINE_ENDINGS, type DelimiterName, type LineEndingName } from '../bulk/format';
import { area, build, currency, formula, text } from '../org/fields';
import { newRow } from '../org/store';
import { BulkClient, jsonOf, rowsOf } from './bulk-client';
import { Client, codeOf, messageOf } from './client';

let client: Client;
let bulk: BulkClient;

beforeEach( async () => {
	client = await Client.open( { season: 'empty' } );
	bulk = new BulkClient( client );
} );
afterEach( () => client.close() );

const made = async ( fields: object ): Promise< string > => String( jsonOf( await client.rest( 'POST', '/sobjects/Account', fields ) ).id );

/** Rows put straight into the store: what a query makes of them is the question here. */
function stored( rows: Record< string, string >[] ): void {
	const { store, clock } = bulk.world.org;
	const object = store.table( 'Account' ).object;
	const stamp = clock.stamp();
	for ( const values of rows ) {
		const id = store.nextId( object );
		store.seed( newRow( 'Account', id, { Id: id, IsDeleted: false, SystemModstamp: stamp, ...values } ) );
	}
}

const numbered = ( count: number ): void =>
	stored( Array.from( { length: count }, ( _row, k ) => ( { Name: `Account ${ String( k ).padStart( 5, '0' ) }` } ) ) );

describe( 'making a query job', () => {
	it( 'answers UploadComplete at once, and later how far it is', async () => {
		numbered( 3 );
		const reply = await bulk.createQuery( { query: 'select id from account', columnDelimiter: 'TAB', lineEnding: 'CRLF', contentType: 'CSV' } );
		const brief = {
			operation: 'query',
			object: 'Account',
			createdById: bulk.world.org.people[ 0 ]!.userId,
			createdDate: '2026-11-22T12:00:00.000+0000',
			systemModstamp: '2026-11-22T12:00:00.000+0000',
			concurrencyMode: 'Parallel',
			contentType: 'CSV',
			apiVersion: 66,
			lineEnding: 'CRLF',
			columnDelimiter: 'TAB',
		};
		expect( reply.status ).toBe( 200 );
		const { id, ...rest } = jsonOf( reply );
		expect( rest ).toEqual( { ...brief, state: 'UploadComplete' } );
		const { id: same, ...full } = await bulk.info( String( id ), 'query' );
		expect( same ).toBe( id );
		expect( full ).toEqual( {
			...brief,
			state: 'JobComplete',
			jobType: 'V2Query',
			numberRecordsProcessed: 3,
			retries: 0,
			totalProcessingTime: 3,
			isPkChunkingSupported: true,
		} );
	} );

	it.each( [
		[ 'no query', {}, 'INVALIDJOB' ],
		[ 'another operation', { operation: 'insert', query: 'SELECT Id FROM Account' }, 'JSON_PARSER_ERROR' ],
		[ 'a property that does not exist', { query: 'SELECT Id FROM Account', object: 'Account' }, 'JSON_PARSER_ERROR' ],
		[ 'what is not SOQL', { query: 'SELEKT Id FROM Account' }, 'MALFORMED_QUERY' ],
		[ 'an unknown field', { query: 'SELECT Foo FROM Account' }, 'INVALID_FIELD' ],
		[ 'an unknown object', { query: 'SELECT Id FROM Nope' }, 'INVALID_TYPE' ],
		[ 'GROUP BY', { query: 'SELECT Name, COUNT(Id) FROM Account GROUP BY Name' }, 'API_ERROR' ],
		[ 'OFFSET', { query: 'SELECT Id FROM Account OFFSET 5' }, 'API_ERROR' ],
		[ 'an aggregate', { query: 'SELECT MAX(Name) FROM Account' }, 'API_ERROR' ],
		[ 'COUNT()', { query: 'SELECT COUNT() FROM Account' }, 'API_ERROR' ],
		[ 'a sub-query', { query: 'SELECT Id, (SELECT Id FROM Contacts) FROM Account' }, 'API_ERROR' ],
		[ 'TYPEOF', { query: 'SELECT TYPEOF Owner WHEN User THEN Name END FROM Account' }, 'API_ERROR' ],
		[ 'FIELDS(ALL)', { query: 'SELECT FIELDS(ALL) FROM Account LIMIT 10' }, 'MALFORMED_QUERY' ],
	] )( 'refuses %s', async ( _what, body, code ) => {
		const reply = await bulk.createQuery( body );
		expect( [ reply.status, codeOf( reply ) ] ).toEqual( [ 400, code ] );
		expect( bulk.world.bulk.all() ).toEqual( [] );
	} );

	it( 'refuses compound fields', async () => {
		bulk.world.org.addField( 'Account', build( 'address', 'HomeAddress', { createable: false, updateable: false } ) );
		const reply = await bulk.createQuery( { query: 'SELECT Id, HomeAddress FROM Account' } );
		expect( codeOf( reply ) ).toBe( 'FUNCTIONALITY_NOT_ENABLED' );
		expect( messageOf( reply ) ).toBe( 'Selecting compound data not supported in Bulk Query' );
	} );

	it( 'refuses more jobs than the day has', async () => {
		bulk.world.bulk.limits.dailyQueryJobs = 1;
		await bulk.query( 'SELECT Id FROM Account' );
		expect( codeOf( await bulk.createQuery( { query: 'SELECT Id FROM Account' } ) ) ).toBe( 'EXCEEDEDQUOTA' );
		expect( bulk.world.bulk.counts.queryJobs ).toBe( 1 );
	} );
} );

describe( 'results', () => {
	it( 'come in the order of the SELECT, under canonical names, every value quoted', async () => {
		const { org } = bulk.world;
		org.addField( 'Account', currency( 'Budget__c' ) );
		org.addField( 'Account', formula( 'string', 'Shout__c', { text: null, compute: ( row ) => `${ String( row.values.Name ) }!` } ) );
		const id = await made( { Name: 'A "quoted"; one|two', Budget__c: 27000 } );
		const job = await bulk.query( 'SELECT name, a.OWNER.name, Budget__c, phone, IsDeleted, Shout__c, id FROM Account a' );
		const reply = await bulk.results( job );
		expect( reply.headers.get( 'content-type' ) ).toBe( 'text/csv' );
		expect( reply.headers.get( 'sforce-numberofrecords' ) ).toBe( '1' );
		expect( reply.headers.get( 'sforce-locator' ) ).toBe( 'null' );
		expect( reply.text ).toBe(
			'"Name","Owner.Name","Budget__c","Phone","IsDeleted","Shout__c","Id"\n' +
				`"A ""quoted""; one|two","Callboard Integration","27000.0","","false","A ""quoted""; one|two!","${ id }"\n`
		);
	} );

	it( 'expand FIELDS(STANDARD)', async () => {
		await made( { Name: 'A' } );
		const [ row ] = rowsOf( ( await bulk.results( await bulk.query( 'SELECT FIELDS(STANDARD) FROM Account' ) ) ).text );
		expect( row ).toMatchObject( { Name: 'A', IsDeleted: 'false', BillingCity: '' } );
		expect( row ).not.toHaveProperty( 'BillingAddress' );
	} );

	it( 'of nothing are the header line', async () => {
		const reply = await bulk.results( await bulk.query( 'SELECT Id, Owner.Name FROM Account' ) );
		expect( reply.text ).toBe( '"Id","Owner.Name"\n' );
		expect( [ reply.headers.get( 'sforce-numberofrecords' ), reply.headers.get( 'sforce-locator' ) ] ).toEqual( [ '0', 'null' ] );
	} );

	it( 'include deleted rows for queryAll only', async () => {
		await made( { Name: 'A' } );
		await client.rest( 'DELETE', `/sobjects/Account/${ await made( { Name: 'B' } ) }` );
		const all = await bulk.query( 'SELECT Name FROM Account', { operation: 'queryAll' } );
		expect( rowsOf( ( await bulk.results( all ) ).text ) ).toEqual( [ { Name: 'A' }, { Name: 'B' } ] );
		expect( rowsOf( ( await bulk.results( await bulk.query( 'SELECT Name FROM Account' ) ) ).text ) ).toEqual( [ { Name: 'A' } ] );
	} );

	it.each( [ 'Name', 'Name, Owner.FirstName' ] )( 'show %s as it was when the job was made', async ( fields ) => {
		const [ kept, gone ] = [ await made( { Name: 'A' } ), await made( { Name: 'B' } ) ];
		const job = await bulk.query( `SELECT ${ fields } FROM Account` );
		const before = ( await bulk.results( job ) ).text;
		await client.rest( 'PATCH', `/sobjects/Account/${ kept }`, { Name: 'A2' } );
		await client.rest( 'DELETE', `/sobjects/Account/${ gone }` );
		await made( { Name: 'C' } );
		const { store } = bulk.world.org;
		const owner = store.table( 'User' ).get( bulk.world.org.people[ 0 ]!.userId )!;
		store.change( owner, { values: { ...owner.values, FirstName: 'Renamed' } } );
		expect( ( await bulk.results( job ) ).text ).toBe( before );
		expect( rowsOf( before ).map( ( row ) => row.Name ) ).toEqual( [ 'A', 'B' ] );
	} );

	it( 'belong to the API version that made the job', async () => {
		const job = await bulk.query( 'SELECT Id FROM Account' );
		const reply = await client.send( `/services/data/v65.0/jobs/query/${ job }/results`, { headers: { Authorization: `Bearer ${ client.token }` } } );
		expect( reply.status ).toBe( 409 );
		expect( ( await bulk.results( job ) ).status ).toBe( 200 );
	} );

	it( 'are not there for a job that is not complete', async () => {
		bulk.behave( { polls: 1 } );
		const job = await bulk.query( 'SELECT Id FROM Account' );
		expect( codeOf( await bulk.results( job ) ) ).toBe( 'INVALIDJOBSTATE' );
		expect( codeOf( await client.get( `/jobs/query/${ job }/resultPages` ) ) ).toBe( 'INVALIDJOBSTATE' );
	} );
} );

describe( 'pages', () => {
	it( 'follow locators, each page with its header, until the locator is the word null', async () => {
		numbered( 7 );
		const job = await bulk.query( 'SELECT Name FROM Account' );
		const first = await bulk.results( job, '?maxRecords=3' );
		const locator = first.headers.get( 'sforce-locator' )!;
		expect( Buffer.from( locator, 'base64' ).toString() ).toMatch( /^0:0Ga\w{15}:3$/ );
		expect( locator ).not.toContain( '=' );
		const second = await bulk.results( job, `?maxRecords=3&locator=${ locator }` );
		const third = await bulk.results( job, `?maxRecords=3&locator=${ second.headers.get( 'sforce-locator' ) }` );
		expect( third.headers.get( 'sforce-locator' ) ).toBe( 'null' );
		expect( [ first, second, third ].map( ( reply ) => reply.headers.get( 'sforce-numberofrecords' ) ) ).toEqual( [ '3', '3', '1' ] );
		expect( [ first, second, third ].map( ( reply ) => reply.text.split( '\n' )[ 0 ] ) ).toEqual( [ '"Name"', '"Name"', '"Name"' ] );
		const again = await bulk.results( job, `?maxRecords=3&locator=${ locator }` );
		expect( again.text ).toBe( second.text );
	} );

	it( 'are as large as the server likes without maxRecords', async () => {
		numbered( 5 );
		bulk.behave( { pageSize: 2 } );
		const job = await bulk.query( 'SELECT Name FROM Account' );
		expect( ( await bulk.results( job ) ).headers.get( 'sforce-numberofrecords' ) ).toBe( '2' );
		expect( ( await bulk.results( job, '?maxRecords=4' ) ).headers.get( 'sforce-numberofrecords' ) ).toBe( '4' );
	} );

	it.each( [ '?maxRecords=0', '?maxRecords=-1', '?maxRecords=many', '?locator=nonsense', '?locator=MA', '?locator=' ] )(
		'refuse %s',
		async ( parameters ) => {
			numbered( 2 );
			expect( ( await bulk.results( await bulk.query( 'SELECT Name FROM Account' ), parameters ) ).status ).toBe( 400 );
		}
	);

	it( 'refuse the locator of another job', async () => {
		numbered( 2 );
		const [ one, other ] = [ await bulk.query( 'SELECT Name FROM Account' ), await bulk.query( 'SELECT Name FROM Account' ) ];
		const locator = ( await bulk.results( one, '?maxRecords=1' ) ).headers.get( 'sforce-locator' );
		expect( codeOf( await bulk.results( other, `?locator=${ locator }` ) ) ).toBe( 'INVALID_QUERY_LOCATOR' );
	} );

	it( 'can be listed, five at a time, and read side by side', async () => {
		numbered( 13 );
		bulk.behave( { pageSize: 2 } );
		const job = await bulk.query( 'SELECT Name FROM Account' );
		const urls: string[] = [];
		const sizes: number[] = [];
		let next: string | undefined = `/services/data/v66.0/jobs/query/${ job }/resultPages`;
		while ( next !== undefined ) {
			const list = jsonOf( await client.send( next, { headers: { Authorization: `Bearer ${ client.token }` } } ) );
			const pages = list.resultPages as { resultUrl: string }[];
			urls.push( ...pages.map( ( page ) => page.resultUrl ) );
			sizes.push( pages.length );
			next = list.nextRecordsUrl as string | undefined;
			expect( list.done ).toBe( next === undefined );
		}
		expect( sizes ).toEqual( [ 5, 2 ] );
		const replies = await Promise.all( urls.map( ( url ) => client.send( url, { headers: { Authorization: `Bearer ${ client.token }` } } ) ) );
		const names = replies.flatMap( ( reply ) => rowsOf( reply.text ).map( ( row ) => row.Name ) );
		expect( names ).toEqual( Array.from( { length: 13 }, ( _row, k ) => `Account ${ String( k ).padStart( 5, '0' ) }` ) );
	} );

	it( 'of forty thousand rows hold each row once', async () => {
		numbered( 40_000 );
		bulk.behave( { pageSize: 9_000 } );
		const job = await bulk.query( 'SELECT Id, Name, Phone, Owner.Name FROM Account' );
		const { resultPages } = jsonOf( await client.get( `/jobs/query/${ job }/resultPages` ) );
		const urls = ( resultPages as { resultUrl: string }[] ).map( ( page ) => page.resultUrl );
		const replies = await Promise.all( urls.map( ( url ) => client.send( url, { headers: { Authorization: `Bearer ${ client.token }` } } ) ) );
		const ids = replies.flatMap( ( reply ) => reply.text.split( '\n' ).slice( 1, -1 ) ).map( ( line ) => line.slice( 1, 19 ) );
		expect( [ ids.length, new Set( ids ).size ] ).toEqual( [ 40_000, 40_000 ] );
	} );

	it( 'cannot be listed before v58', async () => {
		const headers = { Authorization: `Bearer ${ client.token }` };
		const made57 = await client.send( '/services/data/v57.0/jobs/query', {
			method: 'POST',
			headers: { ...headers, 'Content-Type': 'application/json' },
			body: JSON.stringify( { operation: 'query', query: 'SELECT Id FROM Account' } ),
		} );
		const path = `/services/data/v57.0/jobs/query/${ String( jsonOf( made57 ).id ) }`;
		expect( made57.text ).toContain( '"apiVersion":57.0' );
		expect( ( await client.send( `${ path }/resultPages`, { headers } ) ).status ).toBe( 404 );
		expect( ( await client.send( `${ path }/results`, { headers } ) ).status ).toBe( 200 );
	} );

	it( 'count the megabytes they hold once, however often they are read', async () => {
		stored( Array.from( { length: 30 }, () => ( { Name: 'x'.repeat( 100_000 ) } ) ) );
		const job = await bulk.query( 'SELECT Name FROM Account' );
		await bulk.results( job, '?maxRecords=20' );
		await bulk.results( job, '?maxRecords=20' );
		expect( bulk.world.bulk.counts.resultMegabytes ).toBe( 2 );
	} );
} );

describe( 'any table', () => {
	const formats = fc.record( {
		columnDelimiter: fc.constantFrom( ...( Object.keys( DELIMITERS ) as DelimiterName[] ) ),
		lineEnding: fc.constantFrom( ...( Object.keys( LINE_ENDINGS ) as LineEndingName[] ) ),
	} );
	const marks = fc.constantFrom( '"', '""', ',', ';', '|', '^', '`', '\t', '\n', '\r\n', '\r', ' ', '#N/A', 'é', '漢', '🎭', '\u2028', '\uFEFF', 'a' );
	const cell = fc.oneof(
		fc.string( { unit: 'binary' } ),
		fc.array( marks, { maxLength: 6 } ).map( ( parts ) => parts.join( '' ) )
	);
	const table = fc.array( fc.record( { Name: cell, Phone: cell, Notes__c: cell } ), { maxLength: 12 } );

	it( 'comes out of a query job as it was, page by page, each row once', async () => {
		bulk.world.org.addField( 'Account', area( 'Notes__c', 32_000 ) );
		await fc.assert(
			fc.asyncProperty( table, formats, fc.integer( { min: 1, max: 13 } ), async ( rows, format, maxRecords ) => {
				const { store } = bulk.world.org;
				[ ...store.table( 'Account' ).all() ].forEach( ( row ) => store.purge( row ) );
				stored( rows );
				const job = await bulk.query( 'SELECT Id, Name, Phone, Notes__c FROM Account', format );
				const found: Record< string, string >[] = [];
				let locator = '';
				do {
					const reply = await bulk.results( job, `?maxRecords=${ maxRecords }${ locator === '' ? '' : `&locator=${ locator }` }` );
					found.push( ...rowsOf( reply.text, format.columnDelimiter, format.lineEnding ) );
					locator = reply.headers.get( 'sforce-locator' ) ?? '';
				} while ( locator !== 'null' );
				expect( found.map( ( { Name, Phone, Notes__c } ) => ( { Name, Phone, Notes__c } ) ) ).toEqual( rows );
				expect( new Set( found.map( ( row ) => row.Id ) ).size ).toBe( rows.length );
			} ),
			{ seed: 20261125, numRuns: 100 }
		);
	} );

	it( 'goes in through an upload as it was', async () => {
		bulk.world.org.addField( 'Account', text( 'Notes__c', { length: 255 } ) );
		const quote = ( value: string ): string => `"${ value.replaceAll( '"', '""' ) }"`;
		const data = fc.array(
			fc.array( marks, { minLength: 1, maxLength: 6 } ).map( ( parts ) => `.${ parts.join( '' ) }.` ),
			{ minLength: 1, maxLength: 8 }
		);
		await fc.assert(
			fc.asyncProperty( data, formats, async ( values, format ) => {
				const end = LINE_ENDINGS[ format.lineEnding ];
				const lines = values.map( ( value ) => `Row${ DELIMITERS[ format.columnDelimiter ] }${ quote( value ) }${ end }` );
				const csv = `Name${ DELIMITERS[ format.columnDelimiter ] }Notes__c${ end }${ lines.join( '' ) }`;
				const job = await bulk.load( { object: 'Account', operation: 'insert', ...format }, csv );
				const written = rowsOf( await bulk.file( job, 'successfulResults' ), format.columnDelimiter, format.lineEnding );
				const { store } = bulk.world.org;
				expect( written.map( ( row ) => store.table( 'Account' ).get( row.sf__Id! )?.values.Notes__c ) ).toEqual( values );
				expect( written.map( ( row ) => row.Notes__c ) ).toEqual( values );
			} ),
			{ seed: 20261126, numRuns: 60 }
		);
	} );
} );
