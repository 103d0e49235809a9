import { text } from '../org/fields';
import { VENUE } from '../org/objects';
import { Client, codeOf, messageOf, type Reply } from './client';

let client: Client;
beforeEach( async () => {
	client = await Client.open( { season: 'empty' } );
	const { org } = client.simulator.world;
	org.addField( 'Account', text( 'Ext__c', { externalId: true, idLookup: true, unique: true } ) );
	org.addField( 'Account', text( 'Loose__c', { externalId: true, idLookup: true } ) );
} );
afterEach( () => client.close() );

interface RowReply {
	id?: string;
	success: boolean;
	created?: boolean;
	errors: { statusCode: string; message: string; fields: string[] }[];
}
const rowsOf = ( reply: Reply ): RowReply[] => reply.json as RowReply[];
const codes = ( reply: Reply ): ( string | undefined )[] => rowsOf( reply ).map( ( row ) => row.errors[ 0 ]?.statusCode );
const record = ( fields: object, type = 'Account' ): object => ( { attributes: { type }, ...fields } );
const create = ( records: unknown, allOrNone = false ): Promise< Reply > => client.rest( 'POST', '/composite/sobjects', { allOrNone, records } );
const update = ( records: unknown, allOrNone = false ): Promise< Reply > => client.rest( 'PATCH', '/composite/sobjects', { allOrNone, records } );
const upsert = ( field: string, records: unknown, allOrNone = false ): Promise< Reply > =>
	client.rest( 'PATCH', `/composite/sobjects/Account/${ field }`, { allOrNone, records } );
const accounts = (): Promise< Record< string, unknown >[] > => client.rows( 'SELECT Name, Ext__c FROM Account ORDER BY Name' );
const made = async ( ...names: string[] ): Promise< string[] > =>
	rowsOf( await create( names.map( ( Name ) => record( { Name } ) ) ) ).map( ( row ) => row.id! );

const ROLLED_BACK = {
	statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
	message: 'Record rolled back because not all records were valid and the request was using AllOrNone header',
	fields: [],
};

