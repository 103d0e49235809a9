import type { Mapping } from '../../../sync-worker/src/contract';
import { SyncFailure } from '../../../sync-worker/src/failure';
import type { Worked } from '../../../sync-worker/src/inbound/work';
import { JsforceConnection } from '../../../sync-worker/src/salesforce/connection';
import { startSimulator, type Simulator } from '../../simulator';
import { findField } from '../../simulator/org/schema';
import { aField, aMapping } from '../doubles/builders';
import { doorTo, performance, production, workBetween } from '../doubles/chain';
import { WordPressDoor } from '../doubles/wordpress-door';

const venue = 'PatronTicket__Venue__c';
const zone = 'PatronTicket__Venue__r.PatronTicket__TimeZone__c';
const hour = 3600_000;

class WithoutSoap extends JsforceConnection {
	public override defaultCurrency(): Promise< string | null > {
		return Promise.reject( new SyncFailure( { kind: 'config', code: 'salesforce_api_disabled', message: 'No SOAP.', actions: [] } ) );
	}
}

let soapIsClosed = false;
let simulator: Simulator;
let door: WordPressDoor;
let ids: { venue: string; production: string; performance: string };

const org = () => simulator.world.org;

function made( object: string, values: Record< string, unknown > ): string {
	return org().writer.create( object, values );
}

beforeEach( async () => {
	soapIsClosed = false;
	simulator = await startSimulator( {
		season: 'empty',
		clock: { now: Date.UTC( 2026, 10, 22, 12 ), frozen: true },
	} );
	const place = made( venue, {
		Name: 'Old Vic',
		PatronTicket__TimeZone__c: 'Europe/London',
	} );
	const show = made( production, {
		Name: 'Hamlet',
		PatronTicket__Category__c: 'Play;Dance',
	} );
	const evening = made( performance, {
		Name: 'Hamlet, Monday',
		PatronTicket__TicketableEvent__c: show,
		PatronTicket__Venue__c: place,
		PatronTicket__InstanceDate__c: '2026-11-30T00:30:00.000+0000',
		PatronTicket__SaleStatus__c: 'On Sale',
		PatronTicket__Access__c: 'Captioned;Relaxed',
		PatronTicket__MinPrice__c: 27.1,
	} );
	ids = { venue: place, production: show, performance: evening };
	org().clock.advance( 2 * hour );
	door = await doorTo( simulator );
} );

afterEach( async () => {
	await door.close();
	await simulator.close();
} );

const work = (): Promise< Worked > =>
	workBetween( simulator, door, { connect: ( options ) => new ( soapIsClosed ? WithoutSoap : JsforceConnection )( options ) } );

async function refreshed( objects?: string[] ): Promise< void > {
	door.due( 'refresh', objects ? { objects } : {} );
	expect( await work() ).toMatchObject( { state: 'succeeded' } );
}

async function sync( expected: Partial< Worked > = { state: 'succeeded' } ): Promise< void > {
	simulator.world.log.clear();
	door.due();
	expect( await work() ).toMatchObject( expected );
	door.inbox = [];
}

type Field = Partial< Mapping[ 'fields' ][ number ] > & { to: string };

const performances = ( fields: Field[], more: Partial< Mapping > = {} ): Mapping =>
	aMapping( {
		id: 'performances',
		name: 'Performances',
		sobject: performance,
		fields: [ aField( { to: 'title', from: 'Name' } ), ...fields.map( aField ) ],
		...more,
	} );

const stored = () => door.rows.get( ids.performance );
const step = ( name: string, options?: Record< string, unknown > ) => ( {
	transforms: [ { name, ...( options ? { options } : {} ) } ],
} );
const calls = ( piece: string ): number => simulator.world.log.since( 0 ).filter( ( { path } ) => path.includes( piece ) ).length;
const notices = () => door.completed.at( -1 )?.notices ?? [];
const change = ( values: Record< string, unknown >, object = performance, id = ids.performance ) => {
	org().writer.update( object, id, values );
	org().clock.advance( 10_000 );
};
function relabel( field: string, labels: Record< string, string > ): void {
	const object = org().catalogue.find( performance );
	const found = object && findField( object, field );
	if ( ! found ) {
		throw new Error( `No field ${ field }.` );
	}
	found.labels = { ...found.labels, ...labels };
}

