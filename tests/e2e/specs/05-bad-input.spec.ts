import { expect, test } from '../support/test';
import { connected } from '../support/connected';
import { expectSuccess, expectWords, itemsSince, lastRun, settled, sync } from '../support/runs';
import { runScreen } from '../support/screens';
import { changeOrg, differences, orgControl, php, soql, sql, updateOrg } from '../support/stack';

const PRODUCTION = 'PatronTicket__TicketableEvent__c';
const PERFORMANCE = 'PatronTicket__EventInstance__c';
const SOON = 'PatronTicket__InstanceDate__c > TODAY';

interface Row {
	readonly Id: string;
	readonly Name: string;
	readonly PatronTicket__TicketableEvent__c: string;
	readonly PatronTicket__InstanceDate__c: string;
	readonly PatronTicket__SaleStatus__c: string;
	readonly PatronTicket__LongTitle__c: string | null;
	readonly PatronTicket__LargeImageUrl__c: string | null;
}

const listedProduction = async (): Promise< Row > =>
	(
		await soql< Row >(
			`SELECT Id, Name, PatronTicket__LongTitle__c, PatronTicket__LargeImageUrl__c FROM ${ PRODUCTION } WHERE PatronTicket__Active__c = true AND PatronTicket__Type__c = 'Tickets' ORDER BY Id DESC LIMIT 1`
		)
	)[ 0 ]!;

const comingPerformances = ( count: number ): Promise< Row[] > =>
	soql< Row >(
		`SELECT Id, Name, PatronTicket__InstanceDate__c, PatronTicket__SaleStatus__c FROM ${ PERFORMANCE } WHERE ${ SOON } AND PatronTicket__SoldOut__c = false AND PatronTicket__TicketableEvent__r.PatronTicket__Active__c = true AND PatronTicket__TicketableEvent__r.PatronTicket__Type__c = 'Tickets' ORDER BY PatronTicket__InstanceDate__c, Id LIMIT ${ count }`
	);

const patch = ( object: string, id: string, fields: Record< string, unknown > ) => updateOrg( object, id, JSON.stringify( fields ) );
const titleOf = ( id: string ) => sql( `SELECT p.post_title FROM wp_posts p JOIN wp_callboard_ledger l ON l.post_id = p.ID WHERE l.sf_id = '${ id }'` );

test.beforeEach( async ( { rest } ) => connected( rest ) );
test.afterEach( async () => orgControl( 'fault', { kind: 'clear' } ) );