describe( 'collections of new records', () => {
	it( 'answer per row and keep the good ones', async () => {
		const reply = await create( [ record( { Name: 'A' } ), record( { Name: '' } ), record( { Name: 'C' } ) ] );
		expect( reply.status ).toBe( 200 );
		const [ first, second, third ] = rowsOf( reply );
		expect( first ).toEqual( { id: expect.stringMatching( /^001\w{15}$/ ) as string, success: true, errors: [] } );
		expect( second ).toEqual( {
			success: false,
			errors: [ { statusCode: 'REQUIRED_FIELD_MISSING', message: 'Required fields are missing: [Name]', fields: [ 'Name' ] } ],
		} );
		expect( third!.success ).toBe( true );
		expect( await accounts() ).toHaveLength( 2 );
	} );

	it( 'keep none when one fails and all or none is asked; the ids of rows that were never made stay', async () => {
		const [ good, bad ] = rowsOf( await create( [ record( { Name: 'A' } ), record( {} ) ], true ) );
		expect( good ).toEqual( { id: expect.stringMatching( /^001\w{15}$/ ) as string, success: false, errors: [ ROLLED_BACK ] } );
		expect( bad ).toEqual( { success: false, errors: [ expect.objectContaining( { statusCode: 'REQUIRED_FIELD_MISSING' } ) as object ] } );
		expect( await accounts() ).toEqual( [] );
	} );

	it( 'mix types, in up to ten chunks', async () => {
		const alternating = ( count: number ): object[] =>
			Array.from( { length: count }, ( _, n ) => record( { Name: `${ n }` }, n % 2 === 0 ? 'Account' : VENUE ) );
		expect( rowsOf( await create( alternating( 10 ) ) ).every( ( row ) => row.success ) ).toBe( true );
		expect( ( await create( alternating( 11 ) ) ).status ).toBe( 400 );
		const grouped = [ ...alternating( 10 ), record( { Name: 'last' }, VENUE ) ];
		expect( rowsOf( await create( grouped ) ) ).toHaveLength( 11 );
	} );

	it( 'refuse an unknown type and a given id row by row', async () => {
		expect(
			codes(
				await create( [ record( { Name: 'A' }, 'Nothing__c' ), record( { Name: 'B', id: '001000000000001AAA' } ), record( { Name: 'C', Id: null } ) ] )
			)
		).toEqual( [ 'INVALID_TYPE', 'INVALID_FIELD_FOR_INSERT_UPDATE', undefined ] );
	} );

	it( 'leave nothing of a row that fails after it was written', async () => {
		const { org } = client.simulator.world;
		org.guards.add( {
			object: VENUE,
			name: 'Second thoughts',
			errorCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
			message: 'Refused at the end',
			field: null,
			refuses: ( { values } ) => {
				org.writer.create( 'Account', { Name: `By the trigger of ${ String( values.Name ) }` } );
				return values.Name === 'Bad';
			},
		} );
		expect( codes( await create( [ record( { Name: 'Good' }, VENUE ), record( { Name: 'Bad' }, VENUE ) ] ) ) ).toEqual( [
			undefined,
			'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
		] );
		expect( await accounts() ).toMatchObject( [ { Name: 'By the trigger of Good' } ] );
	} );

	it.each( [
		[ 'more than 200 rows', Array.from( { length: 201 }, () => record( { Name: 'x' } ) ), 'EXCEEDED_MAX_SIZE_REQUEST' ],
		[ 'records without a type', [ { Name: 'x' } ], 'INVALID_INPUT' ],
		[ 'texts', [ 'x' ], 'INVALID_INPUT' ],
		[ 'something else than a list', { Name: 'x' }, 'JSON_PARSER_ERROR' ],
	] )( 'refuse %s', async ( _what, records, code ) => {
		const reply = await create( records );
		expect( [ reply.status, codeOf( reply ) ] ).toEqual( [ 400, code ] );
		expect( await accounts() ).toEqual( [] );
	} );

	it( 'say how many are too many', async () => {
		const reply = await create( Array.from( { length: 201 }, () => record( { Name: 'x' } ) ) );
		expect( messageOf( reply ) ).toBe( 'record limit reached. cannot submit more than 200 records into this call' );
		expect( rowsOf( await create( Array.from( { length: 200 }, () => record( { Name: 'x' } ) ) ) ) ).toHaveLength( 200 );
	} );

	it( 'name the duplicate rule that objects, without its matches', async () => {
		client.simulator.world.org.duplicateRules.set( 'Contact', 'alert' );
		const people = [ 1, 2 ].map( () => record( { LastName: 'Twin', Email: 'twin@example.org' }, 'Contact' ) );
		const [ first, second ] = rowsOf( await create( people ) );
		expect( first!.success ).toBe( true );
		expect( second ).toEqual( { success: false, errors: [ { statusCode: 'DUPLICATES_DETECTED', message: 'Use one of these records?', fields: [] } ] } );
	} );

	it( 'obey the duplicate header for the whole call', async () => {
		client.simulator.world.org.guards.add( {
			object: 'Account',
			name: 'Alike',
			errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
			message: 'One like it is there',
			field: null,
			refuses: ( { allowDuplicates } ) => ! allowDuplicates,
		} );
		const body = { records: [ record( { Name: 'A' } ), record( { Name: 'B' } ) ] };
		expect( rowsOf( await client.rest( 'POST', '/composite/sobjects', body ) ).map( ( row ) => row.success ) ).toEqual( [ false, false ] );
		const saved = await client.rest( 'POST', '/composite/sobjects', body, { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' } );
		expect( rowsOf( saved ).map( ( row ) => row.success ) ).toEqual( [ true, true ] );
	} );
} );

describe( 'collections of changes', () => {
	it( 'take the id in any case, of 15 or 18 characters', async () => {
		const [ a, b ] = await made( 'A', 'B' );
		const reply = await update( [ record( { id: a, Name: 'A2' } ), record( { Id: b!.slice( 0, 15 ), Name: 'B2' } ) ] );
		expect( rowsOf( reply ).map( ( row ) => row.id ) ).toEqual( [ a, b ] );
		expect( ( await accounts() ).map( ( row ) => row.Name ) ).toEqual( [ 'A2', 'B2' ] );
	} );

	it( 'refuse the later of two rows with the same id', async () => {
		const [ a ] = await made( 'A' );
		const reply = await update( [ record( { Id: a, Name: 'First' } ), record( { Id: a!.slice( 0, 15 ), Name: 'Second' } ) ] );
		expect( codes( reply ) ).toEqual( [ undefined, 'DUPLICATE_VALUE' ] );
		expect( ( await accounts() ).map( ( row ) => row.Name ) ).toEqual( [ 'First' ] );
	} );

	it( 'refuse rows without an id, with a wrong one, and of another object, without an id in the answer', async () => {
		const [ a ] = await made( 'A' );
		const reply = await update( [ record( { Name: 'x' } ), record( { Id: 'zebra', Name: 'x' } ), record( { Id: a, Name: 'x' }, VENUE ) ] );
		expect( codes( reply ) ).toEqual( [ 'MISSING_ARGUMENT', 'MALFORMED_ID', 'MALFORMED_ID' ] );
		expect( rowsOf( reply )[ 2 ]!.errors[ 0 ] ).toMatchObject( { message: `Venue ID: id value of incorrect type: ${ a! }`, fields: [ 'Id' ] } );
		expect( rowsOf( reply ).some( ( row ) => 'id' in row ) ).toBe( false );
	} );

	it( 'take everything back when all or none is asked', async () => {
		const [ a, b ] = await made( 'A', 'B' );
		const reply = rowsOf( await update( [ record( { Id: a, Name: 'A2' } ), record( { Id: b, Name: null } ) ], true ) );
		expect( reply[ 0 ] ).toEqual( { id: a, success: false, errors: [ ROLLED_BACK ] } );
		expect( ( await accounts() ).map( ( row ) => row.Name ) ).toEqual( [ 'A', 'B' ] );
	} );
} );

describe( 'collections by key', () => {
	it( 'create what is new and update what is there', async () => {
		await create( [ record( { Name: 'Old', Ext__c: 'k1' } ) ] );
		const reply = rowsOf( await upsert( 'Ext__c', [ record( { Ext__c: 'K1', Name: 'Newer' } ), record( { ext__c: 'k2', Name: 'Second' } ) ] ) );
		expect( reply.map( ( row ) => [ row.success, row.created ] ) ).toEqual( [
			[ true, false ],
			[ true, true ],
		] );
		expect( await accounts() ).toMatchObject( [
			{ Name: 'Newer', Ext__c: 'k1' },
			{ Name: 'Second', Ext__c: 'k2' },
		] );
	} );

	it( 'refuse both rows that have the same key', async () => {
		const reply = await upsert( 'Ext__c', [
			record( { Ext__c: 'k1', Name: 'A' } ),
			record( { Ext__c: 'k2', Name: 'B' } ),
			record( { Ext__c: 'K1', Name: 'C' } ),
		] );
		expect( codes( reply ) ).toEqual( [ 'DUPLICATE_VALUE', undefined, 'DUPLICATE_VALUE' ] );
		expect( rowsOf( reply )[ 0 ]!.errors[ 0 ]!.message ).toBe( 'Duplicate external id specified: k1' );
		expect( await accounts() ).toMatchObject( [ { Name: 'B' } ] );
	} );

	it( 'refuse a row without its key, and one that several records match', async () => {
		const [ a, b ] = rowsOf( await create( [ record( { Name: 'A', Loose__c: 'x' } ), record( { Name: 'B', Loose__c: 'x' } ) ] ) ).map( ( row ) => row.id! );
		const reply = await upsert( 'Loose__c', [ record( { Loose__c: 'x', Name: 'C' } ), record( { Name: 'D' } ) ] );
		expect( codes( reply ) ).toEqual( [ 'DUPLICATE_EXTERNAL_ID', 'MISSING_ARGUMENT' ] );
		expect( rowsOf( reply )[ 0 ]!.errors[ 0 ]!.message ).toBe( `Loose__c: more than one record found for external id field: [${ a! }, ${ b! }]` );
	} );

	it( 'take Id as the key: null makes a record', async () => {
		const [ a ] = await made( 'A' );
		const reply = rowsOf( await upsert( 'Id', [ record( { Id: a, Name: 'A2' } ), record( { Id: null, Name: 'New' } ) ] ) );
		expect( reply.map( ( row ) => row.created ) ).toEqual( [ false, true ] );
		expect( ( await accounts() ).map( ( row ) => row.Name ) ).toEqual( [ 'A2', 'New' ] );
	} );

	it( 'take everything back when all or none is asked', async () => {
		const reply = rowsOf( await upsert( 'Ext__c', [ record( { Ext__c: 'k1', Name: 'A' } ), record( { Ext__c: 'k2' } ) ], true ) );
		expect( reply[ 0 ] ).toEqual( { id: expect.any( String ) as string, success: false, errors: [ ROLLED_BACK ] } );
		expect( await accounts() ).toEqual( [] );
	} );

	it( 'refuse a field that is no key, and records of another type', async () => {
		const wrong = await upsert( 'Foo__c', [] );
		expect( [ wrong.status, messageOf( wrong ) ] ).toEqual( [ 404, 'Provided external ID field does not exist or is not accessible: Foo__c' ] );
		expect( ( await upsert( 'Ext__c', [ record( { Ext__c: 'k1', Name: 'A' }, VENUE ) ] ) ).status ).toBe( 400 );
	} );
} );

describe( 'collections of deletions and reads', () => {
	it( 'delete by a list of ids', async () => {
		const [ a, b, c ] = await made( 'A', 'B', 'C' );
		const reply = await client.rest( 'DELETE', `/composite/sobjects?ids=${ a!.slice( 0, 15 ) },zebra,${ a! },${ b! }&allOrNone=false` );
		expect( codes( reply ) ).toEqual( [ undefined, 'MALFORMED_ID', 'ENTITY_IS_DELETED', undefined ] );
		expect( rowsOf( reply )[ 0 ] ).toEqual( { id: a, success: true, errors: [] } );
		const none = await client.rest( 'DELETE', `/composite/sobjects?ids=${ c! },zebra&allOrNone=true` );
		expect( codes( none ) ).toEqual( [ 'ALL_OR_NONE_OPERATION_ROLLED_BACK', 'MALFORMED_ID' ] );
		expect( ( await accounts() ).map( ( row ) => row.Name ) ).toEqual( [ 'C' ] );
		expect( ( await client.rest( 'DELETE', '/composite/sobjects' ) ).status ).toBe( 400 );
	} );

	it( 'read in the order asked, with null for what is not there', async () => {
		const [ a, b, gone ] = await made( 'A', 'B', 'Gone' );
		await client.rest( 'DELETE', `/sobjects/Account/${ gone! }` );
		const ids = [ b, '001000000000001', a!.slice( 0, 15 ), 'zebra', gone, a ];
		const expected = [ { Name: 'B' }, null, { Name: 'A' }, null, null, { Name: 'A' } ];
		expect( ( await client.rest( 'POST', '/composite/sobjects/Account', { ids, fields: [ 'name' ] } ) ).json ).toMatchObject( expected );
		expect( ( await client.get( `/composite/sobjects/Account?ids=${ ids.join( ',' ) }&fields=Id,Name` ) ).json ).toMatchObject( expected );
	} );

	it( 'refuse a field that is not there, whatever the ids', async () => {
		const reply = await client.rest( 'POST', '/composite/sobjects/Account', { ids: [], fields: [ 'Foo' ] } );
		expect( [ reply.status, codeOf( reply ) ] ).toEqual( [ 400, 'INVALID_FIELD' ] );
		expect( ( await client.rest( 'POST', '/composite/sobjects/Account', { ids: [] } ) ).status ).toBe( 400 );
		expect( ( await client.rest( 'POST', '/composite/sobjects/Account', { ids: [ 7 ], fields: [ 'Id' ] } ) ).status ).toBe( 400 );
	} );

	it( 'read 2,000 ids from a body; a URL has room for 800', async () => {
		const ids = ( count: number ): string[] => Array.from( { length: count }, () => '001000000000001AAA' );
		expect( ( await client.rest( 'POST', '/composite/sobjects/Account', { ids: ids( 2000 ), fields: [ 'Id' ] } ) ).status ).toBe( 200 );
		expect( codeOf( await client.rest( 'POST', '/composite/sobjects/Account', { ids: ids( 2001 ), fields: [ 'Id' ] } ) ) ).toBe(
			'EXCEEDED_MAX_SIZE_REQUEST'
		);
		expect( ( await client.get( `/composite/sobjects/Account?fields=Id&ids=${ ids( 800 ).join( ',' ) }` ) ).json ).toHaveLength( 800 );
		expect( ( await client.get( `/composite/sobjects/Account?fields=Id&ids=${ ids( 900 ).join( ',' ) }` ) ).status ).toBe( 414 );
	} );
} );
