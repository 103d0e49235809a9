import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/axe';
import { connected } from '../support/connected';
import { editedTitle, openEditor, panel } from '../support/editor';
import { listingUrl, search } from '../support/listing';
import { picture } from '../support/picture';
import type { Rest } from '../support/rest';
import { expectSuccess, settled, sync } from '../support/runs';
import { view } from '../support/screens';
import { changeOrg, differences, sql, updateOrg } from '../support/stack';
import { expect, test } from '../support/test';

const PRODUCTION = 'PatronTicket__TicketableEvent__c';
const heading = 'Why is this show not on the page?';

interface Show {
	readonly id: string;
	readonly post: number;
	readonly title: string;
}

/** The show of the next performance to come whose title is no other's. */
async function nextShow(): Promise< Show > {
	const found = await sql(
		`SELECT l.sf_id, p.ID, p.post_title FROM wp_callboard_listing i JOIN wp_posts one ON one.ID = i.post_id JOIN wp_posts p ON p.ID = one.post_parent JOIN wp_callboard_ledger l ON l.post_id = p.ID WHERE i.start_ms > ${ Date.now() } AND p.post_status = 'publish' AND p.post_title REGEXP '^[A-Za-z ]+$' ORDER BY i.start_ms LIMIT 1`
	);
	const [ id = '', post = '', title = '' ] = found.trim().split( '\t' );
	expect( id ).not.toBe( '' );
	return { id, post: Number( post ), title };
}

/** How often a visitor who searches for it finds the show. */
async function foundBy( visitor: Page, rest: Rest, title: string ): Promise< number > {
	await visitor.goto( await listingUrl( rest ) );
	await search( visitor, title );
	return visitor
		.locator( '.callboard-list > li', {
			has: visitor.getByText( title, { exact: true } ),
		} )
		.count();
}

async function findShow( page: Page, words: string, { id }: Show ): Promise< void > {
	await view( page, '/why', heading );
	await page.getByRole( 'textbox', { name: 'Which show?' } ).fill( words );
	await page.getByRole( 'button', { name: 'Find it' } ).click();
	const several = page.getByRole( 'listitem' ).filter( { hasText: id } ).getByRole( 'link' );
	const chain = page.locator( '.callboard-chain' );
	await expect( several.or( chain ).first() ).toBeVisible();
	if ( await several.isVisible() ) {
		await several.click();
	}
	await expect( chain ).toBeVisible();
}

async function syncShow( part: Page | ReturnType< Page[ 'locator' ] > ): Promise< void > {
	await part.getByRole( 'button', { name: 'Sync this show now' } ).click();
	await expect( part.locator( '.callboard-sync-show' ).getByRole( 'listitem' ).first() ).toContainText( 'was brought up to date', { timeout: 45_000 } );
}

test.beforeEach( async ( { rest } ) => {
	await connected( rest );
	await settled( rest );
} );

test( 'a show that has gone from the page: the broken link is named, and mended without a whole sync', async ( { page, visitor, rest } ) => {
	const show = await nextShow();
	expect( await foundBy( visitor, rest, show.title ) ).toBeGreaterThan( 0 );
	await updateOrg( PRODUCTION, show.id, JSON.stringify( { PatronTicket__Active__c: false } ) );
	expectSuccess( await sync( rest ) );
	expect( await foundBy( visitor, rest, show.title ) ).toBe( 0 );

	await findShow( page, show.title, show );
	const broken = page.locator( '.callboard-chain > li[aria-current="step"]' );
	await expect( broken ).toContainText( '(broken)' );
	await expect( broken ).toContainText( /PatronTicket__Active__c|filter/i );
	await expect( broken.locator( '.callboard-actions li' ).first() ).toBeVisible();
	await picture( page, 'why-broken' );
	await expectAccessible( page, '#callboard-settings' );

	await updateOrg( PRODUCTION, show.id, JSON.stringify( { PatronTicket__Active__c: true } ) );
	await syncShow( page );
	await settled( rest );
	await expect( page.locator( '.callboard-chain > li[aria-current="step"]' ) ).toHaveCount( 0 );
	await picture( page, 'why-whole' );
	expect( await foundBy( visitor, rest, show.title ) ).toBeGreaterThan( 0 );
	expectSuccess( await sync( rest ) );
	expect( await differences() ).toEqual( [] );
} );

