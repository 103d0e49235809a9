import { createHmac, createPublicKey, createVerify, type JsonWebKey } from 'node:crypto';
import { XMLParser } from 'fast-xml-parser';
import { CONSUMER_KEY, CONSUMER_SECRET } from '../org/org';
import { ADMIN, CALLBACK, codeOf, exchange, refresh, SECRET, statusWith, tokenOf, tokensIn, VERIFIER, post } from './apps';
import { Client } from './client';

let client: Client;
beforeEach( async () => {
	client = await Client.open( { season: 'empty' } );
	await client.control( 'POST', 'app', { redirectUris: [ CALLBACK ] } );
} );
afterEach( () => client.close() );

const advance = ( minutes: number ) => client.control( 'POST', 'clock', { advance_ms: minutes * 60_000 } );
const keysOf = ( body: unknown ): string[] => Object.keys( body ?? {} ).sort();
const DEAD = { error: 'invalid_grant', error_description: 'expired access/refresh token' };
const password = ( changes = {} ) => tokenOf( client, { grant_type: 'password', ...SECRET, ...ADMIN, ...changes } );
const inspect = async ( token: string ) => ( await post( client, '/services/oauth2/introspect', { token, ...SECRET } ) ).json;

describe( 'the authorization code flow', () => {
	it( 'gives a session and a refresh token for a code', async () => {
		const reply = await exchange( client, await codeOf( client ) );
		expect( reply.status ).toBe( 200 );
		expect( reply.headers.get( 'cache-control' ) ).toBe( 'no-store' );
		expect( keysOf( reply.json ) ).toEqual( [ 'access_token', 'id', 'instance_url', 'issued_at', 'refresh_token', 'scope', 'signature', 'token_type' ] );
		expect( reply.json ).toMatchObject( { scope: 'api refresh_token', id: expect.stringContaining( '/0055e00000AdmIn' ) } );
		expect( await statusWith( client, tokensIn( reply ).access_token ) ).toBe( 200 );
	} );

	it( 'signs the identity with the secret of the app', async () => {
		const { id, issued_at, signature } = tokensIn( await exchange( client, await codeOf( client ) ) );
		expect( issued_at ).toBe( String( client.simulator.world.org.clock.now() ) );
		expect( signature ).toBe(
			createHmac( 'sha256', CONSUMER_SECRET )
				.update( id + issued_at )
				.digest( 'base64' )
		);
	} );

	it( 'gives no refresh token when nobody asked for one', async () => {
		const reply = await exchange( client, await codeOf( client, { scope: 'api' } ) );
		expect( reply.json ).toMatchObject( { scope: 'api' } );
		expect( reply.json ).not.toHaveProperty( 'refresh_token' );
	} );

	it( 'gives an id token, signed by a key that is published, with the scope openid', async () => {
		await client.control( 'POST', 'app', { scopes: [ 'api', 'openid' ] } );
		const { id, id_token } = tokensIn( await exchange( client, await codeOf( client, { scope: 'openid', nonce: 'n-1' } ) ) );
		const [ header = '', claims = '', signature = '' ] = id_token.split( '.' );
		expect( JSON.parse( Buffer.from( claims, 'base64url' ).toString() ) ).toMatchObject( {
			sub: id,
			aud: CONSUMER_KEY,
			iss: client.simulator.url,
			nonce: 'n-1',
		} );
		const { keys }: { keys?: JsonWebKey[] } = ( await client.send( '/id/keys' ) ).json ?? {};
		const key = createPublicKey( { key: keys?.[ 0 ] ?? {}, format: 'jwk' } );
		expect( createVerify( 'RSA-SHA256' ).update( `${ header }.${ claims }` ).verify( key, signature, 'base64url' ) ).toBe( true );
	} );

	it( 'takes a code once, and takes back what it gave when it is shown again', async () => {
		const code = await codeOf( client );
		const { access_token, refresh_token } = tokensIn( await exchange( client, code ) );
		const again = await exchange( client, code );
		expect( [ again.status, again.json ] ).toEqual( [ 400, { error: 'invalid_grant', error_description: 'expired authorization code' } ] );
		expect( await statusWith( client, access_token ) ).toBe( 401 );
		expect( ( await refresh( client, refresh_token ) ).json ).toEqual( DEAD );
	} );

	it( 'takes a code for 15 minutes', async () => {
		const [ early, late ] = [ await codeOf( client ), await codeOf( client ) ];
		await advance( 14 );
		expect( ( await exchange( client, early ) ).status ).toBe( 200 );
		await advance( 1 );
		expect( ( await exchange( client, late ) ).json ).toMatchObject( { error_description: 'expired authorization code' } );
	} );

	it.each( [
		[ 'another verifier', { code_verifier: VERIFIER + 'x' }, 'invalid_grant' ],
		[ 'no verifier', { code_verifier: '' }, 'invalid_grant' ],
		[ 'another callback', { redirect_uri: 'https://app.example/other' }, 'redirect_uri_mismatch' ],
		[ 'a code that is not one', { code: 'aPrxNothing' }, 'invalid_grant' ],
		[ 'a wrong secret', { client_secret: 'guess' }, 'invalid_client' ],
		[ 'no secret', { client_secret: '' }, 'invalid_client' ],
		[ 'an app that is not one', { client_id: 'nobody' }, 'invalid_client_id' ],
		[ 'no app', { client_id: '' }, 'invalid_request' ],
	] )( 'refuses %s', async ( _what, changes, error ) => {
		const reply = await exchange( client, await codeOf( client ), changes );
		expect( [ reply.status, reply.json ] ).toMatchObject( [ 400, { error } ] );
	} );

	it( 'gives the code of one app to no other', async () => {
		await client.control( 'POST', 'app', { consumerKey: 'other', name: 'Other', consumerSecret: 'its own' } );
		const reply = await exchange( client, await codeOf( client ), { client_id: 'other', client_secret: 'its own' } );
		expect( reply.json ).toEqual( { error: 'invalid_grant', error_description: 'invalid authorization code' } );
	} );

	it( 'does without the secret where the app is set up so', async () => {
		await client.control( 'POST', 'app', { secretRequired: false } );
		expect( ( await exchange( client, await codeOf( client ), { client_secret: '' } ) ).status ).toBe( 200 );
	} );
} );

