import { isObject } from '../mapping/path';
import type { Batch, Limits, Run, Watermark } from './context';
import type { Selected } from './fetch';
import { deletionsFrom } from './window';

/** A read that runs as a job in Salesforce: saved before the first look at it, and after each settled page of its result. */
export interface JobPosition {
	/** Null until the job has been made. */
	readonly job: string | null;
	/** The page that comes next; null is the first. */
	readonly locator: string | null;
	/** Records of the pages before it. */
	readonly seen: number;
	/** What the job shows is at least as new as this. */
	readonly read_ms: number;
	/** How often the job before this one was lost. */
	readonly losses: number;
}

/** Where a first read stands: saved with the run, so that the next holder goes on instead of beginning again. */
export interface ReadPosition {
	readonly version: number;
	/** Of a window of very many changes, where it begins; null where all of the mapping is read. */
	readonly since_ms: number | null;
	/** Salesforce’s time before anything was read: what changed or was deleted since then is the next poll’s. */
	readonly started_ms: number;
	readonly after: { readonly id: string; readonly stamp_ms: number } | null;
	readonly finished: boolean;
	readonly bulk: JobPosition | null;
	/** Page by page to the end: jobs were tried, and will not do. */
	readonly paged: boolean;
}

export interface ReadStep {
	/** Null where only the position moved. */
	readonly batch: Batch | null;
	/** Saved only once the batch has been settled; the same as before while a page is not finished. */
	readonly position: ReadPosition;
}

const isAfter = ( value: unknown ): value is ReadPosition[ 'after' ] => isObject( value ) && typeof value.id === 'string' && typeof value.stamp_ms === 'number';

function isJob( value: unknown ): value is JobPosition {
	const texts = isObject( value ) && [ value.job, value.locator ].every( ( one ) => one === null || typeof one === 'string' );
	return texts && [ value.seen, value.read_ms, value.losses ].every( ( one ) => typeof one === 'number' );
}

/** Of all mappings, whatever they are of: what the run at hand does not come to must not be forgotten. */
export const savedPositions = ( resume: Run[ 'resume' ] ): Record< string, unknown > => ( isObject( resume?.first_read ) ? resume.first_read : {} );

/** A position of another version of the mapping is of no use: its rows were mapped otherwise. Nor is one of another window. */
export function savedPosition( resume: Run[ 'resume' ], selected: Selected ): ReadPosition | null {
	const { id, version } = selected.mapping.mapping;
	const all = savedPositions( resume );
	const saved = Object.hasOwn( all, id ) ? all[ id ] : null;
	if ( ! isObject( saved ) || saved.version !== version || typeof saved.started_ms !== 'number' || ( saved.since_ms ?? null ) !== selected.sinceMs ) {
		return null;
	}
	return {
		version,
		since_ms: selected.sinceMs,
		started_ms: saved.started_ms,
		after: isAfter( saved.after ) ? saved.after : null,
		finished: saved.finished === true,
		bulk: isJob( saved.bulk ) ? saved.bulk : null,
		paged: saved.paged === true,
	};
}

export const beganAt = ( selected: Selected, startedMs: number ): ReadPosition => ( {
	version: selected.mapping.mapping.version,
	since_ms: selected.sinceMs,
	started_ms: startedMs,
	after: null,
	finished: false,
	bulk: null,
	paged: false,
} );

export const aNewJob = ( position: ReadPosition, readMs: number, losses = 0 ): ReadPosition => ( {
	...position,
	bulk: { job: null, locator: null, seen: 0, read_ms: readMs, losses },
} );

/**
 * A first read shows what is there, not what has gone. Where the mapping was read before, by other rules, up to where
 * deletions and sweeps had looked stays as it was: the next sweep begins there, and proves what went meanwhile.
 */
export function watermarkOf( selected: Selected, { started_ms }: ReadPosition, limits: Limits, before?: Watermark ): Watermark {
	const stamp = started_ms - limits.lag_seconds * 1000;
	return {
		mapping_id: selected.mapping.mapping.id,
		stamp_ms: stamp,
		deleted_covered_ms: before?.deleted_covered_ms ?? deletionsFrom( stamp, limits ),
		swept_ms: before?.swept_ms ?? stamp,
	};
}
