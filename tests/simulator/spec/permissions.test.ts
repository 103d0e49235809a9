import { API_INTEGRATION_LICENSE, FULL_LICENSE, PROFILES } from '../org/people';
import { Client, codeOf, messageOf, type Reply } from './client';
import { signedInAs, userIdOf } from './people';

let client: Client;
let admin: Client;
let minimum: Client;
let minimumId: string;

beforeEach( async () => {
	client = await Client.open( { season: 'empty' } );
	admin = signedInAs( client, 'admin' );
	minimum = signedInAs( client, 'minimum' );
	minimumId = userIdOf( client, 'minimum' );
} );
afterEach( () => client.close() );

const idOf = ( reply: Reply ): string => {
	if ( reply.status !== 201 ) {
		throw new Error( reply.text );
	}
	return ( reply.json as { id: string } ).id;
};
const post = ( type: string, body: unknown, who = admin ): Promise< Reply > => who.rest( 'POST', `/sobjects/${ type }`, body );
const set = async ( Name: string, more: object = {} ): Promise< string > => idOf( await post( 'PermissionSet', { Name, Label: Name, ...more } ) );
const apiSet = ( Name: string, more: object = {} ): Promise< string > => set( Name, { LicenseId: API_INTEGRATION_LICENSE, ...more } );
const onObject = ( ParentId: string, SobjectType: string, more: object = { PermissionsRead: true } ): Promise< Reply > =>
	post( 'ObjectPermissions', { ParentId, SobjectType, ...more } );
const onField = ( ParentId: string, Field: string, more: object = { PermissionsRead: true, PermissionsEdit: true } ): Promise< Reply > =>
	post( 'FieldPermissions', { ParentId, SobjectType: Field.split( '.' )[ 0 ], Field, ...more } );
const assign = ( PermissionSetId: string, AssigneeId = minimumId ): Promise< Reply > => post( 'PermissionSetAssignment', { AssigneeId, PermissionSetId } );
const license = (): Promise< Reply > => post( 'PermissionSetLicenseAssign', { AssigneeId: minimumId, PermissionSetLicenseId: API_INTEGRATION_LICENSE } );

const objectsOf = async ( who: Client ): Promise< string[] > =>
	( ( await who.get( '/sobjects' ) ).json as { sobjects: { name: string }[] } ).sobjects.map( ( { name } ) => name );
const fieldsOf = async ( who: Client, object: string ): Promise< Map< string, { updateable: boolean; createable: boolean } > > =>
	new Map(
		( ( await who.get( `/sobjects/${ object }/describe` ) ).json as { fields: { name: string; updateable: boolean; createable: boolean }[] } ).fields.map(
			( field ) => [ field.name, field ]
		)
	);

