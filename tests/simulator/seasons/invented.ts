import { ACCESS } from '../org/objects';
import type { PerformancePlan, SeasonPlan } from './plan';
import { seeded, type Random } from './random';
import { description, performanceAt, production, two, type Setting } from './setting';
import { specials } from './specials';
import { BLURBS, COMPANIES, TITLES, VENUES } from './words';

const SEED = 20261122;
const ONLINE = 8;
const CURTAINS: [ number, number ][] = [
	[ 19, 30 ],
	[ 20, 0 ],
	[ 19, 0 ],
	[ 14, 0 ],
	[ 15, 0 ],
	[ 21, 30 ],
];

/** A run of performances on evenings with a weekend matinee, so many days long. */
function run( setting: Setting, random: Random, { code, venue, first }: { code: string; venue: number; first: number } ): PerformancePlan[] {
	const [ hour, minute ] = random.pick( CURTAINS );
	const count = 4 + random.below( 8 );
	const step = random.pick( [ 1, 1, 2, 3, 7 ] );
	const low = 15 + 5 * random.below( 8 );
	return Array.from( { length: count }, ( _, index ) => {
		const day = Math.min( first + index * step, 269 );
		const at = day === 269 ? { day, hour: ( hour + index ) % 24, minute } : { day, hour, minute };
		const plan = performanceAt( setting, code, venue, at );
		const access = random.chance( 0.2 ) ? random.pick( ACCESS ) : null;
		Object.assign( plan.fields, {
			PatronTicket__MinPrice__c: low,
			PatronTicket__MaxPrice__c: low + 10 * ( 1 + random.below( 9 ) ),
			PatronTicket__SoldOut__c: random.chance( 0.06 ),
			PatronTicket__Access__c: access,
		} );
		return plan;
	} );
}

/** The invented season: always the same for the same day of the clock and the same address. */
export function inventedSeason( nowMs: number, url: string ): SeasonPlan {
	const random = seeded( SEED );
	const venues = VENUES.map( ( [ name, address, city, zone ] ) => ( {
		zone,
		fields: {
			Name: name,
			PatronTicket__DisplayName__c: name,
			PatronTicket__AddressInformation__c: address,
			PatronTicket__City__c: city,
			PatronTicket__TimeZone__c: zone,
		},
	} ) );
	const setting: Setting = {
		nowMs,
		url,
		venues: VENUES.map( ( [ name, , , zone ] ) => ( { name, zone } ) ),
	};
	const productions = TITLES.map( ( [ title, subtitle, categories ], index ) => {
		const n = index + 1;
		const plan = production( setting, n, {
			Name: title,
			PatronTicket__Subtitle__c: subtitle,
			PatronTicket__Category__c: categories,
			PatronTicket__Description__c: description( setting, n, random.pick( BLURBS ), random.pick( COMPANIES ) ),
		} );
		const first = -30 + Math.floor( ( index * 270 ) / TITLES.length ) + random.below( 12 );
		plan.performances = run( setting, random, { code: `CB${ two( n ) }`, venue: random.below( ONLINE ), first } );
		return plan;
	} );
	return {
		venues,
		productions: [ ...productions, ...specials( setting, TITLES.length + 1 ) ],
	};
}
