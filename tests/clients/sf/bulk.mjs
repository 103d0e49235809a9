/**
 * The bulk commands of the CLI; each waits for its job in steps of five seconds.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { control } from '../lib/org.mjs';

const SOQL = "SELECT Id, Name FROM Account WHERE Name LIKE 'Acct%'";

function jobIn( answer ) {
	const [ id ] = /\b750\w{15}\b/.exec( JSON.stringify( answer ) ) ?? [];
	assert.ok( id, 'the answer names a job' );
	return id;
}

export async function bulkCommands( { check, org, cli } ) {
	const csv = ( name, text ) => {
		const file = join( cli.home, name );
		writeFileSync( file, text );
		return file;
	};
	const named = ( prefix ) =>
		[ ...org.world.org.store.table( 'Account' ).all() ].filter( ( row ) => ! row.deleted && String( row.values.Ext__c ).startsWith( prefix ) );
	/** Every account, below one line of names. */
	const isWhole = ( file ) => {
		const [ first, ...lines ] = readFileSync( file, 'utf8' ).trim().split( '\n' );
		assert.match( first, /Id.*Name/ );
		assert.equal( lines.length, org.ids.length );
	};
	const succeeds = ( { code, message, result } ) => {
		assert.equal( code, 0, message );
		return result;
	};

	await check( 'data upsert bulk', async () => {
		const file = csv( 'upsert.csv', 'Ext__c,Name,Description\nE1,"A, one",hello\nE2,Two,\nE3,Three,#N/A\n' );
		succeeds( await cli.sf( 'data', 'upsert', 'bulk', '-s', 'Account', '-f', file, '-i', 'Ext__c', '-w', '2' ) );
		assert.deepEqual(
			named( 'E' )
				.map( ( { values } ) => values.Name )
				.sort(),
			[ 'A, one', 'Three', 'Two' ]
		);
	} );

	await check( 'data import bulk, and data bulk results', async () => {
		const file = csv( 'import.csv', 'Name,Ext__c\nImported,I1\nAgain,E1\n' );
		const failed = await cli.sf( 'data', 'import', 'bulk', '-s', 'Account', '-f', file, '-w', '2' );
		assert.notEqual( failed.code, 0 );
		const jobId = jobIn( failed );
		const results = succeeds( await cli.sf( 'data', 'bulk', 'results', '-i', jobId ) );
		assert.deepEqual( [ results.successfulRecords, results.failedRecords ], [ 1, 1 ] );
		assert.match( readFileSync( join( cli.home, results.failedFilePath.split( '/' ).at( -1 ) ), 'utf8' ), /DUPLICATE_VALUE/ );
	} );

	await check( 'data update bulk', async () => {
		const rows = named( 'E' ).map( ( { id } ) => `${ id },changed` );
		succeeds( await cli.sf( 'data', 'update', 'bulk', '-s', 'Account', '-f', csv( 'update.csv', `Id,Description\n${ rows.join( '\n' ) }\n` ), '-w', '2' ) );
		assert.ok( named( 'E' ).every( ( { values } ) => values.Description === 'changed' ) );
	} );

	await check( 'data delete bulk', async () => {
		const rows = named( 'E' ).map( ( { id } ) => id );
		succeeds( await cli.sf( 'data', 'delete', 'bulk', '-s', 'Account', '-f', csv( 'delete.csv', `Id\n${ rows.join( '\n' ) }\n` ), '-w', '2' ) );
		assert.deepEqual( named( 'E' ), [] );
	} );

	await check( 'data upsert bulk without waiting, and data upsert resume', async () => {
		const file = csv( 'later.csv', 'Ext__c,Name\nL1,Later\n' );
		const jobId = jobIn( succeeds( await cli.sf( 'data', 'upsert', 'bulk', '-s', 'Account', '-f', file, '-i', 'Ext__c' ) ) );
		succeeds( await cli.sf( 'data', 'upsert', 'resume', '-i', jobId, '--wait', '2' ) );
		assert.equal( named( 'L' ).length, 1 );
	} );

	await check( 'data export bulk, over several pages', async () => {
		await control( org, 'bulk', { pageSize: 3 } );
		const file = join( cli.home, 'export.csv' );
		succeeds( await cli.sf( 'data', 'export', 'bulk', '-q', SOQL, '--output-file', file, '-w', '2', '-r', 'csv' ) );
		isWhole( file );
	} );

	await check( 'data export bulk without waiting, and data export resume', async () => {
		const file = join( cli.home, 'later-export.csv' );
		const jobId = jobIn( succeeds( await cli.sf( 'data', 'export', 'bulk', '-q', SOQL, '--output-file', file, '-r', 'csv' ) ) );
		succeeds( await cli.sf( 'data', 'export', 'resume', '-i', jobId ) );
		isWhole( file );
	} );
}
