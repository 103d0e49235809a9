import { PERFORMANCE } from '../org/objects';
import { readFields } from '../org/notation';
import { Client, codeOf, messageOf } from './client';
import { sobjectsOf } from './sobjects';

let client: Client;
beforeEach( async () => {
	client = await Client.open( { season: 'empty' } );
} );
afterEach( () => client.close() );

const { write, made, read, advance } = sobjectsOf( () => client );

describe( 'an org with several currencies', () => {
	it( 'has a code on every row with an owner or an amount, and none before', async () => {
		const account = await made( 'Account', { Name: 'A' } );
		const before = await read( 'Account', account );
		expect( codeOf( await client.query( 'SELECT CurrencyIsoCode FROM Account' ) ) ).toBe( 'INVALID_FIELD' );
		await client.control( 'POST', 'org', { multi_currency: true } );
		expect( await read( 'Account', account ) ).toEqual( { ...before, CurrencyIsoCode: 'USD' } );
		const { fields } = ( await client.get( '/sobjects/Opportunity/describe' ) ).json as { fields: { name: string }[] };
		expect( fields.find( ( field ) => field.name === 'CurrencyIsoCode' ) ).toMatchObject( {
			type: 'picklist',
			restrictedPicklist: true,
			defaultedOnCreate: true,
			picklistValues: [ { value: 'USD', defaultValue: true }, { value: 'EUR' }, { value: 'GBP' } ],
		} );
		const deal = await made( 'Opportunity', { Name: 'O', StageName: 'Prospecting', CloseDate: '2026-12-01', Amount: 5, CurrencyIsoCode: 'EUR' } );
		expect( await read( 'Opportunity', deal ) ).toMatchObject( { CurrencyIsoCode: 'EUR', Amount: 5 } );
		expect( codeOf( await write( 'PATCH', `Opportunity/${ deal }`, { CurrencyIsoCode: 'XXX' } ) ) ).toBe( 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST' );
		expect( await client.rows( 'SELECT CurrencyIsoCode FROM Organization' ) ).toMatchObject( [ { CurrencyIsoCode: 'USD' } ] );
		expect( await client.rows( 'SELECT IsoCode, IsCorporate FROM CurrencyType WHERE IsActive = true ORDER BY IsoCode' ) ).toMatchObject( [
			{ IsoCode: 'EUR', IsCorporate: false },
			{ IsoCode: 'GBP', IsCorporate: false },
			{ IsoCode: 'USD', IsCorporate: true },
		] );
	} );

	it( 'has them on a detail with amounts, and not where there are neither', async () => {
		await client.control( 'POST', 'org', { multi_currency: true } );
		expect( ( await client.query( `SELECT CurrencyIsoCode FROM ${ PERFORMANCE }` ) ).status ).toBe( 200 );
		expect( codeOf( await client.query( 'SELECT CurrencyIsoCode FROM CampaignMemberStatus' ) ) ).toBe( 'INVALID_FIELD' );
	} );

	it( 'is turned on for good, until the org is emptied', async () => {
		expect( ( await client.control( 'POST', 'org', { multi_currency: false } ) ).status ).toBe( 400 );
		expect( ( await client.control( 'POST', 'org', { barter: true } ) ).status ).toBe( 400 );
		await client.control( 'POST', 'org', { multi_currency: true } );
		expect( ( await client.control( 'POST', 'org', { multi_currency: true } ) ).json ).toEqual( { multi_currency: true, person_accounts: false } );
		await client.control( 'POST', 'reset' );
		expect( ( await client.control( 'GET', 'org' ) ).json ).toEqual( { multi_currency: false, person_accounts: false } );
		expect( codeOf( await client.query( 'SELECT CurrencyIsoCode FROM Account' ) ) ).toBe( 'INVALID_FIELD' );
	} );
} );

describe( 'an org with person accounts', () => {
	const PERSON = { FirstName: 'An', LastName: 'Li', PersonEmail: 'an@example.org', PersonMailingCity: 'Ulm', Phone: '1' };
	const shadowOf = async ( account: string ): Promise< Record< string, unknown > > => {
		const { PersonContactId } = await read( 'Account', account );
		return read( 'Contact', String( PersonContactId ) );
	};

	beforeEach( async () => {
		await made( 'Account', { Name: 'Acme' } );
		await client.control( 'POST', 'org', { person_accounts: true } );
	} );

	it( 'tells businesses from people', async () => {
		const id = await made( 'Account', PERSON );
		expect( await client.rows( 'SELECT Name, IsPersonAccount, RecordType.DeveloperName FROM Account ORDER BY Name' ) ).toMatchObject( [
			{ Name: 'Acme', IsPersonAccount: false, RecordType: null },
			{ Name: 'An Li', IsPersonAccount: true, RecordType: { DeveloperName: 'PersonAccount' } },
		] );
		expect( await read( 'Account', id ) ).toMatchObject( { ...PERSON, PersonMailingAddress: { city: 'Ulm' } } );
	} );

	it( 'keeps a contact with the same data, and stamps it alike', async () => {
		const id = await made( 'Account', PERSON );
		expect( await shadowOf( id ) ).toMatchObject( {
			AccountId: id,
			IsPersonAccount: true,
			Name: 'An Li',
			FirstName: 'An',
			LastName: 'Li',
			Email: 'an@example.org',
			MailingCity: 'Ulm',
			Phone: '1',
		} );
		await advance( 5000 );
		await write( 'PATCH', `Account/${ id }`, { LastName: 'Mo', PersonEmail: null } );
		const account = await read( 'Account', id );
		expect( account ).toMatchObject( { Name: 'An Mo', SystemModstamp: '2026-11-22T12:00:05.000+0000' } );
		expect( await shadowOf( id ) ).toMatchObject( { Name: 'An Mo', LastName: 'Mo', Email: null, SystemModstamp: account.SystemModstamp } );
	} );

	it( 'lets nobody write Name of a person, people’s fields of a business, or the contact by itself', async () => {
		const person = await made( 'Account', PERSON );
		const business = await made( 'Account', { Name: 'Acme' } );
		expect( messageOf( await write( 'PATCH', `Account/${ person }`, { Name: 'x' } ) ) ).toBe( 'Account: bad field names on insert/update call: Name' );
		expect( messageOf( await write( 'PATCH', `Account/${ business }`, { PersonEmail: 'a@b.org' } ) ) ).toBe(
			'Account: bad field names on insert/update call: PersonEmail'
		);
		expect( codeOf( await write( 'PATCH', `Account/${ person }`, { LastName: null } ) ) ).toBe( 'REQUIRED_FIELD_MISSING' );
		const { Id } = await shadowOf( person );
		expect( codeOf( await write( 'PATCH', `Contact/${ String( Id ) }`, { Phone: '2' } ) ) ).toBe( 'INVALID_PERSON_ACCOUNT_OPERATION' );
		expect( codeOf( await client.rest( 'DELETE', `/sobjects/Contact/${ String( Id ) }` ) ) ).toBe( 'INVALID_PERSON_ACCOUNT_OPERATION' );
		expect( ( await write( 'POST', 'Contact', { LastName: 'Mo', AccountId: business } ) ).status ).toBe( 201 );
	} );

	it( 'deletes both and brings both back', async () => {
		const id = await made( 'Account', PERSON );
		const { Id } = await shadowOf( id );
		await client.rest( 'DELETE', `/sobjects/Account/${ id }` );
		expect( await client.rows( 'SELECT Id FROM Contact' ) ).toEqual( [] );
		client.simulator.world.org.writer.undelete( 'Account', id );
		expect( await client.rows( 'SELECT Id FROM Contact' ) ).toMatchObject( [ { Id } ] );
	} );

	it( 'tells listeners of both in one transaction', async () => {
		const commits: string[][] = [];
		client.simulator.world.org.onCommit( ( { changes } ) => commits.push( changes.map( ( { kind, type } ) => `${ kind } ${ type }` ) ) );
		const id = await made( 'Account', PERSON );
		await write( 'PATCH', `Account/${ id }`, { LastName: 'Mo' } );
		expect( commits ).toEqual( [
			[ 'create Account', 'create Contact' ],
			[ 'update Account', 'update Contact' ],
		] );
	} );

	it( 'has a contact’s new fields on people’s accounts', async () => {
		const { org } = client.simulator.world;
		org.addField( 'Contact', readFields( 'Shoe_Size__c:double[2,0]/cunfsap' )[ 0 ]! );
		const id = await made( 'Account', { ...PERSON, Shoe_Size__pc: 42 } );
		expect( await shadowOf( id ) ).toMatchObject( { Shoe_Size__c: 42 } );
	} );
} );
