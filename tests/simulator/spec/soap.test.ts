import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { ADMIN, statusWith } from './apps';
import { Client, type Reply } from './client';

let client: Client;
beforeAll( async () => {
	client = await Client.open( { season: 'empty' } );
} );
afterAll( () => client.close() );

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const envelope = ( body: string, header = '' ): string =>
	`<se:Envelope xmlns:se="${ SOAP }"><se:Header>${ header }</se:Header><se:Body>${ body }</se:Body></se:Envelope>`;
const send = ( path: string, body: string, headers: Record< string, string > = { SOAPAction: '""' } ): Promise< Reply > =>
	client.send( path, { method: 'POST', headers: { 'Content-Type': 'text/xml', ...headers }, body } );
const loginBody = ( { username, password } = ADMIN ): string =>
	envelope( `<login xmlns="urn:partner.soap.sforce.com"><username>${ username }</username><password>${ password }</password></login>` );
const login = ( version: string, family = 'u' ): Promise< Reply > => send( `/services/Soap/${ family }/${ version }`, loginBody() );

type Element = Record< string, unknown >;
const child = ( value: unknown, name: string ): unknown => new Map( Object.entries( value ?? {} ) ).get( name );
const within = ( reply: Reply, ...path: string[] ): Element => {
	const document: unknown = new XMLParser( { removeNSPrefix: true, parseTagValue: false } ).parse( reply.text );
	return { ...( [ 'Envelope', 'Body', ...path ].reduce( child, document ) as Element ) };
};
const resultOf = ( reply: Reply ): Element => within( reply, 'loginResponse', 'result' );
const faultOf = ( reply: Reply ): Element => within( reply, 'Fault' );

describe( 'SOAP login()', () => {
	it.each( [ '31.0', '50.0', '64.0' ] )( 'opens a session for the REST API at %s', async ( version ) => {
		const reply = await login( version );
		expect( reply.status ).toBe( 200 );
		const result = resultOf( reply );
		expect( await statusWith( client, String( result.sessionId ) ) ).toBe( 200 );
		expect( result.serverUrl ).toBe( `${ client.simulator.url }/services/Soap/u/${ version }/${ client.simulator.organizationId.slice( 0, 15 ) }` );
	} );

	it( 'answers its children in the order that clients count on', async () => {
		const result = resultOf( await login( '64.0' ) );
		expect( Object.keys( result ) ).toEqual( [ 'metadataServerUrl', 'passwordExpired', 'sandbox', 'serverUrl', 'sessionId', 'userId', 'userInfo' ] );
		expect( Object.keys( result.userInfo ?? {} ) ).toEqual( [
			'accessibilityMode',
			'chatterExternal',
			'currencySymbol',
			'orgAttachmentFileSizeLimit',
			'orgDefaultCurrencyIsoCode',
			'orgDefaultCurrencyLocale',
			'orgDisallowHtmlAttachments',
			'orgHasPersonAccounts',
			'organizationId',
			'organizationMultiCurrency',
			'organizationName',
			'profileId',
			'roleId',
			'sessionSecondsValid',
			'userDefaultCurrencyIsoCode',
			'userEmail',
			'userFullName',
			'userId',
			'userLanguage',
			'userLocale',
			'userName',
			'userTimeZone',
			'userType',
			'userUiSkin',
		] );
		expect( result.userInfo ).toMatchObject( { organizationId: client.simulator.organizationId, userName: ADMIN.username } );
	} );

	it( 'speaks the enterprise WSDL too', async () => {
		const reply = await login( '50.0', 'c' );
		expect( reply.text ).toContain( 'xmlns="urn:enterprise.soap.sforce.com"' );
		expect( resultOf( reply ).serverUrl ).toContain( '/services/Soap/c/50.0/' );
	} );

	it( 'takes the security token behind the password', async () => {
		const { securityToken } = client.simulator.world.org.personNamed( ADMIN.username )!;
		const body = loginBody( { ...ADMIN, password: ADMIN.password + securityToken } );
		expect( ( await send( '/services/Soap/u/50.0', body ) ).status ).toBe( 200 );
	} );

	it( 'reads the five entities, and characters by number', async () => {
		await client.control( 'POST', 'person', { username: ADMIN.username, password: 'a&b<c>"d\'é' } );
		const body = loginBody( { ...ADMIN, password: 'a&amp;b&lt;c&gt;&quot;d&apos;&#233;' } );
		const reply = await send( '/services/Soap/u/50.0', body );
		await client.control( 'POST', 'person', { username: ADMIN.username, password: ADMIN.password } );
		expect( reply.status ).toBe( 200 );
	} );

	it.each( [ '65.0', '66.0', '68.0', '30.0', '20.0', '99.0', 'zebra' ] )( 'is not there at %s', async ( version ) => {
		const reply = await login( version );
		expect( reply.status ).toBe( 500 );
		expect( faultOf( reply ).faultcode ).toBe( 'sf:UNSUPPORTED_API_VERSION' );
	} );

	it( 'refuses a wrong password in the words of the real one', async () => {
		const reply = await send( '/services/Soap/u/50.0', loginBody( { ...ADMIN, password: 'guess' } ) );
		const words = 'Invalid username, password, security token; or user locked out.';
		expect( reply.status ).toBe( 500 );
		expect( faultOf( reply ) ).toEqual( {
			faultcode: 'sf:INVALID_LOGIN',
			faultstring: `INVALID_LOGIN: ${ words }`,
			detail: { LoginFault: { exceptionCode: 'INVALID_LOGIN', exceptionMessage: words } },
		} );
		expect( reply.text ).toContain( '<sf:exceptionCode>INVALID_LOGIN</sf:exceptionCode>' );
	} );

	it( 'is refused to people who are locked, in the same words', async () => {
		await client.control( 'POST', 'person', { username: ADMIN.username, locked: true } );
		const reply = await login( '50.0' );
		await client.control( 'POST', 'person', { username: ADMIN.username, locked: false } );
		expect( faultOf( reply ).faultcode ).toBe( 'sf:INVALID_LOGIN' );
	} );

	it( 'can be switched off, with the rest of the API or alone', async () => {
		await client.control( 'POST', 'sign-in-policy', { soapLogin: false } );
		expect( faultOf( await login( '50.0' ) ).faultcode ).toBe( 'sf:INVALID_OPERATION' );
		await client.control( 'POST', 'sign-in-policy', { soapLogin: true, api: false } );
		expect( faultOf( await login( '50.0' ) ).faultcode ).toBe( 'sf:API_DISABLED_FOR_ORG' );
		await client.control( 'POST', 'sign-in-policy', { api: true } );
	} );
} );

