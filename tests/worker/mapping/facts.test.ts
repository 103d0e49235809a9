import fc from 'fast-check';
import { compileMapping, factsFrom, id18, mapRecord, noFacts, selectList, type Describe, type SourceRecord } from '../../../sync-worker/src/mapping';
import type { Mapping } from '../../../sync-worker/src/contract';
import { aField, aMapping, aRecord, compiled } from '../doubles/builders';

const describes = new Map< string, Describe >( [
	[
		'show__c',
		{
			fields: [
				{ name: 'Name' },
				{
					name: 'Status__c',
					type: 'picklist',
					picklistValues: [
						{ value: 'on_sale', label: 'Im Verkauf' },
						{ value: 'sold', label: '' },
					],
				},
				{
					name: 'Genre__c',
					type: 'multipicklist',
					picklistValues: [
						{ value: 'D', label: 'Tanz; Ballett' },
						{ value: 'P', label: 'Schauspiel' },
					],
				},
				{
					name: 'Venue__c',
					type: 'reference',
					relationshipName: 'Venue__r',
					referenceTo: [ 'Venue__c' ],
				},
				{ name: 'Price__c', type: 'currency' },
			],
		},
	],
	[
		'venue__c',
		{
			fields: [
				{
					name: 'Kind__c',
					type: 'picklist',
					picklistValues: [ { value: 'h', label: 'Halle' } ],
				},
			],
		},
	],
] );
const org = { currency: 'GBP', timezone: 'Europe/London' };

async function mapped(
	fields: Partial< Mapping[ 'fields' ][ number ] >[],
	record: SourceRecord,
	more: Partial< Mapping > = {},
	facts: Parameters< typeof factsFrom >[ 2 ] = org
) {
	const mapping = compiled(
		aMapping( {
			fields: fields.map( ( field, at ) => aField( { to: `meta:x${ at }`, ...field } ) ),
			...more,
		} )
	);
	return mapRecord( mapping, aRecord( 1, 0, record ), factsFrom( mapping, describes, facts ) );
}

const step = ( name: string, options?: Record< string, unknown > ) => ( {
	transforms: [ { name, ...( options ? { options } : {} ) } ],
} );

describe( 'labels', () => {
	it( 'come from describe, also through a parent; a list stays a list though a label holds the separator', async () => {
		const fields = [
			{ from: 'status__c', ...step( 'label' ) },
			{ from: 'Genre__c', ...step( 'label' ) },
			{ from: 'Venue__r.Kind__c', ...step( 'label' ) },
			{
				expression: 'Status__c = "sold" ? Status__c : null',
				...step( 'label', { field: 'Status__c' } ),
			},
			{
				from: 'Genre__c',
				transforms: [ { name: 'split' }, { name: 'label' }, { name: 'join' } ],
			},
		];
		expect(
			await mapped( fields, {
				Status__c: 'on_sale',
				Genre__c: 'P;D',
				Venue__r: { Kind__c: 'h' },
			} )
		).toEqual( {
			state: 'draft',
			unreadable: [],
			values: {
				'meta:x0': 'Im Verkauf',
				'meta:x1': [ 'Schauspiel', 'Tanz; Ballett' ],
				'meta:x2': 'Halle',
				'meta:x3': null,
				'meta:x4': 'Schauspiel, Tanz; Ballett',
			},
		} );
	} );

	it( 'that nobody knows pass as they are, and are named', async () => {
		expect(
			await mapped(
				[
					{ from: 'Status__c', ...step( 'label' ) },
					{ from: 'Genre__c', ...step( 'label' ) },
				],
				{ Status__c: 'new', Genre__c: 'P;X' }
			)
		).toMatchObject( {
			values: { 'meta:x0': 'new', 'meta:x1': [ 'Schauspiel', 'X' ] },
			unlabelled: [
				{ path: 'Status__c', value: 'new' },
				{ path: 'Genre__c', value: 'X' },
			],
		} );
	} );

	it( 'of an expression with several fields must say which', () => {
		expect( () =>
			compiled(
				aMapping( {
					fields: [
						aField( {
							to: 'meta:x',
							expression: 'A__c & B__c',
							...step( 'label' ),
						} ),
					],
				} )
			)
		).toThrow( 'must say of which field' );
	} );

	it( 'never lose an entry of a list, whatever it holds', () => {
		const entry = fc.oneof(
			fc.constantFrom( 'D', 'P' ),
			fc.string( { minLength: 1 } ).filter( ( text ) => ! /[;\s]/.test( text ) && /^[\x21-\x7e]+$/.test( text ) )
		);
		return fc.assert(
			fc.asyncProperty( fc.uniqueArray( entry, { minLength: 1, maxLength: 8 } ), async ( entries ) => {
				const result = await mapped( [ { to: 'taxonomy:genre', from: 'Genre__c', ...step( 'label' ) } ], { Genre__c: entries.join( ';' ) } );
				const expected = entries.map( ( one ) => ( one === 'D' ? 'Tanz; Ballett' : one === 'P' ? 'Schauspiel' : one ) );
				expect( result ).toMatchObject( {
					values: { 'taxonomy:genre': [ ...new Set( expected ) ] },
				} );
			} )
		);
	} );
} );

