import { PROFILES } from '../org/people';
import { ADMIN, CALLBACK, codeOf as authorizationCode, exchange, refresh, SECRET, statusWith, tokenOf, tokensIn } from './apps';
import { Client, codeOf, messageOf } from './client';

let client: Client;
beforeEach( async () => {
	client = await Client.open( { season: 'empty' } );
	await client.control( 'POST', 'app', { redirectUris: [ CALLBACK ] } );
} );
afterEach( () => client.close() );

const tokenFor = async ( person: { username: string; password: string } ): Promise< string > =>
	tokensIn( await tokenOf( client, { grant_type: 'password', ...SECRET, ...person } ) ).access_token;
const BOX_OFFICE = { username: 'boxoffice@callboard.example', password: 'Stage-boxoffice-1' };
const get = ( token: string, headers: Record< string, string > = {} ) =>
	client.send( '/services/data/v66.0/sobjects', { headers: { Authorization: `Bearer ${ token }`, ...headers } } );

const handshake = ( token: string ): RequestInit => ( {
	method: 'POST',
	headers: { Authorization: `OAuth ${ token }`, 'Content-Type': 'application/json' },
	body: JSON.stringify( [ { channel: '/meta/handshake', version: '1.0', supportedConnectionTypes: [ 'long-polling' ], id: '1' } ] ),
} );

describe( 'a session', () => {
	it( 'belongs to its user: what they may not do, it may not do', async () => {
		expect( await statusWith( client, await tokenFor( ADMIN ) ) ).toBe( 200 );
		const { userId } = client.simulator.world.org.personNamed( BOX_OFFICE.username )!;
		expect( client.simulator.world.org.sessions.peek( await tokenFor( BOX_OFFICE ) ) ).toMatchObject( { userId, app: 'Callboard' } );
	} );

	it( 'ends when its user leaves, in the set-up or by a write to the user', async () => {
		const token = await tokenFor( BOX_OFFICE );
		const { org } = client.simulator.world;
		const user = org.store.table( 'User' ).get( org.personNamed( BOX_OFFICE.username )!.userId )!;
		org.store.change( user, { values: { ...user.values, IsActive: false } } );
		expect( codeOf( await get( token ) ) ).toBe( 'INVALID_SESSION_ID' );
		expect( org.sessions.accept( token, org.clock.now() ) ).toBeNull();
		org.store.change( user, { values: { ...user.values, IsActive: true } } );
		expect( ( await get( token ) ).status ).toBe( 200 );
		await client.control( 'POST', 'person', { username: BOX_OFFICE.username, active: false } );
		expect( ( await get( token ) ).status ).toBe( 401 );
	} );

	it.each( [
		[ 'one address', '192.0.2.7', '192.0.2.7', '192.0.2.8' ],
		[ 'a range', '192.0.2.1-192.0.2.9', '192.0.2.9', '192.0.2.10' ],
		[ 'a network', '192.0.2.0/28', '192.0.2.15', '192.0.2.16' ],
		[ 'a network of IPv6', '2001:db8::/32', '2001:db8::1', '2001:db9::1' ],
		[ 'several', '192.0.2.1, 198.51.100.0/24', '198.51.100.200', '192.0.2.2' ],
	] )( 'that is locked to %s is good from there only', async ( _what, ipRange, inside, outside ) => {
		const token = await tokenFor( BOX_OFFICE );
		expect( ( await client.control( 'POST', 'person', { username: BOX_OFFICE.username, ipRange } ) ).status ).toBe( 200 );
		expect( ( await get( token, { 'X-Forwarded-For': inside } ) ).status ).toBe( 200 );
		const refused = await get( token, { 'X-Forwarded-For': outside } );
		expect( [ refused.status, codeOf( refused ) ] ).toEqual( [ 401, 'INVALID_SESSION_ID' ] );
		expect( ( await get( token ) ).status ).toBe( 401 );
		expect( ( await client.send( '/cometd/66.0', handshake( token ) ) ).text ).toContain( '401::Authentication invalid' );
		expect( ( await get( client.token ) ).status ).toBe( 200 );
	} );

	it( 'needs the scope of the API', async () => {
		const { org } = client.simulator.world;
		const token = org.sessions.issue( org.clock.now(), { userId: org.people[ 0 ]!.userId, app: 'Browser', scopes: [ 'web' ] } );
		expect( messageOf( await get( token ) ) ).toBe( 'This session is not valid for use with the REST API' );
	} );

	it( 'comes as Bearer or OAuth, and in no other way', async () => {
		const ask = ( Authorization: string ) => client.send( '/services/data/v66.0/limits', { headers: { Authorization } } );
		expect( ( await ask( `OAuth ${ client.token }` ) ).status ).toBe( 200 );
		const refused = await ask( `Basic ${ client.token }` );
		expect( [ refused.status, codeOf( refused ) ] ).toEqual( [ 401, 'INVALID_AUTH_HEADER' ] );
	} );
} );

