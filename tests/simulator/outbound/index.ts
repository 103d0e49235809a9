import PQueue from 'p-queue';
import { makeId } from '../org/ids';
import type { Org } from '../org/org';
import type { Commit } from '../org/store';
import { meets, readCallout, readMessage, readTrigger, type Callout, type OutboundMessage, type Sending } from './definitions';
import { attempt, GIVEN_UP_AFTER_MS, MAX_NOTIFICATIONS, pauseAfter, type Delivery } from './deliveries';

export { outboundKnobs } from './knobs';

const CONCURRENCY = 5;

export interface Failure {
	name: string;
	object: string;
	recordIds: string[];
	attempts: number;
	error: string;
	at: number;
}

/** What a delivery run came to, by message or call-out. */
export interface Report {
	delivered: number;
	retried: number;
	failed: number;
	/** Still on their way, and when the next of them is due. */
	waiting: number;
	nextAt: number | null;
}

/** What networks and busy orgs do: at least once, in no order (§6). */
interface OutboundFaults {
	/** So many messages are sent twice. */
	duplicates: number;
	/** So many acknowledgements never arrive. */
	lostAcks: number;
	reorder: boolean;
	timeoutMs: number | null;
}

const noFaults = (): OutboundFaults => ( { duplicates: 0, lostAcks: 0, reorder: false, timeoutMs: null } );

const chunks = < T >( list: T[], size: number ): T[][] =>
	Array.from( { length: Math.ceil( list.length / size ) }, ( _none, index ) => list.slice( index * size, ( index + 1 ) * size ) );

/** Outbound messages and Flow call-outs. */
export class Outbound {
	private sendings: Sending[] = [];
	private queue: Delivery[] = [];
	private lost: Failure[] = [];
	private counter = 0;
	private readonly stop = new AbortController();
	private readonly lanes = new PQueue( { concurrency: CONCURRENCY } );
	private running: Promise< Report > | null = null;
	private timer: NodeJS.Timeout | null = null;
	faults = noFaults();

	constructor(
		readonly org: Org,
		private readonly url: string
	) {
		org.onCommit( ( commit ) => this.notice( commit ) );
	}

	all(): readonly Sending[] {
		return this.sendings;
	}

	waiting(): readonly Delivery[] {
		return this.queue;
	}

	failures(): readonly Failure[] {
		return this.lost;
	}

	/** Sends a SOAP message when the trigger says so; the same name in the same object replaces the old one. */
	define( input: Record< string, unknown > ): OutboundMessage {
		return this.put( readMessage( this.org, input ) );
	}

	defineCallout( input: Record< string, unknown > ): Callout {
		return this.put( readCallout( this.org, input ) );
	}

	/** A flow that sends a message which is there already. */
	arm( object: string, name: string, trigger: unknown ): void {
		const sending = this.find( object, name );
		const known = this.org.catalogue.find( object );
		if ( ! sending || ! known ) {
			throw new TypeError( `No such message: ${ object }.${ name }` );
		}
		sending.when = readTrigger( known, trigger );
	}

	find( object: string, name: string ): Sending | undefined {
		return this.sendings.find( ( one ) => one.object.toLowerCase() === object.toLowerCase() && one.name.toLowerCase() === name.toLowerCase() );
	}

	/** Puts back what was defined before. */
	restore( sending: Sending ): void {
		this.put( sending );
	}

	remove( id: string ): void {
		this.sendings = this.sendings.filter( ( one ) => one.id !== id );
		this.queue = this.queue.filter( ( { sending } ) => sending.id !== id );
	}

	/** Sends everything that is due on the org's clock, once each. */
	deliver(): Promise< Report > {
		this.running ??= this.run().finally( () => {
			this.running = null;
		} );
		return this.running;
	}

	/** Delivers by itself from now on; null stops it. */
	every( ms: number | null ): void {
		if ( this.timer ) {
			clearInterval( this.timer );
		}
		this.timer = ms === null ? null : setInterval( () => void this.deliver(), ms );
		this.timer?.unref();
	}

