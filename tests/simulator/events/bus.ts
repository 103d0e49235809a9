import type { OrgClock } from '../org/clock';
import { seeded, type Random } from '../seasons/random';
import { Deliveries } from './deliveries';
import type { ChangeEventHeader, EventSchema, Payload } from './schema';
import { uuidOf } from './uuid';

const RETENTION_MS = 72 * 3600 * 1000;
/** Replay positions that are no events: only new ones, and everything retained (§5.1). */
export const NEW_EVENTS = -1;
export const ALL_EVENTS = -2;

export interface Message {
	channels: readonly string[];
	schema: EventSchema;
	payload: Payload;
	/** What Pub/Sub writes as bitmaps; null for what is no change event. */
	header: ChangeEventHeader | null;
	/** The id it was promised when it was published; one of its own otherwise. */
	uuid?: string;
}

export interface BusEvent extends Message {
	replayId: number;
	uuid: string;
	at: number;
}

/** A place in the stream where nothing happened, to resume from (§5.4). */
type Mark = Pick< BusEvent, 'replayId' | 'at' >;

/** Everything published in the last 72 hours, in commit order, and the positions it can be read from. */
export class EventBus {
	readonly deliveries = new Deliveries();
	/** So many deliveries are repeated: at least once is not exactly once. */
	repeats = 0;
	/** Which org this is, counted over refreshes. */
	epoch = 0;
	private held = false;
	private issued = 0;
	private random: Random = seeded( 0 );
	private retained: BusEvent[] = [];
	private marks: Mark[] = [];
	private readonly listeners = new Set< () => void >();

	constructor( private readonly clock: OrgClock ) {
		this.clear();
	}

	/** A new org, or a refreshed one: replay ids begin elsewhere, and those of before mean nothing (§8.4). */
	clear(): void {
		this.epoch++;
		this.random = seeded( this.epoch );
		this.issued = 1_000 + this.random.below( 2_000_000 );
		this.retained = [];
		this.marks = [];
		this.repeats = 0;
		this.held = false;
		this.deliveries.clear();
	}

	onPublish( listener: () => void ): () => void {
		this.listeners.add( listener );
		return () => this.listeners.delete( listener );
	}

	publish( message: Message ): BusEvent {
		const { replayId, at } = this.mark();
		const event: BusEvent = { ...message, replayId, at, uuid: message.uuid ?? uuidOf( `${ this.epoch }/${ replayId }` ) };
		this.retained.push( event );
		this.wake();
		return event;
	}

	/** Takes the next replay id: they grow, but not one by one. */
	mark(): Mark {
		this.issued += 1 + this.random.below( 7 );
		const mark = { replayId: this.issued, at: this.clock.now() };
		this.marks.push( mark );
		return mark;
	}

	/** Delivery stops until it is let go again; publishing goes on. */
	hold( held: boolean ): void {
		this.held = held;
		this.wake();
	}

	/** Where reading begins: the id after which events are wanted, or null when the id means nothing here (§5.1). */
	positionOf( replay: number ): number | null {
		this.expire();
		if ( replay === NEW_EVENTS ) {
			return this.issued;
		}
		if ( replay === ALL_EVENTS ) {
			return 0;
		}
		const oldest = this.marks[ 0 ]?.replayId;
		return oldest !== undefined && replay >= oldest && replay <= this.issued ? replay : null;
	}

	after( channel: string, position: number, limit: number ): BusEvent[] {
		this.expire();
		if ( this.held ) {
			return [];
		}
		const found: BusEvent[] = [];
		for ( let at = this.firstAfter( position ); at < this.retained.length && found.length < limit; at++ ) {
			const event = this.retained[ at ]!;
			if ( event.channels.includes( channel ) ) {
				found.push( event );
			}
		}
		return found;
	}

	/** Everything retained is lost: stored replay ids become invalid. */
	purge(): void {
		this.retained = [];
		this.marks = [];
	}

	count( now: number ): { retained: number; lastReplayId: number; delivered: number } {
		this.expire();
		return { retained: this.retained.length, lastReplayId: this.issued, delivered: this.deliveries.count( now ) };
	}

	private firstAfter( position: number ): number {
		let low = 0;
		let high = this.retained.length;
		while ( low < high ) {
			const middle = ( low + high ) >> 1;
			if ( this.retained[ middle ]!.replayId <= position ) {
				low = middle + 1;
			} else {
				high = middle;
			}
		}
		return low;
	}

	private expire(): void {
		const oldest = this.clock.now() - RETENTION_MS;
		const kept = ( { at }: Mark ): boolean => at > oldest;
		if ( this.marks[ 0 ] && ! kept( this.marks[ 0 ] ) ) {
			this.marks = this.marks.filter( kept );
			this.retained = this.retained.filter( kept );
		}
	}

	private wake(): void {
		this.listeners.forEach( ( listener ) => listener() );
	}
}
