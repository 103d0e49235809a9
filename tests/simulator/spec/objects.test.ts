import { PERFORMANCE, PRODUCTION, VENUE } from '../org/objects';
import { readFields } from '../org/notation';
import { Client, codeOf, messageOf } from './client';
import { sobjectsOf } from './sobjects';

let client: Client;
beforeEach( async () => {
	client = await Client.open( { season: 'empty' } );
} );
afterEach( () => client.close() );

const { write, made, read, advance } = sobjectsOf( () => client );

const LETTERS = [
	[ 'c', 'createable' ],
	[ 'u', 'updateable' ],
	[ 'n', 'nillable' ],
	[ 'd', 'defaultedOnCreate' ],
	[ 'f', 'filterable' ],
	[ 's', 'sortable' ],
	[ 'g', 'groupable' ],
	[ 'a', 'aggregatable' ],
	[ 'L', 'idLookup' ],
	[ 'X', 'externalId' ],
	[ 'N', 'nameField' ],
	[ 'p', 'permissionable' ],
	[ 'R', 'restrictedPicklist' ],
	[ 'C', 'calculated' ],
] as const;

describe( 'the notation of fields', () => {
	it( 'is read whole', () => {
		expect( readFields( 'Name:string(80)/cufsgaLN; Share:percent[3,1]/cunfsap\nWhoId:reference(18)/cunfsgap →Contact,Lead as Who ∈Both' ) ).toMatchObject( [
			{ name: 'Name', type: 'string', length: 80, nillable: false, nameField: true, idLookup: true },
			{ name: 'Share', precision: 3, scale: 1, createable: true, permissionable: true, abilities: { groupable: false, aggregatable: true } },
			{ name: 'WhoId', referenceTo: [ 'Contact', 'Lead' ], relationshipName: 'Who', compoundFieldName: 'Both' },
		] );
	} );

	it.each( [ 'Name', 'Name:word(80)/c', 'Name:string(80)/cz', 'Name:string/c ->Account' ] )( 'takes no nonsense: %s', ( entry ) => {
		expect( () => readFields( entry ) ).toThrow( `Not a field: ${ entry }` );
	} );

	it( 'takes no details of fields that it does not name', () => {
		expect( () => readFields( 'Name:string(80)/c', { values: { Status: 'New* | Old' } } ) ).toThrow( 'No such fields: Status' );
	} );

	// Lines of the real describes in §11.1.
	it.each( [
		[ 'Account', 'Name:string(255)/cufsgaN' ],
		[ 'Account', 'Type:picklist(40)/cunfsgap' ],
		[ 'Account', 'BillingGeocodeAccuracy:picklist(40)/cunfsgapR' ],
		[ 'Account', 'AnnualRevenue:currency[18,0]/cunfsap' ],
		[ 'Account', 'IsPartner:boolean/udfsg' ],
		[ 'Account', 'ChannelProgramName:string(255)/nga' ],
		[ 'Contact', 'LastName:string(80)/cufsga' ],
		[ 'Contact', 'Name:string(121)/fsgaN' ],
		[ 'Contact', 'Email:email(80)/cunfsgaLp' ],
		[ 'Contact', 'MailingAddress:address/nfp' ],
		[ 'Lead', 'Company:string(255)/cufsga' ],
		[ 'Lead', 'Status:picklist(255)/cudfsga' ],
		[ 'Lead', 'IsConverted:boolean/cdfsg' ],
		[ 'Lead', 'EmailBouncedReason:string(255)/unfsga' ],
		[ 'Event', 'Subject:combobox(255)/cunfsaN' ],
		[ 'Event', 'ActivityDate:date/cunfsg' ],
		[ 'Event', 'Recurrence2PatternText:textarea(512)/cn' ],
		[ 'Opportunity', 'StageName:picklist(255)/cufsga' ],
		[ 'Opportunity', 'ForecastCategory:picklist(40)/fsgaR' ],
		[ 'Opportunity', 'HasOpenActivity:boolean/dg' ],
		[ 'Opportunity', 'ContactId:reference(18)/cnfsga' ],
		[ 'OpportunityContactRole', 'OpportunityId:reference(18)/cfsga' ],
		[ 'Case', 'CaseNumber:string(30)/dfsaLN' ],
		[ 'Case', 'Comments:textarea(4000)/cunsa' ],
	] )( 'describes %s as the real org does: %s', async ( type, line ) => {
		const [ wanted ] = readFields( line );
		const { fields } = ( await client.get( `/sobjects/${ type }/describe` ) ).json as { fields: Record< string, unknown >[] };
		const field = fields.find( ( one ) => one.name === wanted!.name );
		expect( field ).toMatchObject( { type: wanted!.type, length: wanted!.length, precision: wanted!.precision, scale: wanted!.scale } );
		const flags = LETTERS.filter( ( [ , key ] ) => field?.[ key ] === true ).map( ( [ letter ] ) => letter );
		expect( flags.sort() ).toEqual( Array.from( line.split( '/' )[ 1 ]! ).sort() );
	} );
} );

