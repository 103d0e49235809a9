import fc from 'fast-check';
import { Connection } from 'jsforce';
import { Client, codeOf, messageOf, type Reply } from './client';
import { signedInAs, userIdOf } from './people';

let client: Client;
let admin: Client;

beforeEach( async () => {
	client = await Client.open( { season: 'empty' } );
	admin = signedInAs( client, 'admin' );
} );
afterEach( () => client.close() );

const tooling = ( who: Client, soql: string ): Promise< Reply > => who.get( `/tooling/query?q=${ encodeURIComponent( soql ) }` );
const create = ( who: Client, FullName: string, Metadata: unknown ): Promise< Reply > =>
	who.rest( 'POST', '/tooling/sobjects/CustomField', { FullName, Metadata } );
const idOf = ( reply: Reply ): string => ( reply.json as { id: string } ).id;
const records = ( reply: Reply ): Record< string, unknown >[] => ( reply.json as { records: Record< string, unknown >[] } ).records;
const TEXT = { type: 'Text', label: 'Callboard Key', length: 36, externalId: true, unique: true };

async function fieldsOf( who: Client, object: string ): Promise< Record< string, unknown >[] > {
	return ( ( await who.get( `/sobjects/${ object }/describe` ) ).json as { fields: Record< string, unknown >[] } ).fields;
}

async function grant( object: string, field: string, edit = true ): Promise< void > {
	const set = await admin.rest( 'POST', '/sobjects/PermissionSet', { Name: `Set_${ object }_${ field }`.replace( '__c', '' ), Label: 'Callboard' } );
	const ParentId = idOf( set );
	await admin.rest( 'POST', '/sobjects/FieldPermissions', {
		ParentId,
		SobjectType: object,
		Field: `${ object }.${ field }`,
		PermissionsRead: true,
		PermissionsEdit: edit,
	} );
	const assigned = await admin.rest( 'POST', '/sobjects/PermissionSetAssignment', {
		AssigneeId: userIdOf( client, 'integration' ),
		PermissionSetId: ParentId,
	} );
	expect( assigned.status ).toBe( 201 );
}

