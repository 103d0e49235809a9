import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { makeId, normaliseId, toId18 } from '../org/ids';
import { Client, codeOf, messageOf, type Reply } from './client';

const PERFORMANCE = 'PatronTicket__EventInstance__c';
const PRODUCTION = 'PatronTicket__TicketableEvent__c';
const VENUE = 'PatronTicket__Venue__c';

let client: Client;
beforeEach( async () => {
	client = await Client.open( { season: 'empty' } );
} );
afterEach( () => client.close() );

const made = async ( type: string, fields: object ): Promise< string > => {
	const reply = await client.rest( 'POST', `/sobjects/${ type }`, fields );
	expect( reply.status ).toBe( 201 );
	return ( reply.json as { id: string } ).id;
};
const read = async ( type: string, id: string ): Promise< Record< string, unknown > > =>
	( await client.get( `/sobjects/${ type }/${ id }` ) ).json as Record< string, unknown >;

describe( 'ids', () => {
	it.each( [
		[ '001D000000K0fXO', 'IAZ' ],
		[ '003RO0000035WQg', 'YAM' ],
		[ '01gRO0000016PIA', 'YA2' ],
	] )( '%s ends in %s', ( id, suffix ) => {
		expect( toId18( id ) ).toBe( id + suffix );
	} );

	it( 'go from 15 to 18 characters and back for any counter', () => {
		fc.assert(
			fc.property( fc.integer( { min: 0, max: 2 ** 45 } ), ( counter ) => {
				const id = makeId( 'a0E', counter );
				expect( id ).toHaveLength( 18 );
				expect( normaliseId( id ) ).toBe( id );
				expect( normaliseId( id.slice( 0, 15 ) ) ).toBe( id );
				expect( normaliseId( `${ id.slice( 0, 17 ) }${ id.endsWith( 'A' ) ? 'B' : 'A' }` ) ).toBeNull();
			} )
		);
	} );
} );

describe( 'the API', () => {
	it( 'lists its versions to anyone, oldest first', async () => {
		const reply = await client.send( '/services/data' );
		const list = reply.json as {
			label: string;
			version: string;
			url: string;
		}[];
		expect( list[ 0 ] ).toEqual( {
			label: "Summer '14",
			url: '/services/data/v31.0',
			version: '31.0',
		} );
		expect( list[ list.length - 1 ] ).toEqual( {
			label: "Winter '27",
			url: '/services/data/v68.0',
			version: '68.0',
		} );
		expect( list.find( ( one ) => one.version === '66.0' )?.label ).toBe( "Spring '26" );
	} );

	it( 'counts every call it answers and says so', async () => {
		const first = await client.get( '' );
		expect( first.headers.get( 'sforce-limit-info' ) ).toBe( 'api-usage=1/100000' );
		await client.query( 'SELECT nonsense FROM Account' );
		const third = await client.get( '/limits' );
		expect( third.headers.get( 'sforce-limit-info' ) ).toBe( 'api-usage=3/100000' );
		expect( third.json ).toMatchObject( {
			DailyApiRequests: { Max: 100000, Remaining: 99997 },
		} );
		expect( third.headers.get( 'date' ) ).toBe( 'Sun, 22 Nov 2026 12:00:00 GMT' );
	} );

	it( 'refuses calls over the daily limit', async () => {
		await client.control( 'POST', 'fault', {
			kind: 'api-limit',
			limit: 1,
		} );
		await client.get( '' );
		const reply = await client.get( '' );
		expect( reply.status ).toBe( 403 );
		expect( codeOf( reply ) ).toBe( 'REQUEST_LIMIT_EXCEEDED' );
	} );

	it( 'collapses leading slashes and takes trailing ones', async () => {
		const headers = { Authorization: `Bearer ${ client.token }` };
		expect(
			(
				await client.send( '//services/data/v66.0/limits/', {
					headers,
				} )
			).status
		).toBe( 200 );
	} );

	it( 'takes gzip in and gives it out', async () => {
		const response = await fetch( `${ client.simulator.url }/services/data/v66.0/sobjects/Account`, {
			method: 'POST',
			headers: {
				Authorization: `Bearer ${ client.token }`,
				'Content-Type': 'application/json',
				'Content-Encoding': 'gzip',
			},
			body: gzipSync( JSON.stringify( { Name: 'Zipped' } ) ),
		} );
		expect( response.status ).toBe( 201 );
		const describe = await client.get( '/sobjects/Account/describe' );
		expect( describe.headers.get( 'content-encoding' ) ).toBe( 'gzip' );
	} );

	it( 'prints prettily on request', async () => {
		const reply = await client.get( '', { 'X-PrettyPrint': '1' } );
		expect( reply.text ).toContain( '\n  "sobjects" : "/services' );
	} );

	it.each( [
		[ 'an unknown path', 'GET', '/nothing', 404, 'NOT_FOUND' ],
		[ 'an unknown object', 'GET', '/sobjects/Nope/describe', 404, 'NOT_FOUND' ],
		[ 'a wrong method', 'POST', '/query', 405, 'METHOD_NOT_ALLOWED' ],
		[ 'a deletion of an object', 'DELETE', '/sobjects/Account', 405, 'METHOD_NOT_ALLOWED' ],
	] )( 'refuses %s', async ( _what, method, path, status, code ) => {
		const reply = await client.rest( method, path, method === 'POST' ? {} : undefined );
		expect( reply.status ).toBe( status );
		expect( codeOf( reply ) ).toBe( code );
	} );

	it( 'refuses versions that are retired or not yet there, and other content types', async () => {
		const headers = { Authorization: `Bearer ${ client.token }` };
		expect( ( await client.send( '/services/data/v30.0/limits', { headers } ) ).status ).toBe( 410 );
		expect( ( await client.send( '/services/data/v69.0/limits', { headers } ) ).status ).toBe( 404 );
		const form = await client.send( '/services/data/v66.0/sobjects/Account', {
			method: 'POST',
			headers,
			body: new URLSearchParams( { Name: 'x' } ),
		} );
		expect( form.status ).toBe( 415 );
	} );
} );

