const DAY_MS = 24 * 3600 * 1000;
const MINUTE_MS = 60_000;
/** What a Developer Edition may deliver in a day, summed over its subscribers (§5.3). */
const DEVELOPER_EDITION = 10_000;

/** Deliveries of the last 24 hours, by the org's clock. */
export class Deliveries {
	limit = DEVELOPER_EDITION;
	private minutes: { at: number; count: number }[] = [];

	count( now: number ): number {
		this.minutes = this.minutes.filter( ( { at } ) => at > now - DAY_MS );
		return this.minutes.reduce( ( sum, { count } ) => sum + count, 0 );
	}

	exhausted( now: number ): boolean {
		return this.count( now ) >= this.limit;
	}

	add( now: number, count: number ): void {
		const at = Math.floor( now / MINUTE_MS ) * MINUTE_MS;
		const last = this.minutes.at( -1 );
		if ( last?.at === at ) {
			last.count += count;
		} else {
			this.minutes.push( { at, count } );
		}
	}

	clear(): void {
		this.minutes = [];
		this.limit = DEVELOPER_EDITION;
	}
}
