import { gzipSync } from 'node:zlib';
import pRetry from 'p-retry';
import type { Clock } from '../clock';
import * as contract from '../contract';
import { SyncFailure } from '../failure';
import type { Logger } from '../log';
import { wellFormed } from '../mapping/text';
import { routeUrl, type WordPressConnection } from './connection-string';
import { notCallboard, serverTimeOf, unreachableFailure, wordpressError, type ErrorAnswer } from './failures';
import type { LeasedWordPress, WordPress } from './port';
import { newNonce, signature } from './signing';

interface ClientOptions {
	readonly connection: WordPressConnection;
	readonly clock: Clock;
	readonly logger: Logger;
	readonly retries?: number;
	readonly retryPauseMs?: number;
}

interface Call< T > {
	readonly name: string;
	readonly request: object;
	readonly run_token: string;
	readonly parse: ( answer: unknown ) => T;
	/** What may be sent twice may be retried; a claim that was answered into the void may not. */
	readonly repeatable: boolean;
	readonly deadlineMs: number;
}

const deadlineMs = 10_000;
const longDeadlineMs = 60_000;
/** Below this, packing costs more than it saves. */
const gzipFrom = 1024;

const whole = ( _key: string, value: unknown ): unknown => ( typeof value === 'string' ? wellFormed( value ) : value );

function packed( request: object ): { body: Uint8Array< ArrayBuffer >; encoding: 'gzip' | 'identity' } {
	const text = Buffer.from( JSON.stringify( request, whole ), 'utf8' );
	return text.length >= gzipFrom ? { body: gzipSync( text ), encoding: 'gzip' } : { body: text, encoding: 'identity' };
}

export class RestWordPress implements WordPress {
	/** WordPress’s clock minus ours, learnt when it refuses ours. */
	private clockOffsetMs = 0;

	public constructor( private readonly options: ClientOptions ) {}

	public claim( request: contract.ClaimRequest ): Promise< contract.ClaimAnswer > {
		return this.post( { name: 'claim', request, run_token: '', parse: contract.parseClaimAnswer, repeatable: false, deadlineMs } );
	}

	public forRun( runToken: string ): LeasedWordPress {
		const call = < T >( name: string, parse: ( answer: unknown ) => T, limit = deadlineMs ) => {
			return ( request: object ): Promise< T > => this.post( { name, request, run_token: runToken, parse, repeatable: true, deadlineMs: limit } );
		};
		return {
			heartbeat: call( 'heartbeat', contract.parseHeartbeatAnswer ),
			token: call( 'token', contract.parseTokenAnswer, longDeadlineMs ),
			offer: call( 'offer', contract.parseOfferAnswer, longDeadlineMs ),
			deliver: call( 'deliver', contract.parseOutcomes, longDeadlineMs ),
			inbox: call( 'inbox', contract.parseInboxAnswer, longDeadlineMs ),
			rebuild: call( 'rebuild', contract.parseRebuildAnswer, longDeadlineMs ),
			presence: call( 'presence', contract.parsePresenceAnswer, longDeadlineMs ),
			visibility: call( 'visibility', contract.parseVisibilityAnswer, longDeadlineMs ),
			complete: call( 'complete', contract.parseCompleteAnswer, longDeadlineMs ),
		};
	}

	private post< T >( call: Call< T > ): Promise< T > {
		return pRetry( ( attempt ) => this.corrected( call, attempt ), {
			retries: call.repeatable ? ( this.options.retries ?? 3 ) : 0,
			minTimeout: this.options.retryPauseMs ?? 500,
			randomize: true,
			shouldRetry: ( { error } ) => error instanceof SyncFailure && error.kind === 'transient',
		} );
	}

	/** One correction of the clock a call, with a nonce and a timestamp of its own. */
	private async corrected< T >( call: Call< T >, attempt: number ): Promise< T > {
		const first = await this.send( call, attempt );
		if ( 'value' in first ) {
			return first.value;
		}
		const serverTime = serverTimeOf( first );
		if ( serverTime === undefined ) {
			throw wordpressError( first );
		}
		this.clockOffsetMs = serverTime - this.options.clock.now();
		const second = await this.send( call, attempt );
		if ( 'value' in second ) {
			return second.value;
		}
		throw wordpressError( second );
	}

	private async send< T >( call: Call< T >, attempt: number ): Promise< { value: T } | ErrorAnswer > {
		const route = `/callboard/v1/worker/${ call.name }`;
		const { status, text } = await this.exchange( route, call, attempt );
		let body: unknown;
		try {
			body = JSON.parse( text );
		} catch ( error ) {
			if ( status === 413 ) {
				return { status, body: null };
			}
			throw notCallboard( status, error );
		}
		if ( status >= 200 && status < 300 ) {
			return { value: parsed( call, body ) };
		}
		return { status, body };
	}

	private async exchange( route: string, call: Call< unknown >, attempt: number ): Promise< { status: number; text: string } > {
		const { clock, connection, logger } = this.options;
		const { body, encoding } = packed( call.request );
		const timestamp_ms = clock.now() + this.clockOffsetMs;
		const nonce = newNonce();
		const started = performance.now();
		const log = ( status: number | null ): void =>
			logger.info(
				{ method: 'POST', endpoint: route, status, attempt, bytes: body.length, ms: Math.round( performance.now() - started ) },
				'wordpress call'
			);
		try {
			const answer = await fetch( routeUrl( connection.rest_root, route ), {
				method: 'POST',
				redirect: 'manual',
				signal: AbortSignal.timeout( call.deadlineMs ),
				headers: {
					Accept: 'application/json',
					'Content-Type': 'application/octet-stream',
					'X-Callboard-Encoding': encoding,
					'X-Callboard-Key': connection.key,
					'X-Callboard-Timestamp': String( timestamp_ms ),
					'X-Callboard-Nonce': nonce,
					...( call.run_token ? { 'X-Callboard-Run': call.run_token } : {} ),
					'X-Callboard-Signature': signature( connection.secret, { route, body, timestamp_ms, nonce, run_token: call.run_token } ),
				},
				body,
			} );
			const text = await answer.text();
			log( answer.status );
			return { status: answer.status, text };
		} catch ( error ) {
			log( null );
			throw unreachableFailure( error );
		}
	}
}

function parsed< T >( call: Call< T >, body: unknown ): T {
	try {
		return call.parse( body );
	} catch ( error ) {
		throw new SyncFailure(
			{
				kind: 'config',
				code: 'wordpress_answer_unknown',
				message: 'WordPress answered in a shape this worker does not know.',
				actions: [ 'Use the worker that comes with this version of the plugin.' ],
				details: { route: call.name, problem: error instanceof Error ? error.message : String( error ) },
			},
			{ cause: error }
		);
	}
}
