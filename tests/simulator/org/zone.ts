// Wall-clock time in an IANA zone, both ways, on Intl alone.
const formatters = new Map< string, Intl.DateTimeFormat >();

interface WallTime {
	year: number;
	month: number;
	day: number;
	hour: number;
	minute: number;
}

function formatter( zone: string ): Intl.DateTimeFormat {
	let found = formatters.get( zone );
	if ( ! found ) {
		found = new Intl.DateTimeFormat( 'en-US', {
			timeZone: zone,
			hourCycle: 'h23',
			year: 'numeric',
			month: 'numeric',
			day: 'numeric',
			hour: 'numeric',
			minute: 'numeric',
			second: 'numeric',
			era: 'short',
		} );
		formatters.set( zone, found );
	}
	return found;
}

export function wallTime( ms: number, zone: string ): WallTime {
	const parts = new Map< string, string >();
	for ( const part of formatter( zone ).formatToParts( ms ) ) {
		parts.set( part.type, part.value );
	}
	const read = ( name: string ): number => Number( parts.get( name ) );
	return {
		year: read( 'year' ),
		month: read( 'month' ),
		day: read( 'day' ),
		hour: read( 'hour' ),
		minute: read( 'minute' ),
	};
}

function utcOf( wall: WallTime ): number {
	const date = new Date( 0 );
	date.setUTCFullYear( wall.year, wall.month - 1, wall.day );
	date.setUTCHours( wall.hour, wall.minute, 0, 0 );
	return date.getTime();
}

/**
 * The instant of a wall-clock time. A time that the spring switch skips lands after the gap;
 * one that the autumn switch repeats means its first occurrence.
 */
export function instantOf( wall: WallTime, zone: string ): number {
	const naive = utcOf( wall );
	const offsetAt = ( ms: number ): number => utcOf( wallTime( ms, zone ) ) - Math.floor( ms / 60000 ) * 60000;
	const early = naive - offsetAt( naive - 86400000 );
	if ( early + offsetAt( early ) === naive ) {
		return early;
	}
	const late = naive - offsetAt( naive + 86400000 );
	return late + offsetAt( late ) === naive ? late : early;
}

export function isZone( zone: string ): boolean {
	try {
		formatter( zone );
		return true;
	} catch {
		return false;
	}
}