describe( 'the preflight of an integration user', () => {
	it( 'reads its own rights before it has any', async () => {
		const columns = [
			'ApiEnabled',
			'ViewAllData',
			'ModifyAllData',
			'ViewSetup',
			'CustomizeApplication',
			'QueryAllFiles',
			'ViewEventLogFiles',
			'AssignPermissionSets',
		];
		const soql = `SELECT ${ columns.map( ( name ) => `Permissions${ name }` ).join( ', ' ) } FROM UserPermissionAccess`;
		const [ own, ...others ] = await minimum.rows( soql );
		expect( others ).toEqual( [] );
		expect( columns.filter( ( name ) => own?.[ `Permissions${ name }` ] === true ) ).toEqual( [ 'ApiEnabled' ] );
		expect( ( await admin.rows( soql ) )[ 0 ] ).toMatchObject( { PermissionsCustomizeApplication: true } );
	} );

	it( 'misses a permission column that the org does not have', async () => {
		client.simulator.world.org.hideField( 'UserPermissionAccess', 'PermissionsQueryAllFiles' );
		expect( codeOf( await minimum.query( 'SELECT PermissionsQueryAllFiles FROM UserPermissionAccess' ) ) ).toBe( 'INVALID_FIELD' );
		expect( [ ...( await fieldsOf( minimum, 'UserPermissionAccess' ) ).keys() ] ).not.toContain( 'PermissionsQueryAllFiles' );
	} );

	it( 'sees no data object at first', async () => {
		const seen = await objectsOf( minimum );
		for ( const name of [ 'Lead', 'Contact', 'Campaign', 'CampaignMember', 'Task', 'PatronTicket__EventInstance__c', 'PermissionSet' ] ) {
			expect( seen ).not.toContain( name );
			expect( codeOf( await minimum.query( `SELECT Id FROM ${ name }` ) ) ).toBe( 'INVALID_TYPE' );
		}
		expect( seen ).toEqual( expect.arrayContaining( [ 'User', 'Organization', 'UserPermissionAccess' ] ) );
		expect( ( await minimum.get( '/sobjects/Lead/describe' ) ).status ).toBe( 404 );
		expect( ( await post( 'Lead', { LastName: 'Doe', Company: 'C' }, minimum ) ).status ).toBe( 404 );
	} );

	it( 'follows each right as it is granted, in describe, SOQL and writes', async () => {
		await license();
		const id = await apiSet( 'Callboard' );
		await assign( id );
		const rights = idOf( await onObject( id, 'Lead' ) );
		expect( await objectsOf( minimum ) ).toContain( 'Lead' );
		expect( await minimum.rows( 'SELECT Id, LastName FROM Lead' ) ).toEqual( [] );
		expect( codeOf( await post( 'Lead', { LastName: 'Doe', Company: 'C' }, minimum ) ) ).toBe( 'INSUFFICIENT_ACCESS_OR_READONLY' );

		await admin.rest( 'PATCH', `/sobjects/ObjectPermissions/${ rights }`, { PermissionsCreate: true } );
		const lead = idOf( await post( 'Lead', { LastName: 'Doe', Company: 'C' }, minimum ) );
		expect( codeOf( await minimum.rest( 'PATCH', `/sobjects/Lead/${ lead }`, { LastName: 'Roe' } ) ) ).not.toBe( '' );
		await admin.rest( 'PATCH', `/sobjects/ObjectPermissions/${ rights }`, { PermissionsEdit: true } );
		expect( ( await minimum.rest( 'PATCH', `/sobjects/Lead/${ lead }`, { LastName: 'Roe' } ) ).status ).toBe( 204 );

		expect( codeOf( await minimum.query( 'SELECT Email FROM Lead' ) ) ).toBe( 'INVALID_FIELD' );
		const field = idOf( await onField( id, 'Lead.Email', { PermissionsRead: true } ) );
		expect( ( await fieldsOf( minimum, 'Lead' ) ).get( 'Email' ) ).toMatchObject( { updateable: false, createable: false } );
		expect( codeOf( await minimum.rest( 'PATCH', `/sobjects/Lead/${ lead }`, { Email: 'a@example.org' } ) ) ).toBe( 'INVALID_FIELD_FOR_INSERT_UPDATE' );
		await admin.rest( 'PATCH', `/sobjects/FieldPermissions/${ field }`, { PermissionsEdit: true } );
		expect( ( await minimum.rest( 'PATCH', `/sobjects/Lead/${ lead }`, { Email: 'a@example.org' } ) ).status ).toBe( 204 );
		expect( await minimum.rows( 'SELECT Email FROM Lead' ) ).toMatchObject( [ { Email: 'a@example.org' } ] );

		const before = await minimum.rest( 'DELETE', `/sobjects/Lead/${ lead }` );
		expect( [ before.status, codeOf( before ) ] ).toEqual( [ 403, 'INSUFFICIENT_ACCESS_OR_READONLY' ] );
		await admin.rest( 'PATCH', `/sobjects/ObjectPermissions/${ rights }`, { PermissionsDelete: true } );
		expect( ( await minimum.rest( 'DELETE', `/sobjects/Lead/${ lead }` ) ).status ).toBe( 204 );
	} );

	it( 'loses a right the moment it is withdrawn', async () => {
		await license();
		const id = await apiSet( 'Callboard' );
		const rights = idOf( await onObject( id, 'Lead' ) );
		const field = idOf( await onField( id, 'Lead.Email' ) );
		const assignment = idOf( await assign( id ) );
		expect( await minimum.rows( 'SELECT Email FROM Lead' ) ).toEqual( [] );
		await admin.rest( 'DELETE', `/sobjects/FieldPermissions/${ field }` );
		expect( codeOf( await minimum.query( 'SELECT Email FROM Lead' ) ) ).toBe( 'INVALID_FIELD' );
		await admin.rest( 'DELETE', `/sobjects/ObjectPermissions/${ rights }` );
		expect( codeOf( await minimum.query( 'SELECT Id FROM Lead' ) ) ).toBe( 'INVALID_TYPE' );
		await onObject( id, 'Campaign' );
		expect( await minimum.rows( 'SELECT Id FROM CampaignMember' ) ).toEqual( [] );
		await admin.rest( 'DELETE', `/sobjects/PermissionSetAssignment/${ assignment }` );
		expect( codeOf( await minimum.query( 'SELECT Id FROM CampaignMember' ) ) ).toBe( 'INVALID_TYPE' );
	} );

	it( 'is shut out without API Enabled', async () => {
		await admin.rest( 'PATCH', `/sobjects/PermissionSet/${ PROFILES.minimum.permissionSetId }`, { PermissionsApiEnabled: false } );
		const reply = await minimum.get( '/sobjects' );
		expect( [ reply.status, codeOf( reply ) ] ).toEqual( [ 403, 'API_DISABLED_FOR_ORG' ] );
	} );

	it( 'needs Edit Tasks for activities, which have no object permissions', async () => {
		await license();
		const id = await apiSet( 'Callboard' );
		await assign( id );
		expect( codeOf( await onObject( id, 'Task' ) ) ).toBe( 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST' );
		await admin.rest( 'PATCH', `/sobjects/PermissionSet/${ id }`, { PermissionsActivitiesAccess: true } );
		expect( await minimum.rows( 'SELECT Id FROM Task' ) ).toEqual( [] );
		expect( codeOf( await post( 'Task', {}, minimum ) ) ).toBe( 'INSUFFICIENT_ACCESS_OR_READONLY' );
		await admin.rest( 'PATCH', `/sobjects/PermissionSet/${ id }`, { PermissionsEditTask: true } );
		expect( ( await post( 'Task', {}, minimum ) ).status ).toBe( 201 );
	} );
} );

describe( 'what a set may say', () => {
	it.each( [
		[ { PermissionsCreate: true }, 'Permission Create Lead depends on permission(s): Read Lead' ],
		[ { PermissionsEdit: true }, 'Permission Edit Lead depends on permission(s): Read Lead' ],
		[ { PermissionsRead: true, PermissionsDelete: true }, 'Permission Delete Lead depends on permission(s): Edit Lead' ],
		[ { PermissionsViewAllRecords: true }, 'Permission View All Lead depends on permission(s): Read Lead' ],
		[
			{ PermissionsRead: true, PermissionsEdit: true, PermissionsModifyAllRecords: true },
			'Permission Modify All Lead depends on permission(s): Delete Lead, View All Lead',
		],
	] )( 'fills nothing in: %j', async ( rights, message ) => {
		const reply = await onObject( await set( 'Callboard' ), 'Lead', rights );
		expect( [ reply.status, codeOf( reply ), messageOf( reply ) ] ).toEqual( [ 400, 'FIELD_INTEGRITY_EXCEPTION', message ] );
	} );

	it( 'wants the parent read along with the child', async () => {
		const id = await set( 'Callboard' );
		expect( messageOf( await onObject( id, 'Contact' ) ) ).toBe( 'Permission Read Contact depends on permission(s): Read Account' );
		expect( messageOf( await onObject( id, 'PatronTicket__EventInstance__c' ) ) ).toContain( 'Read Ticketable Event' );
		await onObject( id, 'Account' );
		expect( ( await onObject( id, 'Contact' ) ).status ).toBe( 201 );
	} );

	it( 'wants what system permissions depend on', async () => {
		const reply = await post( 'PermissionSet', { Name: 'A', Label: 'A', PermissionsModifyAllData: true } );
		expect( messageOf( reply ) ).toBe( 'Permission Modify All Data depends on permission(s): View All Data' );
		const id = await set( 'B' );
		await onObject( id, 'Account', { PermissionsRead: true } );
		const convert = (): Promise< Reply > => admin.rest( 'PATCH', `/sobjects/PermissionSet/${ id }`, { PermissionsConvertLeads: true } );
		expect( messageOf( await convert() ) ).toBe( 'Permission Convert Leads depends on permission(s): Create Account, Create Contact, Edit Lead' );
	} );

	it( 'knows the fields that can be granted', async () => {
		const id = await set( 'Callboard' );
		const bad = 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST';
		expect( messageOf( await onField( id, 'Lead.LastName' ) ) ).toBe( 'Field Name: bad value for restricted picklist field: Lead.LastName' );
		expect( codeOf( await onField( id, 'Lead.Nothing__c' ) ) ).toBe( bad );
		expect( codeOf( await onField( id, 'PatronTicket__EventInstance__c.PatronTicket__TicketableEvent__c' ) ) ).toBe( bad );
		expect( codeOf( await onField( id, 'Activity.X__c' ) ) ).toBe( bad );
		expect( messageOf( await onField( id, 'Lead.Email', { PermissionsEdit: true } ) ) ).toBe(
			'Permission Edit Lead.Email depends on permission(s): Read Lead.Email'
		);
	} );

	it( 'reads formulas only, and lets nobody grant a required field', async () => {
		const make = ( FullName: string, Metadata: unknown ): Promise< Reply > => admin.rest( 'POST', '/tooling/sobjects/CustomField', { FullName, Metadata } );
		await make( 'Lead.Formula__c', { type: 'Text', label: 'F', formula: 'LastName' } );
		await make( 'Lead.Needed__c', { type: 'Text', label: 'N', length: 5, required: true } );
		const id = await set( 'Callboard' );
		expect( codeOf( await onField( id, 'Lead.Formula__c' ) ) ).toBe( 'FIELD_INTEGRITY_EXCEPTION' );
		expect( ( await onField( id, 'Lead.Formula__c', { PermissionsRead: true } ) ).status ).toBe( 201 );
		expect( codeOf( await onField( id, 'Lead.Needed__c' ) ) ).toBe( 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST' );
	} );

	it( 'deletes a row that grants nothing', async () => {
		const id = await set( 'Callboard' );
		const field = idOf( await onField( id, 'Lead.Email' ) );
		await admin.rest( 'PATCH', `/sobjects/FieldPermissions/${ field }`, { PermissionsRead: false, PermissionsEdit: false } );
		expect( await admin.rows( `SELECT Id FROM FieldPermissions WHERE ParentId = '${ id }'` ) ).toEqual( [] );
		const rights = idOf( await onObject( id, 'Lead' ) );
		await admin.rest( 'PATCH', `/sobjects/ObjectPermissions/${ rights }`, { PermissionsRead: false } );
		expect( await admin.rows( `SELECT Id FROM ObjectPermissions WHERE ParentId = '${ id }'` ) ).toEqual( [] );
	} );

	it( 'holds each object and field once, and each name', async () => {
		const id = await set( 'Callboard' );
		await onObject( id, 'Lead' );
		await onField( id, 'Lead.Email' );
		expect( codeOf( await onObject( id, 'Lead' ) ) ).toBe( 'DUPLICATE_VALUE' );
		expect( codeOf( await onField( id, 'Lead.Email' ) ) ).toBe( 'DUPLICATE_VALUE' );
		expect( codeOf( await post( 'PermissionSet', { Name: 'callboard', Label: 'Again' } ) ) ).toBe( 'DUPLICATE_VALUE' );
		expect( codeOf( await post( 'PermissionSet', { Name: 'Not a name', Label: 'Bad' } ) ) ).toBe( 'FIELD_INTEGRITY_EXCEPTION' );
		expect( codeOf( await post( 'PermissionSet', { Name: 'Long', Label: 'Long', Description: 'x'.repeat( 256 ) } ) ) ).toBe( 'STRING_TOO_LONG' );
	} );

	it( 'may be written by those who manage permission sets alone', async () => {
		for ( const who of [ client, signedInAs( client, 'boxoffice' ) ] ) {
			const reply = await post( 'PermissionSet', { Name: 'Mine', Label: 'Mine' }, who );
			expect( reply.status ).toBe( who === client ? 403 : 404 );
		}
		const own = await set( 'Callboard' );
		const self = await post( 'PermissionSetAssignment', { AssigneeId: userIdOf( client, 'integration' ), PermissionSetId: own }, client );
		expect( codeOf( self ) ).toBe( 'INSUFFICIENT_ACCESS_OR_READONLY' );
	} );

	it( 'stays while somebody holds it', async () => {
		const id = await set( 'Callboard' );
		const assignment = idOf( await assign( id, userIdOf( client, 'boxoffice' ) ) );
		expect( codeOf( await admin.rest( 'DELETE', `/sobjects/PermissionSet/${ id }` ) ) ).toBe( 'DELETE_FAILED' );
		await admin.rest( 'DELETE', `/sobjects/PermissionSetAssignment/${ assignment }` );
		await onObject( id, 'Lead' );
		expect( ( await admin.rest( 'DELETE', `/sobjects/PermissionSet/${ id }` ) ).status ).toBe( 204 );
		expect( await admin.rows( `SELECT Id FROM ObjectPermissions WHERE ParentId = '${ id }'` ) ).toEqual( [] );
	} );
} );

describe( 'who holds a set', () => {
	it( 'refuses the same assignment twice, which clients take for success', async () => {
		const id = await set( 'Callboard' );
		const box = userIdOf( client, 'boxoffice' );
		await assign( id, box );
		const again = await assign( id, box );
		expect( again.status ).toBe( 400 );
		expect( again.json ).toEqual( [
			{
				errorCode: 'DUPLICATE_VALUE',
				message: `Duplicate PermissionSetAssignment.  Assignee: ${ box.slice( 0, 15 ) }; Permission Set: ${ id.slice( 0, 15 ) }`,
				fields: [ 'AssigneeId', 'PermissionSetId' ],
			},
		] );
	} );

	it( 'matches the licence of the set with that of the user', async () => {
		const full = await set( 'For_full', { LicenseId: FULL_LICENSE } );
		expect( codeOf( await assign( full ) ) ).toBe( 'FIELD_INTEGRITY_EXCEPTION' );
		expect( ( await assign( full, userIdOf( client, 'boxoffice' ) ) ).status ).toBe( 201 );
		const api = await apiSet( 'For_api' );
		expect( messageOf( await assign( api ) ) ).toContain( 'does not have the license Salesforce API Integration' );
		await license();
		expect( ( await assign( api ) ).status ).toBe( 201 );
	} );

	it( 'lets an integration user hold data rights only by a set made for that licence', async () => {
		await license();
		const plain = await set( 'Plain' );
		expect( ( await assign( plain ) ).status ).toBe( 201 );
		expect( messageOf( await onObject( plain, 'Lead' ) ) ).toBe( "The user license doesn't allow the permission: Read Lead" );
		const loaded = await set( 'Loaded' );
		await onObject( loaded, 'Lead' );
		expect( messageOf( await assign( loaded ) ) ).toBe( "The user license doesn't allow the permission: Read Lead" );
	} );

	it( 'counts the seats of a licence', async () => {
		const used = async (): Promise< unknown > =>
			( await admin.rows( "SELECT TotalLicenses, UsedLicenses FROM PermissionSetLicense WHERE DeveloperName = 'SalesforceAPIIntegrationPsl'" ) )[ 0 ];
		expect( await used() ).toMatchObject( { TotalLicenses: 5, UsedLicenses: 0 } );
		const seat = idOf( await license() );
		expect( await used() ).toMatchObject( { UsedLicenses: 1 } );
		expect( codeOf( await license() ) ).toBe( 'DUPLICATE_VALUE' );
		await admin.rest( 'DELETE', `/sobjects/PermissionSetLicenseAssign/${ seat }` );
		expect( await used() ).toMatchObject( { UsedLicenses: 0 } );
	} );

	it( 'lists the set of the profile among the assignments, where it stays', async () => {
		const [ row ] = await admin.rows(
			`SELECT Id, PermissionSet.IsOwnedByProfile, PermissionSet.Profile.Name FROM PermissionSetAssignment WHERE AssigneeId = '${ minimumId }'`
		);
		expect( row ).toMatchObject( { PermissionSet: { IsOwnedByProfile: true, Profile: { Name: 'Minimum Access - API Only Integrations' } } } );
		expect( codeOf( await admin.rest( 'DELETE', `/sobjects/PermissionSetAssignment/${ String( row?.Id ) }` ) ) ).toBe( 'DELETE_FAILED' );
	} );

	it( 'answers the View All of one object by way of the assignments', async () => {
		const [ row ] = await client.rows(
			`SELECT SobjectType, PermissionsViewAllRecords FROM ObjectPermissions WHERE SobjectType = 'Lead' AND PermissionsViewAllRecords = true AND ParentId IN (SELECT PermissionSetId FROM PermissionSetAssignment WHERE AssigneeId = '${ userIdOf( client, 'integration' ) }')`
		);
		expect( row ).toMatchObject( { SobjectType: 'Lead', PermissionsViewAllRecords: true } );
	} );

	it( 'shows what View All Data grants as rows without an id, which cannot be written', async () => {
		const id = await set( 'Everything', { PermissionsViewAllData: true } );
		const rows = await admin.rows(
			`SELECT Id, SobjectType, PermissionsRead, PermissionsCreate, PermissionsViewAllRecords FROM ObjectPermissions WHERE ParentId = '${ id }'`
		);
		expect( rows.find( ( row ) => row.SobjectType === 'Lead' ) ).toMatchObject( {
			Id: '000000000000000AAA',
			PermissionsRead: true,
			PermissionsCreate: false,
			PermissionsViewAllRecords: true,
		} );
		expect( ( await admin.rest( 'PATCH', '/sobjects/ObjectPermissions/000000000000000AAA', { PermissionsCreate: true } ) ).status ).toBeGreaterThanOrEqual(
			400
		);
		const stored = idOf( await onObject( id, 'Lead', { PermissionsRead: true, PermissionsCreate: true } ) );
		const leads = await admin.rows( `SELECT Id FROM ObjectPermissions WHERE ParentId = '${ id }' AND SobjectType = 'Lead'` );
		expect( leads ).toMatchObject( [ { Id: stored } ] );
	} );

	it( 'reads every field of an object by View All Fields', async () => {
		await license();
		const id = await apiSet( 'Callboard' );
		await onObject( id, 'Lead', { PermissionsRead: true, PermissionsViewAllFields: true } );
		await assign( id );
		expect( await minimum.rows( 'SELECT Email, Phone FROM Lead' ) ).toEqual( [] );
		const [ row ] = await admin.rows(
			`SELECT Id, PermissionsRead, PermissionsEdit FROM FieldPermissions WHERE ParentId = '${ id }' AND Field = 'Lead.Email'`
		);
		expect( row ).toMatchObject( { Id: '000000000000000AAA', PermissionsRead: true, PermissionsEdit: false } );
	} );

	it( 'withdraws what a profile grants, too', async () => {
		const box = signedInAs( client, 'boxoffice' );
		const [ row ] = await admin.rows(
			`SELECT Id FROM ObjectPermissions WHERE SobjectType = 'Lead' AND ParentId = '${ PROFILES.boxOffice.permissionSetId }'`
		);
		expect( await box.rows( 'SELECT Id FROM Lead' ) ).toEqual( [] );
		await admin.rest( 'DELETE', `/sobjects/ObjectPermissions/${ String( row?.Id ) }` );
		expect( codeOf( await box.query( 'SELECT Id FROM Lead' ) ) ).toBe( 'INVALID_TYPE' );
	} );
} );

describe( 'single records', () => {
	it( 'tells what a user may do with them', async () => {
		const mine = idOf( await post( 'Lead', { LastName: 'Doe', Company: 'C' } ) );
		const box = signedInAs( client, 'boxoffice' );
		const userId = userIdOf( client, 'boxoffice' );
		const ask = ( ids: string[] ): Promise< Reply > =>
			box.query(
				`SELECT RecordId, HasReadAccess, HasEditAccess, MaxAccessLevel FROM UserRecordAccess WHERE UserId = '${ userId }' AND RecordId IN (${ ids.map( ( id ) => `'${ id }'` ).join( ', ' ) })`
			);
		expect( ( await ask( [ mine ] ) ).json ).toMatchObject( {
			records: [ { RecordId: mine, HasReadAccess: true, HasEditAccess: true, MaxAccessLevel: 'Edit' } ],
		} );
		client.simulator.world.org.hiding.privateObjects.add( 'lead' );
		expect( ( await ask( [ mine ] ) ).json ).toMatchObject( { records: [ { RecordId: mine, HasReadAccess: false, MaxAccessLevel: 'None' } ] } );
	} );

	it( 'takes at most 200 ids, and one user', async () => {
		const { store } = client.simulator.world.org;
		const ids = Array.from( { length: 201 }, () => `'${ store.nextId( store.table( 'Lead' ).object ) }'` );
		const ask = ( some: string[] ): Promise< Reply > =>
			minimum.query( `SELECT RecordId FROM UserRecordAccess WHERE UserId = '${ minimumId }' AND RecordId IN (${ some.join( ',' ) })` );
		expect( codeOf( await ask( ids ) ) ).toBe( 'EXCEEDED_ID_LIMIT' );
		expect( ( ( await ask( ids.slice( 1 ) ) ).json as { totalSize: number } ).totalSize ).toBe( 200 );
		expect( codeOf( await minimum.query( 'SELECT RecordId FROM UserRecordAccess' ) ) ).toBe( 'MALFORMED_QUERY' );
	} );

	it( 'finds an installed package by its licence', async () => {
		expect( await minimum.rows( "SELECT Status, AllowedLicenses, UsedLicenses FROM PackageLicense WHERE NamespacePrefix = 'PatronTicket'" ) ).toMatchObject(
			[ { Status: 'Active' } ]
		);
	} );
} );
