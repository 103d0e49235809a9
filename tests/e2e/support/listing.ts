import type { Page } from '@playwright/test';
import type { Rest } from './rest';

/** The address of the public listing; the page is made when there is none. */
export async function listingUrl( rest: Rest ): Promise< string > {
	const { body } = await rest.post< { url: string } >( '/callboard/v1/listing-page' );
	return body.url;
}

/** Presses "Show" and waits for the page that answers it: the listing with this choice in its address. */
export async function showChoice( page: Page, name: string, value: string ): Promise< void > {
	await page.getByRole( 'button', { name: 'Show', exact: true } ).click();
	await page.waitForURL( ( { searchParams } ) => searchParams.get( `callboard_${ name }` ) === value );
}

export async function search( page: Page, words: string ): Promise< void > {
	await page.getByRole( 'searchbox', { name: 'Search' } ).fill( words );
	await showChoice( page, 'search', words );
}
