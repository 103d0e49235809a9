import type { Answer, Deleted, DeletedWindow, Page, ReadAnswer, Reading } from '../salesforce/port';
import { ranOutOfTime } from '../salesforce/failures';
import { maxReadings, type Salesforce } from '../salesforce/port';
import { anyOne, changedSince } from '../salesforce/soql';
import type { BulkReading, Limits, RunContext, Watermark } from './context';
import type { Selected } from './fetch';
import { passedOn } from './mapping-failures';
import { readByHalves, type Part } from './poll-halves';
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
	/** Deletions between these two moments were not asked for: where the first is the earlier one, nobody knows them. */
	readonly deleted_known_ms: number;
	readonly deleted_from_ms: number;
	readonly server_ms: number;
}

/** Whether more changed than is read by ids: what passes the filter is read as a first read then, from the window’s stamp on. */
export const isLarge = ( { changed }: Polled, { above_records: most }: BulkReading ): boolean =>
	changed.ok && changed.value.reduce( ( sum, { total } ) => sum + total, 0 ) > most;

const deletedEveryMs = 5 * 60_000;
/** getDeleted looks back 15 days; a day is left for clocks and time zones. */
const deletedReachMs = 14 * 24 * 3600_000;

export interface Asked {
	readonly selected: Selected;
	readonly known: Known | undefined;
	readonly watermark: Watermark & { readonly stamp_ms: number };
}

const deletedKnown = ( { watermark }: Asked, limits: Limits ): number => watermark.deleted_covered_ms ?? deletionsFrom( watermark.stamp_ms, limits );

/**
 * The bounds of this window come from the worker’s clock, or from Salesforce’s at the last poll where the worker’s is
 * behind. Progress does not rest on them: it is what Salesforce says it covered (latestDateCovered).
 */
function deletionsOf( asked: Asked, clockMs: number, limits: Limits ): DeletedWindow | null {
	const { selected, watermark } = asked;
	const now = Math.max( clockMs, watermark.stamp_ms );
	const start = Math.max( deletedKnown( asked, limits ), now - deletedReachMs );
	return now - start >= deletedEveryMs ? { sobject: selected.mapping.mapping.sobject, start_ms: start, end_ms: now } : null;
}

/** What is asked of one mapping. */
interface Question {
	readonly one: Asked;
	readonly window: Window;
	readonly deletions: DeletedWindow | null;
	readonly deleted_known_ms: number;
}

/** One API call for up to five mappings: ids, stamps and deletions, unfiltered, from the window’s lower bound on. */
export async function poll( asked: readonly Asked[], { salesforce, limits, clock }: RunContext ): Promise< Polled[] > {
	const polled: Polled[] = [];
	for ( let at = 0; at < asked.length; at += maxReadings ) {
		const questions = asked.slice( at, at + maxReadings ).map( ( one ): Question => ( {
			one,
			window: windowOf( one.watermark, limits ),
			deletions: deletionsOf( one, clock.now(), limits ),
			deleted_known_ms: deletedKnown( one, limits ),
		} ) );
		polled.push( ...( await pollTogether( questions, salesforce ) ) );
	}
	return polled;
}

/** One slow query takes the whole call with it: then each mapping is asked alone, and what is too much even so by halves. */
async function pollTogether( questions: readonly Question[], salesforce: Salesforce ): Promise< Polled[] > {
	try {
		return await inOneCall( questions, salesforce );
	} catch ( error ) {
		if ( ! ranOutOfTime( error ) ) {
			throw error;
		}
	}
	const [ only ] = questions;
	if ( questions.length === 1 && only ) {
		return [ await inHalves( only, salesforce ) ];
	}
	const polled: Polled[] = [];
	for ( const question of questions ) {
		polled.push( ...( await pollTogether( [ question ], salesforce ) ) );
	}
	return polled;
}

async function inOneCall( questions: readonly Question[], salesforce: Salesforce ): Promise< Polled[] > {
	const readings = questions.map( ( { one, window } ) => changedIn( one.selected, window.from_ms ) );
	const due = questions.flatMap( ( { deletions } ) => deletions ?? [] );
	const answer = await corrected( questions, await salesforce.read( readings, due ), salesforce );
	const polled: Polled[] = [];
	for ( const [ index, question ] of questions.entries() ) {
		const { one, window, deletions } = question;
		const page = answer.pages[ index ];
		if ( page ) {
			const late = ! page.ok && ranOutOfTime( page.failure );
			const whole: Answer< readonly Page[] > = page.ok ? { ok: true, value: [ page.value ] } : page;
			const changed = late ? await readByHalves( one.selected, openEnded( window ), answer.server_ms, salesforce ) : whole;
			const deleted = ( deletions && answer.deleted[ due.indexOf( deletions ) ] ) ?? null;
			polled.push( { ...one, window, changed, deleted, ...deletedBounds( question ), server_ms: answer.server_ms } );
		}
	}
	return polled;
}

/** Nothing has told Salesforce’s time yet: it is asked first, so that the watermark moves no further than what is read. */
async function inHalves( question: Question, salesforce: Salesforce ): Promise< Polled > {
	const { one, window, deletions } = question;
	const { server_ms } = await salesforce.read( [ { soql: anyOne( one.selected.mapping.mapping.sobject ), all: false } ] );
	const changed = await readByHalves( one.selected, openEnded( window ), server_ms, salesforce );
	const deleted = deletions === null ? null : ( ( await salesforce.read( [], [ deletions ] ) ).deleted[ 0 ] ?? null );
	return { ...one, window, changed, deleted, ...deletedBounds( question ), server_ms };
}

const deletedBounds = ( { deletions, deleted_known_ms }: Question ): Pick< Polled, 'deleted_known_ms' | 'deleted_from_ms' > => ( {
	deleted_known_ms,
	deleted_from_ms: deletions?.start_ms ?? deleted_known_ms,
} );

const openEnded = ( { from_ms }: Window ): Part => ( { from_ms, to_ms: null } );

const changedIn = ( { mapping: { mapping }, columns }: Selected, sinceMs: number ): Reading => ( {
	soql: changedSince( mapping.sobject, sinceMs, columns ),
	all: true,
} );

/**
 * An object without the usual stamp is refused once; what describe shows is asked for instead, and only that. The
 * moment of the first answer stands: what the second one shows beyond is seen twice.
 */
async function corrected( questions: readonly Question[], first: ReadAnswer, salesforce: Salesforce ): Promise< ReadAnswer > {
	const pages: Answer< Page >[] = [ ...first.pages ];
	const again: { index: number; reading: Reading }[] = [];
	for ( const [ index, { one, window } ] of questions.entries() ) {
		const { selected } = one;
		const page = pages[ index ];
		if ( ! page || page.ok || page.failure.code !== 'salesforce_field_missing' ) {
			continue;
		}
		try {
			if ( await selected.correctColumns() ) {
				again.push( { index, reading: changedIn( selected, window.from_ms ) } );
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