describe( 'describe', () => {
	interface Described {
		name: string;
		type: string;
		[ attribute: string ]: unknown;
	}
	const fields = async ( type: string ): Promise< Map< string, Described > > => {
		const { json } = await client.get( `/sobjects/${ type }/describe` );
		return new Map( ( json as { fields: Described[] } ).fields.map( ( field ) => [ field.name, field ] ) );
	};

	it( 'tells what each kind of field can do', async () => {
		const performance = await fields( PERFORMANCE );
		expect( performance.get( PRODUCTION ) ).toMatchObject( {
			type: 'reference',
			cascadeDelete: true,
			nillable: false,
			updateable: false,
			relationshipName: 'PatronTicket__TicketableEvent__r',
			relationshipOrder: 0,
		} );
		expect( performance.has( 'OwnerId' ) ).toBe( false );
		const production = await fields( PRODUCTION );
		expect( production.get( 'PatronTicket__Description__c' ) ).toMatchObject( {
			type: 'textarea',
			filterable: false,
			sortable: false,
			groupable: false,
			extraTypeInfo: 'richtextarea',
			htmlFormatted: true,
		} );
		expect( production.get( 'PatronTicket__Category__c' ) ).toMatchObject( {
			type: 'multipicklist',
			groupable: false,
		} );
		expect( production.get( 'Id' ) ).toMatchObject( {
			type: 'id',
			soapType: 'tns:ID',
			createable: false,
			nillable: false,
		} );
		expect( production.get( 'SystemModstamp' ) ).toMatchObject( {
			type: 'datetime',
			createable: false,
			updateable: false,
		} );
	} );

	it( 'lists children, and answers 304 to who has seen it', async () => {
		const reply = await client.get( `/sobjects/${ PRODUCTION }/describe` );
		expect( reply.json ).toMatchObject( {
			keyPrefix: 'a0E',
			childRelationships: expect.arrayContaining( [
				expect.objectContaining( {
					childSObject: PERFORMANCE,
					cascadeDelete: true,
					relationshipName: 'PatronTicket__EventInstances__r',
				} ),
			] ),
		} );
		const seen = {
			'If-Modified-Since': reply.headers.get( 'last-modified' ) ?? '',
		};
		expect( ( await client.get( `/sobjects/${ PRODUCTION }/describe`, seen ) ).status ).toBe( 304 );
	} );

	it( 'leaves out what the user may not see, and so does everything else', async () => {
		const id = await made( 'Account', { Name: 'A', Phone: '1' } );
		await client.control( 'POST', 'fault', {
			kind: 'hide-field',
			object: 'Account',
			field: 'Phone',
		} );
		expect( ( await fields( 'Account' ) ).has( 'Phone' ) ).toBe( false );
		expect( codeOf( await client.query( 'SELECT Phone FROM Account' ) ) ).toBe( 'INVALID_FIELD' );
		expect(
			codeOf(
				await client.rest( 'PATCH', `/sobjects/Account/${ id }`, {
					Phone: '2',
				} )
			)
		).toBe( 'INVALID_FIELD' );
		await client.control( 'POST', 'fault', {
			kind: 'hide-object',
			object: 'Account',
		} );
		expect( ( await client.get( '/sobjects/Account/describe' ) ).status ).toBe( 404 );
		expect( codeOf( await client.query( 'SELECT Id FROM Account' ) ) ).toBe( 'INVALID_TYPE' );
		await client.control( 'POST', 'fault', { kind: 'clear' } );
		expect( await read( 'Account', id ) ).toMatchObject( { Phone: '1' } );
	} );
} );

