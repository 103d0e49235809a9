/** Performances on both sides of a clock change, in three zones; two of them in the hour that the clock shows twice. */
import { PERFORMANCE, PRODUCTION, VENUE } from '../lib/oracle.mjs';
import { HOUR, momentOf } from './calendar.mjs';

const TITLE = 'Clock nights';
const HALF = HOUR / 2;
const stamp = ( ms ) => `${ new Date( ms ).toISOString().slice( 0, 19 ) }.000+0000`;

/** Clocks are set back on Sundays: at 1:00 UTC in Europe, at 6:00 UTC in New York. */
const SWITCHES = [ momentOf( 6 * 24 + 1 ), momentOf( 13 * 24 + 6 ) ];

const switchAfter = ( ms ) => SWITCHES.find( ( moment ) => moment > ms );

/** A venue of New York beside those of York and Cologne. */
export const openTouringVenue = ( org ) =>
	org.writer.create( VENUE, { Name: 'Brooklyn Hall', PatronTicket__City__c: 'New York', PatronTicket__TimeZone__c: 'America/New_York' } );

export async function plantClockNights( life ) {
	const { org } = life.house;
	const change = switchAfter( life.now );
	const production = org.writer.create( PRODUCTION, {
		Name: `${ TITLE } of ${ new Date( change ).toISOString().slice( 0, 10 ) }`,
		PatronTicket__Type__c: 'Tickets',
		PatronTicket__Active__c: true,
	} );
	const zones = new Map(
		[ ...org.store.table( VENUE ).all() ]
			.filter( ( { deleted, values } ) => ! deleted && values.PatronTicket__TimeZone__c )
			.map( ( { id, values } ) => [ values.PatronTicket__TimeZone__c, id ] )
	);
	for ( const [ zone, venue ] of zones ) {
		// Still to come when the day ends at a quarter to midnight, before and after.
		for ( const start of [ change - HALF, change + HALF, change + 18.5 * HOUR, change + 42.5 * HOUR ] ) {
			org.writer.create( PERFORMANCE, {
				Name: `Night in ${ zone } at ${ start }`,
				PatronTicket__TicketableEvent__c: production,
				PatronTicket__InstanceDate__c: stamp( start ),
				PatronTicket__Venue__c: venue,
				PatronTicket__SaleStatus__c: 'On Sale',
				PatronTicket__Status__c: 'Scheduled',
			} );
		}
	}
	life.clockChange = change;
}

/** How many of them a visitor saw, on which side. Their words have been compared with all others. */
export function seeClockNights( life, entries ) {
	if ( life.clockChange === undefined ) {
		return;
	}
	const mine = entries.filter( ( { title } ) => title.startsWith( TITLE ) );
	life.show( 'performances before a clock change, at their time', mine.filter( ( { start } ) => start < life.clockChange ).length );
	life.show( 'performances after a clock change, at their time', mine.filter( ( { start } ) => start > life.clockChange ).length );
	life.clockChange = undefined;
}