describe( 'refresh tokens', () => {
	const first = async () => tokensIn( await exchange( client, await codeOf( client ) ) );

	it( 'give a new session as often as they are used, and stay the same', async () => {
		const { refresh_token } = await first();
		const reply = await refresh( client, refresh_token );
		expect( keysOf( reply.json ) ).toEqual( [ 'access_token', 'id', 'instance_url', 'issued_at', 'scope', 'signature', 'token_type' ] );
		expect( ( await refresh( client, refresh_token ) ).status ).toBe( 200 );
		expect( await statusWith( client, tokensIn( reply ).access_token ) ).toBe( 200 );
	} );

	it( 'are replaced where they rotate; one that is shown again takes the whole family with it', async () => {
		await client.control( 'POST', 'app', { rotatesRefreshTokens: true } );
		const original = await first();
		const second = tokensIn( await refresh( client, original.refresh_token ) );
		expect( second.refresh_token ).not.toBe( original.refresh_token );
		expect( await statusWith( client, second.access_token ) ).toBe( 200 );
		expect( ( await refresh( client, original.refresh_token ) ).json ).toEqual( DEAD );
		expect( ( await refresh( client, second.refresh_token ) ).json ).toEqual( DEAD );
		expect( await statusWith( client, second.access_token ) ).toBe( 401 );
	} );

	it( 'end when their time is up, and for people who have left', async () => {
		const { refresh_token } = await first();
		await client.control( 'POST', 'app', { refreshTokenLifetimeMs: 3600_000 } );
		await advance( 59 );
		expect( ( await refresh( client, refresh_token ) ).status ).toBe( 200 );
		await client.control( 'POST', 'person', { username: ADMIN.username, active: false } );
		expect( ( await refresh( client, refresh_token ) ).json ).toMatchObject( { error_description: 'inactive user' } );
		await advance( 1 );
		expect( ( await refresh( client, refresh_token ) ).json ).toEqual( DEAD );
	} );

	it( 'count as the consent that an app for everybody needs', async () => {
		await client.control( 'POST', 'app', { policy: 'self-authorize' } );
		const { refresh_token } = await first();
		const { grants, apps } = client.simulator.world.org;
		const userId = client.simulator.world.org.personNamed( ADMIN.username )!.userId;
		expect( grants.hasAllowed( apps.first, userId, 0 ) ).toBe( true );
		await post( client, '/services/oauth2/revoke', { token: refresh_token } );
		expect( grants.hasAllowed( apps.first, userId, 0 ) ).toBe( false );
	} );

	it( 'belong to one app', async () => {
		await client.control( 'POST', 'app', { consumerKey: 'other', name: 'Other', consumerSecret: 'its own' } );
		const { refresh_token } = await first();
		expect( ( await refresh( client, refresh_token, { client_id: 'other', client_secret: 'its own' } ) ).json ).toEqual( DEAD );
		expect( ( await refresh( client, refresh_token ) ).status ).toBe( 200 );
	} );
} );

