/**
 * Every way in that jsforce has (§9.2).
 */
import assert from 'node:assert/strict';
import { allow, assertion, CALLBACK, control } from '../lib/org.mjs';

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

export async function signIn( { check, org, jsforce } ) {
	const { Connection, OAuth2 } = jsforce;
	const { username, password, securityToken } = org.admin;
	const client = { loginUrl: org.url, clientId: org.consumerKey, clientSecret: org.consumerSecret, redirectUri: CALLBACK };
	const works = async ( connection ) => assert.equal( ( await connection.query( 'SELECT Id FROM Account' ) ).totalSize, org.ids.length );
	const connect = ( options = {} ) => new Connection( { loginUrl: org.url, version: '66.0', ...options } );

	await check( 'authorize() with an assertion', async () => {
		const connection = connect();
		await connection.authorize( { grant_type: JWT_BEARER, assertion: assertion( org ) } );
		assert.equal( connection.instanceUrl, org.url );
		assert.equal( connection.userInfo.organizationId, org.organizationId );
		await works( connection );
	} );

	await check( 'authorize() with an assertion and an app on top', async () => {
		const connection = connect( { oauth2: client } );
		await connection.authorize( { grant_type: JWT_BEARER, assertion: assertion( org ) } );
		await works( connection );
	} );

	await check( 'a refused assertion is an error with its OAuth name', async () => {
		const forged = assertion( org, { sub: 'nobody@callboard.example' } );
		await assert.rejects( connect().authorize( { grant_type: JWT_BEARER, assertion: forged } ), {
			name: 'invalid_grant',
			message: "user hasn't approved this consumer",
		} );
	} );

	for ( const version of [ '50.0', '64.0' ] ) {
		await check( `login() over SOAP at v${ version }`, async () => {
			const connection = connect( { version } );
			const info = await connection.login( username, password + securityToken );
			assert.equal( info.organizationId, org.organizationId );
			assert.equal( connection.instanceUrl, org.url );
			await works( connection );
		} );
	}

	await check( 'login() over SOAP is refused at v66.0', async () => {
		await assert.rejects( connect().login( username, password ), /UNSUPPORTED_API_VERSION/ );
	} );

	await check( 'login() over SOAP with a wrong password', async () => {
		await assert.rejects( connect( { version: '50.0' } ).login( username, 'guess' ), /INVALID_LOGIN: Invalid username, password/ );
	} );

	await check( 'login() with an app is the password flow', async () => {
		const connection = connect( { oauth2: client } );
		await connection.login( username, password + securityToken );
		await works( connection );
		await assert.rejects( connect( { oauth2: client } ).login( username, 'guess' ), { name: 'invalid_grant', message: 'authentication failure' } );
	} );

	await check( 'authorize() with client credentials', async () => {
		const connection = connect( { oauth2: client } );
		await connection.authorize( { grant_type: 'client_credentials' } );
		assert.match( connection.userInfo.id, /^0055e00000InTgr/ );
		await works( connection );
	} );

	const codeFor = async ( oauth2 ) => ( await allow( org, oauth2.getAuthorizationUrl( { scope: 'api refresh_token', state: 'st ate' } ) ) ).get( 'code' );

	await check( 'the authorization URL, the code for it with PKCE, and the state unharmed', async () => {
		const oauth2 = new OAuth2( { ...client, useVerifier: true } );
		const answer = await allow( org, oauth2.getAuthorizationUrl( { scope: 'api refresh_token', state: 'st ate' } ) );
		assert.equal( answer.get( 'state' ), 'st ate' );
		const connection = new Connection( { oauth2, version: '66.0' } );
		await connection.authorize( answer.get( 'code' ) );
		assert.ok( connection.refreshToken );
		await works( connection );
		await assert.rejects( new Connection( { oauth2 } ).authorize( answer.get( 'code' ) ), { name: 'invalid_grant' } );
	} );

	await check( 'after a 401 the refresh token gives a new session, unseen', async () => {
		const oauth2 = new OAuth2( { ...client, useVerifier: true } );
		const connection = new Connection( { oauth2, version: '66.0' } );
		await connection.authorize( await codeFor( oauth2 ) );
		let refreshed = 0;
		connection.on( 'refresh', () => refreshed++ );
		await control( org, 'session', { action: 'expire', username } );
		await works( connection );
		assert.equal( refreshed, 1 );
		await control( org, 'session', { action: 'revoke', username } );
		await assert.rejects( works( connection ), /expired access\/refresh token/ );
	} );

	await check( 'a refresh token that rotates', async () => {
		await control( org, 'app', { rotatesRefreshTokens: true } );
		const oauth2 = new OAuth2( { ...client, useVerifier: true } );
		const connection = new Connection( { oauth2 } );
		await connection.authorize( await codeFor( oauth2 ) );
		const next = await oauth2.refreshToken( connection.refreshToken );
		assert.ok( next.refresh_token && next.refresh_token !== connection.refreshToken );
		await assert.rejects( oauth2.refreshToken( connection.refreshToken ), { name: 'invalid_grant' } );
		await control( org, 'app', { rotatesRefreshTokens: false } );
	} );

	await check( 'identity() and logout()', async () => {
		const connection = connect( { oauth2: client } );
		await connection.login( username, password );
		const identity = await connection.identity();
		assert.equal( identity.username, username );
		assert.equal( identity.organization_id, org.organizationId );
		const { accessToken } = connection;
		await connection.logout();
		const after = new Connection( { instanceUrl: org.url, accessToken, version: '66.0' } );
		await assert.rejects( after.query( 'SELECT Id FROM Account' ), { name: 'INVALID_SESSION_ID' } );
	} );

	await check( 'a session that was closed already is an error when it is revoked', async () => {
		const oauth2 = new OAuth2( client );
		await assert.rejects( oauth2.revokeToken( '00D!nothing' ), { name: 'invalid_token' } );
	} );
}
