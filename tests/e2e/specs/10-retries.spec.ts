import { expectAccessible } from '../support/axe';
import { connected } from '../support/connected';
import { picture } from '../support/picture';
import { expectSuccess, settled, sync } from '../support/runs';
import { view } from '../support/screens';
import { differences, soql, sql, updateOrg } from '../support/stack';
import { expect, test } from '../support/test';

const PERFORMANCE = 'PatronTicket__EventInstance__c';

interface Row {
	readonly Id: string;
	readonly Name: string;
	readonly PatronTicket__InstanceDate__c: string;
}

const retryOf = async ( id: string ): Promise< string > => ( await sql( `SELECT state FROM wp_callboard_retry WHERE subject = '${ id }'` ) ).trim();

test.beforeEach( async ( { rest } ) => {
	await connected( rest );
	await settled( rest );
} );

test( 'a refused record is tried again at once when told so, and left alone when told so', async ( { page, rest } ) => {
	const [ one, other ] = await soql< Row >(
		`SELECT Id, Name, PatronTicket__InstanceDate__c FROM ${ PERFORMANCE } WHERE PatronTicket__InstanceDate__c > TODAY AND PatronTicket__TicketableEvent__r.PatronTicket__Active__c = true AND PatronTicket__TicketableEvent__r.PatronTicket__Type__c = 'Tickets' ORDER BY PatronTicket__InstanceDate__c, Id LIMIT 2`
	);
	for ( const { Id } of [ one!, other! ] ) {
		await updateOrg( PERFORMANCE, Id, JSON.stringify( { PatronTicket__InstanceDate__c: null } ) );
	}
	expectSuccess( await sync( rest ) );

	await view( page, '/attention', 'Needs attention' );
	const rowOf = ( { Id }: Row ) => page.getByRole( 'row' ).filter( { hasText: Id } );
	await expect( rowOf( one! ) ).toContainText( /4 tries left/ );
	await expect( rowOf( one! ) ).toContainText( 'On this site as before' );
	// As somebody sees it who reads at 200 %: half the width, nothing cut off.
	await page.setViewportSize( { width: 640, height: 450 } );
	await picture( page, 'retries-at-200-percent' );
	expect( await page.evaluate( () => document.documentElement.scrollWidth - document.documentElement.clientWidth ) ).toBeLessThanOrEqual( 0 );
	await page.setViewportSize( { width: 1280, height: 900 } );
	await expectAccessible( page, '#callboard-settings' );

	await rowOf( other! )
		.getByRole( 'button', { name: /^Skip until it changes/ } )
		.click();
	await expect( page.locator( '.components-snackbar' ).filter( { hasText: '1 record is left alone' } ) ).toBeVisible();
	await expect( rowOf( other! ) ).toHaveCount( 0 );
	expect( await retryOf( other!.Id ) ).toBe( 'skipped' );

	await rowOf( one! )
		.getByRole( 'button', { name: /^Retry now/ } )
		.click();
	await expect( page.locator( '.components-snackbar' ).filter( { hasText: '1 record is tried again now' } ) ).toBeVisible();
	await picture( page, 'retries' );
	await settled( rest );

	for ( const { Id, PatronTicket__InstanceDate__c: date } of [ one!, other! ] ) {
		await updateOrg( PERFORMANCE, Id, JSON.stringify( { PatronTicket__InstanceDate__c: date } ) );
	}
	expectSuccess( await sync( rest ) );
	expect( [ await retryOf( one!.Id ), await retryOf( other!.Id ) ] ).toEqual( [ '', '' ] );
	await view( page, '/attention', 'Needs attention' );
	await expect( page.locator( '#callboard-settings h2' ).first() ).toBeVisible();
	await expect( rowOf( one! ) ).toHaveCount( 0 );
	await expect( rowOf( other! ) ).toHaveCount( 0 );
	expect( await differences() ).toEqual( [] );
} );