describe( 'an org without the API', () => {
	const WORDS = 'The REST API is not enabled for this Organization.';

	it( 'says so, whatever the edition or the user lacks', async () => {
		await client.control( 'POST', 'sign-in-policy', { api: false } );
		const edition = await get( client.token );
		expect( [ edition.status, codeOf( edition ), messageOf( edition ) ] ).toEqual( [ 403, 'API_DISABLED_FOR_ORG', WORDS ] );
		await client.control( 'POST', 'sign-in-policy', { api: true } );
		expect( ( await get( client.token ) ).status ).toBe( 200 );
	} );

	it( 'is what a user without API Enabled sees', async () => {
		const token = await tokenFor( BOX_OFFICE );
		const { org } = client.simulator.world;
		const rights = org.store.table( 'PermissionSet' ).get( PROFILES.boxOffice.permissionSetId )!;
		org.store.change( rights, { values: { ...rights.values, PermissionsApiEnabled: false } } );
		const reply = await get( token );
		expect( [ reply.status, codeOf( reply ) ] ).toEqual( [ 403, 'API_DISABLED_FOR_ORG' ] );
		expect( ( await get( client.token ) ).status ).toBe( 200 );
	} );
} );

describe( 'the control door', () => {
	it( 'ends the sessions of one user or of all; only revoking takes refresh tokens back', async () => {
		const { access_token, refresh_token } = tokensIn( await exchange( client, await authorizationCode( client ) ) );
		expect( ( await client.control( 'POST', 'session', { action: 'expire', username: ADMIN.username } ) ).json ).toMatchObject( {
			ended: expect.any( Number ),
		} );
		expect( [ await statusWith( client, access_token ), await statusWith( client, client.token ) ] ).toEqual( [ 401, 200 ] );
		expect( ( await refresh( client, refresh_token ) ).status ).toBe( 200 );
		await client.control( 'POST', 'session', { action: 'revoke' } );
		expect( ( await refresh( client, refresh_token ) ).status ).toBe( 400 );
		expect( await statusWith( client, client.token ) ).toBe( 401 );
	} );

	it( 'refuses what it does not understand', async () => {
		for ( const [ name, body ] of [
			[ 'session', { action: 'forget' } ],
			[ 'session', { action: 'revoke', username: 'nobody' } ],
			[ 'person', { username: ADMIN.username, ipRange: 'somewhere' } ],
			[ 'person', { username: ADMIN.username, nickname: 'Ada' } ],
			[ 'app', { policy: 'everybody' } ],
			[ 'app', { consumerKey: 'new' } ],
			[ 'sign-in-policy', { api: 'no' } ],
		] as const ) {
			expect( [ name, ( await client.control( 'POST', name, body ) ).status ] ).toEqual( [ name, 400 ] );
		}
	} );

	it( 'refreshes a sandbox: another org id, and nobody is signed in', async () => {
		const before = client.simulator.organizationId;
		const { refresh_token } = tokensIn( await exchange( client, await authorizationCode( client ) ) );
		const { organizationId } = { organizationId: '', ...( ( await client.control( 'POST', 'sandbox-refresh' ) ).json ?? {} ) };
		expect( organizationId ).toMatch( /^00D\w{15}$/ );
		expect( organizationId ).not.toBe( before );
		expect( client.simulator.organizationId ).toBe( organizationId );
		expect( await statusWith( client, client.token ) ).toBe( 401 );
		expect( ( await refresh( client, refresh_token ) ).status ).toBe( 400 );
		const reply = await client.signIn();
		expect( tokensIn( reply ).access_token.slice( 0, 15 ) ).toBe( organizationId.slice( 0, 15 ) );
		expect( tokensIn( reply ).id ).toContain( `/id/${ organizationId }/` );
		expect( await client.rows( 'SELECT Id, IsSandbox FROM Organization' ) ).toMatchObject( [ { Id: organizationId, IsSandbox: true } ] );
		await client.control( 'POST', 'reset' );
		expect( await client.rows( 'SELECT Id FROM Organization' ) ).toMatchObject( [ { Id: organizationId } ] );
	} );
} );

describe( 'the identity of a user', () => {
	const identityOf = async ( path: string, token = client.token, headers: Record< string, string > = {} ) =>
		client.send( `${ path }?format=json&oauth_token=${ encodeURIComponent( token ) }`, { headers } );
	const pathOf = ( person: number, org = client.simulator.organizationId ) => `/id/${ org }/${ client.simulator.world.org.people[ person ]!.userId }`;

	it( 'is told to its owner, and to an administrator', async () => {
		expect( ( await identityOf( pathOf( 0 ) ) ).json ).toMatchObject( {
			id: client.simulator.url + pathOf( 0 ),
			username: client.simulator.username,
			asserted_user: true,
			urls: { rest: `${ client.simulator.url }/services/data/v{version}/` },
		} );
		expect( ( await identityOf( pathOf( 1 ) ) ).text ).toBe( 'No_Access' );
		expect( ( await identityOf( pathOf( 0 ), await tokenFor( ADMIN ) ) ).json ).toMatchObject( { asserted_user: false } );
	} );

	it( 'is refused for other orgs, other ids and bad tokens', async () => {
		expect( ( await identityOf( pathOf( 0, '00D5e00000WronG' ) ) ).text ).toBe( 'Wrong_Org' );
		expect( ( await identityOf( `/id/${ client.simulator.organizationId }/0055e00000NobDy` ) ).text ).toBe( 'Bad_Id' );
		expect( ( await identityOf( pathOf( 0 ), 'nothing' ) ).text ).toBe( 'Bad_OAuth_Token' );
		expect( ( await client.send( pathOf( 0 ) ) ).text ).toBe( 'Missing_OAuth_Token' );
	} );

	it( 'comes as XML when that is asked for', async () => {
		const reply = await client.send( pathOf( 0 ), { headers: { Authorization: `Bearer ${ client.token }`, Accept: 'application/xml' } } );
		expect( reply.text ).toContain( `<user_id>${ client.simulator.world.org.people[ 0 ]!.userId }</user_id>` );
	} );
} );
