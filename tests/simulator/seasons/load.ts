import { PERFORMANCE, PRODUCTION, VENUE } from '../org/objects';
import { toStamp } from '../org/clock';
import type { Org } from '../org/org';
import type { SeedCounts } from '../world';
import type { SeasonPlan } from './plan';

const HOUR = 3600 * 1000;
const SPREAD_HOURS = 40 * 24;

/**
 * Puts a season into the org as if it had been entered over the last forty days: stamps rise, and a
 * production shares its second with its performances, as a bulk load does.
 */
export function loadSeason( org: Org, plan: SeasonPlan ): SeedCounts {
	const now = org.clock.now();
	const total = Math.max( 1, plan.productions.length );
	const stampAt = ( share: number ): string => toStamp( now - HOUR - ( 1 - share ) * SPREAD_HOURS * HOUR );
	const venueIds = plan.venues.map( ( venue ) => org.writer.load( VENUE, venue.fields, stampAt( 0 ) ) );
	let performances = 0;
	for ( const [ index, production ] of plan.productions.entries() ) {
		const stamp = stampAt( ( index + 1 ) / total );
		const id = org.writer.load( PRODUCTION, production.fields, stamp );
		for ( const performance of production.performances ) {
			org.writer.load(
				PERFORMANCE,
				{
					...performance.fields,
					PatronTicket__TicketableEvent__c: id,
					PatronTicket__Venue__c: performance.venue === null ? null : venueIds[ performance.venue ],
				},
				stamp
			);
			performances++;
		}
	}
	return {
		productions: plan.productions.length,
		performances,
		venues: venueIds.length,
	};
}
