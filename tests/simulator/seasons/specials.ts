import { instantOf, wallTime } from '../org/zone';
import { description, performanceAt, production, type Setting } from './setting';
import type { PerformancePlan, ProductionPlan } from './plan';

// The awkward part of the season: one production for each thing that has broken somebody's listing.

const DAY = 86_400_000;
const ZONE = 'America/New_York';

type Write = ( setting: Setting, code: string ) => PerformancePlan[];

interface Special {
	fields: Record< string, unknown >;
	perform: Write;
}

/** Days from today to the nights when New York's clocks change next, one each way. */
function switchDays( nowMs: number ): {
	spring: number;
	autumn: number;
} {
	const noon = ( day: number ): number => {
		const today = wallTime( nowMs, ZONE );
		return instantOf(
			{
				...wallTime( Date.UTC( today.year, today.month - 1, today.day, 17 ) + day * DAY, ZONE ),
				hour: 12,
				minute: 0,
			},
			ZONE
		);
	};
	const found = { spring: 0, autumn: 0 };
	for ( let day = 2; day < 370 && ( ! found.spring || ! found.autumn ); day++ ) {
		const length = noon( day ) - noon( day - 1 );
		if ( length < DAY ) {
			found.spring ||= day;
		} else if ( length > DAY ) {
			found.autumn ||= day;
		}
	}
	return found;
}

const evenings =
	( venue: number, first: number, count: number, change: Record< string, unknown > = {} ): Write =>
	( setting, code ) =>
		Array.from( { length: count }, ( _, index ) => {
			const plan = performanceAt( setting, code, venue, {
				day: first + index,
				hour: 19,
				minute: 30,
			} );
			return { ...plan, fields: { ...plan.fields, ...change } };
		} );

/** Evenings before, on and after both switches, and a vigil inside the hour that repeats or is skipped. */
const aroundSwitches: Write = ( setting, code ) => {
	const { spring, autumn } = switchDays( setting.nowMs );
	return [ spring, autumn ].flatMap( ( day ) => [
		performanceAt( setting, code, 0, {
			day: day - 1,
			hour: 19,
			minute: 30,
		} ),
		performanceAt( setting, code, 0, {
			day,
			hour: day === spring ? 2 : 1,
			minute: 30,
		} ),
		performanceAt( setting, code, 0, { day, hour: 19, minute: 30 } ),
		performanceAt( setting, code, 0, {
			day: day + 1,
			hour: 19,
			minute: 30,
		} ),
	] );
};

const withoutDates: Write = ( setting, code ) => [
	...evenings( 3, 60, 3 )( setting, code ),
	...[ 1, 2 ].map( ( n ) => ( {
		venue: n === 1 ? 3 : null,
		fields: {
			Name: 'Date to be announced',
			PatronTicket__InstanceDate__c: null,
			PatronTicket__EndDate__c: null,
			PatronTicket__SaleStatus__c: 'Not on sale yet',
			PatronTicket__Code__c: `${ code }-TBA-${ n }`,
		},
	} ) ),
];

const LONG_TITLE = `The Complete and Unabridged Chronicle of the Company of the Lantern, ${ Array.from(
	{ length: 240 },
	( _, n ) => `Part ${ n + 1 } of the Tale`
).join( ', ' ) }`.slice( 0, 5000 );

