import type { Answer, Deleted, Page } from '../salesforce/port';
import { maxReadings } from '../salesforce/port';
import { changedSince } from '../salesforce/soql';
import type { RunContext, Watermark } from './context';
import type { Selected } from './fetch';

/** What one mapping’s window shows, before any record is read. */
export interface Polled {
	readonly selected: Selected;
	readonly watermark: Watermark;
	readonly changed: Answer< Page >;
	readonly deleted: Answer< Deleted > | null;
	readonly server_ms: number;
}

const deletedEveryMs = 5 * 60_000;
/** getDeleted looks back 15 days; a day is left for clocks and time zones. */
const deletedReachMs = 14 * 24 * 3600_000;

interface Asked {
	readonly selected: Selected;
	readonly watermark: Watermark & { readonly stamp_ms: number };
}

/**
 * The bounds of this window come from the worker’s clock, but nothing rests on them: progress is what Salesforce
 * says it covered (latestDateCovered).
 */
function windowOf( { selected, watermark }: Asked, now: number ): { sobject: string; start_ms: number; end_ms: number } | null {
	const covered = watermark.deleted_covered_ms ?? watermark.stamp_ms;
	const start = Math.max( covered, now - deletedReachMs );
	return now - start >= deletedEveryMs ? { sobject: selected.mapping.mapping.sobject, start_ms: start, end_ms: now } : null;
}

/** One API call for up to five mappings: ids, stamps and deletions, unfiltered. */
export async function poll( asked: readonly Asked[], { salesforce, limits, clock }: RunContext ): Promise< Polled[] > {
	const polled: Polled[] = [];
	for ( let at = 0; at < asked.length; at += maxReadings ) {
		const group = asked.slice( at, at + maxReadings );
		const readings = group.map( ( { selected, watermark } ) => ( {
			soql: changedSince( selected.mapping.mapping.sobject, Math.max( 0, watermark.stamp_ms - limits.overlap_seconds * 1000 ) ),
			all: true,
		} ) );
		const windows = group.map( ( one ) => windowOf( one, clock.now() ) );
		const due = windows.filter( ( window ) => window !== null );
		const answer = await salesforce.read( readings, due );
		group.forEach( ( one, index ) => {
			const changed = answer.pages[ index ];
			const window = windows[ index ];
			if ( changed ) {
				polled.push( { ...one, changed, deleted: ( window && answer.deleted[ due.indexOf( window ) ] ) ?? null, server_ms: answer.server_ms } );
			}
		} );
	}
	return polled;
}