describe( 'money', () => {
	const price = { from: 'Price__c', ...step( 'money' ) };
	const priced = { from: 'Price__c', ...step( 'money', { format: 'code' } ) };

	it( 'has the digits of its record’s currency, else of the org’s', async () => {
		expect( await mapped( [ price, priced ], { Price__c: 1500, CurrencyIsoCode: 'JPY' } ) ).toMatchObject( {
			values: { 'meta:x0': '1500', 'meta:x1': '1500 JPY' },
		} );
		expect( await mapped( [ price, priced ], { Price__c: 1.5, CurrencyIsoCode: 'KWD' } ) ).toMatchObject( {
			values: { 'meta:x0': '1.500', 'meta:x1': '1.500 KWD' },
		} );
		expect( await mapped( [ price, priced ], { Price__c: 27.1 } ) ).toMatchObject( {
			values: { 'meta:x0': '27.10', 'meta:x1': '27.10 GBP' },
		} );
		expect( await mapped( [ { from: 'CurrencyIsoCode' } ], {} ) ).toMatchObject( {
			values: { 'meta:x0': 'GBP' },
			unreadable: [],
		} );
		expect( await mapped( [ { ...priced, ...step( 'money', { format: 'code', currency: 'eur' } ) } ], { Price__c: 3 } ) ).toMatchObject( {
			values: { 'meta:x0': '3.00 EUR' },
		} );
	} );

	it( 'is empty where the amount is, and refused where nobody knows the currency that must be shown', async () => {
		expect( await mapped( [ price ], { Price__c: null } ) ).toMatchObject( {
			values: { 'meta:x0': null },
		} );
		const none = { currency: null as unknown as string, timezone: 'UTC' };
		expect( await mapped( [ price ], { Price__c: 5 }, {}, none ) ).toMatchObject( {
			values: { 'meta:x0': '5.00' },
		} );
		expect( await mapped( [ priced ], { Price__c: 5 }, {}, none ) ).toMatchObject( {
			state: 'rejected',
			failure: { code: 'currency_unknown' },
		} );
		const forgiving = { ...price, ...step( 'money', { format: 'code', otherwise: 'amount' } ) };
		expect( await mapped( [ forgiving ], { Price__c: 5 }, {}, none ) ).toMatchObject( {
			values: { 'meta:x0': '5.00' },
		} );
		expect( await mapped( [ forgiving ], { Price__c: 5 } ) ).toMatchObject( {
			values: { 'meta:x0': '5.00 GBP' },
		} );
	} );

	it( 'selects CurrencyIsoCode beside the amount, and only where describe has it', () => {
		const mapping = compiled(
			aMapping( {
				fields: [ aField( { to: 'meta:x', ...price } ), aField( { to: 'meta:y', from: 'Venue__r.Fee__c', ...step( 'money' ) } ) ],
			} )
		);
		expect( selectList( mapping ).paths ).toEqual( expect.arrayContaining( [ 'CurrencyIsoCode', 'Venue__r.CurrencyIsoCode' ] ) );
		expect( selectList( mapping, describes ) ).toEqual( {
			paths: [ 'Id', 'SystemModstamp', 'Price__c' ],
			unreadable: [ 'Venue__r.Fee__c' ],
		} );
		const several = new Map( describes ).set( 'show__c', {
			fields: [ ...( describes.get( 'show__c' )?.fields ?? [] ), { name: 'CurrencyIsoCode' } ],
		} );
		expect( selectList( mapping, several ).paths ).toContain( 'CurrencyIsoCode' );
	} );
} );

