import { toStamp } from '../../simulator/org/clock';
import type { PerformancePlan, ProductionPlan, SeasonPlan, VenuePlan } from '../../simulator/seasons/plan';

const HOUR = 3600 * 1000;
const NIGHTS_A_SHOW = 40;
const ZONE = 'Europe/London';
const GENRES = [ 'Play', 'Musical', 'Comedy', 'Dance', 'Opera', 'Concert', 'Family', 'Talk' ];
const SALES = [ 'On Sale', 'Not on sale yet', 'Free' ];

const venue = ( number: number ): VenuePlan => ( {
	zone: ZONE,
	fields: {
		Name: `Stage ${ number }`,
		PatronTicket__DisplayName__c: `Stage ${ number }`,
		PatronTicket__AddressInformation__c: `${ number } South Bank, London SE1`,
		PatronTicket__City__c: 'London',
		PatronTicket__TimeZone__c: ZONE,
	},
} );

/** Every field that the preset maps has a value: the rows of a house that fills in its forms. */
function performance( number: number, nowMs: number, venues: number ): PerformancePlan {
	const start = nowMs + number * HOUR;
	return {
		venue: number % venues,
		fields: {
			Name: `Evening ${ number }`,
			PatronTicket__InstanceDate__c: toStamp( start ),
			PatronTicket__EndDate__c: toStamp( start + 2 * HOUR ),
			PatronTicket__SaleStatus__c: SALES[ number % SALES.length ],
			PatronTicket__SoldOut__c: number % 20 === 0,
			PatronTicket__Status__c: 'Scheduled',
			PatronTicket__PurchaseUrl__c: `https://tickets.example.org/event/${ number }`,
			PatronTicket__MinPrice__c: 10 + ( number % 20 ),
			PatronTicket__MaxPrice__c: 40 + ( number % 60 ),
			PatronTicket__Access__c: 'Captioned;Audio Described',
			PatronTicket__Code__c: `CODE-${ number }`,
		},
	};
}

function production( number: number, performances: PerformancePlan[] ): ProductionPlan {
	return {
		fields: {
			Name: `The Winter’s Tale ${ number }`,
			PatronTicket__Subtitle__c: `Company ${ number }`,
			PatronTicket__Description__c: `<p>A tale of <strong>winter</strong>, told for the ${ number }th time.</p>`,
			PatronTicket__Category__c: GENRES[ number % GENRES.length ],
			PatronTicket__Season__c: '2026/27',
			PatronTicket__Type__c: 'Tickets',
			PatronTicket__Active__c: true,
			PatronTicket__PurchaseUrl__c: `https://tickets.example.org/show/${ number }`,
		},
		performances,
	};
}

/** A season of n performances, forty to a production. */
export function longSeason( performances: number, nowMs: number ): SeasonPlan {
	if ( ! Number.isInteger( performances ) || performances < 1 ) {
		throw new TypeError( `A season has a whole number of performances, at least one: ${ performances }` );
	}
	const venues = Array.from( { length: 9 }, ( _, number ) => venue( number + 1 ) );
	const all = Array.from( { length: performances }, ( _, number ) => performance( number + 1, nowMs, venues.length ) );
	const productions = Array.from( { length: Math.ceil( performances / NIGHTS_A_SHOW ) }, ( _, number ) =>
		production( number + 1, all.slice( number * NIGHTS_A_SHOW, ( number + 1 ) * NIGHTS_A_SHOW ) )
	);
	return { venues, productions };
}
