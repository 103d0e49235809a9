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
	readonly chunks: AsyncIterable< Uint8Array >;
}

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

async function answered( path: string, session: Session, patience: Patience ): Promise< Response > {
	const started = performance.now();
	const url = session.url( path );
	session.onRequest();
	const headers = { Accept: 'text/csv', Authorization: `Bearer ${ session.token() }`, 'Sforce-Call-Options': 'client=Callboard' };
	const answer = await patience.of( fetch( url, { headers, redirect: 'manual', signal: patience.signal } ) );
	const ms = Math.round( performance.now() - started );
	session.logger.info( { method: 'GET', endpoint: new URL( url ).pathname, status: answer.status, attempt: session.attempt, ms }, 'salesforce call' );
	session.onAnswer( answer.headers );
	return answer;
}

async function refusal( answer: Response, patience: Patience ): Promise< SyncFailure > {
	const text = await patience.of( answer.text() );
	try {
		return errorIn( JSON.parse( text ), answer.status );
	} catch {
		return errorIn( { message: text }, answer.status );
	}
}

/** Time spent by whoever takes the bytes is not counted: a slow WordPress must not look like a slow Salesforce. */
async function* chunksOf( answer: Response, patience: Patience ): AsyncGenerator< Uint8Array > {
	const reader: ReadableStreamDefaultReader< Uint8Array > | undefined = answer.body?.getReader();
	try {
		for ( let chunk = await patience.of( read( reader ) ); chunk; chunk = await patience.of( read( reader ) ) ) {
			yield chunk;
		}
	} finally {
		patience.end();
	}
}

const read = async ( reader: ReadableStreamDefaultReader< Uint8Array > | undefined ): Promise< Uint8Array | undefined > => ( await reader?.read() )?.value;

/** jsforce has no call that shows headers and body as they come: this one has, under the same session. */
export async function openStream( path: string, session: Session ): Promise< Opened > {
	const patience = new Patience( session.patienceMs );
	let answer = await answered( path, session, patience );
	if ( answer.status === 401 ) {
		await answer.body?.cancel();
		await session.renew();
		answer = await answered( path, session, patience );
	}
	if ( answer.status !== 200 ) {
		throw await refusal( answer, patience );
	}
	return { headers: answer.headers, chunks: chunksOf( answer, patience ) };
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