describe( 'records', () => {
	it( 'live from creation to deletion, stamped to the second', async () => {
		const id = await made( 'Account', { name: 'First', rating: 'hot' } );
		expect( await read( 'Account', id.slice( 0, 15 ) ) ).toMatchObject( {
			Id: id,
			Name: 'First',
			Rating: 'Hot',
			SystemModstamp: '2026-11-22T12:00:00.000+0000',
		} );
		await client.control( 'POST', 'clock', { advance_ms: 61_500 } );
		expect(
			(
				await client.rest( 'PATCH', `/sobjects/Account/${ id }`, {
					Name: '',
				} )
			).status
		).toBe( 400 );
		expect(
			(
				await client.rest( 'PATCH', `/sobjects/Account/${ id }`, {
					Website: 'https://a.example',
				} )
			).status
		).toBe( 204 );
		expect( await read( 'Account', id ) ).toMatchObject( {
			SystemModstamp: '2026-11-22T12:01:01.000+0000',
			CreatedDate: '2026-11-22T12:00:00.000+0000',
		} );
		expect( ( await client.rest( 'DELETE', `/sobjects/Account/${ id }` ) ).status ).toBe( 204 );
		expect( codeOf( await client.rest( 'DELETE', `/sobjects/Account/${ id }` ) ) ).toBe( 'ENTITY_IS_DELETED' );
		expect( ( await client.get( `/sobjects/Account/${ id }` ) ).status ).toBe( 404 );
		expect( await client.rows( 'SELECT Id FROM Account' ) ).toEqual( [] );
		expect( await client.rows( 'SELECT IsDeleted FROM Account', true ) ).toMatchObject( [ { IsDeleted: true } ] );
	} );

	it.each( [
		[ 'an unknown field', { Name: 'A', Foo__c: 1 }, 'INVALID_FIELD', "No such column 'Foo__c' on sobject of type Account" ],
		[ 'a missing name', { Phone: '1' }, 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [Name]' ],
		[ 'too long a text', { Name: 'x'.repeat( 256 ) }, 'STRING_TOO_LONG', 'max length=255' ],
		[
			'a value outside the picklist',
			{ Name: 'A', CleanStatus: 'Terrible' },
			'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
			'Clean Status: bad value for restricted picklist field: Terrible',
		],
		[ 'a number that is none', { Name: 'A', AnnualRevenue: 'much' }, 'JSON_PARSER_ERROR', 'VALUE_STRING value much' ],
		[ 'a read-only field', { Name: 'A', SystemModstamp: '2026-01-01T00:00:00Z' }, 'INVALID_FIELD_FOR_INSERT_UPDATE', 'SystemModstamp' ],
		[ 'an id', { Name: 'A', Id: '001000000000001' }, 'INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id' ],
		[ 'a parent of another kind', { Name: 'A', ParentId: makeId( 'a0E', 1 ) }, 'FIELD_INTEGRITY_EXCEPTION', 'incorrect type' ],
		[ 'a parent that is not there', { Name: 'A', ParentId: makeId( '001', 999 ) }, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id' ],
		[ 'a malformed parent', { Name: 'A', ParentId: 'zzz' }, 'MALFORMED_ID', 'incorrect type' ],
	] )( 'are refused with %s', async ( _what, fields, code, text ) => {
		const reply = await client.rest( 'POST', '/sobjects/Account', fields );
		expect( reply.status ).toBe( 400 );
		expect( codeOf( reply ) ).toBe( code );
		expect( messageOf( reply ) ).toContain( text );
		expect( await client.rows( 'SELECT Id FROM Account' ) ).toEqual( [] );
	} );

	it( 'name every wrong field at once', async () => {
		const reply = await client.rest( 'POST', '/sobjects/Account', {
			Name: 'A',
			Foo: 1,
			CleanStatus: 'x',
		} );
		expect( reply.json ).toHaveLength( 2 );
	} );

	it( 'take date-times with any zone and give UTC, and refuse days that do not exist', async () => {
		const production = await made( PRODUCTION, { Name: 'P' } );
		const start = ( value: string ): Promise< Reply > =>
			client.rest( 'POST', `/sobjects/${ PERFORMANCE }`, {
				Name: 'I',
				[ PRODUCTION ]: production,
				PatronTicket__InstanceDate__c: value,
			} );
		const { json } = await start( '2026-12-24T19:30:00+01:00' );
		expect( await read( PERFORMANCE, ( json as { id: string } ).id ) ).toMatchObject( {
			PatronTicket__InstanceDate__c: '2026-12-24T18:30:00.000+0000',
			PatronTicket__SoldOut__c: false,
			PatronTicket__Status__c: 'Scheduled',
		} );
		for ( const wrong of [ '2026-13-01T00:00:00Z', '2026-02-30T10:00:00Z', '2026-12-24T19:30:00', 'soon' ] ) {
			expect( codeOf( await start( wrong ) ) ).toBe( 'JSON_PARSER_ERROR' );
		}
	} );

	it( 'go with their master and come back with it; what was deleted before stays deleted', async () => {
		const production = await made( PRODUCTION, { Name: 'P' } );
		const first = await made( PERFORMANCE, {
			Name: '1',
			[ PRODUCTION ]: production,
		} );
		const second = await made( PERFORMANCE, {
			Name: '2',
			[ PRODUCTION ]: production,
		} );
		await client.rest( 'DELETE', `/sobjects/${ PERFORMANCE }/${ first }` );
		await client.control( 'POST', 'clock', { advance_ms: 60_000 } );
		await client.rest( 'DELETE', `/sobjects/${ PRODUCTION }/${ production }` );
		expect( await client.rows( `SELECT Id FROM ${ PERFORMANCE }` ) ).toEqual( [] );
		expect(
			codeOf(
				await client.rest( 'POST', `/sobjects/${ PERFORMANCE }`, {
					Name: '3',
					[ PRODUCTION ]: production,
				} )
			)
		).toBe( 'ENTITY_IS_DELETED' );
		const orphan = await client.control( 'POST', 'change', {
			kind: 'undelete',
			id: second,
		} );
		expect( orphan.status ).toBe( 400 );
		await client.control( 'POST', 'change', {
			kind: 'undelete',
			id: production,
		} );
		expect( await client.rows( `SELECT Id FROM ${ PERFORMANCE }` ) ).toMatchObject( [ { Id: second } ] );
	} );

	it( 'lose a lookup to a deleted record, and their stamp moves', async () => {
		const production = await made( PRODUCTION, { Name: 'P' } );
		const venue = await made( VENUE, { Name: 'V' } );
		const id = await made( PERFORMANCE, {
			Name: '1',
			[ PRODUCTION ]: production,
			PatronTicket__Venue__c: venue,
		} );
		await client.control( 'POST', 'clock', { advance_ms: 5_000 } );
		await client.rest( 'DELETE', `/sobjects/${ VENUE }/${ venue }` );
		expect( await read( PERFORMANCE, id ) ).toMatchObject( {
			PatronTicket__Venue__c: null,
			SystemModstamp: '2026-11-22T12:00:05.000+0000',
		} );
	} );
} );

describe( 'getUpdated and getDeleted', () => {
	const window = ( kind: string, start: string, end: string ): Promise< Reply > =>
		client.get( `/sobjects/Account/${ kind }/?start=${ encodeURIComponent( start ) }&end=${ encodeURIComponent( end ) }` );

	it( 'work by the minute and say how far they reach', async () => {
		const kept = await made( 'Account', { Name: 'kept' } );
		const gone = await made( 'Account', { Name: 'gone' } );
		await client.control( 'POST', 'clock', { advance_ms: 100_000 } );
		await client.rest( 'DELETE', `/sobjects/Account/${ gone }` );
		const deleted = await window( 'deleted', '2026-11-22T12:01:59Z', '2026-11-22T12:30:30+00:00' );
		expect( deleted.json ).toEqual( {
			deletedRecords: [ { id: gone, deletedDate: '2026-11-22T12:01:40.000+0000' } ],
			earliestDateAvailable: '2026-11-07T12:01:00.000+0000',
			latestDateCovered: '2026-11-22T12:01:00.000+0000',
		} );
		const updated = await window( 'updated', '2026-11-22T11:59:00Z', '2026-11-22T12:00:30Z' );
		expect( updated.json ).toEqual( {
			ids: [ kept ],
			latestDateCovered: '2026-11-22T12:00:00.000+0000',
		} );
	} );

	it.each( [
		[ 'starts too long ago', 'deleted', '2026-11-01T00:00:00Z', '2026-11-22T00:00:00Z' ],
		[ 'ends before it starts', 'updated', '2026-11-22T00:00:00Z', '2026-11-21T00:00:00Z' ],
		[ 'is within one minute', 'updated', '2026-11-22T00:00:01Z', '2026-11-22T00:00:59Z' ],
		[ 'has no zone', 'updated', '2026-11-22T00:00:01', '2026-11-22T00:10:00Z' ],
	] )( 'refuse a window that %s', async ( _what, kind, start, end ) => {
		expect( codeOf( await window( kind, start, end ) ) ).toBe( 'INVALID_REPLICATION_DATE' );
	} );
} );
