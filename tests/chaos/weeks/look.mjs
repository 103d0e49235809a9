/** The end of a day: WordPress, its tables and its public page, against what the org says. */
import { moment, words } from '../../demo/lib/truth.mjs';
import { wordsLost } from '../events/editors.mjs';
import { compareAccounts } from '../lib/accounts.mjs';
import { expectedOf, PERFORMANCE, PRODUCTION, VENUE } from '../lib/oracle.mjs';
import { storedOf } from '../lib/stored.mjs';
import { verdict } from '../lib/verdict.mjs';
import { seeClockNights } from './clock-nights.mjs';
import { COMPANIES } from './companies.mjs';
import { lookAtPage } from './page.mjs';

/** What the org says now; kept while nobody can hear of anything newer. */
export function truthNow( { org } ) {
	const expected = expectedOf( org );
	const isActive = ( { id } ) => {
		const parent = org.store.table( PERFORMANCE ).get( id ).values.PatronTicket__TicketableEvent__c;
		return org.store.table( PRODUCTION ).get( parent ).values.PatronTicket__Active__c === true;
	};
	const zoneOf = ( { id } ) => {
		const venue = org.store.table( PERFORMANCE ).get( id ).values.PatronTicket__Venue__c;
		return venue ? org.store.table( VENUE ).get( venue ).values.PatronTicket__TimeZone__c : undefined;
	};
	return {
		// Those of a show that is not active are not read: nothing is said of their dates.
		expected: { ...expected, unlistable: expected.unlistable.filter( isActive ) },
		zones: new Map( expected.performances.map( ( row ) => [ row.id, zoneOf( row ) ] ) ),
		accounts: [ ...org.store.table( COMPANIES ).all() ].map( ( { id, deleted, values } ) => ( { id, deleted, values: { Name: values.Name } } ) ),
	};
}

const asOrg = ( accounts ) => ( { store: { table: () => ( { all: () => accounts } ) } } );

/** A performance that has lost its date stays as it was listed, with the cause named: the page shows what is stored. */
function asListed( { unlistable }, { records } ) {
	const undated = new Set( unlistable.filter( ( { cause } ) => cause === 'has no date' ).map( ( { id } ) => id ) );
	const shows = new Map( records.filter( ( row ) => row.post_status === 'publish' ).map( ( row ) => [ row.post_id, row.sf_id ] ) );
	const meta = ( row, key ) => words( row.meta[ `callboard_${ key }` ]?.[ 0 ] );
	return records
		.filter( ( row ) => undated.has( row.sf_id ) && row.post_status === 'publish' && shows.has( row.post_parent ) )
		.map( ( row ) => ( {
			id: row.sf_id,
			production: shows.get( row.post_parent ),
			start: moment( row.meta.callboard_start?.[ 0 ] ),
			place: [ ...new Set( [ ...( row.terms.venue ?? [] ).map( words ), meta( row, 'city' ) ] ) ].filter( Boolean ).join( ', ' ),
			sale: meta( row, 'sale_status' ),
			status: meta( row, 'event_status' ),
		} ) );
}

/** `{ differed, held }`; `truth`: as the org is now, or as it was when it was last heard of. */
export async function look( life, truth ) {
	const { house } = life;
	const stored = await storedOf( house.database );
	const { differed, held } = verdict( truth.expected, stored, life.separate );
	const all = [ ...differed, ...compareAccounts( asOrg( truth.accounts ), stored, 'companies' ), ...wordsLost( life.words, stored ) ];
	if ( ! life.isReachable ) {
		return { differed: all, held };
	}
	const public_ = truth.expected.performances.filter( ( { id } ) => ! held.includes( id ) );
	const page = await lookAtPage(
		house.listingUrl,
		{ ...truth.expected, performances: [ ...public_, ...asListed( truth.expected, stored ) ] },
		truth.zones,
		life.now
	);
	if ( page.differed.length === 0 ) {
		seeClockNights( life, page.entries );
	}
	return { differed: [ ...all, ...page.differed ], held };
}
