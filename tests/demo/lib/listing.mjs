/**
 * The public listing as a visitor without JavaScript gets it: fetched without a cookie, page after page.
 * Only what can be seen is read: title, moment, place, status words, how many there are, and the links to other pages.
 */
import { StackFailure } from '../../stack/lib/say.mjs';
import { moment, words } from './truth.mjs';

const MOST_PAGES = 500;

const inClass = ( html, name ) => new RegExp( `<([a-z0-9]+)\\b[^>]*\\bclass="[^"]*\\b${ name }\\b[^"]*"[^>]*>([\\s\\S]*?)</\\1>` ).exec( html )?.[ 2 ];

const inTag = ( html, tag ) => new RegExp( `<${ tag }\\b[^>]*>([\\s\\S]*?)</${ tag }>` ).exec( html )?.[ 1 ];

function entry( html ) {
	const statuses = [ ...html.matchAll( /<span class="callboard-status">([\s\S]*?)<\/span>/g ) ].map( ( [ , word ] ) => words( word ) );
	return {
		title: words( inClass( html, 'callboard-title' ) ),
		start: moment( /<time\b[^>]*\bdatetime="([^"]+)"/.exec( html )?.[ 1 ] ),
		when: words( inTag( html, 'time' ) ),
		place: words( inClass( html, 'callboard-place' ) ),
		statuses: statuses.join( ', ' ),
	};
}

/** The link labelled with the number after the current page's. */
function nextPage( html ) {
	const links = [ ...html.matchAll( /<a\b([^>]*)>\s*(\d+)\s*<\/a>/g ) ];
	const current = links.find( ( [ , attributes ] ) => attributes.includes( 'aria-current="page"' ) );
	const next = current && links.find( ( [ , , number ] ) => Number( number ) === Number( current[ 2 ] ) + 1 );
	return next && /\bhref="([^"]+)"/.exec( next[ 1 ] )?.[ 1 ].replace( /&#0*38;|&amp;/g, '&' );
}

/** `{ found, total, entries: [ { title, start, when, place, statuses } ], next }` of one page. */
export function parseListing( html ) {
	const at = html.search( /<div\b[^>]*\bclass="[^"]*\bcallboard-listing\b/ );
	if ( at < 0 ) {
		return { found: false, entries: [] };
	}
	const listing = html.slice( at );
	const list = inClass( listing, 'callboard-list' ) ?? '';
	const count = inClass( listing, 'callboard-count' );
	return {
		found: true,
		total: count === undefined ? undefined : Number( words( count ).replace( /\D/g, '' ) ),
		entries: list.split( /<li\b/ ).slice( 1 ).map( entry ),
		next: nextPage( inClass( listing, 'callboard-pages' ) ?? '' ),
	};
}

export async function readListing( url ) {
	const all = { total: undefined, entries: [] };
	for ( let next = url, page = 1; next !== undefined && page <= MOST_PAGES; page++ ) {
		const answer = await fetch( new URL( next, url ), { signal: AbortSignal.timeout( 120_000 ) } );
		const parsed = parseListing( await answer.text() );
		if ( ! answer.ok || ! parsed.found ) {
			throw new StackFailure( `The public listing ${ next } answered ${ answer.status }${ parsed.found ? '' : ' without a listing in it' }.` );
		}
		all.total ??= parsed.total;
		all.entries.push( ...parsed.entries );
		next = parsed.next;
	}
	return all;
}
