import { ApiError, badRequest, notFound, refuse } from '../http/errors';
import { headerOf, json, type Answer, type Ask } from '../http/message';
import { bulkRoutes } from '../bulk';
import { eventRoutes } from '../events';
import { toolingRoutes } from '../tooling';
import { createMany, deleteMany, readManyByBody, readManyByUrl, updateMany } from './collections';
import { composite } from './composite';
import type { Call, Route } from './context';
import { basicInfo, describe, globalDescribe } from './describe';
import { limits, recordCount } from './limits';
import { more, query } from './query';
import { create, read, remove, update } from './records';
import { deleted, updated } from './replication';
import { isRetired, isSupported, root } from './versions';

/** Longer fixed names come before patterns. */
const ROUTES: Route[] = [
	...bulkRoutes,
	...eventRoutes,
	...toolingRoutes,
	[ '', { GET: root } ],
	[ 'limits', { GET: limits } ],
	[ 'limits/recordCount', { GET: recordCount } ],
	[ 'query', { GET: query( false ) } ],
	[ 'queryAll', { GET: query( true ) } ],
	[ 'query/:locator', { GET: more } ],
	[ 'queryAll/:locator', { GET: more } ],
	[ 'sobjects', { GET: globalDescribe } ],
	[ 'sobjects/:type', { GET: basicInfo, POST: create } ],
	[ 'sobjects/:type/describe', { GET: describe } ],
	[ 'sobjects/:type/updated', { GET: updated } ],
	[ 'sobjects/:type/deleted', { GET: deleted } ],
	[ 'sobjects/:type/:id', { GET: read, PATCH: update, DELETE: remove } ],
	[ 'composite', { POST: composite } ],
	[ 'composite/sobjects', { POST: createMany, PATCH: updateMany, DELETE: deleteMany } ],
	[ 'composite/sobjects/:type', { GET: readManyByUrl, POST: readManyByBody } ],
];

function match( pattern: string, parts: string[] ): Record< string, string > | null {
	const wanted = pattern === '' ? [] : pattern.split( '/' );
	if ( wanted.length !== parts.length ) {
		return null;
	}
	const params: Record< string, string > = {};
	for ( const [ index, piece ] of wanted.entries() ) {
		const part = parts[ index ]!;
		if ( piece.startsWith( ':' ) ) {
			params[ piece.slice( 1 ) ] = part;
		} else if ( piece.toLowerCase() !== part.toLowerCase() ) {
			return null;
		}
	}
	return params;
}

/** A POST may carry another method in `_HttpMethod` (§2.1). */
const methodOf = ( ask: Ask ): string => ( ask.method === 'POST' && ask.query.get( '_HttpMethod' )?.toUpperCase() ) || ask.method;

export function dispatch( call: Omit< Call, 'version' | 'params' | 'dispatch' > ): Answer {
	const [ , , , version = '', ...parts ] = call.ask.path.split( '/' );
	if ( isRetired( version ) ) {
		throw refuse( 410, 'UNSUPPORTED_API_VERSION', `Version ${ version } is retired` );
	}
	if ( ! isSupported( version ) ) {
		throw notFound();
	}
	for ( const [ pattern, methods ] of ROUTES ) {
		const params = match( pattern, parts );
		if ( ! params ) {
			continue;
		}
		const action = methods[ methodOf( call.ask ) ];
		if ( ! action ) {
			const allowed = Object.keys( methods ).join( ',' );
			throw refuse( 405, 'METHOD_NOT_ALLOWED', `HTTP Method '${ call.ask.method }' not allowed. Allowed are ${ allowed }` );
		}
		const inner = ( ask: Ask, body: unknown ): Answer => dispatch( { ...call, ask, body } );
		return action( { ...call, version, params, dispatch: inner } );
	}
	throw notFound();
}

export function readJson( ask: Ask ): unknown {
	if ( ask.body.length === 0 ) {
		return undefined;
	}
	const type = ( headerOf( ask, 'content-type' ) ?? '' ).split( ';' )[ 0 ]!.trim().toLowerCase();
	if ( type !== 'application/json' ) {
		throw refuse( 415, 'UNSUPPORTED_MEDIA_TYPE', `Content type '${ type }' not supported` );
	}
	try {
		return JSON.parse( ask.body.toString( 'utf8' ) ) as unknown;
	} catch ( error ) {
		const detail = error instanceof Error ? error.message : '';
		throw badRequest( 'JSON_PARSER_ERROR', `Unexpected character or end of input: ${ detail }` );
	}
}

export const errorAnswer = ( error: unknown ): Answer => {
	if ( error instanceof ApiError ) {
		return { ...json( error.items, error.status ), headers: error.headers };
	}
	const id = error instanceof Error ? error.message : String( error );
	return json(
		[
			{
				errorCode: 'UNKNOWN_EXCEPTION',
				message: `An unexpected error occurred. Please include this ErrorId if you contact support: ${ id }`,
			},
		],
		500
	);
};
