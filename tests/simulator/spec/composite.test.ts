import { text } from '../org/fields';
import { resolveBody } from '../rest/references';
import { Client, codeOf, messageOf, type Reply } from './client';

let client: Client;
beforeEach( async () => {
	client = await Client.open( { season: 'empty' } );
} );
afterEach( () => client.close() );

const BASE = '/services/data/v66.0';
interface Part {
	body: unknown;
	httpHeaders: Record< string, string >;
	httpStatusCode: number;
	referenceId: string;
}
const composite = ( compositeRequest: unknown, allOrNone = false ): Promise< Reply > => client.rest( 'POST', '/composite', { allOrNone, compositeRequest } );
const parts = ( reply: Reply ): Part[] => ( reply.json as { compositeResponse: Part[] } ).compositeResponse;
const query = ( referenceId: string, soql: string ): object => ( {
	method: 'GET',
	referenceId,
	url: `${ BASE }/query?q=${ encodeURIComponent( soql ) }`,
} );
const post = ( referenceId: string, body: object ): object => ( {
	method: 'POST',
	referenceId,
	url: `${ BASE }/sobjects/Account`,
	body,
} );
const accounts = (): Promise< Record< string, unknown >[] > => client.rows( 'SELECT Name, Parent.Name FROM Account ORDER BY Name' );

