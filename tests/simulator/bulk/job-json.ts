import { headerOf, type Answer } from '../http/message';
import { toStamp } from '../org/clock';
import type { Call } from '../rest/context';
import { IngestJob } from './ingest-job';
import type { Job } from './job';
import { QueryJob } from './query-job';

type JobJson = Record< string, unknown >;

/** Relative, and without a slash in front (§4.1). */
const contentUrl = ( { base }: Job ): string => `services/data/v${ base.version }/jobs/ingest/${ base.id }/batches`;

/** What every answer about a job says; replies to create and PATCH say no more (§4.1). */
export function briefJson( job: Job ): JobJson {
	const { id, createdById, version, format } = job.base;
	const request = job instanceof IngestJob ? job.request : null;
	return {
		id,
		operation: job.operation,
		object: job.object,
		createdById,
		createdDate: toStamp( job.createdAt ),
		systemModstamp: toStamp( job.changedAt ),
		state: job.state,
		...( request?.externalIdFieldName ? { externalIdFieldName: request.externalIdFieldName } : {} ),
		...( request?.assignmentRuleId ? { assignmentRuleId: request.assignmentRuleId } : {} ),
		concurrencyMode: 'Parallel',
		contentType: 'CSV',
		apiVersion: Number( version ),
		...( job instanceof IngestJob && job.state === 'Open' ? { contentUrl: contentUrl( job ) } : {} ),
		lineEnding: format.lineEnding,
		columnDelimiter: format.columnDelimiter,
	};
}

export const jobTypeOf = ( job: Job ): string => ( job instanceof QueryJob ? 'V2Query' : 'V2Ingest' );

/** With the counters that GET adds (§4.1, §4.5). */
export function fullJson( job: Job ): JobJson {
	const time = Math.max( job.runningMs, job.processed );
	return {
		...briefJson( job ),
		jobType: jobTypeOf( job ),
		numberRecordsProcessed: job.processed,
		...( job instanceof IngestJob ? { numberRecordsFailed: job.failed, apiActiveProcessingTime: Math.ceil( time / 2 ), apexProcessingTime: 0 } : {} ),
		retries: 0,
		totalProcessingTime: time,
		isPkChunkingSupported: job instanceof QueryJob,
		...( job.errorMessage === null ? {} : { errorMessage: job.errorMessage } ),
	};
}

/**
 * JSON whose `apiVersion` reads 66.0, as Salesforce writes it: a client of a typed language tells it from 66.
 * JavaScript has no such number, so this is text. Inside a string the quotes of the name would be escaped.
 */
export function jobAnswer( call: Call, body: JobJson ): Answer {
	const pretty = /^(1|true)$/i.test( headerOf( call.ask, 'x-prettyprint' ) ?? '' );
	const text = JSON.stringify( body, null, pretty ? 2 : 0 ).replace( /("apiVersion":\s*\d+)(?=[\s,}])/g, '$1.0' );
	return { status: 200, body: pretty ? text.replace( /^(\s*"(?:[^"\\]|\\.)*"): /gm, '$1 : ' ) : text, type: 'application/json;charset=UTF-8' };
}
