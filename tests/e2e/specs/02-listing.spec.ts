import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/axe';
import { connected } from '../support/connected';
import { listingUrl, search, showChoice } from '../support/listing';
import { picture } from '../support/picture';
import { settled } from '../support/runs';
import { soql } from '../support/stack';
import { expect, test } from '../support/test';

const LISTED = "PatronTicket__TicketableEvent__r.PatronTicket__Active__c = true AND PatronTicket__TicketableEvent__r.PatronTicket__Type__c = 'Tickets'";

interface Row {
	readonly Id: string;
	readonly PatronTicket__InstanceDate__c: string;
	readonly PatronTicket__SoldOut__c: boolean;
	readonly PatronTicket__Status__c: string;
	readonly PatronTicket__TicketableEvent__r: { readonly Name: string; readonly PatronTicket__LongTitle__c: string | null };
}

const TITLE_LIMIT = 1000;
const titleOf = ( row: Row ): string => row.PatronTicket__TicketableEvent__r.PatronTicket__LongTitle__c ?? row.PatronTicket__TicketableEvent__r.Name;

/** The performances to come, as the org has them, past everything of Callboard. */
const upcoming = async (): Promise< Row[] > =>
	(
		await soql< Row >(
			`SELECT Id, PatronTicket__InstanceDate__c, PatronTicket__SoldOut__c, PatronTicket__Status__c, PatronTicket__TicketableEvent__r.Name, PatronTicket__TicketableEvent__r.PatronTicket__LongTitle__c FROM PatronTicket__EventInstance__c WHERE PatronTicket__InstanceDate__c > ${ new Date().toISOString() } AND ${ LISTED } ORDER BY PatronTicket__InstanceDate__c`
		)
	).filter( ( row ) => titleOf( row ).length <= TITLE_LIMIT );

const entries = ( page: Page ) => page.locator( '.callboard-list > li' );

interface Shown {
	readonly at: number;
	readonly title: string;
}

async function shownOn( page: Page ): Promise< Shown[] > {
	return entries( page ).evaluateAll( ( items ) =>
		items.map( ( item ) => ( {
			at: Date.parse( item.querySelector( 'time' )?.dateTime ?? '' ),
			title: item.querySelector( '.callboard-title' )?.textContent.trim() ?? '',
		} ) )
	);
}

const key = ( { at, title }: Shown ): string => `${ new Date( at ).toISOString() } ${ title.replace( /\s+/g, ' ' ) }`;

test.beforeEach( async ( { rest } ) => {
	await connected( rest );
	await settled( rest );
} );

test( 'shows every performance to come, each once, page after page', async ( { visitor: page, rest } ) => {
	const wanted = ( await upcoming() ).map( ( row ) =>
		key( {
			at: Date.parse( row.PatronTicket__InstanceDate__c ),
			title: titleOf( row )
				.replace( /<[^>]*>/g, '' )
				.trim(),
		} )
	);
	const shown: string[] = [];
	await page.goto( await listingUrl( rest ) );
	await expect( page.locator( '.callboard-count' ) ).toContainText( String( wanted.length ) );
	await picture( page, 'listing' );
	for ( let number = 2; ; number++ ) {
		shown.push( ...( await shownOn( page ) ).map( key ) );
		const next = page.getByRole( 'link', { name: `Page ${ number }`, exact: true } );
		if ( ! ( await next.isVisible() ) ) {
			break;
		}
		await next.click();
		await expect( page.getByRole( 'link', { name: `Page ${ number }`, exact: true } ) ).toHaveAttribute( 'aria-current', 'page' );
	}
	expect( shown.sort() ).toEqual( wanted.sort() );
} );

