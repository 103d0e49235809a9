import type { Answer, Deleted, Page } from '../salesforce/port';
import { maxReadings } from '../salesforce/port';
import { changedSince } from '../salesforce/soql';
import type { Limits, RunContext, Watermark } from './context';
import type { Selected } from './fetch';
import { deletionsFrom, windowOf, type Known, type Window } from './window';

/** What one mapping’s window shows, before any record is read. */
export interface Polled {
	readonly selected: Selected;
	readonly watermark: Watermark;
	readonly known: Known | undefined;
	readonly window: Window;
	readonly changed: Answer< Page >;
	readonly deleted: Answer< Deleted > | null;
	readonly server_ms: number;
}

const deletedEveryMs = 5 * 60_000;
/** getDeleted looks back 15 days; a day is left for clocks and time zones. */
const deletedReachMs = 14 * 24 * 3600_000;

export interface Asked {
	readonly selected: Selected;
	readonly known: Known | undefined;
	readonly watermark: Watermark & { readonly stamp_ms: number };
}

/**
 * The bounds of this window come from the worker’s clock, but nothing rests on them: progress is what Salesforce
 * says it covered (latestDateCovered).
 */
function deletionsOf( { selected, watermark }: Asked, now: number, limits: Limits ): { sobject: string; start_ms: number; end_ms: number } | null {
	const covered = watermark.deleted_covered_ms ?? deletionsFrom( watermark.stamp_ms, limits );
	const start = Math.max( covered, now - deletedReachMs );
	return now - start >= deletedEveryMs ? { sobject: selected.mapping.mapping.sobject, start_ms: start, end_ms: now } : null;
}

/** One API call for up to five mappings: ids, stamps and deletions, unfiltered, from the window’s lower bound on. */
export async function poll( asked: readonly Asked[], { salesforce, limits, clock }: RunContext ): Promise< Polled[] > {
	const polled: Polled[] = [];
	for ( let at = 0; at < asked.length; at += maxReadings ) {
		const group = asked.slice( at, at + maxReadings );
		const windows = group.map( ( { watermark } ) => windowOf( watermark, limits ) );
		const readings = group.map( ( { selected }, index ) => ( {
			soql: changedSince( selected.mapping.mapping.sobject, windows[ index ]?.from_ms ?? 0 ),
			all: true,
		} ) );
		const deletions = group.map( ( one ) => deletionsOf( one, clock.now(), limits ) );
		const due = deletions.filter( ( asked ) => asked !== null );
		const answer = await salesforce.read( readings, due );
		group.forEach( ( one, index ) => {
			const changed = answer.pages[ index ];
			const window = windows[ index ];
			const asked = deletions[ index ];
			if ( changed && window ) {
				const deleted = ( asked && answer.deleted[ due.indexOf( asked ) ] ) ?? null;
				polled.push( { ...one, window, changed, deleted, server_ms: answer.server_ms } );
			}
		} );
	}
	return polled;
}