	clear(): void {
		this.sendings = [];
		this.queue = [];
		this.lost = [];
		this.faults = noFaults();
	}

	/** Nothing is left open: what is under way is broken off. */
	async close(): Promise< void > {
		this.every( null );
		this.stop.abort();
		await this.running;
	}

	private put< T extends Sending >( sending: T ): T {
		this.sendings = [ ...this.sendings.filter( ( one ) => one.id !== sending.id ), sending ];
		return sending;
	}

	private notice( { changes }: Commit ): void {
		const now = this.org.clock.now();
		for ( const sending of this.sendings ) {
			const notifications = changes
				.filter( ( change ) => meets( sending, change ) )
				.map( ( { id } ) => ( { id: makeId( '04l', this.counter++ ), recordId: id } ) );
			const size = sending.kind === 'message' ? MAX_NOTIFICATIONS : 1;
			for ( const some of chunks( notifications, size ) ) {
				this.queue.push( { sending, notifications: some, createdAt: now, nextAt: now, attempts: 0, lastError: null } );
			}
		}
	}

	private async run(): Promise< Report > {
		const report: Report = { delivered: 0, retried: 0, failed: this.giveUp(), waiting: 0, nextAt: null };
		const now = this.org.clock.now();
		const due = this.queue.filter( ( { nextAt } ) => nextAt <= now );
		const { reorder } = this.faults;
		const ordered = reorder ? [ ...due ].reverse().map( ( one ) => Object.assign( one, { notifications: [ ...one.notifications ].reverse() } ) ) : due;
		// Out of order means one after the other: a race would be another order each time.
		this.lanes.concurrency = reorder ? 1 : CONCURRENCY;
		await this.lanes.addAll( ordered.map( ( delivery ) => () => this.one( delivery, report ) ) );
		report.waiting = this.queue.length;
		report.nextAt = this.queue.length === 0 ? null : Math.min( ...this.queue.map( ( { nextAt } ) => nextAt ) );
		return report;
	}

	/** What a day of attempts did not bring to its end is dropped (§6). */
	private giveUp(): number {
		const now = this.org.clock.now();
		const old = this.queue.filter( ( { createdAt } ) => now >= createdAt + GIVEN_UP_AFTER_MS );
		old.forEach( ( delivery ) => this.fail( delivery, delivery.lastError ?? 'Never sent' ) );
		return old.length;
	}

	private fail( delivery: Delivery, error: string ): void {
		const { sending, notifications, attempts } = delivery;
		this.drop( delivery );
		this.lost.push( {
			name: sending.name,
			object: sending.object,
			recordIds: notifications.map( ( one ) => one.recordId ),
			attempts,
			error,
			at: this.org.clock.now(),
		} );
	}

	private drop( delivery: Delivery ): void {
		this.queue = this.queue.filter( ( one ) => one !== delivery );
	}

	private async one( delivery: Delivery, report: Report ): Promise< void > {
		const means = { org: this.org, url: this.url, signal: this.stop.signal, timeoutMs: this.faults.timeoutMs };
		delivery.attempts++;
		let error = await attempt( means, delivery );
		if ( error === null && delivery.sending.kind === 'message' ) {
			error = await this.misfortune( () => attempt( means, delivery ) );
		}
		if ( error === null ) {
			report.delivered++;
			this.drop( delivery );
		} else if ( delivery.sending.kind === 'callout' ) {
			report.failed++;
			this.fail( delivery, error );
		} else {
			report.retried++;
			delivery.lastError = error;
			delivery.nextAt = this.org.clock.now() + pauseAfter( delivery.attempts );
		}
	}

	/** A message that arrived, and yet comes again. */
	private async misfortune( again: () => Promise< string | null > ): Promise< string | null > {
		if ( this.faults.duplicates > 0 ) {
			this.faults.duplicates--;
			await again();
		}
		if ( this.faults.lostAcks > 0 ) {
			this.faults.lostAcks--;
			return 'The acknowledgement was lost';
		}
		return null;
	}
}
