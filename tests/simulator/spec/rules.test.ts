import fc from 'fast-check';
import type { Row } from '../org/store';
import { Client, codeOf, messageOf, type Reply } from './client';

let client: Client;
beforeEach( async () => {
	client = await Client.open( { season: 'empty' } );
} );
afterEach( () => client.close() );

const post = ( type: string, fields: object ): Promise< Reply > => client.rest( 'POST', `/sobjects/${ type }`, fields );
const made = async ( type: string, fields: object ): Promise< string > => {
	const reply = await post( type, fields );
	expect( reply.text ).toContain( '"success":true' );
	return ( reply.json as { id: string } ).id;
};
const change = async ( type: string, id: string, fields: object ): Promise< void > => {
	const reply = await client.rest( 'PATCH', `/sobjects/${ type }/${ id }`, fields );
	expect( [ reply.status, reply.text ] ).toEqual( [ 204, '' ] );
};
const read = async ( type: string, id: string ): Promise< Record< string, unknown > > =>
	( await client.get( `/sobjects/${ type }/${ id }` ) ).json as Record< string, unknown >;
const later = ( ms: number ): Promise< Reply > => client.control( 'POST', 'clock', { advance_ms: ms } );

describe( 'people', () => {
	it( 'are named by their parts', async () => {
		const id = await made( 'Contact', { Salutation: 'Ms.', FirstName: 'An', LastName: 'Li' } );
		expect( await read( 'Contact', id ) ).toMatchObject( { Name: 'An Li' } );
		await change( 'Contact', id, { FirstName: null } );
		expect( await read( 'Contact', id ) ).toMatchObject( { Name: 'Li' } );
		expect( codeOf( await post( 'Contact', { LastName: 'Li', Name: 'x' } ) ) ).toBe( 'INVALID_FIELD_FOR_INSERT_UPDATE' );
		expect( await read( 'Lead', await made( 'Lead', { LastName: 'Mo', Company: 'C' } ) ) ).toMatchObject( { Name: 'Mo', Status: 'Open - Not Contacted' } );
	} );

	it( 'who were converted from leads stay as they are', async () => {
		const id = await made( 'Lead', { LastName: 'Mo', Company: 'C', IsConverted: true } );
		const reply = await client.rest( 'PATCH', `/sobjects/Lead/${ id }`, { Company: 'D' } );
		expect( [ codeOf( reply ), messageOf( reply ) ] ).toEqual( [ 'CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead' ] );
		expect( codeOf( await client.rest( 'PATCH', `/sobjects/Lead/${ id }`, { ConvertedDate: '2026-01-01' } ) ) ).toBe( 'INVALID_FIELD_FOR_INSERT_UPDATE' );
	} );
} );

describe( 'converting a lead', () => {
	it( 'makes an account, a contact and an opportunity, and hands its memberships and activities over', async () => {
		const campaign = await made( 'Campaign', { Name: 'C' } );
		const lead = await made( 'Lead', { LastName: 'Mo', FirstName: 'Al', Company: 'Acme', Email: 'mo@example.org', City: 'Ulm' } );
		const member = await made( 'CampaignMember', { CampaignId: campaign, LeadId: lead } );
		const task = await made( 'Task', { Subject: 'Call', WhoId: lead } );
		const reply = await client.control( 'POST', 'convert-lead', { id: lead, opportunityName: 'O' } );
		const { accountId, contactId, opportunityId } = reply.json as Record< string, string >;
		expect( await read( 'Lead', lead ) ).toMatchObject( {
			IsDeleted: false,
			IsConverted: true,
			Status: 'Closed - Converted',
			ConvertedDate: '2026-11-22',
			ConvertedAccountId: accountId,
			ConvertedContactId: contactId,
			ConvertedOpportunityId: opportunityId,
		} );
		expect( await read( 'Contact', contactId! ) ).toMatchObject( { Name: 'Al Mo', Email: 'mo@example.org', MailingCity: 'Ulm', AccountId: accountId } );
		expect( await read( 'CampaignMember', member ) ).toMatchObject( { LeadId: lead, ContactId: contactId, CompanyOrAccount: 'Acme' } );
		expect( await read( 'Campaign', campaign ) ).toMatchObject( { NumberOfLeads: 0, NumberOfConvertedLeads: 1 } );
		expect( await read( 'Task', task ) ).toMatchObject( { WhoId: contactId, AccountId: accountId } );
		expect( ( await client.control( 'POST', 'convert-lead', { id: lead } ) ).status ).toBe( 400 );
		expect( codeOf( await post( 'CampaignMember', { CampaignId: campaign, LeadId: lead } ) ) ).toBe( 'CANNOT_UPDATE_CONVERTED_LEAD' );
	} );
} );

