import { PERFORMANCE, PRODUCTION, VENUE } from '../org/objects';
import { normaliseId } from '../org/ids';
import { stampToMs, toStamp } from '../org/clock';
import { instantOf, isZone, wallTime } from '../org/zone';
import { nameOfMoment } from '../seasons/labels';
import type { Value } from '../org/schema';
import type { Row } from '../org/store';
import type { World } from '../world';

export const CHANGE_KINDS = [ 'rename', 'reschedule', 'sell-out', 'cancel', 'delete', 'undelete', 'add' ] as const;
export type ChangeKind = ( typeof CHANGE_KINDS )[ number ];

export interface Change {
	kind: ChangeKind;
	object: string;
	id: string;
	title: string;
	before: Record< string, unknown > | null;
	after: Record< string, unknown > | null;
}

const DAY = 24 * 3600 * 1000;
const START = 'PatronTicket__InstanceDate__c';
const text = ( value: Value | undefined ): string => String( value ?? '' );

/** Performances to come, soonest first: what a visitor sees change. In a season of the past, its last ones. */
function candidates( world: World ): Row[] {
	const now = toStamp( world.org.clock.now() );
	const key = ( row: Row ): string => text( row.values[ START ] ) + row.id;
	const listed = [ ...world.org.store.table( PERFORMANCE ).all() ]
		.filter( ( row ) => ! row.deleted && row.values[ START ] !== null && isListed( world, row ) )
		.sort( ( a, b ) => ( key( a ) < key( b ) ? -1 : 1 ) );
	const upcoming = listed.filter( ( row ) => text( row.values[ START ] ) > now );
	return upcoming.length > 0 ? upcoming : listed.reverse();
}

const productionOf = ( world: World, row: Row ): Row | undefined =>
	world.org.store.table( PRODUCTION ).get( text( row.values.PatronTicket__TicketableEvent__c ) );

function isListed( world: World, row: Row ): boolean {
	const values = productionOf( world, row )?.values;
	return values?.PatronTicket__Active__c === true && values.PatronTicket__Type__c === 'Tickets';
}

const untouched = ( row: Row ): boolean => row.values.PatronTicket__Status__c === 'Scheduled' && row.values.PatronTicket__SoldOut__c === false;

function pick( world: World, kind: ChangeKind ): Row {
	const rows = candidates( world );
	const found =
		kind === 'undelete'
			? [ ...world.org.store.table( PERFORMANCE ).all() ]
					.filter( ( row ) => row.deleted && row.deletedWith === null )
					.sort( ( a, b ) => ( text( a.deletedAt ) > text( b.deletedAt ) ? -1 : 1 ) )[ 0 ]
			: ( rows.find( untouched ) ?? rows[ 0 ] );
	if ( ! found ) {
		throw new TypeError( kind === 'undelete' ? 'Nothing is in the recycle bin.' : 'There is no performance to change.' );
	}
	return kind === 'rename' || kind === 'add' ? productionOf( world, found )! : found;
}

function find( world: World, id: string ): Row {
	const id18 = normaliseId( id );
	const object = id18 === null ? undefined : world.org.schema.byKeyPrefix( id18 );
	const row = object && id18 ? world.org.store.table( object.name ).get( id18 ) : undefined;
	if ( ! row ) {
		throw new TypeError( `No record ${ id }` );
	}
	return row;
}

function renamed( title: string ): string {
	const take = /^(.*) \((?:new title)(?: (\d+))?\)$/s.exec( title );
	const next = take ? ` (new title ${ Number( take[ 2 ] ?? 1 ) + 1 })` : ' (new title)';
	return ( take ? take[ 1 ]! : title ).slice( 0, 230 ) + next;
}

function shifted( stamp: unknown, ms: number ): string | null {
	return typeof stamp === 'string' ? toStamp( stampToMs( stamp ) + ms ) : null;
}

