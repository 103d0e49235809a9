import fc from 'fast-check';
import { ADMIN, AUTHORIZE, CALLBACK, consent, decided, post, request, ticketOf, type Fields } from './apps';
import { Client, type Reply } from './client';

let client: Client;
beforeEach( async () => {
	client = await Client.open( { season: 'empty' } );
	await client.control( 'POST', 'app', { redirectUris: [ CALLBACK ] } );
} );
afterEach( () => client.close() );

const visit = ( fields: Fields, headers: Fields = {} ): Promise< Reply > => client.send( `${ AUTHORIZE }?${ new URLSearchParams( fields ) }`, { headers } );
const locationOf = ( reply: Reply ): URL => new URL( reply.headers.get( 'location' ) ?? 'about:blank' );
const without = ( name: string ): Fields => Object.fromEntries( Object.entries( request() ).filter( ( [ key ] ) => key !== name ) );
const cookieOf = ( reply: Reply ): string => ( reply.headers.get( 'set-cookie' ) ?? '' ).split( ';' )[ 0 ]!;

describe( 'the authorization page', () => {
	it( 'asks for username and password first, and works without scripts', async () => {
		const page = await visit( request() );
		expect( page.status ).toBe( 200 );
		expect( page.text ).toContain( '<label for="username">' );
		expect( page.text ).toContain( '<label for="password">' );
		expect( page.text ).not.toContain( '<script' );
		expect( page.headers.get( 'x-frame-options' ) ).toBe( 'DENY' );
	} );

	it( 'asks again after a wrong password, and gives no cookie', async () => {
		const page = await post( client, AUTHORIZE, { step: 'sign-in', ...request(), ...ADMIN, password: 'guess' } );
		expect( page.status ).toBe( 401 );
		expect( page.text ).toContain( 'role="alert"' );
		expect( page.text ).not.toContain( 'guess' );
		expect( page.headers.get( 'set-cookie' ) ).toBeNull();
	} );

	it( 'lets nobody in who is locked or has left', async () => {
		await client.control( 'POST', 'person', { username: ADMIN.username, locked: true } );
		expect( ( await consent( client ) ).status ).toBe( 401 );
	} );

	it( 'then says which app asks for what, and sends the answer back', async () => {
		const page = await consent( client );
		expect( page.text ).toContain( 'Callboard' );
		expect( page.text ).toContain( 'Manage your data with the API' );
		const allowed = await decided( client, 'allow' );
		expect( allowed.href ).toMatch( /^https:\/\/app\.example\/callback\?from=salesforce&code=aPrx[\w.%]+&state=a\+b%26c$/ );
		const denied = await decided( client, 'deny' );
		expect( Object.fromEntries( denied.searchParams ) ).toEqual( {
			from: 'salesforce',
			error: 'access_denied',
			error_description: 'end-user denied authorization',
			state: 'a b&c',
		} );
	} );

	it( 'takes each answer once, with the ticket of the page only', async () => {
		const ticket = ticketOf( await consent( client ) );
		expect( ( await post( client, AUTHORIZE, { step: 'decide', decision: 'allow', ticket } ) ).status ).toBe( 302 );
		expect( ( await post( client, AUTHORIZE, { step: 'decide', decision: 'allow', ticket } ) ).status ).toBe( 400 );
		expect( ( await post( client, AUTHORIZE, { step: 'decide', decision: 'allow', ticket: '' } ) ).status ).toBe( 400 );
		const late = ticketOf( await consent( client ) );
		await client.control( 'POST', 'clock', { advance_ms: 15 * 60_000 } );
		expect( ( await post( client, AUTHORIZE, { step: 'decide', decision: 'allow', ticket: late } ) ).status ).toBe( 400 );
	} );

	it( 'remembers who is signed in at the browser, unless it is asked to forget', async () => {
		const Cookie = cookieOf( await consent( client ) );
		expect( ( await visit( request(), { Cookie } ) ).text ).toContain( ADMIN.username );
		expect( ( await visit( request( { prompt: 'login' } ), { Cookie } ) ).text ).toContain( 'for="password"' );
		expect( ( await visit( request(), { Cookie: 'sid=nothing' } ) ).text ).toContain( 'for="password"' );
	} );

	it( 'reads no password and no answer from an address', async () => {
		expect( ( await visit( request( { step: 'sign-in', ...ADMIN } ) ) ).text ).toContain( 'for="password"' );
		const ticket = ticketOf( await consent( client ) );
		expect( ( await visit( { step: 'decide', decision: 'allow', ticket } ) ).status ).toBe( 400 );
	} );

	it( 'refuses forms of other sites', async () => {
		expect( ( await post( client, AUTHORIZE, { step: 'sign-in', ...request(), ...ADMIN }, { Origin: 'https://evil.example' } ) ).status ).toBe( 403 );
	} );

	it( 'refuses people whom no administrator has approved', async () => {
		await client.control( 'POST', 'person', { username: ADMIN.username, approved: false } );
		expect( locationOf( await consent( client ) ).searchParams.get( 'error' ) ).toBe( 'invalid_app_access' );
	} );
} );