describe( 'the password flow', () => {
	it( 'answers without scope and without refresh token', async () => {
		const reply = await password();
		expect( keysOf( reply.json ) ).toEqual( [ 'access_token', 'id', 'instance_url', 'issued_at', 'signature', 'token_type' ] );
		expect( await statusWith( client, tokensIn( reply ).access_token ) ).toBe( 200 );
	} );

	it( 'takes the security token behind the password, but not alone', async () => {
		const { securityToken } = client.simulator.world.org.personNamed( ADMIN.username )!;
		expect( ( await password( { password: ADMIN.password + securityToken } ) ).status ).toBe( 200 );
		expect( ( await password( { password: securityToken } ) ).status ).toBe( 400 );
	} );

	it.each( [
		[ 'a wrong password', { password: 'guess' }, 'authentication failure' ],
		[ 'nobody', { username: 'nobody@callboard.example' }, 'authentication failure' ],
		[ 'a wrong secret', { client_secret: 'guess' }, 'invalid client credentials' ],
		[ 'no password', { password: '' }, 'missing required parameter: password' ],
	] )( 'refuses %s', async ( _what, changes, description ) => {
		const reply = await password( changes );
		expect( [ reply.status, reply.json ] ).toMatchObject( [ 400, { error_description: description } ] );
	} );

	it( 'can be switched off', async () => {
		await client.control( 'POST', 'sign-in-policy', { passwordFlow: false } );
		expect( ( await password() ).json ).toEqual( { error: 'invalid_grant', error_description: 'authentication failure' } );
	} );
} );

describe( 'the client credentials flow', () => {
	const ask = ( headers?: Record< string, string >, fields: Record< string, string > = {} ) =>
		tokenOf( client, { grant_type: 'client_credentials', ...fields }, headers );
	const basic = ( secret: string ) => ( { Authorization: `Basic ${ Buffer.from( `${ CONSUMER_KEY }:${ secret }` ).toString( 'base64' ) }` } );

	it( 'works as the user the app is set up for, with the secret in the body or as HTTP Basic', async () => {
		const reply = await ask( {}, SECRET );
		expect( keysOf( reply.json ) ).toEqual( [ 'access_token', 'api_instance_url', 'id', 'instance_url', 'issued_at', 'scope', 'signature', 'token_type' ] );
		expect( reply.json ).toMatchObject( { scope: 'api', id: expect.stringContaining( '/0055e00000InTgr' ) } );
		expect( ( await ask( basic( CONSUMER_SECRET ) ) ).status ).toBe( 200 );
	} );

	it( 'answers 401 to a wrong secret in HTTP Basic', async () => {
		const reply = await ask( basic( 'guess' ) );
		expect( [ reply.status, reply.json ] ).toEqual( [ 401, { error: 'invalid_client', error_description: 'invalid client credentials' } ] );
	} );

	it( 'refuses when the app has nobody to work as', async () => {
		await client.control( 'POST', 'app', { runAs: null } );
		expect( ( await ask( {}, SECRET ) ).json ).toEqual( { error: 'invalid_grant', error_description: 'no client credentials user enabled' } );
	} );
} );

