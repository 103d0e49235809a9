import { toStamp } from './clock';

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DATETIME = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2})?)(?:[.,]\d{1,9})?(Z|[+-]\d{2}(?::?\d{2})?)$/i;
const TIME = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,3}))?)?Z?$/i;
const DATE_WITH_ZONE = /^(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})$/i;

export function isRealDate( text: string ): boolean {
	if ( ! DATE.test( text ) ) {
		return false;
	}
	const date = new Date( `${ text }T00:00:00Z` );
	return ! Number.isNaN( date.getTime() ) && date.toISOString().slice( 0, 10 ) === text;
}

/** Any ISO 8601 date-time with a zone, as the stamp the org stores; null when it is not one. */
export function readDatetime( text: string ): string | null {
	const parts = DATETIME.exec( text );
	if ( ! parts || ! isRealDate( parts[ 1 ]! ) ) {
		return null;
	}
	const zone = parts[ 3 ]!.replace( /^([+-]\d{2})(\d{2})?$/, ( _all, hours: string, minutes = '00' ) => `${ hours }:${ String( minutes ) }` );
	const time = parts[ 2 ]!.length === 5 ? `${ parts[ 2 ] }:00` : parts[ 2 ];
	const ms = Date.parse( `${ parts[ 1 ] }T${ time }${ zone.toUpperCase() }` );
	return Number.isNaN( ms ) ? null : toStamp( ms );
}

/** A day has no zone: of a date-time its own day is taken, wherever that is (§8.6). */
export function readDate( text: string ): string | null {
	const day = text.slice( 0, 10 );
	const whole = text === day || DATE_WITH_ZONE.test( text ) || readDatetime( text ) !== null;
	return whole && isRealDate( day ) ? day : null;
}

/** `10:00:00.000Z` */
export function readTime( text: string ): string | null {
	const parts = TIME.exec( text );
	return parts ? `${ parts[ 1 ] }:${ parts[ 2 ] }:${ parts[ 3 ] ?? '00' }.${ ( parts[ 4 ] ?? '' ).padEnd( 3, '0' ) }Z` : null;
}
