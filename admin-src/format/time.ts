import { __, _n, sprintf } from '@wordpress/i18n';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** "3 minutes ago". Time is an argument: the server's clock, not the visitor's, decides what "ago" means. */
export function ago( thenMs: number, nowMs: number ): string {
	const passed = Math.max( 0, nowMs - thenMs );
	if ( passed < minute ) {
		return __( 'just now', 'callboard' );
	}
	if ( passed < hour ) {
		const minutes = Math.floor( passed / minute );
		/* translators: %d: number of minutes */
		return sprintf( _n( '%d minute ago', '%d minutes ago', minutes, 'callboard' ), minutes );
	}
	if ( passed < 2 * day ) {
		const hours = Math.floor( passed / hour );
		/* translators: %d: number of hours */
		return sprintf( _n( '%d hour ago', '%d hours ago', hours, 'callboard' ), hours );
	}
	const days = Math.floor( passed / day );
	/* translators: %d: number of days */
	return sprintf( _n( '%d day ago', '%d days ago', days, 'callboard' ), days );
}

export const dateAndTime = ( ms: number, locale = document.documentElement.lang || 'en' ) =>
	new Intl.DateTimeFormat( locale, { dateStyle: 'long', timeStyle: 'short' } ).format( ms );

/** Of something that takes place elsewhere: with the name of the clock it is told by, the visitor's. */
export const dateAndZone = ( ms: number, locale = document.documentElement.lang || 'en' ) =>
	new Intl.DateTimeFormat( locale, { year: 'numeric', month: 'long', day: 'numeric', hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } ).format(
		ms
	);

/** By the clock of the site, not of who looks at it; a browser that does not know the zone (an offset, in older ones) says its own time. */
export function dateAndTimeIn( ms: number, timeZone: string, locale = document.documentElement.lang || 'en' ): string {
	try {
		return new Intl.DateTimeFormat( locale, { dateStyle: 'long', timeStyle: 'short', timeZone } ).format( ms );
	} catch {
		return dateAndTime( ms, locale );
	}
}

export const dateOnly = ( ms: number, locale = document.documentElement.lang || 'en' ) => new Intl.DateTimeFormat( locale, { dateStyle: 'long' } ).format( ms );

export function duration( fromMs: number, toMs: number ): string {
	const seconds = Math.max( 0, Math.round( ( toMs - fromMs ) / 1000 ) );
	if ( seconds === 0 ) {
		return __( 'under a second', 'callboard' );
	}
	if ( seconds < 60 ) {
		/* translators: %d: number of seconds */
		return sprintf( _n( '%d second', '%d seconds', seconds, 'callboard' ), seconds );
	}
	const minutes = Math.round( seconds / 60 );
	/* translators: %d: number of minutes */
	return sprintf( _n( '%d minute', '%d minutes', minutes, 'callboard' ), minutes );
}