describe( 'opportunities', () => {
	const fresh = { Name: 'O', CloseDate: '2026-12-01', StageName: 'Prospecting', Amount: 200 };

	it( 'follow their stage, which nobody writes around', async () => {
		const id = await made( 'Opportunity', fresh );
		expect( await read( 'Opportunity', id ) ).toMatchObject( {
			IsClosed: false,
			IsWon: false,
			Probability: 10,
			ForecastCategory: 'Pipeline',
			ForecastCategoryName: 'Pipeline',
			ExpectedRevenue: 20,
			Fiscal: '2026 4',
			LastStageChangeDate: null,
		} );
		await change( 'Opportunity', id, { StageName: 'Closed Won' } );
		expect( await read( 'Opportunity', id ) ).toMatchObject( {
			IsClosed: true,
			IsWon: true,
			Probability: 100,
			ForecastCategory: 'Closed',
			LastStageChangeDate: '2026-11-22T12:00:00.000+0000',
		} );
		expect( codeOf( await client.rest( 'PATCH', `/sobjects/Opportunity/${ id }`, { IsWon: false } ) ) ).toBe( 'INVALID_FIELD_FOR_INSERT_UPDATE' );
	} );

	it( 'let probability and forecast be set by hand', async () => {
		const id = await made( 'Opportunity', { ...fresh, Probability: 55, ForecastCategoryName: 'Best Case' } );
		expect( await read( 'Opportunity', id ) ).toMatchObject( { Probability: 55, ForecastCategory: 'BestCase', ExpectedRevenue: 110 } );
	} );

	it( 'ignore a written amount when they have line items, and say nothing', async () => {
		const id = await made( 'Opportunity', fresh );
		const { store } = client.simulator.world.org;
		const row = store.table( 'Opportunity' ).get( id )!;
		store.change( row, { values: { ...row.values, HasOpportunityLineItem: true } } );
		await change( 'Opportunity', id, { Amount: 9, NextStep: 'call' } );
		expect( await read( 'Opportunity', id ) ).toMatchObject( { Amount: 200, NextStep: 'call' } );
	} );

	it( 'make their first contact the primary role, on creation only', async () => {
		const [ first, second ] = [ await made( 'Contact', { LastName: 'A' } ), await made( 'Contact', { LastName: 'B' } ) ];
		const id = await made( 'Opportunity', { ...fresh, ContactId: first } );
		const roles = (): Promise< Record< string, unknown >[] > => client.rows( 'SELECT ContactId, IsPrimary FROM OpportunityContactRole ORDER BY Id' );
		expect( await roles() ).toMatchObject( [ { ContactId: first, IsPrimary: true } ] );
		expect( codeOf( await client.rest( 'PATCH', `/sobjects/Opportunity/${ id }`, { ContactId: second } ) ) ).toBe( 'INVALID_FIELD_FOR_INSERT_UPDATE' );
		await made( 'OpportunityContactRole', { OpportunityId: id, ContactId: second, IsPrimary: true } );
		expect( await roles() ).toMatchObject( [ { IsPrimary: false }, { ContactId: second, IsPrimary: true } ] );
		expect( await read( 'Opportunity', id ) ).toMatchObject( { ContactId: second } );
	} );
} );

describe( 'cases and activities', () => {
	it( 'are closed when their status says so', async () => {
		const account = await made( 'Account', { Name: 'A' } );
		const contact = await made( 'Contact', { LastName: 'Li', Email: 'li@example.org', AccountId: account } );
		const id = await made( 'Case', { ContactId: contact } );
		expect( await read( 'Case', id ) ).toMatchObject( {
			CaseNumber: '00000001',
			Status: 'New',
			IsClosed: false,
			ClosedDate: null,
			ContactEmail: 'li@example.org',
			AccountId: account,
		} );
		await change( 'Case', id, { Status: 'Closed' } );
		expect( await read( 'Case', id ) ).toMatchObject( { IsClosed: true, ClosedDate: '2026-11-22T12:00:00.000+0000' } );
		await change( 'Case', id, { Status: 'Working', Comments: 'again' } );
		expect( await read( 'Case', id ) ).toMatchObject( { IsClosed: false, ClosedDate: null, Comments: null } );
		expect( await client.rows( 'SELECT ParentId, CommentBody FROM CaseComment' ) ).toMatchObject( [ { ParentId: id, CommentBody: 'again' } ] );
	} );

	it( 'know their account, their priority and whether they are done', async () => {
		const account = await made( 'Account', { Name: 'A' } );
		const contact = await made( 'Contact', { LastName: 'Li', AccountId: account } );
		const id = await made( 'Task', { Subject: 'Call', WhoId: contact, Priority: 'High' } );
		expect( await read( 'Task', id ) ).toMatchObject( { AccountId: account, IsHighPriority: true, IsClosed: false, Status: 'Not Started' } );
		await change( 'Task', id, { Status: 'Completed', Priority: 'Low', WhoId: null } );
		expect( await read( 'Task', id ) ).toMatchObject( { AccountId: null, IsHighPriority: false, IsClosed: true } );
	} );
} );