describe( 'the objects of every org', () => {
	it.each( [
		[ 'Account', {}, [ 'Name' ] ],
		[ 'Contact', { FirstName: 'An' }, [ 'LastName' ] ],
		[ 'Lead', {}, [ 'LastName', 'Company' ] ],
		[ 'Opportunity', {}, [ 'Name', 'StageName', 'CloseDate' ] ],
		[ 'Campaign', {}, [ 'Name' ] ],
	] )( 'a new %s needs what §11.1 says', async ( type, fields, missing ) => {
		const reply = await write( 'POST', type, fields );
		expect( codeOf( reply ) ).toBe( 'REQUIRED_FIELD_MISSING' );
		expect( reply.json ).toMatchObject( [ { fields: missing } ] );
	} );

	it( 'start with the defaults of their picklists and checkboxes', async () => {
		expect( await read( 'Task', await made( 'Task', {} ) ) ).toMatchObject( {
			Status: 'Not Started',
			Priority: 'Normal',
			IsClosed: false,
			IsReminderSet: false,
		} );
		expect( await read( 'Case', await made( 'Case', {} ) ) ).toMatchObject( {
			Status: 'New',
			Priority: 'Medium',
			IsEscalated: false,
			CaseNumber: '00000001',
		} );
		expect( await read( 'Lead', await made( 'Lead', { LastName: 'L', Company: 'C' } ) ) ).toMatchObject( { Status: 'Open - Not Contacted', Rating: null } );
		expect( await read( 'Campaign', await made( 'Campaign', { Name: 'C' } ) ) ).toMatchObject( {
			NumberOfLeads: 0,
			AmountAllOpportunities: 0,
			IsActive: false,
		} );
	} );

	it( 'keep a value where there must be one: new rows the default, old ones are not told to forget it', async () => {
		const id = await made( 'Lead', { LastName: 'L', Company: 'C', Status: null, OwnerId: null } );
		const { Status, OwnerId } = await read( 'Lead', id );
		expect( [ Status, OwnerId ] ).toEqual( [ 'Open - Not Contacted', client.simulator.world.org.people[ 0 ]!.userId ] );
		const reply = await write( 'PATCH', `Lead/${ id }`, { Status: null, OwnerId: null } );
		expect( codeOf( reply ) ).toBe( 'REQUIRED_FIELD_MISSING' );
		expect( reply.json ).toMatchObject( [ { fields: [ 'Status', 'OwnerId' ] } ] );
		expect( ( await read( 'Case', await made( 'Case', { Priority: null } ) ) ).Priority ).toBeNull();
	} );

	it( 'belong to what they point at, whichever object that is', async () => {
		const account = await made( 'Account', { Name: 'A' } );
		const production = await made( PRODUCTION, { Name: 'Hamlet' } );
		const campaign = await made( 'Campaign', { Name: 'Friends' } );
		for ( const WhatId of [ account, production, campaign ] ) {
			expect( ( await read( 'Task', await made( 'Task', { Subject: 'Ring', WhatId } ) ) ).WhatId ).toBe( WhatId );
		}
		const contact = await made( 'Contact', { LastName: 'Li' } );
		expect( codeOf( await write( 'POST', 'Task', { WhatId: contact } ) ) ).toBe( 'FIELD_INTEGRITY_EXCEPTION' );
		expect( await client.rows( `SELECT Id, (SELECT Subject FROM Tasks) FROM ${ PRODUCTION }` ) ).toMatchObject( [
			{ Tasks: { records: [ { Subject: 'Ring' } ] } },
		] );
	} );

	it( 'go with what they hang on, or stay', async () => {
		const account = await made( 'Account', { Name: 'A' } );
		const contact = await made( 'Contact', { LastName: 'Li', AccountId: account } );
		const child = await made( 'Account', { Name: 'B', ParentId: account } );
		await made( 'Task', { WhatId: account } );
		expect( ( await client.rest( 'DELETE', `/sobjects/Account/${ account }` ) ).status ).toBe( 204 );
		expect( ( await client.get( `/sobjects/Contact/${ contact }` ) ).status ).toBe( 404 );
		expect( await client.rows( 'SELECT Id FROM Task' ) ).toEqual( [] );
		expect( ( await read( 'Account', child ) ).ParentId ).toBeNull();
	} );

	it( 'say what their stages and statuses mean', async () => {
		expect(
			await client.rows(
				'SELECT ApiName, IsClosed, IsWon, DefaultProbability, ForecastCategoryName FROM OpportunityStage ORDER BY SortOrder DESC LIMIT 2'
			)
		).toMatchObject( [
			{ ApiName: 'Closed Lost', IsClosed: true, IsWon: false, DefaultProbability: 0, ForecastCategoryName: 'Omitted' },
			{ ApiName: 'Closed Won', IsClosed: true, IsWon: true, DefaultProbability: 100, ForecastCategoryName: 'Closed' },
		] );
		expect( await client.rows( 'SELECT MasterLabel FROM CaseStatus WHERE IsClosed = true' ) ).toMatchObject( [ { MasterLabel: 'Closed' } ] );
		expect( await client.rows( 'SELECT MasterLabel FROM TaskStatus WHERE IsDefault = true' ) ).toMatchObject( [ { MasterLabel: 'Not Started' } ] );
		expect( await client.rows( 'SELECT MasterLabel FROM LeadStatus WHERE IsConverted = true' ) ).toMatchObject( [ { MasterLabel: 'Closed - Converted' } ] );
	} );

	it( 'include the organization and its people', async () => {
		expect(
			await client.rows(
				'SELECT Id, Name, OrganizationType, InstanceName, IsSandbox, IsReadOnly, NamespacePrefix, TrialExpirationDate, DefaultLocaleSidKey, TimeZoneSidKey, LanguageLocaleKey, FiscalYearStartMonth, DefaultAccountAccess, DefaultLeadAccess, DefaultCampaignAccess FROM Organization'
			)
		).toMatchObject( [
			{
				Id: client.simulator.organizationId,
				Name: 'The Callboard Playhouse',
				OrganizationType: 'Developer Edition',
				InstanceName: 'CB1',
				IsSandbox: false,
				IsReadOnly: false,
				NamespacePrefix: null,
				TrialExpirationDate: null,
				DefaultLocaleSidKey: 'en_US',
				TimeZoneSidKey: 'America/New_York',
				LanguageLocaleKey: 'en_US',
				FiscalYearStartMonth: 1,
				DefaultAccountAccess: 'Edit',
				DefaultLeadAccess: 'ReadEditTransfer',
				DefaultCampaignAccess: 'All',
			},
		] );
		expect(
			await client.rows(
				`SELECT Name, Email, CommunityNickname, IsActive, LocaleSidKey, EmailEncodingKey, UserType, UserRoleId, CompanyName, FederationIdentifier FROM User WHERE Username = '${ client.simulator.username }'`
			)
		).toMatchObject( [
			{
				Name: 'Callboard Integration',
				Email: client.simulator.username,
				CommunityNickname: 'integration',
				IsActive: true,
				LocaleSidKey: 'en_US',
				EmailEncodingKey: 'UTF-8',
				UserType: 'Standard',
				UserRoleId: null,
				CompanyName: null,
				FederationIdentifier: null,
			},
		] );
		expect( ( await client.rest( 'DELETE', `/sobjects/User/${ client.simulator.world.org.people[ 0 ]!.userId }` ) ).status ).toBe( 400 );
	} );

	it( 'do not know a dev hub', async () => {
		expect( codeOf( await client.query( 'SELECT Id FROM ScratchOrgInfo' ) ) ).toBe( 'INVALID_TYPE' );
	} );

	it( 'may be upserted by a key, whatever its case', async () => {
		const first = await write( 'PATCH', 'Account/External_Key__c/ab-1', { Name: 'One' } );
		const second = await write( 'PATCH', 'Account/External_Key__c/AB-1', { Name: 'Two' } );
		expect( [ first.status, second.status ] ).toEqual( [ 201, 200 ] );
		expect( await client.rows( 'SELECT Name, External_Key__c FROM Account' ) ).toMatchObject( [ { Name: 'Two', External_Key__c: 'ab-1' } ] );
		expect( codeOf( await write( 'POST', 'Account', { Name: 'Three', External_Key__c: 'Ab-1' } ) ) ).toBe( 'DUPLICATE_VALUE' );
	} );

	it( 'have no key of Callboard’s until somebody makes it', async () => {
		for ( const type of [ 'Lead', 'Contact' ] ) {
			expect( codeOf( await client.query( `SELECT Callboard_Key__c FROM ${ type }` ) ) ).toBe( 'INVALID_FIELD' );
		}
	} );
} );