test.describe( 'one bad record among good ones', () => {
	test( 'a title of 5,000 characters: shown in words or stored whole, the others go through', async ( { page, rest } ) => {
		const last = await lastRun( rest );
		const production = await listedProduction();
		const [ performance ] = await comingPerformances( 1 );
		await patch( PRODUCTION, production.Id, { PatronTicket__LongTitle__c: `Long ${ 'title '.repeat( 832 ) }end` } );
		await changeOrg( 'sell-out', performance!.Id );
		const run = await sync( rest );
		expectSuccess( run );
		const item = ( await itemsSince( rest, last ) ).find( ( { external_id: id } ) => id === production.Id );
		if ( item?.outcome === 'rejected' ) {
			expectWords( item.failure );
			await runScreen( page, { id: item.run_id } );
			await expect( page.locator( '#callboard-settings' ).getByText( item.failure.message ) ).toBeVisible();
		} else {
			expect( ( await titleOf( production.Id ) ).trim().length ).toBeGreaterThan( 4900 );
		}
		await patch( PRODUCTION, production.Id, { PatronTicket__LongTitle__c: production.PatronTicket__LongTitle__c } );
		await sync( rest );
		expect( await differences() ).toEqual( [] );
	} );

	test( 'a performance without a date is refused in words, its neighbour goes through', async ( { page, rest } ) => {
		const last = await lastRun( rest );
		const [ dateless, neighbour ] = await comingPerformances( 2 );
		await patch( PERFORMANCE, dateless!.Id, { PatronTicket__InstanceDate__c: null } );
		await patch( PERFORMANCE, neighbour!.Id, { PatronTicket__SaleStatus__c: 'Free' } );
		const run = await sync( rest );
		expectSuccess( run );
		const item = ( await itemsSince( rest, last ) ).find( ( { external_id: id } ) => id === dateless!.Id );
		expect( item?.outcome ).toBe( 'rejected' );
		expectWords( item?.failure );
		await runScreen( page, { id: item.run_id } );
		await expect( page.locator( '#callboard-settings' ).getByText( item.failure.message ).first() ).toBeVisible();
		expect(
			(
				await sql(
					`SELECT i.sale_status FROM wp_callboard_listing i JOIN wp_callboard_ledger l ON l.post_id = i.post_id WHERE l.sf_id = '${ neighbour!.Id }'`
				)
			).trim()
		).toBe( 'free' );
		await patch( PERFORMANCE, dateless!.Id, { PatronTicket__InstanceDate__c: dateless!.PatronTicket__InstanceDate__c } );
		await patch( PERFORMANCE, neighbour!.Id, { PatronTicket__SaleStatus__c: neighbour!.PatronTicket__SaleStatus__c } );
		await sync( rest );
		expect( await differences() ).toEqual( [] );
	} );

	test( 'a picture that is not there is named on the run, the show is published', async ( { page, rest } ) => {
		const last = await lastRun( rest );
		const production = await listedProduction();
		const post = ( await sql( `SELECT post_id FROM wp_callboard_ledger WHERE sf_id = '${ production.Id }'` ) ).trim();
		await php( `delete_post_thumbnail( ${ Number( post ) } );` );
		await patch( PRODUCTION, production.Id, {
			PatronTicket__LargeImageUrl__c: 'http://127.0.0.1:9/nothing.png',
			PatronTicket__Subtitle__c: 'With a broken picture',
		} );
		const run = await sync( rest );
		expectSuccess( run );
		await expect
			.poll(
				async () => ( await itemsSince( rest, last ) ).filter( ( { external_id: id, failure } ) => id === production.Id && failure !== null ).length
			)
			.toBeGreaterThan( 0 );
		const item = ( await itemsSince( rest, last ) ).find( ( { external_id: id, failure } ) => id === production.Id && failure !== null );
		expectWords( item?.failure );
		await runScreen( page, { id: item.run_id } );
		await expect( page.locator( '#callboard-settings' ).getByText( item.failure.message ).first() ).toBeVisible();
		expect( ( await sql( `SELECT meta_value FROM wp_postmeta WHERE post_id = ${ post } AND meta_key = 'callboard_subtitle'` ) ).trim() ).toBe(
			'With a broken picture'
		);
		await patch( PRODUCTION, production.Id, { PatronTicket__LargeImageUrl__c: production.PatronTicket__LargeImageUrl__c } );
		await sync( rest );
	} );

	test( 'half of a surrogate pair in a title does not stop the others', async ( { rest } ) => {
		const last = await lastRun( rest );
		const production = await listedProduction();
		const [ neighbour ] = await comingPerformances( 1 );
		await updateOrg( PRODUCTION, production.Id, `{"Name":"Broken \\ud83d show"}` );
		await changeOrg( 'reschedule', neighbour!.Id );
		const run = await sync( rest );
		expectSuccess( run );
		const stored = ( await titleOf( production.Id ) ).trim();
		const item = ( await itemsSince( rest, last ) ).find( ( { external_id: id } ) => id === production.Id );
		if ( item?.outcome === 'rejected' ) {
			expectWords( item.failure );
		} else {
			expect( stored ).toMatch( /^Broken .* show$/ );
		}
		await patch( PRODUCTION, production.Id, { Name: production.Name } );
		await sync( rest );
		expect( await differences() ).toEqual( [] );
	} );
} );

