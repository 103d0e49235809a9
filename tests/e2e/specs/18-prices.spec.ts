import type { Page } from '@playwright/test';
import { connected } from '../support/connected';
import { listingUrl, search } from '../support/listing';
import { picture } from '../support/picture';
import { expectSuccess, settled, sync, tenantId } from '../support/runs';
import { changeOrg, createInOrg, differences, orgControl, php, sql } from '../support/stack';
import { expect, test } from '../support/test';

const PRODUCTION = 'PatronTicket__TicketableEvent__c';
const PERFORMANCE = 'PatronTicket__EventInstance__c';
const TITLE = 'An Evening of Amounts';
const EUR = { CurrencyIsoCode: 'EUR' };

interface Listed {
	readonly id: string;
	readonly post: string;
}

const listed = async ( id: string ): Promise< Listed > => ( {
	id,
	post: ( await sql( `SELECT post_id FROM wp_callboard_ledger WHERE sf_id = '${ id }'` ) ).trim(),
} );

/** A show in euros, and one date for each pair of prices. */
async function showInEuros( prices: ( readonly [ low: number, high: number | null ] )[] ): Promise< { production: string; ids: string[] } > {
	const production = await createInOrg( PRODUCTION, { ...EUR, Name: TITLE, PatronTicket__Active__c: true, PatronTicket__Type__c: 'Tickets' } );
	const ids: string[] = [];
	for ( const [ day, [ low, high ] ] of prices.entries() ) {
		ids.push(
			await createInOrg( PERFORMANCE, {
				...EUR,
				Name: `Evening ${ day + 1 }`,
				PatronTicket__TicketableEvent__c: production,
				PatronTicket__InstanceDate__c: new Date( Date.now() + ( 10 + day ) * 86_400_000 ).toISOString(),
				PatronTicket__SaleStatus__c: 'On Sale',
				PatronTicket__MinPrice__c: low,
				PatronTicket__MaxPrice__c: high,
			} )
		);
	}
	return { production, ids };
}

const stored = ( { post }: Listed, which: 'min' | 'max' ) =>
	sql( `SELECT meta_value FROM wp_postmeta WHERE post_id = ${ post } AND meta_key = 'callboard_price_${ which }'` ).then( ( text ) => text.trim() );

/** Which space stands before a sign is for the locale's own data to say. */
const plain = ( texts: string[] ) => texts.map( ( text ) => text.replace( /[\u00a0\u202f]/g, ' ' ).trim() );
const printed = async ( page: Page, selector: string ) => plain( await page.locator( selector ).allInnerTexts() );

/** Written past WordPress, which keeps only languages whose translations are there. */
const language = ( locale: string ) =>
	sql(
		`INSERT INTO wp_options ( option_name, option_value, autoload ) VALUES ( 'WPLANG', '${ locale }', 'on' ) ON DUPLICATE KEY UPDATE option_value = '${ locale }'`
	);

test.beforeEach( async ( { rest } ) => {
	await connected( rest );
	await settled( rest );
} );
test.afterEach( () => language( '' ) );

test( 'a price carries its currency from the org to each page, and is written as the language of the site writes it', async ( { visitor, rest } ) => {
	await orgControl( 'org', { multi_currency: true } );
	// That currencies were switched on is noticed by the hourly look, and what it found is read by the next.
	const tenant = await tenantId( rest );
	for ( let hour = 0; hour < 2; hour++ ) {
		await php( `\\Callboard\\Plugin::instance()->runs()->enqueue( ${ tenant }, 'refresh', 'hourly' );` );
		await settled( rest );
	}
	const { production, ids } = await showInEuros( [
		[ 45, 1065.5 ],
		[ 45, 45 ],
		[ 20, null ],
	] );
	expectSuccess( await sync( rest ) );
	const { post: show } = await listed( production );
	const [ range, one, open ] = ( await Promise.all( ids.map( listed ) ) ) as [ Listed, Listed, Listed ];
	expect( [ await stored( range, 'min' ), await stored( range, 'max' ), await stored( open, 'max' ) ] ).toEqual( [ '45.00 EUR', '1065.50 EUR', '' ] );
	expect( await differences() ).toEqual( [] );

	const pages = async ( name: string ) => {
		await visitor.goto( await listingUrl( rest ) );
		await search( visitor, TITLE );
		const listing = await printed( visitor, '.callboard-list > li .callboard-price' );
		await picture( visitor, `prices-listing${ name }` );
		await visitor.goto( `/?p=${ show }` );
		const table = ( await printed( visitor, '.callboard-dates td:last-child' ) ).slice( 0, 3 );
		await picture( visitor, `prices-show${ name }` );
		await visitor.goto( `/?p=${ range.post }` );
		const facts = await printed( visitor, '.callboard-facts dt:text-is("Price") + dd' );
		await picture( visitor, `prices-performance${ name }` );
		return { listing: listing.slice( 0, 3 ), table, facts };
	};
	const english = [ '€45.00 – €1,065.50', '€45.00', 'from €20.00' ];
	expect( await pages( '' ) ).toEqual( { listing: english, table: english, facts: [ english[ 0 ] ] } );
	await visitor.setViewportSize( { width: 360, height: 740 } );
	expect( ( await pages( '-telephone' ) ).table ).toEqual( english );
	await visitor.goto( `/?p=${ show }` );
	const last = await visitor.locator( '.callboard-dates tbody td:last-child' ).first().boundingBox();
	expect( last!.x + last!.width, 'a price nobody has to scroll for' ).toBeLessThanOrEqual( 360 );
	await visitor.setViewportSize( { width: 1280, height: 900 } );

	await language( 'de_DE' );
	const german = [ '45,00 € – 1.065,50 €', '45,00 €', 'from 20,00 €' ];
	expect( await pages( '-german' ) ).toEqual( { listing: german, table: german, facts: [ german[ 0 ] ] } );

	// As a mapping of before wrote it, or an editor on a site without an org's currency.
	await language( '' );
	await sql( `UPDATE wp_postmeta SET meta_value = '45.00' WHERE post_id = ${ one.post } AND meta_key LIKE 'callboard_price_%'` );
	await php( `clean_post_cache( ${ one.post } );` );
	await visitor.goto( `/?p=${ one.post }` );
	expect( await printed( visitor, '.callboard-facts dt:text-is("Price") + dd' ) ).toEqual( [ '45.00' ] );
	await picture( visitor, 'prices-no-currency' );
	await sql( `UPDATE wp_postmeta SET meta_value = '45.00 EUR' WHERE post_id = ${ one.post } AND meta_key LIKE 'callboard_price_%'` );
	await php( `clean_post_cache( ${ one.post } );` );
	expect( await differences() ).toEqual( [] );
	for ( const id of ids ) {
		await changeOrg( 'delete', id );
	}
	expectSuccess( await sync( rest ) );
} );