describe( 'a wrong request', () => {
	it.each( [
		[ 'of an app that is not known', request( { client_id: 'nobody' } ) ],
		[ 'without a callback', without( 'redirect_uri' ) ],
		[ 'with a callback of its own', request( { redirect_uri: 'https://evil.example/' } ) ],
		[ 'with a longer callback', request( { redirect_uri: `${ CALLBACK }/x` } ) ],
	] )( '%s goes nowhere', async ( _what, fields ) => {
		const reply = await visit( fields );
		expect( reply.status ).toBe( 400 );
		expect( reply.headers.get( 'location' ) ).toBeNull();
	} );

	it.each( [
		[ 'for something other than a code', { response_type: 'token' }, 'unsupported_response_type' ],
		[ 'for more than the app may have', { scope: 'api full' }, 'invalid_scope' ],
		[ 'with a plain challenge', { code_challenge_method: 'plain' }, 'invalid_request' ],
		[ 'with a challenge that is none', { code_challenge: 'short' }, 'invalid_request' ],
		[ 'that must not ask anybody', { prompt: 'none' }, 'immediate_unsuccessful' ],
	] )( '%s goes back to the app as an error', async ( _what, changes, error ) => {
		const target = locationOf( await visit( request( changes ) ) );
		expect( target.origin + target.pathname ).toBe( 'https://app.example/callback' );
		expect( Object.fromEntries( target.searchParams ) ).toMatchObject( { error, state: 'a b&c' } );
	} );

	it( 'may leave the challenge out, unless the app needs it', async () => {
		expect( ( await visit( without( 'code_challenge' ) ) ).status ).toBe( 200 );
		await client.control( 'POST', 'app', { pkceRequired: true } );
		expect( locationOf( await visit( without( 'code_challenge' ) ) ).searchParams.get( 'error' ) ).toBe( 'invalid_request' );
	} );

	it( 'never sends a browser to an address that is not the app’s, and never becomes markup', async () => {
		const piece = fc.oneof( fc.string(), fc.constantFrom( '"><script>', '//evil.example', 'https://evil.example', CALLBACK, '\r\nSet-Cookie: a=b', "'" ) );
		await fc.assert(
			fc.asyncProperty( piece, piece, fc.boolean(), async ( a, b, asState ) => {
				const reply = await visit( request( asState ? { state: a + b, scope: 'api' } : { redirect_uri: a + b } ) );
				const location = reply.headers.get( 'location' );
				expect( location === null || location.startsWith( 'https://app.example/callback?' ) ).toBe( true );
				expect( reply.text ).not.toContain( '<script' );
				expect( reply.headers.get( 'set-cookie' ) ).toBeNull();
				expect( reply.status ).toBeLessThan( 500 );
			} ),
			{ numRuns: 100, seed: 7 }
		);
	} );
} );

describe( 'callbacks of an app', () => {
	it.each( [ 'javascript:alert(1)', 'http://app.example/', 'data:text/html,x', 'nothing', 'https://app.example/#part' ] )( 'cannot be %s', async ( uri ) => {
		expect( ( await client.control( 'POST', 'app', { redirectUris: [ uri ] } ) ).status ).toBe( 400 );
	} );

	it.each( [ 'https://app.example/', 'http://localhost:1717/OauthRedirect', 'callboard://signed-in' ] )( 'can be %s', async ( uri ) => {
		expect( ( await client.control( 'POST', 'app', { redirectUris: [ uri ] } ) ).status ).toBe( 200 );
		expect( ( await visit( request( { redirect_uri: uri } ) ) ).status ).toBe( 200 );
	} );
} );

describe( 'the front door', () => {
	const ask = async ( query = '' ): Promise< Reply > =>
		client.send( `/services/oauth2/singleaccess${ query }`, { headers: { Authorization: `Bearer ${ client.token }` } } );
	const enter = async ( query = '' ): Promise< Reply > => {
		const { frontdoor_uri = '' }: { frontdoor_uri?: string } = ( await ask( query ) ).json ?? {};
		return client.send( frontdoor_uri.slice( client.simulator.url.length ) );
	};

	it( 'signs a browser in once', async () => {
		const { frontdoor_uri = '' }: { frontdoor_uri?: string } = ( await ask( '?redirect_uri=/performances' ) ).json ?? {};
		const path = frontdoor_uri.slice( client.simulator.url.length );
		const reply = await client.send( path );
		expect( [ reply.status, reply.headers.get( 'location' ) ] ).toEqual( [ 302, '/performances' ] );
		expect( ( await visit( request(), { Cookie: cookieOf( reply ) } ) ).text ).toContain( client.simulator.username );
		expect( ( await client.send( path ) ).status ).toBe( 403 );
	} );

	it( 'closes after a minute', async () => {
		const { frontdoor_uri = '' }: { frontdoor_uri?: string } = ( await ask() ).json ?? {};
		await client.control( 'POST', 'clock', { advance_ms: 60_000 } );
		expect( ( await client.send( frontdoor_uri.slice( client.simulator.url.length ) ) ).status ).toBe( 403 );
	} );

	it( 'leads into this org only', async () => {
		expect( ( await ask( '?redirect_uri=https://evil.example/' ) ).status ).toBe( 400 );
		expect( ( await ask( '?redirect_uri=//evil.example/' ) ).status ).toBe( 400 );
		expect( ( await enter() ).headers.get( 'location' ) ).toBe( '/' );
		const byToken = await client.send( `/secur/frontdoor.jsp?sid=${ encodeURIComponent( client.token ) }&retURL=//evil.example` );
		expect( byToken.headers.get( 'location' ) ).toBe( '/' );
	} );

	it( 'opens with a token only', async () => {
		expect( ( await client.send( '/services/oauth2/singleaccess' ) ).text ).toBe( 'Bad_OAuth_Token' );
		expect( ( await client.send( '/secur/frontdoor.jsp?otp=guess' ) ).status ).toBe( 403 );
	} );
} );
