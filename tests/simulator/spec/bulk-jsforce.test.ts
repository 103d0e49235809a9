import { Connection } from 'jsforce';
import { QueryJobV2 } from 'jsforce/lib/api/bulk2';
import { text } from '../org/fields';
import { assertion, Client, goodClaims } from './client';

let client: Client;
let connection: Connection;

beforeEach( async () => {
	client = await Client.open( { season: 'empty' } );
	client.simulator.world.org.addField( 'Account', text( 'Ext__c', { externalId: true, idLookup: true, unique: true } ) );
	connection = new Connection( { loginUrl: client.simulator.url, version: '66.0' } );
	await connection.authorize( {
		grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
		assertion: assertion( client.simulator.privateKeyPem, goodClaims( client.simulator ) ),
	} );
	connection.bulk2.pollInterval = 5;
	connection.bulk2.pollTimeout = 10_000;
} );
afterEach( () => client.close() );

const named = async ( ...names: string[] ): Promise< void > => {
	await connection.sobject( 'Account' ).create( names.map( ( Name ) => ( { Name } ) ) );
};

describe( 'jsforce, unmodified, with bulk jobs', () => {
	it( 'queries what fits on one page, with any mark in the values', async () => {
		await named( 'plain', 'a;b|c^d`e\tf,g', 'two\nlines "quoted"' );
		client.simulator.world.bulk.behave( { polls: 1 } );
		const stream = await connection.bulk2.query( 'SELECT Name, Owner.FirstName FROM Account' );
		const records = await stream.toArray();
		expect( records ).toEqual( [
			{ Name: 'plain', 'Owner.FirstName': 'Callboard' },
			{ Name: 'a;b|c^d`e\tf,g', 'Owner.FirstName': 'Callboard' },
			{ Name: 'two\nlines "quoted"', 'Owner.FirstName': 'Callboard' },
		] );
	} );

	it( 'loads records and waits for their results', async () => {
		await connection.sobject( 'Account' ).create( { Name: 'Old', Ext__c: 'B1' } );
		const results = await connection.bulk2.loadAndWaitForResults( {
			object: 'Account',
			operation: 'upsert',
			externalIdFieldName: 'Ext__c',
			input: [
				{ Ext__c: 'B1', Name: 'n, "q"', Phone: null },
				{ Ext__c: 'B2', Name: 'n2\nline', Phone: '1' },
				{ Ext__c: 'B3', Phone: '1' },
			],
		} );
		expect( results.successfulResults ).toMatchObject( [
			{ sf__Created: 'false', Ext__c: 'B1', Phone: '#N/A' },
			{ sf__Created: 'true', Ext__c: 'B2' },
		] );
		expect( results.failedResults ).toMatchObject( [
			{ sf__Id: '', sf__Error: 'REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --', Ext__c: 'B3' },
		] );
		expect( results.unprocessedRecords ).toEqual( [] );
		expect( ( await client.rows( 'SELECT Name FROM Account ORDER BY Ext__c' ) ).map( ( row ) => row.Name ) ).toEqual( [ 'n, "q"', 'n2\nline' ] );
	} );

	it( 'goes the way of a job step by step', async () => {
		client.simulator.world.bulk.behave( { polls: 2 } );
		const job = connection.bulk2.createJob( { object: 'Account', operation: 'insert', lineEnding: 'LF' } );
		const seen: unknown[] = [];
		job.on( 'inProgress', ( info: { state: string } ) => seen.push( info.state ) );
		await job.open();
		await job.uploadData( 'Name\nA\nB\n' );
		await job.close();
		await job.poll();
		expect( seen ).toEqual( [ 'InProgress', 'InProgress' ] );
		expect( await job.getSuccessfulResults( true ) ).toMatch( /^"sf__Id","sf__Created","Name"\n"001\w{15}","true","A"\n"001\w{15}","true","B"\n$/ );
		expect( await job.getFailedResults() ).toEqual( [] );
		expect( job.getInfo() ).toMatchObject( { apiVersion: 66, numberRecordsProcessed: 2, numberRecordsFailed: 0 } );
		await job.delete();
		await expect( job.check() ).rejects.toMatchObject( { errorCode: 'NOT_FOUND' } );
	} );

	it( 'hears why a job failed', async () => {
		const job = connection.bulk2.createJob( { object: 'Account', operation: 'insert' } );
		await job.open();
		await job.uploadData( [ { Name: 'A', House: { Ext__c: 'x' } } ] );
		await job.close();
		await expect( job.poll() ).rejects.toThrow( 'Ingest job failed to complete due to: InvalidBatch : Field name not found : House' );
	} );

	it( 'hears why a query was refused', async () => {
		// bulk2.query() would go on to delete a job that it never got, and nobody waits for that.
		const job = new QueryJobV2( connection, {
			bodyParams: { query: 'SELECT COUNT() FROM Account', operation: 'query' },
			pollingOptions: connection.bulk2,
		} );
		await expect( job.open() ).rejects.toMatchObject( { errorCode: 'API_ERROR' } );
	} );
} );
