import { parse } from 'csv-parse/sync';
import { Client, codeOf, type Reply } from './client';
import { signedInAs, userIdOf } from './people';

let client: Client;
let admin: Client;
const HOUR = 3600_000;

beforeEach( async () => {
	client = await Client.open( { season: 'empty', clock: { now: '2026-11-22T12:10:00Z', frozen: true } } );
	admin = signedInAs( client, 'admin' );
} );
afterEach( () => client.close() );

const later = async ( ms: number ): Promise< void > => {
	client.simulator.world.org.clock.advance( ms );
	await client.signIn();
	admin = signedInAs( client, 'admin' );
};
const filesOf = ( type: string, more = '' ): Promise< Record< string, unknown >[] > =>
	client.rows( `SELECT Id, EventType, LogDate, Interval, LogFileLength FROM EventLogFile WHERE EventType = '${ type }'${ more } ORDER BY LogDate DESC` );
const DAILY = " AND Interval = 'Daily'";

async function linesOf( file: Record< string, unknown > | undefined ): Promise< Record< string, string >[] > {
	const reply = await client.get( `/sobjects/EventLogFile/${ String( file?.Id ) }/LogFile` );
	expect( reply.headers.get( 'content-type' ) ).toMatch( /^text\/csv/ );
	return parse( reply.text, { columns: true } );
}

