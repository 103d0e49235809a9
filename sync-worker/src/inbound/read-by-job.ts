import { SyncFailure } from '../failure';
import { assertComplete, stalledJob } from '../salesforce/answers';
import type { BulkQueries, ResultPart, RowShape } from '../salesforce/port';
import { everything } from '../salesforce/soql';
import type { BulkReading, RunContext } from './context';
import type { Selected } from './fetch';
import type { JobPosition, ReadPosition, ReadStep } from './read-position';

type InJob = ReadPosition & { readonly bulk: JobPosition };

/** Small jobs are done in a second; what takes minutes is asked half a minute apart. */
const firstPauseMs = 500;
const retryPauseMs = 2000;
const longestPauseMs = 30_000;
const patienceMs = 3_600_000;
const triesPerPage = 3;

/** One job for the whole selection: made, waited for, its result read page by page and counted, deleted. */
export async function* readByJob( selected: Selected, from: InJob, context: RunContext ): AsyncGenerator< ReadStep > {
	const jobs = await context.salesforce.bulk();
	try {
		yield* readWith( jobs, selected, from, context );
	} finally {
		await jobs.release();
	}
}

async function* readWith( jobs: BulkQueries, selected: Selected, from: InJob, context: RunContext ): AsyncGenerator< ReadStep > {
	const job = from.bulk.job ?? ( await selected.ask( ( selection ) => jobs.create( everything( selection ) ) ) );
	let position: InJob = { ...from, bulk: { ...from.bulk, job } };
	yield { batch: null, position };
	const processed = await finished( job, jobs, context );
	const records = pageRecords( processed, position.bulk.locator, context.bulk );
	const shape = { sobject: selected.mapping.mapping.sobject, paths: selected.selection.paths, describes: await selected.describes() };
	// An empty result has one page too, with a header and nothing else.
	for ( let more = true; more; more = position.bulk.locator !== null ) {
		for await ( const { records: part, end } of pageOf( { job, locator: position.bulk.locator }, { records, shape }, jobs, context ) ) {
			if ( end ) {
				position = { ...position, bulk: { ...position.bulk, locator: end.next, seen: position.bulk.seen + end.rows } };
			} else {
				yield { batch: { mapping: selected.mapping, records: part, withdrawals: [], read_ms: position.bulk.read_ms }, position };
			}
		}
		if ( position.bulk.locator !== null ) {
			yield { batch: null, position };
		}
	}
	assertComplete( position.bulk.seen, processed );
	yield { batch: null, position: { ...position, finished: true } };
	// Only now: whoever takes over a moment earlier still finds the job.
	await jobs.discard( job );
}

/**
 * Two pages of ours are two calls, and need no list; of more, those that Salesforce cuts are larger, and are fetched side
 * by side. A position in the middle goes on in ours: it may have come from either.
 */
export const pageRecords = ( processed: number, locator: string | null, { page_records: ours }: BulkReading ): number | null =>
	locator === null && processed > 2 * ours ? null : ours;

/** How many records a job has found: it is looked at again and again, ever less often, and the lease is kept meanwhile. */
export async function finished(
	job: string,
	jobs: BulkQueries,
	{ beside, clock, lease }: Pick< RunContext, 'beside' | 'clock' | 'lease' >
): Promise< number > {
	let seen = '';
	let movedMs = clock.now();
	for ( let pause = firstPauseMs; ; pause = Math.min( Math.round( pause * 1.5 ), longestPauseMs ) ) {
		const { finished: done, state, processed } = await jobs.state( job );
		if ( done ) {
			return processed;
		}
		if ( seen !== `${ state } ${ processed }` ) {
			seen = `${ state } ${ processed }`;
			movedMs = clock.now();
		} else if ( clock.now() - movedMs >= patienceMs ) {
			throw stalledJob( job );
		}
		await lease.wait( pause );
		await beside.letPollBy();
	}
}

/**
 * A page that breaks off is read again from its beginning: what was settled of it is unchanged the second time, and
 * costs an offer.
 */
export async function* pageOf(
	{ job, locator }: { readonly job: string; readonly locator: string | null },
	page: { readonly records: number | null; readonly shape: RowShape },
	jobs: BulkQueries,
	{ lease, logger }: Pick< RunContext, 'lease' | 'logger' >
): AsyncGenerator< ResultPart > {
	for ( let attempt = 1; ; attempt++ ) {
		try {
			yield* jobs.results( job, locator, page );
			return;
		} catch ( error ) {
			const passing = error instanceof SyncFailure && error.kind === 'transient' && error.code !== 'salesforce_bulk_lost';
			if ( ! passing || attempt >= triesPerPage ) {
				throw error;
			}
			logger.warn( { job, attempt, failure: error.toFailure() }, 'page of a job broke off' );
			await lease.wait( retryPauseMs * attempt );
		}
	}
}