describe( 'events', () => {
	const START = '2026-12-01T19:30:00.000+0000';

	it( 'work out their end from their length, and their length from their end', async () => {
		const byLength = await made( 'Event', { Subject: 'S', StartDateTime: START, DurationInMinutes: 90 } );
		expect( await read( 'Event', byLength ) ).toMatchObject( {
			ActivityDateTime: START,
			ActivityDate: '2026-12-01',
			EndDateTime: '2026-12-01T21:00:00.000+0000',
		} );
		const byEnd = await made( 'Event', { Subject: 'S', ActivityDateTime: START, EndDateTime: '2026-12-01T20:00:00Z' } );
		expect( await read( 'Event', byEnd ) ).toMatchObject( { StartDateTime: START, DurationInMinutes: 30 } );
		await change( 'Event', byEnd, { StartDateTime: '2026-12-02T19:30:00Z' } );
		expect( await read( 'Event', byEnd ) ).toMatchObject( { DurationInMinutes: 30, EndDateTime: '2026-12-02T20:00:00.000+0000' } );
		await change( 'Event', byEnd, { EndDateTime: '2026-12-02T21:30:00Z' } );
		expect( await read( 'Event', byEnd ) ).toMatchObject( { DurationInMinutes: 120 } );
	} );

	it( 'of whole days have no hour', async () => {
		const id = await made( 'Event', { Subject: 'S', IsAllDayEvent: true, ActivityDate: '2026-12-01', DurationInMinutes: 2880 } );
		expect( await read( 'Event', id ) ).toMatchObject( {
			ActivityDateTime: null,
			ActivityDate: '2026-12-01',
			StartDateTime: '2026-12-01T00:00:00.000+0000',
			EndDateTime: '2026-12-02T00:00:00.000+0000',
			EndDate: '2026-12-02',
		} );
	} );

	it.each( [
		[ 'without any time', { Subject: 'S' }, 'REQUIRED_FIELD_MISSING' ],
		[ 'without an end', { StartDateTime: START }, 'REQUIRED_FIELD_MISSING' ],
		[ 'without a start', { DurationInMinutes: 60 }, 'REQUIRED_FIELD_MISSING' ],
		[ 'without a day', { IsAllDayEvent: true }, 'REQUIRED_FIELD_MISSING' ],
		[ 'that end before they start', { StartDateTime: START, EndDateTime: '2026-12-01T19:00:00Z' }, 'FIELD_INTEGRITY_EXCEPTION' ],
		[ 'with two lengths', { StartDateTime: START, EndDateTime: '2026-12-01T20:00:00Z', DurationInMinutes: 5 }, 'FIELD_INTEGRITY_EXCEPTION' ],
		[ 'with two starts', { StartDateTime: START, ActivityDateTime: '2026-12-01T20:00:00Z', DurationInMinutes: 5 }, 'FIELD_INTEGRITY_EXCEPTION' ],
	] )( 'are refused %s', async ( _what, fields, code ) => {
		expect( codeOf( await post( 'Event', fields ) ) ).toBe( code );
	} );
} );

