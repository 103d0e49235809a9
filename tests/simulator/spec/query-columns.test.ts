import { Client } from './client';

let client: Client;
beforeAll( async () => {
	client = await Client.open( { season: 'empty' } );
} );
afterAll( () => client.close() );

const columns = async ( soql: string, door = 'query' ): Promise< { columnMetadata: Record< string, unknown >[] } & Record< string, unknown > > =>
	( await client.get( `/${ door }?q=${ encodeURIComponent( soql ) }&columns=true` ) ).json as never;

const PLAIN = {
	aggregate: false,
	booleanType: false,
	custom: false,
	foreignKeyName: null,
	insertable: false,
	joinColumns: [],
	numberType: false,
	textType: false,
	updatable: false,
};

describe( 'columns=true', () => {
	it( 'tells each field as the sf CLI reads it, and no rows', async () => {
		expect( await columns( 'SELECT id FROM account' ) ).toEqual( {
			columnMetadata: [ { ...PLAIN, apexType: 'Id', columnName: 'Id', displayName: 'Id', textType: true } ],
			entityName: 'Account',
			groupBy: false,
			idSelected: true,
			keyPrefix: '001',
		} );
		const { columnMetadata, idSelected } = await columns( 'SELECT Name, AnnualRevenue, IsDeleted, CreatedDate FROM Account' );
		expect( idSelected ).toBe( false );
		expect( columnMetadata ).toEqual( [
			{ ...PLAIN, apexType: 'String', columnName: 'Name', displayName: 'Name', textType: true, insertable: true, updatable: true },
			{ ...PLAIN, apexType: 'Double', columnName: 'AnnualRevenue', displayName: 'AnnualRevenue', numberType: true, insertable: true, updatable: true },
			{ ...PLAIN, apexType: 'Boolean', columnName: 'IsDeleted', displayName: 'IsDeleted', booleanType: true },
			{ ...PLAIN, apexType: 'Datetime', columnName: 'CreatedDate', displayName: 'CreatedDate' },
		] );
	} );

	it( 'nests parents and children in joinColumns', async () => {
		const { columnMetadata } = await columns( 'SELECT Owner.Name, Owner.Id, Parent.Owner.Name, (SELECT Id, LastName FROM Contacts) FROM Account' );
		expect( columnMetadata ).toMatchObject( [
			{ columnName: 'Owner', aggregate: false, foreignKeyName: 'OwnerId', joinColumns: [ { columnName: 'Name' }, { columnName: 'Id' } ] },
			{ columnName: 'Parent', aggregate: false, joinColumns: [ { columnName: 'Owner', joinColumns: [ { columnName: 'Name' } ] } ] },
			{ columnName: 'Contacts', aggregate: true, joinColumns: [ { columnName: 'Id' }, { columnName: 'LastName' } ] },
		] );
	} );

	it( 'calls aggregates by alias or number', async () => {
		expect( await columns( 'SELECT Rating, COUNT(Id), MAX(AnnualRevenue) top FROM Account GROUP BY Rating' ) ).toMatchObject( {
			groupBy: true,
			idSelected: false,
			columnMetadata: [
				{ columnName: 'Rating', aggregate: false, displayName: 'Rating' },
				{ columnName: 'expr0', aggregate: true, displayName: 'count(Id)', apexType: 'Integer', numberType: true, joinColumns: [] },
				{ columnName: 'top', aggregate: true, displayName: 'max(AnnualRevenue)', apexType: 'Double' },
			],
		} );
		expect( await columns( 'SELECT COUNT() FROM Account', 'queryAll' ) ).toMatchObject( { columnMetadata: [], entityName: 'Account' } );
	} );

	it( 'refuses what the query itself would be refused for', async () => {
		const reply = await client.get( '/query?q=SELECT+Foo+FROM+Account&columns=true' );
		expect( reply.status ).toBe( 400 );
	} );
} );
