import { ApiError, badRequest, refuse } from '../http/errors';
import { isObject, printed, type Answer, type Ask } from '../http/message';
import type { Call } from './context';
import { resolveBody, resolveUrl, Unresolved, type AnswersByReference } from './references';

const MAX_URL = 16_384;
/** A subrequest takes these over from the whole request (§3.1). */
const FORBIDDEN_HEADERS = [ 'accept', 'authorization', 'content-type' ];

/** One of the requests inside a composite or a graph. */
export interface Subrequest {
	method: string;
	url: string;
	referenceId: string;
	body: unknown;
	headers: Record< string, string >;
}

export interface SubAnswer {
	body: unknown;
	httpHeaders: Record< string, string >;
	httpStatusCode: number;
	referenceId: string;
}

export const refuseEnvelope = ( message: string ): ApiError => badRequest( 'INVALID_INPUT', message );

function readHeaders( value: unknown ): Record< string, string > {
	if ( value !== undefined && value !== null && ! isObject( value ) ) {
		throw refuseEnvelope( 'httpHeaders must be an object' );
	}
	const headers: Record< string, string > = {};
	for ( const [ name, text ] of Object.entries( value ?? {} ) ) {
		if ( FORBIDDEN_HEADERS.includes( name.toLowerCase() ) ) {
			throw refuseEnvelope( `Header ${ name } is not allowed in a subrequest` );
		}
		if ( typeof text !== 'string' && typeof text !== 'boolean' && typeof text !== 'number' ) {
			throw refuseEnvelope( `Header ${ name } must be a text` );
		}
		headers[ name.toLowerCase() ] = String( text );
	}
	return headers;
}

/** References aside, a URL is as it goes over the wire: encoded, without blanks. */
const isEncoded = ( url: string ): boolean => {
	const plain = url.replace( /@\{[^}]*\}/g, '' );
	return /^[\x21-\x7e]*$/.test( plain ) && ! /%(?![0-9a-f]{2})/i.test( plain );
};

export function readSubrequest( value: unknown ): Subrequest {
	if ( ! isObject( value ) ) {
		throw refuseEnvelope( 'compositeRequest must hold objects' );
	}
	const { method, url, referenceId, body, httpHeaders } = value;
	if ( typeof method !== 'string' || ! /^(GET|POST|PUT|PATCH|DELETE)$/.test( method ) ) {
		throw refuseEnvelope( `Invalid method: ${ printed( method ).slice( 0, 80 ) }` );
	}
	if ( typeof url !== 'string' || ! /^\/services\/data\/v\d\d\.0\//.test( url ) ) {
		throw refuseEnvelope( `The url must start with /services/data/vXX.X/: ${ printed( url ).slice( 0, 80 ) }` );
	}
	if ( ! isEncoded( url ) ) {
		throw refuseEnvelope( `The url must be URL-encoded: ${ url.slice( 0, 80 ) }` );
	}
	if ( typeof referenceId !== 'string' || ! /^[A-Za-z0-9]\w*$/.test( referenceId ) ) {
		const name = printed( referenceId ).slice( 0, 80 );
		throw refuseEnvelope(
			`Provided referenceId ('${ name }') must start with a letter or a number, and it can contain only letters, numbers and underscores ('_').`
		);
	}
	return { method, url, referenceId, body, headers: readHeaders( httpHeaders ) };
}

export function refuseSameReference( subrequests: Subrequest[] ): void {
	if ( new Set( subrequests.map( ( one ) => one.referenceId ) ).size < subrequests.length ) {
		throw refuseEnvelope( 'Duplicate ReferenceId provided in the request.' );
	}
}

export const halted = ( referenceId: string, message: string ): SubAnswer => ( {
	body: [ { errorCode: 'PROCESSING_HALTED', message } ],
	httpHeaders: {},
	httpStatusCode: 400,
	referenceId,
} );

/** Runs one request through the routes as if it had come by itself; `headers` are its own. */
export function runInner( call: Call, inner: { method: string; target: string; headers: Ask[ 'headers' ]; body: unknown } ): Answer {
	const { method, target, headers, body } = inner;
	if ( target.length > MAX_URL ) {
		throw refuse( 414, 'URI_TOO_LONG', 'URI Too Long' );
	}
	const at = target.indexOf( '?' );
	const ask = {
		...call.ask,
		method,
		path: ( at < 0 ? target : target.slice( 0, at ) ).replace( /\/+$/, '' ),
		query: new URLSearchParams( at < 0 ? '' : target.slice( at + 1 ) ),
		headers,
		body: Buffer.alloc( 0 ),
		target,
	};
	const answer = call.dispatch( ask, body );
	if ( answer.type !== undefined || Buffer.isBuffer( answer.body ) ) {
		throw badRequest( 'PROCESSING_HALTED', 'A subrequest cannot fetch binary data' );
	}
	return answer;
}

/** What a subrequest answers, refusals too; `allows` names what may be asked inside this envelope. */
export function answerSubrequest( call: Call, subrequest: Subrequest, answers: AnswersByReference, allows: ( url: string ) => boolean ): SubAnswer {
	const { referenceId, method, headers } = subrequest;
	try {
		const target = resolveUrl( subrequest.url, answers );
		if ( ! allows( target ) ) {
			return halted( referenceId, `The resource ${ target.split( '?' )[ 0 ]!.slice( 0, 200 ) } cannot be a subrequest` );
		}
		const answer = runInner( call, { method, target, headers, body: resolveBody( subrequest.body, answers ) } );
		return { body: answer.body ?? null, httpHeaders: answer.headers ?? {}, httpStatusCode: answer.status, referenceId };
	} catch ( error ) {
		if ( error instanceof Unresolved ) {
			return halted( referenceId, error.message );
		}
		if ( error instanceof ApiError ) {
			return { body: error.items, httpHeaders: error.headers, httpStatusCode: error.status, referenceId };
		}
		throw error;
	}
}
