import { ApiError, badRequest } from '../http/errors';
import { isObject, json, type Answer } from '../http/message';
import { bodyObject, type Call } from './context';

const MAX_SUBREQUESTS = 25;
const MAX_QUERIES = 5;
const MAX_URL = 16_384;
const FORBIDDEN_HEADERS = [ 'accept', 'authorization', 'content-type' ];

export interface Subrequest {
	method: string;
	url: string;
	referenceId: string;
	body: unknown;
	headers: Record< string, string >;
}

interface SubAnswer {
	body: unknown;
	httpHeaders: Record< string, string >;
	httpStatusCode: number;
	referenceId: string;
}

const refuseEnvelope = ( message: string ): ApiError => badRequest( 'INVALID_INPUT', message );

function readHeaders( value: unknown ): Record< string, string > {
	const headers: Record< string, string > = {};
	for ( const [ name, text ] of isObject( value ) ? Object.entries( value ) : [] ) {
		if ( FORBIDDEN_HEADERS.includes( name.toLowerCase() ) ) {
			throw refuseEnvelope( `Header ${ name } is not allowed in a subrequest` );
		}
		headers[ name.toLowerCase() ] = String( text );
	}
	return headers;
}

function readSubrequest( value: unknown ): Subrequest {
	if ( ! isObject( value ) ) {
		throw refuseEnvelope( 'compositeRequest must hold objects' );
	}
	const { method, url, referenceId, body, httpHeaders } = value;
	if ( typeof method !== 'string' || ! /^(GET|POST|PUT|PATCH|DELETE)$/.test( method ) ) {
		throw refuseEnvelope( `Invalid method: ${ String( method ) }` );
	}
	if ( typeof url !== 'string' || ! /^\/services\/data\/v\d\d\.0\//.test( url ) ) {
		throw refuseEnvelope( `The url must start with /services/data/vXX.X/: ${ String( url ).slice( 0, 80 ) }` );
	}
	if ( typeof referenceId !== 'string' || ! /^[A-Za-z0-9]\w*$/.test( referenceId ) ) {
		throw refuseEnvelope( `Invalid reference id: ${ String( referenceId ) }` );
	}
	return {
		method,
		url,
		referenceId,
		body,
		headers: readHeaders( httpHeaders ),
	};
}

const isQuery = ( { url }: Subrequest ): boolean => /^\/services\/data\/v\d\d\.0\/(query|queryAll|composite\/sobjects)\b/i.test( url );

export function readSubrequests( body: Record< string, unknown > ): Subrequest[] {
	if ( ! Array.isArray( body.compositeRequest ) || body.compositeRequest.length === 0 ) {
		throw refuseEnvelope( 'compositeRequest is required and must not be empty' );
	}
	if ( body.compositeRequest.length > MAX_SUBREQUESTS ) {
		throw badRequest( 'LIMIT_EXCEEDED', `The composite request exceeds the limit of ${ MAX_SUBREQUESTS } subrequests` );
	}
	const subrequests = body.compositeRequest.map( readSubrequest );
	const ids = new Set( subrequests.map( ( one ) => one.referenceId ) );
	if ( ids.size < subrequests.length ) {
		throw refuseEnvelope( 'Duplicate ReferenceId provided in the request.' );
	}
	if ( subrequests.filter( isQuery ).length > MAX_QUERIES ) {
		throw badRequest( 'LIMIT_EXCEEDED', `The composite request exceeds the limit of ${ MAX_QUERIES } query or collection subrequests` );
	}
	return subrequests;
}

class Unresolved extends Error {}

/** `@{ref.path[0].to}` stands for a value of an earlier answer (§3.1). */
function lookUp( expression: string, answers: Map< string, SubAnswer > ): unknown {
	const [ ref, ...path ] = expression.split( /[.[\]]+/ ).filter( ( part ) => part !== '' );
	const answer = answers.get( ref ?? '' );
	let value: unknown = answer && answer.httpStatusCode < 300 ? answer.body : undefined;
	for ( const step of path ) {
		if ( Array.isArray( value ) ) {
			value = value[ Number( step ) ];
		} else {
			value = isObject( value ) && Object.hasOwn( value, step ) ? value[ step ] : undefined;
		}
	}
	if ( value === undefined || value === null || typeof value === 'object' ) {
		throw new Unresolved( `Invalid reference specified. No value for ${ expression } found in ${ ref ?? '' }` );
	}
	return value;
}

