import { PERFORMANCE, PRODUCTION, VENUE } from '../org/objects';
import { Client } from './client';

interface Described {
	name: string;
	[ attribute: string ]: unknown;
}
interface Whole {
	fields: Described[];
	childRelationships: Record< string, unknown >[];
	urls: Record< string, string >;
	[ attribute: string ]: unknown;
}

let client: Client;
beforeEach( async () => {
	client = await Client.open( { season: 'empty' } );
} );
afterEach( () => client.close() );

const whole = async ( type: string, version = 'v66.0' ): Promise< Whole > => {
	const reply = await client.send( `/services/data/${ version }/sobjects/${ type }/describe`, { headers: { Authorization: `Bearer ${ client.token }` } } );
	return reply.json as Whole;
};
const fieldOf = async ( type: string, name: string ): Promise< Described | undefined > =>
	( await whole( type ) ).fields.find( ( field ) => field.name === name );

/** The real sample of §2.4, whole. */
const LEAD_EMAIL = {
	aggregatable: true,
	aiPredictionField: false,
	autoNumber: false,
	byteLength: 240,
	calculated: false,
	calculatedFormula: null,
	cascadeDelete: false,
	caseSensitive: false,
	compoundFieldName: null,
	controllerName: null,
	createable: true,
	custom: false,
	defaultValue: null,
	defaultValueFormula: null,
	defaultedOnCreate: false,
	dependentPicklist: false,
	deprecatedAndHidden: false,
	digits: 0,
	displayLocationInDecimal: false,
	encrypted: false,
	externalId: false,
	extraTypeInfo: null,
	filterable: true,
	filteredLookupInfo: null,
	formulaTreatNullNumberAsZero: false,
	groupable: true,
	highScaleNumber: false,
	htmlFormatted: false,
	idLookup: true,
	inlineHelpText: null,
	label: 'Email',
	length: 80,
	mask: null,
	maskType: null,
	name: 'Email',
	nameField: false,
	namePointing: false,
	nillable: true,
	permissionable: true,
	picklistValues: [],
	polymorphicForeignKey: false,
	precision: 0,
	queryByDistance: false,
	referenceTargetField: null,
	referenceTo: [],
	relationshipName: null,
	relationshipOrder: null,
	restrictedDelete: false,
	restrictedPicklist: false,
	scale: 0,
	searchPrefilterable: false,
	soapType: 'xsd:string',
	sortable: true,
	type: 'email',
	unique: false,
	updateable: true,
	writeRequiresMasterRead: false,
};