describe( 'time zones', () => {
	const starts = {
		from: 'Date__c',
		...step( 'local', { time_from: 'Time__c', zone_from: 'Venue__r.Zone__c' } ),
	};

	it( 'are the field’s, then the mapping’s, then the org’s', async () => {
		const record = {
			Date__c: '2026-07-01',
			Time__c: '19:30:00.000Z',
			Venue__r: { Zone__c: 'America/New_York' },
		};
		const without = { ...record, Venue__r: null };
		expect( await mapped( [ starts ], record ) ).toMatchObject( {
			values: { 'meta:x0': '2026-07-01T23:30:00Z' },
		} );
		expect( await mapped( [ starts ], without, { timezone: 'Europe/Paris' } ) ).toMatchObject( { values: { 'meta:x0': '2026-07-01T17:30:00Z' } } );
		expect( await mapped( [ starts ], without ) ).toMatchObject( {
			values: { 'meta:x0': '2026-07-01T18:30:00Z' },
		} );
		const zone = { from: 'Venue__r.Zone__c', ...step( 'timezone' ) };
		expect( await mapped( [ zone ], record ) ).toMatchObject( {
			values: { 'meta:x0': 'America/New_York' },
		} );
		expect( await mapped( [ zone ], without, { timezone: 'Europe/Paris' } ) ).toMatchObject( { values: { 'meta:x0': 'Europe/Paris' } } );
		expect( await mapped( [ zone ], without ) ).toMatchObject( {
			values: { 'meta:x0': 'Europe/London' },
		} );
		expect( await mapped( [ { ...zone, ...step( 'timezone', { otherwise: 'site' } ) } ], without ) ).toMatchObject( { values: { 'meta:x0': null } } );
	} );

	it( 'that nobody knows refuse the record in words, instead of a wrong hour', async () => {
		const record = {
			Date__c: '2026-07-01',
			Time__c: null,
			Venue__r: { Zone__c: 'EST' },
		};
		expect( await mapped( [ starts ], record ) ).toMatchObject( {
			state: 'rejected',
			failure: { code: 'timezone_missing' },
		} );
		expect( await mapped( [ { from: 'Venue__r.Zone__c', ...step( 'timezone' ) } ], record ) ).toMatchObject( {
			state: 'rejected',
			failure: { code: 'timezone_unknown' },
		} );
	} );

	it( 'that may not be read leave the time as it is stored', async () => {
		expect(
			await mapped( [ starts ], {
				Date__c: '2026-07-01',
				Time__c: '19:30:00.000Z',
				Venue__r: {},
			} )
		).toMatchObject( {
			values: {},
			unreadable: [ 'Venue__r.Zone__c' ],
		} );
		expect( await mapped( [ starts ], { Date__c: '2026-07-01', Venue__r: null } ) ).toMatchObject( { values: {}, unreadable: [ 'Time__c' ] } );
	} );

	it( 'never move a Date; a moment has the day of where it happens', () =>
		fc.assert(
			fc.asyncProperty(
				fc.date( {
					min: new Date( '1900-01-01' ),
					max: new Date( '2100-01-01' ),
					noInvalidDate: true,
				} ),
				fc.constantFrom( 'Pacific/Kiritimati', 'Pacific/Honolulu' ),
				async ( date, timezone ) => {
					const day = date.toISOString().slice( 0, 10 );
					expect( await mapped( [ { from: 'Date__c', ...step( 'date' ) } ], { Date__c: day }, { timezone } ) ).toMatchObject( {
						values: { 'meta:x0': day },
					} );
				}
			)
		) );

	it( 'give a moment the day of its venue', async () => {
		const late = { Start__c: '2026-11-21T03:00:00.000+0000' };
		expect(
			await mapped( [ { from: 'Start__c', ...step( 'date' ) } ], late, {
				timezone: 'America/New_York',
			} )
		).toMatchObject( {
			values: { 'meta:x0': '2026-11-20' },
		} );
	} );

	it( 'ask for the zone of the org where the day of a moment hangs on it, whatever its neighbours ask for', async () => {
		const day = { from: 'Start__c', ...step( 'date' ) };
		const needs = ( timezone: string | null ) => compiled( aMapping( { timezone, fields: [ aField( { to: 'meta:x0', ...day } ) ] } ) ).needs.timezone;
		expect( needs( null ) ).toBe( true );
		expect( needs( 'Europe/Paris' ) ).toBe( false );
		const late = { Start__c: '2026-11-21T03:00:00.000+0000' };
		expect( await mapped( [ day ], late, {}, { ...org, timezone: 'America/New_York' } ) ).toMatchObject( { values: { 'meta:x0': '2026-11-20' } } );
	} );

	it.each( [
		[ 'no zone is known', {}, null ],
		[ 'the record names one that is not known', { zone_from: 'Zone__c' }, 'Europe/London' ],
	] )( 'refuse the day of a moment where %s, and never a Date', async ( _, options, timezone ) => {
		const day = { from: 'Start__c', ...step( 'date', options ) };
		const facts = { currency: null, timezone };
		expect( await mapped( [ day ], { Start__c: '2026-11-21T03:00:00.000+0000', Zone__c: 'EST' }, {}, facts ) ).toMatchObject( {
			state: 'rejected',
			failure: { code: 'timezone_missing' },
		} );
		expect( await mapped( [ day ], { Start__c: '2026-11-21', Zone__c: 'EST' }, {}, facts ) ).toMatchObject( { values: { 'meta:x0': '2026-11-21' } } );
	} );
} );

