import { badRequest } from '../../http/errors';
import { stampToMs, toStamp } from '../clock';
import type { Values } from '../store';
import { accountOf } from './activity-account';
import { dayOf } from './day';
import type { Draft, ObjectRules } from './index';

const MINUTE = 60_000;
const DAY_MINUTES = 24 * 60;
const MAX_MINUTES = 14 * DAY_MINUTES;

const missing = ( ...fields: string[] ): Error => badRequest( 'REQUIRED_FIELD_MISSING', `Required fields are missing: [${ fields.join( ', ' ) }]`, fields );
const mismatch = ( field: string, text: string ): Error => badRequest( 'FIELD_INTEGRITY_EXCEPTION', text, [ field ] );

const isText = ( value: unknown ): value is string => typeof value === 'string';

/** The value that the caller wrote, or else the one that was there before; null when it must be worked out. */
function startOf( { values, given, previous }: Draft ): string | null {
	const written = [ 'StartDateTime', 'ActivityDateTime' ].filter( ( name ) => given.has( name ) && isText( values[ name ] ) );
	const chosen = written.map( ( name ) => String( values[ name ] ) );
	if ( chosen.length === 2 && chosen[ 0 ] !== chosen[ 1 ] ) {
		throw mismatch( 'StartDateTime', 'StartDateTime and ActivityDateTime must be the same' );
	}
	return chosen[ 0 ] ?? ( isText( previous?.StartDateTime ) ? previous.StartDateTime : null );
}

/** Length of the event: what is written now counts more than what was there, and the end more than the length (§11.1). */
function minutesOf( { values, given, previous }: Draft, start: string ): number {
	const byEnd = given.has( 'EndDateTime' ) && isText( values.EndDateTime ) ? ( stampToMs( values.EndDateTime ) - stampToMs( start ) ) / MINUTE : null;
	const byLength = given.has( 'DurationInMinutes' ) && typeof values.DurationInMinutes === 'number' ? values.DurationInMinutes : null;
	if ( byEnd !== null && byLength !== null && byEnd !== byLength ) {
		throw mismatch( 'DurationInMinutes', 'DurationInMinutes and EndDateTime must describe the same time span' );
	}
	const minutes = byEnd ?? byLength ?? ( typeof previous?.DurationInMinutes === 'number' ? previous.DurationInMinutes : null );
	if ( minutes === null ) {
		throw missing( 'DurationInMinutes' );
	}
	if ( minutes < 0 ) {
		throw mismatch( 'EndDateTime', 'Event end must not be before its start' );
	}
	if ( minutes > MAX_MINUTES ) {
		throw mismatch( 'DurationInMinutes', 'An event cannot last longer than 14 days' );
	}
	return minutes;
}

function timed( draft: Draft ): Values {
	const { org } = draft;
	const start = startOf( draft );
	if ( start === null ) {
		throw draft.given.has( 'EndDateTime' ) || draft.given.has( 'DurationInMinutes' )
			? missing( 'ActivityDateTime' )
			: missing( 'ActivityDateTime', 'DurationInMinutes' );
	}
	const minutes = minutesOf( draft, start );
	const ends = stampToMs( start ) + minutes * MINUTE;
	return {
		StartDateTime: start,
		ActivityDateTime: start,
		ActivityDate: dayOf( org, stampToMs( start ) ),
		DurationInMinutes: minutes,
		EndDateTime: toStamp( ends ),
		EndDate: dayOf( org, ends ),
	};
}

/** A day has no zone: its moments stand at midnight UTC, and the last day is part of the event (§8.6). */
function allDay( draft: Draft ): Values {
	const { values, given, previous } = draft;
	const byDay = given.has( 'ActivityDate' ) && isText( values.ActivityDate ) ? values.ActivityDate : null;
	const day = byDay ?? startOf( draft )?.slice( 0, 10 ) ?? ( isText( previous?.ActivityDate ) ? previous.ActivityDate : null );
	if ( day === null ) {
		throw missing( 'ActivityDate' );
	}
	const start = `${ day }T00:00:00.000+0000`;
	const byEnd = given.has( 'EndDateTime' ) && isText( values.EndDateTime ) ? `${ values.EndDateTime.slice( 0, 10 ) }T00:00:00.000+0000` : null;
	const byLength = given.has( 'DurationInMinutes' ) ? values.DurationInMinutes : previous?.DurationInMinutes;
	const days = byEnd
		? ( stampToMs( byEnd ) - stampToMs( start ) ) / MINUTE / DAY_MINUTES + 1
		: Math.max( 1, Math.ceil( Number( byLength ?? DAY_MINUTES ) / DAY_MINUTES ) );
	if ( days < 1 ) {
		throw mismatch( 'EndDateTime', 'Event end must not be before its start' );
	}
	const last = toStamp( stampToMs( start ) + ( days - 1 ) * DAY_MINUTES * MINUTE );
	return {
		StartDateTime: start,
		ActivityDateTime: null,
		ActivityDate: day,
		DurationInMinutes: days * DAY_MINUTES,
		EndDateTime: last,
		EndDate: last.slice( 0, 10 ),
	};
}

export const eventRules: ObjectRules = {
	derive: ( draft ) => {
		const { org, values } = draft;
		Object.assign( values, values.IsAllDayEvent === true ? allDay( draft ) : timed( draft ) );
		values.AccountId = accountOf( org, values );
	},
};
