import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Mapping, Preset } from '../../../sync-worker/src/contract';
import { mapRecord, noFacts, selectList } from '../../../sync-worker/src/mapping';
import { compiled } from '../doubles/builders';

const preset: Preset = JSON.parse( readFileSync( path.resolve( __dirname, '../../../plugin/presets/patronticket.json' ), 'utf8' ) );
const [ productions, performances ] = preset.mappings as [ Mapping, Mapping ];

const production = {
	Id: 'a0E5e0000001000EAA',
	Name: 'Hamlet',
	SystemModstamp: '2026-11-20T10:00:00.000+0000',
	PatronTicket__LongTitle__c: null,
	PatronTicket__Subtitle__c: 'A &amp; B',
	PatronTicket__Description__c: '<p>To be</p>',
	PatronTicket__Category__c: 'Play;Family',
	PatronTicket__Season__c: '2026/27',
	PatronTicket__PurchaseUrl__c: 'https://tickets.example/hamlet',
	PatronTicket__LargeImageUrl__c: null,
};
const performance = {
	Id: 'a0I5e000000100xEAA',
	Name: 'Hamlet, opening',
	SystemModstamp: '2026-11-20T10:00:00.000+0000',
	PatronTicket__TicketableEvent__c: 'a0E5e0000001000EAA',
	PatronTicket__InstanceDate__c: '2026-12-01T19:30:00.000+0000',
	PatronTicket__EndDate__c: null,
	PatronTicket__Venue__r: {
		Name: 'V-001',
		PatronTicket__DisplayName__c: 'Main House',
		PatronTicket__TimeZone__c: 'Europe/London',
		PatronTicket__City__c: 'Leeds',
		PatronTicket__AddressInformation__c: '1 High St\nLeeds',
	},
	PatronTicket__SaleStatus__c: 'On Sale',
	PatronTicket__SoldOut__c: false,
	PatronTicket__Status__c: 'Moved Online',
	PatronTicket__MinPrice__c: 12.5,
	PatronTicket__MaxPrice__c: null,
	PatronTicket__PurchaseUrl__c: null,
	PatronTicket__Access__c: 'Captioned;BSL',
	PatronTicket__Code__c: 'HAM-1',
};

describe( 'the PatronTicket preset', () => {
	it( 'makes a production', async () => {
		expect( await mapRecord( compiled( productions ), production ) ).toEqual( {
			state: 'draft',
			unreadable: [],
			values: {
				title: 'Hamlet',
				content: '<p>To be</p>',
				'meta:callboard_subtitle': 'A & B',
				'meta:callboard_purchase_url': 'https://tickets.example/hamlet',
				'taxonomy:genre': [ 'Play', 'Family' ],
				'taxonomy:season': [ '2026/27' ],
			},
		} );
	} );

	it( 'prefers the long title', async () => {
		expect( await mapRecord( compiled( productions ), { ...production, PatronTicket__LongTitle__c: 'The Tragedy of Hamlet' } ) ).toMatchObject( {
			values: { title: 'The Tragedy of Hamlet' },
		} );
	} );

	it( 'makes a performance', async () => {
		expect( await mapRecord( compiled( performances ), performance ) ).toEqual( {
			state: 'draft',
			unreadable: [],
			values: {
				title: 'Hamlet, opening',
				parent: 'a0E5e0000001000EAA',
				'meta:callboard_start': '2026-12-01T19:30:00Z',
				'meta:callboard_end': null,
				'meta:callboard_timezone': 'Europe/London',
				'taxonomy:venue': [ 'Main House' ],
				'meta:callboard_city': 'Leeds',
				'meta:callboard_address': '1 High St Leeds',
				'meta:callboard_sale_status': 'on_sale',
				'meta:callboard_event_status': 'moved_online',
				'meta:callboard_price_min': '12.50',
				'meta:callboard_price_max': null,
				'meta:callboard_purchase_url': null,
				'meta:callboard_access': 'Captioned, BSL',
				'meta:callboard_natural_key': 'HAM-1',
			},
		} );
	} );

	it.each( [
		[ 'the record’s currency', { CurrencyIsoCode: 'JPY', PatronTicket__MinPrice__c: 1500 }, 'GBP', '1500 JPY' ],
		[ 'the org’s where the record names none', {}, 'GBP', '12.50 GBP' ],
		[ 'none where nobody knows it: the performance stands all the same', {}, null, '12.50' ],
	] )( 'prices in %s', async ( _why, fields, currency, price ) => {
		const mapped = await mapRecord( compiled( performances ), { ...performance, ...fields }, { ...noFacts, currency } );
		expect( mapped ).toMatchObject( { state: 'draft', values: { 'meta:callboard_price_min': price, 'meta:callboard_price_max': null } } );
	} );

	it.each( [
		[ { PatronTicket__SoldOut__c: true }, 'sold_out' ],
		[ { PatronTicket__SaleStatus__c: 'Not on sale yet' }, 'not_yet' ],
		[ { PatronTicket__SaleStatus__c: 'No longer on sale' }, 'ended' ],
		[ { PatronTicket__SaleStatus__c: 'Free' }, 'free' ],
		[ { PatronTicket__SaleStatus__c: null }, null ],
	] )( 'says of %j that it is %s', async ( fields, status ) => {
		expect( await mapRecord( compiled( performances ), { ...performance, ...fields } ) ).toMatchObject( {
			values: { 'meta:callboard_sale_status': status },
		} );
	} );

	it( 'stands without a venue, and not without a date', async () => {
		expect( await mapRecord( compiled( performances ), { ...performance, PatronTicket__Venue__r: null } ) ).toMatchObject( {
			values: { 'taxonomy:venue': [] },
		} );
		expect( await mapRecord( compiled( performances ), { ...performance, PatronTicket__InstanceDate__c: null } ) ).toMatchObject( {
			state: 'rejected',
			failure: { code: 'required_value_missing' },
		} );
	} );

	it( 'never reads what WordPress owns', () => {
		const { paths } = selectList( compiled( productions ) );
		expect( paths ).toContain( 'PatronTicket__LongTitle__c' );
		expect( paths.slice( 0, 2 ) ).toEqual( [ 'Id', 'SystemModstamp' ] );
		expect( new Set( paths ).size ).toBe( paths.length );
	} );

	it( 'leaves out what describe does not show, parents included', () => {
		const describes = new Map( [
			[
				'patronticket__eventinstance__c',
				{
					fields: [
						{ name: 'Name' },
						{ name: 'PatronTicket__Venue__c', relationshipName: 'PatronTicket__Venue__r', referenceTo: [ 'PatronTicket__Venue__c' ] },
					],
				},
			],
			[ 'patronticket__venue__c', { fields: [ { name: 'Name' }, { name: 'PatronTicket__City__c' } ] } ],
		] );
		const { paths, unreadable } = selectList( compiled( performances ), describes );
		expect( paths ).toEqual( [ 'Id', 'SystemModstamp', 'Name', 'PatronTicket__Venue__r.Name', 'PatronTicket__Venue__r.PatronTicket__City__c' ] );
		expect( unreadable ).toContain( 'PatronTicket__Venue__r.PatronTicket__TimeZone__c' );
		expect( unreadable ).toContain( 'PatronTicket__InstanceDate__c' );
	} );
} );
