import { connect } from 'node:net';
import { text } from '../org/fields';
import { VENUE } from '../org/objects';
import { Client, codeOf, messageOf, type Reply } from './client';

let client: Client;
beforeEach( async () => {
	client = await Client.open( { season: 'empty' } );
} );
afterEach( () => client.close() );

const account = ( Name: string, more: object = {} ): Promise< Reply > => client.rest( 'POST', '/sobjects/Account', { Name, ...more } );

/** A session of somebody else than the integration user. */
function signInAs( username: string ): string {
	const { org } = client.simulator.world;
	return org.sessions.issue( org.clock.now(), { userId: org.personNamed( username )!.userId, app: 'Test', scopes: [ 'api' ] } );
}

describe( 'the root of a version', () => {
	it( 'names its resources and the caller', async () => {
		const root = ( await client.get( '' ) ).json as Record< string, string >;
		expect( root ).toMatchObject( {
			sobjects: '/services/data/v66.0/sobjects',
			jobs: '/services/data/v66.0/jobs',
			tooling: '/services/data/v66.0/tooling',
		} );
		expect( root.identity ).toMatch( new RegExp( `^${ client.simulator.url }/id/00D\\w{15}/005\\w{15}$` ) );
	} );

	it( 'is reached with doubled and trailing slashes', async () => {
		expect( ( await client.send( '//services/data/v66.0/', { headers: { Authorization: `Bearer ${ client.token }` } } ) ).status ).toBe( 200 );
	} );
} );

describe( 'the limits', () => {
	interface Limits {
		[ name: string ]: { Max: number; Remaining: number; CreateCustom?: { Max: number; Remaining: number } };
	}

	it( 'count what the call itself takes', async () => {
		const first = ( await client.get( '/limits' ) ).json as Limits;
		const second = ( await client.get( '/limits' ) ).json as Limits;
		expect( first.DailyApiRequests!.Max ).toBe( 100_000 );
		expect( second.DailyApiRequests!.Remaining ).toBe( first.DailyApiRequests!.Remaining - 1 );
		expect( second.PermissionSets!.CreateCustom!.Max ).toBeGreaterThan( 0 );
	} );

	it.each( [
		'DailyBulkApiBatches',
		'DailyBulkV2QueryJobs',
		'DataStorageMB',
		'HourlyPublishedPlatformEvents',
		'DurableStreamingApiConcurrentClients',
		'SingleEmail',
	] )( 'tell %s', async ( name ) => {
		const { Max, Remaining } = ( ( await client.get( '/limits' ) ).json as Limits )[ name ]!;
		expect( Max ).toBeGreaterThanOrEqual( Remaining );
	} );

	it( 'need the right to view the set-up', async () => {
		const reply = await client.get( '/limits', { Authorization: `Bearer ${ signInAs( 'minimum@callboard.example' ) }` } );
		expect( [ reply.status, codeOf( reply ) ] ).toEqual( [ 403, 'INSUFFICIENT_ACCESS' ] );
	} );

	it( 'count the rows of objects by name', async () => {
		await account( 'A' );
		const { id } = ( await account( 'B' ) ).json as { id: string };
		await client.rest( 'DELETE', `/sobjects/Account/${ id }` );
		expect( ( await client.get( `/limits/recordCount?sObjects=account,${ VENUE },Nothing__c` ) ).json ).toEqual( {
			sObjects: expect.arrayContaining( [
				{ count: 1, name: 'Account' },
				{ count: 0, name: VENUE },
			] ) as unknown,
		} );
		const all = ( await client.get( '/limits/recordCount' ) ).json as { sObjects: { name: string }[] };
		expect( all.sObjects.map( ( one ) => one.name ) ).toContain( 'Account' );
	} );
} );

describe( 'recent records', () => {
	it( 'come newest first, as many as asked', async () => {
		const { clock } = client.simulator.world.org;
		for ( const name of [ 'First', 'Second', 'Third' ] ) {
			await account( name );
			clock.advance( 1000 );
		}
		expect( ( await client.get( '/recent?limit=2' ) ).json ).toMatchObject( [
			{ attributes: { type: 'Account' }, Name: 'Third' },
			{ attributes: { type: 'Account' }, Name: 'Second' },
		] );
		expect( ( await client.get( '/recent?limit=zebra' ) ).status ).toBe( 400 );
	} );
} );