describe( 'a described field', () => {
	it( 'has exactly the keys and values of the real sample', async () => {
		expect( await fieldOf( 'Lead', 'Email' ) ).toEqual( LEAD_EMAIL );
	} );

	it( 'has the same keys whatever its kind', async () => {
		const keys = Object.keys( LEAD_EMAIL ).sort();
		for ( const type of [ 'Account', 'Task', 'ContentVersion', PERFORMANCE ] ) {
			for ( const field of ( await whole( type ) ).fields ) {
				expect( Object.keys( field ).sort() ).toEqual( keys );
			}
		}
	} );

	it.each( [
		[
			'an id',
			'Account',
			'Id',
			{ type: 'id', soapType: 'tns:ID', length: 18, byteLength: 18, idLookup: true, defaultedOnCreate: true, createable: false, nillable: false },
		],
		[
			'a lookup',
			'Contact',
			'AccountId',
			{
				type: 'reference',
				soapType: 'tns:ID',
				byteLength: 18,
				referenceTo: [ 'Account' ],
				relationshipName: 'Account',
				cascadeDelete: false,
				namePointing: false,
			},
		],
		[
			'a lookup at several objects',
			'Task',
			'WhoId',
			{ referenceTo: [ 'Contact', 'Lead' ], relationshipName: 'Who', namePointing: true, polymorphicForeignKey: true },
		],
		[ 'a lookup without a name', 'Opportunity', 'ContactId', { referenceTo: [ 'Contact' ], relationshipName: null, createable: true, updateable: false } ],
		[
			'a master',
			PERFORMANCE,
			PRODUCTION,
			{ cascadeDelete: true, relationshipOrder: 0, writeRequiresMasterRead: true, updateable: false, nillable: false },
		],
		[ 'a text', 'Account', 'AccountNumber', { type: 'string', soapType: 'xsd:string', length: 40, byteLength: 120 } ],
		[ 'a key', 'Account', 'External_Key__c', { externalId: true, idLookup: true, unique: true, caseSensitive: false, custom: true } ],
		[
			'a short area',
			'Account',
			'BillingStreet',
			{ type: 'textarea', length: 255, filterable: true, extraTypeInfo: 'plaintextarea', compoundFieldName: 'BillingAddress' },
		],
		[
			'a long area',
			'Account',
			'Description',
			{ length: 32000, byteLength: 96000, filterable: false, sortable: false, groupable: false, aggregatable: false },
		],
		[ 'a rich area', PRODUCTION, 'PatronTicket__Description__c', { extraTypeInfo: 'richtextarea', htmlFormatted: true } ],
		[ 'an e-mail address', 'Contact', 'Email', { type: 'email', length: 80, idLookup: true } ],
		[ 'a phone', 'Contact', 'Phone', { type: 'phone', length: 40 } ],
		[ 'a URL', 'Account', 'Website', { type: 'url', length: 255 } ],
		[
			'a checkbox',
			'Lead',
			'IsConverted',
			{ soapType: 'xsd:boolean', nillable: false, defaultedOnCreate: true, aggregatable: false, defaultValue: false },
		],
		[ 'a whole number', 'Account', 'NumberOfEmployees', { type: 'int', soapType: 'xsd:int', digits: 8, precision: 0, groupable: true } ],
		[ 'a number', 'Account', 'BillingLatitude', { type: 'double', soapType: 'xsd:double', precision: 18, scale: 15, groupable: false } ],
		[ 'money', 'Opportunity', 'Amount', { type: 'currency', soapType: 'xsd:double', precision: 18, scale: 2, groupable: false } ],
		[ 'a share', 'Opportunity', 'Probability', { type: 'percent', soapType: 'xsd:double', precision: 3, scale: 0 } ],
		[ 'a day', 'Opportunity', 'CloseDate', { type: 'date', soapType: 'xsd:date', groupable: true } ],
		[ 'a moment', 'Event', 'StartDateTime', { type: 'datetime', soapType: 'xsd:dateTime', groupable: false } ],
		[ 'bytes', 'ContentVersion', 'VersionData', { type: 'base64', soapType: 'xsd:base64Binary', filterable: false } ],
		[
			'an address',
			'Account',
			'BillingAddress',
			{
				type: 'address',
				soapType: 'urn:address',
				createable: false,
				updateable: false,
				sortable: false,
				groupable: false,
				filterable: true,
				queryByDistance: true,
			},
		],
		[ 'a combobox', 'Task', 'Subject', { type: 'combobox', restrictedPicklist: false, nameField: true } ],
		[
			'a formula',
			PERFORMANCE,
			'Production_Name__c',
			{
				type: 'string',
				calculated: true,
				calculatedFormula: 'PatronTicket__TicketableEvent__r.Name',
				createable: false,
				updateable: false,
				groupable: false,
			},
		],
		[ 'a roll-up', VENUE, 'Performance_Count__c', { type: 'double', calculated: true, calculatedFormula: null, createable: false, updateable: false } ],
		[ 'an auto-number', 'Case', 'CaseNumber', { autoNumber: true, defaultedOnCreate: true, createable: false, updateable: false, nameField: true } ],
		[ "a person's name", 'Contact', 'Name', { extraTypeInfo: 'personname', createable: false, nameField: true } ],
		[ "an account's name", 'Account', 'Name', { extraTypeInfo: 'switchablepersonname', compoundFieldName: 'Name', nameField: true } ],
	] )( 'says what %s is', async ( _what, type, name, attributes ) => {
		expect( await fieldOf( type, name ) ).toMatchObject( attributes );
	} );

	it( 'lists the values of its picklist in order, the default marked', async () => {
		const field = await fieldOf( 'Lead', 'Status' );
		expect( field ).toMatchObject( { restrictedPicklist: false, defaultValue: 'Open - Not Contacted' } );
		expect( field?.picklistValues ).toEqual( [
			{ active: true, defaultValue: true, label: 'Open - Not Contacted', validFor: null, value: 'Open - Not Contacted' },
			{ active: true, defaultValue: false, label: 'Working - Contacted', validFor: null, value: 'Working - Contacted' },
			{ active: true, defaultValue: false, label: 'Closed - Converted', validFor: null, value: 'Closed - Converted' },
			{ active: true, defaultValue: false, label: 'Closed - Not Converted', validFor: null, value: 'Closed - Not Converted' },
		] );
	} );

	it( 'tells values from labels, and values of yesterday from those of today', async () => {
		const { org } = client.simulator.world;
		const status = org.catalogue.find( 'Lead' )!.fields.find( ( field ) => field.name === 'Status' )!;
		status.labels = { 'Working - Contacted': 'In touch' };
		status.inactive = [ 'Closed - Not Converted' ];
		const values = ( await fieldOf( 'Lead', 'Status' ) )?.picklistValues;
		expect( values ).toContainEqual( { active: true, defaultValue: false, label: 'In touch', validFor: null, value: 'Working - Contacted' } );
		expect( values ).toContainEqual( {
			active: false,
			defaultValue: false,
			label: 'Closed - Not Converted',
			validFor: null,
			value: 'Closed - Not Converted',
		} );
	} );
} );