it( 'asks for no fact that no step uses', () => {
	expect(
		compiled(
			aMapping( {
				fields: [ aField( { to: 'title', from: 'Name', ...step( 'text' ) } ) ],
			} )
		).needs
	).toEqual( {
		labels: [],
		currency: false,
		timezone: false,
	} );
	expect( noFacts.labels.size ).toBe( 0 );
} );

it.each( [
	[ 'timezone_unknown', { timezone: 'Eastern' }, {} ],
	[ 'timezone_unknown', {}, step( 'local', { zone: 'EST' } ) ],
	[ 'currency_unknown', {}, step( 'money', { currency: '€' } ) ],
] )( 'refuses a mapping with %s once, and not each of its records', ( code, more, steps ) => {
	expect( compileMapping( aMapping( { fields: [ aField( { to: 'meta:x', from: 'Date__c', ...steps } ) ], ...more } ) ) ).toMatchObject( {
		ok: false,
		failure: { kind: 'config', code },
	} );
} );

describe( 'ids', () => {
	const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
	const short = fc
		.array( fc.nat( letters.length - 1 ), { minLength: 15, maxLength: 15 } )
		.map( ( parts ) => parts.map( ( at ) => letters.charAt( at ) ).join( '' ) );

	it( 'of 15 and of 18 characters are one, and two that differ in a capital stay two even to a reader blind to case', () => {
		fc.assert(
			fc.property( short, fc.nat( 14 ), ( id, at ) => {
				const long = id18( id ) ?? '';
				expect( long ).toHaveLength( 18 );
				expect( long.slice( 0, 15 ) ).toBe( id );
				expect( id18( long ) ).toBe( long );
				const letter = id.charAt( at );
				const other = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
				if ( other !== letter ) {
					expect( id18( id.slice( 0, at ) + other + id.slice( at + 1 ) )?.toLowerCase() ).not.toBe( long.toLowerCase() );
				}
			} )
		);
	} );
} );