describe( 'labels from describe', () => {
	const labelled = performances( [
		{
			to: 'meta:status',
			from: 'PatronTicket__SaleStatus__c',
			...step( 'label' ),
		},
		{
			to: 'taxonomy:access',
			from: 'PatronTicket__Access__c',
			...step( 'label' ),
		},
	] );

	it( 'are asked once a run, and never by an idle poll', async () => {
		relabel( 'PatronTicket__SaleStatus__c', { 'On Sale': 'Im Verkauf' } );
		relabel( 'PatronTicket__Access__c', { Captioned: 'Übertitelt' } );
		door.mappings = [ labelled ];
		await sync();
		expect( stored()?.values ).toMatchObject( {
			'meta:status': 'Im Verkauf',
			'taxonomy:access': [ 'Übertitelt', 'Relaxed' ],
		} );
		expect( calls( '/describe' ) ).toBe( 1 );
		expect( notices() ).toEqual( [] );
		org().clock.advance( hour );
		await sync();
		expect( simulator.world.log.since( 0 ) ).toHaveLength( 1 );
		expect( calls( '/describe' ) ).toBe( 0 );
	} );

	it( 'that change alone change the fingerprint of a record that is read again', async () => {
		door.mappings = [ labelled ];
		await sync();
		const before = stored()?.fingerprint;
		org().clock.advance( hour );
		door.inbox = [ { mapping_id: 'performances', ids: [ ids.performance ] } ];
		await sync();
		expect( stored()?.fingerprint ).toBe( before );
		relabel( 'PatronTicket__SaleStatus__c', { 'On Sale': 'Jetzt buchen' } );
		org().clock.advance( hour );
		door.inbox = [ { mapping_id: 'performances', ids: [ ids.performance ] } ];
		await sync();
		expect( stored()?.values[ 'meta:status' ] ).toBe( 'Jetzt buchen' );
		expect( stored()?.fingerprint ).not.toBe( before );
	} );

	it( 'are refreshed though no record moved', async () => {
		door.mappings = [ labelled ];
		await sync();
		org().clock.advance( hour );
		relabel( 'PatronTicket__Access__c', { Relaxed: 'Entspannt' } );
		await refreshed();
		expect( stored()?.values[ 'taxonomy:access' ] ).toContain( 'Entspannt' );
		expect( door.completed.at( -1 )?.traits ).toMatchObject( [ { mapping_id: 'performances', values_move: true } ] );
	} );

	it( 'that are missing let the value pass, and say so once', async () => {
		door.mappings = [ labelled ];
		const object = org().catalogue.find( performance );
		const field = object && findField( object, 'PatronTicket__SaleStatus__c' );
		if ( field ) {
			field.picklist = [ 'Other' ];
		}
		await sync();
		expect( stored()?.values[ 'meta:status' ] ).toBe( 'On Sale' );
		expect( notices() ).toMatchObject( [ { failure: { code: 'label_unknown', details: { value: 'On Sale' } } } ] );
	} );
} );