const SPECIALS: Special[] = [
	{
		fields: {
			Name: 'The Storm That Stayed',
			PatronTicket__Category__c: 'Play',
			PatronTicket__Subtitle__c: 'Cancelled',
		},
		perform: evenings( 0, 10, 5, {
			PatronTicket__Status__c: 'Cancelled',
			PatronTicket__SaleStatus__c: 'No longer on sale',
		} ),
	},
	{
		fields: {
			Name: 'Standing Room Only',
			PatronTicket__Category__c: 'Musical;Comedy',
			PatronTicket__Subtitle__c: 'Sold out',
		},
		perform: evenings( 1, 5, 6, { PatronTicket__SoldOut__c: true } ),
	},
	{
		fields: {
			Name: 'Waiting for the Tenor',
			PatronTicket__Category__c: 'Opera',
			PatronTicket__Subtitle__c: 'Postponed',
		},
		perform: evenings( 2, 21, 3, { PatronTicket__Status__c: 'Postponed' } ),
	},
	{
		fields: {
			Name: 'The Moved Mountain',
			PatronTicket__Category__c: 'Dance',
			PatronTicket__Subtitle__c: 'New dates',
		},
		perform: evenings( 5, 35, 4, {
			PatronTicket__Status__c: 'Rescheduled',
		} ),
	},
	{
		fields: {
			Name: 'Theatre in a Browser',
			PatronTicket__Category__c: 'Talk',
			PatronTicket__Subtitle__c: 'Live stream',
		},
		perform: evenings( 8, 14, 4, {
			PatronTicket__Status__c: 'Moved Online',
			PatronTicket__SaleStatus__c: 'Free',
			PatronTicket__MinPrice__c: 0,
			PatronTicket__MaxPrice__c: 0,
		} ),
	},
	{
		fields: {
			Name: '🎭 Clowns & Confetti 🎪 — the “big” one',
			PatronTicket__Category__c: 'Family;Comedy',
			PatronTicket__Subtitle__c: 'Ages 5+ 👨‍👩‍👧‍👦',
		},
		perform: evenings( 0, 48, 5 ),
	},
	{
		fields: {
			Name: 'ليلة في بيروت',
			PatronTicket__Category__c: 'Concert',
			PatronTicket__Subtitle__c: 'أمسية موسيقية',
		},
		perform: evenings( 6, 55, 3 ),
	},
	{
		fields: {
			Name: 'הגן הלבן (The White Garden)',
			PatronTicket__Category__c: 'Play',
			PatronTicket__Subtitle__c: 'Hebrew with English titles',
		},
		perform: evenings( 7, 70, 3 ),
	},
	{
		fields: {
			Name: 'Spring Forward, Fall Back',
			PatronTicket__Category__c: 'Play',
			PatronTicket__Subtitle__c: 'Played when the clocks change',
		},
		perform: aroundSwitches,
	},
	{
		fields: {
			Name: 'A Show Without a Date',
			PatronTicket__Category__c: 'Comedy',
		},
		perform: withoutDates,
	},
	{
		fields: {
			Name: 'The Missing Poster',
			PatronTicket__Category__c: 'Play',
			PatronTicket__LargeImageUrl__c: 'https://images.callboard.example/not-there/poster.png',
		},
		perform: evenings( 3, 80, 3 ),
	},
	{
		fields: {
			Name: 'The Longest Title',
			PatronTicket__Category__c: 'Talk',
			PatronTicket__LongTitle__c: LONG_TITLE,
		},
		perform: evenings( 1, 90, 2 ),
	},
	{
		fields: {
			Name: 'Last Year’s Success',
			PatronTicket__Category__c: 'Musical',
			PatronTicket__Active__c: false,
		},
		perform: evenings( 0, -20, 2 ),
	},
	{
		fields: {
			Name: 'Friends of the Lantern',
			PatronTicket__Type__c: 'Membership',
			PatronTicket__Subtitle__c: 'Annual membership',
		},
		perform: () => [],
	},
	{
		fields: {
			Name: 'Between Seasons',
			PatronTicket__Category__c: 'Concert',
			PatronTicket__Subtitle__c: 'No performances yet',
		},
		perform: () => [],
	},
];

export const specials = ( setting: Setting, first: number ): ProductionPlan[] =>
	SPECIALS.map( ( special, index ) => {
		const n = first + index;
		const plan = production( setting, n, {
			PatronTicket__Description__c: description( setting, n, 'One night, nine doors &mdash; choose well.', 'the resident company' ),
			...special.fields,
		} );
		return {
			...plan,
			performances: special.perform( setting, `SP${ index + 1 }` ),
		};
	} );