describe( 'event log files', () => {
	it( 'come the next day, one for each type that had events', async () => {
		await client.query( 'SELECT Id FROM Lead' );
		expect( await filesOf( 'ApiTotalUsage' ) ).toEqual( [] );
		await later( 12 * HOUR );
		expect( await filesOf( 'ApiTotalUsage', DAILY ) ).toMatchObject( [
			{ EventType: 'ApiTotalUsage', LogDate: '2026-11-22T00:00:00.000+0000', Interval: 'Daily' },
		] );
		expect( await filesOf( 'BulkApi2' ) ).toEqual( [] );
	} );

	it( 'come by the hour, hours late', async () => {
		await client.query( 'SELECT Id FROM Lead' );
		await later( 3 * HOUR );
		expect( await filesOf( 'ApiTotalUsage' ) ).toEqual( [] );
		await later( HOUR );
		expect( await filesOf( 'ApiTotalUsage' ) ).toMatchObject( [ { LogDate: '2026-11-22T12:00:00.000+0000', Interval: 'Hourly' } ] );
	} );

	it( 'are gone a day later', async () => {
		await later( 12 * HOUR );
		expect( await filesOf( 'Login', DAILY ) ).toHaveLength( 1 );
		await later( 24 * HOUR );
		expect( await filesOf( 'Login', ` AND LogDate = 2026-11-22T00:00:00Z${ DAILY }` ) ).toEqual( [] );
	} );

	it( 'tell who called what by which app, with the id that the answer carried', async () => {
		const asked = await client.rest( 'GET', '/sobjects/Lead/describe', undefined, { 'Sforce-Call-Options': 'client=callboard/1' } );
		const requestId = asked.headers.get( 'x-sfdc-request-id' );
		expect( requestId ).toMatch( /^[A-Za-z0-9]{22}$/ );
		await later( 12 * HOUR );
		const [ file ] = await filesOf( 'ApiTotalUsage', DAILY );
		const lines = await linesOf( file );
		expect( lines.find( ( line ) => line.REQUEST_ID === requestId ) ).toMatchObject( {
			EVENT_TYPE: 'ApiTotalUsage',
			USER_NAME: 'integration@callboard.example',
			CONNECTED_APP_NAME: 'Callboard',
			CLIENT_NAME: 'callboard/1',
			API_FAMILY: 'REST',
			API_RESOURCE: '/v66.0/sobjects/Lead/describe',
			STATUS_CODE: '200',
			COUNTS_AGAINST_API_LIMIT: '1',
			TIMESTAMP_DERIVED: '2026-11-22T12:10:00.000Z',
		} );
	} );

	it( 'count a composite as one row, and keep what went wrong', async () => {
		const sub = ( referenceId: string ) => ( { method: 'GET', url: '/services/data/v66.0/sobjects/Lead/describe', referenceId } );
		await client.rest( 'POST', '/composite', { compositeRequest: [ sub( 'a' ), sub( 'b' ) ] } );
		await client.query( 'SELECT Nothing__c FROM Lead' );
		await client.rest( 'POST', '/sobjects/Account', { Name: 'Playhouse' } );
		await client.query( 'SELECT Id FROM Account' );
		await later( 12 * HOUR );
		const lines = await linesOf( ( await filesOf( 'RestApi', DAILY ) )[ 0 ] );
		const of = ( pattern: RegExp ): Record< string, string >[] => lines.filter( ( line ) => pattern.test( `${ line.METHOD } ${ line.URI }` ) );
		expect( of( /\/composite/ ) ).toHaveLength( 1 );
		const queries = of( /\/query$/ );
		expect( queries.map( ( line ) => line.STATUS_CODE ) ).toEqual( [ '400', '200' ] );
		expect( queries[ 0 ]?.EXCEPTION_MESSAGE ).toContain( "No such column 'Nothing__c'" );
		expect( queries[ 1 ]?.ROWS_PROCESSED ).toBe( '1' );
		expect( Number( queries[ 1 ]?.RUN_TIME ) ).toBeGreaterThanOrEqual( 0 );
	} );

	it( 'tell of bulk jobs', async () => {
		const job = await client.rest( 'POST', '/jobs/ingest', { object: 'Account', operation: 'insert', contentType: 'CSV', lineEnding: 'LF' } );
		await later( 12 * HOUR );
		const lines = await linesOf( ( await filesOf( 'BulkApi2', DAILY ) )[ 0 ] );
		expect( lines ).toMatchObject( [
			{ JOB_ID: ( job.json as { id: string } ).id.slice( 0, 15 ), JOB_STATUS: 'Open', RECORDS_PROCESSED: '0', RECORDS_FAILED: '0' },
		] );
	} );

	it( 'have a length, and can be read as a record', async () => {
		await later( 12 * HOUR );
		const [ file ] = await filesOf( 'Login', DAILY );
		const record = await client.get( `/sobjects/EventLogFile/${ String( file?.Id ) }` );
		const bytes = await client.get( `/sobjects/EventLogFile/${ String( file?.Id ) }/LogFile` );
		expect( record.json ).toMatchObject( {
			LogFileLength: Buffer.byteLength( bytes.text ),
			LogFile: `/services/data/v66.0/sobjects/EventLogFile/${ String( file?.Id ) }/LogFile`,
		} );
		expect( ( await client.get( '/sobjects/EventLogFile/0AT000000000000AAA/LogFile' ) ).status ).toBe( 404 );
	} );

	it( 'take View Event Log Files', async () => {
		await later( 12 * HOUR );
		const [ file ] = await filesOf( 'Login', DAILY );
		const box = signedInAs( client, 'boxoffice' );
		expect( codeOf( await box.query( 'SELECT Id FROM EventLogFile' ) ) ).toBe( 'INVALID_TYPE' );
		expect( ( await box.get( `/sobjects/EventLogFile/${ String( file?.Id ) }/LogFile` ) ).status ).toBe( 404 );
	} );
} );

