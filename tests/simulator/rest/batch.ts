import { ApiError, badRequest } from '../http/errors';
import { isObject, json, printed, type Answer } from '../http/message';
import { bodyObject, flagOf, type Call } from './context';
import { refuseEnvelope, runInner } from './subrequest';

const MAX_SUBREQUESTS = 25;
/** These belong to the whole request, not to what is inside it. */
const OUTER_ONLY = [ 'if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since' ];

interface BatchRequest {
	method: string;
	/** `v66.0/sobjects/…` (§3.2) */
	url: string;
	richInput: unknown;
}

interface Result {
	statusCode: number;
	result: unknown;
}

function readOne( value: unknown ): BatchRequest {
	if ( ! isObject( value ) ) {
		throw refuseEnvelope( 'batchRequests must hold objects' );
	}
	const { method, url, richInput } = value;
	if ( typeof method !== 'string' || ! /^(GET|POST|PUT|PATCH|DELETE)$/i.test( method ) ) {
		throw refuseEnvelope( `Invalid method: ${ printed( method ).slice( 0, 80 ) }` );
	}
	if ( typeof url !== 'string' || ! /^\/?v\d\d\.0\/[\x21-\x7e]+$/.test( url ) || /%(?![0-9a-f]{2})/i.test( url ) ) {
		throw refuseEnvelope( `Invalid url, it must be like vXX.X/sobjects/…: ${ printed( url ).slice( 0, 80 ) }` );
	}
	return { method: method.toUpperCase(), url: url.replace( /^\//, '' ), richInput };
}

function readAll( body: Record< string, unknown > ): BatchRequest[] {
	if ( ! Array.isArray( body.batchRequests ) || body.batchRequests.length === 0 ) {
		throw refuseEnvelope( 'batchRequests is required and must not be empty' );
	}
	if ( body.batchRequests.length > MAX_SUBREQUESTS ) {
		throw badRequest( 'LIMIT_EXCEEDED', `The batch exceeds the limit of ${ MAX_SUBREQUESTS } subrequests` );
	}
	return body.batchRequests.map( readOne );
}

/** Each subrequest is a call of its own; the first is the one that the whole request was counted as. */
function count( { org }: Call, isFirst: boolean ): void {
	if ( ! isFirst ) {
		org.usage.count();
	}
}

const allows = ( url: string ): boolean => ! /^v\d\d\.0\/(composite|jobs)\b/i.test( url );

function runOne( call: Call, { method, url, richInput }: BatchRequest, isFirst: boolean ): Result {
	try {
		count( call, isFirst );
		if ( ! allows( url ) ) {
			throw badRequest( 'INVALID_INPUT', `The resource ${ url.split( '?' )[ 0 ]!.slice( 0, 200 ) } cannot be part of a batch` );
		}
		const headers = Object.fromEntries( Object.entries( call.ask.headers ).filter( ( [ name ] ) => ! OUTER_ONLY.includes( name ) ) );
		const answer = runInner( call, { method, target: `/services/data/${ url }`, headers, body: richInput ?? undefined } );
		return { statusCode: answer.status, result: answer.body ?? null };
	} catch ( error ) {
		if ( error instanceof ApiError ) {
			return { statusCode: error.status, result: error.items };
		}
		throw error;
	}
}

const HALTED: Result = {
	statusCode: 412,
	result: [ { errorCode: 'BATCH_PROCESSING_HALTED', message: 'Batch processing halted: a previous request was unsuccessful' } ],
};

/** Independent subrequests, one after the other; what succeeded stays (§3.2). */
export function batch( call: Call ): Answer {
	const body = bodyObject( call );
	const haltOnError = flagOf( body, 'haltOnError' ) ?? false;
	const requests = readAll( body );
	const results: Result[] = [];
	let hasErrors = false;
	for ( const [ index, request ] of requests.entries() ) {
		const result: Result = hasErrors && haltOnError ? HALTED : runOne( call, request, index === 0 );
		hasErrors ||= result.statusCode >= 400;
		results.push( result );
	}
	return json( { hasErrors, results } );
}
