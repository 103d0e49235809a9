import { badRequest, notFound } from '../http/errors';
import { empty, type Answer } from '../http/message';
import type { Action, Call } from '../rest/context';
import { IngestJob } from './ingest-job';
import type { Job } from './job';
import { briefJson, fullJson, jobAnswer, jobTypeOf } from './job-json';
import { QueryJob } from './query-job';
import type { NewJob } from './jobs';
import { textIn, type Body } from './requests';
import type { CsvFormat } from './format';
import { bodyObject } from '../rest/context';

export const newJob = ( call: Call, format: CsvFormat ): NewJob => ( { createdById: call.access.userId, version: call.version.slice( 1 ), format } );

export const invalidState = ( message: string ): Error => badRequest( 'INVALIDJOBSTATE', message );

/** A job that the caller made, or any job for those who may touch all data. */
const maySee = ( call: Call, job: Job ): boolean => job.base.createdById === call.access.userId || call.access.may( 'ModifyAllData' );

function jobOf( call: Call ): Job {
	const job = call.world.bulk.find( call.params.id ?? '' );
	if ( ! job || ! maySee( call, job ) ) {
		throw notFound();
	}
	return job;
}

export function ingestJobOf( call: Call ): IngestJob {
	const job = jobOf( call );
	if ( ! ( job instanceof IngestJob ) ) {
		throw notFound();
	}
	return job;
}

export function queryJobOf( call: Call ): QueryJob {
	const job = jobOf( call );
	if ( ! ( job instanceof QueryJob ) ) {
		throw notFound();
	}
	return job;
}

/** Asking is what moves a job on (see Behaviour.polls). */
export const readJob =
	( find: ( call: Call ) => Job ): Action =>
	( call ) => {
		const job = find( call );
		job.poll();
		return jobAnswer( call, fullJson( job ) );
	};

export function stateIn( call: Call ): string | null {
	const body: Body = bodyObject( call );
	for ( const name of Object.keys( body ) ) {
		if ( name !== 'state' ) {
			throw badRequest( 'JSON_PARSER_ERROR', `Unrecognized field "${ name }"` );
		}
	}
	return textIn( body, 'state' );
}

export function abortJob( call: Call, job: Job ): Answer {
	if ( ! job.mayMove( 'Aborted' ) ) {
		throw invalidState( `Aborting already ${ job.state === 'JobComplete' ? 'Completed' : job.state } Job not allowed` );
	}
	job.abort();
	return jobAnswer( call, briefJson( job ) );
}

export const deleteJob =
	( find: ( call: Call ) => Job, mayGo: ( job: Job ) => boolean ): Action =>
	( call ) => {
		const job = find( call );
		if ( ! mayGo( job ) ) {
			throw invalidState( `A job in state ${ job.state } cannot be deleted` );
		}
		call.world.bulk.delete( job );
		return empty();
	};

const locatorOf = ( job: Job ): string => Buffer.from( job.base.id ).toString( 'base64url' );

/** A page of jobs; the locator names the last one seen, so that jobs made meanwhile do not shift the pages. */
export const listJobs =
	( family: 'ingest' | 'query' ): Action =>
	( call ) => {
		const { bulk } = call.world;
		const { query } = call.ask;
		const wanted = { type: query.get( 'jobType' ), chunked: query.get( 'isPkChunkingEnabled' ), concurrency: query.get( 'concurrencyMode' ) };
		const jobs = bulk
			.all()
			.filter( ( job ) => job instanceof QueryJob === ( family === 'query' ) && maySee( call, job ) )
			.filter( ( job ) => wanted.type === null || wanted.type === jobTypeOf( job ) )
			.filter( ( job ) => wanted.chunked === null || ( wanted.chunked.toLowerCase() === 'true' ) === ( job instanceof QueryJob && job.snapshot.splits ) )
			.filter( () => wanted.concurrency === null || wanted.concurrency.toLowerCase() === 'parallel' );
		const start = positionAfter( query.get( 'queryLocator' ), jobs );
		const page = jobs.slice( start, start + bulk.limits.listedJobs );
		const done = start + page.length >= jobs.length;
		return jobAnswer( call, {
			done,
			records: page.map( ( job ) => ( { ...briefJson( job ), jobType: jobTypeOf( job ) } ) ),
			nextRecordsUrl: done ? null : `/services/data/${ call.version }/jobs/${ family }?queryLocator=${ locatorOf( page[ page.length - 1 ]! ) }`,
		} );
	};

function positionAfter( locator: string | null, jobs: Job[] ): number {
	if ( locator === null ) {
		return 0;
	}
	const last = Buffer.from( locator, 'base64url' ).toString( 'latin1' );
	if ( ! /^750\w{15}$/.test( last ) ) {
		throw badRequest( 'INVALID_QUERY_LOCATOR', 'invalid query locator' );
	}
	// Ids are given in order, and the case of their letters counts in it.
	const next = jobs.findIndex( ( job ) => job.base.id > last );
	return next < 0 ? jobs.length : next;
}
