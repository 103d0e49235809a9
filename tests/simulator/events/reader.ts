import type { OrgClock } from '../org/clock';
import type { BusEvent, EventBus } from './bus';

interface Portion {
	events: BusEvent[];
	/** The day's deliveries are used up: nothing more comes, and the subscription ends (§5.3). */
	exhausted: boolean;
}

/** One subscriber's place in one channel. */
export class Reader {
	constructor(
		private readonly bus: EventBus,
		private readonly clock: OrgClock,
		readonly channel: string,
		private position: number
	) {}

	/** The next events, counted as delivered. */
	next( limit: number ): Portion {
		const { bus } = this;
		const now = this.clock.now();
		const waiting = bus.after( this.channel, this.position, limit );
		const allowed = Math.max( 0, bus.deliveries.limit - bus.deliveries.count( now ) );
		const taken = waiting.slice( 0, allowed );
		if ( taken.length > 0 ) {
			this.position = taken.at( -1 )!.replayId;
			bus.deliveries.add( now, taken.length );
		}
		return { events: taken.flatMap( ( event ) => this.perhapsTwice( event ) ), exhausted: taken.length < waiting.length };
	}

	private perhapsTwice( event: BusEvent ): BusEvent[] {
		if ( this.bus.repeats <= 0 ) {
			return [ event ];
		}
		this.bus.repeats--;
		return [ event, event ];
	}
}
