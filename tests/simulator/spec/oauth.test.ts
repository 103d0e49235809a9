import { generateKeyPairSync, createPublicKey, X509Certificate } from 'node:crypto';
import { assertion, Client, goodClaims, tokenForm, type Claims, type Reply } from './client';

let client: Client;
beforeAll( async () => {
	client = await Client.open( { season: 'empty' } );
} );
afterAll( () => client.close() );

const ask = ( change: Claims, key = client.simulator.privateKeyPem, header?: Claims ): Promise< Reply > =>
	client.send( '/services/oauth2/token', {
		method: 'POST',
		body: tokenForm( assertion( key, { ...goodClaims( client.simulator ), ...change }, header ) ),
	} );

describe( 'the sign-in', () => {
	it( 'gives a token for an assertion signed with the registered key', async () => {
		const reply = await ask( {} );
		expect( reply.status ).toBe( 200 );
		expect( reply.json ).toEqual( {
			access_token: expect.stringMatching( /^00D\w{12}![.\w]{96}$/ ),
			scope: 'api refresh_token',
			instance_url: client.simulator.url,
			id: expect.stringMatching( /\/id\/00D\w{15}\/005\w{15}$/ ),
			token_type: 'Bearer',
		} );
	} );

	it( 'takes exp in milliseconds and as a string, and an audience with a slash, as official clients send them', async () => {
		const inMs = client.simulator.world.org.clock.now() + 300;
		expect( ( await ask( { exp: inMs, aud: `${ client.simulator.url }/` } ) ).status ).toBe( 200 );
		expect( ( await ask( { exp: String( Math.floor( inMs / 1000 ) + 60 ) } ) ).status ).toBe( 200 );
	} );

	it.each( [
		[ 'expired', { exp: 1_700_000_000 }, 'invalid_grant', 'expired authorization code' ],
		[ 'for another audience', { aud: 'https://example.com' }, 'invalid_grant', 'audience is invalid' ],
		[ 'of another app', { iss: 'nobody' }, 'invalid_client_id', 'client identifier invalid' ],
		[ 'for a user who is not here', { sub: 'x@example.com' }, 'invalid_grant', "user hasn't approved this consumer" ],
		[ 'without an expiry', { exp: null }, 'invalid_grant', 'invalid assertion' ],
	] )( 'refuses an assertion %s', async ( _what, change, error, description ) => {
		const reply = await ask( change );
		expect( reply.status ).toBe( 400 );
		expect( reply.json ).toEqual( {
			error,
			error_description: description,
		} );
	} );

	it( 'refuses a signature of another key, an unsigned assertion, and half a token', async () => {
		const { privateKey } = generateKeyPairSync( 'rsa', {
			modulusLength: 2048,
			privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
			publicKeyEncoding: { type: 'spki', format: 'pem' },
		} );
		for ( const reply of [
			await ask( {}, privateKey ),
			await ask( {}, undefined, { alg: 'none' } ),
			await client.send( '/services/oauth2/token', {
				method: 'POST',
				body: tokenForm( 'a.b' ),
			} ),
		] ) {
			expect( reply.json ).toEqual( {
				error: 'invalid_grant',
				error_description: 'invalid assertion',
			} );
		}
	} );

	it( 'signs in anybody of the org in whose name the app speaks', async () => {
		const reply = await ask( { sub: 'BoxOffice@callboard.example' } );
		expect( reply.json ).toMatchObject( { id: expect.stringContaining( '/0055e00000BoxOf' ) } );
		expect( ( await ask( { sub: undefined, prn: 'admin@callboard.example' } ) ).status ).toBe( 200 );
	} );

	it.each( [
		[ 'not approved', { approved: false }, 'invalid_app_access', 'user is not admin approved to access this app' ],
		[ 'not active', { active: false }, 'invalid_grant', 'inactive user' ],
		[ 'locked', { locked: true }, 'invalid_grant', 'user is locked' ],
		[ 'elsewhere', { ipRange: '192.0.2.1' }, 'invalid_grant', 'ip restricted' ],
	] )( 'refuses a person who is %s', async ( _what, state, error, description ) => {
		const username = 'admin@callboard.example';
		await client.control( 'POST', 'person', { username, ...state } );
		const reply = await ask( { sub: username } );
		await client.control( 'POST', 'person', { username, approved: true, active: true, locked: false, ipRange: null } );
		expect( [ reply.status, reply.json ] ).toEqual( [ 400, { error, error_description: description } ] );
		expect( ( await ask( { sub: username } ) ).status ).toBe( 200 );
	} );

	it( 'wants a user’s own consent when the app is for everybody', async () => {
		await client.control( 'POST', 'app', { policy: 'self-authorize' } );
		const reply = await ask( {} );
		await client.control( 'POST', 'app', { policy: 'admin-approved' } );
		expect( reply.json ).toEqual( { error: 'invalid_grant', error_description: "user hasn't approved this consumer" } );
	} );

	it.each( [
		[ 'another method', { method: 'GET' }, 'invalid_request' ],
		[ 'no grant type', { method: 'POST' }, 'unsupported_grant_type' ],
		[ 'a grant type that does not exist', { method: 'POST', body: new URLSearchParams( { grant_type: 'implicit' } ) }, 'unsupported_grant_type' ],
		[ 'no assertion', { method: 'POST', body: tokenForm( '' ) }, 'invalid_request' ],
	] )( 'refuses %s', async ( _what, init, error ) => {
		expect( ( await client.send( '/services/oauth2/token', init ) ).json ).toMatchObject( { error } );
	} );

	it( 'accepts the key of a certificate registered later', async () => {
		const other = await Client.open( { season: 'empty' } );
		const { privateKeyPem, certificatePem } = ( await import( '../oauth/certificate' ) ).newKeyPair();
		await client.control( 'POST', 'certificate', {
			certificate: certificatePem,
		} );
		expect( ( await ask( {}, privateKeyPem ) ).status ).toBe( 200 );
		await other.close();
	} );
} );

