import { stampToMs } from '../org/clock';
import { wallTime } from '../org/zone';
import type { Value } from '../org/schema';

const DATE_PARTS = new Set( [ 'CALENDAR_YEAR', 'CALENDAR_MONTH', 'CALENDAR_QUARTER', 'DAY_IN_MONTH', 'DAY_IN_WEEK', 'DAY_ONLY', 'HOUR_IN_DAY' ] );

export const isDatePart = ( name: string ): boolean => DATE_PARTS.has( name );

/** A part of a date or date-time. Date functions read the UTC day, as Salesforce's do without convertTimezone. */
export function datePart( name: string ): ( value: Value ) => Value {
	return ( value ) => {
		if ( typeof value !== 'string' ) {
			return null;
		}
		const ms = value.length === 10 ? Date.parse( `${ value }T00:00:00Z` ) : stampToMs( value );
		const wall = wallTime( ms, 'UTC' );
		switch ( name ) {
			case 'CALENDAR_YEAR':
				return wall.year;
			case 'CALENDAR_MONTH':
				return wall.month;
			case 'CALENDAR_QUARTER':
				return Math.ceil( wall.month / 3 );
			case 'DAY_IN_MONTH':
				return wall.day;
			case 'DAY_IN_WEEK':
				return new Date( ms ).getUTCDay() + 1;
			case 'HOUR_IN_DAY':
				return wall.hour;
			default:
				return value.slice( 0, 10 );
		}
	};
}