describe( 'a SOAP session', () => {
	const header = ( token: string ): string => `<SessionHeader xmlns="urn:partner.soap.sforce.com"><sessionId>${ token }</sessionId></SessionHeader>`;

	it( 'tells who it is, at newer versions too, and ends with logout()', async () => {
		const token = String( resultOf( await login( '50.0' ) ).sessionId );
		const who = await send( '/services/Soap/u/66.0/00D5e00000CaLLb', envelope( '<getUserInfo xmlns="urn:partner.soap.sforce.com"/>', header( token ) ) );
		expect( within( who, 'getUserInfoResponse', 'result' ) ).toMatchObject( { userName: ADMIN.username } );
		expect( ( await send( '/services/Soap/u/50.0', envelope( '<logout/>', header( token ) ) ) ).status ).toBe( 200 );
		const after = await send( '/services/Soap/u/50.0', envelope( '<logout/>', header( token ) ) );
		expect( faultOf( after ).faultcode ).toBe( 'sf:INVALID_SESSION_ID' );
		expect( await statusWith( client, token ) ).toBe( 401 );
	} );
} );

describe( 'what is not a message', () => {
	const BOMB = `<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;">]>${ loginBody( { username: '&b;', password: '&b;' } ) }`;

	it.each( [
		[ 'a document with entities of its own', BOMB ],
		[ 'no XML', 'username=a&password=b' ],
		[ 'half a document', loginBody().slice( 0, 80 ) ],
		[ 'an empty body', '' ],
		[ 'two operations', envelope( '<login/><logout/>' ) ],
		[ 'an operation that is not there', envelope( '<describeGlobal/>' ) ],
		[ 'a deep document', envelope( '<a>'.repeat( 5000 ) + '</a>'.repeat( 5000 ) ) ],
		[ 'a name of every object', envelope( '<__proto__><username>a</username></__proto__>' ) ],
	] )( 'is a fault: %s', async ( _what, body ) => {
		const reply = await send( '/services/Soap/u/50.0', body );
		expect( reply.status ).toBe( 500 );
		expect( faultOf( reply ).faultcode ).toBe( 'soapenv:Client' );
	} );

	it( 'has no SOAPAction', async () => {
		expect( faultOf( await send( '/services/Soap/u/50.0', loginBody(), {} ) ).faultstring ).toBe( 'SOAPAction HTTP header missing' );
	} );

	it( 'is not posted, or goes to a service that is not here', async () => {
		expect( ( await client.send( '/services/Soap/u/50.0' ) ).status ).toBe( 405 );
		expect( ( await send( '/services/Soap/s/66.0/00D5e00000CaLLb', loginBody() ) ).status ).toBe( 404 );
	} );

	it( 'never breaks the org, whatever the bytes', async () => {
		const piece = fc.constantFrom(
			'<login>',
			'</login>',
			'<username>',
			'</username>',
			'&amp;',
			'&#x110000;',
			'&x;',
			'<![CDATA[',
			']]>',
			'<!--',
			'<?',
			'a'
		);
		await fc.assert(
			fc.asyncProperty(
				fc.oneof(
					fc.string(),
					fc.array( piece ).map( ( pieces ) => envelope( pieces.join( '' ) ) )
				),
				async ( body ) => {
					const reply = await send( '/services/Soap/u/50.0', body );
					expect( faultOf( reply ).faultcode ).toMatch( /^(soapenv:Client|sf:INVALID_LOGIN)$/ );
				}
			),
			{ numRuns: 100, seed: 7 }
		);
	} );
} );
