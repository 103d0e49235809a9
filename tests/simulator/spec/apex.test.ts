import { CLASS_ID } from '../apex/classes';
import { API_INTEGRATION_LICENSE } from '../org/people';
import { Client, codeOf, messageOf, type Reply } from './client';
import { signedInAs, userIdOf } from './people';

let client: Client;

beforeEach( async () => {
	client = await Client.open();
} );
afterEach( () => client.close() );

function apex( method: string, path: string, body?: unknown, who = client ): Promise< Reply > {
	return who.send( `/services/apexrest${ path }`, {
		method,
		headers: { Authorization: `Bearer ${ who.token }`, ...( body === undefined ? {} : { 'Content-Type': 'application/json' } ) },
		...( body === undefined ? {} : { body: JSON.stringify( body ) } ),
	} );
}

it( 'answers whatever the class answers: an object, a bare string, nothing', async () => {
	const season = ( await apex( 'GET', '/callboard/season/' ) ).json as { productions: { id: string; performances: { start: string }[] }[] };
	expect( season.productions.length ).toBe( client.simulator.counts.productions );
	expect( season.productions.flatMap( ( { performances } ) => performances ) ).toHaveLength( client.simulator.counts.performances );
	const first = season.productions[ 0 ]!;
	expect( ( await apex( 'GET', `/callboard/season/${ first.id }` ) ).json ).toEqual( { productions: [ first ] } );
	expect( ( await apex( 'GET', '/callboard/status' ) ).text ).toBe( '"On sale"' );
	const empty = await apex( 'POST', '/callboard/ping' );
	expect( [ empty.status, empty.text ] ).toEqual( [ 200, '' ] );
} );

it( 'takes parameters by name', async () => {
	const made = await apex( 'POST', '/callboard/season/', { firstName: 'Jane', lastName: 'Doe', email: 'jane@example.org' } );
	expect( made.json ).toMatchObject( { registered: true } );
	expect( await client.rows( 'SELECT LastName, Email, LeadSource FROM Lead' ) ).toMatchObject( [
		{ LastName: 'Doe', Email: 'jane@example.org', LeadSource: 'Web' },
	] );
	const stranger = await apex( 'POST', '/callboard/season/', { lastName: 'Doe', colour: 'red' } );
	expect( [ stranger.status, codeOf( stranger ) ] ).toEqual( [ 400, 'JSON_PARSER_ERROR' ] );
	expect( messageOf( stranger ) ).toBe( 'Unexpected parameter encountered during deserialization: colour at [line:1, column:19]' );
} );

it( 'answers an exception that nobody caught with 500', async () => {
	const dml = await apex( 'POST', '/callboard/season/', { firstName: 'Jane' } );
	expect( [ dml.status, codeOf( dml ) ] ).toEqual( [ 500, 'APEX_ERROR' ] );
	expect( messageOf( dml ) ).toMatch(
		/^System\.DmlException: Insert failed\. First exception on row 0; first error: REQUIRED_FIELD_MISSING, .*\n\nClass\.CallboardSeason\.doPost: line 49, column 1$/
	);
	expect( messageOf( await apex( 'GET', '/callboard/failure' ) ) ).toBe(
		'System.NullPointerException: Attempt to de-reference a null object\n\nClass.CallboardSeason.failure: line 72, column 1'
	);
} );

it.each( [ '/callboard/nothing', '/Callboard/season/', '/ns/callboard/season/', '/callboard/status/more', '' ] )( 'has no match for %p', async ( path ) => {
	const reply = await apex( 'GET', path );
	expect( reply.status ).toBe( 404 );
	expect( reply.json ).toEqual( [ { errorCode: 'NOT_FOUND', message: 'Could not find a match for URL' } ] );
} );

it( 'says which methods there are', async () => {
	const reply = await apex( 'DELETE', '/callboard/season/' );
	expect( [ reply.status, messageOf( reply ) ] ).toEqual( [ 405, "HTTP Method 'DELETE' not allowed. Allowed are GET,POST" ] );
} );

it( 'wants a session, and counts as a call of the API', async () => {
	const { org } = client.simulator.world;
	const before = org.usage.total;
	const counted = await apex( 'GET', '/callboard/status' );
	expect( org.usage.total ).toBe( before + 1 );
	expect( counted.headers.get( 'sforce-limit-info' ) ).toBe( `api-usage=${ before + 1 }/100000` );
	client.token = 'not-a-token';
	const reply = await apex( 'GET', '/callboard/status' );
	expect( [ reply.status, codeOf( reply ) ] ).toEqual( [ 401, 'INVALID_SESSION_ID' ] );
	expect( org.usage.total ).toBe( before + 1 );
} );

it( 'is closed to those who were not given the class', async () => {
	const minimum = signedInAs( client, 'minimum' );
	const refused = await apex( 'GET', '/callboard/status', undefined, minimum );
	expect( [ refused.status, codeOf( refused ) ] ).toEqual( [ 403, 'FORBIDDEN' ] );
	const admin = signedInAs( client, 'admin' );
	const create = async ( type: string, body: unknown ): Promise< string > =>
		( ( await admin.rest( 'POST', `/sobjects/${ type }`, body ) ).json as { id: string } ).id;
	const AssigneeId = userIdOf( client, 'minimum' );
	await create( 'PermissionSetLicenseAssign', { AssigneeId, PermissionSetLicenseId: API_INTEGRATION_LICENSE } );
	const PermissionSetId = await create( 'PermissionSet', { Name: 'Apex', Label: 'Apex', LicenseId: API_INTEGRATION_LICENSE } );
	await create( 'SetupEntityAccess', { ParentId: PermissionSetId, SetupEntityId: CLASS_ID } );
	await create( 'PermissionSetAssignment', { AssigneeId, PermissionSetId } );
	expect( ( await apex( 'GET', '/callboard/status', undefined, minimum ) ).text ).toBe( '"On sale"' );
} );
