/**
 * Compares what WordPress stores and what a visitor is shown with what the org holds. Answers every difference in words.
 */
import { readListing } from './listing.mjs';
import { moment, orgTruth, words } from './truth.mjs';

const one = ( row, key ) => row.meta[ key ]?.[ 0 ] ?? '';
const sorted = ( list ) => [ ...( list ?? [] ) ].map( words ).sort();

const storedProduction = ( row ) => ( {
	title: words( row.post_title ),
	subtitle: words( one( row, 'callboard_subtitle' ) ),
	genres: sorted( row.terms.genre ).join( ', ' ),
} );
const wantedProduction = ( { title, subtitle, genres } ) => ( { title, subtitle, genres: genres.join( ', ' ) } );

export const storedPerformance = ( row, idOfPost ) => ( {
	title: words( row.post_title ),
	production: idOfPost.get( row.post_parent ) ?? '',
	start: moment( one( row, 'callboard_start' ) ),
	end: moment( one( row, 'callboard_end' ) ),
	venue: sorted( row.terms.venue ).join( ', ' ),
	sale: one( row, 'callboard_sale_status' ),
	status: one( row, 'callboard_event_status' ),
} );
const wantedPerformance = ( { title, production, start, end, venue, sale, status } ) => ( { title, production, start, end, venue, sale, status } );

const LONGEST = 100;
const clip = ( text ) => ( text.length > LONGEST ? `${ text.slice( 0, LONGEST ) }…` : text );

/** Promise 4: every record is applied, or stands in a list with its cause. The latter are not listed, and that is right. */
const NOT_SHOWN = new Set( [ 'rejected', 'held' ] );

function withoutExplained( truth, { explained, records } ) {
	const shown = new Set( records.filter( ( row ) => row.post_id !== null ).map( ( row ) => row.sf_id ) );
	const itemOf = ( id ) => ( shown.has( id ) ? undefined : explained[ id ] );
	const ownCause = ( id ) =>
		NOT_SHOWN.has( itemOf( id )?.outcome ) && itemOf( id ).message ? `${ itemOf( id ).outcome }: ${ itemOf( id ).message }` : undefined;
	// A performance may wait for its production only where that production is one of those explained.
	const causeOf = ( { id, production } ) =>
		ownCause( id ) ?? ( production && ownCause( production ) && itemOf( id ) ? `waits for its production ${ production }` : undefined );
	const split = ( rows ) => ( {
		kept: rows.filter( ( row ) => causeOf( row ) === undefined ),
		dropped: rows.filter( ( row ) => causeOf( row ) !== undefined ),
	} );
	const productions = split( truth.productions );
	const performances = split( truth.performances );
	const dropped = [ ...productions.dropped, ...performances.dropped ].map( ( row ) => ( { id: row.id, title: clip( row.title ), cause: causeOf( row ) } ) );
	return { productions: productions.kept, performances: performances.kept, unlistable: truth.unlistable, explained: dropped };
}

function compareRows( what, wanted, stored ) {
	const differed = [];
	for ( const [ id, values ] of wanted ) {
		const found = stored.get( id );
		if ( found === undefined ) {
			differed.push( `${ what } ${ id } (${ clip( values.title ) }) is missing in WordPress.` );
			continue;
		}
		for ( const [ name, value ] of Object.entries( values ) ) {
			if ( found[ name ] !== value ) {
				differed.push(
					`${ what } ${ id } (${ clip( values.title ) }): ${ name } is ${ clip( JSON.stringify( found[ name ] ) ) } in WordPress and ${ clip( JSON.stringify( value ) ) } in the org.`
				);
			}
		}
	}
	for ( const [ id, values ] of stored ) {
		if ( ! wanted.has( id ) ) {
			differed.push( `${ what } ${ id } (${ clip( values.title ) }) is published in WordPress, but the org does not list it.` );
		}
	}
	return differed;
}

/** Rows that are public, and which record stands behind each post. */
export function publishedOf( records ) {
	const published = records.filter( ( row ) => row.post_status === 'publish' );
	return { published, idOfPost: new Map( published.map( ( row ) => [ row.post_id, row.sf_id ] ) ) };
}