describe( 'the certificate', () => {
	it( 'is self-signed and carries the public half of the key', () => {
		const { certificatePem, privateKeyPem } = client.simulator;
		const certificate = new X509Certificate( certificatePem );
		expect( certificate.verify( createPublicKey( privateKeyPem ) ) ).toBe( true );
		expect( certificate.subject ).toBe( 'CN=Callboard simulator' );
	} );
} );

describe( 'a session', () => {
	it( 'ends when it is revoked', async () => {
		await client.signIn();
		const body = new URLSearchParams( { token: client.token } );
		expect(
			(
				await client.send( '/services/oauth2/revoke', {
					method: 'POST',
					body,
				} )
			).status
		).toBe( 200 );
		const reply = await client.get( '/limits' );
		expect( reply.status ).toBe( 401 );
		expect( reply.headers.get( 'www-authenticate' ) ).toBe( 'Token' );
		expect( reply.headers.get( 'sforce-limit-info' ) ).toBeNull();
		expect( reply.json ).toEqual( [
			{
				message: 'Session expired or invalid',
				errorCode: 'INVALID_SESSION_ID',
			},
		] );
		await client.signIn();
	} );

	it( 'ends after two hours without use, by the org’s clock', async () => {
		await client.control( 'POST', 'clock', { advance_ms: 119 * 60_000 } );
		expect( ( await client.get( '/limits' ) ).status ).toBe( 200 );
		await client.control( 'POST', 'clock', { advance_ms: 121 * 60_000 } );
		expect( ( await client.get( '/limits' ) ).status ).toBe( 401 );
		await client.signIn();
	} );

	it( 'tells who it belongs to', async () => {
		const headers = { Authorization: `Bearer ${ client.token }` };
		const reply = await client.send( '/services/oauth2/userinfo', {
			headers,
		} );
		expect( reply.json ).toMatchObject( {
			preferred_username: client.simulator.username,
			organization_id: client.simulator.organizationId,
		} );
		expect( ( await client.send( '/services/oauth2/userinfo' ) ).status ).toBe( 403 );
		expect( ( await client.send( '/services/oauth2/userinfo', { headers: { Authorization: 'Bearer nothing' } } ) ).text ).toBe( 'Bad_OAuth_Token' );
	} );
} );