describe( 'a search', () => {
	interface Found {
		searchRecords: Record< string, unknown >[];
		metadata?: unknown;
	}
	const search = async ( q: string ): Promise< Found > => ( await client.get( `/search?q=${ encodeURIComponent( q ) }` ) ).json as Found;
	const names = async ( q: string ): Promise< unknown[] > => ( await search( q ) ).searchRecords.map( ( one ) => one.Name );

	beforeEach( async () => {
		await account( 'The Lantern Theatre', { Description: 'Plays and late-night comedy', Phone: '(212) 555-0100' } );
		await account( 'Lantern Books', { Website: 'https://lantern.example' } );
		await account( 'Harbour Hall' );
		await client.rest( 'POST', `/sobjects/${ VENUE }`, { Name: 'Lantern Stage' } );
	} );

	it( 'finds whole words in every object, and answers ids unless told otherwise', async () => {
		const { searchRecords } = await search( 'FIND {lantern}' );
		expect( searchRecords.map( ( one ) => ( one.attributes as { type: string } ).type ).sort() ).toEqual( [ 'Account', 'Account', VENUE ] );
		expect( Object.keys( searchRecords[ 0 ]! ) ).toEqual( [ 'attributes', 'Id' ] );
		expect( ( await search( 'FIND {lant}' ) ).searchRecords ).toEqual( [] );
	} );

	it( 'returns the fields, conditions, order and number that are asked for', async () => {
		expect( await search( "FIND {lantern} IN ALL FIELDS RETURNING Account(Id, Name WHERE Name LIKE 'The%')" ) ).toMatchObject( {
			searchRecords: [ { Name: 'The Lantern Theatre' } ],
		} );
		expect( await names( 'FIND {lantern} IN NAME FIELDS RETURNING Account(Name ORDER BY Name DESC LIMIT 1), PatronTicket__Venue__c(Name)' ) ).toEqual( [
			'The Lantern Theatre',
			'Lantern Stage',
		] );
		expect( await names( 'FIND {lantern} RETURNING Account(Name ORDER BY Name) LIMIT 1' ) ).toEqual( [ 'Lantern Books' ] );
		expect( await names( 'FIND {lantern} RETURNING Account(Name ORDER BY Name LIMIT 5 OFFSET 1)' ) ).toEqual( [ 'The Lantern Theatre' ] );
	} );

	it.each( [
		[ 'lantern AND comedy', [ 'The Lantern Theatre' ] ],
		[ 'lantern comedy', [ 'The Lantern Theatre' ] ],
		[ '"lantern books" OR harbour', [ 'Harbour Hall', 'Lantern Books' ] ],
		[ 'lantern AND NOT books', [ 'The Lantern Theatre' ] ],
		[ '(harbour OR books) AND lantern', [ 'Lantern Books' ] ],
		[ 'lan*', [ 'Lantern Books', 'The Lantern Theatre' ] ],
		[ 'b??ks', [ 'Lantern Books' ] ],
		[ 'late\\-night', [ 'The Lantern Theatre' ] ],
		[ '555', [ 'The Lantern Theatre' ] ],
		[ 'nowhere', [] ],
	] )( 'understands {%s}', async ( terms, expected ) => {
		expect( await names( `FIND {${ terms }} RETURNING Account(Name ORDER BY Name)` ) ).toEqual( expected );
	} );

	it( 'keeps to the group of fields that is named', async () => {
		expect( await names( 'FIND {comedy} IN NAME FIELDS RETURNING Account(Name)' ) ).toEqual( [] );
		expect( await names( 'FIND {555} IN PHONE FIELDS RETURNING Account(Name)' ) ).toEqual( [ 'The Lantern Theatre' ] );
	} );

	it( 'tells labels when asked', async () => {
		expect( await search( "FIND {lantern} RETURNING Account(Name) WITH METADATA='LABELS'" ) ).toMatchObject( {
			metadata: { entityMetadata: [ { entityName: 'Account', fieldMetadata: [ { name: 'Name' } ] } ] },
		} );
	} );

	it.each( [
		[ '', 'MALFORMED_SEARCH' ],
		[ 'SELECT Id FROM Account', 'MALFORMED_SEARCH' ],
		[ 'FIND {}', 'MALFORMED_SEARCH' ],
		[ 'FIND {---}', 'MALFORMED_SEARCH' ],
		[ 'FIND {lantern AND}', 'MALFORMED_SEARCH' ],
		[ 'FIND {(lantern}', 'MALFORMED_SEARCH' ],
		[ 'FIND {lantern} IN SOME FIELDS', 'MALFORMED_SEARCH' ],
		[ 'FIND {lantern} RETURNING Account(', 'MALFORMED_SEARCH' ],
		[ 'FIND {lantern} RETURNING Nothing__c(Id)', 'INVALID_TYPE' ],
		[ 'FIND {lantern} RETURNING Account(Foo)', 'INVALID_FIELD' ],
	] )( 'refuses %p', async ( q, code ) => {
		const reply = await client.get( `/search?q=${ encodeURIComponent( q ) }` );
		expect( [ reply.status, codeOf( reply ) ] ).toEqual( [ 400, code ] );
	} );

	it( 'takes parameters instead of a sentence', async () => {
		const found = ( await client.get( '/parameterizedSearch?q=Lantern&sobject=Account&Account.fields=Id,Name&Account.limit=1&in=NAME' ) ).json as Found;
		expect( found.searchRecords ).toEqual( [ expect.objectContaining( { Name: expect.stringContaining( 'Lantern' ) as string } ) as object ] );
		const posted = (
			await client.rest( 'POST', '/parameterizedSearch', {
				q: 'lantern',
				fields: [ 'Id' ],
				in: 'ALL',
				sobjects: [ { name: 'Account', fields: [ 'Name' ], where: "Name LIKE 'The%'" }, { name: VENUE } ],
				overallLimit: 10,
			} )
		).json as Found;
		expect( posted.searchRecords.map( ( one ) => Object.keys( one ) ) ).toEqual( [
			[ 'attributes', 'Name' ],
			[ 'attributes', 'Id' ],
		] );
		expect( codeOf( await client.rest( 'POST', '/parameterizedSearch', {} ) ) ).toBe( 'MALFORMED_SEARCH' );
	} );
} );