describe( 'campaigns', () => {
	const totals = async ( id: string ): Promise< Record< string, unknown > > => {
		const { NumberOfLeads, NumberOfContacts, NumberOfResponses, NumberOfOpportunities, AmountWonOpportunities } = await read( 'Campaign', id );
		return { NumberOfLeads, NumberOfContacts, NumberOfResponses, NumberOfOpportunities, AmountWonOpportunities };
	};

	it( 'begin with two member statuses', async () => {
		const id = await made( 'Campaign', { Name: 'C' } );
		expect(
			await client.rows( `SELECT Label, IsDefault, HasResponded FROM CampaignMemberStatus WHERE CampaignId = '${ id }' ORDER BY SortOrder` )
		).toMatchObject( [
			{ Label: 'Sent', IsDefault: true, HasResponded: false },
			{ Label: 'Responded', IsDefault: false, HasResponded: true },
		] );
	} );

	it( 'count their members, and only SystemModstamp moves', async () => {
		const id = await made( 'Campaign', { Name: 'C' } );
		const contact = await made( 'Contact', { LastName: 'Li' } );
		const lead = await made( 'Lead', { LastName: 'Mo', Company: 'C' } );
		await later( 60_000 );
		const member = await made( 'CampaignMember', { CampaignId: id, ContactId: contact, Status: 'responded' } );
		await made( 'CampaignMember', { CampaignId: id, LeadId: lead } );
		expect( await totals( id ) ).toMatchObject( { NumberOfLeads: 1, NumberOfContacts: 1, NumberOfResponses: 1 } );
		expect( await read( 'Campaign', id ) ).toMatchObject( {
			SystemModstamp: '2026-11-22T12:01:00.000+0000',
			LastModifiedDate: '2026-11-22T12:00:00.000+0000',
		} );
		await change( 'CampaignMember', member, { Status: 'Sent' } );
		expect( await totals( id ) ).toMatchObject( { NumberOfResponses: 0 } );
		await client.rest( 'DELETE', `/sobjects/Contact/${ contact }` );
		expect( await totals( id ) ).toMatchObject( { NumberOfLeads: 1, NumberOfContacts: 0 } );
		expect( codeOf( await client.rest( 'PATCH', `/sobjects/Campaign/${ id }`, { NumberOfLeads: 7 } ) ) ).toBe( 'INVALID_FIELD_FOR_INSERT_UPDATE' );
	} );

	it( 'have counts that agree with what is there, whatever happened', () => {
		const { org } = client.simulator.world;
		const draw = fc.record( { act: fc.constantFrom( 'join', 'respond', 'leave', 'drop', 'back' ), person: fc.nat( 3 ), campaign: fc.nat( 1 ) } );
		fc.assert(
			fc.property( fc.array( draw, { maxLength: 40 } ), ( acts ) => {
				const { writer, store } = org;
				const campaigns = [ 1, 2 ].map( () => writer.create( 'Campaign', { Name: 'C' } ) );
				const people = [ 'Contact', 'Contact', 'Lead', 'Lead' ].map( ( type ) => ( {
					type,
					id: writer.create( type, { LastName: 'P', ...( type === 'Lead' ? { Company: 'C' } : {} ) } ),
				} ) );
				const membersOf = ( id: string ): Row[] => store.table( 'CampaignMember' ).childrenOf( 'CampaignId', id );
				for ( const { act, person, campaign } of acts ) {
					const { type, id } = people[ person ]!;
					const CampaignId = campaigns[ campaign ]!;
					const member = membersOf( CampaignId ).find( ( row ) => row.values.LeadOrContactId === id );
					const isDeleted = store.table( type ).get( id )!.deleted;
					if ( act === 'join' && ! member && ! isDeleted ) {
						writer.create( 'CampaignMember', { CampaignId, [ `${ type }Id` ]: id } );
					} else if ( act === 'respond' && member ) {
						writer.update( 'CampaignMember', member.id, { Status: member.values.HasResponded === true ? 'Sent' : 'Responded' } );
					} else if ( act === 'leave' && member ) {
						writer.delete( 'CampaignMember', member.id );
					} else if ( act === 'drop' && ! isDeleted ) {
						writer.delete( type, id );
					} else if ( act === 'back' && isDeleted ) {
						writer.undelete( type, id );
					}
				}
				for ( const id of campaigns ) {
					const members = membersOf( id ).map( ( row ) => row.values );
					expect( store.table( 'Campaign' ).get( id )!.values ).toMatchObject( {
						NumberOfContacts: members.filter( ( one ) => one.ContactId !== null ).length,
						NumberOfLeads: members.filter( ( one ) => one.LeadId !== null ).length,
						NumberOfResponses: members.filter( ( one ) => one.HasResponded === true ).length,
					} );
				}
			} ),
			{ numRuns: 50, seed: 20261122 }
		);
	} );

	it( 'count and sum their opportunities', async () => {
		const [ one, two ] = [ await made( 'Campaign', { Name: '1' } ), await made( 'Campaign', { Name: '2' } ) ];
		const id = await made( 'Opportunity', { Name: 'O', CloseDate: '2026-12-01', StageName: 'Closed Won', Amount: 5, CampaignId: one } );
		expect( await totals( one ) ).toMatchObject( { NumberOfOpportunities: 1, AmountWonOpportunities: 5 } );
		await change( 'Opportunity', id, { CampaignId: two, Amount: 7 } );
		expect( await totals( one ) ).toMatchObject( { NumberOfOpportunities: 0, AmountWonOpportunities: 0 } );
		expect( await totals( two ) ).toMatchObject( { NumberOfOpportunities: 1, AmountWonOpportunities: 7 } );
		await client.control( 'POST', 'fault', { kind: 'lock-row', id: two } );
		expect( codeOf( await client.rest( 'PATCH', `/sobjects/Opportunity/${ id }`, { Amount: 9 } ) ) ).toBe( 'UNABLE_TO_LOCK_ROW' );
		expect( await read( 'Opportunity', id ) ).toMatchObject( { Amount: 7 } );
	} );
} );

