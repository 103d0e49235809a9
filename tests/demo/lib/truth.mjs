/**
 * What the org says should be listed, worked out from SOQL alone: none of Callboard's code has a part in it.
 */
import { soql } from './org.mjs';

const SALE = { 'On Sale': 'on_sale', 'Not on sale yet': 'not_yet', 'No longer on sale': 'ended', Free: 'free' };
const STATUS = { Scheduled: 'scheduled', Cancelled: 'cancelled', Postponed: 'postponed', Rescheduled: 'rescheduled', 'Moved Online': 'moved_online' };

const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', hellip: '…', ndash: '–', mdash: '—' };

/** The words of a text, however it was encoded on the way: tags gone, entities resolved, blanks as one. */
export const words = ( text ) =>
	String( text ?? '' )
		.replace( /<[^>]*>/g, '' )
		.replace( /&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi, ( whole, decimal, hex, name ) =>
			name ? ( entities[ name.toLowerCase() ] ?? whole ) : String.fromCodePoint( decimal ? Number( decimal ) : parseInt( hex, 16 ) )
		)
		.replace( /\s+/g, ' ' )
		.trim();

export const moment = ( text ) => ( text ? Date.parse( String( text ).replace( /\+0000$/, 'Z' ) ) : null );

const productionFields = 'Id, Name, PatronTicket__LongTitle__c, PatronTicket__Subtitle__c, PatronTicket__Category__c, PatronTicket__Season__c';
const performanceFields =
	'Id, Name, PatronTicket__TicketableEvent__c, PatronTicket__InstanceDate__c, PatronTicket__EndDate__c, PatronTicket__SoldOut__c, PatronTicket__SaleStatus__c, PatronTicket__Status__c, PatronTicket__Venue__r.Name, PatronTicket__Venue__r.PatronTicket__DisplayName__c, PatronTicket__Venue__r.PatronTicket__City__c';

const production = ( row ) => ( {
	id: row.Id,
	title: words( row.PatronTicket__LongTitle__c || row.Name ),
	subtitle: words( row.PatronTicket__Subtitle__c ),
	genres: ( row.PatronTicket__Category__c ?? '' ).split( ';' ).map( words ).filter( Boolean ).sort(),
} );

const performance = ( row ) => ( {
	id: row.Id,
	title: words( row.Name ),
	production: row.PatronTicket__TicketableEvent__c,
	start: moment( row.PatronTicket__InstanceDate__c ),
	end: moment( row.PatronTicket__EndDate__c ),
	venue: words( row.PatronTicket__Venue__r?.PatronTicket__DisplayName__c || row.PatronTicket__Venue__r?.Name ),
	place: [
		...new Set( [
			words( row.PatronTicket__Venue__r?.PatronTicket__DisplayName__c || row.PatronTicket__Venue__r?.Name ),
			words( row.PatronTicket__Venue__r?.PatronTicket__City__c ),
		] ),
	]
		.filter( Boolean )
		.join( ', ' ),
	sale: row.PatronTicket__SoldOut__c ? 'sold_out' : ( SALE[ row.PatronTicket__SaleStatus__c ] ?? '' ),
	status: STATUS[ row.PatronTicket__Status__c ] ?? 'scheduled',
} );

/**
 * `{ productions, performances, unlistable }` of rows as SOQL answers them: live productions inside the filter,
 * and every live performance. The last are performances no listing can carry, with the cause.
 */
export function truthOf( productionRows, performanceRows ) {
	const productions = productionRows.map( production );
	const rows = performanceRows.map( performance );
	const listed = new Set( productions.map( ( { id } ) => id ) );
	const causeOf = ( row ) =>
		row.start === null
			? 'has no date'
			: ! row.title
				? 'has no name'
				: ! listed.has( row.production )
					? 'belongs to a production outside the filter'
					: undefined;
	return {
		productions: productions.filter( ( { title } ) => title !== '' ),
		performances: rows.filter( ( row ) => causeOf( row ) === undefined ),
		unlistable: rows.filter( ( row ) => causeOf( row ) !== undefined ).map( ( row ) => ( { id: row.id, cause: causeOf( row ) } ) ),
	};
}

export async function orgTruth( org ) {
	const filter = "PatronTicket__Active__c = true AND PatronTicket__Type__c = 'Tickets'";
	return truthOf(
		await soql( org, `SELECT ${ productionFields } FROM PatronTicket__TicketableEvent__c WHERE ${ filter } ORDER BY Id` ),
		await soql( org, `SELECT ${ performanceFields } FROM PatronTicket__EventInstance__c ORDER BY Id` )
	);
}
