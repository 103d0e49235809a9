import { instantOf, wallTime } from '../org/zone';
import type { Caller } from './caller';

/** Days as numbers: days since 1970-01-01 of the calendar, no zone. */
interface DayRange {
	from: number;
	/** First day after the range. */
	until: number;
}

const DAY = 86_400_000;
const dayOf = ( year: number, month: number, day = 1 ): number => Date.UTC( year, month, day ) / DAY;

export function today( { nowMs, zone }: Caller ): number {
	const wall = wallTime( nowMs, zone );
	return dayOf( wall.year, wall.month - 1, wall.day );
}

export const dayText = ( day: number ): string => new Date( day * DAY ).toISOString().slice( 0, 10 );

export function startOfDay( day: number, zone: string ): number {
	const date = new Date( day * DAY );
	return instantOf(
		{
			year: date.getUTCFullYear(),
			month: date.getUTCMonth() + 1,
			day: date.getUTCDate(),
			hour: 0,
			minute: 0,
		},
		zone
	);
}

const UNITS = [ 'DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR', 'FISCAL_QUARTER', 'FISCAL_YEAR' ] as const;
type Unit = ( typeof UNITS )[ number ];

const unitNamed = ( name: string ): Unit | undefined => UNITS.find( ( unit ) => unit === name );

/** First day of the unit that lies `shift` units from the one holding `day`. */
export function startOf( unit: Unit, day: number, shift: number, { weekStart, fiscalStart }: Caller ): number {
	const date = new Date( day * DAY );
	const year = date.getUTCFullYear();
	const month = date.getUTCMonth();
	switch ( unit ) {
		case 'DAY':
			return day + shift;
		case 'WEEK':
			return day - ( ( date.getUTCDay() - weekStart + 7 ) % 7 ) + 7 * shift;
		case 'MONTH':
			return dayOf( year, month + shift );
		case 'QUARTER':
			return dayOf( year, Math.floor( month / 3 ) * 3 + 3 * shift );
		case 'YEAR':
			return dayOf( year + shift, 0 );
		case 'FISCAL_QUARTER':
			return dayOf( year, Math.floor( ( month - fiscalStart ) / 3 ) * 3 + fiscalStart + 3 * shift );
		case 'FISCAL_YEAR':
			return dayOf( year + shift - ( month < fiscalStart ? 1 : 0 ), fiscalStart );
	}
}

const FIXED: Record< string, number > = { YESTERDAY: -1, TODAY: 0, TOMORROW: 1 };
const SHIFT: Record< string, number > = { LAST: -1, THIS: 0, NEXT: 1 };
/** Beyond this no calendar of ours reaches. */
const MAX_SPAN = 10_000;

/** `LAST_N_DAYS:3`, `NEXT_N_FISCAL_YEARS:2`, `N_MONTHS_AGO:5` */
function spanOf( literal: string, n: number, caller: Caller ): DayRange | null {
	const now = today( caller );
	const at = ( unit: Unit, shift: number ): number => startOf( unit, now, shift, caller );
	const ago = unitNamed( /^N_(.+)S_AGO$/.exec( literal )?.[ 1 ] ?? '' );
	if ( ago ) {
		return { from: at( ago, -n ), until: at( ago, 1 - n ) };
	}
	const span = /^(LAST|NEXT)_N_(.+)S$/.exec( literal );
	const unit = unitNamed( span?.[ 2 ] ?? '' );
	if ( ! unit ) {
		return null;
	}
	if ( span?.[ 1 ] === 'NEXT' ) {
		return { from: at( unit, 1 ), until: at( unit, n + 1 ) };
	}
	// LAST_N_DAYS includes today; the longer units end before the current one (§2.10).
	return unit === 'DAY' ? { from: now - n, until: now + 1 } : { from: at( unit, -n ), until: at( unit, 0 ) };
}

/** The days a date literal means; null when SOQL has no such literal. */
export function literalRange( written: string, caller: Caller ): DayRange | null {
	const [ literal = '', count ] = written.toUpperCase().split( ':' );
	const now = today( caller );
	const fixed = FIXED[ literal ];
	if ( count !== undefined ) {
		return /^\d+$/.test( count ) && Number( count ) <= MAX_SPAN ? spanOf( literal, Number( count ), caller ) : null;
	}
	if ( fixed !== undefined ) {
		return { from: now + fixed, until: now + fixed + 1 };
	}
	if ( literal === 'LAST_90_DAYS' || literal === 'NEXT_90_DAYS' ) {
		return spanOf( literal.replace( '90', 'N' ), 90, caller );
	}
	const named = /^(LAST|THIS|NEXT)_(.+)$/.exec( literal );
	const shift = SHIFT[ named?.[ 1 ] ?? '' ];
	const unit = unitNamed( named?.[ 2 ] ?? '' );
	if ( shift === undefined || unit === undefined || unit === 'DAY' ) {
		return null;
	}
	return { from: startOf( unit, now, shift, caller ), until: startOf( unit, now, shift + 1, caller ) };
}
