/**
 * What must be public, worked out from the org's rows alone: no SOQL, no API, none of Callboard's code.
 */
import { truthOf, words } from '../../demo/lib/truth.mjs';

export const PRODUCTION = 'PatronTicket__TicketableEvent__c';
export const PERFORMANCE = 'PatronTicket__EventInstance__c';
export const VENUE = 'PatronTicket__Venue__c';

const live = ( org, object ) => [ ...org.store.table( object ).all() ].filter( ( { deleted } ) => ! deleted );

/** A row in the shape of a SOQL answer, its venue inside: whatever `lookup` points at, in the recycle bin or not. */
function withVenue( org, { values }, lookup ) {
	const id = String( values[ lookup ] );
	const venue = org.store.table( org.schema.byKeyPrefix( id )?.name ?? VENUE ).get( id );
	return { ...values, PatronTicket__Venue__r: venue?.values ?? null };
}

const twinKey = ( row, code ) => JSON.stringify( [ row.title.toLowerCase(), row.production, row.venue.toLowerCase(), row.start, code ] );

/** Records of which only one may be public: equal title, production, venue, start and code (promise 1). */
function twinsOf( performances, codes ) {
	const groups = new Map();
	for ( const row of performances ) {
		const code = words( codes.get( row.id ) );
		if ( code !== '' ) {
			const key = twinKey( row, code );
			groups.set( key, [ ...( groups.get( key ) ?? [] ), row.id ] );
		}
	}
	return [ ...groups.values() ].filter( ( ids ) => ids.length > 1 );
}

/** `{ productions, performances, unlistable, twins }` */
export function expectedOf( org, lookup = 'PatronTicket__Venue__c' ) {
	const productions = live( org, PRODUCTION ).filter(
		( { values } ) => values.PatronTicket__Active__c === true && values.PatronTicket__Type__c === 'Tickets'
	);
	const performances = live( org, PERFORMANCE );
	const truth = truthOf(
		productions.map( ( { values } ) => values ),
		performances.map( ( row ) => withVenue( org, row, lookup ) )
	);
	const codes = new Map( performances.map( ( { id, values } ) => [ id, values.PatronTicket__Code__c ] ) );
	return { ...truth, twins: twinsOf( truth.performances, codes ) };
}
