import fc from 'fast-check';
import { coerce } from '../org/coerce';
import { area, build, checkbox, currency, date, datetime, email, integer, multipicklist, phone, picklist, text, url } from '../org/fields';
import type { Field, Value } from '../org/schema';
import { ApiError } from '../http/errors';
import { Client, codeOf, messageOf } from './client';

/** The value, or the code and the message of the refusal. */
function written( field: Field, value: unknown ): Value | string {
	try {
		return coerce( field, value );
	} catch ( error ) {
		if ( error instanceof ApiError ) {
			return `${ error.items[ 0 ]!.errorCode }: ${ error.items[ 0 ]!.message }`;
		}
		throw error;
	}
}

const percent = build( 'percent', 'Share__c', { precision: 5, scale: 2 } );
const number = build( 'double', 'Weight__c', { precision: 6, scale: 3 } );
const time = build( 'time', 'Doors__c' );
const bytes = build( 'base64', 'Body' );
const combobox = build( 'combobox', 'Subject', { picklist: [ 'Call', 'Email' ] } );
const open = build( 'picklist', 'Rating', { length: 40, picklist: [ 'Hot', 'Cold' ], inactive: [ 'Cold' ] } );
const closed = picklist( 'Kind__c', [ 'play', 'opera', 'revue' ], null, { labels: { play: 'Stage play' }, inactive: [ 'revue' ] } );
const several = { ...multipicklist( 'Access__c', [ 'Captioned', 'BSL', 'Relaxed' ] ), restricted: false };
const parent = build( 'reference', 'House__c', { label: 'House', referenceTo: [ 'Account' ] } );

const cannot = ( type: string, from: string ): string => `JSON_PARSER_ERROR: Cannot deserialize instance of ${ type } from ${ from }`;
const outside = ( label: string, value: string ): string => `NUMBER_OUTSIDE_VALID_RANGE: ${ label }: value outside of valid range on numeric field: ${ value }`;
const noValue = ( text_: string ): string => `INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: Kind: bad value for restricted picklist field: ${ text_ }`;

