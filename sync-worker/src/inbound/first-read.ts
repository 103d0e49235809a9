import type { Failure } from '../contract';
import { SyncFailure } from '../failure';
import { anyOne } from '../salesforce/soql';
import type { MappingSnapshot, RunContext } from './context';
import type { Selected } from './fetch';
import { readByPage } from './read-by-page';
import { aNewJob, beganAt, type JobPosition, type ReadPosition, type ReadStep } from './read-position';

/** Small objects page by page, large ones as a job; where one way is closed, the other. */
export async function* firstRead( selected: Selected, from: ReadPosition | null, context: RunContext ): AsyncGenerator< ReadStep > {
	let position = from;
	while ( ! position?.finished ) {
		try {
			for await ( const step of await stepsFrom( position, selected, context ) ) {
				position = step.position;
				yield step;
			}
		} catch ( error ) {
			const failed = { failure: failureIn( error ), selected, context };
			position = position?.bulk ? await afterJob( position, position.bulk, failed ) : await afterPage( position, failed );
			yield { batch: null, position };
		}
	}
}

async function stepsFrom( position: ReadPosition | null, selected: Selected, context: RunContext ): Promise< AsyncIterable< ReadStep > > {
	if ( ! position?.bulk ) {
		return readByPage( selected, position, context );
	}
	// Most first reads are small: they need none of this.
	const { readByJob } = await import( './read-by-job' );
	return readByJob( selected, { ...position, bulk: position.bulk }, context );
}

/** Too much for one answer, or for one URL: a job has neither limit. */
const tooMuchForPages = new Set( [ 'salesforce_busy', 'salesforce_timeout', 'salesforce_query_too_long' ] );

export const needsJob = ( { code }: SyncFailure ): boolean => tooMuchForPages.has( code );

/** The job may have been fine: its result is what did not arrive. */
const lost = new Set( [ 'salesforce_bulk_lost', 'salesforce_answer_incomplete', 'salesforce_answer_unreadable' ] );

const spent = new Set( [ 'salesforce_bulk_limit', 'salesforce_bulk_reserved', 'salesforce_bulk_failed', 'salesforce_bulk_stalled' ] );

/** The rest would be wrong with pages too: sign-in, the day’s API calls, an org that is away. */
export const closesJobs = ( { code, kind }: SyncFailure ): boolean => lost.has( code ) || spent.has( code ) || kind === 'config' || kind === 'bug';

interface Failed {
	readonly failure: SyncFailure;
	readonly selected: Selected;
	readonly context: RunContext;
}

function failureIn( error: unknown ): SyncFailure {
	if ( ! ( error instanceof SyncFailure ) ) {
		throw error;
	}
	return error;
}

/** A job, where pages are too much; never for whom jobs had sent here. */
async function afterPage( position: ReadPosition | null, { failure, selected, context }: Failed ): Promise< ReadPosition > {
	if ( position?.paged || ! needsJob( failure ) ) {
		throw failure;
	}
	context.logger.warn( { mapping: selected.mapping.mapping.id, failure: failure.toFailure() }, 'read as a job instead' );
	const now = await serverTime( selected, context );
	return aNewJob( position ?? beganAt( selected, now ), now );
}

/** Once another job, where only its result was lost; else pages, from the start. */
async function afterJob( position: ReadPosition, { job, losses }: JobPosition, { failure, selected, context }: Failed ): Promise< ReadPosition > {
	if ( ! closesJobs( failure ) ) {
		throw failure;
	}
	const { logger, notices, salesforce } = context;
	const { mapping } = selected.mapping;
	const again = lost.has( failure.code ) && losses === 0;
	logger.warn( { mapping: mapping.id, failure: failure.toFailure() }, again ? 'job begun again' : 'read page by page instead' );
	if ( job !== null && failure.code !== 'salesforce_bulk_lost' ) {
		await ( await salesforce.bulk() ).discard( job );
	}
	if ( again ) {
		return aNewJob( position, await serverTime( selected, context ), losses + 1 );
	}
	notices.add( mapping, '', byPage( mapping, failure ) );
	return { ...position, bulk: null, after: null, paged: true };
}

/** A way of its own to say it: the code of the cause alone would look like a mapping that was not read. */
const byPage = ( { id, name }: MappingSnapshot, cause: SyncFailure ): Failure => ( {
	...cause.toFailure(),
	kind: 'config',
	code: 'salesforce_read_by_page',
	message: `“${ name }” was read page by page instead, which takes longer and more calls. ${ cause.message }`.slice( 0, 2000 ),
	details: { ...cause.details, mapping: id, cause: cause.code },
} );

/** Asked before a job is made: what the job shows cannot be older. */
async function serverTime( { mapping: { mapping } }: Selected, { salesforce }: RunContext ): Promise< number > {
	const { server_ms } = await salesforce.read( [ { soql: anyOne( mapping.sobject ), all: false } ] );
	return server_ms;
}