describe( 'money', () => {
	const priced = performances( [
		{
			to: 'meta:callboard_price_min',
			from: 'PatronTicket__MinPrice__c',
			...step( 'money', { format: 'code' } ),
		},
		{ to: 'meta:currency', from: 'CurrencyIsoCode' },
	] );
	const price = () => stored()?.values[ 'meta:callboard_price_min' ];
	const traits = () => door.traits.get( 'performances' );
	/** A detail takes the currency of its master, and nobody may write it; what a page of Setup does moves no stamp. */
	function inCurrency( code: string | null ): void {
		const row = org().store.table( performance ).get( ids.performance );
		Object.assign( row?.values ?? {}, { CurrencyIsoCode: code } );
	}
	async function reconciled(): Promise< void > {
		door.due( 'reconciliation' );
		expect( await work() ).toMatchObject( { state: 'succeeded' } );
	}

	beforeEach( () => {
		door.mappings = [ priced ];
	} );

	it( 'has the org’s currency where records have none, without a refused query', async () => {
		await sync();
		expect( stored()?.values ).toMatchObject( {
			'meta:callboard_price_min': '27.10 USD',
			'meta:currency': 'USD',
		} );
		expect( calls( '/services/Soap' ) ).toBe( 1 );
		expect( notices() ).toEqual( [] );
	} );

	it( 'has the record’s currency and its digits where the org has several, and the org’s where a record names none', async () => {
		org().switches.turnOn( 'multi_currency' );
		inCurrency( 'JPY' );
		change( { PatronTicket__MinPrice__c: 1500 } );
		await sync();
		expect( stored()?.values ).toMatchObject( {
			'meta:callboard_price_min': '1500 JPY',
			'meta:currency': 'JPY',
		} );
		inCurrency( null );
		change( { PatronTicket__MinPrice__c: 1600 } );
		await sync();
		expect( price() ).toBe( '1600.00 USD' );
	} );

	it.each( [ false, true ] )( 'costs a poll one call, and two where something changed (several currencies: %s)', async ( several ) => {
		if ( several ) {
			org().switches.turnOn( 'multi_currency' );
			inCurrency( 'GBP' );
		}
		await sync();
		org().clock.advance( 2 * hour );
		await sync();
		expect( simulator.world.log.since( 0 ) ).toHaveLength( 1 );
		change( { PatronTicket__MinPrice__c: 30 } );
		await sync();
		expect( simulator.world.log.since( 0 ) ).toHaveLength( 2 );
		expect( price() ).toBe( several ? '30.00 GBP' : '30.00 USD' );
		expect( notices() ).toEqual( [] );
	} );

	it( 'asks a user who may not use SOAP once, too', async () => {
		door.mappings = [
			performances( [
				{ to: 'meta:callboard_price_min', from: 'PatronTicket__MinPrice__c', ...step( 'money', { format: 'code', otherwise: 'amount' } ) },
			] ),
		];
		soapIsClosed = true;
		await sync();
		expect( price() ).toBe( '27.10' );
		expect( traits()?.currencies ).toEqual( { fields: [], org: null } );
		change( { PatronTicket__MinPrice__c: 30 } );
		await sync();
		expect( simulator.world.log.since( 0 ) ).toHaveLength( 2 );
	} );

	it( 'notices at night that the org has several currencies now, and reads again what it read before', async () => {
		await sync();
		await reconciled();
		expect( traits() ).toMatchObject( { values_move: false, currencies: { fields: [], org: 'USD' } } );
		org().switches.turnOn( 'multi_currency' );
		inCurrency( 'JPY' );
		change( { PatronTicket__MinPrice__c: 1500 } );
		await sync();
		expect( price() ).toBe( '1500.00 USD' );
		await reconciled();
		expect( traits() ).toMatchObject( { values_move: true, currencies: { fields: [ 'CurrencyIsoCode' ], org: 'USD' } } );
		// What is left to the hourly refresh, as WordPress names it.
		await refreshed( [ 'performances' ] );
		expect( stored()?.values ).toMatchObject( { 'meta:callboard_price_min': '1500 JPY', 'meta:currency': 'JPY' } );
		expect( traits() ).toMatchObject( { values_move: false, currencies: { fields: [ 'CurrencyIsoCode' ] } } );
		await sync();
		expect( simulator.world.log.since( 0 ) ).toHaveLength( 1 );
	} );

	it( 'keeps in mind that values moved when they could not be read again', async () => {
		await sync();
		org().switches.turnOn( 'multi_currency' );
		await reconciled();
		door.fail( 'offer', { status: 400, body: { code: 'broken', message: 'broken' } } );
		inCurrency( 'JPY' );
		door.due( 'refresh', { objects: [ 'performances' ] } );
		expect( await work() ).toMatchObject( { state: 'failed' } );
		expect( traits() ).toMatchObject( { values_move: true } );
	} );

	it( 'looks again when a currency that is remembered is not there any more', async () => {
		await sync();
		door.traits.set( 'performances', {
			mapping_id: 'performances',
			version: 1,
			filter_moves: false,
			values_move: false,
			currencies: { fields: [ 'CurrencyIsoCode' ], org: 'EUR' },
		} );
		change( { PatronTicket__MinPrice__c: 30 } );
		await sync();
		expect( price() ).toBe( '30.00 USD' );
		expect( notices() ).toEqual( [] );
		expect( traits() ).toMatchObject( { values_move: true, currencies: { fields: [], org: 'USD' } } );
	} );
} );

describe( 'time zones', () => {
	it( 'fall back to the org’s own, asked for only where nothing nearer says', async () => {
		door.mappings = [ performances( [ { to: 'meta:callboard_timezone', from: zone, ...step( 'timezone' ) } ] ) ];
		await sync();
		expect( stored()?.values[ 'meta:callboard_timezone' ] ).toBe( 'Europe/London' );
		change( { PatronTicket__Venue__c: null } );
		await sync();
		expect( stored()?.values[ 'meta:callboard_timezone' ] ).toBe( org().zone );
		door.mappings = [ performances( [ { to: 'meta:callboard_timezone', from: zone, ...step( 'timezone' ) } ], { timezone: 'Asia/Tokyo', version: 2 } ) ];
		change( { Name: 'Hamlet, again' } );
		await sync();
		expect( stored()?.values[ 'meta:callboard_timezone' ] ).toBe( 'Asia/Tokyo' );
	} );
} );

