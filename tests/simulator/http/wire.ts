import type { IncomingMessage, ServerResponse } from 'node:http';
import { gunzip, gzip } from 'node:zlib';
import { promisify } from 'node:util';
import type { Answer, Ask } from './message';

const MAX_BODY = 50 * 1024 * 1024;
/** Data of a bulk job: 150 MB in base64 (§4.7). */
const MAX_UPLOAD = 115 * 1024 * 1024;
const unzip = promisify( gunzip );
const zip = promisify( gzip );

export class Unreadable extends Error {
	constructor(
		readonly status: number,
		message: string,
		readonly errorCode = 'BAD_REQUEST'
	) {
		super( message );
	}
}

const bodyLimit = ( { method, url }: IncomingMessage ): number => ( method === 'PUT' && /\/jobs\/ingest\//i.test( url ?? '' ) ? MAX_UPLOAD : MAX_BODY );

async function readBody( request: IncomingMessage ): Promise< Buffer > {
	const limit = bodyLimit( request );
	const chunks: Buffer[] = [];
	let size = 0;
	for await ( const chunk of request as AsyncIterable< Buffer > ) {
		size += chunk.length;
		if ( size > limit ) {
			throw new Unreadable( 413, 'Request body too large' );
		}
		chunks.push( chunk );
	}
	const body = Buffer.concat( chunks );
	if ( request.headers[ 'content-encoding' ] !== 'gzip' || body.length === 0 ) {
		return body;
	}
	try {
		return await unzip( body, { maxOutputLength: limit } );
	} catch {
		throw new Unreadable( 400, 'The request body is not gzip' );
	}
}

const MAX_URL = 16_384;

/** The URI alone has a limit, and the URI with all headers has the same one (§2.9, §7.1). */
function refuseLong( target: string, { rawHeaders }: IncomingMessage ): void {
	if ( target.length > MAX_URL ) {
		throw new Unreadable( 414, 'The length of the URI exceeds the 16,384 byte limit.', 'URI_TOO_LONG' );
	}
	if ( rawHeaders.reduce( ( sum, text ) => sum + text.length + 2, target.length ) > MAX_URL ) {
		throw new Unreadable( 431, 'The combined length of the URI and headers exceeds the 16,384 byte limit.', 'REQUEST_HEADER_FIELDS_TOO_LARGE' );
	}
}

export async function readAsk( request: IncomingMessage ): Promise< Ask > {
	const target = request.url ?? '/';
	const body = await readBody( request );
	refuseLong( target, request );
	const at = target.indexOf( '?' );
	const path = ( at < 0 ? target : target.slice( 0, at ) ).replace( /^\/+/, '/' );
	return {
		method: request.method ?? 'GET',
		path: path === '/' ? path : path.replace( /\/+$/, '' ) || '/',
		query: new URLSearchParams( at < 0 ? '' : target.slice( at + 1 ) ),
		headers: request.headers,
		body,
		target,
		from: ( request.socket.remoteAddress ?? '' ).replace( /^::ffff:/, '' ),
	};
}

/** Salesforce's own pretty form has a blank before the colon. */
const pretty = ( body: unknown ): string => JSON.stringify( body, null, 2 ).replace( /^(\s*"(?:[^"\\]|\\.)*"): /gm, '$1 : ' );

function printBody( answer: Answer, prettyPrint: boolean ): Buffer {
	if ( answer.body === undefined || answer.body === null ) {
		return Buffer.alloc( 0 );
	}
	if ( Buffer.isBuffer( answer.body ) ) {
		return answer.body;
	}
	if ( answer.type !== undefined ) {
		return Buffer.from( typeof answer.body === 'string' ? answer.body : '' );
	}
	return Buffer.from( prettyPrint ? pretty( answer.body ) : JSON.stringify( answer.body ) );
}

export interface Sending {
	answer: Answer;
	date: number;
	acceptsGzip: boolean;
	prettyPrint: boolean;
	/** `truncate`: half the body, well-formed HTTP. `cut`: half the body, then the connection is gone. `corrupt`: as long as it should be, but not the same. */
	damage: 'none' | 'truncate' | 'cut' | 'corrupt';
	headOnly: boolean;
}

export async function send( response: ServerResponse, sending: Sending ): Promise< void > {
	const { answer } = sending;
	let body = printBody( answer, sending.prettyPrint );
	if ( sending.damage === 'truncate' ) {
		body = body.subarray( 0, Math.floor( body.length / 2 ) );
	}
	if ( sending.damage === 'corrupt' ) {
		body = Buffer.from( body );
		body[ body.length >> 1 ]! ^= 1;
	}
	const headers: Record< string, string > = {
		Date: new Date( sending.date ).toUTCString(),
		'X-Content-Type-Options': 'nosniff',
		'X-Robots-Tag': 'none',
		'Cache-Control': 'no-cache,must-revalidate,max-age=0,no-store,private',
		Vary: 'Accept-Encoding',
		...answer.headers,
	};
	if ( body.length > 0 ) {
		headers[ 'Content-Type' ] = answer.type ?? 'application/json;charset=UTF-8';
	}
	if ( sending.acceptsGzip && body.length > 1024 && ! Buffer.isBuffer( answer.body ) ) {
		body = await zip( body, { level: 1 } );
		headers[ 'Content-Encoding' ] = 'gzip';
	}
	if ( answer.status !== 204 && answer.status !== 304 ) {
		headers[ 'Content-Length' ] = String( body.length );
	}
	response.writeHead( answer.status, headers );
	if ( sending.damage === 'cut' ) {
		response.write( body.subarray( 0, Math.floor( body.length / 2 ) ), () => response.destroy() );
		return;
	}
	response.end( sending.headOnly ? undefined : body );
}