export function compareStored( truth, { records, alone } ) {
	const { published, idOfPost } = publishedOf( records );
	const of = ( mapping, shape ) =>
		new Map( published.filter( ( row ) => row.mapping_id === mapping ).map( ( row ) => [ row.sf_id, shape( row, idOfPost ) ] ) );
	const want = ( rows, shape ) => new Map( rows.map( ( row ) => [ row.id, shape( row ) ] ) );
	const stored = of( 'performances', storedPerformance );
	// A performance of a withdrawn production is hidden by its parent, whatever its own status.
	const shown = new Map( [ ...stored ].filter( ( [ id, { production } ] ) => production !== '' || truth.performances.some( ( row ) => row.id === id ) ) );
	return [
		...compareRows( 'Production', want( truth.productions, wantedProduction ), of( 'productions', storedProduction ) ),
		...compareRows( 'Performance', want( truth.performances, wantedPerformance ), shown ),
		...alone.map( ( id ) => `Post ${ id } stands in no ledger: a twin, or a left-over.` ),
	];
}

/** The words a visitor reads for a status; nobody is told about tickets of a performance that does not take place. */
const eventWords = { cancelled: 'Cancelled', postponed: 'Postponed', rescheduled: 'Rescheduled', moved_online: 'Online' };
const saleWords = { on_sale: 'On sale', not_yet: 'Not on sale yet', sold_out: 'Sold out', ended: 'No longer on sale', free: 'Free' };
const isOff = ( status ) => status === 'cancelled' || status === 'postponed';
const statusWords = ( { status, sale } ) => [ eventWords[ status ], isOff( status ) ? undefined : saleWords[ sale ] ].filter( Boolean ).join( ', ' );

const asSeen = ( { title, start, place, statuses } ) =>
	`${ clip( title ) } | ${ start === null ? '?' : new Date( start ).toISOString() } | ${ place } | ${ statuses }`;

function howOften( lines ) {
	const counts = new Map();
	lines.forEach( ( line ) => counts.set( line, ( counts.get( line ) ?? 0 ) + 1 ) );
	return counts;
}

/** Each upcoming performance once, with its words; in the order of their beginnings. */
export function compareListing( truth, listing, now ) {
	const titleOf = new Map( truth.productions.map( ( { id, title } ) => [ id, title ] ) );
	const upcoming = truth.performances.filter( ( { start } ) => start >= now );
	const wanted = howOften(
		upcoming.map( ( row ) =>
			asSeen( {
				title: titleOf.get( row.production ) ?? '(a production that is not listed)',
				start: row.start,
				place: row.place,
				statuses: statusWords( row ),
			} )
		)
	);
	const shown = howOften( listing.entries.map( asSeen ) );
	const differed = [];
	for ( const line of new Set( [ ...wanted.keys(), ...shown.keys() ] ) ) {
		const [ times, should ] = [ shown.get( line ) ?? 0, wanted.get( line ) ?? 0 ];
		if ( times !== should ) {
			differed.push( `Listing: “${ line }” is shown ${ times } times and should be ${ should } times.` );
		}
	}
	if ( listing.total !== undefined && listing.total !== listing.entries.length ) {
		differed.push( `The listing says ${ listing.total } performances and shows ${ listing.entries.length }.` );
	}
	if ( listing.entries.some( ( { start }, n ) => n > 0 && start < listing.entries[ n - 1 ].start ) ) {
		differed.push( 'The listing is not in the order of time.' );
	}
	return differed;
}

/** `{ differed, explained, counts }` */
export async function verify( { browser, org, listingUrl } ) {
	const stored = await browser.rest( 'GET', '/callboard-demo/v1/stored' );
	const truth = withoutExplained( await orgTruth( org ), stored );
	const now = Date.now();
	const listing = await readListing( listingUrl );
	return {
		differed: [ ...compareStored( truth, stored ), ...compareListing( truth, listing, now ) ],
		explained: truth.explained,
		counts: {
			productions: truth.productions.length,
			performances: truth.performances.length,
			unlistable: truth.unlistable.length,
			explained: truth.explained.length,
			listed: listing.entries.length,
		},
	};
}