describe( 'a written value', () => {
	it.each< [ string, Field, unknown, Value ] >( [
		[ 'text keeps its spaces and line ends', text( 'T__c' ), '  a\r\n b ', '  a\r\n b ' ],
		[ 'text of any script', text( 'T__c' ), 'Žižek 🎭', 'Žižek 🎭' ],
		[ 'blank text is nothing', text( 'T__c' ), ' \n ', null ],
		[ 'empty text is nothing', text( 'T__c' ), '', null ],
		[ 'a number in a text', text( 'T__c' ), 7.5, '7.5' ],
		[ 'a checkbox in a text', text( 'T__c' ), true, 'true' ],
		[ 'text as long as it may be', text( 'T__c', { length: 3 } ), 'abc', 'abc' ],
		[ 'a long area', area( 'D__c', 32_000 ), 'x'.repeat( 32_000 ), 'x'.repeat( 32_000 ) ],
		[ 'a phone as it is written', phone( 'P__c' ), '+49 (0)30 / 12 ext 3', '+49 (0)30 / 12 ext 3' ],
		[ 'a URL without a scheme', url( 'U__c' ), 'www.example.org', 'www.example.org' ],
		[ 'an address', email( 'Email' ), "o'neil+box@mail.example.org", "o'neil+box@mail.example.org" ],
		[ 'a whole number', integer( 'N__c' ), 12, 12 ],
		[ 'a whole number in words of a form', integer( 'N__c' ), '12', 12 ],
		[ 'no minus zero', number, -0.0001, 0 ],
		[ 'a half is rounded away from zero', currency( 'C__c' ), 1.005, 1.01 ],
		[ 'below zero too', currency( 'C__c' ), -2.345, -2.35 ],
		[ 'a very small number', number, 1e-7, 0 ],
		[ 'a share of 12.5 %', percent, 12.5, 12.5 ],
		[ 'a day', date( 'D__c' ), '2026-11-20', '2026-11-20' ],
		[ 'a leap day', date( 'D__c' ), '2028-02-29', '2028-02-29' ],
		[ 'the day of a moment, where it is', date( 'D__c' ), '2026-11-20T23:30:00-05:00', '2026-11-20' ],
		[ 'a moment in UTC', datetime( 'M__c' ), '2026-11-20T10:00:00Z', '2026-11-20T10:00:00.000+0000' ],
		[ 'a moment in a zone', datetime( 'M__c' ), '2026-11-20T10:00:00.789+01:00', '2026-11-20T09:00:00.000+0000' ],
		[ 'a zone without colon', datetime( 'M__c' ), '2026-11-20T10:00:00+0530', '2026-11-20T04:30:00.000+0000' ],
		[ 'a zone of hours', datetime( 'M__c' ), '2026-11-20T10:00-05', '2026-11-20T15:00:00.000+0000' ],
		[ 'a time', time, '19:30:00.000Z', '19:30:00.000Z' ],
		[ 'a short time', time, '19:30', '19:30:00.000Z' ],
		[ 'a checkbox', checkbox( 'B__c' ), true, true ],
		[ 'a checkbox in letters', checkbox( 'B__c' ), 'False', false ],
		[ 'any value of an open picklist', open, 'Lukewarm', 'Lukewarm' ],
		[ 'even one of yesterday', open, 'Cold', 'Cold' ],
		[ 'a picklist value in its own case', closed, 'PLAY', 'play' ],
		[ 'several values, in order and once', several, 'Relaxed;captioned;Relaxed', 'Captioned;Relaxed' ],
		[ 'an open set takes new ones, last', several, 'Ramp; BSL', 'BSL;Ramp' ],
		[ 'separators alone are nothing', several, ' ; ', null ],
		[ 'a combobox takes anything', combobox, 'Ring them', 'Ring them' ],
		[ 'bytes', bytes, 'aGVsbG8=', 'aGVsbG8=' ],
		[ 'bytes over several lines', bytes, 'aGVs\r\nbG8=', 'aGVsbG8=' ],
		[ 'a short id becomes a long one', parent, '001D000000K0fXO', '001D000000K0fXOIAZ' ],
		[ 'nothing', date( 'D__c' ), null, null ],
		[ 'nothing in a form', date( 'D__c' ), '', null ],
	] )( 'is kept: %s', ( _what, field, value, kept ) => {
		expect( written( field, value ) ).toBe( kept );
	} );

	it.each< [ string, Field, unknown, string ] >( [
		[ 'text that is too long', text( 'T__c', { length: 3 } ), 'abcd', 'STRING_TOO_LONG: T: data value too large: abcd (max length=3)' ],
		[ 'an object in a text', text( 'T__c' ), { a: 1 }, cannot( 'string', 'START_OBJECT' ) ],
		[ 'a list in a text', text( 'T__c' ), [ 'a' ], cannot( 'string', 'START_ARRAY' ) ],
		[ 'half a whole number', integer( 'N__c' ), 1.5, cannot( 'int', 'VALUE_NUMBER value 1.5' ) ],
		[ 'a whole number of more than 32 bits', integer( 'N__c' ), 3_000_000_000, cannot( 'int', 'VALUE_NUMBER value 3000000000' ) ],
		[ 'a whole number of too many digits', build( 'int', 'N__c', { digits: 8 } ), 100_000_000, outside( 'N', '100000000' ) ],
		[ 'a number of too many digits', number, 1000, outside( 'Weight', '1000' ) ],
		[ 'a number in words', number, 'ten', cannot( 'double', 'VALUE_STRING value ten' ) ],
		[ 'a number of another base', number, '0x10', cannot( 'double', 'VALUE_STRING value 0x10' ) ],
		[ 'a checkbox in a number', number, true, cannot( 'double', 'VALUE_TRUE' ) ],
		[ 'a month that is none', date( 'D__c' ), '2026-13-01', cannot( 'date', 'VALUE_STRING value 2026-13-01' ) ],
		[ 'a day that is none', date( 'D__c' ), '2026-02-29', cannot( 'date', 'VALUE_STRING value 2026-02-29' ) ],
		[ 'a day with a tail', date( 'D__c' ), '2026-11-20 noon', cannot( 'date', 'VALUE_STRING value 2026-11-20 noon' ) ],
		[ 'a day in a number', date( 'D__c' ), 20261120, cannot( 'date', 'VALUE_NUMBER value 20261120' ) ],
		[ 'a moment without a zone', datetime( 'M__c' ), '2026-11-20T10:00:00', cannot( 'datetime', 'VALUE_STRING value 2026-11-20T10:00:00' ) ],
		[ 'a moment of a day alone', datetime( 'M__c' ), '2026-11-20', cannot( 'datetime', 'VALUE_STRING value 2026-11-20' ) ],
		[ 'an hour that is none', time, '25:00', cannot( 'time', 'VALUE_STRING value 25:00' ) ],
		[ 'a checkbox that says perhaps', checkbox( 'B__c' ), 'perhaps', cannot( 'boolean', 'VALUE_STRING value perhaps' ) ],
		[ 'a checkbox that says nothing', checkbox( 'B__c' ), null, cannot( 'boolean', 'VALUE_NULL' ) ],
		[ 'a label in place of a value', closed, 'Stage play', noValue( 'Stage play' ) ],
		[ 'a value of yesterday', closed, 'revue', noValue( 'revue' ) ],
		[ 'one stranger among several', multipicklist( 'Kind__c', [ 'a', 'b' ] ), 'a;z', noValue( 'a;z' ) ],
		[ 'no address', email( 'Email' ), 'nobody', 'INVALID_EMAIL_ADDRESS: Email: invalid email address: nobody' ],
		[ 'an address without a dot', email( 'Email' ), 'a@b', 'INVALID_EMAIL_ADDRESS: Email: invalid email address: a@b' ],
		[ 'two addresses', email( 'Email' ), 'a@b.org, c@d.org', 'INVALID_EMAIL_ADDRESS: Email: invalid email address: a@b.org, c@d.org' ],
		[ 'an address with a dot too many', email( 'Email' ), 'a..b@c.org', 'INVALID_EMAIL_ADDRESS: Email: invalid email address: a..b@c.org' ],
		[ 'bytes that are none', bytes, 'n@', cannot( 'base64', 'VALUE_STRING value n@' ) ],
		[ 'an id that is none', parent, '001', 'MALFORMED_ID: House: id value of incorrect type: 001' ],
		[ 'an id with a wrong checksum', parent, '001D000000K0fXOAAA', 'MALFORMED_ID: House: id value of incorrect type: 001D000000K0fXOAAA' ],
	] )( 'is refused: %s', ( _what, field, value, refusal ) => {
		expect( written( field, value ) ).toBe( refusal );
	} );

	it( 'is read and written again as it was, or refused: never anything else', () => {
		const fields = [
			text( 'T__c' ),
			email( 'E__c' ),
			integer( 'N__c' ),
			number,
			percent,
			currency( 'C__c' ),
			date( 'D__c' ),
			datetime( 'M__c' ),
			time,
			checkbox( 'B__c' ),
			open,
			closed,
			several,
			bytes,
			parent,
		];
		fc.assert(
			fc.property(
				fc.constantFrom( ...fields ),
				fc.oneof(
					fc.jsonValue(),
					fc.string(),
					fc.date( { noInvalidDate: true } ).map( ( day ) => day.toISOString() )
				),
				( field, value ) => {
					let kept: Value;
					try {
						kept = coerce( field, value );
					} catch ( error ) {
						expect( error ).toBeInstanceOf( ApiError );
						return;
					}
					expect( coerce( field, kept ) ).toBe( kept );
				}
			),
			{ seed: 20261122, numRuns: 2000 }
		);
	} );
} );

