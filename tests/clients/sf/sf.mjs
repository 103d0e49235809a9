/**
 * The `sf` CLI over plain http, every command that was recorded (§9.1).
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertion, control, PAGE, startOrg } from '../lib/org.mjs';
import { bulkCommands } from './bulk.mjs';
import { leftovers, openCli } from './cli.mjs';

async function accessToken( org ) {
	const body = new URLSearchParams( { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: assertion( org ) } );
	return ( await ( await fetch( `${ org.url }/services/oauth2/token`, { method: 'POST', body } ) ).json() ).access_token;
}

async function logins( { check, org, cli } ) {
	await check( 'org login access-token', async () => {
		const args = [ 'org', 'login', 'access-token', '--instance-url', org.url, '--no-prompt', '--alias', 'token' ];
		const { code, stdout, stderr } = await cli.run( args, { env: { SF_ACCESS_TOKEN: await accessToken( org ) } } );
		assert.equal( code, 0, stdout + stderr );
		assert.equal( JSON.parse( stdout ).result.orgId, org.organizationId );
	} );

	await check( 'a query over the address with two slashes that this login stores', async () => {
		const { code, result, message } = await cli.sf( 'data', 'query', '-o', 'token', '-q', 'SELECT Id FROM Account LIMIT 1' );
		assert.equal( code, 0, message );
		assert.equal( result.totalSize, 1 );
	} );

	await check( 'org login jwt', async () => {
		const keyFile = join( cli.home, 'key.pem' );
		writeFileSync( keyFile, org.privateKeyPem, { mode: 0o600 } );
		const key = [ '--username', org.username, '--jwt-key-file', keyFile, '--client-id', org.consumerKey ];
		const { code, message } = await cli.sf( 'org', 'login', 'jwt', ...key, '--instance-url', org.url, '--alias', 'sim', '--set-default' );
		assert.equal( code, 0, message );
	} );

	await check( 'org display and org list', async () => {
		const shown = await cli.sf( 'org', 'display', '-o', 'sim' );
		assert.equal( shown.code, 0, shown.message );
		assert.deepEqual( [ shown.result.connectedStatus, shown.result.apiVersion ], [ 'Connected', '68.0' ] );
		const listed = await cli.sf( 'org', 'list' );
		assert.equal( listed.code, 0, listed.message );
		assert.ok( JSON.stringify( listed.result ).includes( org.username ) );
	} );

	await check( 'after the session has ended it signs in again by itself', async () => {
		await control( org, 'session', { action: 'expire' } );
		const { code, message } = await cli.sf( 'data', 'query', '-q', 'SELECT Id FROM Account LIMIT 1' );
		assert.equal( code, 0, message );
	} );
}

async function queries( { check, org, cli } ) {
	await check( 'data query, over several pages, with its columns', async () => {
		await control( org, 'fault', { kind: 'page-size', rows: PAGE } );
		const { code, result, message } = await cli.sf( 'data', 'query', '-q', 'SELECT Id, Name, Owner.Name, (SELECT Id FROM Contacts) FROM Account' );
		assert.equal( code, 0, message );
		assert.equal( result.records.length, org.ids.length );
		const table = await cli.run( [ 'data', 'query', '-q', 'SELECT Name, Owner.Name FROM Account' ], { json: false } );
		assert.equal( table.code, 0, table.stderr );
		assert.match( table.stdout, /Acct 6/ );
		assert.match( table.stdout, /OWNER\.NAME/i );
	} );

	await check( 'data query of aggregates and of a count', async () => {
		const sums = await cli.sf( 'data', 'query', '-q', 'SELECT COUNT(Id) total, Name FROM Account GROUP BY Name LIMIT 2' );
		assert.equal( sums.code, 0, sums.message );
		assert.equal( sums.result.records[ 0 ].total, 1 );
		const count = await cli.sf( 'data', 'query', '-q', 'SELECT COUNT() FROM Account' );
		assert.equal( count.code, 0, count.message );
		assert.equal( count.result.totalSize, org.ids.length );
	} );

	await check( 'data query --all-rows', async () => {
		org.world.org.writer.delete( 'Account', org.ids[ 6 ] );
		const { code, result, message } = await cli.sf( 'data', 'query', '--all-rows', '-q', 'SELECT Id, IsDeleted FROM Account' );
		assert.equal( code, 0, message );
		assert.equal( result.records.filter( ( { IsDeleted } ) => IsDeleted ).length, 1 );
		org.world.org.writer.undelete( 'Account', org.ids[ 6 ] );
		await control( org, 'fault', { kind: 'page-size', rows: null } );
	} );

	await check( 'data query --use-tooling-api', async () => {
		const { code, message } = await cli.sf(
			'data',
			'query',
			'-t',
			'-q',
			"SELECT QualifiedApiName FROM EntityDefinition WHERE QualifiedApiName = 'Account'"
		);
		assert.equal( code, 0, message );
	} );

	await check( 'a refused query', async () => {
		const { code, name } = await cli.sf( 'data', 'query', '-q', 'SELECT Nope FROM Account' );
		assert.deepEqual( [ code, name ], [ 1, 'INVALID_FIELD' ] );
	} );

	await check( 'data search', async () => {
		const { code, result, message } = await cli.sf( 'data', 'search', '-q', 'FIND {Acct} IN NAME FIELDS RETURNING Account(Id, Name)' );
		assert.equal( code, 0, message );
		assert.equal( result.searchRecords.length, org.ids.length );
	} );
}

async function records( { check, cli } ) {
	let id;
	await check( 'data create record', async () => {
		const { code, result, message } = await cli.sf( 'data', 'create', 'record', '-s', 'Account', '-v', "Name='CLI Co' Ext__c=CLI-1" );
		assert.equal( code, 0, message );
		id = result.id;
	} );

	await check( 'data get record, by id and by value', async () => {
		const byId = await cli.sf( 'data', 'get', 'record', '-s', 'Account', '-i', id );
		assert.equal( byId.code, 0, byId.message );
		assert.equal( byId.result.Name, 'CLI Co' );
		const byName = await cli.sf( 'data', 'get', 'record', '-s', 'Account', '-w', "Name='CLI Co'" );
		assert.equal( byName.code, 0, byName.message );
		assert.equal( byName.result.Id, id );
	} );

	await check( 'data update record, by id and by value', async () => {
		const byId = await cli.sf( 'data', 'update', 'record', '-s', 'Account', '-i', id, '-v', 'Description=zzz' );
		assert.equal( byId.code, 0, byId.message );
		const byName = await cli.sf( 'data', 'update', 'record', '-s', 'Account', '-w', "Name='CLI Co'", '-v', 'Description=yyy' );
		assert.equal( byName.code, 0, byName.message );
		assert.equal( ( await cli.sf( 'data', 'get', 'record', '-s', 'Account', '-i', id ) ).result.Description, 'yyy' );
	} );

	await check( 'data delete record', async () => {
		const { code, message } = await cli.sf( 'data', 'delete', 'record', '-s', 'Account', '-w', "Name='CLI Co'" );
		assert.equal( code, 0, message );
		assert.equal( ( await cli.sf( 'data', 'get', 'record', '-s', 'Account', '-i', id ) ).name, 'NOT_FOUND' );
	} );
}

async function rest( { check, org, cli } ) {
	await check( 'sobject describe and sobject list', async () => {
		const described = await cli.sf( 'sobject', 'describe', '-s', 'Account' );
		assert.equal( described.code, 0, described.message );
		assert.ok( described.result.fields.some( ( { name } ) => name === 'Ext__c' ) );
		const listed = await cli.sf( 'sobject', 'list' );
		assert.equal( listed.code, 0, listed.message );
		assert.ok( listed.result.includes( 'Account' ) );
	} );

	await check( 'org list limits', async () => {
		const { code, result, message } = await cli.sf( 'org', 'list', 'limits' );
		assert.equal( code, 0, message );
		assert.ok( result.some( ( { name, max } ) => name === 'DailyApiRequests' && max > 0 ) );
	} );

	await check( 'org open --url-only', async () => {
		const { code, result, message } = await cli.sf( 'org', 'open', '--url-only' );
		assert.equal( code, 0, message );
		const answer = await fetch( result.url, { redirect: 'manual' } );
		assert.deepEqual( [ answer.status, answer.headers.get( 'location' ) ], [ 302, '/' ] );
	} );

	await check( 'api request rest', async () => {
		const { code, stdout, stderr } = await cli.run( [ 'api', 'request', 'rest', '/services/data/v66.0/limits', '-o', 'sim' ], { json: false } );
		assert.equal( code, 0, stderr );
		assert.equal( JSON.parse( stdout ).DailyApiRequests.Max, org.world.org.usage.limit );
	} );

	await check( 'data import tree and data export tree', async () => {
		const file = join( cli.home, 'accounts.json' );
		const tree = [ 'Tree1', 'Tree2' ].map( ( Name, index ) => ( { attributes: { type: 'Account', referenceId: `ref${ index }` }, Name } ) );
		writeFileSync( file, JSON.stringify( { records: tree } ) );
		const imported = await cli.sf( 'data', 'import', 'tree', '-f', file );
		assert.equal( imported.code, 0, imported.message );
		assert.equal( imported.result.length, 2 );
		const exported = await cli.sf( 'data', 'export', 'tree', '-q', "SELECT Id, Name FROM Account WHERE Name LIKE 'Tree%'", '-d', cli.home );
		assert.equal( exported.code, 0, exported.message );
		assert.ok( existsSync( join( cli.home, 'Account.json' ) ) );
		const written = JSON.parse( readFileSync( join( cli.home, 'Account.json' ), 'utf8' ) );
		assert.deepEqual( written.records.map( ( { Name } ) => Name ).sort(), [ 'Tree1', 'Tree2' ] );
	} );
}

export async function sf( cases ) {
	const org = await startOrg();
	const cli = await openCli();
	const check = ( name, work ) => cases.check( `sf: ${ name }`, work, 180_000 );
	const tools = { check, org, cli };
	await logins( tools );
	await queries( tools );
	await records( tools );
	await rest( tools );
	await bulkCommands( tools );
	await check( 'org logout', async () => {
		const { code, message } = await cli.sf( 'org', 'logout', '-o', 'sim', '--no-prompt' );
		assert.equal( code, 0, message );
		assert.notEqual( ( await cli.sf( 'org', 'display', '-o', 'sim' ) ).code, 0 );
	} );
	await check( 'leaves no process behind', async () => assert.deepEqual( leftovers( cli.home ), [] ) );
}
