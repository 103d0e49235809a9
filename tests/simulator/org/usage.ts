import { refuse } from '../http/errors';
import type { OrgClock } from './clock';

const DAY_MS = 24 * 3600 * 1000;
const BUCKET_MS = 60_000;
const DAILY_LIMIT = 100_000;

/** API calls: those of the last 24 hours count against the limit (§7.1), those since the start are the log's running count. */
export class Usage {
	limit = DAILY_LIMIT;
	total = 0;
	/** Calls by minute, oldest first. */
	private readonly minutes: { at: number; calls: number }[] = [];

	constructor( private readonly clock: OrgClock ) {}

	/** One more call; refused when the day's calls are used up. */
	count(): void {
		const at = Math.floor( this.clock.now() / BUCKET_MS ) * BUCKET_MS;
		const last = this.minutes[ this.minutes.length - 1 ];
		if ( last?.at === at ) {
			last.calls++;
		} else {
			this.minutes.push( { at, calls: 1 } );
		}
		this.total++;
		if ( this.lastDay > this.limit ) {
			throw refuse( 403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.' );
		}
	}

	get lastDay(): number {
		const from = this.clock.now() - DAY_MS;
		while ( this.minutes[ 0 ] && this.minutes[ 0 ].at <= from ) {
			this.minutes.shift();
		}
		return this.minutes.reduce( ( sum, { calls } ) => sum + calls, 0 );
	}

	clear(): void {
		this.minutes.length = 0;
		this.total = 0;
		this.limit = DAILY_LIMIT;
	}
}