describe( 'a described object', () => {
	it( 'has every key of the real describe', async () => {
		expect( Object.keys( await whole( 'Account' ) ).sort() ).toEqual(
			[
				...'actionOverrides activateable associateEntityType associateParentEntity childRelationships compactLayoutable createable custom'.split( ' ' ),
				...'customSetting deepCloneable defaultImplementation deletable deprecatedAndHidden extendedBy extendsInterfaces feedEnabled'.split( ' ' ),
				...'fields hasSubtypes implementedBy implementsInterfaces isInterface isSubtype keyPrefix label labelPlural layoutable'.split( ' ' ),
				...'listviewable lookupLayoutable mergeable mruEnabled name namedLayoutInfos networkScopeFieldName queryable recordTypeInfos'.split( ' ' ),
				...'replicateable retrieveable searchLayoutable searchable sobjectDescribeOption supportedScopes triggerable undeletable'.split( ' ' ),
				...'updateable urls'.split( ' ' ),
			].sort()
		);
	} );

	it( 'says how full it is from version 57 on', async () => {
		expect( ( await whole( 'Account', 'v57.0' ) ).sobjectDescribeOption ).toBe( 'FULL' );
		expect( await whole( 'Account', 'v56.0' ) ).not.toHaveProperty( 'sobjectDescribeOption' );
	} );

	it( 'points at its own addresses, in the version that asks', async () => {
		const { urls } = await whole( 'Account', 'v59.0' );
		expect( urls ).toMatchObject( {
			sobject: '/services/data/v59.0/sobjects/Account',
			describe: '/services/data/v59.0/sobjects/Account/describe',
			rowTemplate: '/services/data/v59.0/sobjects/Account/{ID}',
			layouts: '/services/data/v59.0/sobjects/Account/describe/layouts',
			uiNewRecord: `${ client.simulator.url }/001/e`,
			uiDetailTemplate: `${ client.simulator.url }/{ID}`,
		} );
	} );

	it( 'names its child sets, and says what goes with it', async () => {
		const children = ( await whole( 'Account' ) ).childRelationships;
		const set = ( childSObject: string, field: string ): unknown => children.find( ( one ) => one.childSObject === childSObject && one.field === field );
		expect( set( 'Contact', 'AccountId' ) ).toEqual( {
			cascadeDelete: true,
			childSObject: 'Contact',
			deprecatedAndHidden: false,
			field: 'AccountId',
			junctionIdListNames: [],
			junctionReferenceTo: [],
			relationshipName: 'Contacts',
			restrictedDelete: false,
		} );
		expect( set( 'Account', 'ParentId' ) ).toMatchObject( { relationshipName: 'ChildAccounts', cascadeDelete: false } );
		expect( set( 'Case', 'AccountId' ) ).toMatchObject( { relationshipName: 'Cases', cascadeDelete: false } );
		expect( set( 'Task', 'WhatId' ) ).toMatchObject( { relationshipName: 'Tasks', cascadeDelete: true } );
		expect( set( 'Account', 'MasterRecordId' ) ).toMatchObject( { relationshipName: null } );
		expect( set( 'Contact', 'OwnerId' ) ).toBeUndefined();
	} );

	it.each( [
		[ 'Account', [ 'Attachments', 'Cases', 'ChildAccounts', 'Contacts', 'ContentDocumentLinks', 'Events', 'Opportunities', 'Tasks' ] ],
		[ 'Contact', [ 'Attachments', 'CampaignMembers', 'Cases', 'ContentDocumentLinks', 'Events', 'Opportunities', 'OpportunityContactRoles', 'Tasks' ] ],
		[ 'Lead', [ 'Attachments', 'CampaignMembers', 'ContentDocumentLinks', 'Events', 'Tasks' ] ],
		[
			'Campaign',
			[ 'Attachments', 'CampaignMembers', 'CampaignMemberStatuses', 'ChildCampaigns', 'ContentDocumentLinks', 'Events', 'Opportunities', 'Tasks' ],
		],
	] )( 'has the child sets of a %s', async ( type, names ) => {
		const found = ( await whole( type ) ).childRelationships.map( ( one ) => one.relationshipName );
		expect( found ).toEqual( expect.arrayContaining( names ) );
	} );

	it( 'can be merged if it is one of four', async () => {
		const merging = ( ( await client.get( '/sobjects' ) ).json as { sobjects: Described[] } ).sobjects
			.filter( ( one ) => one.mergeable )
			.map( ( one ) => one.name );
		expect( merging ).toEqual( [ 'Account', 'Case', 'Contact', 'Lead' ] );
		for ( const type of merging ) {
			expect( await fieldOf( type, 'MasterRecordId' ) ).toMatchObject( { referenceTo: [ type ], createable: false } );
		}
		expect( await fieldOf( 'Campaign', 'MasterRecordId' ) ).toBeUndefined();
	} );

	it( 'may be asked for what is one’s own where rows have owners', async () => {
		expect( ( await whole( 'Account' ) ).supportedScopes ).toEqual( [
			{ label: 'All accounts', name: 'everything' },
			{ label: 'My accounts', name: 'mine' },
		] );
		expect( ( await whole( PERFORMANCE ) ).supportedScopes ).toEqual( [ { label: 'All event instances', name: 'everything' } ] );
	} );

	it( 'is read-only where the API writes nothing', async () => {
		expect( await whole( 'Organization' ) ).toMatchObject( { createable: false, updateable: false, deletable: false, keyPrefix: '00D' } );
		expect( ( await whole( 'User' ) ).fields.filter( ( field ) => field.createable || field.updateable ) ).toEqual( [] );
	} );
} );

