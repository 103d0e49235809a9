import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { control } from './control/door';
import { refuseStrangers } from './control/loopback';
import { invalidSession, refuse } from './http/errors';
import type { Fault } from './http/faults';
import { headerOf, html, isObject, type Answer, type Ask } from './http/message';
import { readAsk, send, Unreadable } from './http/wire';
import { bearerOf, identity, oauth } from './oauth/routes';
import { dispatch, errorAnswer, readJson } from './rest/router';
import { versions } from './rest/versions';
import { poster } from './seasons/posters';
import { toStamp } from './org/clock';
import type { World } from './world';
import { page } from './web/page';

/** Subrequest URLs of a composite: faults and the log look inside it. */
function subrequestUrls( body: unknown ): string[] {
	const list = isObject( body ) && Array.isArray( body.compositeRequest ) ? body.compositeRequest : [];
	return list.map( ( one: unknown ) => ( isObject( one ) ? String( one.url ) : '' ) );
}

function rest( ask: Ask, world: World, body: unknown ): Answer {
	const { org, cursors, url } = world;
	const token = bearerOf( ask );
	if ( token === null || ! org.sessions.accept( token, org.clock.now() ) ) {
		throw invalidSession();
	}
	org.apiCalls++;
	if ( org.apiCalls > org.apiLimit ) {
		throw refuse( 403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.' );
	}
	return dispatch( { org, cursors, url, ask, body } );
}

/** Every authenticated REST answer, refusals too, tells the calls used (§7.1). */
function withLimitInfo( answer: Answer, world: World ): Answer {
	const { apiCalls, apiLimit } = world.org;
	return answer.status === 401
		? answer
		: {
				...answer,
				headers: {
					...answer.headers,
					'Sforce-Limit-Info': `api-usage=${ apiCalls }/${ apiLimit }`,
				},
			};
}

function answerRest( ask: Ask, world: World ): { answer: Answer; body: unknown } {
	let body: unknown;
	try {
		body = readJson( ask );
		return {
			answer: withLimitInfo( rest( ask, world, body ), world ),
			body,
		};
	} catch ( error ) {
		return { answer: withLimitInfo( errorAnswer( error ), world ), body };
	}
}

function answerFor( ask: Ask, world: World ): Answer {
	const { path } = ask;
	if ( path === '/services/data' ) {
		return ask.method === 'GET'
			? versions()
			: errorAnswer( refuse( 405, 'METHOD_NOT_ALLOWED', `HTTP Method '${ ask.method }' not allowed. Allowed are GET` ) );
	}
	if ( path.startsWith( '/services/data/' ) ) {
		return answerRest( ask, world ).answer;
	}
	if ( path.startsWith( '/services/oauth2/' ) ) {
		return oauth( ask, world.org, world.url );
	}
	if ( path.startsWith( '/id/' ) ) {
		return identity( ask, world.org, world.url );
	}
	const picture = /^\/posters\/(\d{1,4})\.png$/.exec( path );
	if ( picture ) {
		return poster( Number( picture[ 1 ] ) );
	}
	return page( ask, world );
}

const LIMIT_REACHED = (): Answer => errorAnswer( refuse( 403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.' ) );
const MAINTENANCE = '<!DOCTYPE html><html><head><title>Scheduled maintenance</title></head><body><h1>We are down for maintenance.</h1></body></html>';

/** An answer that stands in for the real one, or null when the fault lets the work happen. */
function faultAnswer( fault: Fault ): Answer | null {
	switch ( fault.kind ) {
		case '401':
			return errorAnswer( invalidSession() );
		case '403-limit':
			return LIMIT_REACHED();
		case '420':
			return { status: 420 };
		case '503':
			return errorAnswer( refuse( 503, 'SERVER_UNAVAILABLE', 'Server Unavailable' ) );
		case 'html':
			return html( MAINTENANCE, fault.status ?? 200 );
		default:
			return null;
	}
}

const pause = ( ms: number ): Promise< void > => new Promise( ( done ) => setTimeout( done, ms ) );

function meetFault( ask: Ask, world: World ): { fault: Fault | null; subrequests: string[] } {
	let subrequests: string[] = [];
	if ( /^\/services\/data\/[^/]+\/composite$/i.test( ask.path ) ) {
		try {
			subrequests = subrequestUrls( JSON.parse( ask.body.toString( 'utf8' ) ) );
		} catch {
			// The router says what is wrong with the body.
		}
	}
	return {
		fault: world.faults.meet( [ ask.target.replace( /^\/+/, '/' ), ...subrequests ] ),
		subrequests,
	};
}

async function serve( ask: Ask, request: IncomingMessage, response: ServerResponse, world: World ): Promise< void > {
	if ( ask.path.startsWith( '/_control' ) ) {
		const refusal = refuseStrangers( ask, request.socket.remoteAddress );
		const answer = refusal ?? ( await control( ask, world ) );
		await reply( ask, response, world, { answer, truncate: false } );
		return;
	}
	const { fault, subrequests } = meetFault( ask, world );
	if ( fault?.kind === 'slow' ) {
		await pause( fault.ms ?? 1000 );
	}
	const dropped = fault?.kind === 'drop';
	const answer = dropped && ! fault.processed ? { status: 0 } : ( ( fault && faultAnswer( fault ) ) ?? answerFor( ask, world ) );
	world.log.add( {
		at: toStamp( world.org.clock.now() ),
		method: ask.method,
		path: ask.target,
		status: answer.status,
		calls: world.org.apiCalls,
		...( subrequests.length > 0 ? { subrequests } : {} ),
		...( fault ? { fault: fault.kind } : {} ),
	} );
	if ( dropped ) {
		response.destroy();
		return;
	}
	await reply( ask, response, world, { answer, truncate: fault?.kind === 'truncate' } );
}

const reply = ( ask: Ask, response: ServerResponse, world: World, { answer, truncate }: { answer: Answer; truncate: boolean } ): Promise< void > =>
	send( response, {
		answer,
		date: world.org.clock.now(),
		acceptsGzip: ( headerOf( ask, 'accept-encoding' ) ?? '' ).includes( 'gzip' ),
		prettyPrint: /^(1|true)$/i.test( headerOf( ask, 'x-prettyprint' ) ?? '' ),
		truncate,
		headOnly: ask.method === 'HEAD',
	} );

async function receive( request: IncomingMessage, response: ServerResponse, world: World ): Promise< void > {
	try {
		await serve( await readAsk( request ), request, response, world );
	} catch ( error ) {
		if ( response.headersSent ) {
			response.destroy();
			return;
		}
		const answer = error instanceof Unreadable ? errorAnswer( refuse( error.status, 'BAD_REQUEST', error.message ) ) : errorAnswer( error );
		response.writeHead( answer.status, {
			'Content-Type': 'application/json;charset=UTF-8',
			Connection: 'close',
		} );
		response.end( JSON.stringify( answer.body ) );
	}
}

/** Loopback only: the org has a door through which anyone may change anything. */
export function listen( world: () => World, port: number ): Promise< { server: Server; port: number } > {
	const server = createServer( { maxHeaderSize: 65_536 }, ( request, response ) => {
		void receive( request, response, world() ).catch( () => response.destroy() );
	} );
	server.on( 'clientError', ( _error, socket ) => {
		socket.end( 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n' );
	} );
	return new Promise( ( done, fail ) => {
		server.once( 'error', fail );
		server.listen( port, '127.0.0.1', () => done( { server, port: ( server.address() as AddressInfo ).port } ) );
	} );
}
