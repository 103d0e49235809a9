import { Client, codeOf, type Reply } from './client';

let client: Client;
beforeEach( async () => {
	client = await Client.open( { season: 'empty' } );
} );
afterEach( () => client.close() );

const made = async ( type: string, fields: object ): Promise< string > => {
	const reply = await client.rest( 'POST', `/sobjects/${ type }`, fields );
	expect( reply.text ).toContain( '"success":true' );
	return ( reply.json as { id: string } ).id;
};
const read = async ( type: string, id: string ): Promise< Record< string, unknown > > =>
	( await client.get( `/sobjects/${ type }/${ id }` ) ).json as Record< string, unknown >;
const merge = ( object: string, master: string, losers: string[] ): Promise< Reply > => client.control( 'POST', 'merge', { object, master, losers } );
const later = ( ms: number ): Promise< Reply > => client.control( 'POST', 'clock', { advance_ms: ms } );
const LATER = '2026-11-22T12:01:00.000+0000';
const THEN = '2026-11-22T12:00:00.000+0000';

describe( 'a merge', () => {
	it( 'deletes the losers, which point at the winner, and moves their children', async () => {
		const [ winner, loser, third ] = [
			await made( 'Account', { Name: '1' } ),
			await made( 'Account', { Name: '2' } ),
			await made( 'Account', { Name: '3' } ),
		];
		const contact = await made( 'Contact', { LastName: 'Li', AccountId: loser } );
		const subsidiary = await made( 'Account', { Name: 'sub', ParentId: third } );
		await later( 60_000 );
		expect( ( await merge( 'Account', winner, [ loser, third ] ) ).status ).toBe( 200 );
		expect( await client.rows( 'SELECT Id, MasterRecordId, SystemModstamp FROM Account WHERE IsDeleted = true ORDER BY Name', true ) ).toMatchObject( [
			{ Id: loser, MasterRecordId: winner, SystemModstamp: LATER },
			{ Id: third, MasterRecordId: winner },
		] );
		expect( await read( 'Account', winner ) ).toMatchObject( { SystemModstamp: LATER, LastModifiedDate: LATER, MasterRecordId: null } );
		expect( await read( 'Contact', contact ) ).toMatchObject( { AccountId: winner, SystemModstamp: LATER, LastModifiedDate: THEN } );
		expect( await read( 'Account', subsidiary ) ).toMatchObject( { ParentId: winner } );
		const window = '?start=2026-11-22T11:00:00Z&end=2026-11-22T13:00:00Z';
		const { deletedRecords } = ( await client.get( `/sobjects/Account/deleted/${ window }` ) ).json as { deletedRecords: { id: string }[] };
		expect( deletedRecords.map( ( { id } ) => id ) ).toEqual( [ loser, third ] );
		expect( codeOf( await client.rest( 'PATCH', `/sobjects/Account/${ loser }`, { Name: 'x' } ) ) ).toBe( 'ENTITY_IS_DELETED' );
	} );

	it( 'keeps one membership of a campaign, the winner’s, and its counts right', async () => {
		const [ both, one ] = [ await made( 'Campaign', { Name: 'both' } ), await made( 'Campaign', { Name: 'one' } ) ];
		const [ winner, loser ] = [ await made( 'Contact', { LastName: 'W' } ), await made( 'Contact', { LastName: 'L' } ) ];
		const kept = await made( 'CampaignMember', { CampaignId: both, ContactId: winner } );
		await made( 'CampaignMember', { CampaignId: both, ContactId: loser } );
		const moved = await made( 'CampaignMember', { CampaignId: one, ContactId: loser } );
		await merge( 'Contact', winner, [ loser ] );
		expect( await client.rows( 'SELECT Id, ContactId, LastName, LeadOrContactId FROM CampaignMember ORDER BY Id' ) ).toMatchObject( [
			{ Id: kept, ContactId: winner },
			{ Id: moved, ContactId: winner, LastName: 'W', LeadOrContactId: winner },
		] );
		expect( await read( 'Campaign', both ) ).toMatchObject( { NumberOfContacts: 1 } );
		expect( await read( 'Campaign', one ) ).toMatchObject( { NumberOfContacts: 1 } );
	} );

	it( 'lets a loser come back as itself, without its children', async () => {
		const [ winner, loser ] = [ await made( 'Account', { Name: '1' } ), await made( 'Account', { Name: '2' } ) ];
		const contact = await made( 'Contact', { LastName: 'Li', AccountId: loser } );
		await merge( 'Account', winner, [ loser ] );
		await client.control( 'POST', 'undelete', { object: 'Account', id: loser } );
		expect( await read( 'Account', loser ) ).toMatchObject( { MasterRecordId: null, IsDeleted: false } );
		expect( await read( 'Contact', contact ) ).toMatchObject( { AccountId: winner } );
	} );

	it( 'is refused as a whole', async () => {
		const ids = await Promise.all( [ 1, 2, 3, 4 ].map( ( n ) => made( 'Account', { Name: String( n ) } ) ) );
		const [ winner = '', loser = '' ] = ids;
		const contact = await made( 'Contact', { LastName: 'Li', AccountId: loser } );
		await client.control( 'POST', 'fault', { kind: 'lock-row', id: contact } );
		expect( ( await merge( 'Account', winner, [ loser ] ) ).status ).toBe( 400 );
		expect( await read( 'Account', loser ) ).toMatchObject( { IsDeleted: false } );
		await client.control( 'POST', 'fault', { kind: 'lock-row', id: contact, off: true } );
		expect( ( await merge( 'Account', winner, [] ) ).status ).toBe( 400 );
		expect( ( await merge( 'Account', winner, [ winner ] ) ).status ).toBe( 400 );
		expect( ( await merge( 'Account', winner, [ loser, loser ] ) ).status ).toBe( 400 );
		expect( ( await merge( 'Account', winner, ids.slice( 1 ) ) ).status ).toBe( 400 );
		const campaigns = [ await made( 'Campaign', { Name: '1' } ), await made( 'Campaign', { Name: '2' } ) ];
		expect( ( await merge( 'Campaign', campaigns[ 0 ]!, [ campaigns[ 1 ]! ] ) ).status ).toBe( 400 );
	} );
} );
