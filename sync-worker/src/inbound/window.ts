import type { ClaimAnswer } from '../contract';
import type { Limits, RecordState, Watermark } from './context';

export type Known = NonNullable< ClaimAnswer[ 'known' ] >[ number ];

/**
 * Where the deletions of a mapping begin that Salesforce has not named yet: a transaction that is open at this moment may
 * have stamped them ten minutes before. From then on `latestDateCovered` counts, which waits for open transactions itself.
 */
export const deletionsFrom = ( ms: number, { sweep_overlap_seconds: overlap }: Pick< Limits, 'sweep_overlap_seconds' > ): number =>
	Math.max( 0, ms - overlap * 1000 );

/** From which stamp on a poll looks, and whether it looks back far enough to count as a sweep. */
export interface Window {
	readonly from_ms: number;
	readonly sweep: boolean;
}

type WindowLimits = Pick< Limits, 'overlap_seconds' | 'sweep_overlap_seconds' | 'sweep_every_seconds' >;

/**
 * A row may show ten minutes after its stamp. It missed the last sweep, so its stamp is later than that sweep minus
 * ten minutes: a sweep overlaps the last *sweep*. Counted from the last poll, 1,200 s would end behind it, because
 * the polls of a quarter of an hour have moved the watermark on. Both moments are Salesforce’s: no other clock counts.
 */
export function windowOf( watermark: Watermark & { readonly stamp_ms: number }, limits: WindowLimits ): Window {
	const { stamp_ms, swept_ms } = watermark;
	const every = limits.sweep_every_seconds * 1000;
	const swept = swept_ms ?? stamp_ms - every;
	const sweep = stamp_ms - swept >= every;
	const poll = stamp_ms - limits.overlap_seconds * 1000;
	return { from_ms: Math.max( 0, sweep ? Math.min( poll, swept - limits.sweep_overlap_seconds * 1000 ) : poll ), sweep };
}

/**
 * The question has no upper bound: only the answer’s own Date says up to when Salesforce was read, and what it shows
 * beyond is seen twice at most. A bound guessed before would be too early (a change waits) or too late (nothing gained).
 */
export function nextStamps( watermark: Watermark, { sweep }: Window, coveredMs: number ): Pick< Watermark, 'stamp_ms' | 'swept_ms' > {
	const stamp = Math.max( watermark.stamp_ms ?? 0, coveredMs );
	return { stamp_ms: stamp, swept_ms: sweep ? stamp : watermark.swept_ms };
}

/** What WordPress has in this very version. A sweep reads all again: a slow transaction may share the stamp of a quick edit. */
export function isKnownIn( known: Known | undefined, { sweep }: Window ): ( state: RecordState ) => boolean {
	const keyOf = ( id: unknown, stamp: unknown, deleted: unknown ): string => `${ String( id ) } ${ String( stamp ) } ${ String( deleted ) }`;
	const keys = new Set( sweep ? [] : known?.records.map( ( [ id, stamp, deleted ] ) => keyOf( id, stamp, deleted ) ) );
	return ( { id, stamp_ms, deleted } ) => keys.has( keyOf( id, stamp_ms, deleted ) );
}
