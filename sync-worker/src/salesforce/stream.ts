import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { pipeline } from 'node:stream';
import { text } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import type { Logger } from '../log';
import { errorIn } from './answers';
import { failureOf, networkFailure, tooSlow } from './failures';
import { SyncFailure } from '../failure';

/** What a connection lends to calls whose answer is too large to be held. */
export interface Session {
	url( path: string ): string;
	token(): string;
	/** A new token, or the failure that there is none. */
	renew(): Promise< void >;
	onRequest(): void;
	onAnswer( headers: Headers ): void;
	readonly attempt: number;
	readonly logger: Logger;
	/** How long the first byte, and each next one, may take. */
	readonly patienceMs: number;
}

export interface Opened {
	readonly headers: Headers;
	/** As they came off the line. */
	readonly chunks: AsyncIterable< Uint8Array >;
	readonly encoding: Encoding;
}

export type Encoding = 'gzip' | 'identity';

class Patience {
	private readonly controller = new AbortController();

	public constructor( private readonly ms: number ) {}

	public get signal(): AbortSignal {
		return this.controller.signal;
	}

	public async of< T >( waiting: Promise< T > ): Promise< T > {
		const timer = setTimeout( () => this.controller.abort(), this.ms );
		try {
			return await waiting;
		} catch ( error ) {
			throw this.signal.aborted ? failureOf( tooSlow, {}, error ) : networkFailure( error );
		} finally {
			clearTimeout( timer );
		}
	}

	public end(): void {
		this.controller.abort();
	}
}

/** `fetch` unpacks what it is given, and a page that is kept would have to be packed again. */
function asked( url: URL, headers: Record< string, string >, signal: AbortSignal ): Promise< IncomingMessage > {
	return new Promise( ( resolve, reject ) => {
		const request = url.protocol === 'https:' ? requestHttps : requestHttp;
		request( url, { headers, signal } ).on( 'response', resolve ).on( 'error', reject ).end();
	} );
}

function headersOf( { headersDistinct }: IncomingMessage ): Headers {
	const pairs = Object.entries( headersDistinct ).flatMap( ( [ name, values = [] ] ) => values.map( ( value ): [ string, string ] => [ name, value ] ) );
	return new Headers( pairs );
}

async function answered( path: string, session: Session, patience: Patience ): Promise< IncomingMessage > {
	const started = performance.now();
	const url = new URL( session.url( path ) );
	session.onRequest();
	const headers = {
		Accept: 'text/csv',
		'Accept-Encoding': 'gzip',
		Authorization: `Bearer ${ session.token() }`,
		'Sforce-Call-Options': 'client=Callboard',
	};
	const answer = await patience.of( asked( url, headers, patience.signal ) );
	const ms = Math.round( performance.now() - started );
	session.logger.info( { method: 'GET', endpoint: url.pathname, status: answer.statusCode, attempt: session.attempt, ms }, 'salesforce call' );
	session.onAnswer( headersOf( answer ) );
	return answer;
}

const encodingOf = ( { headers }: IncomingMessage ): Encoding => ( /^\s*(x-)?gzip\s*$/i.test( headers[ 'content-encoding' ] ?? '' ) ? 'gzip' : 'identity' );

async function refusal( answer: IncomingMessage, patience: Patience ): Promise< SyncFailure > {
	const { statusCode: status = 0 } = answer;
	// Not `pipe`, which tells nobody that the line broke off: who reads would wait for ever.
	const body = encodingOf( answer ) === 'gzip' ? pipeline( answer, createGunzip(), () => undefined ) : answer;
	const said = await patience.of( text( body ) );
	try {
		return errorIn( JSON.parse( said ), status );
	} catch {
		return errorIn( { message: said }, status );
	}
}

/** Time spent by whoever takes the bytes is not counted: a slow WordPress must not look like a slow Salesforce. */
async function* chunksOf( answer: IncomingMessage, patience: Patience ): AsyncGenerator< Uint8Array > {
	const pieces = ( answer as AsyncIterable< Uint8Array > )[ Symbol.asyncIterator ]();
	try {
		for ( let piece = await patience.of( pieces.next() ); ! piece.done; piece = await patience.of( pieces.next() ) ) {
			yield piece.value;
		}
	} finally {
		patience.end();
		answer.destroy();
	}
}

/** jsforce has no call that shows headers and body as they come: this one has, under the same session. */
export async function openStream( path: string, session: Session ): Promise< Opened > {
	const patience = new Patience( session.patienceMs );
	let answer = await answered( path, session, patience );
	if ( answer.statusCode === 401 ) {
		answer.resume();
		await session.renew();
		answer = await answered( path, session, patience );
	}
	if ( answer.statusCode !== 200 ) {
		throw await refusal( answer, patience );
	}
	return { headers: headersOf( answer ), chunks: chunksOf( answer, patience ), encoding: encodingOf( answer ) };
}

/** Tells of what breaks off. */
export async function* watched( chunks: Opened[ 'chunks' ], refused: ( error: unknown ) => void ): AsyncGenerator< Uint8Array > {
	try {
		yield* chunks;
	} catch ( error ) {
		refused( error );
		throw error;
	}
}