test( 'the filter narrows the listing, and its address can be sent to somebody', async ( { visitor: page, rest } ) => {
	await page.goto( await listingUrl( rest ) );
	const genre = page.getByLabel( 'Genre' );
	const option = genre.locator( 'option' ).nth( 1 );
	const count = Number( /\((\d+)\)/.exec( await option.innerText() )?.[ 1 ] );
	const value = ( await option.getAttribute( 'value' ) ) ?? '';
	await genre.selectOption( value );
	await showChoice( page, 'genre', value );
	await expect( page.locator( '.callboard-count' ) ).toHaveText( new RegExp( `^${ count } performance` ) );
	const address = page.url();
	await page.goto( await listingUrl( rest ) );
	await page.goto( address );
	await expect( page.locator( '.callboard-count' ) ).toHaveText( new RegExp( `^${ count } performance` ) );
	await picture( page, 'listing-filtered' );
} );

test( 'month, venue, tickets and words go together; nothing found says so and leads back', async ( { visitor: page, rest } ) => {
	await page.goto( await listingUrl( rest ) );
	const all = await page.locator( '.callboard-count' ).innerText();
	await page.getByLabel( 'Month' ).selectOption( { index: 2 } );
	await page.getByLabel( 'Venue' ).selectOption( { index: 1 } );
	const month = await page.getByLabel( 'Month' ).inputValue();
	await showChoice( page, 'month', month );
	await expect( page.getByLabel( 'Month' ) ).toHaveValue( month );
	for ( const { at } of await shownOn( page ) ) {
		expect( new Date( at - 5 * 3600_000 ).toISOString().slice( 0, 7 ) ).toBe( month );
	}
	await search( page, 'no show has this name' );
	await expect( page.getByText( 'No performance matches your choice.' ) ).toBeVisible();
	await picture( page, 'listing-nothing' );
	await page.getByRole( 'link', { name: 'Show all performances' } ).click();
	await expect( page.locator( '.callboard-count' ) ).toHaveText( all );
} );

test( 'words in the search find a show by its title', async ( { visitor: page, rest } ) => {
	const title = titleOf( ( await upcoming() )[ 0 ]! );
	await page.goto( await listingUrl( rest ) );
	await search( page, title.slice( 0, 40 ) );
	await expect( entries( page ).first() ).toContainText( title.slice( 0, 40 ) );
} );

test( 'an address made up by a stranger harms nothing', async ( { visitor: page, rest } ) => {
	const address = await listingUrl( rest );
	const glue = address.includes( '?' ) ? '&' : '?';
	for ( const query of [
		'callboard_page=999999',
		'callboard_page=-1',
		'callboard_month=9999-99',
		`callboard_search=${ encodeURIComponent( '"><script>alert(1)</script>' ) }`,
		'callboard_genre[]=x',
		'callboard_venue=%00%ff',
	] ) {
		const answer = await page.goto( `${ address }${ glue }${ query }` );
		expect( answer?.status(), query ).toBe( 200 );
		expect( await page.content(), query ).not.toContain( '<script>alert(1)' );
	}
} );

test.describe( 'with the eyes of axe', () => {
	test( 'the listing and a show have no violation', async ( { page, rest } ) => {
		await page.goto( await listingUrl( rest ) );
		await expectAccessible( page, '.callboard-listing' );
		await entries( page ).first().getByRole( 'link' ).first().click();
		await expect( page.getByRole( 'heading', { name: 'Dates and tickets' } ) ).toBeVisible();
		await expectAccessible( page, '.callboard-dates' );
		await picture( page, 'show' );
		await page.locator( '.callboard-table a' ).first().click();
		await expect( page.locator( '.callboard-facts' ) ).toBeVisible();
		await expectAccessible( page, '.callboard-facts' );
		await picture( page, 'performance' );
	} );

	test( 'on a telephone the listing stands in one column and nothing sticks out', async ( { page, rest } ) => {
		await page.setViewportSize( { width: 360, height: 740 } );
		await page.goto( await listingUrl( rest ) );
		const sticksOut = await page.evaluate( () => document.documentElement.scrollWidth - document.documentElement.clientWidth );
		expect( sticksOut ).toBeLessThanOrEqual( 0 );
		await picture( page, 'listing-telephone' );
	} );
} );
