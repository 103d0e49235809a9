/**
 * The public listing at that moment, as a visitor gets it: each coming performance with its words, and the time of day as
 * the clocks at its venue show it. The zones are reckoned by this file and ICU, not by PHP.
 */
import { readListing } from '../../demo/lib/listing.mjs';
import { compareListing } from '../../demo/lib/verify.mjs';

export const SITE_ZONE = 'Europe/London';
const MINUTE = 60_000;

/** What people call each offset; ICU in English says GMT+2 of Berlin. */
const NAMES = {
	'Europe/London': { 0: 'GMT', 60: 'BST' },
	'Europe/Berlin': { 60: 'CET', 120: 'CEST' },
	'America/New_York': { '-300': 'EST', '-240': 'EDT' },
};

const formats = new Map();

function wallClock( ms, timeZone ) {
	if ( ! formats.has( timeZone ) ) {
		const parts = { weekday: 'short', year: 'numeric', month: 'long', day: 'numeric', hour: 'numeric', minute: '2-digit', hourCycle: 'h23' };
		formats.set( timeZone, new Intl.DateTimeFormat( 'en-US', { timeZone, ...parts } ) );
	}
	return Object.fromEntries(
		formats
			.get( timeZone )
			.formatToParts( ms )
			.map( ( { type, value } ) => [ type, value ] )
	);
}

export function offsetMinutes( ms, timeZone ) {
	const { year, month, day, hour, minute } = wallClock( ms, timeZone );
	return Math.round( ( Date.parse( `${ month } ${ day }, ${ year } ${ hour }:${ minute } UTC` ) - Math.floor( ms / MINUTE ) * MINUTE ) / MINUTE );
}

/** An hour that the clock shows twice: the same wall clock an hour before or after. */
const isShownTwice = ( ms, zone ) => [ -60, 60 ].some( ( minutes ) => offsetMinutes( ms + minutes * MINUTE, zone ) === offsetMinutes( ms, zone ) - minutes );

/** `Sat, October 24, 2026, 7:30 pm`, and the zone where the site's clock shows another time, or the same one twice. */
export function inWords( ms, zone, siteZone = SITE_ZONE ) {
	const { weekday, month, day, year, hour, minute } = wallClock( ms, zone );
	const offset = offsetMinutes( ms, zone );
	const isPlain = offset === offsetMinutes( ms, siteZone ) && ! isShownTwice( ms, zone );
	const time = `${ Number( hour ) % 12 || 12 }:${ minute } ${ Number( hour ) < 12 ? 'am' : 'pm' }`;
	return `${ weekday }, ${ month } ${ day }, ${ year }, ${ time }${ isPlain ? '' : ` ${ NAMES[ zone ][ offset ] }` }`;
}

const keyOf = ( { title, start, place } ) => JSON.stringify( [ title, start, place ] );

/** `entries` of the page against the words that their venues' clocks ask for. */
export function compareClocks( truth, zones, entries ) {
	const titleOf = new Map( truth.productions.map( ( { id, title } ) => [ id, title ] ) );
	// What has lost its date is still listed, and nothing is known of its clock.
	const known = truth.performances.filter( ( { id } ) => zones.has( id ) );
	const zoneOf = new Map( known.map( ( row ) => [ keyOf( { ...row, title: titleOf.get( row.production ) } ), zones.get( row.id ) ] ) );
	return entries
		.filter( ( entry ) => zoneOf.has( keyOf( entry ) ) )
		.map( ( entry ) => [ entry, inWords( entry.start, zoneOf.get( keyOf( entry ) ) ?? SITE_ZONE ) ] )
		.filter( ( [ entry, wanted ] ) => entry.when !== wanted )
		.map( ( [ entry, wanted ] ) => `Listing: “${ entry.title }” is on ${ entry.when }, and its clock shows ${ wanted }.` );
}

/** `{ differed, entries }` */
export async function lookAtPage( url, truth, zones, nowMs ) {
	const listing = await readListing( url );
	return { differed: [ ...compareListing( truth, listing, nowMs ), ...compareClocks( truth, zones, listing.entries ) ], entries: listing.entries };
}