describe( 'the history of sign-ins', () => {
	const password = ( username: string, secret: string ): Promise< Reply > =>
		client.send( '/services/oauth2/token', {
			method: 'POST',
			body: new URLSearchParams( {
				grant_type: 'password',
				client_id: client.simulator.consumerKey,
				client_secret: client.simulator.consumerSecret,
				username,
				password: secret,
			} ),
		} );
	const HISTORY = 'SELECT UserId, Status, Application, LoginSubType, SourceIp, LoginTime FROM LoginHistory ORDER BY LoginTime';

	it( 'shows everybody their own attempts, failed ones too', async () => {
		await password( 'boxoffice@callboard.example', 'wrong' );
		await password( 'integration@callboard.example', 'wrong' );
		const own = await client.rows( HISTORY );
		expect( own.map( ( row ) => [ row.Status, row.LoginSubType ] ) ).toEqual( [
			[ 'Success', 'OAuthJwtBearerToken' ],
			[ 'Invalid Password', 'OAuthUsernamePassword' ],
		] );
		expect( own[ 0 ] ).toMatchObject( {
			UserId: userIdOf( client, 'integration' ),
			Application: 'Callboard',
			SourceIp: '127.0.0.1',
			LoginTime: '2026-11-22T12:10:00.000+0000',
		} );
		const box = await signedInAs( client, 'boxoffice' ).rows( HISTORY );
		expect( box.map( ( row ) => row.Status ) ).toEqual( [ 'Invalid Password' ] );
	} );

	it( 'shows all of them to those who manage users', async () => {
		await password( 'boxoffice@callboard.example', 'wrong' );
		expect( new Set( ( await admin.rows( HISTORY ) ).map( ( row ) => row.UserId ) ).size ).toBe( 2 );
	} );

	it( 'is in the log files, too', async () => {
		await password( 'boxoffice@callboard.example', 'wrong' );
		await later( 12 * HOUR );
		const lines = await linesOf( ( await filesOf( 'Login', DAILY ) )[ 0 ] );
		expect( lines.map( ( line ) => [ line.USER_NAME, line.LOGIN_STATUS ] ) ).toEqual( [
			[ 'integration@callboard.example', 'LOGIN_NO_ERROR' ],
			[ 'boxoffice@callboard.example', 'LOGIN_ERROR_INVALID_PASSWORD' ],
		] );
	} );
} );

describe( 'the audit trail', () => {
	it( 'tells who made and removed a field or a right', async () => {
		const made = await admin.rest( 'POST', '/tooling/sobjects/CustomField', {
			FullName: 'Lead.Seat__c',
			Metadata: { type: 'Text', label: 'Seat', length: 5 },
		} );
		const ParentId = ( ( await admin.rest( 'POST', '/sobjects/PermissionSet', { Name: 'Seats', Label: 'Seats' } ) ).json as { id: string } ).id;
		await admin.rest( 'POST', '/sobjects/FieldPermissions', { ParentId, SobjectType: 'Lead', Field: 'Lead.Seat__c', PermissionsRead: true } );
		await admin.rest( 'POST', '/sobjects/PermissionSetAssignment', { AssigneeId: userIdOf( client, 'boxoffice' ), PermissionSetId: ParentId } );
		await admin.rest( 'DELETE', `/tooling/sobjects/CustomField/${ ( made.json as { id: string } ).id }` );
		const trail = await client.rows( 'SELECT Action, Section, Display, CreatedBy.Username FROM SetupAuditTrail ORDER BY Id' );
		expect( trail.map( ( row ) => row.Display ) ).toEqual( [
			'Created custom field Lead.Seat__c',
			'Created permission set Seats',
			'Permission set Seats: field-level security of Lead.Seat__c Read',
			'Permission set Seats: assigned to user boxoffice@callboard.example',
			'Permission set Seats: field-level security of Lead.Seat__c none',
			'Deleted custom field Lead.Seat__c',
		] );
		expect( trail[ 0 ] ).toMatchObject( { Action: 'createdCF', CreatedBy: { Username: 'admin@callboard.example' } } );
	} );

	it( 'is part of the set-up', async () => {
		expect( codeOf( await signedInAs( client, 'boxoffice' ).query( 'SELECT Id FROM SetupAuditTrail' ) ) ).toBe( 'INVALID_TYPE' );
	} );
} );
