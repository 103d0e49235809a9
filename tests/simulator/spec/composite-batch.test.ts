import { Client, codeOf, type Reply } from './client';

let client: Client;
beforeEach( async () => {
	client = await Client.open( { season: 'empty' } );
} );
afterEach( () => client.close() );

const names = async (): Promise< unknown[] > => ( await client.rows( 'SELECT Name FROM Account ORDER BY Name' ) ).map( ( row ) => row.Name );

describe( 'a batch', () => {
	interface Results {
		hasErrors: boolean;
		results: { statusCode: number; result: unknown }[];
	}
	const batch = ( batchRequests: unknown, haltOnError?: boolean ): Promise< Reply > =>
		client.rest( 'POST', '/composite/batch', { haltOnError, batchRequests } );
	const results = ( reply: Reply ): Results => reply.json as Results;
	const create = ( Name: string ): object => ( { method: 'POST', url: 'v66.0/sobjects/Account', richInput: { Name } } );

	it( 'runs independent requests in their order', async () => {
		const made = ( await client.rest( 'POST', '/sobjects/Account', { Name: 'Old' } ) ).json as { id: string };
		const reply = await batch( [
			{ method: 'PATCH', url: `v66.0/sobjects/Account/${ made.id }`, richInput: { Name: 'New' } },
			{ method: 'get', url: `/v66.0/sobjects/Account/${ made.id }?fields=Name` },
		] );
		expect( reply.status ).toBe( 200 );
		expect( results( reply ) ).toMatchObject( {
			hasErrors: false,
			results: [
				{ statusCode: 204, result: null },
				{ statusCode: 200, result: { Name: 'New' } },
			],
		} );
	} );

	it( 'keeps what succeeded when another one fails', async () => {
		const reply = results( await batch( [ create( 'A' ), create( '' ), create( 'C' ) ] ) );
		expect( reply.hasErrors ).toBe( true );
		expect( reply.results.map( ( one ) => one.statusCode ) ).toEqual( [ 201, 400, 201 ] );
		expect( reply.results[ 1 ]!.result ).toMatchObject( [ { errorCode: 'REQUIRED_FIELD_MISSING' } ] );
		expect( Object.keys( reply.results[ 0 ]! ).sort() ).toEqual( [ 'result', 'statusCode' ] );
		expect( await names() ).toEqual( [ 'A', 'C' ] );
	} );

	it( 'halts after an error when asked to', async () => {
		const reply = results( await batch( [ create( 'A' ), create( '' ), create( 'C' ) ], true ) );
		expect( reply.results.map( ( one ) => one.statusCode ) ).toEqual( [ 201, 400, 412 ] );
		expect( reply.results[ 2 ]!.result ).toMatchObject( [ { errorCode: 'BATCH_PROCESSING_HALTED' } ] );
		expect( await names() ).toEqual( [ 'A' ] );
	} );

	it( 'counts each of its requests as a call, up to the limit of the day', async () => {
		const { org } = client.simulator.world;
		const before = org.usage.total;
		const reply = await batch( [ create( 'A' ), create( 'B' ), create( 'C' ) ] );
		expect( org.usage.total ).toBe( before + 3 );
		expect( reply.headers.get( 'sforce-limit-info' ) ).toBe( `api-usage=${ before + 3 }/100000` );
		org.usage.limit = org.usage.total + 2;
		const over = results( await batch( [ create( 'D' ), create( 'E' ), create( 'F' ) ] ) );
		expect( over.results.map( ( one ) => one.statusCode ) ).toEqual( [ 201, 201, 403 ] );
	} );

	it( 'passes the headers of the whole request on', async () => {
		client.simulator.world.org.guards.add( {
			object: 'Account',
			name: 'Alike',
			errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
			message: 'One like it is there',
			field: null,
			refuses: ( { allowDuplicates } ) => ! allowDuplicates,
		} );
		const body = { batchRequests: [ create( 'A' ) ] };
		const reply = await client.rest( 'POST', '/composite/batch', body, { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' } );
		expect( results( reply ).hasErrors ).toBe( false );
	} );

	it.each( [
		[ 'a method that is none', [ create( 'A' ), { method: 'LIST', url: 'v66.0/limits' } ] ],
		[ 'an address with its path in front', [ create( 'A' ), { method: 'GET', url: '/services/data/v66.0/limits' } ] ],
		[ 'an address that is not encoded', [ create( 'A' ), { method: 'GET', url: 'v66.0/query?q=SELECT Id FROM Account' } ] ],
		[ 'more than 25', Array.from( { length: 26 }, () => create( 'A' ) ) ],
		[ 'none', [] ],
		[ 'something else than a list', 'GET' ],
	] )( 'refuses %s before it does anything', async ( _what, requests ) => {
		expect( ( await batch( requests ) ).status ).toBe( 400 );
		expect( await names() ).toEqual( [] );
	} );

	it( 'has no batch within a batch', async () => {
		const reply = results( await batch( [ { method: 'POST', url: 'v66.0/composite/batch', richInput: { batchRequests: [ create( 'A' ) ] } } ] ) );
		expect( reply.results ).toMatchObject( [ { statusCode: 400, result: [ { errorCode: 'INVALID_INPUT' } ] } ] );
	} );
} );

describe( 'graphs', () => {
	interface GraphReply {
		graphId: string;
		graphResponse: { compositeResponse: { httpStatusCode: number; referenceId: string; body: unknown }[] };
		isSuccessful: boolean;
	}
	const BASE = '/services/data/v66.0/sobjects';
	const node = ( referenceId: string, body: object, object = 'Account' ): object => ( { method: 'POST', url: `${ BASE }/${ object }`, referenceId, body } );
	const send = ( graphs: unknown ): Promise< Reply > => client.rest( 'POST', '/composite/graph', { graphs } );
	const graphs = ( reply: Reply ): GraphReply[] => ( reply.json as { graphs: GraphReply[] } ).graphs;
	const single = ( ...compositeRequest: object[] ): object => ( { graphId: 'g', compositeRequest } );

	it( 'are all or none, each for itself', async () => {
		const reply = await send( [
			{ graphId: '1', compositeRequest: [ node( 'a', { Name: 'A' } ), node( 'b', { Name: 'B', ParentId: '@{a.id}' } ) ] },
			{ graphId: '2', compositeRequest: [ node( 'a', { Name: 'C' } ), node( 'b', { Nam: 'D' } ) ] },
			{ graphId: '3', compositeRequest: [ node( 'a', { Name: 'E' } ) ] },
		] );
		expect( reply.status ).toBe( 200 );
		expect( graphs( reply ).map( ( one ) => [ one.graphId, one.isSuccessful ] ) ).toEqual( [
			[ '1', true ],
			[ '2', false ],
			[ '3', true ],
		] );
		const failed = graphs( reply )[ 1 ]!.graphResponse.compositeResponse;
		expect( failed.map( ( part ) => codeOf( { json: part.body } as Reply ) ) ).toEqual( [ 'PROCESSING_HALTED', 'INVALID_FIELD' ] );
		expect( await names() ).toEqual( [ 'A', 'B', 'E' ] );
	} );

	it( 'count as one call', async () => {
		const before = client.simulator.world.org.usage.total;
		await send( [ single( node( 'a', { Name: 'A' } ), node( 'b', { Name: 'B' } ) ) ] );
		expect( client.simulator.world.org.usage.total ).toBe( before + 1 );
	} );

	it.each( [
		'/services/data/v66.0/query?q=SELECT+Id+FROM+Account',
		`${ BASE }/Account/describe`,
		'/services/data/v66.0/composite/sobjects',
		'/services/data/v66.0/limits',
	] )( 'know records only, not %s', async ( url ) => {
		const [ graph ] = graphs( await send( [ single( { method: 'GET', url, referenceId: 'a' } ) ] ) );
		expect( graph ).toMatchObject( {
			isSuccessful: false,
			graphResponse: { compositeResponse: [ { httpStatusCode: 400, body: [ { errorCode: 'PROCESSING_HALTED' } ] } ] },
		} );
	} );

	it( 'stop after fourteen failures', async () => {
		const bad = ( n: number ): object => ( { graphId: `bad${ n }`, compositeRequest: [ node( 'a', {} ) ] } );
		const reply = graphs(
			await send( [ ...Array.from( { length: 14 }, ( _, n ) => bad( n ) ), { graphId: 'good', compositeRequest: [ node( 'a', { Name: 'Good' } ) ] } ] )
		);
		expect( reply[ 13 ]!.graphResponse.compositeResponse[ 0 ]!.body ).toMatchObject( [ { errorCode: 'REQUIRED_FIELD_MISSING' } ] );
		expect( reply[ 14 ] ).toMatchObject( {
			graphId: 'good',
			isSuccessful: false,
			graphResponse: { compositeResponse: [ { body: [ { errorCode: 'PROCESSING_HALTED' } ] } ] },
		} );
		expect( await names() ).toEqual( [] );
	} );

	const chain = ( length: number ): object =>
		single( ...Array.from( { length }, ( _, n ) => node( `n${ n }`, { Name: `N${ n }`, ...( n === 0 ? {} : { ParentId: `@{n${ n - 1 }.id}` } ) } ) ) );

	it( 'take a chain of fifteen', async () => {
		expect( graphs( await send( [ chain( 15 ) ] ) )[ 0 ]!.isSuccessful ).toBe( true );
	} );

	it.each( [
		[ 'a chain of sixteen', [ chain( 16 ) ] ],
		[ 'sixteen objects', [ single( ...Array.from( { length: 16 }, ( _, n ) => node( `n${ n }`, {}, `Object${ n }__c` ) ) ) ] ],
		[ 'seventy-six graphs', Array.from( { length: 76 }, ( _, n ) => ( { graphId: `g${ n }`, compositeRequest: [ node( 'a', { Name: 'A' } ) ] } ) ) ],
		[ 'more than five hundred nodes', [ single( ...Array.from( { length: 501 }, ( _, n ) => node( `n${ n }`, { Name: 'A' } ) ) ) ] ],
		[ 'the same graph id twice', [ single( node( 'a', { Name: 'A' } ) ), single( node( 'a', { Name: 'A' } ) ) ] ],
		[ 'the same reference twice', [ single( node( 'a', { Name: 'A' } ), node( 'a', { Name: 'A' } ) ) ] ],
		[ 'a graph without an id', [ { compositeRequest: [ node( 'a', { Name: 'A' } ) ] } ] ],
		[ 'a graph without requests', [ single() ] ],
		[ 'no graph', [] ],
	] )( 'refuse %s', async ( _what, given ) => {
		const reply = await send( given );
		expect( reply.status ).toBe( 400 );
		expect( [ 'INVALID_INPUT', 'LIMIT_EXCEEDED' ] ).toContain( codeOf( reply ) );
		expect( await names() ).toEqual( [] );
	} );
} );

describe( 'a tree', () => {
	const account = ( referenceId: string, fields: object = {} ): object => ( { attributes: { type: 'Account', referenceId }, Name: referenceId, ...fields } );
	const tree = ( records: unknown, object = 'Account' ): Promise< Reply > => client.rest( 'POST', `/composite/tree/${ object }`, { records } );
	const under = ( ...records: object[] ): object => ( { ChildAccounts: { records } } );

	it( 'is made with all its children, and answered level by level', async () => {
		const reply = await tree( [
			account( 'root1', under( account( 'leaf1', under( account( 'leaf2' ) ) ) ) ),
			account( 'root2', under( account( 'leaf3' ) ) ),
		] );
		expect( reply.status ).toBe( 201 );
		const { hasErrors, results } = reply.json as { hasErrors: boolean; results: { referenceId: string; id: string }[] };
		expect( hasErrors ).toBe( false );
		expect( results.map( ( one ) => one.referenceId ) ).toEqual( [ 'root1', 'root2', 'leaf1', 'leaf3', 'leaf2' ] );
		expect( await client.rows( 'SELECT Name, Parent.Name, Parent.Parent.Name FROM Account WHERE Parent.Parent.Name != null' ) ).toMatchObject( [
			{ Name: 'leaf2', Parent: { Name: 'leaf1', Parent: { Name: 'root1' } } },
		] );
	} );

	it( 'is not made at all when one record is refused', async () => {
		const reply = await tree( [ account( 'good' ), account( 'bad', { Name: '', ...under( account( 'child' ) ) } ) ] );
		expect( reply.status ).toBe( 400 );
		expect( reply.json ).toEqual( {
			hasErrors: true,
			results: [
				{
					referenceId: 'bad',
					errors: [ { statusCode: 'REQUIRED_FIELD_MISSING', message: 'Required fields are missing: [Name]', fields: [ 'Name' ] } ],
				},
			],
		} );
		expect( await names() ).toEqual( [] );
	} );

	it( 'names each record once', async () => {
		const reply = await tree( [ account( 'a' ), account( 'a' ) ] );
		expect( reply.status ).toBe( 400 );
		expect( reply.json ).toMatchObject( {
			hasErrors: true,
			results: [ { referenceId: 'a', errors: [ { statusCode: 'DUPLICATE_VALUE', message: 'Duplicate ReferenceId provided in the request.' } ] } ],
		} );
	} );

	const deep = ( level: number ): object => account( `l${ level }`, level === 0 ? {} : under( deep( level - 1 ) ) );

	it( 'goes five levels deep', async () => {
		expect( ( await tree( [ deep( 4 ) ] ) ).status ).toBe( 201 );
	} );

	it.each( [
		[ 'six levels', [ deep( 5 ) ] ],
		[ 'more than 200 records, children too', Array.from( { length: 101 }, ( _, n ) => account( `a${ n }`, under( account( `b${ n }` ) ) ) ) ],
		[ 'a record without a reference', [ { attributes: { type: 'Account' }, Name: 'x' } ] ],
		[ 'a record without a type', [ { attributes: { referenceId: 'x' }, Name: 'x' } ] ],
		[ 'a root of another type', [ { attributes: { type: 'User', referenceId: 'x' } } ] ],
		[ 'children of an unknown relationship', [ account( 'a', { Cousins: { records: [ account( 'b' ) ] } } ) ] ],
		[ 'nothing', [] ],
		[ 'texts', [ 'a' ] ],
	] )( 'refuses %s', async ( _what, records ) => {
		expect( ( await tree( records ) ).status ).toBe( 400 );
		expect( await names() ).toEqual( [] );
	} );

	it( 'knows no unknown objects', async () => {
		expect( ( await tree( [ account( 'a' ) ], 'Nothing__c' ) ).status ).toBe( 404 );
	} );
} );