/** A week later at the same hour by the venue's clock, and named after its new day. */
function rescheduled( world: World, row: Row ): Record< string, unknown > {
	const { values } = row;
	const venue = world.org.store.table( VENUE ).get( text( values.PatronTicket__Venue__c ) );
	const zone = text( venue?.values.PatronTicket__TimeZone__c );
	const later = ( stamp: unknown ): number | null => {
		if ( typeof stamp !== 'string' ) {
			return null;
		}
		const known = isZone( zone ) ? zone : world.org.zone;
		const wall = wallTime( stampToMs( stamp ), known );
		return instantOf( { ...wall, day: wall.day + 7 }, known );
	};
	const start = later( values[ START ] );
	const end = later( values.PatronTicket__EndDate__c );
	return {
		...( start === null
			? {}
			: {
					[ START ]: toStamp( start ),
					Name: nameOfMoment( start, isZone( zone ) ? zone : world.org.zone ),
				} ),
		...( end === null ? {} : { PatronTicket__EndDate__c: toStamp( end ) } ),
		PatronTicket__Status__c: 'Rescheduled',
	};
}

/** The field values each kind of edit writes. */
function edit( world: World, kind: ChangeKind, row: Row ): Record< string, unknown > {
	const { values } = row;
	if ( kind === 'rename' ) {
		const field = text( values.PatronTicket__LongTitle__c ) ? 'PatronTicket__LongTitle__c' : 'Name';
		return { [ field ]: renamed( text( values[ field ] ) ) };
	}
	if ( row.type !== PERFORMANCE ) {
		throw new TypeError( `${ kind } is a change of a performance` );
	}
	switch ( kind ) {
		case 'reschedule':
			return rescheduled( world, row );
		case 'sell-out':
			return { PatronTicket__SoldOut__c: true };
		default:
			return { PatronTicket__Status__c: 'Cancelled' };
	}
}

/** One more performance of a production: the day after its last one, otherwise like it. */
function added( world: World, production: Row ): Record< string, unknown > {
	const siblings = world.org.store
		.table( PERFORMANCE )
		.childrenOf( 'PatronTicket__TicketableEvent__c', production.id )
		.filter( ( row ) => ! row.deleted && row.values[ START ] !== null )
		.sort( ( a, b ) => ( text( a.values[ START ] ) < text( b.values[ START ] ) ? -1 : 1 ) );
	const last = siblings[ siblings.length - 1 ]?.values ?? {};
	const start = shifted( last[ START ], DAY ) ?? toStamp( world.org.clock.now() + 30 * DAY );
	return {
		Name: `${ text( production.values.Name ).slice( 0, 40 ) } (added ${ start.slice( 0, 10 ) })`,
		PatronTicket__TicketableEvent__c: production.id,
		[ START ]: start,
		PatronTicket__EndDate__c: shifted( start, 2 * 3600 * 1000 ),
		PatronTicket__Venue__c: last.PatronTicket__Venue__c ?? null,
		PatronTicket__SaleStatus__c: 'On Sale',
		PatronTicket__MinPrice__c: last.PatronTicket__MinPrice__c ?? null,
		PatronTicket__MaxPrice__c: last.PatronTicket__MaxPrice__c ?? null,
		PatronTicket__Code__c: `ADDED-${ start.slice( 0, 10 ) }-${ siblings.length + 1 }`,
	};
}

function write( world: World, kind: ChangeKind, row: Row ): string {
	const { writer } = world.org;
	switch ( kind ) {
		case 'add':
			return writer.create( PERFORMANCE, added( world, row ) );
		case 'delete':
			writer.delete( row.type, row.id );
			return row.id;
		case 'undelete':
			writer.undelete( row.type, row.id );
			return row.id;
		default:
			writer.update( row.type, row.id, edit( world, kind, row ) );
			return row.id;
	}
}

const titleOf = ( world: World, row: Row ): string => {
	const named = row.type === PERFORMANCE ? ( productionOf( world, row ) ?? row ) : row;
	return text( named.values.PatronTicket__LongTitle__c ) || text( named.values.Name );
};

/** A small, visible edit through the same write path as REST. Without an id it picks a record, always the same one for the same org. */
export function makeChange( world: World, body: Record< string, unknown > ): Change {
	const kind = CHANGE_KINDS.find( ( one ) => one === body.kind );
	if ( ! kind ) {
		throw new TypeError( `Unknown change: ${ String( body.kind ) }. There are: ${ CHANGE_KINDS.join( ', ' ) }.` );
	}
	const row = typeof body.id === 'string' && body.id !== '' ? find( world, body.id ) : pick( world, kind );
	const before = kind === 'add' ? null : { ...row.values };
	const id = write( world, kind, row );
	const written = find( world, id );
	return {
		kind,
		object: written.type,
		id,
		title: titleOf( world, written ),
		before,
		after: { ...written.values },
	};
}
