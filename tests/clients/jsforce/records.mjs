/**
 * Queries, records, collections, describes (§9.2).
 */
import assert from 'node:assert/strict';
import { control, PAGE } from '../lib/org.mjs';

const names = ( records ) => records.map( ( { Name } ) => Name );

async function queries( { check, org, connection } ) {
	const all = 'SELECT Id, Name FROM Account';

	await check( 'query() with autoFetch reads every page', async () => {
		const result = await connection.query( all, { autoFetch: true, maxFetch: 1000 } );
		assert.equal( result.records.length, org.ids.length );
		assert.equal( result.done, true );
	} );

	await check( 'queryMore() follows nextRecordsUrl', async () => {
		const seen = [];
		let page = await connection.query( all );
		assert.equal( page.records.length, PAGE );
		for ( seen.push( ...page.records ); ! page.done; seen.push( ...page.records ) ) {
			page = await connection.queryMore( page.nextRecordsUrl );
		}
		assert.deepEqual(
			names( seen ).sort(),
			org.ids.map( ( _id, index ) => `Acct ${ index }` )
		);
	} );

	await check( 'query events hand over each record once', async () => {
		const seen = [];
		await new Promise( ( resolve, reject ) => {
			const query = connection.query( 'SELECT Id FROM Account' );
			query.on( 'record', ( record ) => seen.push( record.Id ) );
			query.on( 'end', resolve );
			query.on( 'error', reject );
			query.run( { autoFetch: true, maxFetch: 1000 } );
		} );
		assert.deepEqual( seen.sort(), [ ...org.ids ].sort() );
	} );

	await check( 'a scan of all rows sees deleted ones, its pages too', async () => {
		const { id } = await connection.sobject( 'Account' ).create( { Name: 'Short-lived' } );
		await connection.sobject( 'Account' ).destroy( id );
		const scan = await connection.query( 'SELECT Id, IsDeleted FROM Account', { autoFetch: true, maxFetch: 1000, scanAll: true } );
		assert.deepEqual(
			scan.records.filter( ( { IsDeleted } ) => IsDeleted ).map( ( { Id } ) => Id ),
			[ id ]
		);
	} );

	await check( 'find() with and without a list of fields', async () => {
		const some = await connection.sobject( 'Account' ).find( { Name: 'Acct 2' }, [ 'Id', 'Name' ] );
		assert.deepEqual(
			some.map( ( { Id } ) => Id ),
			[ org.ids[ 2 ] ]
		);
		const [ whole ] = await connection
			.sobject( 'Account' )
			.find( { Name: { $like: 'Acct%' } }, '*' )
			.limit( 1 );
		assert.ok( 'Ext__c' in whole && 'SystemModstamp' in whole );
	} );

	await check( 'a refused query is an error with its code', async () => {
		await assert.rejects( connection.query( 'SELECT Id FROM Nope' ), { name: 'INVALID_TYPE' } );
		await assert.rejects( connection.query( 'SELECT Nope FROM Account' ), { name: 'INVALID_FIELD' } );
		await assert.rejects( connection.query( 'SELEKT Id' ), { name: 'MALFORMED_QUERY' } );
	} );
}