describe( 'a field that became unreadable', () => {
	const watched = [
		performances( [
			{ to: 'meta:code', from: 'PatronTicket__Code__c' },
			{ to: 'meta:city', from: 'PatronTicket__Venue__r.PatronTicket__City__c' },
			{ to: 'meta:both', expression: 'PatronTicket__Code__c & "/" & Name' },
			{
				to: 'meta:start',
				from: 'PatronTicket__InstanceDate__c',
				empty: 'reject',
				...step( 'datetime' ),
			},
		] ),
		aMapping( {
			id: 'productions',
			name: 'Productions',
			sobject: production,
			order: 5,
		} ),
	];

	beforeEach( async () => {
		org().writer.update( performance, ids.performance, {
			PatronTicket__Code__c: 'H-1',
		} );
		org().writer.update( venue, ids.venue, { PatronTicket__City__c: 'London' } );
		org().clock.advance( 2 * hour );
		door.mappings = watched;
		await sync();
		expect( stored()?.values ).toMatchObject( {
			'meta:code': 'H-1',
			'meta:city': 'London',
			'meta:both': 'H-1/Hamlet, Monday',
		} );
	} );

	const sent = () => door.deliveries.at( -1 )?.records[ 0 ]?.values ?? {};

	it.each( [
		[ 'own field', performance, 'PatronTicket__Code__c', [ 'meta:code', 'meta:both' ] ],
		[ 'field of a parent', venue, 'PatronTicket__City__c', [ 'meta:city' ] ],
		[ 'lookup on the way to one', performance, 'PatronTicket__Venue__c', [ 'meta:city' ] ],
		[ 'field a listing needs', performance, 'PatronTicket__InstanceDate__c', [ 'meta:start' ] ],
	] )( '(%s) is absent and never null, is told once, and comes back', async ( _name, object, field, targets ) => {
		org().hideField( object, field );
		change( { Name: 'Renamed' } );
		await sync();
		expect( sent().title ).toBe( 'Renamed' );
		targets.forEach( ( target ) => expect( sent() ).not.toHaveProperty( target ) );
		expect( Object.values( sent() ) ).not.toContain( null );
		expect( notices().map( ( { failure } ) => failure.code ) ).toEqual( [ 'field_unreadable' ] );
		org().showAll();
		change( { Name: 'Renamed again' } );
		await sync();
		targets.forEach( ( target ) => expect( sent()[ target ] ).toBeTruthy() );
		expect( notices() ).toEqual( [] );
	} );

	it( 'is filled again by the next refresh, though its record did not move', async () => {
		change( { PatronTicket__Code__c: 'H-2' } );
		org().hideField( performance, 'PatronTicket__Code__c' );
		await sync();
		expect( sent() ).not.toHaveProperty( 'meta:code' );
		org().clock.advance( hour );
		await refreshed();
		expect( door.completed.at( -1 )?.traits ).toContainEqual( expect.objectContaining( { mapping_id: 'performances', values_move: true } ) );
		org().showAll();
		await refreshed( [ 'performances' ] );
		expect( stored()?.values[ 'meta:code' ] ).toBe( 'H-2' );
	} );

	it( 'takes only its own mapping with it when the whole object went, and nothing is withdrawn', async () => {
		org().hideObject( performance );
		org().writer.update( production, ids.production, { Name: 'Macbeth' } );
		org().clock.advance( 10_000 );
		await sync( { state: 'failed' } );
		expect( door.completed.at( -1 )?.failure ).toMatchObject( {
			kind: 'config',
			code: 'salesforce_object_missing',
			details: { mapping: 'performances' },
		} );
		expect( door.rows.get( ids.production )?.values.title ).toBe( 'Macbeth' );
		expect( stored()?.live ).toBe( true );
		expect( door.deliveries.flatMap( ( { withdrawals } ) => withdrawals ) ).toEqual( [] );
		org().showAll();
		change( { Name: 'Back' } );
		await sync();
		expect( stored()?.values.title ).toBe( 'Back' );
	} );

	it( 'of a parent that went altogether keeps what came from it, and the rest goes on', async () => {
		org().hideObject( venue );
		change( { Name: 'Renamed' } );
		await sync();
		expect( sent() ).toMatchObject( { title: 'Renamed', 'meta:code': 'H-1' } );
		expect( sent() ).not.toHaveProperty( 'meta:city' );
		expect( notices() ).toMatchObject( [ { mapping_id: 'performances', failure: { code: 'field_unreadable' } } ] );
	} );
} );