describe( 'reading', () => {
	it( 'wraps rows in the envelope of the Tooling API', async () => {
		const reply = await tooling( client, "SELECT QualifiedApiName, KeyPrefix FROM EntityDefinition WHERE QualifiedApiName = 'Account'" );
		expect( reply.json ).toEqual( {
			size: 1,
			totalSize: 1,
			done: true,
			queryLocator: null,
			entityTypeName: 'EntityDefinition',
			records: [
				{
					attributes: { type: 'EntityDefinition', url: '/services/data/v66.0/tooling/sobjects/EntityDefinition/Account' },
					QualifiedApiName: 'Account',
					KeyPrefix: '001',
				},
			],
		} );
	} );

	it( 'has no entity type where there are no rows', async () => {
		const reply = await tooling( client, "SELECT Id FROM CustomField WHERE DeveloperName = 'Nothing'" );
		expect( reply.json ).toMatchObject( { size: 0, entityTypeName: null, records: [] } );
	} );

	it( 'answers Metadata and FullName for one row only', async () => {
		const several = await tooling( client, 'SELECT Id, Metadata FROM CustomField LIMIT 5' );
		expect( [ several.status, codeOf( several ) ] ).toEqual( [ 400, 'MALFORMED_QUERY' ] );
		expect( messageOf( several ) ).toBe(
			'When retrieving results with Metadata or FullName fields, the query qualifications must specify no more than one row for retrieval. Result size: 5'
		);
		const one = await tooling( client, "SELECT FullName, Metadata FROM CustomField WHERE DeveloperName = 'Season'" );
		expect( records( one )[ 0 ] ).toMatchObject( {
			FullName: 'PatronTicket__TicketableEvent__c.PatronTicket__Season__c',
			Metadata: { type: 'Text', length: 255 },
		} );
		expect( codeOf( await tooling( client, "SELECT Id FROM CustomField WHERE FullName = 'Account.X__c'" ) ) ).toBe( 'INVALID_FIELD' );
	} );

	it( 'wants to know the object before it lists fields, on both query resources', async () => {
		for ( const object of [ 'FieldDefinition', 'EntityParticle' ] ) {
			for ( const ask of [ tooling, ( who: Client, soql: string ) => who.query( soql ) ] ) {
				const all = await ask( client, `SELECT QualifiedApiName FROM ${ object }` );
				expect( [ all.status, codeOf( all ), messageOf( all ) ] ).toEqual( [
					400,
					'MALFORMED_QUERY',
					`${ object }: a filter on a reified column is required [EntityDefinitionId,DurableId]`,
				] );
				const named = await ask( client, `SELECT QualifiedApiName FROM ${ object } WHERE EntityDefinition.QualifiedApiName = 'Lead'` );
				expect( records( named ).map( ( row ) => row.QualifiedApiName ) ).toContain( 'LastName' );
			}
		}
	} );

	it( 'does not page entity definitions', async () => {
		client.simulator.world.org.exactBatchSize = 5;
		const reply = await tooling( client, 'SELECT QualifiedApiName FROM EntityDefinition' );
		expect( codeOf( reply ) ).toBe( 'EXCEEDED_ID_LIMIT' );
		expect( messageOf( reply ) ).toBe( 'EntityDefinition does not support queryMore(), use LIMIT to restrict the results to a single batch' );
		expect( records( await tooling( client, 'SELECT QualifiedApiName FROM EntityDefinition LIMIT 5' ) ) ).toHaveLength( 5 );
	} );

	it( 'pages everything else below /tooling', async () => {
		client.simulator.world.org.exactBatchSize = 5;
		const first = await tooling( client, 'SELECT Id FROM CustomField' );
		const { nextRecordsUrl, size, queryLocator } = first.json as { nextRecordsUrl: string; size: number; queryLocator: string };
		expect( [ size, queryLocator ] ).toEqual( [ 5, nextRecordsUrl ] );
		expect( nextRecordsUrl ).toMatch( /^\/services\/data\/v66\.0\/tooling\/query\// );
		const second = await client.get( nextRecordsUrl.slice( '/services/data/v66.0'.length ) );
		expect( records( second ) ).toHaveLength( 5 );
		expect( records( second )[ 0 ] ).not.toEqual( records( first )[ 0 ] );
	} );

	it( 'lets set-up objects vanish for those who may not see the set-up', async () => {
		const box = signedInAs( client, 'boxoffice' );
		const reply = await tooling( box, 'SELECT Id FROM CustomField' );
		expect( [ reply.status, codeOf( reply ) ] ).toEqual( [ 400, 'INVALID_TYPE' ] );
		expect( messageOf( reply ) ).toContain( "sObject type 'CustomField' is not supported." );
		expect( codeOf( await box.query( 'SELECT Id FROM PermissionSet' ) ) ).toBe( 'INVALID_TYPE' );
		expect( ( await box.get( '/tooling/sobjects/CustomField/describe' ) ).status ).toBe( 404 );
	} );

	it( 'keeps the objects of the Tooling API out of the data API', async () => {
		expect( codeOf( await admin.query( 'SELECT Id FROM CustomField' ) ) ).toBe( 'INVALID_TYPE' );
		expect( codeOf( await tooling( admin, 'SELECT Id FROM FlowDefinitionView' ) ) ).toBe( 'INVALID_TYPE' );
		expect( ( await admin.get( '/sobjects/CustomField/describe' ) ).status ).toBe( 404 );
	} );

	it( 'describes its objects with its own URLs', async () => {
		const list = ( await client.get( '/tooling/sobjects' ) ).json as { sobjects: { name: string; urls: { sobject: string } }[] };
		const field = list.sobjects.find( ( one ) => one.name === 'CustomField' );
		expect( field?.urls.sobject ).toBe( '/services/data/v66.0/tooling/sobjects/CustomField' );
		expect( list.sobjects.map( ( one ) => one.name ) ).not.toContain( 'Lead' );
		expect( ( await client.get( '/tooling/sobjects/CustomField/describe' ) ).json ).toMatchObject( { name: 'CustomField', keyPrefix: '00N' } );
	} );

	it( 'reads what administrators have put in the way of a write', async () => {
		const { guards } = client.simulator.world.org;
		const guard = { object: 'Contact', refuses: () => false };
		guards.add( { ...guard, name: 'Email_needed', errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'An e-mail address, please.', field: 'Email' } );
		guards.add( { ...guard, name: 'ContactTrigger', errorCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', message: 'No.', field: null } );
		guards.add( { ...guard, name: 'Contact_flow', errorCode: 'CANNOT_EXECUTE_FLOW_TRIGGER', message: 'No.', field: null } );
		const where = "WHERE EntityDefinition.QualifiedApiName = 'Contact'";
		const rule = records( await tooling( client, `SELECT ValidationName, Active, ErrorMessage, ErrorDisplayField FROM ValidationRule ${ where }` ) )[ 0 ];
		expect( rule ).toMatchObject( {
			ValidationName: 'Email_needed',
			Active: true,
			ErrorMessage: 'An e-mail address, please.',
			ErrorDisplayField: 'Email',
		} );
		const trigger = records( await tooling( client, `SELECT Name, Status, UsageBeforeInsert FROM ApexTrigger ${ where }` ) )[ 0 ];
		expect( trigger ).toMatchObject( { Name: 'ContactTrigger', Status: 'Active', UsageBeforeInsert: true } );
		const flow = await client.rows(
			"SELECT ApiName, IsActive, ProcessType, TriggerType, TriggerObjectOrEvent.QualifiedApiName FROM FlowDefinitionView WHERE ApiName = 'Contact_flow'"
		);
		expect( flow[ 0 ] ).toMatchObject( { IsActive: true, ProcessType: 'AutoLaunchedFlow', TriggerObjectOrEvent: { QualifiedApiName: 'Contact' } } );
		expect( records( await tooling( client, 'SELECT MasterLabel, Status FROM Flow' ) )[ 0 ] ).toMatchObject( {
			MasterLabel: 'Contact_flow',
			Status: 'Active',
		} );
	} );
} );

describe( 'jsforce, unmodified', () => {
	it( 'queries, describes, makes, changes and deletes by the Tooling API', async () => {
		const connection = new Connection( { instanceUrl: client.simulator.url, accessToken: admin.token, version: '66.0' } );
		const found = await connection.tooling.query( "SELECT Id, DeveloperName FROM CustomField WHERE DeveloperName = 'Season'" );
		expect( found ).toMatchObject( { totalSize: 1, done: true, records: [ { DeveloperName: 'Season' } ] } );
		expect( ( await connection.tooling.describeGlobal() ).sobjects.map( ( { name } ) => name ) ).toContain( 'CustomField' );
		const fields = connection.tooling.sobject( 'CustomField' );
		const made = await fields.create( { FullName: 'Lead.Seat__c', Metadata: TEXT } );
		const id = String( made.id );
		expect( await fields.retrieve( id ) ).toMatchObject( { Metadata: TEXT } );
		await fields.update( { Id: id, Metadata: { ...TEXT, label: 'Seat' } } );
		expect( await fields.retrieve( id ) ).toMatchObject( { Metadata: { label: 'Seat' } } );
		expect( await fields.destroy( id ) ).toMatchObject( { success: true } );
	} );
} );

describe( 'making a field', () => {
	it( 'answers 201 with the id of the field, which can be read whole', async () => {
		const made = await create( admin, 'Contact.Callboard_Key__c', TEXT );
		expect( made.status ).toBe( 201 );
		expect( made.json ).toEqual( { id: expect.stringMatching( /^00N\w{15}$/ ) as string, success: true, errors: [], warnings: [], infos: [] } );
		const read = await admin.get( `/tooling/sobjects/CustomField/${ idOf( made ) }` );
		expect( read.json ).toMatchObject( {
			attributes: { url: `/services/data/v66.0/tooling/sobjects/CustomField/${ idOf( made ) }` },
			FullName: 'Contact.Callboard_Key__c',
			DeveloperName: 'Callboard_Key',
			TableEnumOrId: 'Contact',
			Metadata: TEXT,
		} );
	} );

	it( 'shows it to nobody, not even to whoever made it, until it is granted', async () => {
		await create( admin, 'Contact.Callboard_Key__c', TEXT );
		for ( const who of [ admin, client ] ) {
			expect( codeOf( await who.query( 'SELECT Callboard_Key__c FROM Contact' ) ) ).toBe( 'INVALID_FIELD' );
			expect( ( await fieldsOf( who, 'Contact' ) ).map( ( field ) => field.name ) ).not.toContain( 'Callboard_Key__c' );
			expect( codeOf( await who.rest( 'POST', '/sobjects/Contact', { LastName: 'Doe', Callboard_Key__c: 'k' } ) ) ).toBe( 'INVALID_FIELD' );
		}
		await grant( 'Contact', 'Callboard_Key__c' );
		const field = ( await fieldsOf( client, 'Contact' ) ).find( ( one ) => one.name === 'Callboard_Key__c' );
		expect( field ).toMatchObject( { type: 'string', length: 36, externalId: true, unique: true, createable: true } );
		const first = await client.rest( 'PATCH', '/sobjects/Contact/Callboard_Key__c/k1', { LastName: 'Doe' } );
		const second = await client.rest( 'PATCH', '/sobjects/Contact/Callboard_Key__c/k1', { LastName: 'Roe' } );
		expect( [ first.json, second.json ] ).toMatchObject( [ { created: true }, { created: false } ] );
		expect( await client.rows( 'SELECT LastName FROM Contact' ) ).toMatchObject( [ { LastName: 'Roe' } ] );
	} );

	it( 'shows a required field at once', async () => {
		const made = await create( admin, 'Account.House_Number__c', { type: 'Text', label: 'House number', length: 10, required: true } );
		expect( made.status ).toBe( 201 );
		const field = ( await fieldsOf( client, 'Account' ) ).find( ( one ) => one.name === 'House_Number__c' );
		expect( field ).toMatchObject( { nillable: false, permissionable: false } );
		expect( codeOf( await client.rest( 'POST', '/sobjects/Account', { Name: 'Playhouse' } ) ) ).toBe( 'REQUIRED_FIELD_MISSING' );
	} );

	it( 'puts a field of Activity on Task and Event, granted object by object', async () => {
		expect( ( await create( admin, 'Activity.Callboard_Key__c', TEXT ) ).status ).toBe( 201 );
		await grant( 'Task', 'Callboard_Key__c' );
		expect( ( await fieldsOf( client, 'Task' ) ).map( ( field ) => field.name ) ).toContain( 'Callboard_Key__c' );
		expect( ( await fieldsOf( client, 'Event' ) ).map( ( field ) => field.name ) ).not.toContain( 'Callboard_Key__c' );
		const upserts = [ 'First', 'Second' ].map( ( Subject ) => () => client.rest( 'PATCH', '/sobjects/Task/Callboard_Key__c/k1', { Subject } ) );
		expect( ( await upserts[ 0 ]!() ).json ).toMatchObject( { created: true } );
		expect( ( await upserts[ 1 ]!() ).json ).toMatchObject( { created: false } );
	} );

	it.each( [
		[ 'Checkbox', { defaultValue: false }, { type: 'boolean', nillable: false } ],
		[ 'Date', {}, { type: 'date' } ],
		[ 'DateTime', {}, { type: 'datetime' } ],
		[ 'Email', { externalId: true }, { type: 'email', externalId: true } ],
		[ 'Phone', {}, { type: 'phone' } ],
		[ 'Url', {}, { type: 'url' } ],
		[ 'Number', { precision: 18, scale: 2, externalId: true }, { type: 'double', precision: 18, scale: 2, externalId: true } ],
		[ 'Currency', { precision: 18, scale: 2 }, { type: 'currency', scale: 2 } ],
		[ 'Percent', { precision: 5, scale: 1 }, { type: 'percent', precision: 5 } ],
		[ 'TextArea', {}, { type: 'textarea', length: 255 } ],
		[ 'LongTextArea', { length: 32768, visibleLines: 3 }, { type: 'textarea', length: 32768 } ],
		[ 'Html', { length: 256, visibleLines: 10 }, { type: 'textarea', length: 256, htmlFormatted: true } ],
		[
			'Picklist',
			{
				valueSet: {
					restricted: true,
					valueSetDefinition: {
						sorted: false,
						value: [
							{ fullName: 'a', label: 'A', default: true },
							{ fullName: 'b', label: 'b', default: false },
						],
					},
				},
			},
			{ type: 'picklist', restrictedPicklist: true, defaultValue: 'a' },
		],
		[
			'MultiselectPicklist',
			{ visibleLines: 4, valueSet: { valueSetDefinition: { value: [ { fullName: 'a', label: 'A' } ] } } },
			{ type: 'multipicklist', restrictedPicklist: false },
		],
		[ 'Lookup', { referenceTo: 'Campaign', relationshipName: 'Guests' }, { type: 'reference', referenceTo: [ 'Campaign' ], relationshipName: 'X1__r' } ],
		[ 'Text', { formula: '"Hello " & LastName' }, { type: 'string', calculated: true, createable: false } ],
	] )( 'makes a field of type %s', async ( type, more, described ) => {
		const made = await create( admin, 'Contact.X1__c', { type, label: 'X1', ...more } );
		expect( made.text ).toContain( '"success":true' );
		await grant( 'Contact', 'X1__c', described.type !== 'string' );
		expect( ( await fieldsOf( client, 'Contact' ) ).find( ( field ) => field.name === 'X1__c' ) ).toMatchObject( described );
	} );

	it( 'works out a formula when it is read', async () => {
		await create( admin, 'Contact.Greeting__c', { type: 'Text', label: 'Greeting', formula: '"Hello " & LastName' } );
		await grant( 'Contact', 'Greeting__c', false );
		await client.rest( 'POST', '/sobjects/Contact', { LastName: 'Doe' } );
		expect( await client.rows( 'SELECT Greeting__c FROM Contact' ) ).toMatchObject( [ { Greeting__c: 'Hello Doe' } ] );
	} );

	it.each( [
		[ 'a field that is there', 'Contact.Taken__c', TEXT, 'DUPLICATE_DEVELOPER_NAME', 'There is already a field named Taken on Contact.' ],
		[ 'the same name in other letters', 'contact.TAKEN__c', TEXT, 'DUPLICATE_DEVELOPER_NAME', 'There is already a field named TAKEN on Contact.' ],
		[
			'required on a checkbox',
			'Contact.X__c',
			{ type: 'Checkbox', label: 'X', defaultValue: false, required: false },
			'FIELD_INTEGRITY_EXCEPTION',
			"Can not specify 'required' for a CustomField of type Checkbox",
		],
		[
			'a checkbox without a default',
			'Contact.X__c',
			{ type: 'Checkbox', label: 'X' },
			'FIELD_INTEGRITY_EXCEPTION',
			"Must specify 'defaultValue' for a CustomField of type Checkbox",
		],
		[
			'a long text that is too short',
			'Contact.X__c',
			{ type: 'LongTextArea', label: 'X', length: 255, visibleLines: 3 },
			'FIELD_INTEGRITY_EXCEPTION',
			'Invalid length, minimum is: 256',
		],
		[
			'a length on a text area',
			'Contact.X__c',
			{ type: 'TextArea', label: 'X', length: 255 },
			'FIELD_INTEGRITY_EXCEPTION',
			"Can not specify 'length' for a CustomField of type TextArea",
		],
		[
			'a text that is too long',
			'Contact.X__c',
			{ type: 'Text', label: 'X', length: 256 },
			'FIELD_INTEGRITY_EXCEPTION',
			'Invalid length, maximum is: 255',
		],
		[
			'too many digits',
			'Contact.X__c',
			{ type: 'Number', label: 'X', precision: 19, scale: 0 },
			'FIELD_INTEGRITY_EXCEPTION',
			'Invalid precision, maximum is: 18',
		],
		[ 'no label', 'Contact.X__c', { type: 'Date' }, 'FIELD_INTEGRITY_EXCEPTION', 'Must specify a non-empty label for the CustomField' ],
		[ 'Task', 'Task.X__c', TEXT, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', 'Entity Enumeration Or ID: bad value for restricted picklist field: Task' ],
		[ 'Event', 'Event.X__c', TEXT, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', 'Entity Enumeration Or ID: bad value for restricted picklist field: Event' ],
		[
			'an object that is not there',
			'Nowhere.X__c',
			TEXT,
			'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
			'Entity Enumeration Or ID: bad value for restricted picklist field: Nowhere',
		],
		[ 'a name of 41 characters', `Contact.${ 'x'.repeat( 41 ) }__c`, TEXT, 'STRING_TOO_LONG', '(max length=40)' ],
		[ 'a name with two underscores', 'Contact.Two___Parts__c', TEXT, 'FIELD_INTEGRITY_EXCEPTION', 'two consecutive underscores' ],
		[ "somebody else's namespace", 'Contact.ns__X__c', TEXT, 'FIELD_INTEGRITY_EXCEPTION', 'Cannot create a new component with the namespace: ns' ],
		[
			'a value set that is not there',
			'Contact.X__c',
			{ type: 'Picklist', label: 'X', valueSet: { valueSetName: 'Houses' } },
			'INVALID_CROSS_REFERENCE_KEY',
			'no GlobalValueSet named Houses found',
		],
		[
			'a lookup to nothing',
			'Contact.X__c',
			{ type: 'Lookup', label: 'X', referenceTo: 'Nowhere__c', relationshipName: 'Xs' },
			'INVALID_CROSS_REFERENCE_KEY',
			'no CustomObject named Nowhere__c found',
		],
		[ 'an attribute nobody knows', 'Contact.X__c', { ...TEXT, lenght: 3 }, 'JSON_PARSER_ERROR', "'lenght'" ],
	] )( 'refuses %s', async ( _what, fullName, metadata, code, message ) => {
		await create( admin, 'Contact.Taken__c', TEXT );
		const reply = await create( admin, fullName, metadata );
		expect( [ reply.status, codeOf( reply ) ] ).toEqual( [ 400, code ] );
		expect( messageOf( reply ) ).toContain( message );
	} );

	it( 'says where in the body a type stands that it does not know', async () => {
		const reply = await create( admin, 'Contact.X__c', { type: 'Long Text Area', label: 'X' } );
		const sent = JSON.stringify( { FullName: 'Contact.X__c', Metadata: { type: 'Long Text Area', label: 'X' } } );
		expect( codeOf( reply ) ).toBe( 'JSON_PARSER_ERROR' );
		expect( messageOf( reply ) ).toBe(
			`Cannot deserialize instance of complexvalue from VALUE_STRING value Long Text Area or request may be missing a required field at [line:1, column:${ sent.indexOf( '"Long' ) + 1 }]`
		);
	} );

	it( 'takes Customize Application', async () => {
		const reply = await create( client, 'Contact.Callboard_Key__c', TEXT );
		expect( [ reply.status, codeOf( reply ) ] ).toEqual( [ 403, 'INSUFFICIENT_ACCESS_OR_READONLY' ] );
	} );

	it( 'counts down to the limit, and stops there', async () => {
		const remaining = async (): Promise< unknown > =>
			records(
				await tooling( admin, "SELECT Max, Remaining FROM EntityLimit WHERE Type = 'CustomFields' AND EntityDefinition.QualifiedApiName = 'Lead'" )
			)[ 0 ];
		expect( await remaining() ).toMatchObject( { Max: 500, Remaining: 500 } );
		const { org } = client.simulator.world;
		const { createField } = await import( '../tooling/custom-fields' );
		const actor = { userId: userIdOf( client, 'admin' ), origin: '' };
		for ( let n = 0; n < 500; n++ ) {
			createField( org, actor, { fullName: `Lead.N${ n }__c`, metadata: { type: 'Date', label: `N${ n }` }, raw: '' } );
		}
		expect( await remaining() ).toMatchObject( { Remaining: 0 } );
		expect( codeOf( await create( admin, 'Lead.One_more__c', TEXT ) ) ).toBe( 'LIMIT_EXCEEDED' );
	} );
} );

describe( 'changing and deleting a field', () => {
	it( 'replaces all of its metadata', async () => {
		const id = idOf( await create( admin, 'Contact.Callboard_Key__c', { ...TEXT, description: 'Ours' } ) );
		const patched = await admin.rest( 'PATCH', `/tooling/sobjects/CustomField/${ id }`, {
			FullName: 'Contact.Callboard_Key__c',
			Metadata: { ...TEXT, label: 'Key', length: 40 },
		} );
		expect( [ patched.status, patched.text ] ).toEqual( [ 204, '' ] );
		const { Metadata } = ( await admin.get( `/tooling/sobjects/CustomField/${ id }` ) ).json as { Metadata: unknown };
		expect( Metadata ).toEqual( { ...TEXT, label: 'Key', length: 40 } );
		await grant( 'Contact', 'Callboard_Key__c' );
		expect( ( await fieldsOf( client, 'Contact' ) ).find( ( one ) => one.name === 'Callboard_Key__c' ) ).toMatchObject( { label: 'Key', length: 40 } );
		const other = await admin.rest( 'PATCH', `/tooling/sobjects/CustomField/${ id }`, { Metadata: { type: 'Date', label: 'Key' } } );
		expect( codeOf( other ) ).toBe( 'FIELD_INTEGRITY_EXCEPTION' );
	} );

	it( 'takes the field, its rights and its values away', async () => {
		const id = idOf( await create( admin, 'Contact.Callboard_Key__c', TEXT ) );
		await grant( 'Contact', 'Callboard_Key__c' );
		await client.rest( 'POST', '/sobjects/Contact', { LastName: 'Doe', Callboard_Key__c: 'k1' } );
		expect( ( await admin.rest( 'DELETE', `/tooling/sobjects/CustomField/${ id }` ) ).status ).toBe( 204 );
		expect( codeOf( await client.query( 'SELECT Callboard_Key__c FROM Contact' ) ) ).toBe( 'INVALID_FIELD' );
		expect( await admin.rows( "SELECT Id FROM FieldPermissions WHERE Field = 'Contact.Callboard_Key__c'" ) ).toEqual( [] );
		for ( const method of [ 'DELETE', 'PATCH' ] ) {
			const gone = await admin.rest( method, `/tooling/sobjects/CustomField/${ id }`, method === 'PATCH' ? { Metadata: TEXT } : undefined );
			expect( [ codeOf( gone ), messageOf( gone ) ] ).toEqual( [
				'INVALID_CROSS_REFERENCE_KEY',
				'This custom field does not exist or is not accessible',
			] );
		}
		await create( admin, 'Contact.Callboard_Key__c', { ...TEXT, unique: false } );
		await grant( 'Contact', 'Callboard_Key__c', false ).catch( () => undefined );
		const { store } = client.simulator.world.org;
		expect( [ ...store.table( 'Contact' ).all() ].map( ( row ) => row.values.Callboard_Key__c ) ).toEqual( [ undefined ] );
	} );

	it( 'leaves the fields of a package alone', async () => {
		const [ row ] = records( await tooling( admin, "SELECT Id FROM CustomField WHERE DeveloperName = 'Season'" ) );
		const reply = await admin.rest( 'DELETE', `/tooling/sobjects/CustomField/${ String( row?.Id ) }` );
		expect( [ reply.status, codeOf( reply ) ] ).toEqual( [ 403, 'CANNOT_MODIFY_MANAGED_OBJECT' ] );
	} );

	it( 'takes a whole composite back, fields too', async () => {
		const sub = ( referenceId: string, FullName: string ) => ( {
			method: 'POST',
			url: '/services/data/v66.0/tooling/sobjects/CustomField',
			referenceId,
			body: { FullName, Metadata: TEXT },
		} );
		const reply = await admin.rest( 'POST', '/tooling/composite', {
			allOrNone: true,
			compositeRequest: [ sub( 'a', 'Lead.A__c' ), sub( 'b', 'Task.B__c' ) ],
		} );
		expect( ( reply.json as { compositeResponse: { httpStatusCode: number }[] } ).compositeResponse.map( ( one ) => one.httpStatusCode ) ).toEqual( [
			400, 400,
		] );
		expect( records( await tooling( admin, "SELECT Id FROM CustomField WHERE DeveloperName = 'A'" ) ) ).toEqual( [] );
		expect( client.simulator.world.org.catalogue.find( 'Lead' )?.fields.map( ( { name } ) => name ) ).not.toContain( 'A__c' );
		const kept = await admin.rest( 'POST', '/tooling/composite', { compositeRequest: [ sub( 'a', 'Lead.A__c' ), sub( 'b', 'Task.B__c' ) ] } );
		expect( ( kept.json as { compositeResponse: { httpStatusCode: number }[] } ).compositeResponse.map( ( one ) => one.httpStatusCode ) ).toEqual( [
			201, 400,
		] );
	} );
} );

describe( 'switching change events on', () => {
	const member = ( entity: string, name = `ChangeEvents_${ entity.replace( '__', '_' ) }`, eventChannel = 'ChangeEvents' ): Promise< Reply > =>
		admin.rest( 'POST', '/tooling/sobjects/PlatformEventChannelMember', { FullName: name, Metadata: { eventChannel, selectedEntity: entity } } );

	it( 'selects an entity, once', async () => {
		const made = await member( 'ContactChangeEvent' );
		expect( [ made.status, idOf( made ).slice( 0, 3 ) ] ).toEqual( [ 201, '0v8' ] );
		expect( codeOf( await member( 'ContactChangeEvent' ) ) ).toBe( 'DUPLICATE_DEVELOPER_NAME' );
		expect( ( await member( 'PatronTicket__EventInstance__ChangeEvent', 'ChangeEvents_Performance' ) ).status ).toBe( 201 );
		expect( ( await admin.get( `/tooling/sobjects/PlatformEventChannelMember/${ idOf( made ) }` ) ).json ).toMatchObject( {
			EventChannel: 'ChangeEvents',
			SelectedEntity: 'ContactChangeEvent',
			Metadata: { selectedEntity: 'ContactChangeEvent' },
		} );
	} );

	it.each( [
		[ 'an object in place of its event', 'Contact', 'ChangeEvents_Contact', 'ChangeEvents', 'references an invalid event in the "selectedEntity" field' ],
		[ 'a path in place of a channel', 'ContactChangeEvent', 'ChangeEvents_Contact', 'data/ChangeEvents', 'Unable to find the specified channel' ],
		[ 'a namespace', 'ContactChangeEvent', 'X__Contact', 'ChangeEvents', 'Cannot create a new component with the namespace: X' ],
	] )( 'refuses %s', async ( _what, entity, name, channel, message ) => {
		expect( messageOf( await member( entity, name, channel ) ) ).toContain( message );
	} );

	it( 'wants both values again in a change, and unchanged', async () => {
		const id = idOf( await member( 'ContactChangeEvent' ) );
		const patch = ( Metadata: unknown ): Promise< Reply > => admin.rest( 'PATCH', `/tooling/sobjects/PlatformEventChannelMember/${ id }`, { Metadata } );
		expect( messageOf( await patch( { eventChannel: 'ChangeEvents' } ) ) ).toBe( 'Required field is missing: selectedEntity' );
		expect( messageOf( await patch( { eventChannel: 'ChangeEvents', selectedEntity: 'LeadChangeEvent' } ) ) ).toBe(
			'Update is not supported for the selectedEntity field on platform event channel members.'
		);
		expect( ( await patch( { eventChannel: 'ChangeEvents', selectedEntity: 'ContactChangeEvent' } ) ).status ).toBe( 204 );
	} );

	it( 'selects five entities, and frees a place when one is deleted', async () => {
		const five = [ 'Account', 'Contact', 'Lead', 'Campaign', 'Opportunity' ];
		const made = [];
		for ( const name of five ) {
			made.push( await member( `${ name }ChangeEvent` ) );
		}
		expect( made.map( ( { status } ) => status ) ).toEqual( [ 201, 201, 201, 201, 201 ] );
		expect( codeOf( await member( 'CaseChangeEvent' ) ) ).toBe( 'LIMIT_EXCEEDED' );
		expect( ( await admin.rest( 'DELETE', `/tooling/sobjects/PlatformEventChannelMember/${ idOf( made[ 0 ]! ) }` ) ).status ).toBe( 204 );
		expect( ( await member( 'CaseChangeEvent' ) ).status ).toBe( 201 );
	} );

	it( 'makes a channel of its own', async () => {
		const channel = await admin.rest( 'POST', '/tooling/sobjects/PlatformEventChannel', {
			FullName: 'Season__chn',
			Metadata: { channelType: 'data', label: 'Season' },
		} );
		expect( channel.status ).toBe( 201 );
		expect( ( await member( 'LeadChangeEvent', 'Season_Lead', 'Season__chn' ) ).status ).toBe( 201 );
		expect( codeOf( await admin.rest( 'DELETE', `/tooling/sobjects/PlatformEventChannel/${ idOf( channel ) }` ) ) ).toBe( 'DELETE_FAILED' );
	} );
} );

describe( 'hostile input', () => {
	const names = [
		'type',
		'label',
		'length',
		'precision',
		'scale',
		'valueSet',
		'referenceTo',
		'relationshipName',
		'deleteConstraint',
		'formula',
		'defaultValue',
		'visibleLines',
		'required',
	];
	const types = [ 'Text', 'Checkbox', 'Number', 'Picklist', 'Lookup', 'Html', 'AutoNumber', 'constructor', '__proto__' ];
	const json = fc.jsonValue( { maxDepth: 3 } );
	const metadata = fc.oneof(
		json,
		fc.dictionary( fc.constantFrom( ...names ), json ),
		fc
			.tuple( fc.constantFrom( ...types ), fc.dictionary( fc.constantFrom( ...names ), json ) )
			.map( ( [ type, more ] ) => ( { ...more, type, label: 'X' } ) )
	);

	it( 'is refused in words, never with a fault of our own', async () => {
		const objects = [ 'CustomField', 'PlatformEventChannelMember', 'PlatformEventChannel', 'WorkflowOutboundMessage', 'EntityDefinition' ];
		await fc.assert(
			fc.asyncProperty(
				fc.constantFrom( ...objects ),
				fc.oneof( fc.constantFrom( 'Lead.X__c', 'Lead.__proto__', 'constructor.X__c', 'Lead.Hint', 'X__chn' ), json ),
				metadata,
				async ( object, FullName, Metadata ) => {
					const reply = await admin.rest( 'POST', `/tooling/sobjects/${ object }`, { FullName, Metadata } );
					expect( reply.status ).toBeLessThan( 500 );
					if ( reply.status === 201 ) {
						expect( ( await admin.rest( 'DELETE', `/tooling/sobjects/${ object }/${ idOf( reply ) }` ) ).status ).toBe( 204 );
					}
				}
			),
			{ seed: 20261122, numRuns: 200 }
		);
		expect( ( await admin.get( '/sobjects/Lead/describe' ) ).status ).toBe( 200 );
	} );
} );
