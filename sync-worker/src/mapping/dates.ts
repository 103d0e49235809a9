import { momentAt, wallOf } from './zones';

const shape = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/i;
const dateShape = /^(\d{4})-(\d{2})-(\d{2})(?:T.*)?$/;

function offsetMinutes( zone: string ): number {
	if ( zone.toUpperCase() === 'Z' ) {
		return 0;
	}
	const digits = zone.slice( 1 ).replace( ':', '' );
	const minutes = Number( digits.slice( 0, 2 ) ) * 60 + Number( digits.slice( 2 ) );
	return zone.startsWith( '-' ) ? -minutes : minutes;
}

function sameDay( ms: number, year: number, month: number, day: number ): boolean {
	const date = new Date( ms );
	return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** NaN where one of two characters is no digit. */
function twoDigits( text: string, at: number ): number {
	const tens = text.charCodeAt( at ) - 48;
	const ones = text.charCodeAt( at + 1 ) - 48;
	return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}

const isPunctuated = ( text: string ): boolean =>
	text[ 4 ] === '-' && text[ 7 ] === '-' && text[ 10 ] === 'T' && text[ 13 ] === ':' && text[ 16 ] === ':' && text.endsWith( '.000+0000' );

/**
 * Of `2026-11-20T10:00:00.000+0000`, letter for letter as Salesforce writes it, of a day that every month has; a re-read
 * of everything spends a tenth of its time on the pattern that takes the rest. Undefined: look closer.
 */
function usualMoment( text: string ): number | undefined {
	if ( text.length !== 28 || ! isPunctuated( text ) ) {
		return undefined;
	}
	const year = twoDigits( text, 0 ) * 100 + twoDigits( text, 2 );
	const month = twoDigits( text, 5 );
	const day = twoDigits( text, 8 );
	const hour = twoDigits( text, 11 );
	const minute = twoDigits( text, 14 );
	const second = twoDigits( text, 17 );
	const usual = year >= 1000 && month >= 1 && month <= 12 && day >= 1 && day <= 28 && hour <= 23 && minute <= 59 && second <= 59;
	return usual ? Date.UTC( year, month - 1, day, hour, minute, second ) : undefined;
}

/** `2026-11-22T19:30:00Z` of any moment with a zone. */
export function momentText( given: string ): string | undefined {
	if ( usualMoment( given ) !== undefined ) {
		return `${ given.slice( 0, 19 ) }Z`;
	}
	const ms = momentOf( given );
	return ms === undefined ? undefined : isoOf( ms );
}

/** Milliseconds of an ISO 8601 moment with a zone, e.g. Salesforce’s `2026-11-20T10:00:00.000+0000`. */
export function momentOf( text: string ): number | undefined {
	return usualMoment( text ) ?? anyMoment( text );
}

function anyMoment( text: string ): number | undefined {
	const parts = shape.exec( text.trim() );
	if ( ! parts ) {
		return undefined;
	}
	const [ year, month, day, hour, minute, second ] = [
		Number( parts[ 1 ] ),
		Number( parts[ 2 ] ),
		Number( parts[ 3 ] ),
		Number( parts[ 4 ] ),
		Number( parts[ 5 ] ),
		Number( parts[ 6 ] ?? 0 ),
	];
	if ( hour > 23 || minute > 59 || second > 60 ) {
		return undefined;
	}
	const noon = Date.UTC( year, month - 1, day );
	if ( ! sameDay( noon, year, month, day ) ) {
		return undefined;
	}
	return noon + ( ( hour * 60 + minute - offsetMinutes( parts[ 7 ] ?? 'Z' ) ) * 60 + second ) * 1000;
}

/** `2026-11-22T19:30:00Z`: the one form times are stored in. */
export const isoOf = ( ms: number ): string => `${ new Date( ms ).toISOString().slice( 0, 19 ) }Z`;

/** The day of a moment where it happens. A calendar date has no zone and is never moved by one. */
export function dateOf( text: string, zone: string | null = null ): string | undefined {
	const moment = zone === null ? undefined : momentOf( text );
	const wall = moment === undefined || zone === null ? null : wallOf( moment, zone );
	if ( wall !== null ) {
		return isoOf( wall ).slice( 0, 10 );
	}
	const parts = dateShape.exec( text.trim() );
	if ( ! parts ) {
		return undefined;
	}
	const [ year = 0, month = 0, day = 0 ] = parts.slice( 1, 4 ).map( Number );
	return sameDay( Date.UTC( year, month - 1, day ), year, month, day ) ? `${ parts[ 1 ] }-${ parts[ 2 ] }-${ parts[ 3 ] }` : undefined;
}

const timeShape = /^(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?Z?$/;

/** Milliseconds since midnight. Salesforce writes a Time as `19:30:00.000Z`: the Z says nothing, a Time has no zone. */
function sinceMidnight( text: string ): number | undefined {
	const [ , hour = '', minute = '', second = '0' ] = timeShape.exec( text.trim() ) ?? [];
	const given = [ hour, minute, second ].map( Number );
	const [ hours = 24, minutes = 60, seconds = 60 ] = given;
	return hour !== '' && hours < 24 && minutes < 60 && seconds < 60 ? ( ( hours * 60 + minutes ) * 60 + seconds ) * 1000 : undefined;
}

/** `19:30`, with seconds where there are any. */
export function timeOf( text: string ): string | undefined {
	const ms = sinceMidnight( text );
	return ms === undefined ? undefined : isoOf( ms ).slice( 11, ms % 60_000 === 0 ? 16 : 19 );
}

const wallShape = /^(\d{4}-\d{2}-\d{2})(?:[T ](.+))?$/;

/**
 * The moment at which a clock in `zone` shows this date and time; midnight without a time. Undefined for what carries
 * a zone already (`+0000`: that is a moment, not a time on the wall), or is no date.
 */
export function localMoment( date: string, time: string | null, zone: string ): number | undefined {
	const [ , day = '', own ] = wallShape.exec( date.trim() ) ?? [];
	const clock = time ?? own ?? '00:00';
	const midnight = dateOf( day ) === undefined ? undefined : Date.parse( `${ day }T00:00:00Z` );
	const ms = sinceMidnight( clock );
	return midnight === undefined || ms === undefined ? undefined : ( momentAt( midnight + ms, zone ) ?? undefined );
}
