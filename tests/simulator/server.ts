import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { control } from './control/door';
import { refuseStrangers } from './control/loopback';
import { invalidSession, refuse } from './http/errors';
import type { Fault } from './http/faults';
import { headerOf, html, isObject, type Answer, type Ask } from './http/message';
import { readAsk, send, Unreadable } from './http/wire';
import { answerAt } from './doors';
import { errorAnswer } from './rest/router';
import { toStamp } from './org/clock';
import type { World } from './world';

/** Subrequest URLs of a composite: faults and the log look inside it. */
function subrequestUrls( body: unknown ): string[] {
	const list = isObject( body ) && Array.isArray( body.compositeRequest ) ? body.compositeRequest : [];
	return list.map( ( one: unknown ) => ( isObject( one ) ? String( one.url ) : '' ) );
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

const MAX_HEADER = 65_536;
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
	world.org.settleTransactions();
	const { fault, subrequests } = meetFault( ask, world );
	if ( fault?.kind === 'slow' ) {
		await pause( fault.ms ?? 1000 );
	}
	const dropped = fault?.kind === 'drop';
	const answer = dropped && ! fault.processed ? { status: 0 } : ( ( fault && faultAnswer( fault ) ) ?? ( await answerAt( ask, world ) ) );
	world.log.add( {
		at: toStamp( world.org.clock.now() ),
		method: ask.method,
		path: ask.target,
		status: answer.status,
		calls: world.org.apiCalls,
		...( subrequests.length > 0 ? { subrequests } : {} ),
		...( fault ? { fault: fault.kind } : {} ),
		...ask.caller,
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

export interface Tls {
	key: string;
	cert: string;
}

/** Loopback only: the org has a door through which anyone may change anything. */
export function listen( world: () => World, port: number, tls?: Tls ): Promise< { server: Server; port: number } > {
	const answer = ( request: IncomingMessage, response: ServerResponse ): void => {
		void receive( request, response, world() ).catch( () => response.destroy() );
	};
	const server = tls ? createTlsServer( { ...tls, maxHeaderSize: MAX_HEADER }, answer ) : createServer( { maxHeaderSize: MAX_HEADER }, answer );
	server.on( 'clientError', ( _error, socket ) => {
		socket.end( 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n' );
	} );
	return new Promise( ( done, fail ) => {
		server.once( 'error', fail );
		server.listen( port, '127.0.0.1', () => done( { server, port: ( server.address() as AddressInfo ).port } ) );
	} );
}
