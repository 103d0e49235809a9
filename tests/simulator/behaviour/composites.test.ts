import { openOrg, VERSION, type Fields, type OrgUnderTest } from './org';

let org: OrgUnderTest;
beforeAll( async () => {
	org = await openOrg();
} );
afterAll( () => org.close() );

const base = `/services/data/${ VERSION }`;
const accounts = ( text: string ): Promise< Fields[] > => org.rows( `SELECT Id FROM Account WHERE Name = '${ org.mark } ${ text }'` );
const clear = async ( text: string ): Promise< void > => {
	const rows = await accounts( text );
	await org.send( 'DELETE', `/composite/sobjects?ids=${ rows.map( ( row ) => String( row.Id ) ).join( ',' ) }` );
};

describe( 'a composite', () => {
	const family = ( name: string, lastName: string | undefined, allOrNone: boolean ): Fields => ( {
		allOrNone,
		compositeRequest: [
			{ method: 'POST', url: `${ base }/sobjects/Account`, referenceId: 'acc', body: { Name: `${ org.mark } ${ name }` } },
			{ method: 'POST', url: `${ base }/sobjects/Contact`, referenceId: 'con', body: { LastName: lastName, AccountId: '@{acc.id}' } },
		],
	} );

	it( 'hands what one part answered to the next', async () => {
		const { status, json } = await org.send( 'POST', '/composite', family( 'refs', 'Child', true ) );
		const parts = ( json as { compositeResponse: { httpStatusCode: number; body: { id: string } }[] } ).compositeResponse;
		expect( [ status, ...parts.map( ( part ) => part.httpStatusCode ) ] ).toEqual( [ 200, 201, 201 ] );
		expect( await org.rows( `SELECT Id FROM Contact WHERE AccountId = '${ parts[ 0 ]!.body.id }'` ) ).toHaveLength( 1 );
		await clear( 'refs' );
	} );

	it( 'takes everything back when one part fails and all or none was asked', async () => {
		const { json } = await org.send( 'POST', '/composite', family( 'none', undefined, true ) );
		const parts = ( json as { compositeResponse: { httpStatusCode: number; body: { errorCode: string }[] }[] } ).compositeResponse;
		expect( parts.map( ( part ) => [ part.httpStatusCode, part.body[ 0 ]!.errorCode ] ) ).toEqual( [
			[ 400, 'PROCESSING_HALTED' ],
			[ 400, 'REQUIRED_FIELD_MISSING' ],
		] );
		expect( await accounts( 'none' ) ).toHaveLength( 0 );
	} );

	it( 'keeps the good parts otherwise', async () => {
		await org.send( 'POST', '/composite', family( 'some', undefined, false ) );
		expect( await accounts( 'some' ) ).toHaveLength( 1 );
		await clear( 'some' );
	} );

	it( 'is refused whole when the envelope is wrong', async () => {
		expect( ( await org.send( 'POST', '/composite', { compositeRequest: [] } ) ).status ).toBe( 400 );
		const many = Array.from( { length: 26 }, ( _, n ) => ( { method: 'GET', url: `${ base }/limits`, referenceId: `r${ n }` } ) );
		expect( ( await org.send( 'POST', '/composite', { compositeRequest: many } ) ).status ).toBe( 400 );
	} );
} );

describe( 'a batch', () => {
	it( 'answers each part with its own status', async () => {
		const version = VERSION;
		const { json } = await org.send( 'POST', '/composite/batch', {
			batchRequests: [
				{ method: 'GET', url: `${ version }/sobjects/Account/001000000000000AAA` },
				{ method: 'GET', url: `${ version }/query?q=SELECT+COUNT()+FROM+Organization` },
			],
		} );
		expect( json ).toMatchObject( { hasErrors: true, results: [ { statusCode: 404 }, { statusCode: 200, result: { totalSize: 1 } } ] } );
	} );
} );

describe( 'a tree', () => {
	it( 'plants parents with their children, and nothing when one is bad', async () => {
		const tree = ( lastName: string | null ): Fields => ( {
			records: [
				{
					attributes: { type: 'Account', referenceId: 'a1' },
					Name: `${ org.mark } tree`,
					Contacts: { records: [ { attributes: { type: 'Contact', referenceId: 'c1' }, LastName: lastName } ] },
				},
			],
		} );
		const bad = await org.send( 'POST', '/composite/tree/Account', tree( null ) );
		expect( [ bad.status, bad.json ] ).toEqual( [ 400, expect.objectContaining( { hasErrors: true } ) ] );
		expect( await accounts( 'tree' ) ).toHaveLength( 0 );
		const good = await org.send( 'POST', '/composite/tree/Account', tree( 'Leaf' ) );
		expect( [ good.status, good.json ] ).toEqual( [
			201,
			{
				hasErrors: false,
				results: [
					{ referenceId: 'a1', id: expect.stringMatching( /^001/ ) },
					{ referenceId: 'c1', id: expect.stringMatching( /^003/ ) },
				],
			},
		] );
		await clear( 'tree' );
	} );
} );

describe( 'a collection', () => {
	const record = ( fields: Fields ): Fields => ( { attributes: { type: 'Account' }, ...fields } );

	it( 'answers for each record in the order of the request', async () => {
		const { status, json } = await org.send( 'POST', '/composite/sobjects', {
			allOrNone: false,
			records: [ record( { Name: `${ org.mark } many` } ), record( {} ), record( { Name: `${ org.mark } many`, Nonsense__c: 1 } ) ],
		} );
		expect( status ).toBe( 200 );
		expect( json ).toEqual( [
			{ id: expect.stringMatching( /^001/ ), success: true, errors: [] },
			expect.objectContaining( { success: false, errors: [ expect.objectContaining( { statusCode: 'REQUIRED_FIELD_MISSING', fields: [ 'Name' ] } ) ] } ),
			expect.objectContaining( { success: false } ),
		] );
		await clear( 'many' );
	} );

	it( 'says of good rows that they were rolled back', async () => {
		const { json } = await org.send( 'POST', '/composite/sobjects', {
			allOrNone: true,
			records: [ record( { Name: `${ org.mark } rolled` } ), record( {} ) ],
		} );
		expect( json ).toMatchObject( [ { success: false, errors: [ { statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK' } ] }, { success: false } ] );
		expect( await accounts( 'rolled' ) ).toHaveLength( 0 );
	} );

	it( 'reads with a hole for what is not there', async () => {
		const id = await org.create( 'Account', { Name: `${ org.mark } hole` } );
		const { json } = await org.send( 'POST', '/composite/sobjects/Account', { ids: [ '001000000000000AAA', id ], fields: [ 'Name' ] } );
		expect( json ).toMatchObject( [ null, { Name: `${ org.mark } hole` } ] );
	} );

	it( 'takes two hundred records and no more', async () => {
		const records = Array.from( { length: 201 }, () => record( { Name: 'x' } ) );
		expect( ( await org.send( 'POST', '/composite/sobjects', { records } ) ).status ).toBe( 400 );
	} );
} );