test.describe( 'an org that is not as mapped', () => {
	test( 'a field that is gone is named, its stored value kept', async ( { page, rest } ) => {
		const last = await lastRun( rest );
		const [ performance ] = await comingPerformances( 1 );
		await orgControl( 'fault', { kind: 'hide-field', object: PERFORMANCE, field: 'PatronTicket__Code__c' } );
		await changeOrg( 'sell-out', performance!.Id );
		const run = await sync( rest );
		expectSuccess( run );
		const item = ( await itemsSince( rest, last ) ).find( ( { failure } ) => failure?.code === 'field_unreadable' );
		expectWords( item?.failure );
		expect( item.failure.message ).toContain( 'PatronTicket__Code__c' );
		await runScreen( page, { id: item.run_id } );
		await expect( page.locator( '#callboard-settings' ).getByText( item.failure.message ).first() ).toBeVisible();
		const code = await sql(
			`SELECT m.meta_value FROM wp_postmeta m JOIN wp_callboard_ledger l ON l.post_id = m.post_id WHERE l.sf_id = '${ performance!.Id }' AND m.meta_key = 'callboard_natural_key'`
		);
		expect( code.trim() ).not.toBe( '' );
		await orgControl( 'fault', { kind: 'clear' } );
		await sync( rest );
		expect( await differences() ).toEqual( [] );
	} );

	test( 'an org without the object: a failed run in words, nothing withdrawn, the next one heals', async ( { page, rest } ) => {
		const before = await sql( "SELECT COUNT(*) FROM wp_posts WHERE post_type IN ( 'event', 'performance' ) AND post_status = 'publish'" );
		await orgControl( 'fault', { kind: 'hide-object', object: PRODUCTION } );
		const run = await sync( rest );
		expect( run.state ).toBe( 'failed' );
		expectWords( run.failure );
		expect( run.failure.message ).toContain( PRODUCTION );
		await runScreen( page, run );
		await expect( page.locator( '#callboard-settings' ).getByText( run.failure.message ).first() ).toBeVisible();
		await expect( page.locator( '#callboard-settings' ).getByText( run.failure.actions[ 0 ]! ).first() ).toBeVisible();
		expect( await sql( "SELECT COUNT(*) FROM wp_posts WHERE post_type IN ( 'event', 'performance' ) AND post_status = 'publish'" ) ).toBe( before );
		await orgControl( 'fault', { kind: 'clear' } );
		expectSuccess( await sync( rest ) );
		expect( await differences() ).toEqual( [] );
	} );
} );

test.describe( 'an org that answers badly', () => {
	for ( const fault of [ '503', '401', '403-limit', 'html', 'truncate' ] ) {
		test( `${ fault }: the run fails in words, the watermark stands, the next one heals`, async ( { page, rest } ) => {
			const [ performance ] = await comingPerformances( 1 );
			await orgControl( 'fault', { kind: fault, times: -1, match: '/composite|/query' } );
			await settled( rest );
			const watermark = await sql( 'SELECT mapping_id, stamp_ms FROM wp_callboard_watermark' );
			await changeOrg( 'reschedule', performance!.Id );
			const run = await sync( rest );
			expect( run.state ).toBe( 'failed' );
			expectWords( run.failure );
			expect( await sql( 'SELECT mapping_id, stamp_ms FROM wp_callboard_watermark' ) ).toBe( watermark );
			await runScreen( page, run );
			await expect( page.locator( '#callboard-settings' ).getByText( run.failure.message ).first() ).toBeVisible();
			await orgControl( 'fault', { kind: 'clear' } );
			expectSuccess( await sync( rest ) );
			expect( await differences() ).toEqual( [] );
		} );
	}

	test( 'a session that was revoked is renewed within the run', async ( { rest } ) => {
		const [ performance ] = await comingPerformances( 1 );
		await changeOrg( 'reschedule', performance!.Id );
		await orgControl( 'fault', { kind: 'expire-tokens' } );
		expectSuccess( await sync( rest ) );
		expect( await differences() ).toEqual( [] );
	} );
} );
