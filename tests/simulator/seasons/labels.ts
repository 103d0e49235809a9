import { wallTime } from '../org/zone';

const DAY = new Intl.DateTimeFormat( 'en-US', {
	timeZone: 'UTC',
	weekday: 'short',
	month: 'short',
	day: 'numeric',
	year: 'numeric',
} );

const two = ( n: number ): string => String( n ).padStart( 2, '0' );

/** `Mon, Nov 23, 2026, 7:00 PM`, or the day alone: how a box office names a performance. */
export function performanceName( day: string, time: { hour: number; minute: number } | null ): string {
	const date = DAY.format( new Date( `${ day }T00:00:00Z` ) );
	return time === null ? date : `${ date }, ${ time.hour % 12 || 12 }:${ two( time.minute ) } ${ time.hour < 12 ? 'AM' : 'PM' }`;
}

export function nameOfMoment( ms: number, zone: string ): string {
	const wall = wallTime( ms, zone );
	const day = `${ String( wall.year ).padStart( 4, '0' ) }-${ two( wall.month ) }-${ two( wall.day ) }`;
	return performanceName( day, wall );
}
