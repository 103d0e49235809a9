import { SyncFailure } from '../failure';
import type { SourceRecord } from '../mapping';
import { assertComplete } from '../salesforce/answers';
import type { RowShape } from '../salesforce/port';
import { countOf, everyId, idAndStamp, idsAfter, type Selection } from '../salesforce/soql';
import type { RunContext } from './context';
import { valueOf } from './fetch';
import { closesJobs, needsJob } from './first-read';
import { IdSet } from './id-set';
import { identityOf } from './map';
import { finished, pageOf, pageRecords } from './read-by-job';

const pageSize = 2000;

type Reading = Pick< RunContext, 'salesforce' | 'beside' | 'bulk' | 'clock' | 'lease' | 'logger' >;

/** Every id of a selection, with its stamp: page by page below 10,000 records, above as a job. */
export async function readIds( selection: Selection, context: Reading ): Promise< IdSet > {
	const paged = await pagesOrNull( selection, context );
	if ( paged ) {
		return paged;
	}
	try {
		return await byJob( selection, context );
	} catch ( error ) {
		if ( ! ( error instanceof SyncFailure ) || ! closesJobs( error ) ) {
			throw error;
		}
		context.logger.warn( { failure: error.toFailure() }, 'ids read page by page instead' );
		return ( await byPage( selection, context, Infinity ) ) ?? new IdSet();
	}
}

/** Null: a job is to do it, since there are too many or a page is too much to ask. */
async function pagesOrNull( selection: Selection, context: Reading ): Promise< IdSet | null > {
	try {
		return await byPage( selection, context, context.bulk.above_records );
	} catch ( error ) {
		if ( ! ( error instanceof SyncFailure ) || ! needsJob( error ) ) {
			throw error;
		}
		context.logger.warn( { failure: error.toFailure() }, 'ids read as a job instead' );
		return null;
	}
}

/** Keyset pages by id: nothing that is changed meanwhile moves a record to another page. Null: there are too many. */
async function byPage( selection: Selection, { salesforce, beside, lease }: Reading, most: number ): Promise< IdSet | null > {
	const ids = new IdSet();
	for ( let after: string | null = null, done = false; ! done; ) {
		const question = { soql: idsAfter( selection, after, pageSize ), all: false };
		const { pages } = await salesforce.read( after === null ? [ question, { soql: countOf( selection ), all: false } ] : [ question ] );
		const [ page, count ] = pages;
		const { records, total } = page ? valueOf( page ) : { records: [], total: 0 };
		if ( count?.ok && count.value.total > most ) {
			return null;
		}
		if ( records.length === 0 ) {
			assertComplete( 0, total );
		}
		for ( const record of records ) {
			const { id, stamp_ms } = identityOf( record );
			ids.add( id, stamp_ms );
			after = id;
		}
		done = records.length === 0 || ( total < pageSize && records.length >= total );
		await lease.beat( { phase: 'reading', done: 0, total: null } );
		await beside.letPollBy();
	}
	return ids;
}

async function byJob( selection: Selection, context: Reading ): Promise< IdSet > {
	const ids = new IdSet();
	const shape = { sobject: selection.sobject, paths: idAndStamp( selection ), describes: new Map() };
	for await ( const records of rowsByJob( { soql: everyId( selection ), all: false, shape }, context ) ) {
		records.map( identityOf ).forEach( ( { id, stamp_ms } ) => ids.add( id, stamp_ms ) );
	}
	return ids;
}

interface Listing {
	readonly soql: string;
	/** Deleted rows too. */
	readonly all: boolean;
	readonly shape: RowShape;
}

/** A result of narrow rows, part by part and counted; of a page that breaks off, what came before comes again. It keeps no position: what fails begins again. */
export async function* rowsByJob( { soql, all, shape }: Listing, context: Reading ): AsyncGenerator< readonly SourceRecord[] > {
	const jobs = await context.salesforce.bulk();
	const job = await jobs.create( soql, all );
	try {
		const processed = await finished( job, jobs, context );
		const size = pageRecords( processed, null, context.bulk );
		let seen = 0;
		for ( let locator: string | null = null, more = true; more; more = locator !== null ) {
			for await ( const { records, end } of pageOf( { job, locator }, { records: size, shape }, jobs, context ) ) {
				yield records;
				seen += end?.rows ?? 0;
				locator = end ? end.next : locator;
			}
			await context.lease.beat( { phase: 'reading', done: 0, total: null } );
			await context.beside.letPollBy();
		}
		assertComplete( seen, processed );
	} finally {
		await jobs.release();
		await jobs.discard( job );
	}
}
