import type { Answer, Deleted, Page, ReadAnswer, Reading } from '../salesforce/port';
import { maxReadings, type Salesforce } from '../salesforce/port';
import { changedSince } from '../salesforce/soql';
import type { Limits, RunContext, Watermark } from './context';
import type { Selected } from './fetch';
import { passedOn } from './mapping-failures';
import { ranOutOfTime, readByHalves } from './poll-halves';
import { deletionsFrom, windowOf, type Known, type Window } from './window';

/** What one mapping’s window shows, before any record is read. */
export interface Polled {
	readonly selected: Selected;
	readonly watermark: Watermark;
	readonly known: Known | undefined;
	readonly window: Window;
	/** First pages, in the order of stamps: one, unless the window was too much for one query. */
	readonly changed: Answer< readonly Page[] >;
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
		const readings = group.map( ( { selected }, index ) => changedIn( selected, windows[ index ]?.from_ms ?? 0 ) );
		const deletions = group.map( ( one ) => deletionsOf( one, clock.now(), limits ) );
		const due = deletions.filter( ( asked ) => asked !== null );
		const answer = await corrected( group, windows, await salesforce.read( readings, due ), salesforce );
		for ( const [ index, one ] of group.entries() ) {
			const page = answer.pages[ index ];
			const window = windows[ index ];
			const asked = deletions[ index ];
			if ( page && window ) {
				const late = ! page.ok && ranOutOfTime( page.failure );
				const whole: Answer< readonly Page[] > = page.ok ? { ok: true, value: [ page.value ] } : page;
				const part = { from_ms: window.from_ms, to_ms: null };
				const changed = late ? await readByHalves( one.selected, part, answer.server_ms, salesforce ) : whole;
				const deleted = ( asked && answer.deleted[ due.indexOf( asked ) ] ) ?? null;
				polled.push( { ...one, window, changed, deleted, server_ms: answer.server_ms } );
			}
		}
	}
	return polled;
}

const changedIn = ( { mapping: { mapping }, columns }: Selected, sinceMs: number ): Reading => ( {
	soql: changedSince( mapping.sobject, sinceMs, columns ),
	all: true,
} );

/**
 * An object without the usual stamp is refused once; what describe shows is asked for instead, and only that. The
 * moment of the first answer stands: what the second one shows beyond is seen twice.
 */
async function corrected( group: readonly Asked[], windows: readonly Window[], first: ReadAnswer, salesforce: Salesforce ): Promise< ReadAnswer > {
	const pages: Answer< Page >[] = [ ...first.pages ];
	const again: { index: number; reading: Reading }[] = [];
	for ( const [ index, { selected } ] of group.entries() ) {
		const page = pages[ index ];
		if ( ! page || page.ok || page.failure.code !== 'salesforce_field_missing' ) {
			continue;
		}
		try {
			if ( await selected.correctColumns() ) {
				again.push( { index, reading: changedIn( selected, windows[ index ]?.from_ms ?? 0 ) } );
			}
		} catch ( error ) {
			pages[ index ] = { ok: false, failure: passedOn( error ) };
		}
	}
	const second = again.length === 0 ? null : await salesforce.read( again.map( ( { reading } ) => reading ) );
	for ( const [ place, { index } ] of again.entries() ) {
		const page = second?.pages[ place ];
		if ( page ) {
			pages[ index ] = page;
		}
	}
	return { ...first, pages };
}