describe( 'campaign members', () => {
	it( 'are members once', async () => {
		const id = await made( 'Campaign', { Name: 'C' } );
		const contact = await made( 'Contact', { LastName: 'Li' } );
		await made( 'CampaignMember', { CampaignId: id, ContactId: contact } );
		const again = await post( 'CampaignMember', { CampaignId: id, ContactId: contact } );
		expect( again.json ).toEqual( [ { errorCode: 'DUPLICATE_VALUE', message: 'Already a campaign member.', fields: [] } ] );
		await made( 'CampaignMember', { CampaignId: await made( 'Campaign', { Name: 'D' } ), ContactId: contact } );
		expect( codeOf( await post( 'CampaignMember', { CampaignId: id } ) ) ).toBe( 'REQUIRED_FIELD_MISSING' );
	} );

	it( 'show their person, and follow it without a new stamp', async () => {
		const account = await made( 'Account', { Name: 'Acme' } );
		const contact = await made( 'Contact', { LastName: 'Li', FirstName: 'An', Email: 'a@example.org', MailingCity: 'Ulm', AccountId: account } );
		const id = await made( 'CampaignMember', { CampaignId: await made( 'Campaign', { Name: 'C' } ), ContactId: contact } );
		expect( await read( 'CampaignMember', id ) ).toMatchObject( {
			Name: 'An Li',
			Email: 'a@example.org',
			City: 'Ulm',
			CompanyOrAccount: 'Acme',
			Type: 'Contact',
			LeadOrContactId: contact,
			Status: 'Sent',
			HasResponded: false,
			FirstRespondedDate: null,
		} );
		await later( 60_000 );
		const told: string[] = [];
		client.simulator.world.org.onCommit( ( { changes } ) => changes.forEach( ( { type } ) => told.push( type ) ) );
		await change( 'Contact', contact, { Email: 'b@example.org' } );
		await change( 'Account', account, { Name: 'Acme & Co' } );
		expect( await read( 'CampaignMember', id ) ).toMatchObject( {
			Email: 'b@example.org',
			CompanyOrAccount: 'Acme & Co',
			SystemModstamp: '2026-11-22T12:00:00.000+0000',
		} );
		expect( told ).toEqual( [ 'Contact', 'Account' ] );
	} );

	it( 'respond by their status, for the first time once', async () => {
		const campaign = await made( 'Campaign', { Name: 'C' } );
		await made( 'CampaignMemberStatus', { CampaignId: campaign, Label: 'Registered', HasResponded: true } );
		const lead = await made( 'Lead', { LastName: 'Mo', Company: 'C' } );
		const id = await made( 'CampaignMember', { CampaignId: campaign, LeadId: lead } );
		await later( 24 * 3600 * 1000 );
		await client.signIn();
		await change( 'CampaignMember', id, { Status: 'Registered' } );
		expect( await read( 'CampaignMember', id ) ).toMatchObject( { Status: 'Registered', HasResponded: true, FirstRespondedDate: '2026-11-23' } );
		await change( 'CampaignMember', id, { Status: 'Sent' } );
		expect( await read( 'CampaignMember', id ) ).toMatchObject( { HasResponded: false, FirstRespondedDate: '2026-11-23' } );
	} );

	it( 'are gone for good when they are deleted', async () => {
		const contact = await made( 'Contact', { LastName: 'Li' } );
		const campaign = await made( 'Campaign', { Name: 'C' } );
		const fields = { CampaignId: campaign, ContactId: contact };
		const id = await made( 'CampaignMember', fields );
		await client.rest( 'DELETE', `/sobjects/CampaignMember/${ id }` );
		expect( await client.rows( 'SELECT Id FROM CampaignMember', true ) ).toEqual( [] );
		expect( client.simulator.world.org.store.deletions ).toMatchObject( [ { type: 'CampaignMember', id } ] );
		await made( 'CampaignMember', fields );
	} );
} );
