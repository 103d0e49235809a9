import { badRequest, refuse } from '../http/errors';
import { empty, headerOf, type Answer } from '../http/message';
import { FormParts } from '../http/multipart';
import type { Action, Call, Route } from '../rest/context';
import type { IngestJob } from './ingest-job';
import { abortJob, deleteJob, ingestJobOf, invalidState, listJobs, newJob, readJob, stateIn } from './job-routes';
import { briefJson, jobAnswer } from './job-json';
import { formatOf, ingestRequest, readIngestBody, type Body } from './requests';

function make( call: Call, body: Body ): IngestJob {
	return call.world.bulk.createIngest( newJob( call, formatOf( body ) ), ingestRequest( call, body ), call.writer.actor.origin );
}

/** Job and data in one request (§4.1). */
function makeWithContent( call: Call, form: FormParts ): IngestJob {
	const job = form.text( 'job' );
	const content = form.parts.get( 'content' );
	if ( job === undefined || content === undefined ) {
		throw badRequest( 'INVALIDJOB', 'A multipart request has the parts job and content' );
	}
	const most = call.world.bulk.limits.multipartChars;
	if ( content.toString( 'utf8' ).length > most ) {
		throw badRequest( 'INVALIDJOB', `The content of a multipart request holds ${ most } characters at most` );
	}
	let body: unknown;
	try {
		body = JSON.parse( job );
	} catch {
		throw badRequest( 'JSON_PARSER_ERROR', 'The part job is not JSON' );
	}
	const made = make( call, readIngestBody( body ) );
	made.upload( content );
	made.start();
	return made;
}

/** The reply tells the state that was asked for; what comes of it shows in the next one. */
function answerStarted( call: Call, job: IngestJob ): Answer {
	const answer = jobAnswer( call, briefJson( job ) );
	job.settle();
	return answer;
}

const create: Action = ( call ) => {
	if ( call.body instanceof FormParts ) {
		return answerStarted( call, makeWithContent( call, call.body ) );
	}
	return jobAnswer( call, briefJson( make( call, readIngestBody( call.body ) ) ) );
};

const upload: Action = ( call ) => {
	const job = ingestJobOf( call );
	const type = ( headerOf( call.ask, 'content-type' ) ?? '' ).split( ';' )[ 0 ]!.trim().toLowerCase();
	if ( type !== 'text/csv' ) {
		throw refuse( 415, 'UNSUPPORTED_MEDIA_TYPE', `Content type '${ type }' not supported` );
	}
	if ( job.hasContent ) {
		throw invalidState(
			`Found multiple contents for job: <${ job.base.id }>, please 'Close' / 'Abort' / 'Delete' the current Job then create a new Job and make sure you only do 'PUT' once on a given Job.`
		);
	}
	if ( job.state !== 'Open' ) {
		throw invalidState( `The job takes no data in state ${ job.state }` );
	}
	const { body } = call.ask;
	if ( Math.ceil( body.length / 3 ) * 4 > call.world.bulk.limits.fileBytes ) {
		throw refuse( 413, 'REQUEST_ENTITY_TOO_LARGE', 'The data of a job holds 150 MB at most, encoded in base64' );
	}
	job.upload( body );
	return empty( 201 );
};

const patch: Action = ( call ) => {
	const job = ingestJobOf( call );
	const wanted = stateIn( call );
	if ( wanted === 'Aborted' ) {
		return abortJob( call, job );
	}
	if ( wanted !== 'UploadComplete' ) {
		throw badRequest( 'INVALIDJOBSTATE', `A job cannot be set to state ${ wanted }` );
	}
	if ( ! job.mayMove( 'UploadComplete' ) ) {
		throw invalidState( `Closing a job in state ${ job.state } is not allowed` );
	}
	job.start();
	return answerStarted( call, job );
};

/** Result files: complete only once the job is over, and to be had for a week (§4.3). */
const results =
	( text: ( job: IngestJob ) => string ): Action =>
	( call ) => {
		const job = ingestJobOf( call );
		const { truncated, gone } = job.base.behaviour;
		if ( ! job.isOver ) {
			throw invalidState( `The results of a job in state ${ job.state } are not available` );
		}
		if ( gone ) {
			throw refuse( 404, 'NOT_FOUND', 'The requested resource does not exist' );
		}
		const whole = text( job );
		return { status: 200, type: 'text/csv', body: truncated ? whole.slice( 0, Math.floor( whole.length / 2 ) ) : whole };
	};

const DELETABLE = new Set( [ 'UploadComplete', 'JobComplete', 'Aborted', 'Failed' ] );

export const ingestRoutes: Route[] = [
	[ 'jobs/ingest', { GET: listJobs( 'ingest' ), POST: create } ],
	[ 'jobs/ingest/:id', { GET: readJob( ingestJobOf ), PATCH: patch, DELETE: deleteJob( ingestJobOf, ( job ) => DELETABLE.has( job.state ) ) } ],
	[ 'jobs/ingest/:id/batches', { PUT: upload } ],
	[ 'jobs/ingest/:id/successfulResults', { GET: results( ( job ) => job.successfulResults() ) } ],
	[ 'jobs/ingest/:id/failedResults', { GET: results( ( job ) => job.failedResults() ) } ],
	[ 'jobs/ingest/:id/unprocessedrecords', { GET: results( ( job ) => job.unprocessedRecords() ) } ],
];