const REFERENCE = /@\{([^}]+)\}/g;

function resolveText( text: string, answers: Map< string, SubAnswer >, escape: boolean ): unknown {
	const whole = /^@\{([^}]+)\}$/.exec( text );
	if ( whole && ! escape ) {
		return lookUp( whole[ 1 ]!, answers );
	}
	return text.replace( REFERENCE, ( _all, expression: string ) => {
		const value = String( lookUp( expression, answers ) );
		return escape ? encodeURIComponent( value ) : value;
	} );
}

function resolve( value: unknown, answers: Map< string, SubAnswer > ): unknown {
	if ( typeof value === 'string' ) {
		return resolveText( value, answers, false );
	}
	if ( Array.isArray( value ) ) {
		return value.map( ( one ) => resolve( one, answers ) );
	}
	return isObject( value ) ? Object.fromEntries( Object.entries( value ).map( ( [ key, one ] ) => [ key, resolve( one, answers ) ] ) ) : value;
}

function run( call: Call, subrequest: Subrequest, answers: Map< string, SubAnswer > ): Answer {
	const target = String( resolveText( subrequest.url, answers, true ) );
	if ( target.length > MAX_URL ) {
		throw new ApiError( 414, [ { errorCode: 'URI_TOO_LONG', message: 'URI Too Long' } ] );
	}
	const at = target.indexOf( '?' );
	const ask = {
		...call.ask,
		method: subrequest.method,
		path: ( at < 0 ? target : target.slice( 0, at ) ).replace( /\/+$/, '' ),
		query: new URLSearchParams( at < 0 ? '' : target.slice( at + 1 ) ),
		headers: subrequest.headers,
		target,
	};
	return call.dispatch( ask, resolve( subrequest.body, answers ) );
}

function answerOne( call: Call, subrequest: Subrequest, answers: Map< string, SubAnswer > ): SubAnswer {
	const { referenceId } = subrequest;
	try {
		const answer = run( call, subrequest, answers );
		return {
			body: answer.body ?? null,
			httpHeaders: answer.headers ?? {},
			httpStatusCode: answer.status,
			referenceId,
		};
	} catch ( error ) {
		if ( error instanceof Unresolved ) {
			return halted( referenceId, error.message );
		}
		if ( error instanceof ApiError ) {
			return {
				body: error.items,
				httpHeaders: {},
				httpStatusCode: error.status,
				referenceId,
			};
		}
		throw error;
	}
}

const halted = ( referenceId: string, message: string ): SubAnswer => ( {
	body: [ { errorCode: 'PROCESSING_HALTED', message } ],
	httpHeaders: {},
	httpStatusCode: 400,
	referenceId,
} );

class Rollback extends Error {}

export function composite( call: Call ): Answer {
	const body = bodyObject( call );
	const subrequests = readSubrequests( body );
	const answers = new Map< string, SubAnswer >();
	const isFailure = ( answer: SubAnswer ): boolean => answer.httpStatusCode >= 400;
	try {
		call.writer.transaction( () => {
			for ( const subrequest of subrequests ) {
				const answer = answerOne( call, subrequest, answers );
				answers.set( subrequest.referenceId, answer );
				if ( body.allOrNone === true && isFailure( answer ) ) {
					throw new Rollback();
				}
			}
		} );
	} catch ( error ) {
		if ( ! ( error instanceof Rollback ) ) {
			throw error;
		}
		const message = 'The transaction was rolled back since another operation in the same transaction failed.';
		for ( const { referenceId } of subrequests ) {
			const answer = answers.get( referenceId );
			if ( ! answer || ! isFailure( answer ) ) {
				answers.set( referenceId, halted( referenceId, message ) );
			}
		}
	}
	return json( {
		compositeResponse: subrequests.map( ( { referenceId } ) => answers.get( referenceId ) ),
	} );
}
