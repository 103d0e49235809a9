import { PERFORMANCE, VENUE } from '../objects/season';
import type { Org } from '../org';
import type { Row, Values } from '../store';
import { changeSystemValues, rowOf } from './system-rows';
import type { ObjectRules } from './index';

const countOf = ( org: Org, venue: Row ): Values => ( {
	Performance_Count__c: org.store
		.table( PERFORMANCE )
		.childrenOf( 'PatronTicket__Venue__c', venue.id )
		.filter( ( row ) => ! row.deleted ).length,
} );

function recount( org: Org, venueId: unknown ): void {
	const venue = rowOf( org, VENUE, venueId );
	if ( venue ) {
		changeSystemValues( org, venue, countOf( org, venue ) );
	}
}

/** Rows that were there from the start count too, and moved no stamp. */
export function countSeeded( org: Org ): void {
	for ( const venue of org.store.table( VENUE ).all() ) {
		venue.values = { ...venue.values, ...countOf( org, venue ) };
	}
}

export const performanceRules: ObjectRules = {
	follow: ( { org, before, after } ) => {
		const venues = new Set( [ before, after ].map( ( values ) => values?.PatronTicket__Venue__c ) );
		venues.forEach( ( id ) => recount( org, id ) );
	},
};
