import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { BusEvent } from '../bus';
import { ALL_EVENTS, NEW_EVENTS } from '../bus';
import { maySubscribe, topicOf, type Stream } from '../channels';
import { Reader } from '../reader';
import type { Caller } from './callers';
import { asRpcError, ERRORS } from './errors';
import { readFetch, replayBytes, replayNumber, type FetchRequest } from './requests';

/** No more at once, however much a client asks for (§5.4). */
const MOST_REQUESTED = 100;

export type Duplex = ServerDuplexStream< unknown, unknown >;

export interface Pace {
	/** An empty answer at least so often. */
	keepAliveMs: number;
	/** A stream that waits for nothing is closed after so long. */
	idleMs: number;
	/** So long a publisher may be silent. */
	publishIdleMs: number;
}

const consumed = ( { replayId, uuid, schema, payload, header }: BusEvent ): Record< string, unknown > => ( {
	event: { id: uuid, schema_id: schema.id, payload: schema.encode( payload, header ), headers: [] },
	replay_id: replayBytes( replayId ),
} );

/** One Subscribe call: it sends no more events than were asked for (§5.4). */
export class Subscription {
	private reader: Reader | null = null;
	private topic = '';
	private pending = 0;
	private pumping = false;
	private timer: NodeJS.Timeout | null = null;
	private readonly unlisten: () => void;

	constructor(
		private readonly call: Duplex,
		readonly caller: Caller,
		private readonly stream: Stream,
		private readonly about: { pace: Pace; rpcId: string; onEnd: () => void }
	) {
		this.unlisten = stream.bus.onPublish( () => this.pumpSoon() );
		call.on( 'data', ( request: unknown ) => this.attempt( () => this.fetch( readFetch( request ) ) ) );
		call.on( 'end', () => this.close() );
		call.on( 'cancelled', () => this.stop() );
		call.on( 'error', () => this.stop() );
	}

	get isListening(): boolean {
		return this.reader !== null;
	}

	fail( error: unknown ): void {
		this.stop();
		this.call.emit( 'error', asRpcError( error ).asResponse( this.about.rpcId ) );
	}

	private close(): void {
		this.stop();
		this.call.end();
	}

	private stop(): void {
		this.unlisten();
		this.reader = null;
		this.pending = 0;
		if ( this.timer ) {
			clearTimeout( this.timer );
		}
		this.about.onEnd();
	}

	private attempt( work: () => void ): void {
		try {
			work();
		} catch ( error ) {
			this.fail( error );
		}
	}

	private fetch( request: FetchRequest ): void {
		const { org } = this.stream;
		if ( ! org.sessions.accept( this.caller.token, org.clock.now() ) ) {
			throw ERRORS.authentication();
		}
		if ( request.requested <= 0 ) {
			throw ERRORS.requested();
		}
		if ( this.reader === null ) {
			this.reader = this.begin( request );
			this.topic = request.topic;
		} else if ( request.topic !== '' && request.topic !== this.topic ) {
			throw ERRORS.otherTopic( 'subscription.fetch' );
		}
		this.pending += Math.min( request.requested, MOST_REQUESTED );
		this.wait();
		this.pumpSoon();
	}

	private begin( { topic, preset, replayId }: FetchRequest ): Reader {
		const { bus, org } = this.stream;
		if ( topic === '' ) {
			throw ERRORS.noTopicName();
		}
		const found = topicOf( this.stream, topic );
		if ( ! found ) {
			throw ERRORS.noTopic( tenantOf( org.id ), topic );
		}
		if ( ! maySubscribe( found, org.accessOf( this.caller.userId ) ) ) {
			throw ERRORS.mayNotSubscribe( topic );
		}
		if ( bus.deliveries.exhausted( org.clock.now() ) ) {
			throw ERRORS.exhausted();
		}
		const position = this.positionOf( preset, replayId );
		if ( position === null ) {
			throw ERRORS.corrupted();
		}
		return new Reader( bus, org.clock, topic, position );
	}

	private positionOf( preset: string, replayId: Buffer ): number | null {
		const { bus } = this.stream;
		if ( preset !== 'CUSTOM' ) {
			return bus.positionOf( preset === 'EARLIEST' ? ALL_EVENTS : NEW_EVENTS );
		}
		if ( replayId.length === 0 ) {
			throw ERRORS.noReplayId();
		}
		const number = replayNumber( replayId );
		return number === null ? null : bus.positionOf( number );
	}

	private pumpSoon(): void {
		if ( ! this.pumping ) {
			this.pumping = true;
			setImmediate( () => {
				this.pumping = false;
				this.attempt( () => this.pump() );
			} );
		}
	}

	private pump(): void {
		if ( ! this.reader || this.pending === 0 ) {
			return;
		}
		const { events, exhausted } = this.reader.next( Math.min( this.pending, MOST_REQUESTED ) );
		if ( events.length > 0 ) {
			this.pending = Math.max( 0, this.pending - events.length );
			this.send( events.map( consumed ), events.at( -1 )!.replayId );
			this.pumpSoon();
		}
		if ( exhausted ) {
			throw ERRORS.exhausted();
		}
	}

	private send( events: Record< string, unknown >[], latest: number ): void {
		this.call.write( { events, latest_replay_id: replayBytes( latest ), rpc_id: this.about.rpcId, pending_num_requested: this.pending } );
		this.wait();
	}

	/** With something asked for, an empty answer keeps the stream alive and moves its resume point; with nothing, it ends. */
	private wait(): void {
		if ( this.timer ) {
			clearTimeout( this.timer );
		}
		const { keepAliveMs, idleMs } = this.about.pace;
		this.timer =
			this.pending > 0
				? setTimeout( () => this.attempt( () => this.send( [], this.stream.bus.mark().replayId ) ), keepAliveMs )
				: setTimeout( () => this.close(), idleMs );
		this.timer.unref();
	}
}

export const tenantOf = ( orgId: string ): string => `CORE/prod/${ orgId }`;