describe( 'composite', () => {
	it( 'answers five queries for one call', async () => {
		const before = client.simulator.world.org.usage.total;
		const reply = await composite( [ 1, 2, 3, 4, 5 ].map( ( n ) => query( `q${ n }`, 'SELECT Id FROM User' ) ) );
		expect( parts( reply ).map( ( part ) => part.httpStatusCode ) ).toEqual( [ 200, 200, 200, 200, 200 ] );
		expect( client.simulator.world.org.usage.total ).toBe( before + 1 );
	} );

	it( 'hands the result of one request to the next', async () => {
		const reply = await composite( [
			post( 'mother', { Name: 'Mother' } ),
			post( 'child', { Name: 'Child', ParentId: '@{mother.id}' } ),
			{
				method: 'GET',
				referenceId: 'again',
				url: `${ BASE }/sobjects/Account/@{child.id}?fields=Name,ParentId`,
			},
			{
				method: 'GET',
				referenceId: 'found',
				url: `${ BASE }/query?q=SELECT+Name+FROM+Account+WHERE+Id='@{mother.id}'`,
			},
		] );
		expect( parts( reply ).map( ( part ) => part.httpStatusCode ) ).toEqual( [ 201, 201, 200, 200 ] );
		expect( parts( reply )[ 3 ]!.body ).toMatchObject( {
			records: [ { Name: 'Mother' } ],
		} );
		expect( await accounts() ).toMatchObject( [ { Name: 'Child', Parent: { Name: 'Mother' } }, { Name: 'Mother' } ] );
	} );

	it( 'takes everything back when all or none is asked', async () => {
		const reply = await composite( [ post( 'good', { Name: 'Good' } ), post( 'bad', { Nam: 'Bad' } ), post( 'late', { Name: 'Late' } ) ], true );
		expect( parts( reply ).map( ( part ) => ( part.body as { errorCode: string }[] )[ 0 ]?.errorCode ) ).toEqual( [
			'PROCESSING_HALTED',
			'INVALID_FIELD',
			'PROCESSING_HALTED',
		] );
		expect( await accounts() ).toEqual( [] );
	} );

	it( 'halts what depends on a failure, and runs the rest', async () => {
		const reply = await composite( [
			post( 'bad', { Nam: 'Bad' } ),
			post( 'child', { Name: 'Child', ParentId: '@{bad.id}' } ),
			post( 'other', { Name: 'Other' } ),
		] );
		expect( parts( reply ).map( ( part ) => part.httpStatusCode ) ).toEqual( [ 400, 400, 201 ] );
		expect( await accounts() ).toMatchObject( [ { Name: 'Other' } ] );
	} );

	it.each( [
		[ 'more than 25 requests', Array.from( { length: 26 }, ( _, n ) => post( `p${ n }`, { Name: 'x' } ) ) ],
		[ 'more than five queries', Array.from( { length: 6 }, ( _, n ) => query( `q${ n }`, 'SELECT Id FROM User' ) ) ],
		[ 'the same reference twice', [ post( 'a', { Name: 'x' } ), post( 'a', { Name: 'y' } ) ] ],
		[
			'a header of its own credentials',
			[
				{
					...post( 'a', { Name: 'x' } ),
					httpHeaders: { Authorization: 'Bearer x' },
				},
			],
		],
		[
			'an address outside',
			[
				{
					method: 'GET',
					referenceId: 'a',
					url: 'https://example.com/',
				},
			],
		],
		[ 'a method in small letters', [ { method: 'get', referenceId: 'a', url: `${ BASE }/sobjects` } ] ],
		[ 'a method that is none', [ { method: 'LIST', referenceId: 'a', url: `${ BASE }/sobjects` } ] ],
		[ 'a reference with a hyphen', [ { ...post( 'a-b', { Name: 'x' } ) } ] ],
		[ 'a reference that starts with an underscore', [ { ...post( '_a', { Name: 'x' } ) } ] ],
		[ 'an address that is not encoded', [ { method: 'GET', referenceId: 'a', url: `${ BASE }/query?q=SELECT Id FROM User` } ] ],
		[ 'an address without a version', [ { method: 'GET', referenceId: 'a', url: '/services/data/sobjects' } ] ],
		[ 'headers that are no object', [ { ...post( 'a', { Name: 'x' } ), httpHeaders: 'Sforce-Auto-Assign: FALSE' } ] ],
		[ 'texts instead of requests', [ 'GET' ] ],
		[ 'something else than a list', { method: 'GET' } ],
		[ 'nothing', [] ],
	] )( 'refuses %s', async ( _what, requests ) => {
		const reply = await composite( requests );
		expect( reply.status ).toBe( 400 );
		expect( [ 'INVALID_INPUT', 'LIMIT_EXCEEDED' ] ).toContain( codeOf( reply ) );
		expect( await accounts() ).toEqual( [] );
	} );

	it( 'takes references as they are written, letter by letter', async () => {
		const reply = await composite( [
			post( 'a', { Name: 'Small' } ),
			post( 'A', { Name: 'Large', ParentId: '@{a.id}' } ),
			post( 'b', { Name: 'x', ParentId: '@{B.id}' } ),
		] );
		expect( parts( reply ).map( ( part ) => [ part.referenceId, part.httpStatusCode ] ) ).toEqual( [
			[ 'a', 201 ],
			[ 'A', 201 ],
			[ 'b', 400 ],
		] );
		expect( parts( reply )[ 2 ]!.body ).toEqual( [
			{ errorCode: 'PROCESSING_HALTED', message: 'Invalid reference specified. No value for B.id found in B' },
		] );
	} );

	it( 'reads references out of lists and objects, in the middle of a text too', async () => {
		await client.rest( 'POST', '/sobjects/Account', { Name: 'First' } );
		const reply = await composite( [
			query( 'found', "SELECT Id, Name, Owner.Name FROM Account WHERE Name = 'First'" ),
			post( 'child', { Name: 'After @{found.records[0].Name} of @{found.records[0].Owner.Name}', ParentId: '@{found.records[0].Id}' } ),
			{ method: 'GET', referenceId: 'missing', url: `${ BASE }/sobjects/Account/@{found.records[7].Id}` },
		] );
		expect( parts( reply ).map( ( part ) => part.httpStatusCode ) ).toEqual( [ 200, 201, 400 ] );
		expect( await accounts() ).toMatchObject( [ { Name: 'After First of Callboard Integration', Parent: { Name: 'First' } }, { Name: 'First' } ] );
	} );

	it( 'puts a value into a body with its type, and into a text as text', () => {
		const answers = new Map( [ [ 'rich', { httpStatusCode: 200, body: { AnnualRevenue: 12, Active: true } } ] ] );
		expect( resolveBody( { a: '@{rich.AnnualRevenue}', b: [ '@{rich.Active}', 'about @{rich.AnnualRevenue}' ], c: 7 }, answers ) ).toEqual( {
			a: 12,
			b: [ true, 'about 12' ],
			c: 7,
		} );
	} );

	it( 'answers null where there is no body, and keeps the place of a new record in its headers', async () => {
		const reply = await composite( [
			post( 'made', { Name: 'A' } ),
			{ method: 'PATCH', referenceId: 'changed', url: `${ BASE }/sobjects/Account/@{made.id}`, body: { Name: 'B' } },
			{
				method: 'GET',
				referenceId: 'seen',
				url: `${ BASE }/sobjects/Account/describe`,
				httpHeaders: { 'If-Modified-Since': 'Fri, 01 Jan 2027 00:00:00 GMT' },
			},
			{ method: 'DELETE', referenceId: 'gone', url: `${ BASE }/sobjects/Account/@{made.id}` },
			{ method: 'GET', referenceId: 'after', url: `${ BASE }/sobjects/Account/@{made.id}` },
		] );
		const [ made, changed, seen, gone, after ] = parts( reply );
		const { id } = made!.body as { id: string };
		expect( made!.httpHeaders ).toEqual( { Location: `${ BASE }/sobjects/Account/${ id }` } );
		expect( [ changed, seen, gone ].map( ( part ) => [ part!.httpStatusCode, part!.body ] ) ).toEqual( [
			[ 204, null ],
			[ 304, null ],
			[ 204, null ],
		] );
		expect( after!.httpStatusCode ).toBe( 404 );
	} );

	it( 'lets each subrequest answer for its own headers only', async () => {
		client.simulator.world.org.guards.add( {
			object: 'Account',
			name: 'Alike',
			errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
			message: 'One like it is there',
			field: null,
			refuses: ( { allowDuplicates } ) => ! allowDuplicates,
		} );
		const saves = { httpHeaders: { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' } };
		const both = [ { ...post( 'with', { Name: 'With' } ), ...saves }, post( 'without', { Name: 'Without' } ) ];
		expect( parts( await composite( both ) ).map( ( part ) => part.httpStatusCode ) ).toEqual( [ 201, 400 ] );
		const outer = await client.rest( 'POST', '/composite', { compositeRequest: [ post( 'without', { Name: 'Without' } ) ] }, saves.httpHeaders );
		expect( parts( outer )[ 0 ]!.httpStatusCode ).toBe( 400 );
	} );

	it( 'assigns as each subrequest asks', async () => {
		await client.control( 'POST', 'assignment', { object: 'Lead', username: 'boxoffice@callboard.example' } );
		const lead = ( referenceId: string, httpHeaders: object ): object => ( {
			method: 'POST',
			referenceId,
			url: `${ BASE }/sobjects/Lead`,
			body: { LastName: referenceId, Company: referenceId },
			httpHeaders,
		} );
		await composite( [ lead( 'assigned', {} ), lead( 'kept', { 'Sforce-Auto-Assign': 'FALSE' } ) ] );
		expect( await client.rows( 'SELECT LastName, Owner.Name FROM Lead ORDER BY LastName' ) ).toMatchObject( [
			{ LastName: 'assigned', Owner: { Name: 'Bo Box Office' } },
			{ LastName: 'kept', Owner: { Name: 'Callboard Integration' } },
		] );
	} );

	it( 'tells when an account was changed, and answers conditions', async () => {
		const made = ( await client.rest( 'POST', '/sobjects/Account', { Name: 'A' } ) ).json as { id: string };
		const get = ( referenceId: string, httpHeaders: object ): object => ( {
			method: 'GET',
			referenceId,
			url: `${ BASE }/sobjects/Account/${ made.id }`,
			httpHeaders,
		} );
		const first = parts( await composite( [ get( 'first', {} ) ] ) )[ 0 ]!.httpHeaders;
		expect( Object.keys( first ).sort() ).toEqual( [ 'ETag', 'Last-Modified' ] );
		const again = parts(
			await composite( [ get( 'stamp', { 'If-Modified-Since': first[ 'Last-Modified' ] } ), get( 'tag', { 'If-None-Match': first.ETag } ) ] )
		);
		expect( again.map( ( part ) => [ part.httpStatusCode, part.body ] ) ).toEqual( [
			[ 304, null ],
			[ 304, null ],
		] );
	} );

	it( 'has no composite, job or set-up within a composite', async () => {
		const inner = [ '/composite', '/composite/batch', '/composite/graph', '/composite/tree/Account', '/jobs/query', '/tooling/query?q=x' ].map(
			( path, n ) => ( {
				method: 'POST',
				referenceId: `r${ n }`,
				url: BASE + path,
				body: {},
			} )
		);
		for ( const part of parts( await composite( inner ) ) ) {
			expect( part ).toMatchObject( { httpStatusCode: 400, body: [ { errorCode: 'PROCESSING_HALTED' } ] } );
		}
	} );

	it( 'refuses flags that are none, and takes collateSubrequests', async () => {
		const body = { compositeRequest: [ post( 'a', { Name: 'A' } ) ] };
		const wrong = await client.rest( 'POST', '/composite', { ...body, allOrNone: 'perhaps' } );
		expect( codeOf( wrong ) ).toBe( 'JSON_PARSER_ERROR' );
		expect( messageOf( wrong ) ).toContain( 'instance of boolean' );
		expect( await accounts() ).toEqual( [] );
		expect( ( await client.rest( 'POST', '/composite', { ...body, collateSubrequests: true } ) ).status ).toBe( 200 );
	} );

	it( 'counts pages and collections among its five', async () => {
		const collections = [ 1, 2, 3 ].map( ( n ) => ( {
			method: 'GET',
			referenceId: `c${ n }`,
			url: `${ BASE }/composite/sobjects/Account?ids=&fields=Id`,
		} ) );
		const queries = [ 1, 2, 3 ].map( ( n ) => query( `q${ n }`, 'SELECT Id FROM User' ) );
		expect( codeOf( await composite( [ ...collections, ...queries ] ) ) ).toBe( 'LIMIT_EXCEEDED' );
		expect( ( await composite( [ ...collections, ...queries.slice( 1 ) ] ) ).status ).toBe( 200 );
	} );
} );

describe( 'a collection inside a composite', () => {
	const many = ( referenceId: string, allOrNone: boolean, ...names: string[] ): object => ( {
		method: 'POST',
		referenceId,
		url: `${ BASE }/composite/sobjects`,
		body: { allOrNone, records: names.map( ( Name ) => ( { attributes: { type: 'Account' }, Name } ) ) },
	} );
	const successes = ( part: Part | undefined ): boolean[] => ( part!.body as { success: boolean }[] ).map( ( row ) => row.success );

	it( 'is taken back by the outer all-or-none, though its rows still claim success', async () => {
		const reply = await composite(
			[ post( 'before', { Name: 'Before' } ), many( 'rows', false, 'A', '', 'C' ), post( 'after', { Name: 'After' } ) ],
			true
		);
		const [ before, rows, after ] = parts( reply );
		expect( [ before, after ].map( ( part ) => codeOf( { json: part!.body } as Reply ) ) ).toEqual( [ 'PROCESSING_HALTED', 'PROCESSING_HALTED' ] );
		expect( rows!.httpStatusCode ).toBe( 200 );
		expect( successes( rows ) ).toEqual( [ true, false, true ] );
		expect( await accounts() ).toEqual( [] );
	} );

	it( 'keeps its own all-or-none when the outer one is off', async () => {
		const reply = await composite( [ many( 'none', true, 'A', '' ), many( 'some', false, 'B', '' ) ] );
		expect( parts( reply ).map( successes ) ).toEqual( [
			[ false, false ],
			[ true, false ],
		] );
		expect( await accounts() ).toMatchObject( [ { Name: 'B' } ] );
	} );

	it( 'hands its ids on by their place', async () => {
		const reply = await composite( [ many( 'rows', false, 'A', 'B' ), post( 'child', { Name: 'Child', ParentId: '@{rows[1].id}' } ) ] );
		expect( parts( reply )[ 1 ]!.httpStatusCode ).toBe( 201 );
		expect( await client.rows( "SELECT Parent.Name FROM Account WHERE Name = 'Child'" ) ).toMatchObject( [ { Parent: { Name: 'B' } } ] );
	} );

	it( 'upserts by a key in the address', async () => {
		client.simulator.world.org.addField( 'Account', text( 'Ext__c', { externalId: true, idLookup: true, unique: true } ) );
		const reply = await composite( [
			{
				method: 'PATCH',
				referenceId: 'keys',
				url: `${ BASE }/composite/sobjects/Account/Ext__c`,
				body: { records: [ { attributes: { type: 'Account' }, Ext__c: 'k1', Name: 'One' } ] },
			},
		] );
		expect( parts( reply )[ 0 ]!.body ).toMatchObject( [ { success: true, created: true } ] );
	} );
} );
