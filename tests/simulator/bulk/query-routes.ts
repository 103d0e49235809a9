import { badRequest, notFound, refuse } from '../http/errors';
import { json } from '../http/message';
import { versionNumber, type Action, type Call, type Route } from '../rest/context';
import { abortJob, deleteJob, invalidState, listJobs, newJob, queryJobOf, readJob, stateIn } from './job-routes';
import { briefJson, jobAnswer } from './job-json';
import type { QueryJob } from './query-job';
import { choose, formatOf, readQueryBody, textIn } from './requests';
import { takeSnapshot } from './snapshot';

const RESULT_PAGES_SINCE = 58;

const create: Action = ( call ) => {
	const { bulk } = call.world;
	const body = readQueryBody( call.body );
	const operation = choose( body, 'operation', [ 'query', 'queryAll' ] as const, null );
	const format = formatOf( body );
	const soql = textIn( body, 'query' );
	if ( soql === null ) {
		throw badRequest( 'INVALIDJOB', 'No query specified' );
	}
	if ( ! bulk.mayQuery() ) {
		throw badRequest( 'EXCEEDEDQUOTA', 'DailyBulkV2QueryJobs Limit exceeded.' );
	}
	const job = bulk.createQuery( newJob( call, format ), operation, takeSnapshot( call, soql, operation === 'queryAll' ) );
	const answer = jobAnswer( call, briefJson( job ) );
	job.settle();
	return answer;
};

const patch: Action = ( call ) => {
	const job = queryJobOf( call );
	const wanted = stateIn( call );
	if ( wanted !== 'Aborted' ) {
		throw badRequest( 'INVALIDJOBSTATE', `A job cannot be set to state ${ wanted }` );
	}
	return abortJob( call, job );
};

/** A job whose results may be read now, through the API version that made it (§4.5). */
function finished( call: Call ): QueryJob {
	const job = queryJobOf( call );
	if ( call.version.slice( 1 ) !== job.base.version ) {
		throw refuse( 409, 'INVALIDVERSION', `The job was made with API version ${ job.base.version }: ask for its results with the same` );
	}
	if ( job.state !== 'JobComplete' ) {
		throw invalidState( `The results of a job in state ${ job.state } are not available` );
	}
	if ( job.base.behaviour.gone ) {
		throw notFound();
	}
	return job;
}

function maxRecordsOf( call: Call ): number | null {
	const written = call.ask.query.get( 'maxRecords' );
	if ( written === null ) {
		return null;
	}
	if ( ! /^\d{1,9}$/.test( written ) || Number( written ) === 0 ) {
		throw badRequest( 'INVALID_QUERY_FILTER_OPERATOR', `maxRecords is a positive number: ${ written }` );
	}
	return Number( written );
}

const results: Action = ( call ) => {
	const job = finished( call );
	const page = job.page( call.ask.query.get( 'locator' ), maxRecordsOf( call ), ( bytes ) => call.world.bulk.countResult( bytes ) );
	return {
		status: 200,
		type: 'text/csv',
		headers: { 'Sforce-NumberOfRecords': String( page.rows ), 'Sforce-Locator': page.next ?? 'null' },
		body: job.base.behaviour.truncated ? page.text.slice( 0, Math.floor( page.text.length / 2 ) ) : page.text,
	};
};

const resultPages: Action = ( call ) => {
	if ( versionNumber( call ) < RESULT_PAGES_SINCE ) {
		throw notFound();
	}
	const job = finished( call );
	const { locators, next } = job.pageLocators( call.ask.query.get( 'locator' ) );
	const base = `/services/data/${ call.version }/jobs/query/${ job.base.id }`;
	return json( {
		resultPages: locators.map( ( locator ) => ( { resultUrl: `${ base }/results?locator=${ locator }` } ) ),
		...( next === null ? {} : { nextRecordsUrl: `${ base }/resultPages?locator=${ next }` } ),
		done: next === null,
	} );
};

export const queryRoutes: Route[] = [
	[ 'jobs/query', { GET: listJobs( 'query' ), POST: create } ],
	[ 'jobs/query/:id', { GET: readJob( queryJobOf ), PATCH: patch, DELETE: deleteJob( queryJobOf, ( job ) => job.isOver ) } ],
	[ 'jobs/query/:id/results', { GET: results } ],
	[ 'jobs/query/:id/resultPages', { GET: resultPages } ],
];
