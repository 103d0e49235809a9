import { randomBytes } from 'node:crypto';
import type { BusEvent } from '../bus';
import type { Reader } from '../reader';
import type { Outgoing } from './messages';

/** The server forgets a client that has been silent for so long (§5.1). */
const SILENCE_MS = 40_000;
const MOST_IN_A_REPLY = 200;

interface Held {
	answer: ( reply: Outgoing, events: Outgoing[] ) => void;
	timer: NodeJS.Timeout;
}

const messageOf = ( channel: string, { schema, payload, replayId, uuid }: BusEvent ): Outgoing => ( {
	channel,
	data: { schema: schema.id, payload, event: { replayId, EventUuid: uuid } },
} );

export interface Gathered {
	events: Outgoing[];
	exhausted: boolean;
}

/** One handshake's client: what it listens to, and the connect that waits for news. */
export class Client {
	/** About 27 lower-case characters, as Salesforce's are. */
	readonly id = `c${ randomBytes( 13 ).toString( 'hex' ) }`;
	readonly cookie = randomBytes( 16 ).toString( 'hex' );
	readonly subscriptions = new Map< string, Reader >();
	connected = false;
	private held: Held | null = null;

	constructor(
		public token: string,
		readonly userId: string,
		private heardAt: number
	) {}

	isHeld(): boolean {
		return this.held !== null;
	}

	heard( now: number ): void {
		this.heardAt = now;
	}

	/** A connect that is held is no silence. */
	isGone( now: number ): boolean {
		return this.held === null && now - this.heardAt > SILENCE_MS;
	}

	gather(): Gathered {
		const found: { channel: string; event: BusEvent }[] = [];
		for ( const [ channel, reader ] of this.subscriptions ) {
			const { events, exhausted } = reader.next( MOST_IN_A_REPLY - found.length );
			found.push( ...events.map( ( event ) => ( { channel, event } ) ) );
			if ( exhausted ) {
				return { events: inOrder( found ), exhausted };
			}
		}
		return { events: inOrder( found ), exhausted: false };
	}

	/** Holds a connect until `release` or until its time is over. */
	hold( ms: number, onTimeout: () => void ): Promise< { reply: Outgoing; events: Outgoing[] } > {
		return new Promise( ( done ) => {
			const timer = setTimeout( onTimeout, ms );
			// A held connect alone keeps no process alive.
			timer.unref();
			this.held = { timer, answer: ( reply, events ) => done( { reply, events } ) };
		} );
	}

	release( reply: Outgoing, events: Outgoing[] = [] ): void {
		const { held } = this;
		this.held = null;
		if ( held ) {
			clearTimeout( held.timer );
			held.answer( reply, events );
		}
	}
}

const inOrder = ( found: { channel: string; event: BusEvent }[] ): Outgoing[] =>
	found.sort( ( a, b ) => a.event.replayId - b.event.replayId ).map( ( { channel, event } ) => messageOf( channel, event ) );
