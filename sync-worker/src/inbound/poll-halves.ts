import { SyncFailure } from '../failure';
import { unreadableAnswer } from '../salesforce/answers';
import { ranOutOfTime } from '../salesforce/failures';
import type { Answer, Page, Salesforce } from '../salesforce/port';
import { changedSince } from '../salesforce/soql';
import type { Selected } from './fetch';

/** A window of stamps; an open end is null, and only the last part of a window has one. */
export interface Part {
	readonly from_ms: number;
	readonly to_ms: number | null;
}

/** Stamps are whole seconds: below one there is nothing to halve. */
const floorMs = 1000;

/** Both halves of a part, the earlier first; null at the floor. `nowMs` stands for an open end. */
export function halvesOf( { from_ms, to_ms }: Part, nowMs: number ): [ Part, Part ] | null {
	const middle = Math.floor( ( from_ms + ( to_ms ?? nowMs ) ) / 2 / 1000 ) * 1000;
	const least = Math.ceil( ( from_ms + floorMs ) / 1000 ) * 1000;
	const at = Math.max( middle, least );
	return ( to_ms ?? nowMs ) - from_ms <= floorMs || at >= ( to_ms ?? nowMs )
		? null
		: [
				{ from_ms, to_ms: at },
				{ from_ms: at, to_ms },
			];
}

/**
 * The first pages of a window that was too much for one query, in the order of stamps. What is edited meanwhile moves
 * into the last part, whose end is open: read one after the other, nothing falls between two of them.
 */
export async function readByHalves( selected: Selected, part: Part, nowMs: number, salesforce: Salesforce ): Promise< Answer< readonly Page[] > > {
	const halves = halvesOf( part, nowMs );
	if ( ! halves ) {
		return { ok: false, failure: tooSlow( selected, part ) };
	}
	const pages: Page[] = [];
	for ( const half of halves ) {
		const read = await readPart( selected, half, salesforce );
		const answer = ! read.ok && ranOutOfTime( read.failure ) ? await readByHalves( selected, half, nowMs, salesforce ) : read;
		if ( ! answer.ok ) {
			return answer;
		}
		pages.push( ...answer.value );
	}
	return { ok: true, value: pages };
}

async function readPart( { mapping: { mapping }, columns }: Selected, { from_ms, to_ms }: Part, salesforce: Salesforce ): Promise< Answer< readonly Page[] > > {
	try {
		const { pages } = await salesforce.read( [ { soql: changedSince( mapping.sobject, from_ms, columns, { untilMs: to_ms } ), all: true } ] );
		const [ page ] = pages;
		if ( ! page ) {
			throw unreadableAnswer( 'query' );
		}
		return page.ok ? { ok: true, value: [ page.value ] } : page;
	} catch ( error ) {
		if ( ! ( error instanceof SyncFailure ) || ! ranOutOfTime( error ) ) {
			throw error;
		}
		return { ok: false, failure: error };
	}
}

const tooSlow = ( { mapping: { mapping } }: Selected, { from_ms }: Part ): SyncFailure =>
	new SyncFailure( {
		kind: 'transient',
		code: 'salesforce_window_too_slow',
		message: `Salesforce cannot say in time what of ${ mapping.sobject } changed in the second of ${ new Date( from_ms ).toISOString() }.`,
		actions: [
			'Nothing to do: the next run tries again.',
			'If it stays so, ask Salesforce support why queries by SystemModstamp take so long in this org.',
		],
		details: { from_ms },
	} );
