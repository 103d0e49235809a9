import { stampToMs, toStamp } from '../org/clock';
import { instantOf, wallTime } from '../org/zone';

const two = ( n: number ): string => String( n ).padStart( 2, '0' );
const formats = new Map< string, Intl.DateTimeFormat >();

function format( zone: string ): Intl.DateTimeFormat {
	let found = formats.get( zone );
	if ( ! found ) {
		found = new Intl.DateTimeFormat( 'en-GB', {
			timeZone: zone,
			weekday: 'short',
			day: 'numeric',
			month: 'short',
			year: 'numeric',
			hour: '2-digit',
			minute: '2-digit',
			timeZoneName: 'short',
		} );
		formats.set( zone, found );
	}
	return found;
}

/** `Sat, 28 Nov 2026, 19:30 GMT-5` */
export const printMoment = ( stamp: string, zone: string ): string => format( zone ).format( stampToMs( stamp ) );

/** What a `datetime-local` input shows: the wall clock of the zone. */
export function toLocal( stamp: string, zone: string ): string {
	const ms = stampToMs( stamp );
	const wall = wallTime( ms, zone );
	const seconds = Math.floor( ms / 1000 ) % 60;
	return `${ String( wall.year ).padStart( 4, '0' ) }-${ two( wall.month ) }-${ two( wall.day ) }T${ two( wall.hour ) }:${ two( wall.minute ) }${ seconds === 0 ? '' : `:${ two( seconds ) }` }`;
}

/** The moment that a wall clock shows; null for what is none. */
export function fromLocal( text: string, zone: string ): string | null {
	const parts = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?/.exec( text );
	if ( ! parts ) {
		return null;
	}
	const [ year = 0, month = 0, day = 0, hour = 0, minute = 0 ] = parts.slice( 1, 6 ).map( Number );
	const second = Number( parts[ 6 ] ?? 0 );
	const isReal = month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 23 && minute <= 59;
	return isReal ? toStamp( instantOf( { year, month, day, hour, minute }, zone ) + second * 1000 ) : null;
}
