import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { isObject } from '../http/message';
import { toStamp } from '../org/clock';
import { isRealDate } from '../org/coerce';
import { instantOf } from '../org/zone';
import { performanceName } from './labels';
import type { PerformancePlan, ProductionPlan, SeasonPlan, VenuePlan } from './plan';
import { plain, programmeHtml, subtitleOf, titleOf, worksOf } from './works';

// An orchestra's performance history as a season: programs are productions, concerts performances.
// The data is taken as it is: times missing, texts that are objects, several venues a program.

const ZONE = 'America/New_York';

/** `7:30PM`; anything else means that the time is not known. */
function readTime( written: string ): { hour: number; minute: number } | null {
	const parts = /^(\d{1,2}):(\d{2})\s*([AP])\.?M\.?$/i.exec( written );
	const [ hour, minute ] = [ Number( parts?.[ 1 ] ), Number( parts?.[ 2 ] ) ];
	if ( ! parts || hour < 1 || hour > 12 || minute > 59 ) {
		return null;
	}
	const afternoon = parts[ 3 ]!.toUpperCase() === 'P' ? 12 : 0;
	return { hour: ( hour % 12 ) + afternoon, minute };
}

/** The day is the date as written: midnight in UTC and midnight in New York carry the same one. */
function readDay( written: string ): string | null {
	const day = written.slice( 0, 10 );
	return isRealDate( day ) ? day : null;
}

function startOf( day: string | null, time: { hour: number; minute: number } | null ): number | null {
	if ( day === null ) {
		return null;
	}
	const [ year, month, date ] = day.split( '-' ).map( Number );
	// A day without a time starts at midnight there: the day is right, and the name says no time.
	return instantOf(
		{
			year: year!,
			month: month!,
			day: date!,
			hour: time?.hour ?? 0,
			minute: time?.minute ?? 0,
		},
		ZONE
	);
}

/** Venues in the order they turn up, one for each name and town. */
class VenueList {
	readonly plans: VenuePlan[] = [];
	private readonly known = new Map< string, number >();

	indexOf( name: string, place: string ): number | null {
		if ( name === '' && place === '' ) {
			return null;
		}
		const key = `${ name }\n${ place }`;
		let index = this.known.get( key );
		if ( index === undefined ) {
			index = this.plans.length;
			this.known.set( key, index );
			this.plans.push( {
				zone: ZONE,
				fields: {
					Name: ( name || place ).slice( 0, 80 ),
					PatronTicket__DisplayName__c: ( name || place ).slice( 0, 255 ),
					PatronTicket__AddressInformation__c: place.slice( 0, 255 ),
					PatronTicket__City__c: place.split( ',' )[ 0 ]!.trim().slice( 0, 255 ),
					PatronTicket__TimeZone__c: ZONE,
				},
			} );
		}
		return index;
	}
}

function performanceOf( concert: unknown, code: string, venues: VenueList, nowMs: number ): PerformancePlan {
	const fields = isObject( concert ) ? concert : {};
	const day = readDay( plain( fields.Date ) );
	const time = readTime( plain( fields.Time ) );
	const start = startOf( day, time );
	return {
		venue: venues.indexOf( plain( fields.Venue ), plain( fields.Location ) ),
		fields: {
			Name: day === null ? 'Date not known' : performanceName( day, time ),
			PatronTicket__InstanceDate__c: start === null ? null : toStamp( start ),
			PatronTicket__SaleStatus__c: start !== null && start < nowMs ? 'No longer on sale' : 'On Sale',
			PatronTicket__Code__c: code.slice( 0, 80 ),
		},
	};
}

const listOf = ( value: unknown ): unknown[] => {
	if ( value === undefined || value === null ) {
		return [];
	}
	return Array.isArray( value ) ? value : [ value ];
};

function productionOf( program: unknown, index: number, venues: VenueList, nowMs: number ): ProductionPlan {
	const fields = isObject( program ) ? program : {};
	const works = worksOf( listOf( fields.works ) );
	const concerts = listOf( fields.concerts );
	const kinds = concerts.map( ( concert ) => plain( isObject( concert ) ? concert.eventType : '' ) );
	const number = plain( fields.programID ) || plain( fields.id ) || String( index + 1 );
	return {
		fields: {
			Name: titleOf( works, kinds[ 0 ] || plain( fields.orchestra ) || 'Concert' ),
			PatronTicket__Subtitle__c: subtitleOf( works ),
			PatronTicket__Description__c: programmeHtml( works ),
			PatronTicket__Category__c: 'Concert',
			PatronTicket__Season__c: plain( fields.season ).slice( 0, 255 ),
			PatronTicket__Type__c: 'Tickets',
			PatronTicket__Active__c: true,
		},
		performances: concerts.map( ( concert, n ) => performanceOf( concert, `NYP-${ number }-${ index + 1 }-${ n + 1 }`, venues, nowMs ) ),
	};
}

export function programsSeason( data: unknown, nowMs: number ): SeasonPlan {
	if ( ! isObject( data ) || ! Array.isArray( data.programs ) ) {
		throw new TypeError( 'not a season: there is no list of programs' );
	}
	const venues = new VenueList();
	const productions = data.programs.map( ( program: unknown, index ) => productionOf( program, index, venues, nowMs ) );
	return { venues: venues.plans, productions };
}

export async function readProgramsFile( path: string, nowMs: number ): Promise< SeasonPlan > {
	try {
		const bytes = await readFile( path );
		const packed = bytes[ 0 ] === 0x1f && bytes[ 1 ] === 0x8b;
		const text = packed ? await promisify( gunzip )( bytes ) : bytes;
		return programsSeason( JSON.parse( text.toString( 'utf8' ) ), nowMs );
	} catch ( error ) {
		const message = error instanceof Error ? error.message : String( error );
		throw new Error( `The season ${ path } cannot be read: ${ message }`, {
			cause: error,
		} );
	}
}
