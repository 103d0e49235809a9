import { Client, codeOf, type Reply } from './client';

let client: Client;
beforeEach( async () => {
	client = await Client.open( { season: 'empty' } );
} );
afterEach( () => client.close() );

const BASE = '/services/data/v66.0';
interface Part {
	body: unknown;
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
		const before = client.simulator.world.org.apiCalls;
		const reply = await composite( [ 1, 2, 3, 4, 5 ].map( ( n ) => query( `q${ n }`, 'SELECT Id FROM User' ) ) );
		expect( parts( reply ).map( ( part ) => part.httpStatusCode ) ).toEqual( [ 200, 200, 200, 200, 200 ] );
		expect( client.simulator.world.org.apiCalls ).toBe( before + 1 );
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
		[ 'nothing', [] ],
	] )( 'refuses %s', async ( _what, requests ) => {
		const reply = await composite( requests );
		expect( reply.status ).toBe( 400 );
		expect( [ 'INVALID_INPUT', 'LIMIT_EXCEEDED' ] ).toContain( codeOf( reply ) );
		expect( await accounts() ).toEqual( [] );
	} );
} );

describe( 'collections', () => {
	const record = ( fields: object ): object => ( {
		attributes: { type: 'Account' },
		...fields,
	} );

	it( 'answer per row and keep the good ones', async () => {
		const reply = await client.rest( 'POST', '/composite/sobjects', {
			allOrNone: false,
			records: [ record( { Name: 'A' } ), record( { Name: '' } ), record( { Name: 'C' } ) ],
		} );
		expect( reply.json ).toMatchObject( [
			{ success: true, errors: [] },
			{
				success: false,
				errors: [
					{
						statusCode: 'REQUIRED_FIELD_MISSING',
						fields: [ 'Name' ],
					},
				],
			},
			{ success: true },
		] );
		expect( await accounts() ).toHaveLength( 2 );
	} );

	it( 'keep none when one fails and all or none is asked', async () => {
		const reply = await client.rest( 'POST', '/composite/sobjects', {
			allOrNone: true,
			records: [ record( { Name: 'A' } ), record( {} ) ],
		} );
		expect( reply.json ).toMatchObject( [
			{
				success: false,
				errors: [ { statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK' } ],
			},
			{
				success: false,
				errors: [ { statusCode: 'REQUIRED_FIELD_MISSING' } ],
			},
		] );
		expect( await accounts() ).toEqual( [] );
	} );

	it( 'read by ids in the order asked, with null for what is not there', async () => {
		const made = await client.rest( 'POST', '/composite/sobjects', {
			records: [ record( { Name: 'A' } ), record( { Name: 'B' } ) ],
		} );
		const [ a, b ] = ( made.json as { id: string }[] ).map( ( one ) => one.id );
		const reply = await client.rest( 'POST', '/composite/sobjects/Account', {
			ids: [ b, '001000000000001', a!.slice( 0, 15 ) ],
			fields: [ 'name' ],
		} );
		expect( reply.json ).toMatchObject( [ { Name: 'B' }, null, { Name: 'A' } ] );
		const wrong = await client.rest( 'POST', '/composite/sobjects/Account', { ids: [], fields: [ 'Foo' ] } );
		expect( codeOf( wrong ) ).toBe( 'INVALID_FIELD' );
	} );

	it( 'refuse more than 200 rows', async () => {
		const records = Array.from( { length: 201 }, () => record( { Name: 'x' } ) );
		expect( codeOf( await client.rest( 'POST', '/composite/sobjects', { records } ) ) ).toBe( 'EXCEEDED_MAX_SIZE_REQUEST' );
	} );
} );