describe( 'values that Salesforce works out', () => {
	it( 'come and go without a stamp, in a formula', async () => {
		const production = await made( PRODUCTION, { Name: 'Hamlet' } );
		const performance = await made( PERFORMANCE, { Name: 'First', PatronTicket__TicketableEvent__c: production } );
		const before = await read( PERFORMANCE, performance );
		expect( before.Production_Name__c ).toBe( 'Hamlet' );
		await advance( 5000 );
		await write( 'PATCH', `${ PRODUCTION }/${ production }`, { Name: 'Macbeth' } );
		expect( await read( PERFORMANCE, performance ) ).toEqual( { ...before, Production_Name__c: 'Macbeth' } );
		expect( await client.rows( `SELECT Id FROM ${ PERFORMANCE } WHERE Production_Name__c = 'Macbeth'` ) ).toHaveLength( 1 );
		expect( codeOf( await write( 'PATCH', `${ PERFORMANCE }/${ performance }`, { Production_Name__c: 'x' } ) ) ).toBe( 'INVALID_FIELD_FOR_INSERT_UPDATE' );
	} );

	it( 'move SystemModstamp alone, in a roll-up', async () => {
		const venue = await made( VENUE, { Name: 'Globe' } );
		const production = await made( PRODUCTION, { Name: 'Hamlet' } );
		const before = await read( VENUE, venue );
		expect( before.Performance_Count__c ).toBe( 0 );
		await advance( 5000 );
		const performance = await made( PERFORMANCE, { Name: 'First', PatronTicket__TicketableEvent__c: production, PatronTicket__Venue__c: venue } );
		const counted = await read( VENUE, venue );
		expect( counted ).toEqual( { ...before, Performance_Count__c: 1, SystemModstamp: '2026-11-22T12:00:05.000+0000' } );
		await advance( 5000 );
		await write( 'PATCH', `${ PERFORMANCE }/${ performance }`, { Name: 'Second' } );
		expect( await read( VENUE, venue ) ).toEqual( counted );
		await client.rest( 'DELETE', `/sobjects/${ PERFORMANCE }/${ performance }` );
		expect( await read( VENUE, venue ) ).toMatchObject( { Performance_Count__c: 0, LastModifiedDate: before.LastModifiedDate } );
		client.simulator.world.org.writer.undelete( PERFORMANCE, performance );
		expect( await read( VENUE, venue ) ).toMatchObject( { Performance_Count__c: 1 } );
		await write( 'PATCH', `${ PERFORMANCE }/${ performance }`, { PatronTicket__Venue__c: null } );
		expect( await read( VENUE, venue ) ).toMatchObject( { Performance_Count__c: 0 } );
	} );

	it( 'are there from the start in a season', async () => {
		await client.control( 'POST', 'seed', { season: 'invented' } );
		const venues = await client.rows( `SELECT Id, Performance_Count__c, LastModifiedDate, SystemModstamp FROM ${ VENUE }` );
		expect( venues.length ).toBeGreaterThan( 1 );
		for ( const venue of venues ) {
			const performances = await client.query( `SELECT COUNT() FROM ${ PERFORMANCE } WHERE PatronTicket__Venue__c = '${ String( venue.Id ) }'` );
			expect( venue ).toMatchObject( {
				Performance_Count__c: ( performances.json as { totalSize: number } ).totalSize,
				SystemModstamp: venue.LastModifiedDate,
			} );
		}
	} );
} );

