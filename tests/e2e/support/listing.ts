import type { Rest } from './rest';

/** The address of the public listing; the page is made when there is none. */
export async function listingUrl( rest: Rest ): Promise< string > {
	const { body } = await rest.post< { url: string } >( '/callboard/v1/listing-page' );
	return body.url;
}
