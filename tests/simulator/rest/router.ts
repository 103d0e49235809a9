import { ApiError, notFound, refuse } from '../http/errors';
import { headerOf, json, type Answer, type Ask } from '../http/message';
import { bulkRoutes } from '../bulk';
import { eventRoutes } from '../events';
import { diagnosticRoutes } from '../diagnostics';
import { toolingRoutes } from '../tooling';
import { batch } from './batch';
import { readManyByBody, readManyByUrl } from './collection-reads';
import { createMany, deleteMany, updateMany, upsertMany } from './collections';
import { composite } from './composite';
import type { Call, Route } from './context';
import { basicInfo, describe, globalDescribe, layouts } from './describe';
import { graph } from './graph';
import { limits, recordCount } from './limits';
import { more, query } from './query';
import { readBelow, removeBelow, updateBelow } from './below-record';
import { refuseBytes, richTextImage } from './files';
import { create, createWithoutId, read, remove, update } from './records';
import { deleted, updated } from './replication';
import { parameterizedSearch, parameterizedSearchByBody, search } from './search';
import { recent } from './recent';
import { tree } from './tree';
import { isRetired, isSupported, root } from './versions';
import { writeOptionsOf } from './write-options';

export { readJson } from './json-body';

/** Longer fixed names come before patterns. */
const ROUTES: Route[] = [
	...bulkRoutes,
	...eventRoutes,
	...toolingRoutes,
	...diagnosticRoutes,
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
	[ 'sobjects/:type/describe/layouts', { GET: layouts } ],
	[ 'sobjects/:type/updated', { GET: updated } ],
	[ 'sobjects/:type/deleted', { GET: deleted } ],
	[ 'sobjects/:type/:id', { GET: read, PATCH: update, DELETE: remove, POST: createWithoutId } ],
	[ 'sobjects/:type/:key/:value', { GET: readBelow, PATCH: updateBelow, DELETE: removeBelow } ],
	[ 'sobjects/:type/:id/richTextImageFields/:field/:refid', { GET: richTextImage } ],
	[ 'recent', { GET: recent } ],
	[ 'search', { GET: search } ],
	[ 'parameterizedSearch', { GET: parameterizedSearch, POST: parameterizedSearchByBody } ],
	[ 'composite', { POST: composite } ],
	[ 'composite/batch', { POST: batch } ],
	[ 'composite/graph', { POST: graph } ],
	[ 'composite/tree/:type', { POST: tree } ],
	[ 'composite/sobjects', { POST: createMany, PATCH: updateMany, DELETE: deleteMany } ],
	[ 'composite/sobjects/:type', { GET: readManyByUrl, POST: readManyByBody } ],
	[ 'composite/sobjects/:type/:field', { PATCH: upsertMany } ],
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

/** A POST may carry another method in `_HttpMethod` (§2.1); HEAD is a GET whose body stays away. */
function methodOf( ask: Ask ): string {
	const method = ( ask.method === 'POST' && ask.query.get( '_HttpMethod' )?.toUpperCase() ) || ask.method;
	return method === 'HEAD' ? 'GET' : method;
}

const PLAIN_ACCEPT = /json|\*\/\*|application\/\*/i;
const XML_ACCEPT = /(?:application|text)\/xml/i;

/** `.json` after a resource says what is answered anyway; XML is not imitated (§2.1). A key of a record may end so itself. */
function withoutSuffix( ask: Ask, parts: string[] ): string[] {
	const last = parts[ parts.length - 1 ] ?? '';
	const accept = headerOf( ask, 'accept' ) ?? '';
	const isKey = parts.length > 3 && parts[ 0 ]?.toLowerCase() === 'sobjects';
	if ( ( ! isKey && /\.xml$/i.test( last ) ) || ( XML_ACCEPT.test( accept ) && ! PLAIN_ACCEPT.test( accept ) ) ) {
		throw refuse( 406, 'NOT_ACCEPTABLE', 'This org answers JSON only' );
	}
	return isKey ? parts : [ ...parts.slice( 0, -1 ), last.replace( /\.json$/i, '' ) ];
}

export function dispatch( call: Omit< Call, 'version' | 'params' | 'dispatch' > ): Answer {
	const [ , , , version = '', ...written ] = call.ask.path.split( '/' );
	if ( isRetired( version ) ) {
		throw refuse( 410, 'UNSUPPORTED_API_VERSION', `Version ${ version } is retired` );
	}
	if ( ! isSupported( version ) ) {
		throw notFound();
	}
	const parts = written.length === 0 ? written : withoutSuffix( call.ask, written );
	const method = methodOf( call.ask );
	for ( const [ pattern, methods ] of ROUTES ) {
		const params = match( pattern, parts );
		if ( ! params ) {
			continue;
		}
		const action = Object.hasOwn( methods, method ) ? methods[ method ] : undefined;
		if ( ! action ) {
			throw refuse( 405, 'METHOD_NOT_ALLOWED', `HTTP Method '${ method }' not allowed. Allowed are ${ Object.keys( methods ).join( ',' ) }` );
		}
		return action( { ...call, version, params, dispatch: ( ask, body ) => subrequest( call, ask, body ) } );
	}
	throw notFound();
}

/** A subrequest writes in the name of the same caller, as its own headers ask (§3.1). */
function subrequest( call: Omit< Call, 'version' | 'params' | 'dispatch' >, ask: Ask, body: unknown ): Answer {
	const writer = call.org.writerFor( call.access, call.writer.actor.origin, writeOptionsOf( ask ) );
	return refuseBytes( dispatch( { ...call, ask, body, writer } ) );
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
