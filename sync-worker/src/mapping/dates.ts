const shape = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/i;
const dateShape = /^(\d{4})-(\d{2})-(\d{2})(?:T.*)?$/;

function offsetMinutes( zone: string ): number {
	if ( zone.toUpperCase() === 'Z' ) {
		return 0;
	}
	const digits = zone.slice( 1 ).replace( ':', '' );
	const minutes = Number( digits.slice( 0, 2 ) ) * 60 + Number( digits.slice( 2 ) );
	return zone.startsWith( '-' ) ? -minutes : minutes;
}

function sameDay( ms: number, year: number, month: number, day: number ): boolean {
	const date = new Date( ms );
	return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Milliseconds of an ISO 8601 moment with a zone, e.g. Salesforce’s `2026-11-20T10:00:00.000+0000`. */
export function momentOf( text: string ): number | undefined {
	const parts = shape.exec( text.trim() );
	if ( ! parts ) {
		return undefined;
	}
	const [ year, month, day, hour, minute, second ] = [
		Number( parts[ 1 ] ),
		Number( parts[ 2 ] ),
		Number( parts[ 3 ] ),
		Number( parts[ 4 ] ),
		Number( parts[ 5 ] ),
		Number( parts[ 6 ] ?? 0 ),
	];
	if ( hour > 23 || minute > 59 || second > 60 ) {
		return undefined;
	}
	const noon = Date.UTC( year, month - 1, day );
	if ( ! sameDay( noon, year, month, day ) ) {
		return undefined;
	}
	return noon + ( ( hour * 60 + minute - offsetMinutes( parts[ 7 ] ?? 'Z' ) ) * 60 + second ) * 1000;
}

/** `2026-11-22T19:30:00Z`: the one form times are stored in. */
export const isoOf = ( ms: number ): string => `${ new Date( ms ).toISOString().slice( 0, 19 ) }Z`;

/** A calendar date has no zone and is never moved by one. */
export function dateOf( text: string ): string | undefined {
	const parts = dateShape.exec( text.trim() );
	if ( ! parts ) {
		return undefined;
	}
	const [ year = 0, month = 0, day = 0 ] = parts.slice( 1, 4 ).map( Number );
	return sameDay( Date.UTC( year, month - 1, day ), year, month, day ) ? `${ parts[ 1 ] }-${ parts[ 2 ] }-${ parts[ 3 ] }` : undefined;
}
