import pRetry from 'p-retry';
import type { Clock } from '../clock';
import * as contract from '../contract';
import { SyncFailure } from '../failure';
import type { Logger } from '../log';
import { packed, type Body } from './body';
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
	/** Of the packed body. */
	readonly mostBytes?: number;
}

/** A call on its way: packed once, however often it is sent. */
type Sending< T > = Call< T > & { readonly body: Body };

const deadlineMs = 10_000;
const longDeadlineMs = 60_000;
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
			deliver: ( delivery, mostBytes ) =>
				this.post( {
					name: 'deliver',
					request: delivery,
					run_token: runToken,
					parse: contract.parseOutcomes,
					repeatable: true,
					deadlineMs: longDeadlineMs,
					mostBytes,
				} ),
			inbox: call( 'inbox', contract.parseInboxAnswer, longDeadlineMs ),
			rebuild: call( 'rebuild', contract.parseRebuildAnswer, longDeadlineMs ),
			presence: call( 'presence', contract.parsePresenceAnswer, longDeadlineMs ),
			visibility: call( 'visibility', contract.parseVisibilityAnswer, longDeadlineMs ),
			complete: call( 'complete', contract.parseCompleteAnswer, longDeadlineMs ),
		};
	}

	private async post< T >( call: Call< T > ): Promise< T > {
		const sending = { ...call, body: await packed( call.request, call.mostBytes ) };
		return pRetry( ( attempt ) => this.corrected( sending, attempt ), {
			retries: call.repeatable ? ( this.options.retries ?? 3 ) : 0,
			minTimeout: this.options.retryPauseMs ?? 500,
			randomize: true,
			shouldRetry: ( { error } ) => error instanceof SyncFailure && error.kind === 'transient',
		} );
	}

	/** One correction of the clock a call, with a nonce and a timestamp of its own. */
	private async corrected< T >( call: Sending< T >, attempt: number ): Promise< T > {
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

	private async send< T >( call: Sending< T >, attempt: number ): Promise< { value: T } | ErrorAnswer > {
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

	private async exchange( route: string, call: Sending< unknown >, attempt: number ): Promise< { status: number; text: string } > {
		const { clock, connection, logger } = this.options;
		const { bytes: body, encoding } = call.body;
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
