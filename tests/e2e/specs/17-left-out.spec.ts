import { expectAccessible } from '../support/axe';
import { connected } from '../support/connected';
import { picture } from '../support/picture';
import { expectSuccess, settled, sync } from '../support/runs';
import { view } from '../support/screens';
import { changeOrg, createInOrg, differences, soql, sql } from '../support/stack';
import { expect, test } from '../support/test';

const PERFORMANCE = 'PatronTicket__EventInstance__c';
const COPIED = [
	'Name',
	'PatronTicket__TicketableEvent__c',
	'PatronTicket__InstanceDate__c',
	'PatronTicket__Venue__c',
	'PatronTicket__SaleStatus__c',
	'PatronTicket__Code__c',
] as const;

type Row = Readonly< Record< ( typeof COPIED )[ number ] | 'Id', string > >;

const listings = async ( id: string ) => Number( await sql( `SELECT COUNT(*) FROM wp_callboard_ledger WHERE sf_id = '${ id }' AND state = 'live'` ) );

test.beforeEach( async ( { rest } ) => {
	await connected( rest );
	await settled( rest );
} );

test( 'what a person left out is found under “Needs attention” and at “Find a show”, and included again from either', async ( { page, rest } ) => {
	const [ first ] = await soql< Row >(
		`SELECT Id, ${ COPIED.join( ', ' ) } FROM ${ PERFORMANCE } WHERE PatronTicket__InstanceDate__c > TODAY AND PatronTicket__Code__c != null AND PatronTicket__SoldOut__c = false AND PatronTicket__TicketableEvent__r.PatronTicket__Active__c = true AND PatronTicket__TicketableEvent__r.PatronTicket__Type__c = 'Tickets' ORDER BY PatronTicket__InstanceDate__c, Id LIMIT 1`
	);
	const { Id: _, ...copied } = first!;
	const twin = await createInOrg( PERFORMANCE, Object.fromEntries( COPIED.map( ( name ) => [ name, copied[ name ] ] ) ) );
	expectSuccess( await sync( rest ) );

	await view( page, '/attention', 'Needs attention' );
	const held = page.locator( 'section', { has: page.getByRole( 'heading', { name: /^The same show\?/ } ) } );
	await expect( held.getByRole( 'row' ).filter( { hasText: twin } ) ).toContainText( 'Waits for you' );
	await expect( held ).toContainText( '(Published)' );
	await picture( page, 'twin' );
	await expectAccessible( page, '#callboard-settings' );
	const leaveOut = held.getByRole( 'button', { name: /^Leave out/ } );
	await leaveOut.focus();
	await page.keyboard.press( 'Enter' );
	await expect( page.locator( '.components-snackbar' ).filter( { hasText: 'is left out from now on' } ) ).toBeVisible();
	await expect( held ).toHaveCount( 0 );
	// Who works by keyboard stands beside what they did, not at the top of wp-admin.
	await expect( page.locator( '#callboard-settings' ).getByRole( 'heading' ).and( page.locator( ':focus' ) ) ).toBeVisible();

	const leftOut = page.locator( 'section', { has: page.getByRole( 'heading', { name: 'Left out of this site' } ) } );
	await leftOut.getByText( /^1 record that a person left out/ ).click();
	const row = leftOut.getByRole( 'row' ).filter( { hasText: twin } );
	await expect( row ).toContainText( 'by admin' );
	await picture( page, 'left-out' );
	await expectAccessible( page, '#callboard-settings' );
	await page.setViewportSize( { width: 400, height: 800 } );
	await picture( page, 'left-out-narrow' );
	expect( await page.evaluate( () => document.documentElement.scrollWidth - document.documentElement.clientWidth ) ).toBeLessThanOrEqual( 0 );
	const button = await row.getByRole( 'button', { name: /^Include again/ } ).boundingBox();
	expect( button!.x + button!.width ).toBeLessThan( 400 );
	await page.setViewportSize( { width: 1280, height: 900 } );
	await row.getByRole( 'link', { name: copied.Name } ).click();

	await expect( page.getByRole( 'heading', { level: 1, name: 'Why is this show not on the page?' } ) ).toBeVisible();
	await expect( page.locator( '.callboard-chain' ) ).toContainText( 'A person left it out of this site.' );
	await expect( page.getByRole( 'button', { name: /^Include again/ } ) ).toBeVisible();
	await picture( page, 'why-left-out' );
	await expectAccessible( page, '#callboard-settings' );

	await page.goBack();
	await leftOut.getByText( /^1 record that a person left out/ ).click();
	await row.getByRole( 'button', { name: /^Include again/ } ).click();
	await expect( page.locator( '.components-snackbar' ).filter( { hasText: 'is included again' } ) ).toBeVisible();
	await expect( leftOut ).toHaveCount( 0 );
	await expect( page.locator( '#callboard-settings' ).getByRole( 'heading' ).and( page.locator( ':focus' ) ) ).toBeVisible();
	expectSuccess( await sync( rest ) );
	expect( await listings( twin ) ).toBe( 1 );
	expect( await differences() ).toEqual( [] );

	await changeOrg( 'delete', twin );
	expectSuccess( await sync( rest ) );
	expect( await listings( twin ) ).toBe( 0 );
	expect( await differences() ).toEqual( [] );
} );