describe( 'the format of a reply', () => {
	const parsed = ( text: string ): { OAuth?: Record< string, unknown > } => {
		const document: { OAuth?: Record< string, unknown > } = new XMLParser().parse( text );
		return document;
	};

	it( 'is XML when format or Accept says so, and JSON otherwise', async () => {
		const byField = await password( { format: 'xml' } );
		expect( byField.headers.get( 'content-type' ) ).toContain( 'application/xml' );
		expect( parsed( byField.text ).OAuth ).toMatchObject( { token_type: 'Bearer', instance_url: client.simulator.url } );
		const byHeader = await tokenOf( client, { grant_type: 'password' }, { Accept: 'application/xml' } );
		expect( parsed( byHeader.text ).OAuth ).toMatchObject( { error: 'invalid_request' } );
		expect( ( await tokenOf( client, { grant_type: 'password' }, { Accept: 'text/html, */*' } ) ).json ).toMatchObject( { error: 'invalid_request' } );
	} );

	it( 'is a form when format says urlencoded', async () => {
		const reply = await password( { format: 'urlencoded' } );
		expect( new URLSearchParams( reply.text ).get( 'token_type' ) ).toBe( 'Bearer' );
	} );
} );

describe( 'revocation', () => {
	it( 'of a refresh token ends every session that came of it', async () => {
		const { access_token, refresh_token } = tokensIn( await exchange( client, await codeOf( client ) ) );
		const other = tokensIn( await password() ).access_token;
		expect( ( await post( client, '/services/oauth2/revoke', { token: refresh_token } ) ).status ).toBe( 200 );
		expect( await statusWith( client, access_token ) ).toBe( 401 );
		expect( ( await refresh( client, refresh_token ) ).json ).toEqual( DEAD );
		expect( await statusWith( client, other ) ).toBe( 200 );
	} );

	it( 'of an access token, by GET too, ends that session alone', async () => {
		const { access_token, refresh_token } = tokensIn( await exchange( client, await codeOf( client ) ) );
		expect( ( await client.send( `/services/oauth2/revoke?token=${ encodeURIComponent( access_token ) }` ) ).status ).toBe( 200 );
		expect( await statusWith( client, access_token ) ).toBe( 401 );
		expect( ( await refresh( client, refresh_token ) ).status ).toBe( 200 );
	} );

	it( 'refuses what is no token, in a form', async () => {
		const reply = await post( client, '/services/oauth2/revoke', { token: 'nothing' } );
		expect( reply.status ).toBe( 400 );
		expect( new URLSearchParams( reply.text ).get( 'error' ) ).toBe( 'invalid_token' );
	} );
} );

describe( 'introspection', () => {
	it( 'tells an app about its own tokens', async () => {
		const { access_token, refresh_token, id } = tokensIn( await exchange( client, await codeOf( client ) ) );
		const now = Math.floor( client.simulator.world.org.clock.now() / 1000 );
		expect( await inspect( access_token ) ).toEqual( {
			active: true,
			scope: 'api refresh_token',
			client_id: CONSUMER_KEY,
			username: ADMIN.username,
			sub: id,
			token_type: 'access_token',
			exp: now + 7200,
			iat: now,
			nbf: now,
		} );
		expect( await inspect( refresh_token ) ).toMatchObject( { active: true, token_type: 'refresh_token' } );
	} );

	it( 'says of all others that they are not active', async () => {
		await client.control( 'POST', 'app', { consumerKey: 'other', name: 'Other', consumerSecret: 'its own' } );
		const { access_token } = tokensIn( await password() );
		const foreign = await post( client, '/services/oauth2/introspect', { token: access_token, client_id: 'other', client_secret: 'its own' } );
		expect( foreign.json ).toEqual( { active: false } );
		expect( await inspect( 'nothing' ) ).toEqual( { active: false } );
		await advance( 121 );
		expect( await inspect( access_token ) ).toEqual( { active: false } );
		expect( ( await post( client, '/services/oauth2/introspect', { token: access_token } ) ).status ).toBe( 400 );
	} );
} );

describe( 'the configuration document', () => {
	it( 'names endpoints that are there', async () => {
		const { json } = await client.send( '/.well-known/openid-configuration' );
		const document: Record< string, unknown > = { ...( json ?? {} ) };
		expect( document.issuer ).toBe( client.simulator.url );
		for ( const name of [ 'authorization_endpoint', 'token_endpoint', 'revocation_endpoint', 'userinfo_endpoint', 'introspection_endpoint', 'jwks_uri' ] ) {
			const path = new URL( String( document[ name ] ) ).pathname;
			expect( [ name, ( await client.send( path ) ).status ] ).not.toEqual( [ name, 404 ] );
		}
	} );
} );
