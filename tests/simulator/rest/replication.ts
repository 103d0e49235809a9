import { badRequest } from '../http/errors';
import { json, type Answer } from '../http/message';
import { stampToMs, toStamp } from '../org/clock';
import { readDatetime } from '../org/coerce';
import type { Row } from '../org/store';
import type { Call } from './context';
import { objectOf } from './describe';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const minuteOf = ( ms: number ): number => Math.floor( ms / MINUTE ) * MINUTE;

interface Window {
	start: number;
	end: number;
	covered: number;
}

/** Both ends lose their seconds; the window includes the minute of its end (§2.7). */
function windowOf( call: Call, maxDays: number ): Window {
	const read = ( name: string ): number => {
		// A bare plus in a URL reads as a blank.
		const stamp = readDatetime( ( call.ask.query.get( name ) ?? '' ).replace( ' ', '+' ) );
		if ( stamp === null ) {
			throw badRequest( 'INVALID_REPLICATION_DATE', `${ name } is missing or not a date-time` );
		}
		return minuteOf( stampToMs( stamp ) );
	};
	const start = read( 'start' );
	const end = read( 'end' );
	const now = call.org.clock.now();
	if ( start >= end ) {
		throw badRequest( 'INVALID_REPLICATION_DATE', 'startDate must be before endDate by at least one minute' );
	}
	if ( start < minuteOf( now - maxDays * DAY ) ) {
		throw badRequest( 'INVALID_REPLICATION_DATE', `startDate cannot be more than ${ maxDays } days ago` );
	}
	return { start, end, covered: Math.min( end, minuteOf( now ) ) };
}

function rowsWithin( call: Call, { start, end }: Window, stampOf: ( row: Row ) => string | null ): Row[] {
	const rows = [];
	for ( const row of call.org.store.table( objectOf( call ).name ).inStampOrder() ) {
		const stamp = stampOf( row );
		const minute = stamp === null ? NaN : minuteOf( stampToMs( stamp ) );
		if ( minute >= start && minute <= end ) {
			rows.push( row );
		}
	}
	return rows;
}

export function updated( call: Call ): Answer {
	objectOf( call );
	const window = windowOf( call, 30 );
	const rows = rowsWithin( call, window, ( row ) => ( row.deleted ? null : ( row.values.SystemModstamp as string ) ) );
	return json( {
		ids: rows.map( ( row ) => row.id ),
		latestDateCovered: toStamp( window.covered ),
	} );
}

export function deleted( call: Call ): Answer {
	objectOf( call );
	const window = windowOf( call, 15 );
	const rows = rowsWithin( call, window, ( row ) => row.deletedAt );
	return json( {
		deletedRecords: rows.map( ( row ) => ( {
			id: row.id,
			deletedDate: row.deletedAt,
		} ) ),
		earliestDateAvailable: toStamp( minuteOf( call.org.clock.now() - 15 * DAY ) ),
		latestDateCovered: toStamp( window.covered ),
	} );
}
