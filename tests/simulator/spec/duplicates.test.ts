import { Client, codeOf, type Reply } from './client';

let client: Client;
beforeEach( async () => {
	client = await Client.open( { season: 'empty' } );
} );
afterEach( () => client.close() );

const post = ( type: string, fields: object, headers: Record< string, string > = {} ): Promise< Reply > =>
	client.rest( 'POST', `/sobjects/${ type }`, fields, headers );
const rule = ( object: string, mode: string ): Promise< Reply > => client.control( 'POST', 'duplicate-rules', { object, mode } );
const SAVE = { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' };
const LI = { FirstName: 'An', LastName: 'Li', Email: 'li@example.org' };

describe( 'duplicate rules', () => {
	it( 'are switched off at first', async () => {
		await post( 'Contact', LI );
		expect( ( await post( 'Contact', LI ) ).status ).toBe( 201 );
	} );

	it( 'tell what they found, and let an alert pass', async () => {
		const { id } = ( await post( 'Contact', LI ) ).json as { id: string };
		await rule( 'Contact', 'alert' );
		const reply = await post( 'Contact', { LastName: 'Other', Email: 'LI@example.org' } );
		expect( reply.status ).toBe( 400 );
		expect( reply.json ).toEqual( [
			{
				duplicateResult: {
					allowSave: true,
					duplicateRule: 'Standard_Contact_Duplicate_Rule',
					duplicateRuleEntityType: 'Contact',
					errorMessage: 'Use one of these records?',
					matchResults: [
						{
							entityType: 'Contact',
							errors: [],
							matchEngine: 'FuzzyMatchEngine',
							matchRecords: [
								{
									additionalInformation: [],
									fieldDiffs: [],
									matchConfidence: 100,
									record: { attributes: { type: 'Contact', url: `/services/data/v66.0/sobjects/Contact/${ id }` }, Id: id },
								},
							],
							rule: 'Standard_Contact_Match_Rule_v1_1',
							size: 1,
							success: true,
						},
					],
				},
				errorCode: 'DUPLICATES_DETECTED',
				message: 'Use one of these records?',
			},
		] );
		expect( ( await post( 'Contact', LI, SAVE ) ).status ).toBe( 201 );
	} );

	it( 'that block let nobody pass', async () => {
		await post( 'Lead', { ...LI, Company: 'C' } );
		await rule( 'Lead', 'block' );
		const reply = await post( 'Lead', { ...LI, Company: 'D' }, SAVE );
		expect( codeOf( reply ) ).toBe( 'DUPLICATES_DETECTED' );
		expect( reply.json ).toMatchObject( [ { duplicateResult: { allowSave: false, duplicateRule: 'Standard_Lead_Duplicate_Rule' } } ] );
		await rule( 'Lead', 'off' );
		expect( ( await post( 'Lead', { ...LI, Company: 'D' } ) ).status ).toBe( 201 );
	} );

	it.each( [
		[ 'the same names and company, whatever their case', { FirstName: 'AN', LastName: 'li', Company: 'c' }, 400 ],
		[ 'another company', { FirstName: 'An', LastName: 'Li', Company: 'D' }, 201 ],
		[ 'another first name', { FirstName: 'Bo', LastName: 'Li', Company: 'C' }, 201 ],
		[ 'no first name', { LastName: 'Li', Company: 'C' }, 201 ],
	] )( 'compare people: %s', async ( _what, fields, status ) => {
		await post( 'Lead', { FirstName: 'An', LastName: 'Li', Company: 'C' } );
		await rule( 'Lead', 'block' );
		expect( ( await post( 'Lead', fields ) ).status ).toBe( status );
	} );

	it( 'look at a change only where it makes a new duplicate', async () => {
		await post( 'Contact', LI );
		const { id } = ( await post( 'Contact', LI ) ).json as { id: string };
		await rule( 'Contact', 'block' );
		expect( ( await client.rest( 'PATCH', `/sobjects/Contact/${ id }`, { Title: 'Dr' } ) ).status ).toBe( 204 );
		await post( 'Contact', { LastName: 'Mo', Email: 'mo@example.org' } );
		expect( codeOf( await client.rest( 'PATCH', `/sobjects/Contact/${ id }`, { Email: 'mo@example.org' } ) ) ).toBe( 'DUPLICATES_DETECTED' );
	} );

	it( 'give collections a code and a text, no details', async () => {
		await post( 'Contact', LI );
		await rule( 'Contact', 'alert' );
		const body = { records: [ { attributes: { type: 'Contact' }, ...LI } ] };
		const refused = await client.rest( 'POST', '/composite/sobjects', body );
		expect( refused.json ).toMatchObject( [
			{ success: false, errors: [ { statusCode: 'DUPLICATES_DETECTED', message: 'Use one of these records?', fields: [] } ] },
		] );
		expect( refused.text ).not.toContain( 'duplicateResult' );
		expect( ( await client.rest( 'POST', '/composite/sobjects', body, SAVE ) ).json ).toMatchObject( [ { success: true } ] );
	} );

	it( 'are for contacts and leads', async () => {
		expect( ( await rule( 'Account', 'alert' ) ).status ).toBe( 400 );
	} );
} );