test( 'a title is taken back to what it was, seen by visitors, and given back to Salesforce', async ( { page, visitor, rest } ) => {
	const show = await nextShow();
	await changeOrg( 'rename', show.id );
	expectSuccess( await sync( rest ) );
	const renamed = ( await sql( `SELECT post_title FROM wp_posts WHERE ID = ${ show.post }` ) ).trim();
	expect( renamed ).not.toBe( show.title );

	await findShow( page, show.id, show );
	const field = page.locator( '.callboard-field' ).filter( { hasText: renamed } ).first();
	await field.locator( 'summary' ).click();
	await expect( field.locator( '.callboard-past' ) ).toContainText( `${ show.title } → ${ renamed }` );
	await picture( page, 'why-history' );
	await expectAccessible( page, '#callboard-settings' );
	const choice = page.getByRole( 'combobox', { name: 'What should it say?' } );
	await choice.selectOption( { index: 1 } );
	await page.getByRole( 'textbox', { name: 'Why?' } ).fill( 'The old title is on the posters.' );
	await page.getByRole( 'button', { name: 'Take it back' } ).click();
	await expect( page.locator( '.components-snackbar' ).filter( { hasText: 'Done: ' } ) ).toBeVisible();
	await expect( page.locator( '.callboard-field' ).filter( { hasText: 'overridden' } ).first() ).toContainText( show.title );
	// The chain above tells of the same title.
	await expect( page.locator( 'p', { has: page.locator( 'code', { hasText: show.id } ) } ).locator( 'strong' ) ).toHaveText( show.title );
	await picture( page, 'why-taken-back' );
	await settled( rest );
	expect( await foundBy( visitor, rest, show.title ) ).toBeGreaterThan( 0 );
	expect( await foundBy( visitor, rest, renamed ) ).toBe( 0 );
	expectSuccess( await sync( rest ) );
	expect( await foundBy( visitor, rest, show.title ) ).toBeGreaterThan( 0 );

	await choice.selectOption( 'lift' );
	await page.getByRole( 'textbox', { name: 'Why?' } ).fill( 'New posters.' );
	await page.getByRole( 'button', { name: 'Take it back' } ).click();
	await expect( page.locator( '.callboard-field em' ) ).toHaveCount( 0 );
	await settled( rest );
	expect( await foundBy( visitor, rest, renamed ) ).toBeGreaterThan( 0 );
	expect( await differences() ).toEqual( [] );
} );

test( 'Sync this show now, from the editor', async ( { page, visitor, rest } ) => {
	const show = await nextShow();
	await openEditor( page, show.post );
	const source = await panel( page, 'From Salesforce' );
	await updateOrg(
		PRODUCTION,
		show.id,
		JSON.stringify( {
			Name: 'Asked for alone',
			PatronTicket__LongTitle__c: null,
		} )
	);
	await syncShow( source );
	await settled( rest );
	await picture( page, 'editor-sync-show' );
	await expectAccessible( page, '.callboard-sync-show' );
	await source.getByRole( 'button', { name: 'Reload the editor to see it here' } ).click();
	await expect( editedTitle( page ) ).toContainText( 'Asked for alone', {
		timeout: 30_000,
	} );
	expect( await foundBy( visitor, rest, 'Asked for alone' ) ).toBeGreaterThan( 0 );
	await updateOrg( PRODUCTION, show.id, JSON.stringify( { Name: show.title } ) );
	expectSuccess( await sync( rest ) );
	expect( await differences() ).toEqual( [] );
} );
