import { instantOf, wallTime } from '../org/zone';
import { malformed } from './errors';

/** Days as numbers: days since 1970-01-01 of the calendar, no zone. */
export interface DayRange {
	from: number;
	/** First day after the range. */
	until: number;
}

const DAY = 86_400_000;
const dayOf = ( year: number, month: number, day = 1 ): number => Date.UTC( year, month, day ) / DAY;

export function today( nowMs: number, zone: string ): number {
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

type Unit = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';

/** First day of the unit that lies `shift` units from the one holding `day`. Weeks start on Sunday (en_US). */
function startOf( unit: Unit, day: number, shift: number ): number {
	const date = new Date( day * DAY );
	const year = date.getUTCFullYear();
	const month = date.getUTCMonth();
	switch ( unit ) {
		case 'DAY':
			return day + shift;
		case 'WEEK':
			return day - date.getUTCDay() + 7 * shift;
		case 'MONTH':
			return dayOf( year, month + shift );
		case 'QUARTER':
			return dayOf( year, Math.floor( month / 3 ) * 3 + 3 * shift );
		case 'YEAR':
			return dayOf( year + shift, 0 );
	}
}

const FIXED: Record< string, [ Unit, number ] > = {
	YESTERDAY: [ 'DAY', -1 ],
	TODAY: [ 'DAY', 0 ],
	TOMORROW: [ 'DAY', 1 ],
};
const SHIFT: Record< string, number > = { LAST: -1, THIS: 0, NEXT: 1 };

const unitOf = ( word: string ): Unit => word.replace( /^FISCAL_/, '' ).replace( /S$/, '' ) as Unit;

function spanOf( literal: string, n: number, now: number ): DayRange {
	const ago = /^N_(.+)_AGO$/.exec( literal );
	if ( ago ) {
		const unit = unitOf( ago[ 1 ]! );
		return {
			from: startOf( unit, now, -n ),
			until: startOf( unit, now, 1 - n ),
		};
	}
	const span = /^(LAST|NEXT)_N_(.+)$/.exec( literal );
	if ( ! span ) {
		throw malformed( `unexpected token: ${ literal }` );
	}
	const unit = unitOf( span[ 2 ]! );
	if ( span[ 1 ] === 'NEXT' ) {
		return {
			from: startOf( unit, now, 1 ),
			until: startOf( unit, now, n + 1 ),
		};
	}
	// LAST_N_DAYS includes today; the longer units end before the current one.
	return unit === 'DAY' ? { from: now - n, until: now + 1 } : { from: startOf( unit, now, -n ), until: startOf( unit, now, 0 ) };
}

export function literalRange( written: string, now: number ): DayRange {
	const [ literal, count ] = written.toUpperCase().split( ':' );
	const fixed = FIXED[ literal! ];
	if ( fixed ) {
		return { from: now + fixed[ 1 ], until: now + fixed[ 1 ] + 1 };
	}
	if ( literal === 'LAST_90_DAYS' ) {
		return spanOf( 'LAST_N_DAYS', 90, now );
	}
	if ( literal === 'NEXT_90_DAYS' ) {
		return spanOf( 'NEXT_N_DAYS', 90, now );
	}
	if ( count !== undefined ) {
		return spanOf( literal!, Number( count ), now );
	}
	const named = /^(LAST|THIS|NEXT)_(.+)$/.exec( literal! );
	const shift = SHIFT[ named?.[ 1 ] ?? '' ];
	if ( ! named || shift === undefined ) {
		throw malformed( `unexpected token: ${ literal }` );
	}
	const unit = unitOf( named[ 2 ]! );
	return {
		from: startOf( unit, now, shift ),
		until: startOf( unit, now, shift + 1 ),
	};
}
