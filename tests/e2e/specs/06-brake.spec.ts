import { expectAccessible } from '../support/axe';
import { connected } from '../support/connected';
import { listingUrl } from '../support/listing';
import { picture } from '../support/picture';
import { expectSuccess, itemsSince, lastRun, settled, sync } from '../support/runs';
import { view } from '../support/screens';
import { changeOrg, differences, orgControl, soql, sql } from '../support/stack';
import { expect, test } from '../support/test';

const PERFORMANCE = 'PatronTicket__EventInstance__c';

interface Row {
	readonly Id: string;
}

/** What a visitor may find: published performances, and rows of the listing. */
const listed = async (): Promise< { posts: number; rows: number } > => {
	const posts = await sql( "SELECT COUNT(*) FROM wp_posts WHERE post_type = 'performance' AND post_status = 'publish'" );
	return { posts: Number( posts.trim() ), rows: Number( ( await sql( 'SELECT COUNT(*) FROM wp_callboard_listing' ) ).trim() ) };
};

const shownCount = /(\d+)/;

test.beforeEach( async ( { rest } ) => {
	await connected( rest );
	await settled( rest );
} );

test.afterEach( async () => orgControl( 'fault', { kind: 'clear' } ) );

test( 'a mass deletion takes nothing off the site until a person says so on “Needs attention”', async ( { page, visitor, rest } ) => {
	const before = await listed();
	const doomed = await soql< Row >(
		`SELECT Id FROM ${ PERFORMANCE } WHERE PatronTicket__TicketableEvent__r.PatronTicket__Active__c = true AND PatronTicket__TicketableEvent__r.PatronTicket__Type__c = 'Tickets' AND PatronTicket__InstanceDate__c > TODAY ORDER BY PatronTicket__InstanceDate__c DESC LIMIT ${ Math.ceil( before.posts * 0.25 ) }`
	);
	expect( doomed.length ).toBeGreaterThan( Math.max( 10, before.posts * 0.2 ) );
	await visitor.goto( await listingUrl( rest ) );
	const shownBefore = Number( shownCount.exec( await visitor.locator( '.callboard-count' ).innerText() )![ 0 ] );
	// All at once, as far as any sync can tell: one that saw the first few alone would have to withdraw them.
	await orgControl( 'fault', { kind: '503', times: -1, match: '/composite' } );
	const last = await lastRun( rest );
	for ( const { Id } of doomed ) {
		await changeOrg( 'delete', Id );
	}
	await orgControl( 'fault', { kind: 'clear' } );

	expectSuccess( await sync( rest ) );
	expect( await listed() ).toEqual( before );
	expect( ( await itemsSince( rest, last ) ).filter( ( { failure } ) => failure?.code === 'brake_on' ).length ).toBeGreaterThan( 0 );

	await test.step( 'keep them: the listings stay, and so does the list', async () => {
		await view( page, '/attention', 'Needs attention' );
		const card = page.locator( 'section', { has: page.getByRole( 'heading', { name: 'The brake is on' } ) } );
		await expect( card ).toContainText( String( doomed.length ) );
		await expect( card.getByRole( 'row' ) ).toHaveCount( Math.min( doomed.length, 20 ) + 1 );
		await picture( page, 'brake' );
		await expectAccessible( page, '#callboard-settings' );
		await card.getByRole( 'button', { name: /Keep the listings/ } ).click();
		await expect( page.getByRole( 'heading', { name: 'Kept by a person' } ) ).toBeVisible();
		expect( await listed() ).toEqual( before );
		expectSuccess( await sync( rest ) );
		expect( await listed() ).toEqual( before );
	} );

	await test.step( 'withdraw them after all: they are gone from the site, and only they', async () => {
		await view( page, '/attention', 'Needs attention' );
		await page.getByRole( 'button', { name: /Withdraw them/ } ).click();
		await expect( page.locator( '.components-snackbar' ).first() ).toBeVisible();
		await picture( page, 'brake-approved' );
		await expect( page.getByRole( 'button', { name: /Withdraw them/ } ) ).toHaveCount( 0 );
		await settled( rest );
		expect( ( await listed() ).posts ).toBe( before.posts - doomed.length );
		expect( await differences() ).toEqual( [] );
		await visitor.goto( await listingUrl( rest ) );
		expect( Number( shownCount.exec( await visitor.locator( '.callboard-count' ).innerText() )![ 0 ] ) ).toBe( shownBefore - doomed.length );
	} );

	await test.step( 'undeleted in the org: all of them are back, without a question', async () => {
		for ( const { Id } of doomed ) {
			await orgControl( 'undelete', { object: PERFORMANCE, id: Id } );
		}
		expectSuccess( await sync( rest ) );
		expect( await listed() ).toEqual( before );
		expect( await differences() ).toEqual( [] );
	} );
} );
