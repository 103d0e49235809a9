import { openOrg, refusal, type OrgUnderTest } from './org';

let org: OrgUnderTest;
beforeAll( async () => {
	org = await openOrg();
} );
afterAll( () => org.close() );

describe( 'a lead', () => {
	it( 'is open until somebody works on it, and belongs to whoever made it', async () => {
		const id = await org.create( 'Lead', { LastName: `${ org.mark } lead`, Company: 'A Company' } );
		const [ row ] = await org.rows( `SELECT Name, Status, IsConverted, OwnerId, CreatedById FROM Lead WHERE Id = '${ id }'` );
		expect( row ).toMatchObject( { Name: `${ org.mark } lead`, Status: 'Open - Not Contacted', IsConverted: false } );
		expect( row!.OwnerId ).toBe( row!.CreatedById );
	} );
} );

describe( 'a campaign', () => {
	it( 'comes with its statuses and takes each person once', async () => {
		const campaign = await org.create( 'Campaign', { Name: `${ org.mark } campaign` } );
		const statuses = await org.rows(
			`SELECT Label, IsDefault, HasResponded FROM CampaignMemberStatus WHERE CampaignId = '${ campaign }' ORDER BY SortOrder`
		);
		expect( statuses ).toMatchObject( [
			{ Label: 'Sent', IsDefault: true, HasResponded: false },
			{ Label: 'Responded', HasResponded: true },
		] );
		const contact = await org.create( 'Contact', { LastName: `${ org.mark } guest` } );
		const member = await org.create( 'CampaignMember', { CampaignId: campaign, ContactId: contact, Status: 'Responded' } );
		expect( await org.rows( `SELECT HasResponded FROM CampaignMember WHERE Id = '${ member }'` ) ).toMatchObject( [ { HasResponded: true } ] );
		const again = await org.send( 'POST', '/sobjects/CampaignMember', { CampaignId: campaign, ContactId: contact } );
		expect( refusal( again ) ).toEqual( [ 400, 'DUPLICATE_VALUE' ] );
		expect( await org.rows( `SELECT NumberOfContacts, NumberOfResponses FROM Campaign WHERE Id = '${ campaign }'` ) ).toMatchObject( [
			{ NumberOfContacts: 1, NumberOfResponses: 1 },
		] );
	} );
} );

describe( 'an activity', () => {
	it( 'is closed by its status and points at person and cause', async () => {
		const contact = await org.create( 'Contact', { LastName: `${ org.mark } active` } );
		const task = await org.create( 'Task', { Subject: 'Attended', WhoId: contact, Status: 'Completed', Priority: 'Normal' } );
		const [ row ] = await org.rows( `SELECT IsClosed, WhoId, Who.Name, Who.Type FROM Task WHERE Id = '${ task }'` );
		expect( row ).toMatchObject( { IsClosed: true, WhoId: contact, Who: { Name: `${ org.mark } active`, Type: 'Contact' } } );
	} );

	it( 'that is an event needs a time and a length', async () => {
		const reply = await org.send( 'POST', '/sobjects/Event', { Subject: 'Show' } );
		expect( reply.status ).toBe( 400 );
		const event = await org.create( 'Event', { Subject: 'Show', StartDateTime: '2027-01-02T19:30:00Z', EndDateTime: '2027-01-02T21:30:00Z' } );
		expect( await org.rows( `SELECT DurationInMinutes, ActivityDate FROM Event WHERE Id = '${ event }'` ) ).toMatchObject( [ { DurationInMinutes: 120 } ] );
	} );
} );

describe( 'an opportunity', () => {
	it( 'is won when its stage says so', async () => {
		const id = await org.create( 'Opportunity', { Name: `${ org.mark } gift`, StageName: 'Prospecting', CloseDate: '2027-01-01' } );
		const state = (): Promise< Record< string, unknown >[] > => org.rows( `SELECT IsClosed, IsWon, Probability FROM Opportunity WHERE Id = '${ id }'` );
		expect( await state() ).toMatchObject( [ { IsClosed: false, IsWon: false, Probability: 10 } ] );
		await org.send( 'PATCH', `/sobjects/Opportunity/${ id }`, { StageName: 'Closed Won' } );
		expect( await state() ).toMatchObject( [ { IsClosed: true, IsWon: true, Probability: 100 } ] );
	} );
} );
