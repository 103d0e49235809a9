import { badRequest } from '../http/errors';
import { json, type Answer } from '../http/message';
import { stampToMs, toStamp } from '../org/clock';
import { readDatetime } from '../org/coerce';
import { findField, type SObject } from '../org/schema';
import { newRow, type Deletion } from '../org/store';
import type { Call } from './context';
import { objectOf } from './describe';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const minuteOf = ( ms: number ): number => Math.floor( ms / MINUTE ) * MINUTE;
const refused = ( message: string ): Error => badRequest( 'INVALID_REPLICATION_DATE', message );

interface Window {
	start: number;
	end: number;
	covered: number;
}

function replicated( call: Call ): SObject {
	const object = objectOf( call );
	if ( ! object.replicateable ) {
		throw badRequest( 'INVALID_TYPE_FOR_OPERATION', `entity type ${ object.name } does not support replication` );
	}
	return object;
}

/** How far a caller may rely on the answer: not past a transaction that is still running (§8.2). */
function coveredTo( call: Call, end: number ): number {
	const running = call.org.oldestOpenTransaction();
	return minuteOf( Math.min( end, call.org.clock.now(), running ?? Infinity ) );
}

/** Both ends lose their seconds; the window includes the minute of its end (§2.7). */
function windowOf( call: Call, maxDays: number ): Window {
	const read = ( name: string ): number => {
		// A bare plus in a URL reads as a blank.
		const stamp = readDatetime( ( call.ask.query.get( name ) ?? '' ).replace( ' ', '+' ) );
		if ( stamp === null ) {
			throw refused( `${ name } is missing or not a date-time` );
		}
		return minuteOf( stampToMs( stamp ) );
	};
	const start = read( 'start' );
	const end = read( 'end' );
	if ( start >= end ) {
		throw refused( 'startDate must be before endDate by at least one minute' );
	}
	if ( start < minuteOf( call.org.clock.now() - maxDays * DAY ) ) {
		throw refused( `startDate cannot be more than ${ maxDays } days ago` );
	}
	return { start, end, covered: coveredTo( call, end ) };
}

function refuseTooMany( call: Call, found: number ): void {
	if ( found > call.org.replicationIdLimit ) {
		throw badRequest( 'EXCEEDED_ID_LIMIT', `The date range has more than ${ call.org.replicationIdLimit } ids: ask for a shorter one` );
	}
}

/** Stamps sort as text: nothing is parsed, however many rows there are. */
function within( { start, end }: Window ): ( stamp: unknown ) => boolean {
	const [ from, to ] = [ toStamp( start ), toStamp( end + MINUTE ) ];
	return ( stamp ) => typeof stamp === 'string' && stamp >= from && stamp < to;
}

/** A few objects lack SystemModstamp (§8.1). */
const stampField = ( object: SObject ): string =>
	[ 'SystemModstamp', 'LastModifiedDate', 'CreatedDate' ].find( ( name ) => findField( object, name ) ) ?? 'SystemModstamp';

/** Rows in the recycle bin are listed too: their deletion moved their stamp (§2.7). */
export function updated( call: Call ): Answer {
	const object = replicated( call );
	const window = windowOf( call, 30 );
	const stamp = stampField( object );
	const isWithin = within( window );
	const ids = call.org.store
		.table( object.name )
		.inStampOrder()
		.filter( ( row ) => isWithin( row.values[ stamp ] ) && call.access.sees( row ) )
		.map( ( row ) => row.id );
	refuseTooMany( call, ids.length );
	return json( { ids, latestDateCovered: toStamp( window.covered ) } );
}

/** A row that was undeleted is not deleted; one that left the recycle bin still is. */
function isGone( call: Call, { type, id, deletedAt }: Deletion ): boolean {
	const row = call.org.store.table( type ).get( id );
	return row ? row.deleted && row.deletedAt === deletedAt && call.access.sees( row ) : call.access.sees( newRow( type, id, {} ) );
}

export function deleted( call: Call ): Answer {
	const object = replicated( call );
	const window = windowOf( call, 15 );
	const { deletions, deletionsPurgedTo } = call.org.store;
	const earliest = Math.max( minuteOf( call.org.clock.now() - 15 * DAY ), deletionsPurgedTo === null ? 0 : minuteOf( stampToMs( deletionsPurgedTo ) ) );
	if ( window.start < earliest ) {
		throw refused( 'startDate before org replication enabled date' );
	}
	const isWithin = within( window );
	const found = deletions.filter( ( one ) => one.type === object.name && isWithin( one.deletedAt ) && isGone( call, one ) );
	const last = new Map( found.map( ( one ) => [ one.id, one ] ) );
	refuseTooMany( call, last.size );
	return json( {
		deletedRecords: [ ...last.values() ].map( ( { id, deletedAt } ) => ( { id, deletedDate: deletedAt } ) ),
		earliestDateAvailable: toStamp( earliest ),
		latestDateCovered: toStamp( window.covered ),
	} );
}