describe( 'the list of objects', () => {
	it( 'has one entry for each, sorted, with the keys of the describe', async () => {
		const { encoding, maxBatchSize, sobjects } = ( await client.get( '/sobjects' ) ).json as {
			encoding: string;
			maxBatchSize: number;
			sobjects: Described[];
		};
		expect( { encoding, maxBatchSize } ).toEqual( { encoding: 'UTF-8', maxBatchSize: 200 } );
		const names = sobjects.map( ( one ) => one.name );
		expect( names ).toEqual( [ ...new Set( names ) ].sort() );
		expect( names ).toEqual(
			expect.arrayContaining( [
				'Account',
				'Campaign',
				'CampaignMember',
				'Case',
				'Contact',
				'ContentVersion',
				'Event',
				'Lead',
				'Opportunity',
				'RecordType',
				'Task',
				'User',
			] )
		);
		const account = await whole( 'Account' );
		const { urls, ...entry } = sobjects.find( ( one ) => one.name === 'Account' )!;
		expect( account ).toMatchObject( entry );
		expect( account.urls ).toMatchObject( urls as object );
		expect( ( await client.get( '/sobjects/Account' ) ).json ).toEqual( { objectDescribe: { urls, ...entry }, recentItems: [] } );
	} );

	it( 'has a key prefix of its own for every object that has one', async () => {
		const { sobjects } = ( await client.get( '/sobjects' ) ).json as { sobjects: Described[] };
		const prefixes = sobjects.map( ( one ) => one.keyPrefix ).filter( ( prefix ) => prefix !== null );
		expect( new Set( prefixes ).size ).toBe( prefixes.length );
	} );

	it( 'is answered once, until something changes', async () => {
		const first = await client.get( '/sobjects/Lead/describe' );
		const seen = { 'If-Modified-Since': first.headers.get( 'last-modified' ) ?? '' };
		expect( ( await client.get( '/sobjects/Lead/describe', seen ) ).status ).toBe( 304 );
		await client.control( 'POST', 'clock', { advance_ms: 60_000 } );
		await client.control( 'POST', 'org', { multi_currency: true } );
		expect( ( await client.get( '/sobjects/Lead/describe', seen ) ).status ).toBe( 200 );
	} );
} );