describe( 'over REST', () => {
	let client: Client;
	beforeAll( async () => {
		client = await Client.open( { season: 'empty' } );
	} );
	afterAll( () => client.close() );

	it( 'a refusal names the field, by label in words and by name for machines', async () => {
		const reply = await client.rest( 'POST', '/sobjects/Contact', { LastName: 'Li', MobilePhone: '1'.repeat( 41 ) } );
		expect( reply.status ).toBe( 400 );
		expect( codeOf( reply ) ).toBe( 'STRING_TOO_LONG' );
		expect( messageOf( reply ) ).toContain( 'Mobile Phone: data value too large' );
		expect( reply.json ).toMatchObject( [ { fields: [ 'MobilePhone' ] } ] );
	} );

	it( 'an old row keeps a value that is no longer offered, and may be written otherwise', async () => {
		const { org } = client.simulator.world;
		org.addField( 'Lead', { ...picklist( 'Seat__c', [ 'stalls', 'circle' ] ), nillable: true } );
		const { id } = ( await client.rest( 'POST', '/sobjects/Lead', { LastName: 'Li', Company: 'Acme', Seat__c: 'circle' } ) ).json as { id: string };
		org.catalogue.find( 'Lead' )!.fields.find( ( field ) => field.name === 'Seat__c' )!.inactive = [ 'circle' ];
		expect( codeOf( await client.rest( 'POST', '/sobjects/Lead', { LastName: 'Mo', Company: 'Acme', Seat__c: 'circle' } ) ) ).toBe(
			'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST'
		);
		expect( ( await client.rest( 'PATCH', `/sobjects/Lead/${ id }`, { Company: 'Acme & Co' } ) ).status ).toBe( 204 );
		expect( await client.rows( 'SELECT Company, Seat__c FROM Lead' ) ).toMatchObject( [ { Company: 'Acme & Co', Seat__c: 'circle' } ] );
	} );

	it( 'an address is put together from its parts, and is not written as a whole', async () => {
		const { id } = ( await client.rest( 'POST', '/sobjects/Account', { Name: 'A', BillingCity: 'Ulm', BillingLatitude: 48.4 } ) ).json as { id: string };
		expect( ( await client.get( `/sobjects/Account/${ id }` ) ).json ).toMatchObject( {
			BillingAddress: { city: 'Ulm', country: null, geocodeAccuracy: null, latitude: 48.4, longitude: null, postalCode: null, state: null, street: null },
			ShippingAddress: null,
		} );
		expect( codeOf( await client.rest( 'PATCH', `/sobjects/Account/${ id }`, { BillingAddress: { city: 'Bonn' } } ) ) ).toBe(
			'INVALID_FIELD_FOR_INSERT_UPDATE'
		);
	} );
} );
