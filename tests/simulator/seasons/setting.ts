import { toStamp } from '../org/clock';
import { instantOf, wallTime } from '../org/zone';
import { performanceName } from './labels';
import type { PerformancePlan, ProductionPlan } from './plan';

const DAY = 86_400_000;

/** What the writers of a production need: where, when it is today, and the address of the org. */
export interface Setting {
	nowMs: number;
	url: string;
	venues: { name: string; zone: string }[];
}

export const two = ( n: number ): string => String( n ).padStart( 2, '0' );

/** A performance on a day (counted from today in the venue's zone) at a wall-clock time there. */
export function performanceAt(
	setting: Setting,
	code: string,
	venue: number,
	at: { day: number; hour: number; minute: number; minutes?: number }
): PerformancePlan {
	const { zone } = setting.venues[ venue ]!;
	const today = wallTime( setting.nowMs, zone );
	const date = new Date( Date.UTC( today.year, today.month - 1, today.day ) + at.day * DAY );
	const wall = {
		year: date.getUTCFullYear(),
		month: date.getUTCMonth() + 1,
		day: date.getUTCDate(),
		hour: at.hour,
		minute: at.minute,
	};
	const start = instantOf( wall, zone );
	const day = date.toISOString().slice( 0, 10 );
	return {
		venue,
		fields: {
			Name: performanceName( day, at ),
			PatronTicket__InstanceDate__c: toStamp( start ),
			PatronTicket__EndDate__c: toStamp( start + ( at.minutes ?? 120 ) * 60_000 ),
			PatronTicket__SaleStatus__c: start < setting.nowMs ? 'No longer on sale' : at.day > 200 ? 'Not on sale yet' : 'On Sale',
			PatronTicket__PurchaseUrl__c: `https://tickets.callboard.example/${ code.toLowerCase() }/${ day }`,
			PatronTicket__MinPrice__c: 25,
			PatronTicket__MaxPrice__c: 95,
			PatronTicket__Code__c: `${ code }-${ day }-${ two( at.hour ) }${ two( at.minute ) }`,
		},
	};
}

function seasonName( nowMs: number ): string {
	const { year, month } = wallTime( nowMs, 'America/New_York' );
	const first = month >= 7 ? year : year - 1;
	return `${ first }–${ two( ( first + 1 ) % 100 ) }`;
}

export function description( setting: Setting, n: number, blurb: string, company: string ): string {
	return [
		`<p>${ blurb } Performed by <strong>${ company }</strong>.</p>`,
		'<ul><li>Running time: about two hours</li><li>One interval &amp; a bar</li><li>Ages 8&nbsp;+</li></ul>',
		`<p><img src="${ setting.url }/posters/${ n }.png" alt="" width="640" height="360"></p>`,
		`<p>Read the <a href="https://www.callboard.example/shows/${ n }?from=season&amp;n=${ n }">programme notes</a>.</p>`,
	].join( '\n' );
}

export function production( setting: Setting, n: number, fields: Record< string, unknown > ): ProductionPlan {
	return {
		fields: {
			PatronTicket__Season__c: seasonName( setting.nowMs ),
			PatronTicket__Type__c: 'Tickets',
			PatronTicket__Active__c: true,
			PatronTicket__PurchaseUrl__c: `https://tickets.callboard.example/shows/${ n }`,
			PatronTicket__LargeImageUrl__c: `${ setting.url }/posters/${ n }.png`,
			...fields,
		},
		performances: [],
	};
}