describe( 'the doors of REST', () => {
	const raw = ( head: string ): Promise< string > =>
		new Promise( ( done, fail ) => {
			const socket = connect( Number( new URL( client.simulator.url ).port ), '127.0.0.1', () => socket.end( head ) );
			let answer = '';
			socket.on( 'data', ( chunk: Buffer ) => ( answer += chunk.toString( 'utf8' ) ) );
			socket.on( 'close', () => done( answer ) );
			socket.on( 'error', fail );
		} );

	it( 'are closed to long addresses and long headers', async () => {
		expect( ( await client.get( `/query?q=${ 'x'.repeat( 16_400 ) }` ) ).status ).toBe( 414 );
		const reply = await client.get( `/query?q=${ 'x'.repeat( 9_000 ) }`, { 'X-Long': 'y'.repeat( 8_000 ) } );
		expect( [ reply.status, messageOf( reply ) ] ).toEqual( [ 431, expect.stringContaining( '16,384' ) ] );
		expect( await raw( `GET /services/data HTTP/1.1\r\nHost: localhost\r\nX-Long: ${ 'y'.repeat( 70_000 ) }\r\n\r\n` ) ).toContain( ' 431 ' );
	} );

	it( 'ask who is there before they read', async () => {
		const stranger = await client.send( '/services/data/v66.0/sobjects/Account', { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: '{' } );
		expect( [ stranger.status, codeOf( stranger ) ] ).toEqual( [ 401, 'INVALID_SESSION_ID' ] );
	} );

	it( 'name the methods that are allowed', async () => {
		const reply = await client.rest( 'PUT', '/sobjects/Account', {} );
		expect( [ reply.status, codeOf( reply ), messageOf( reply ) ] ).toEqual( [
			405,
			'METHOD_NOT_ALLOWED',
			"HTTP Method 'PUT' not allowed. Allowed are GET,POST",
		] );
		const tunnelled = await client.rest( 'POST', '/sobjects/Account?_HttpMethod=DELETE', {} );
		expect( messageOf( tunnelled ) ).toContain( "HTTP Method 'DELETE' not allowed" );
	} );

	it( 'answer HEAD without a body', async () => {
		const reply = await client.rest( 'HEAD', '/limits' );
		expect( [ reply.status, reply.text ] ).toEqual( [ 200, '' ] );
	} );

	it( 'speak JSON, with the suffix too, and say so when XML is asked for', async () => {
		expect( ( await client.get( '/limits.json' ) ).status ).toBe( 200 );
		expect( ( await client.get( '/sobjects/Account.json' ) ).status ).toBe( 200 );
		expect( [ ( await client.get( '/limits.xml' ) ).status, ( await client.get( '/limits', { Accept: 'application/xml' } ) ).status ] ).toEqual( [
			406, 406,
		] );
		for ( const accept of [ '*/*', 'text/html, application/xml;q=0.9, */*;q=0.8', 'application/json', 'text/csv' ] ) {
			expect( ( await client.get( '/limits', { Accept: accept } ) ).status ).toBe( 200 );
		}
	} );

	it( 'leave the dots of a key alone', async () => {
		const { org } = client.simulator.world;
		org.addField( 'Account', text( 'Ext__c', { externalId: true, idLookup: true, unique: true } ) );
		await account( 'A', { Ext__c: 'file.json' } );
		const reply = await client.get( '/sobjects/Account/Ext__c/file.json' );
		expect( reply.json ).toMatchObject( { Name: 'A' } );
	} );

	const post = ( body: BodyInit, type: string ): Promise< Reply > =>
		client.send( '/services/data/v66.0/sobjects/Account', {
			method: 'POST',
			headers: { Authorization: `Bearer ${ client.token }`, 'Content-Type': type },
			body,
		} );

	it.each( [ 'text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'application/json; charset=klingon' ] )( 'refuse %s', async ( type ) => {
		const reply = await post( '{"Name":"A"}', type );
		expect( [ reply.status, codeOf( reply ) ] ).toEqual( [ 415, 'UNSUPPORTED_MEDIA_TYPE' ] );
		expect( messageOf( reply ) ).toContain( type.split( ';' )[ 0 ] );
	} );

	it.each( [
		[ '{"Name":"A",}', '[line:1, column:13]' ],
		[ '{\n"Name"', 'line:2' ],
		[ '{"Name":nope}', "Unexpected character ('o' (code 111))" ],
		[ '['.repeat( 5000 ) + ']'.repeat( 5000 ), 'nesting depth' ],
		[ '[]', 'must be a JSON object' ],
		[ '"Name"', 'must be a JSON object' ],
		[ 'null', 'must be a JSON object' ],
	] )( 'say what is wrong with %.30s', async ( body, words ) => {
		const reply = await post( body, 'application/json' );
		expect( [ reply.status, codeOf( reply ) ] ).toEqual( [ 400, 'JSON_PARSER_ERROR' ] );
		expect( messageOf( reply ) ).toContain( words );
	} );

	it( 'read the character set that the type names', async () => {
		await post( Buffer.from( '{"Name":"Théâtre"}', 'latin1' ), 'application/json; charset=ISO-8859-1' );
		await post( Buffer.from( '\ufeff{"Name":"Zürich"}', 'utf8' ), 'application/json; charset="utf-8"' );
		expect( ( await client.rows( 'SELECT Name FROM Account ORDER BY Name' ) ).map( ( row ) => row.Name ) ).toEqual( [ 'Théâtre', 'Zürich' ] );
		expect( codeOf( await post( Buffer.from( [ 0x7b, 0xff, 0x7d ] ), 'application/json' ) ) ).toBe( 'JSON_PARSER_ERROR' );
	} );
} );
