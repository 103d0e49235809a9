import { badRequest } from '../http/errors';
import { json, type Answer } from '../http/message';
import { bodyObject, flagOf, type Call } from './context';
import { answerSubrequest, readSubrequest, refuseEnvelope, refuseSameReference, type SubAnswer, type Subrequest } from './subrequest';
import { runTogether } from './together';

const MAX_SUBREQUESTS = 25;
const MAX_QUERIES = 5;

const resourceOf = ( url: string ): string => url.replace( /^\/services\/data\/v\d\d\.0\//i, '' );
const isQuery = ( { url }: Subrequest ): boolean => /^(query|queryAll|composite\/sobjects)\b/i.test( resourceOf( url ) );
/** No request within requests, no jobs, no set-up. */
const allows = ( url: string ): boolean => ! /^(composite(?!\/sobjects\b)|jobs\b|tooling\b)/i.test( resourceOf( url ) );

function readSubrequests( body: Record< string, unknown > ): Subrequest[] {
	if ( ! Array.isArray( body.compositeRequest ) || body.compositeRequest.length === 0 ) {
		throw refuseEnvelope( 'compositeRequest is required and must not be empty' );
	}
	if ( body.compositeRequest.length > MAX_SUBREQUESTS ) {
		throw badRequest( 'LIMIT_EXCEEDED', `The composite request exceeds the limit of ${ MAX_SUBREQUESTS } subrequests` );
	}
	const subrequests = body.compositeRequest.map( readSubrequest );
	refuseSameReference( subrequests );
	if ( subrequests.filter( isQuery ).length > MAX_QUERIES ) {
		throw badRequest( 'LIMIT_EXCEEDED', `The composite request exceeds the limit of ${ MAX_QUERIES } query or collection subrequests` );
	}
	return subrequests;
}

/** Collections answer 200 and tell row by row. */
const hasFailedRow = ( { url, method }: Subrequest, { body }: SubAnswer ): boolean =>
	method !== 'GET' &&
	/^composite\/sobjects\b/i.test( resourceOf( url ) ) &&
	Array.isArray( body ) &&
	body.some( ( row: { success?: unknown } | null ) => row?.success === false );

function runAll( call: Call, subrequests: Subrequest[], allowed: ( url: string ) => boolean ): SubAnswer[] {
	const answers = new Map< string, SubAnswer >();
	for ( const subrequest of subrequests ) {
		answers.set( subrequest.referenceId, answerSubrequest( call, subrequest, answers, allowed ) );
	}
	return [ ...answers.values() ];
}

const isFailure = ( subrequest: Subrequest, answer: SubAnswer ): boolean => answer.httpStatusCode >= 400 || hasFailedRow( subrequest, answer );

/** `allowed`: which URLs may stand in it. */
function answerComposite( call: Call, allowed: ( url: string ) => boolean ): Answer {
	const body = bodyObject( call );
	const allOrNone = flagOf( body, 'allOrNone' ) ?? false;
	// Subrequests that could be merged are run one by one: what they answer is the same.
	flagOf( body, 'collateSubrequests' );
	const subrequests = readSubrequests( body );
	return json( {
		compositeResponse: allOrNone ? runTogether( call, subrequests, { allows: allowed, isFailure } ).answers : runAll( call, subrequests, allowed ),
	} );
}

export const composite = ( call: Call ): Answer => answerComposite( call, allows );

/** Below /tooling, subrequests stay there (§12.1). */
export const compositeOfTooling = ( call: Call ): Answer => answerComposite( call, ( url ) => /^tooling\/(?!composite)/i.test( resourceOf( url ) ) );