async function records( { check, org, connection } ) {
	const accounts = connection.sobject( 'Account' );
	let id;

	await check( 'create(), retrieve(), update(), destroy() of one record', async () => {
		const made = await accounts.create( { Name: 'One', Id: 'left out by jsforce' } );
		id = made.id;
		assert.equal( made.success, true );
		assert.equal( ( await accounts.retrieve( id ) ).Name, 'One' );
		assert.equal( ( await accounts.update( { Id: id, Name: 'Other' } ) ).success, true );
		assert.equal( ( await accounts.retrieve( id ) ).Name, 'Other' );
		assert.equal( ( await accounts.destroy( id ) ).success, true );
		await assert.rejects( accounts.retrieve( id ), { name: 'NOT_FOUND' } );
	} );

	await check( 'refused records are errors with their code', async () => {
		await assert.rejects( accounts.create( {} ), { name: 'REQUIRED_FIELD_MISSING' } );
		await assert.rejects( accounts.create( { Name: 'x'.repeat( 300 ) } ), { name: 'STRING_TOO_LONG' } );
		await assert.rejects( accounts.create( { Name: 'x', Nope__c: 1 } ), { name: 'INVALID_FIELD' } );
		await assert.rejects( accounts.destroy( id ), { name: 'ENTITY_IS_DELETED' } );
	} );

	await check( 'retrieve() of several has a hole where a record is not', async () => {
		const found = await accounts.retrieve( [ org.ids[ 0 ], id, org.ids[ 1 ] ], { fields: [ 'Id', 'Name' ] } );
		assert.deepEqual(
			found.map( ( one ) => one?.Name ?? null ),
			[ 'Acct 0', null, 'Acct 1' ]
		);
		assert.equal( ( await accounts.retrieve( [ org.ids[ 0 ] ] ) )[ 0 ].Name, 'Acct 0' );
	} );

	await check( 'create() of several answers each by itself', async () => {
		const results = await accounts.create( [ { Name: 'A' }, { Name: 'x'.repeat( 300 ) } ] );
		assert.deepEqual(
			results.map( ( { success } ) => success ),
			[ true, false ]
		);
		assert.equal( results[ 1 ].errors[ 0 ].statusCode, 'STRING_TOO_LONG' );
		await accounts.destroy( results[ 0 ].id );
	} );

	await check( 'update() of several, all or none', async () => {
		const results = await accounts.update(
			[
				{ Id: org.ids[ 0 ], Description: 'changed' },
				{ Id: id, Description: 'gone' },
			],
			{ allOrNone: true }
		);
		assert.deepEqual(
			results.map( ( { success } ) => success ),
			[ false, false ]
		);
		assert.equal( ( await accounts.retrieve( org.ids[ 0 ] ) ).Description, null );
	} );

	await check( 'upsert() of one creates, then updates', async () => {
		const made = await accounts.upsert( { Ext__c: 'E 1', Name: 'Upserted' }, 'Ext__c' );
		assert.equal( made.success, true );
		assert.equal( made.created, true );
		const again = await accounts.upsert( { Ext__c: 'E 1', Name: 'Again' }, 'Ext__c' );
		assert.equal( again.success, true );
		const [ found ] = await accounts.find( { Ext__c: 'E 1' }, [ 'Id', 'Name' ] );
		assert.deepEqual( [ found.Id, found.Name ], [ made.id, 'Again' ] );
	} );

	await check( 'a value with a slash is not an external id to jsforce, and nothing is written', async () => {
		await assert.rejects( accounts.upsert( { Ext__c: 'A/1 x', Name: 'Lost' }, 'Ext__c' ), { name: 'NOT_FOUND' } );
	} );

	await check( 'upsert() of several', async () => {
		const results = await accounts.upsert(
			[
				{ Ext__c: 'E 1', Name: 'Third' },
				{ Ext__c: 'E/2', Name: 'New' },
			],
			'Ext__c'
		);
		assert.deepEqual(
			results.map( ( { success, created } ) => [ success, created ] ),
			[
				[ true, false ],
				[ true, true ],
			]
		);
	} );

	await check( 'destroy() of several', async () => {
		const rows = await connection.query( 'SELECT Id FROM Account WHERE Ext__c != null' );
		const results = await accounts.destroy(
			rows.records.map( ( { Id } ) => Id ),
			{ allOrNone: true }
		);
		assert.deepEqual(
			results.map( ( { success } ) => success ),
			[ true, true ]
		);
	} );

	await check( 'more than 200 records go out in slices', async () => {
		const many = Array.from( { length: 201 }, ( _none, index ) => ( { Name: `M${ index }` } ) );
		const results = await accounts.create( many, { allowRecursive: true } );
		assert.equal( results.filter( ( { success } ) => success ).length, 201 );
		await accounts.destroy(
			results.map( ( one ) => one.id ),
			{ allowRecursive: true }
		);
	} );

	await check( 'updated() and deleted()', async () => {
		const start = new Date( Date.now() - 600_000 );
		const end = new Date( Date.now() + 120_000 );
		assert.ok( ( await accounts.updated( start, end ) ).ids.includes( org.ids[ 0 ] ) );
		assert.ok( ( await accounts.deleted( start, end ) ).deletedRecords.some( ( one ) => one.id === id ) );
	} );
}

async function descriptions( { check, org, connection } ) {
	await check( 'describe() and describeGlobal()', async () => {
		const { fields, keyPrefix } = await connection.describe( 'Account' );
		assert.equal( keyPrefix, '001' );
		assert.equal( fields.find( ( { name } ) => name === 'Ext__c' ).externalId, true );
		assert.ok( ( await connection.describeGlobal() ).sobjects.some( ( { name } ) => name === 'Account' ) );
	} );

	await check( 'limits(), and the calls that headers count', async () => {
		const { DailyApiRequests } = await connection.limits();
		assert.ok( DailyApiRequests.Max > DailyApiRequests.Remaining );
		assert.equal( connection.limitInfo.apiUsage.limit, DailyApiRequests.Max );
	} );

	await check( 'search()', async () => {
		const { searchRecords } = await connection.search( 'FIND {Acct} IN ALL FIELDS RETURNING Account(Id, Name)' );
		assert.equal( searchRecords.length, org.ids.length );
	} );

	await check( 'a composite through requestPost()', async () => {
		const { compositeResponse } = await connection.requestPost( '/composite', {
			allOrNone: true,
			compositeRequest: [ { method: 'GET', url: `/services/data/v66.0/sobjects/Account/${ org.ids[ 0 ] }`, referenceId: 'a' } ],
		} );
		assert.equal( compositeResponse[ 0 ].body.Name, 'Acct 0' );
	} );

	await check( 'GET is tried again after a 503, and a limit is an error', async () => {
		await control( org, 'fault', { kind: '503', times: 1 } );
		assert.ok( await connection.limits() );
		await control( org, 'fault', { kind: '403-limit', times: 1 } );
		await assert.rejects( connection.limits(), { name: 'REQUEST_LIMIT_EXCEEDED' } );
	} );
}

export async function data( tools ) {
	await control( tools.org, 'fault', { kind: 'page-size', rows: PAGE } );
	await queries( tools );
	await control( tools.org, 'fault', { kind: 'page-size', rows: null } );
	await records( tools );
	await descriptions( tools );
}
