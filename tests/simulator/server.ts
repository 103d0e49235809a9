import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { control } from './control/door';
import { refuseStrangers } from './control/loopback';
import { refuse } from './http/errors';
import { faultAnswer } from './http/fault-answers';
import type { Fault } from './http/faults';
import { headerOf, isObject, type Answer, type Ask } from './http/message';
import { readAsk, send, Unreadable, type Sending } from './http/wire';
import { factsOf, newRequestId } from './diagnostics/facts';
import { answerAt, withLimitInfo } from './doors';
import { channelsOf } from './events';
import { errorAnswer } from './rest/router';
import { toStamp } from './org/clock';
import type { World } from './world';

/** URLs of what is inside a composite, a batch or graphs: faults and the log look at them. */
function subrequestUrls( body: unknown ): string[] {
	if ( ! isObject( body ) ) {
		return [];
	}
	if ( Array.isArray( body.graphs ) ) {
		return body.graphs.flatMap( subrequestUrls );
	}
	const list: unknown = body.compositeRequest ?? body.batchRequests;
	return Array.isArray( list ) ? list.map( ( one: unknown ) => ( isObject( one ) ? String( one.url ) : '' ) ) : [];
}

const MAX_HEADER = 65_536;
const STALL_MS = 60_000;
/** Does not keep a process alive that has nothing else to do. */
const pause = ( ms: number ): Promise< void > => new Promise( ( done ) => setTimeout( done, ms ).unref() );

function meetFault( ask: Ask, world: World ): { fault: Fault | null; subrequests: string[] } {
	let subrequests: string[] = [];
	if ( /^\/services\/data\/[^/]+\/composite(?:\/batch|\/graph)?$/i.test( ask.path ) ) {
		try {
			subrequests = subrequestUrls( JSON.parse( ask.body.toString( 'utf8' ) ) );
		} catch {
			// The router says what is wrong with the body.
		}
	} else if ( ask.path.startsWith( '/cometd/' ) ) {
		subrequests = channelsOf( ask );
	}
	return {
		fault: world.faults.meet( [ ask.target.replace( /^\/+/, '/' ), ...subrequests ] ),
		subrequests,
	};
}

interface Handled {
	answer: Answer;
	fault: Fault | null;
	subrequests: string[];
	requestId: string;
	startedAt: number;
}

function note( ask: Ask, world: World, { answer, fault, subrequests, requestId, startedAt }: Handled ): void {
	world.log.add( {
		at: toStamp( world.org.clock.now() ),
		method: ask.method,
		path: ask.target,
		status: answer.status,
		calls: world.org.usage.total,
		...( subrequests.length > 0 ? { subrequests } : {} ),
		...( fault ? { fault: fault.kind } : {} ),
		...ask.caller,
		...factsOf( answer ),
		from: ask.from ?? '',
		requestId,
		ms: Math.round( performance.now() - startedAt ),
	} );
}

async function serveControl( ask: Ask, request: IncomingMessage, response: ServerResponse, world: World ): Promise< void > {
	const refusal = refuseStrangers( ask, request.socket.remoteAddress );
	await reply( ask, response, world, { answer: refusal ?? ( await control( ask, world ) ), damage: 'none' } );
}

const DAMAGES = [ 'truncate', 'cut', 'corrupt' ] as const;
const damageOf = ( fault: Fault | null ): Sending[ 'damage' ] => DAMAGES.find( ( damage ) => damage === fault?.kind ) ?? 'none';

/** Too many calls at once says nothing of those of the day: its answer tells that there are some left. */
function standIn( fault: Fault, world: World ): Answer | null {
	const answer = faultAnswer( fault );
	return answer && fault.kind === '403-concurrent' ? withLimitInfo( answer, world ) : answer;
}

async function serve( ask: Ask, response: ServerResponse, world: World ): Promise< void > {
	world.org.settleTransactions();
	world.bulk.settle();
	const startedAt = performance.now();
	const requestId = newRequestId();
	const { fault, subrequests } = meetFault( ask, world );
	if ( fault?.kind === 'slow' ) {
		await world.faults.delay( fault.ms ?? 1000 );
	}
	const dropped = fault?.kind === 'drop' || fault?.kind === 'stall';
	const answer = dropped && ! fault.processed ? { status: 0 } : ( ( fault && standIn( fault, world ) ) ?? ( await answerAt( ask, world ) ) );
	note( ask, world, { answer, fault, subrequests, requestId, startedAt } );
	if ( dropped ) {
		if ( fault.kind === 'stall' ) {
			await pause( fault.ms ?? STALL_MS );
		}
		response.destroy();
		return;
	}
	const traced = { ...answer, headers: { 'X-SFDC-REQUEST-ID': requestId, ...answer.headers } };
	await reply( ask, response, world, { answer: traced, damage: damageOf( fault ) } );
}

const reply = ( ask: Ask, response: ServerResponse, world: World, { answer, damage }: Pick< Sending, 'answer' | 'damage' > ): Promise< void > =>
	send( response, {
		answer,
		date: world.org.clock.now() + world.org.skewMs,
		acceptsGzip: ( headerOf( ask, 'accept-encoding' ) ?? '' ).includes( 'gzip' ),
		prettyPrint: /^(1|true)$/i.test( headerOf( ask, 'x-prettyprint' ) ?? '' ),
		damage,
		headOnly: ask.method === 'HEAD',
	} );

async function receive( request: IncomingMessage, response: ServerResponse, world: World ): Promise< void > {
	try {
		const ask = await readAsk( request );
		await ( ask.path.startsWith( '/_control' ) ? serveControl( ask, request, response, world ) : serve( ask, response, world ) );
	} catch ( error ) {
		if ( response.headersSent ) {
			response.destroy();
			return;
		}
		const answer = error instanceof Unreadable ? errorAnswer( refuse( error.status, error.errorCode, error.message ) ) : errorAnswer( error );
		response.writeHead( answer.status, {
			'Content-Type': 'application/json;charset=UTF-8',
			Connection: 'close',
		} );
		response.end( JSON.stringify( answer.body ) );
	}
}

interface Tls {
	key: string;
	cert: string;
}

/** Loopback only: the org has a door through which anyone may change anything. */
export function listen( world: () => World, port: number, tls?: Tls ): Promise< { server: Server; port: number } > {
	const answer = ( request: IncomingMessage, response: ServerResponse ): void => {
		void receive( request, response, world() ).catch( () => response.destroy() );
	};
	const server = tls ? createTlsServer( { ...tls, maxHeaderSize: MAX_HEADER }, answer ) : createServer( { maxHeaderSize: MAX_HEADER }, answer );
	server.on( 'clientError', ( error: NodeJS.ErrnoException, socket ) => {
		const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
		socket.end( `HTTP/1.1 ${ status }\r\nConnection: close\r\n\r\n` );
	} );
	return new Promise( ( done, fail ) => {
		server.once( 'error', fail );
		server.listen( port, '127.0.0.1', () => done( { server, port: ( server.address() as AddressInfo ).port } ) );
	} );
}