describe( 'record types', () => {
	it( 'are Master alone until somebody makes one', async () => {
		for ( const type of [ 'Account', 'Contact' ] ) {
			expect( ( await whole( type ) ).recordTypeInfos ).toEqual( [
				{
					active: true,
					available: true,
					defaultRecordTypeMapping: true,
					developerName: 'Master',
					master: true,
					name: 'Master',
					recordTypeId: '012000000000000AAA',
					urls: { layout: `/services/data/v66.0/sobjects/${ type }/describe/layouts/012000000000000AAA` },
				},
			] );
		}
		expect( await fieldOf( 'Contact', 'RecordTypeId' ) ).toBeUndefined();
	} );

	it( 'are listed beside Master, and bring RecordTypeId with them', async () => {
		const reply = await client.control( 'POST', 'record-type', { object: 'Contact', developer_name: 'Press_Contact', default: true } );
		const { id } = reply.json as { id: string };
		expect( ( await whole( 'Contact' ) ).recordTypeInfos ).toMatchObject( [
			{
				recordTypeId: id,
				developerName: 'Press_Contact',
				name: 'Press Contact',
				master: false,
				active: true,
				available: true,
				defaultRecordTypeMapping: true,
			},
			{ developerName: 'Master', master: true, defaultRecordTypeMapping: false },
		] );
		expect( await fieldOf( 'Contact', 'RecordTypeId' ) ).toMatchObject( {
			referenceTo: [ 'RecordType' ],
			relationshipName: 'RecordType',
			createable: true,
			updateable: true,
		} );
		expect( await client.rows( "SELECT Id, DeveloperName, IsActive FROM RecordType WHERE SobjectType = 'Contact'" ) ).toMatchObject( [
			{ Id: id, DeveloperName: 'Press_Contact', IsActive: true },
		] );
	} );

	it( 'offer values of their own', async () => {
		await client.control( 'POST', 'record-type', { object: 'Account', developer_name: 'Sponsor', picklists: { Rating: [ 'Hot' ] } } );
		const { recordTypeMappings } = ( await client.get( '/sobjects/Account/describe/layouts' ) ).json as { recordTypeMappings: Record< string, unknown >[] };
		const rating = ( mapping: Record< string, unknown > | undefined ): unknown =>
			( mapping?.picklistsForRecordType as { picklistName: string; picklistValues: Described[] }[] )
				.find( ( one ) => one.picklistName === 'Rating' )
				?.picklistValues.map( ( one ) => one.value );
		expect( recordTypeMappings.map( ( mapping ) => [ mapping.name, rating( mapping ) ] ) ).toEqual( [
			[ 'Sponsor', [ 'Hot' ] ],
			[ 'Master', [ 'Hot', 'Warm', 'Cold' ] ],
		] );
	} );
} );

describe( 'what a user may not do', () => {
	it( 'is not offered: a field that may only be read is not writable', async () => {
		await client.control( 'POST', 'fault', { kind: 'hide-field', object: 'Lead', field: 'Email' } );
		expect( await fieldOf( 'Lead', 'Email' ) ).toBeUndefined();
		await client.control( 'POST', 'fault', { kind: 'hide-field', object: 'Contact', field: 'AccountId' } );
		expect( ( await whole( 'Account' ) ).childRelationships ).not.toContainEqual(
			expect.objectContaining( { childSObject: 'Contact', field: 'AccountId' } )
		);
	} );

	it( 'shows in the object too', async () => {
		const { org } = client.simulator.world;
		const minimum = org.personNamed( 'minimum@callboard.example' )!;
		const token = org.sessions.issue( org.clock.now(), { userId: minimum.userId, app: 'test', scopes: [ 'api' ] } );
		const reply = await client.send( '/services/data/v66.0/sobjects', { headers: { Authorization: `Bearer ${ token }` } } );
		const names = ( reply.json as { sobjects: Described[] } ).sobjects.map( ( one ) => one.name );
		expect( names ).toContain( 'User' );
		expect( names ).not.toContain( 'Account' );
	} );
} );