describe( 'a record type', () => {
	const add = async ( body: Record< string, unknown > ): Promise< string > =>
		( ( await client.control( 'POST', 'record-type', body ) ).json as { id: string } ).id;

	it( 'may be written, of the own object and while it is active', async () => {
		const sponsor = await add( { object: 'Account', developer_name: 'Sponsor' } );
		const closed = await add( { object: 'Account', developer_name: 'Closed', active: false } );
		const other = await add( { object: 'Contact', developer_name: 'Press' } );
		const id = await made( 'Account', { Name: 'A', RecordTypeId: sponsor } );
		expect( await client.rows( "SELECT RecordType.DeveloperName FROM Account WHERE RecordType.DeveloperName = 'Sponsor'" ) ).toMatchObject( [
			{ RecordType: { DeveloperName: 'Sponsor' } },
		] );
		for ( const wrong of [ closed, other ] ) {
			const reply = await write( 'PATCH', `Account/${ id }`, { RecordTypeId: wrong } );
			expect( codeOf( reply ) ).toBe( 'INVALID_CROSS_REFERENCE_KEY' );
			expect( messageOf( reply ) ).toBe( `Record Type ID: this ID value isn't valid for the user: ${ wrong }` );
		}
		expect( ( await write( 'PATCH', `Account/${ id }`, { RecordTypeId: null } ) ).status ).toBe( 204 );
	} );

	it( 'is given to new rows when it is the default, the last one that was made so', async () => {
		const before = await made( 'Account', { Name: 'A' } );
		await add( { object: 'Account', developer_name: 'Old', default: true } );
		const type = await add( { object: 'Account', developer_name: 'Sponsor', default: true } );
		expect( ( await read( 'Account', await made( 'Account', { Name: 'B' } ) ) ).RecordTypeId ).toBe( type );
		expect( ( await read( 'Account', before ) ).RecordTypeId ).toBeNull();
		expect( ( await write( 'PATCH', `Account/${ before }`, { Name: 'C' } ) ).status ).toBe( 204 );
		expect( ( await read( 'Account', before ) ).RecordTypeId ).toBeNull();
	} );

	it( 'offers only values that the picklist has', async () => {
		const reply = await client.control( 'POST', 'record-type', { object: 'Account', developer_name: 'Sponsor', picklists: { Rating: [ 'Boiling' ] } } );
		expect( reply.status ).toBe( 400 );
		expect( reply.json ).toMatchObject( { error: 'Not in the value set of Account.Rating: Boiling' } );
	} );
} );
