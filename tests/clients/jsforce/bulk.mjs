/**
 * Bulk API 2.0 as jsforce speaks it (§9.2); results of one page, since it dies on the second (§0.2).
 */
import assert from 'node:assert/strict';

export async function bulk( { check, org, connection } ) {
	connection.bulk2.pollInterval = 100;
	connection.bulk2.pollTimeout = 30_000;

	await check( 'bulk2.query() of one page', async () => {
		const rows = [];
		const stream = await connection.bulk2.query( 'SELECT Id, Name FROM Account' );
		for await ( const row of stream ) {
			rows.push( row );
		}
		assert.deepEqual(
			rows.map( ( { Name } ) => Name ).sort(),
			org.ids.map( ( _id, index ) => `Acct ${ index }` )
		);
	} );

	await check( 'bulk2.loadAndWaitForResults() of records', async () => {
		const results = await connection.bulk2.loadAndWaitForResults( {
			object: 'Account',
			operation: 'upsert',
			externalIdFieldName: 'Ext__c',
			input: [
				{ Ext__c: 'B1', Name: 'Say "hello", twice', Description: 'a;b|c^d`e' },
				{ Ext__c: 'B2', Name: 'Two', Description: null },
				{ Ext__c: 'B3', Name: 'x'.repeat( 300 ) },
			],
		} );
		assert.equal( results.successfulResults.length, 2 );
		assert.equal( results.successfulResults[ 0 ].Description, 'a;b|c^d`e' );
		assert.match( results.failedResults[ 0 ].sf__Error, /^STRING_TOO_LONG/ );
		assert.deepEqual( results.unprocessedRecords, [] );
		const rows = await connection.query( "SELECT Name, Description FROM Account WHERE Ext__c LIKE 'B%' ORDER BY Ext__c" );
		assert.deepEqual(
			rows.records.map( ( { Name, Description } ) => [ Name, Description ] ),
			[
				[ 'Say "hello", twice', 'a;b|c^d`e' ],
				[ 'Two', null ],
			]
		);
	} );

	await check( 'a job by hand: open(), uploadData(), close(), poll(), delete()', async () => {
		const job = connection.bulk2.createJob( { object: 'Account', operation: 'upsert', externalIdFieldName: 'Ext__c' } );
		await job.open();
		await job.uploadData( 'Ext__c,Name\nB2,Renamed\n' );
		await job.close();
		await job.poll( 100, 30_000 );
		assert.equal( ( await job.check() ).numberRecordsProcessed, 1 );
		assert.equal( ( await job.getSuccessfulResults() )[ 0 ].sf__Created, 'false' );
		await job.delete();
		await assert.rejects( job.check(), { name: 'NOT_FOUND' } );
	} );

	await check( 'bulk2.loadAndWaitForResults() deletes', async () => {
		const rows = await connection.query( "SELECT Id FROM Account WHERE Ext__c LIKE 'B%'" );
		const input = rows.records.map( ( { Id } ) => ( { Id } ) );
		const results = await connection.bulk2.loadAndWaitForResults( { object: 'Account', operation: 'delete', input } );
		assert.equal( results.successfulResults.length, 2 );
	} );
}
