import { Connection } from 'jsforce';
import { assertion, Client, goodClaims } from './client';

const PERFORMANCE = 'PatronTicket__EventInstance__c';

let client: Client;
let connection: Connection;
beforeAll( async () => {
	// deleted() is held against the machine's clock by nobody, but jsforce sends real dates.
	client = await Client.open( { clock: {} } );
	connection = new Connection( {
		loginUrl: client.simulator.url,
		version: '66.0',
	} );
	await connection.authorize( {
		grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
		assertion: assertion( client.simulator.privateKeyPem, goodClaims( client.simulator ) ),
	} );
} );
afterAll( () => client.close() );

describe( 'jsforce, unmodified', () => {
	it( 'signs in with a JWT and learns where it is', () => {
		expect( connection.instanceUrl ).toBe( client.simulator.url );
		expect( connection.userInfo?.organizationId ).toBe( client.simulator.organizationId );
	} );

	it( 'queries and follows the pages', async () => {
		const first = await connection.query( `SELECT Id FROM ${ PERFORMANCE }`, { headers: { 'Sforce-Query-Options': 'batchSize=200' } } );
		expect( first.done ).toBe( false );
		const second = await connection.queryMore( first.nextRecordsUrl! );
		expect( first.records.length + second.records.length ).toBe( client.simulator.counts.performances );
		expect( connection.limitInfo.apiUsage?.limit ).toBe( 100000 );
	} );

	it( 'describes', async () => {
		expect( ( await connection.describe( PERFORMANCE ) ).keyPrefix ).toBe( 'a0I' );
		const names = ( await connection.describeGlobal() ).sobjects.map( ( one ) => one.name );
		expect( names ).toEqual( expect.arrayContaining( [ 'Account', 'Organization', 'User', PERFORMANCE ] ) );
	} );

	it( 'creates, retrieves, updates, destroys, and finds what was deleted', async () => {
		const accounts = connection.sobject( 'Account' );
		const made = await accounts.create( { Name: 'From jsforce' } );
		expect( made.success ).toBe( true );
		const id = made.id!;
		expect( await accounts.retrieve( id ) ).toMatchObject( {
			Name: 'From jsforce',
		} );
		expect( ( await accounts.update( { Id: id, Name: 'Renamed' } ) ).success ).toBe( true );
		const many = await accounts.create( [ { Name: 'One' }, { Name: 'Two' } ] );
		expect( many.map( ( one ) => one.success ) ).toEqual( [ true, true ] );
		const ids = many.map( ( one ) => one.id! );
		expect( await accounts.update( ids.map( ( Id ) => ( { Id, Phone: '1' } ) ) ) ).toMatchObject( [ { success: true }, { success: true } ] );
		expect( await accounts.retrieve( ids, { fields: [ 'Name', 'Phone' ] } ) ).toMatchObject( [ { Name: 'One', Phone: '1' }, { Name: 'Two' } ] );
		await accounts.destroy( id );
		await accounts.destroy( ids );
		const now = Date.now();
		const deleted = await accounts.deleted( new Date( now - 120_000 ), new Date( now + 60_000 ) );
		expect( deleted.deletedRecords.map( ( one ) => one.id ).sort() ).toEqual( [ id, ...ids ].sort() );
	} );

	it( 'turns refusals into errors with their code', async () => {
		await expect( connection.query( 'SELECT Foo FROM Account' ) ).rejects.toMatchObject( { errorCode: 'INVALID_FIELD' } );
		await expect( connection.query( 'SELECT Id FROM Nope' ) ).rejects.toMatchObject( { errorCode: 'INVALID_TYPE' } );
		client.simulator.fault( { kind: '401' } );
		await expect( connection.limits() ).rejects.toMatchObject( {
			errorCode: 'INVALID_SESSION_ID',
		} );
		client.simulator.fault( { kind: '403-limit' } );
		await expect( connection.limits() ).rejects.toMatchObject( {
			errorCode: 'REQUEST_LIMIT_EXCEEDED',
		} );
	} );
} );
