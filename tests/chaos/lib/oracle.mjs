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

/** Of records that say this equally only one may be public (promise 1); null: it has no code, and is nobody's twin. */
export const twinKey = ( row, code ) =>
	words( code ) === '' ? null : JSON.stringify( [ row.title.toLowerCase(), row.production, row.venue.toLowerCase(), row.start, words( code ) ] );

/** `{ productions, performances, unlistable, twinKeys }`, the last by id. */
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
	return { ...truth, twinKeys: new Map( truth.performances.map( ( row ) => [ row.id, twinKey( row, codes.get( row.id ) ) ] ) ) };
}
